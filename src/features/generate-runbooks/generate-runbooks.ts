import { TabInputText, Uri, window, workspace } from "vscode";
import {
	generateRunbooksCommand,
	type RunbooksGenerated,
	runbooksGeneratedNotification,
} from "../../../language-server/protocol.js";
import type { Feature } from "../../feature.js";

/**
 * The server generates; the client names the file when the command comes from the palette, and afterwards saves the
 * pages, which VS Code holds as unsaved documents after a workspace edit, and opens the first one.
 */
export const generateRunbooks: Feature = {
	middleware: {
		executeCommand(command, args, next) {
			if (command !== generateRunbooksCommand) return next(command, args);
			const [first, ...rest] = args;
			// A menu passes the resource as an object of VS Code, which means nothing to the server.
			if (first instanceof Uri) return next(command, [first.toString(), ...rest]);
			if (first !== undefined) return next(command, args);
			const document = window.activeTextEditor?.document;
			if (document?.languageId !== "ocs-edge") {
				return window.showInformationMessage("Open an OCS Edge topology file to generate its deployment runbooks.");
			}
			return next(command, [document.uri.toString()]);
		},
	},
	activate({ client, log }) {
		return client.onNotification(runbooksGeneratedNotification, async (generated: RunbooksGenerated) => {
			log.info(generated.message);
			try {
				for (const file of generated.files) {
					const document = await workspace.openTextDocument(Uri.parse(file));
					if (document.isDirty) await document.save();
				}
				await window.showTextDocument(Uri.parse(generated.overview), { preview: false });
				await closeOthers(generated);
				// Not awaited: a notification stays until the reader closes it.
				void (generated.hasKept ? window.showWarningMessage : window.showInformationMessage)(generated.message);
			} catch (error) {
				log.error(error instanceof Error ? error : String(error));
				void window.showErrorMessage("The runbooks were generated but could not be saved. The log says why.");
			}
		});
	},
};

/** The edit opened a tab for every page; the overview links them all, so only its tab stays. */
async function closeOthers({ files, overview }: RunbooksGenerated): Promise<void> {
	const others = new Set(files.filter((file) => file !== overview).map((file) => Uri.parse(file).toString()));
	const tabs = window.tabGroups.all
		.flatMap((group) => group.tabs)
		.filter(({ input }) => input instanceof TabInputText && others.has(input.uri.toString()));
	await window.tabGroups.close(tabs, true);
}
