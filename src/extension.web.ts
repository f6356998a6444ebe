import { type ExtensionContext, Uri, workspace } from "vscode";
import {
	BrowserMessageReader,
	BrowserMessageWriter,
	LanguageClient,
	type MessageTransports,
} from "vscode-languageclient/browser";
import { start } from "./start.js";

export function activate(context: ExtensionContext): Promise<void> {
	let worker: Worker | undefined;
	context.subscriptions.push({ dispose: () => worker?.terminate() });

	const connect = async (): Promise<MessageTransports> => {
		// A worker does not end with the conversation, so a restart ends the one before.
		worker?.terminate();
		// VS Code refuses a worker whose script belongs to an extension that is installed on a server, so the script is
		// read as a file, which works wherever the extension comes from.
		const script = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, "dist/language-server.worker.js"));
		const url = URL.createObjectURL(new Blob([new Uint8Array(script)], { type: "text/javascript" }));
		worker = new Worker(url, { name: "OCS Edge language server" });
		// The client would tell a worker by its class, which VS Code replaces by one of its own, so it gets the streams.
		return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
	};
	// In the browser files have whatever scheme their host gives them.
	return start(
		context,
		[{ language: "ocs-edge" }],
		(id, name, options) => new LanguageClient(id, name, connect, options),
	);
}
