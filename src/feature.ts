import type { Disposable, ExtensionContext, LogOutputChannel } from "vscode";
import type { BaseLanguageClient, Middleware } from "vscode-languageclient";

/** What a feature can reach. */
export interface Host {
	readonly context: ExtensionContext;
	readonly client: BaseLanguageClient;
	readonly log: LogOutputChannel;
}

/** One thing that the extension adds to what the language client does by itself. */
export interface Feature {
	/** Steps into the client's work; called before the client exists. */
	readonly middleware?: Middleware;
	/** Called before the client starts, so that no early message of the server is missed. */
	activate?(host: Host): Disposable | readonly Disposable[];
}
