import type { Connection } from "vscode-languageserver";

/** Lines for the editor's log. Without a connection, as in tests, nobody listens. */
export class Log {
	constructor(private readonly connection: Connection | undefined) {}

	info(message: string): void {
		this.connection?.console.info(message);
	}

	error(message: string, cause?: unknown): void {
		const detail =
			cause instanceof Error ? `\n${cause.stack ?? cause.message}` : cause === undefined ? "" : `\n${String(cause)}`;
		this.connection?.console.error(`${message}${detail}`);
	}
}
