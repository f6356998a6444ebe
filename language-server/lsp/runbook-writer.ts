import { interruptAndCheck, isOperationCancelled, URI } from "langium";
import {
	type CancellationToken,
	CancellationTokenSource,
	type Connection,
	type CreateFile,
	type MessageActionItem,
	type TextDocumentEdit,
	type WorkDoneProgressServerReporter,
	type WorkspaceEdit,
} from "vscode-languageserver";
import { amountOf } from "../basics/sentences.js";
import type { Finding } from "../model/finding.js";
import { type GenerateRunbooksOptions, type RunbooksGenerated, runbooksGeneratedNotification } from "../protocol.js";
import { type PrintHead, printRunbook } from "../reports/print/index.js";
import { type PageWrite, planWrites, type RunbookPage, rememberedNumbers } from "../reports/runbook/index.js";
import { relativeName } from "../reports/runbook/relative-name.js";
import type { Runbook } from "../reports/runbook/render.js";
import { keptPages, summaryOf } from "../reports/runbook/summary.js";
import { countFindings } from "../reports/summary.js";
import type { Analysis } from "../workspace/analysis.js";
import { RunbookFolder } from "./runbook-folder.js";
import type { OcsEdgeSharedServices } from "./services.js";

/** The one page for the printer, in the folder of the runbook. */
const PRINT_PATH = "runbook.html";

/** A notification has room for so many codes. */
const NAMED_ERRORS = 3;

/** An editor without the rights to create files gets this answer instead of half an edit. */
const CANNOT_CREATE =
	"This editor cannot create files for a language server. Use the command line instead: ocs-edge runbook FILE --out DIR.";

/**
 * Writes the runbooks of a deployment beside its root file, as one edit that the editor can undo. Works in every editor that
 * lets a server create files; the pages themselves are made in `reports/runbook`.
 */
export class RunbookWriter {
	constructor(private readonly services: OcsEdgeSharedServices) {}

	/**
	 * Generates the runbooks of the deployment that a file belongs to. Where it is cancelled before everything is ready to be
	 * written, nothing is written at all.
	 *
	 * @returns the pages that were written, or undefined when nothing was
	 */
	async generate(
		uri: string,
		options: GenerateRunbooksOptions,
		token: CancellationToken,
	): Promise<RunbooksGenerated | undefined> {
		const { topology, lsp } = this.services;
		const connection = lsp.Connection;
		const analysis = connection && (await this.chooseDeployment(connection, uri));
		if (!connection || !analysis) {
			return undefined;
		}
		if (!topology.Editor.canCreateFiles) {
			connection.window.showErrorMessage(CANNOT_CREATE);
			return undefined;
		}
		const findings = topology.Workspace.findingsAgainst(analysis);
		const { error: errors } = countFindings(findings);
		if (errors > 0 && options.draft !== true && !(await this.acceptDraft(connection, analysis, findings))) {
			return undefined;
		}
		const generated = await this.withProgress(
			connection,
			`Generating the runbooks of ${analysis.deployment.name}`,
			token,
			(progress, cancelled) => this.write(connection, analysis, options, progress, cancelled),
		);
		return generated && this.announce(connection, generated);
	}

	private async write(
		connection: Connection,
		analysis: Analysis,
		options: GenerateRunbooksOptions,
		progress: WorkDoneProgressServerReporter | undefined,
		token: CancellationToken,
	): Promise<RunbooksGenerated | undefined> {
		const { topology, workspace } = this.services;
		const { deployment } = analysis;
		const folder = new RunbookFolder(deployment, workspace.FileSystemProvider, workspace.TextDocuments);
		const numbers = rememberedNumbers(await folder.memory());
		await nextTurn(token);
		const whole = topology.Renderer.render(analysis, numbers, options.draft);
		progress?.report("Looking at what is there");
		const paths = new Set([...whole.pages, ...whole.artefacts].map(({ path }) => path));
		const existing = await folder.texts(paths, token);
		await nextTurn(token);
		const isDraft = options.draft === true || countFindings(topology.Workspace.findingsAgainst(analysis)).error > 0;
		const writes = plan(whole, options, existing, {
			deployment: deployment.name,
			file: relativeName(deployment.uri, deployment.uri),
			draft: isDraft,
		});
		const edit = editOf(folder, writes, existing);
		// The last chance to stop: what is sent to the editor is written as a whole.
		await nextTurn(token);
		if (edit) {
			progress?.report("Writing");
			const { applied, failureReason } = await connection.workspace.applyEdit({
				label: "Generate deployment runbooks",
				edit,
				metadata: { isRefactoring: true },
			});
			if (!applied) {
				connection.window.showErrorMessage(
					`The runbooks were not written: ${failureReason ?? "the editor refused the edit"}.`,
				);
				return undefined;
			}
		}
		const hasPrint = writes.some((write) => write.path === PRINT_PATH && write.outcome !== "obsolete");
		return {
			files: writes.flatMap((write) => (contentOf(write) === undefined ? [] : [folder.uriOf(targetOf(write))])),
			overview: folder.uriOf(whole.pages[0]?.path ?? ""),
			...(hasPrint && { html: folder.uriOf(PRINT_PATH) }),
			message: summaryOf(writes, deployment.name),
			kept: keptPages(writes).map(({ path, target }) => ({ page: folder.uriOf(path), beside: folder.uriOf(target) })),
		};
	}

