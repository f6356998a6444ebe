import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { start } from "./start.js";

export function activate(context: ExtensionContext): Promise<void> {
	const script = Uri.joinPath(context.extensionUri, "dist/language-server.worker.js");
	return start(context, (id, name, options) => {
		// A function, so that every restart gets a worker of its own.
		return new LanguageClient(id, name, async () => new Worker(script.toString(true)), options);
	});
}
