import { commands, env, TabInputText, UIKind, Uri, window, workspace } from "vscode";
import {
	generateRunbooksCommand,
	type RunbooksGenerated,
	runbooksGeneratedRequest,
} from "../../../language-server/protocol.js";
import type { Feature, Host } from "../../feature.js";
import { askForPreview, topologyOf } from "../../topology.js";
import { chooseRunbooks } from "./choose-runbooks.js";

/** Asks what to generate; the server knows only the command that generates. */
const CHOOSE = "ocsEdge.chooseRunbooks";

/** The open text tabs from before the server's edit, which opens one for every file that it writes. */
let tabsBefore: ReadonlySet<string> = new Set();

/**
 * The server generates; the client names the file when the command comes from the palette, and afterwards saves the
 * pages, which VS Code holds as unsaved documents after a workspace edit, and offers to open what came out.
 */
export const generateRunbooks: Feature = {
	middleware: {
		executeCommand(command, args, next) {
			if (command !== generateRunbooksCommand) return next(command, args);
			const [first, ...rest] = args;
			const uri = topologyOf(first);
			if (uri === undefined) {
				return window.showInformationMessage("Open an OCS Edge topology file to generate its deployment runbooks.");
			}
			return saveEdited().then(() => {
				tabsBefore = new Set(textTabs().map((tab) => tab.uri));
				return next(command, [uri, ...rest]);
			});
		},
	},
	activate(host) {
		return [
			commands.registerCommand(CHOOSE, (first: unknown) => choose(host, first)),
			host.client.onRequest(runbooksGeneratedRequest, (generated: RunbooksGenerated) => finish(host, generated)),
		];
	},
};

async function choose({ client }: Host, first: unknown): Promise<void> {
	const uri = topologyOf(first);
	const preview = uri === undefined ? null : await askForPreview(client, uri);
	if (!preview) {
		void window.showInformationMessage("Open the topology file of a deployment to generate its runbooks.");
		return;
	}
	const options = await chooseRunbooks(preview);
	if (options) await commands.executeCommand(generateRunbooksCommand, preview.root, options);
}

async function finish({ log }: Host, generated: RunbooksGenerated): Promise<void> {
	log.info(generated.message);
	try {
		await save(generated);
		await closeOpened(generated.files);
	} catch (error) {
		log.error(error instanceof Error ? error : String(error));
		void window.showErrorMessage("The runbooks were generated but could not be saved. The log says why.");
		return;
	}
	// Not awaited: a notification stays until the reader closes it.
	offer(generated).catch((error: unknown) => log.error(String(error)));
}

async function save({ files, print }: RunbooksGenerated): Promise<void> {
	if (print?.content !== undefined) {
		await workspace.fs.writeFile(Uri.parse(print.uri), new TextEncoder().encode(print.content));
	}
	for (const file of files) {
		const document = await workspace.openTextDocument(Uri.parse(file));
		if (document.isDirty && !(await document.save())) throw new Error(`${file} was not saved.`);
	}
}

/** The server reads the pages from the disk, so what people just wrote into them has to be there. */
async function saveEdited(): Promise<void> {
	for (const document of workspace.textDocuments) {
		if (document.isDirty && !document.isUntitled && document.uri.path.includes("/runbooks/")) await document.save();
	}
}

/** What people had open stays open; of what the edit opened nothing does. */
async function closeOpened(files: readonly string[]): Promise<void> {
	const written = new Set(files.map((file) => Uri.parse(file).toString()));
	const opened = textTabs().filter(({ uri }) => written.has(uri) && !tabsBefore.has(uri));
	await window.tabGroups.close(
		opened.map(({ tab }) => tab),
		true,
	);
}

function textTabs() {
	return window.tabGroups.all
		.flatMap((group) => group.tabs)
		.flatMap((tab) => (tab.input instanceof TabInputText ? [{ tab, uri: tab.input.uri.toString() }] : []));
}

/** Tells what became of the pages, with a button for each thing to look at. */
async function offer({ message, overview, print, kept }: RunbooksGenerated): Promise<void> {
	const buttons = new Map<string, () => Thenable<unknown>>([
		...(kept.length > 0 ? [["Show Kept Pages", () => showKept(kept)] as const] : []),
		["Open", () => window.showTextDocument(Uri.parse(overview), { preview: false })],
		...(print ? [["Open HTML", () => openHtml(Uri.parse(print.uri))] as const] : []),
	]);
	const show = kept.length > 0 ? window.showWarningMessage : window.showInformationMessage;
	await buttons.get((await show(message, ...buttons.keys())) ?? "")?.();
}

/** In a browser, where there is one on this computer; a file elsewhere can only be shown as it is written. */
function openHtml(uri: Uri): Thenable<unknown> {
	const isHere = uri.scheme === "file" && env.uiKind === UIKind.Desktop && env.remoteName === undefined;
	return isHere ? env.openExternal(uri) : window.showTextDocument(uri, { preview: false });
}

/** Each kept page beside its new text; several are chosen from. */
async function showKept(kept: RunbooksGenerated["kept"]): Promise<void> {
	const nameOf = (uri: string) => workspace.asRelativePath(Uri.parse(uri));
	const chosen =
		kept.length === 1
			? kept[0]
			: (
					await window.showQuickPick(
						kept.map((one) => ({ label: nameOf(one.page), one })),
						{ title: "Compare which page with its new text?" },
					)
				)?.one;
	if (chosen) {
		const [mine, theirs] = [Uri.parse(chosen.page), Uri.parse(chosen.beside)];
		await commands.executeCommand("vscode.diff", mine, theirs, `${nameOf(chosen.page)} (yours and new)`);
	}
}
