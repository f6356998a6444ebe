import { type FileSystemProvider, type TextDocumentProvider, URI, UriUtils } from "langium";
import type {
	ClientCapabilities,
	Connection,
	CreateFile,
	MessageActionItem,
	TextDocumentEdit,
	WorkspaceEdit,
} from "vscode-languageserver";
import type { Finding } from "../model/finding.js";
import { type RunbooksGenerated, runbooksGeneratedNotification } from "../protocol.js";
import { runbookFolderName } from "../reports/runbook/folder-name.js";
import { rememberedNumbers } from "../reports/runbook/regenerate/memory.js";
import { type PageWrite, planWrites } from "../reports/runbook/regenerate/plan-writes.js";
import { renderRunbook } from "../reports/runbook/render.js";
import { keptPages, summaryOf } from "../reports/runbook/summary.js";
import { countFindings } from "../reports/summary.js";
import type { Analysis } from "../workspace/analysis.js";
import { bestPracticesOf } from "../workspace/best-practices.js";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import type { Log } from "./log.js";

/** What of the client decides how the pages reach the user. */
interface Client {
	readonly canCreateFiles: boolean;
	readonly canShowDocuments: boolean;
	/** Whether the client saves and opens the pages itself when it is told of them. */
	readonly listensForRunbooks: boolean;
}

