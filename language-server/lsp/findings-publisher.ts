import { interruptAndCheck, type TextDocumentProvider, URI } from "langium";
import type { CancellationToken, Connection } from "vscode-languageserver";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import { type RulePages, toDiagnostic } from "./convert.js";

/** Findings that take longer than this to work out, in milliseconds, wait for the key strokes that are under way. */
const AT_ONCE = 50;

/** How long they wait for the next key stroke, in milliseconds; who types fluently takes less. */
const BETWEEN_KEYS = 100;

/** Sends the findings of all files for which they may have changed, each with the version of the text that was read. */
export class FindingsPublisher {
	/** Files whose findings are due; kept over a cancelled build, so that nothing goes stale. */
	private readonly due = new Set<string>();
	/** How long it took last time, in milliseconds. */
	private duration = 0;
	private waiting: ReturnType<typeof setTimeout> | undefined;
	private readonly listeners: ((uris: ReadonlySet<string>) => void)[] = [];

	constructor(
		private readonly workspace: TopologyWorkspace,
		private readonly open: () => TextDocumentProvider | undefined,
		private readonly connection: Connection | undefined,
		private readonly pages: RulePages,
	) {}

	async publish(token: CancellationToken): Promise<void> {
		clearTimeout(this.waiting);
		this.collect();
		const sent = new Set<string>();
		try {
			for (const uri of [...this.due]) {
				await interruptAndCheck(token);
				this.sendDue(uri);
				sent.add(uri);
			}
		} finally {
			this.tell(sent);
		}
	}

	/** Calls back with the files whose findings went out, which need not be others than before. */
	onPublished(listener: (uris: ReadonlySet<string>) => void): void {
		this.listeners.push(listener);
	}

	/** Includes a file the next time, whether its findings change or not: an editor waits for those of this version. */
	expect(uri: string): void {
		this.due.add(uri);
	}

	/**
	 * The same in answer to a key stroke: at once, unless that takes so long that the next ones would have to wait for it. In a
	 * very large deployment the findings then follow the last of several quick key strokes.
	 */
	publishForKeyStroke(): void {
		clearTimeout(this.waiting);
		if (this.duration <= AT_ONCE) {
			this.publishNow();
		} else {
			this.waiting = setTimeout(() => this.publishNow(), BETWEEN_KEYS);
		}
	}

	private publishNow(): void {
		this.collect();
		const due = new Set(this.due);
		for (const uri of due) {
			this.sendDue(uri);
		}
		this.tell(due);
	}

	private tell(uris: ReadonlySet<string>): void {
		if (uris.size > 0) {
			for (const listener of this.listeners) {
				listener(uris);
			}
		}
	}

	private collect(): void {
		const started = performance.now();
		for (const uri of this.workspace.takeAffected()) {
			this.due.add(uri);
		}
		this.duration = performance.now() - started;
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