	/** Shows what goes on, where the editor can, and lets the user stop it there; the request itself can be stopped as well. */
	private async withProgress<T>(
		connection: Connection,
		title: string,
		token: CancellationToken,
		work: (progress: WorkDoneProgressServerReporter | undefined, token: CancellationToken) => Promise<T>,
	): Promise<T | undefined> {
		const progress = await this.createProgress(connection);
		const source = new CancellationTokenSource();
		const cancel = () => source.cancel();
		const ends = [token, progress?.token].map((one) => one?.onCancellationRequested(cancel));
		if (token.isCancellationRequested) {
			cancel();
		}
		progress?.begin(title, undefined, undefined, true);
		try {
			return await work(progress, source.token);
		} catch (error) {
			if (!isOperationCancelled(error)) {
				throw error;
			}
			this.services.topology.Log.info(`${title} was cancelled; nothing was written.`);
			return undefined;
		} finally {
			progress?.done();
			for (const end of ends) {
				end?.dispose();
			}
		}
	}

	/** An editor that refuses to show progress gets the runbooks without it. */
	private async createProgress(connection: Connection): Promise<WorkDoneProgressServerReporter | undefined> {
		try {
			return await connection.window.createWorkDoneProgress();
		} catch (error) {
			this.services.topology.Log.error("The editor shows no progress.", error);
			return undefined;
		}
	}

	private async chooseDeployment(connection: Connection, uri: string): Promise<Analysis | undefined> {
		const candidates = this.services.topology.Workspace.deploymentsWith(URI.parse(uri).toString());
		const [only, ...others] = candidates;
		if (!only) {
			connection.window.showErrorMessage(
				"This file belongs to no deployment, so there is nothing to generate. Open the file with the deployment block, or import this file there.",
			);
			return undefined;
		}
		if (others.length === 0) {
			return only;
		}
		const choice = await connection.window.showInformationMessage(
			"This file belongs to several deployments. Generate the runbooks of which one?",
			...candidates.map((one) => ({ title: one.deployment.name })),
		);
		return candidates.find((one) => one.deployment.name === choice?.title);
	}

	/** Says which errors stand against it, and asks whether a draft is wanted all the same. */
	private async acceptDraft(
		connection: Connection,
		analysis: Analysis,
		findings: readonly Finding[],
	): Promise<boolean> {
		const { name } = analysis.deployment;
		const errors = findings.filter((finding) => finding.severity === "error");
		const codes = [...new Set(errors.map((error) => error.code))];
		const named = codes.slice(0, NAMED_ERRORS).join(", ");
		const list = codes.length > NAMED_ERRORS ? `${named} and ${codes.length - NAMED_ERRORS} more` : named;
		const show: MessageActionItem = { title: "Show the First Error" };
		const generate: MessageActionItem = { title: "Generate a Draft" };
		const [first] = errors;
		const { canShowDocuments } = this.services.topology.Editor;
		const choice = await connection.window.showWarningMessage(
			`${name} has ${amountOf(errors.length, "error")} (${list}), so its runbooks would not lead to a working deployment. They can be generated as a draft, marked on every page.`,
			...(first && canShowDocuments ? [show, generate] : [generate]),
		);
		if (first && choice?.title === show.title) {
			const { uri, range } = first.origin;
			await connection.window.showDocument({ uri, selection: range, takeFocus: true });
		}
		return choice?.title === generate.title;
	}

