import { interruptAndCheck, type LangiumDocuments, type TextDocumentProvider, URI } from "langium";
import type { CancellationToken, Connection } from "vscode-languageserver";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import { type RulePages, toDiagnostic } from "./convert.js";

/** Sends the findings of all files for which they may have changed, each with the version of the text that was read. */
export class FindingsPublisher {
	/** Files whose findings are due; kept over a cancelled build, so that nothing goes stale. */
	private readonly due = new Set<string>();

	constructor(
		private readonly workspace: TopologyWorkspace,
		private readonly documents: () => LangiumDocuments,
		private readonly open: () => TextDocumentProvider | undefined,
		private readonly connection: Connection | undefined,
		private readonly pages: RulePages,
	) {}

	async publish(token: CancellationToken): Promise<void> {
		for (const uri of this.workspace.takeAffected()) {
			this.due.add(uri);
		}
		for (const uri of [...this.due]) {
			await interruptAndCheck(token);
			this.send(uri);
			this.due.delete(uri);
		}
	}

	private send(uri: string): void {
		const parsed = URI.parse(uri);
		const editor = this.open()?.get(parsed);
		const version = editor ? this.documents().getDocument(parsed)?.textDocument.version : undefined;
		const diagnostics = this.workspace.findings(uri).map((finding) => toDiagnostic(finding, this.pages));
		void this.connection?.sendDiagnostics({
			// The client is answered under the name by which it opened the file.
			uri: editor?.uri ?? uri,
			...(version !== undefined && { version }),
			diagnostics,
		});
	}
}