/** What can be a file of a runbook; anything else in its folder is somebody's own, and may be no text at all. */
const TEXT_FILES = /\.(?:md|json|csv|inf|zone|txt|html|mmd)$/;

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
	private client: Client = { canCreateFiles: false, canShowDocuments: false, listensForRunbooks: false };

	constructor(
		private readonly workspace: TopologyWorkspace,
		private readonly files: () => FileSystemProvider,
		private readonly open: () => TextDocumentProvider | undefined,
		private readonly connection: Connection | undefined,
		private readonly log: Log,
	) {}

	initialize(capabilities: ClientCapabilities, listensForRunbooks: boolean): void {
		const edits = capabilities.workspace?.workspaceEdit;
		this.client = {
			canCreateFiles: edits?.documentChanges === true && (edits.resourceOperations ?? []).includes("create"),
			canShowDocuments: capabilities.window?.showDocument?.support === true,
			listensForRunbooks,
		};
	}

	/**
	 * Generates the runbooks of the deployment that a file belongs to.
	 *
	 * @param draft write them although there are errors; without it the user is asked
	 * @returns the pages that were written, or undefined when nothing was
	 */
	async generate(uri: string, draft: boolean): Promise<RunbooksGenerated | undefined> {
		const connection = this.connection;
		const analysis = connection && (await this.chooseDeployment(connection, uri));
		if (!connection || !analysis) {
			return undefined;
		}
		if (!this.client.canCreateFiles) {
			connection.window.showErrorMessage(CANNOT_CREATE);
			return undefined;
		}
		const findings = this.workspace.findingsAgainst(analysis);
		const { error: errors } = countFindings(findings);
		const isDraft = draft || errors > 0;
		if (errors > 0 && !draft && !(await this.acceptDraft(connection, analysis, findings))) {
			return undefined;
		}
		const { deployment, requirements, catalogue, accepted } = analysis;
		const practices = bestPracticesOf(analysis, findings);
		const folder = UriUtils.joinPath(
			UriUtils.dirname(URI.parse(deployment.uri)),
			"runbooks",
			runbookFolderName(deployment.name),
		);
		const existing = await this.readFolder(folder);
		const runbook = renderRunbook({
			deployment,
			requirements,
			catalogue,
			findings,
			accepted,
			practices,
			draft: isDraft,
			numbers: rememberedNumbers(existing),
		});
		const writes = planWrites(runbook, existing);
		const written = writes.filter((write) => "content" in write && write.content !== undefined);
		if (written.length > 0) {
			const edit = this.edit(folder, writes, existing);
			const result = await connection.workspace.applyEdit({
				label: "Generate deployment runbooks",
				edit,
				metadata: { isRefactoring: true },
			});
			if (!result.applied) {
				connection.window.showErrorMessage(
					`The runbooks were not written: ${result.failureReason ?? "the editor refused the edit"}.`,
				);
				return undefined;
			}
		}
		return this.announce(connection, folder, runbook.pages[0]?.path ?? "", writes, deployment.name);
	}

	private async chooseDeployment(connection: Connection, uri: string): Promise<Analysis | undefined> {
		const candidates = this.workspace.deploymentsWith(URI.parse(uri).toString());
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
		const choice = await connection.window.showWarningMessage(
			`${name} has ${errors.length === 1 ? "1 error" : `${errors.length} errors`} (${list}), so its runbooks would not lead to a working deployment. They can be generated as a draft, marked on every page.`,
			...(first && this.client.canShowDocuments ? [show, generate] : [generate]),
		);
		if (first && choice?.title === show.title) {
			const { uri, range } = first.origin;
			await connection.window.showDocument({ uri, selection: range, takeFocus: true });
		}
		return choice?.title === generate.title;
	}

	/** The text files below the folder, by their path relative to it; what is open in the editor counts as it stands there. */
	private async readFolder(folder: URI): Promise<ReadonlyMap<string, string>> {
		const found = new Map<string, string>();
		const visit = async (uri: URI, path: string): Promise<void> => {
			for (const entry of await this.entriesOf(uri)) {
				const relative = `${path}${UriUtils.basename(entry.uri)}`;
				if (entry.isDirectory) {
					await visit(entry.uri, `${relative}/`);
				} else if (TEXT_FILES.test(relative)) {
					const text = this.open()?.get(entry.uri)?.getText() ?? (await this.files().readFile(entry.uri));
					found.set(relative, text);
				}
			}
		};
		await visit(folder, "");
		return found;
	}

	private async entriesOf(folder: URI) {
		try {
			return await this.files().readDirectory(folder);
		} catch {
			// The folder of a first generation does not exist yet.
			return [];
		}
	}

	private edit(folder: URI, writes: readonly PageWrite[], existing: ReadonlyMap<string, string>): WorkspaceEdit {
		const documentChanges: (CreateFile | TextDocumentEdit)[] = [];
		for (const write of writes) {
			if (!("content" in write) || write.content === undefined) {
				continue;
			}
			const uri = UriUtils.joinPath(folder, ...write.target.split("/")).toString();
			const old = existing.get(write.target);
			if (old === undefined) {
				documentChanges.push({ kind: "create", uri, options: { ignoreIfExists: true } });
			}
			documentChanges.push({
				textDocument: { uri, version: null },
				edits: [{ range: { start: { line: 0, character: 0 }, end: endOf(old ?? "") }, newText: write.content }],
			});
		}
		return { documentChanges };
	}

	private async announce(
		connection: Connection,
		folder: URI,
		overviewPath: string,
		writes: readonly PageWrite[],
		name: string,
	): Promise<RunbooksGenerated> {
		const uriOf = (path: string) => UriUtils.joinPath(folder, ...path.split("/")).toString();
		const generated: RunbooksGenerated = {
			files: writes.flatMap((write) =>
				"content" in write && write.content !== undefined && write.outcome !== "memory" ? [uriOf(write.target)] : [],
			),
			overview: uriOf(overviewPath),
			message: summaryOf(writes, name),
			hasKept: keptPages(writes).length > 0,
		};
		this.log.info(generated.message);
		if (this.client.listensForRunbooks) {
			await connection.sendNotification(runbooksGeneratedNotification, generated);
		} else {
			if (generated.hasKept) {
				connection.window.showWarningMessage(generated.message);
			} else {
				connection.window.showInformationMessage(generated.message);
			}
			if (this.client.canShowDocuments) {
				await connection.window.showDocument({ uri: generated.overview, takeFocus: true });
			}
		}
		return generated;
	}
}

function endOf(text: string) {
	const lines = text.split(/\r\n|\r|\n/);
	return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
