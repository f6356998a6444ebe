import { commands, window } from "vscode";
import type { Feature } from "../../feature.js";

export const restartServer: Feature = {
	activate({ client, log }) {
		return commands.registerCommand("ocsEdge.restartServer", async () => {
			log.info("Restarting the language server.");
			try {
				if (client.needsStop()) await client.stop();
				await client.start();
			} catch (error) {
				log.error(error instanceof Error ? error : String(error));
				// The message is not awaited: the command is done, whether or not somebody reads it.
				void window
					.showErrorMessage("The OCS Edge language server did not start. The log says why.", "Show Log")
					.then((choice) => choice && log.show());
			}
		});
	},
};
