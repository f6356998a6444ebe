import { commands, type Diagnostic, Uri, window, workspace } from "vscode";
import { explainCommand } from "../../../language-server/protocol.js";
import type { Feature } from "../../feature.js";

/** Pages of rules are documents of their own kind, so that showing one needs neither a file nor a network. */
const SCHEME = "ocs-edge-rule";

/** The page that lists all others, and the code that the server knows it by: none. */
const INDEX = "README";

/**
 * Shows the page of a rule beside the topology, rendered. The light bulb, the palette and the code of a finding lead here;
 * the server has the text.
 */
export const explainRule: Feature = {
	middleware: {
		executeCommand(command, args, next) {
			if (command !== explainCommand) return next(command, args);
			const [code] = args;
			return show(typeof code === "string" ? code : INDEX);
		},
		handleDiagnostics(uri, diagnostics, next) {
			next(uri, diagnostics.map(withPage));
		},
	},
	activate({ client }) {
		return workspace.registerTextDocumentContentProvider(SCHEME, {
			async provideTextDocumentContent({ path }) {
				const code = path.replace(/^\/|\.md$/g, "");
				const page: unknown = await client.sendRequest("workspace/executeCommand", {
					command: explainCommand,
					arguments: code === INDEX ? [] : [code],
				});
				return typeof page === "string" ? page : `# ${code}\n\nThere is no page about this.\n`;
			},
		});
	},
};

async function show(code: string): Promise<void> {
	const page = Uri.from({ scheme: SCHEME, path: `/${code}.md` });
	try {
		await commands.executeCommand("markdown.showPreviewToSide", page);
	} catch {
		// The part of VS Code that renders Markdown can be turned off; the page can be read as it is written, too.
		await window.showTextDocument(page);
	}
}

/** The server's link leads to the file with the page, which VS Code would show as it is written. */
function withPage(diagnostic: Diagnostic): Diagnostic {
	const { code } = diagnostic;
	if (typeof code === "object") {
		const target = Uri.from({ scheme: "command", path: explainCommand, query: JSON.stringify([code.value]) });
		diagnostic.code = { value: code.value, target };
	}
	return diagnostic;
}
