import type { LangiumDocument } from "langium";
import type { CodeLensProvider } from "langium/lsp";
import { type CodeLens, CodeLensRefreshRequest } from "vscode-languageserver";
import { amountOf } from "../basics/sentences.js";
import { generateRunbooksCommand, previewRunbookCommand, showFindingCommand } from "../protocol.js";
import { countFindings } from "../reports/summary.js";
import type { Analysis } from "../workspace/analysis.js";
import type { OcsEdgeServices } from "./services.js";

/**
 * What stands above the deployment block: generate its runbooks, how many findings stand against it, preview them. Every command
 * is one that the server carries out, so that the lenses work in every editor; the preview is for a client that has one.
 */
export class CodeLenses implements CodeLensProvider {
	/** What the lenses of a file said of its findings when the editor asked last. */
	private readonly said = new Map<string, string>();

	constructor(private readonly services: OcsEdgeServices) {
		services.shared.topology.Publisher.onPublished((uris) => this.refresh(uris));
	}

	provideCodeLens(document: LangiumDocument): CodeLens[] {
		const uri = document.uri.toString();
		const { Editor } = this.services.shared.topology;
		const analysis = this.deploymentOf(uri);
		if (!analysis) {
			this.said.delete(uri);
			return [];
		}
		const found = this.foundIn(analysis);
		this.said.set(uri, found);
		const lens = (title: string, command: string): CodeLens => ({
			range: analysis.deployment.block.header,
			command: { title, command, arguments: [uri] },
		});
		return [
			lens("Generate runbooks", generateRunbooksCommand),
			...(found !== "" && Editor.canShowDocuments ? [lens(found, showFindingCommand)] : []),
			...(Editor.showsPreviews ? [lens("Preview", previewRunbookCommand)] : []),
		];
	}

	/**
	 * Lets the editor ask again when the lenses would say something else. It asks by itself after a change of the file, but
	 * findings change with other files and with the configuration, too.
	 */
	private refresh(published: ReadonlySet<string>): void {
		const { shared } = this.services;
		const stale = [...this.said].filter(([uri, said]) => published.has(uri) && said !== this.foundNow(uri));
		if (stale.length === 0 || !shared.topology.Editor.refreshesLenses) {
			return;
		}
		for (const [uri] of stale) {
			// Until the editor has asked again, nothing is shown that could go stale once more.
			this.said.delete(uri);
		}
		shared.lsp.Connection?.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) =>
			shared.topology.Log.error("The editor did not refresh its code lenses.", error),
		);
	}

	private foundNow(uri: string): string | undefined {
		const analysis = this.deploymentOf(uri);
		return analysis && this.foundIn(analysis);
	}

	/** The deployment whose block stands in the file; a file that is only imported has none. */
	private deploymentOf(uri: string): Analysis | undefined {
		return this.services.shared.topology.Workspace.deploymentsWith(uri).find(
			({ deployment }) => deployment.uri === uri,
		);
	}

	/** As in "2 errors"; warnings are for a deployment without errors, and what only informs is for no lens. */
	private foundIn(analysis: Analysis): string {
		const { error, warning } = countFindings(this.services.shared.topology.Workspace.findingsAgainst(analysis));
		return error > 0 ? amountOf(error, "error") : warning > 0 ? amountOf(warning, "warning") : "";
	}
}
