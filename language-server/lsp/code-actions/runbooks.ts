import { generateRunbooksCommand } from "../../protocol.js";
import type { ActionSource } from "./request.js";

const GENERATE_RUNBOOKS_KIND = "source.generateRunbooks";

/** Writes the runbooks of the deployment that the file belongs to. */
export const runbooks: ActionSource = {
	kind: GENERATE_RUNBOOKS_KIND,
	actions: ({ workspace, uri }) => {
		if (workspace.deploymentsWith(uri).length === 0) {
			return [];
		}
		const title = "Generate deployment runbooks";
		return [
			{
				title,
				kind: GENERATE_RUNBOOKS_KIND,
				command: { title, command: generateRunbooksCommand, arguments: [uri] },
			},
		];
	},
};
