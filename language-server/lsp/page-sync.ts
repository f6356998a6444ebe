import type { Connection } from "vscode-languageserver";
import { followOpenDocuments } from "./document-sync.js";
import { RUNBOOK_EXTENSIONS } from "./runbook-folder.js";
import type { OcsEdgeSharedServices } from "./services.js";

/**
 * What somebody types in an open runbook goes on in the next generation before it is saved, and an edit can name the version
 * that it was made for, so that the editor refuses it when he has typed on.
 */
export function followOpenPages(connection: Connection, services: OcsEdgeSharedServices): void {
	followOpenDocuments(connection, services, `**/runbooks/**/*.{${RUNBOOK_EXTENSIONS.join()}}`);
}
