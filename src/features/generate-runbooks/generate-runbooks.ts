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

/**
 * The server generates; the client names the file when the command comes from the palette, saves the pages, which VS Code holds as
 * unsaved documents after a workspace edit, and afterwards offers to open what came out.
 */
export const generateRunbooks: Feature = {
	middleware: {
		async executeCommand(command, args, next) {
			if (command !== generateRunbooksCommand) return next(command, args);
			const [first, ...rest] = args;
			const uri = topologyOf(first);
			if (uri === undefined) {
				return window.showInformationMessage("Open an OCS Edge topology file to generate its deployment runbooks.");
			}
			// The server's edit opens a tab for every file that it writes.
			const before = new Set(textTabs().map((tab) => tab.uri));
			const generated: RunbooksGenerated | null | undefined = await next(command, [uri, ...rest]);
			if (generated) {
				await closeOpened(generated.files, before);
				// Not awaited: a notification stays until the reader closes it.
				offer(generated).catch((error: unknown) => window.showErrorMessage(String(error)));
			}
			return generated;
		},
	},
	activate(host) {
		return [
			commands.registerCommand(CHOOSE, (first: unknown) => choose(host, first)),
			host.client.onRequest<boolean, void>(runbooksGeneratedRequest, (generated: RunbooksGenerated) =>
				finish(host, generated),
			),
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

/** Saves the pages. Tells whether that went well. */
async function finish({ log }: Host, generated: RunbooksGenerated): Promise<boolean> {
	log.info(generated.message);
	try {
		await save(generated);
		return true;
	} catch (error) {
		log.error(error instanceof Error ? error : String(error));
		void window.showErrorMessage("The runbooks were generated but could not be saved. The log says why.");
		return false;
	}
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

/** What people had open stays open; of what the edit opened nothing does. */
async function closeOpened(files: readonly string[], before: ReadonlySet<string>): Promise<void> {
	const written = new Set(files.map((file) => Uri.parse(file).toString()));
	const opened = textTabs().filter(({ uri }) => written.has(uri) && !before.has(uri));
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
