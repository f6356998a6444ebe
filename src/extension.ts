import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { start } from "./start.js";

export function activate(context: ExtensionContext): Promise<void> {
	// Standard streams are what every other editor uses, so this way of talking to the server is the one that is tested.
	const server = { module: context.asAbsolutePath("dist/language-server.js"), transport: TransportKind.stdio };
	const documents = ["file", "untitled", "vscode-vfs"].map((scheme) => ({ scheme, language: "ocs-edge" }));
	return start(context, documents, (id, name, options) => new LanguageClient(id, name, server, options));
}
