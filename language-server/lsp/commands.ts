import { DocumentState } from "langium";
import { AbstractExecuteCommandHandler, type ExecuteCommandAcceptor } from "langium/lsp";
import { Range } from "vscode-languageserver";
import { explainCommand, generateRunbooksCommand, selectTextCommand } from "../protocol.js";
import type { OcsEdgeSharedServices } from "./services.js";

/** The commands that the server carries out itself, so that they work in every editor. */
export class Commands extends AbstractExecuteCommandHandler {
	constructor(private readonly services: OcsEdgeSharedServices) {
		super();
	}

	override registerCommands(acceptor: ExecuteCommandAcceptor): void {
		acceptor(generateRunbooksCommand, async ([uri, options], token) => {
			if (typeof uri !== "string") {
				this.services.lsp.Connection?.window.showErrorMessage(
					`${generateRunbooksCommand} needs the URI of a topology file as its first argument.`,
				);
				return undefined;
			}
			// What was typed just before counts as well.
			await this.services.workspace.DocumentBuilder.waitUntil(DocumentState.IndexedReferences, token);
			const draft = typeof options === "object" && options !== null && "draft" in options && options.draft === true;
			return this.services.topology.Runbooks.generate(uri, draft);
		});
		acceptor(selectTextCommand, ([uri, selection]) => {
			if (typeof uri === "string" && Range.is(selection)) {
				return this.services.lsp.Connection?.window.showDocument({ uri, selection, takeFocus: true });
			}
			return undefined;
		});
		acceptor(explainCommand, ([code]) =>
			this.services.topology.Explainer.explain(typeof code === "string" ? code : undefined),
		);
	}
}
