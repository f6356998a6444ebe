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
import {
	type GenerateRunbooksOptions,
	type PrintedPage,
	type RunbooksGenerated,
	runbooksGeneratedRequest,
} from "../protocol.js";
import { planPrint } from "../reports/print/index.js";
import { isChangeFile } from "../reports/runbook/change/paths.js";
import {
	filledBlanks,
	type PageWrite,
	planNumbers,
	planWrites,
	printPath,
	rememberedNumbers,
	selectablePages,
} from "../reports/runbook/index.js";
import { relativeName } from "../reports/runbook/relative-name.js";
import type { Runbook } from "../reports/runbook/render.js";
import { keptPages, summaryOf } from "../reports/runbook/summary.js";
import { countFindings } from "../reports/summary.js";
import type { Analysis } from "../workspace/analysis.js";
import { RunbookFolder } from "./runbook-folder.js";
import type { OcsEdgeSharedServices } from "./services.js";

/** What a generation would write, and what there is to say of it then. */
interface GenerationPlan {
	readonly folder: RunbookFolder;
	readonly edit: WorkspaceEdit | undefined;
	/** The versions of the open pages that it was made from, by their path. */
	readonly versions: ReadonlyMap<string, number>;
	/** The paths of the files that the edit writes. */
	readonly targets: readonly string[];
	readonly generated: RunbooksGenerated;
}

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
	/** The generation that was begun last, at its end whatever becomes of it. */
	private last: Promise<unknown> = Promise.resolve();

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
		const title = `Generating the runbooks of ${analysis.deployment.name}`;
		return this.inTurn(() =>
			this.withProgress(connection, title, token, async (progress, cancelled) => {
				const generated = await this.write(connection, analysis, options, progress, cancelled);
				return generated && this.announce(connection, generated);
			}),
		);
	}

	/** One generation after the other: two at once would both write what the first of them has to. */
	private inTurn<T>(generate: () => Promise<T>): Promise<T> {
		const turn = this.last.then(generate);
		this.last = turn.catch(() => undefined);
		return turn;
	}

	/** What the files say now: the user may have typed on while he was asked, or while another generation was under way. */
	private latest(chosen: Analysis): Analysis {
		const { uri, name } = chosen.deployment;
		const now = this.services.topology.Workspace.deploymentsWith(uri).filter(
			({ deployment }) => deployment.uri === uri,
		);
		return now.find(({ deployment }) => deployment.name === name) ?? now[0] ?? chosen;
	}

	/**
	 * Writes what is to be written. An editor refuses the edit where somebody typed on in a page that it changes: then it is made
	 * anew from what stands there now, once.
	 */
	private async write(
		connection: Connection,
		chosen: Analysis,
		options: GenerateRunbooksOptions,
		progress: WorkDoneProgressServerReporter | undefined,
		token: CancellationToken,
	): Promise<RunbooksGenerated | undefined> {
		for (const isLast of [false, true]) {
			const plan = await this.plan(this.latest(chosen), options, progress, token);
			const { edit, generated } = plan;
			if (!edit) {
				return generated;
			}
			progress?.report("Writing");
			// What was opened and changed since it was read has no version in the edit, so the editor would take it.
			const answer =
				changedSince(plan).length > 0
					? { applied: false }
					: await connection.workspace.applyEdit({
							label: "Generate deployment runbooks",
							edit,
							metadata: { isRefactoring: true },
						});
			if (answer.applied) {
				return generated;
			}
			await nextTurn(token);
			const changed = changedSince(plan).join(", ");
			if (isLast || changed === "") {
				const reason =
					changed === ""
						? (answer.failureReason ?? "the editor refused the edit")
						: `${changed} changed at the same time. Generate them again when nobody types there`;
				connection.window.showErrorMessage(`The runbooks were not written: ${reason}.`);
				return undefined;
			}
			this.services.topology.Log.info(`${changed} changed at the same time, so the runbooks are made anew.`);
		}
		return undefined;
	}

	/** What is to be written into the folder as it stands, and what there is to say of it. */
	private async plan(
		analysis: Analysis,
		options: GenerateRunbooksOptions,
		progress: WorkDoneProgressServerReporter | undefined,
		token: CancellationToken,
	): Promise<GenerationPlan> {
		const { topology, workspace } = this.services;
		const { deployment } = analysis;
		const all = topology.Workspace.analyses().map((other) => other.deployment);
		const folder = new RunbookFolder(deployment, all, workspace.FileSystemProvider, workspace.TextDocuments);
		const numbers = rememberedNumbers(await folder.memory());
		await nextTurn(token);
		const whole = topology.Renderer.render(analysis, { numbers, draft: options.draft });
		const selection = selectionOf(options, whole);
		const print = printPath(selection?.words);
		progress?.report("Looking at what is there");
		const paths = new Set([...[...whole.pages, ...whole.artefacts].map(({ path }) => path), print]);
		const { texts: existing, versions } = await folder.texts(paths, token);
		await nextTurn(token);
		const only = selection && { pages: selection.pages, present: new Set(existing.keys()) };
		const filled = filledBlanks(whole, existing);
		const runbook = topology.Renderer.render(analysis, { numbers, draft: options.draft, filled, only });
		const pages = planWrites(runbook, existing, { partial: selection !== undefined }).filter(isOwn);
		const areWritten = options.formats?.includes("markdown") ?? true;
		// Once there is a page for the printer, it is not left behind when the others change.
		const isPrinted = options.formats?.includes("html") ?? existing.has(print);
		const head = {
			deployment: deployment.name,
			file: relativeName(deployment.uri, deployment.uri),
			draft: topology.Renderer.isDraft(analysis, options.draft),
			title: selection ? "Edge deployment runbook, in part" : "Edge deployment runbook",
		};
		const printed = isPrinted
			? planPrint({ runbook, writes: pages, existing, head, path: print, areWritten })
			: undefined;
		const writes = [...(areWritten ? pages : [planNumbers(runbook, existing)]), ...(printed ? [printed] : [])];
		const edited = topology.Editor.listensForRunbooks ? writes.filter((write) => write !== printed) : writes;
		const edit = editOf(folder, edited, existing, versions);
		// The last chance to stop: what is sent to the editor is written as a whole.
		await nextTurn(token);
		return {
			folder,
			edit,
			versions,
			targets: edited.flatMap((write) => (contentOf(write) === undefined ? [] : [targetOf(write)])),
			generated: {
				files: edited.flatMap((write) => (contentOf(write) === undefined ? [] : [folder.uriOf(targetOf(write))])),
				overview: folder.uriOf(whole.pages[0]?.path ?? ""),
				...(printed && { print: printedPage(folder, printed, topology.Editor.listensForRunbooks) }),
				message: summaryOf(writes, deployment.name),
				kept: keptPages(writes).map(({ path, target }) => ({
					page: folder.uriOf(path),
					beside: folder.uriOf(target),
				})),
			},
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
		const titled = new Map(candidates.map((one) => [this.titleOf(one, candidates), one]));
		const choice = await connection.window.showInformationMessage(
			"This file belongs to several deployments. Generate the runbooks of which one?",
			...[...titled.keys()].map((title) => ({ title })),
		);
		return titled.get(choice?.title ?? "");
	}

	/** The name of a deployment, with that of its file where another one has the same name. */
	private titleOf({ deployment: { name, uri } }: Analysis, among: readonly Analysis[]): string {
		const isOnly = among.filter(({ deployment }) => deployment.name === name).length === 1;
		const folder = this.services.topology.Editor.folderOf(uri);
		const file = decodeURIComponent(folder === undefined ? uri : uri.slice(folder.length + 1));
		return isOnly ? name : `${name} (${file})`;
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

	private async announce(connection: Connection, generated: RunbooksGenerated): Promise<RunbooksGenerated | undefined> {
		const { Editor, Log } = this.services.topology;
		Log.info(generated.message);
		if (Editor.listensForRunbooks) {
			const areSaved = await connection.sendRequest<boolean | null>(runbooksGeneratedRequest, generated);
			return areSaved === false ? undefined : generated;
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

/** One folder may hold the runbook of a change as well: that is not obsolete because this one does not write it. */
function isOwn(write: PageWrite): boolean {
	return write.outcome !== "obsolete" || !isChangeFile(write.path);
}

/** The pages that were chosen, and the words for them; undefined for the whole runbook. */
function selectionOf({ pages }: GenerateRunbooksOptions, whole: Runbook) {
	const possible = selectablePages(whole);
	const chosen = possible.filter(({ path }) => pages?.includes(path));
	return pages === undefined || chosen.length === possible.length
		? undefined
		: { pages: new Set(chosen.map(({ path }) => path)), words: chosen.map(({ word }) => word) };
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

function printedPage(folder: RunbookFolder, write: PageWrite, isLeftToClient: boolean): PrintedPage {
	const content = isLeftToClient ? contentOf(write) : undefined;
	return { uri: folder.uriOf(targetOf(write)), ...(content !== undefined && { content }) };
}

/** The files of a plan in which somebody has typed since they were read. */
function changedSince({ folder, targets, versions }: GenerationPlan): readonly string[] {
	return targets.filter((path) => folder.versionOf(path) !== versions.get(path));
}

/** Everything that is to be written as one edit; undefined where everything is up to date. */
function editOf(
	folder: RunbookFolder,
	writes: readonly PageWrite[],
	existing: ReadonlyMap<string, string>,
	versions: ReadonlyMap<string, number>,
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
				textDocument: { uri, version: versions.get(targetOf(write)) ?? null },
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
