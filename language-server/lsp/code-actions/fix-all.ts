import { CodeActionKind } from "vscode-languageserver";
import { fixesTogether } from "../../model/fix-all.js";
import { toDiagnostic, toWorkspaceEdit } from "../convert.js";
import type { ActionSource } from "./request.js";

const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.ocs-edge`;

/**
 * Mends at once, on request or on saving, whatever in the file can be mended without a doubt about what its author means.
 * Fixes that are not safe stay with the light bulb.
 */
export const fixAll: ActionSource = {
	kind: FIX_ALL_KIND,
	actions: ({ workspace, pages, uri }) => {
		const findings = workspace.findings(uri);
		const chosen = fixesTogether(findings, (fix) => fix.safety === "safe");
		if (chosen.length === 0) {
			return [];
		}
		const mended = findings.filter((finding) => finding.fixes.some((fix) => chosen.includes(fix)));
		return [
			{
				title: "Apply all safe fixes in this file",
				kind: FIX_ALL_KIND,
				diagnostics: mended.map((finding) => toDiagnostic(finding, pages)),
				edit: toWorkspaceEdit(chosen, (file) => workspace.file(file)?.text),
			},
		];
	},
};
