import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { Disk } from "./lsp/disk.js";
import { createServices } from "./lsp/module.js";
import { startServer } from "./lsp/start-server.js";

// The built server lies in `dist`, the pages of the rules beside it.
const rulePages = new URL("../docs/rules/", import.meta.url).toString();
// The words behind the server, `--stdio` above all, say how it talks; they are read by the library.
const connection = createConnection(ProposedFeatures.all);
const services = createServices({ connection, fileSystemProvider: () => new Disk(), rulePages });
startServer(services, services.topology.Pages);
