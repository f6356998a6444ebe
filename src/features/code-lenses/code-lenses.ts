import { workspace } from "vscode";
import { CodeLensRequest } from "vscode-languageclient";
import type { Feature } from "../../feature.js";

const SECTION = "ocsEdge.codeLens.enabled";

/** Leaves out the code lenses of the server where the user does not want them. */
export const codeLenses: Feature = {
	middleware: {
		provideCodeLenses(document, token, next) {
			return workspace.getConfiguration(undefined, document).get(SECTION, true) ? next(document, token) : [];
		},
	},
	activate({ client }) {
		return workspace.onDidChangeConfiguration((change) => {
			if (!change.affectsConfiguration(SECTION)) return;
			const feature = client.getFeature(CodeLensRequest.method);
			for (const document of workspace.textDocuments) {
				feature?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
			}
		});
	},
};
