import { DocumentState, URI } from "langium";
import { AbstractExecuteCommandHandler, type ExecuteCommandAcceptor } from "langium/lsp";
import { Range } from "vscode-languageserver";
import type { Finding, Severity } from "../model/finding.js";
import {
	explainCommand,
	type GenerateRunbooksOptions,
	generateRunbooksCommand,
	type RunbookFormat,
	selectTextCommand,
	showFindingCommand,
} from "../protocol.js";
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
			return this.services.topology.Runbooks.generate(uri, optionsOf(options), token);
		});
		acceptor(showFindingCommand, async ([uri], token) => {
			await this.services.workspace.DocumentBuilder.waitUntil(DocumentState.IndexedReferences, token);
			const { Workspace } = this.services.topology;
			const [analysis] = typeof uri === "string" ? Workspace.deploymentsWith(URI.parse(uri).toString()) : [];
			const worst = analysis && mostSerious(Workspace.findingsAgainst(analysis));
			if (worst) {
				const { uri: file, range: selection } = worst.origin;
				await this.services.lsp.Connection?.window.showDocument({ uri: file, selection, takeFocus: true });
			}
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

/** What a client sends is anything. What is not understood is as good as not said. */
function optionsOf(options: unknown): GenerateRunbooksOptions {
	if (typeof options !== "object" || options === null) {
		return {};
	}
	return {
		...("draft" in options && { draft: options.draft === true }),
		...("pages" in options && Array.isArray(options.pages) && { pages: options.pages.filter(isString) }),
		...("formats" in options && Array.isArray(options.formats) && { formats: options.formats.filter(isFormat) }),
	};
}

function isString(value: unknown): value is string {
	return typeof value === "string";
}

function isFormat(value: unknown): value is RunbookFormat {
	return value === "markdown" || value === "html";
}

const ORDER: readonly Severity[] = ["error", "warning", "info"];

/** The first of those that weigh most. */
function mostSerious(findings: readonly Finding[]): Finding | undefined {
	return ORDER.flatMap((severity) => findings.find((finding) => finding.severity === severity) ?? [])[0];
}
