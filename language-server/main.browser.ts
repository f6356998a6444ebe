import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { ClientFileSystem } from "./lsp/client-file-system.js";
import { createServices } from "./lsp/module.js";
import { startServer } from "./lsp/start-server.js";

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
const services = createServices({
	connection,
	fileSystemProvider: () => new ClientFileSystem(connection),
	// A worker does not know where it came from; the client tells where the pages are.
	rulePages: "docs/rules/",
});
startServer(services, services.topology.Pages);
