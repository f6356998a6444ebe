import { CodeActionKind, CodeActionRequest, type Connection } from "vscode-languageserver";
import { CONFIGURATION_NAME } from "../workspace/configuration.js";
import { followOpenDocuments } from "./document-sync.js";
import type { OcsEdgeSharedServices } from "./services.js";

/**
 * What is typed in an open configuration counts before it is saved, and the server offers what mends it. The editor goes on to
 * ask others for completion and hover.
 */
export function followOpenConfigurations(connection: Connection, services: OcsEdgeSharedServices): void {
	followOpenDocuments(connection, services, `**/${CONFIGURATION_NAME}`, (documentSelector, { capabilities }) => {
		if (capabilities.textDocument?.codeAction?.dynamicRegistration === true) {
			const codeActionKinds = [CodeActionKind.QuickFix];
			void connection.client.register(CodeActionRequest.type, { documentSelector, codeActionKinds });
		}
	});
}