	private async announce(connection: Connection, generated: RunbooksGenerated): Promise<RunbooksGenerated> {
		const { Editor, Log } = this.services.topology;
		Log.info(generated.message);
		if (Editor.listensForRunbooks) {
			await connection.sendNotification(runbooksGeneratedNotification, generated);
			return generated;
		}
		if (generated.kept.length > 0) {
			connection.window.showWarningMessage(generated.message);
		} else {
			connection.window.showInformationMessage(generated.message);
		}
		if (Editor.canShowDocuments) {
			await connection.window.showDocument({ uri: generated.overview, takeFocus: true });
		}
		return generated;
	}
}

/** What is written where: the chosen pages and what belongs to them, in the chosen formats. */
function plan(
	whole: Runbook,
	{ pages: chosen, formats }: GenerateRunbooksOptions,
	existing: ReadonlyMap<string, string>,
	head: Omit<PrintHead, "files">,
): readonly PageWrite[] {
	const pages = whole.pages.filter(({ path }) => chosen?.includes(path) ?? true);
	const partial = pages.length < whole.pages.length;
	const artefacts = whole.artefacts.filter(({ path }) => chosen === undefined || chosen.includes(sheetOf(path)));
	const runbook = { pages, artefacts, numbers: whole.numbers };
	const writes = planWrites(runbook, existing, { partial });
	// Once there is a page for the printer, it is not left behind when the others change.
	const wantsPrint = formats?.includes("html") ?? existing.has(PRINT_PATH);
	const wantsMarkdown = formats?.includes("markdown") ?? true;
	if (!wantsPrint) {
		return writes.filter(({ path }) => path !== PRINT_PATH);
	}
	const content = printRunbook(
		pages.map((page) => ({ ...page, content: textAfter(page, writes, existing) })),
		{ ...head, files: new Set([...existing.keys(), ...artefacts.map(({ path }) => path)]) },
	);
	const print = { path: PRINT_PATH, title: `Runbook of ${head.deployment}`, content };
	return wantsMarkdown
		? planWrites({ ...runbook, artefacts: [...artefacts, print] }, existing, { partial })
		: planWrites({ pages: [], artefacts: [print], numbers: whole.numbers }, existing, { partial: true });
}

/** The files of a team lie in a folder that is named as its sheet is. */
function sheetOf(artefact: string): string {
	return `sheets/${artefact.split("/")[0]}.md`;
}

/** A page as it will stand in the folder, with what people wrote into it. Where the two texts do not go together, it is the new one. */
function textAfter(
	{ path, content }: RunbookPage,
	writes: readonly PageWrite[],
	existing: ReadonlyMap<string, string>,
) {
	const write = writes.find((one) => one.path === path);
	switch (write?.outcome) {
		case "merged":
			return write.content;
		case "kept":
		case "unchanged":
			return existing.get(path) ?? content;
		default:
			return content;
	}
}

/** Lets messages in, among them the one that stops the work, and stops it then. */
async function nextTurn(token: CancellationToken): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve));
	await interruptAndCheck(token);
}

function contentOf(write: PageWrite): string | undefined {
	return "content" in write ? write.content : undefined;
}

function targetOf(write: PageWrite): string {
	return "target" in write ? write.target : write.path;
}

/** Everything that is to be written as one edit; undefined where everything is up to date. */
function editOf(
	folder: RunbookFolder,
	writes: readonly PageWrite[],
	existing: ReadonlyMap<string, string>,
): WorkspaceEdit | undefined {
	const documentChanges: (CreateFile | TextDocumentEdit)[] = [];
	for (const write of writes) {
		const newText = contentOf(write);
		if (newText !== undefined) {
			const uri = folder.uriOf(targetOf(write));
			const old = existing.get(targetOf(write));
			if (old === undefined) {
				documentChanges.push({ kind: "create", uri, options: { ignoreIfExists: true } });
			}
			documentChanges.push({
				textDocument: { uri, version: null },
				edits: [{ range: { start: { line: 0, character: 0 }, end: endOf(old ?? "") }, newText }],
			});
		}
	}
	return documentChanges.length > 0 ? { documentChanges } : undefined;
}

function endOf(text: string) {
	const lines = text.split(/\r\n|\r|\n/);
	return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
