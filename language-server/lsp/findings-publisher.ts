import { interruptAndCheck, type TextDocumentProvider, URI } from "langium";
import type { CancellationToken, Connection } from "vscode-languageserver";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import { type RulePages, toDiagnostic } from "./convert.js";

/** Sends the findings of all files for which they may have changed, each with the version of the text that was read. */
export class FindingsPublisher {
	/** Files whose findings are due; kept over a cancelled build, so that nothing goes stale. */
	private readonly due = new Set<string>();

	constructor(
		private readonly workspace: TopologyWorkspace,
		private readonly open: () => TextDocumentProvider | undefined,
		private readonly connection: Connection | undefined,
		private readonly pages: RulePages,
	) {}

	async publish(token: CancellationToken): Promise<void> {
		this.collect();
		for (const uri of [...this.due]) {
			await interruptAndCheck(token);
			this.sendDue(uri);
		}
	}

	/** Includes a file the next time, whether its findings change or not: an editor waits for those of this version. */
	expect(uri: string): void {
		this.due.add(uri);
	}

	/** The same at once, in answer to a key stroke. */
	publishNow(): void {
		this.collect();
		for (const due of [...this.due]) {
			this.sendDue(due);
		}
	}

	private collect(): void {
		for (const uri of this.workspace.takeAffected()) {
			this.due.add(uri);
		}
	}

	private sendDue(uri: string): void {
		this.due.delete(uri);
		this.send(uri);
	}

	private send(uri: string): void {
		const parsed = URI.parse(uri);
		const editor = this.open()?.get(parsed);
		const version = editor?.version;
		const diagnostics = this.workspace.findings(uri).map((finding) => toDiagnostic(finding, this.pages));
		void this.connection?.sendDiagnostics({
			uri,
			...(version !== undefined && { version }),
			diagnostics,
		});
	}
}
