import { commands } from "vscode";
import { State } from "vscode-languageclient";
import type { Feature } from "../../feature.js";

/** Tells in the log what becomes of the server, and shows that log. */
export const serverLog: Feature = {
	activate({ client, log }) {
		return [
			client.onDidChangeState(({ newState }) => {
				if (newState === State.Starting) log.info("The language server is starting.");
				else if (newState === State.Running) log.info("The language server is running.");
				else log.info("The language server has stopped.");
			}),
			commands.registerCommand("ocsEdge.showLog", () => log.show()),
		];
	},
};
