import { type CodeAction, CodeActionKind, type WorkspaceEdit } from "vscode-languageserver";
import type { Severity } from "../../model/finding.js";
import { CONFIGURATION_NAME, SEVERITIES } from "../../workspace/configuration.js";
import { newConfiguration, setSeverity as severityEdits } from "../../workspace/configuration-edit.js";
import { isOfRule } from "../../workspace/suppressions.js";
import { toDiagnostic } from "../convert.js";
import type { ActionRequest, ActionSource } from "./request.js";

/**
 * Gives the rule of a finding at the place another severity, in the configuration that counts for the file. Where several
 * rules have findings there, they can only be turned off: every severity of each would bury the fixes.
 */
export const setSeverity: ActionSource = {
	kind: CodeActionKind.QuickFix,
	actions: (request) => {
		const { findings, pages } = request;
		const byCode = new Map(findings.filter(isOfRule).map((finding) => [finding.code, finding]));
		const offered = byCode.size > 1 ? SEVERITIES.filter((severity) => severity === "off") : SEVERITIES;
		return [...byCode.values()].flatMap((finding) =>
			offered
				.filter((severity) => severity !== finding.severity)
				.flatMap((severity): CodeAction[] => {
					const change = changeFor(request, finding.code, severity);
					return change
						? [
								{
									title: `Set the severity of ${finding.code} to ${severity} in ${change.place}`,
									kind: CodeActionKind.QuickFix,
									diagnostics: [toDiagnostic(finding, pages)],
									edit: change.edit,
								},
							]
						: [];
				}),
		);
	},
};

interface Change {
	readonly place: string;
	readonly edit: WorkspaceEdit;
}

function changeFor({ workspace, editor, uri }: ActionRequest, code: string, severity: Severity | "off") {
	const configuration = workspace.configurationOf(uri);
	const text = configuration && workspace.configurationText(configuration);
	if (configuration !== undefined && text !== undefined) {
		const edits = severityEdits(configuration, text, code, severity);
		return edits && inExisting(configuration, edits);
	}
	if (!editor.canCreateFiles) {
		return undefined;
	}
	// For the whole project; without a folder, for the deployment.
	const root = workspace.deploymentsWith(uri)[0]?.deployment.uri ?? uri;
	const folder = editor.folderOf(uri) ?? root.slice(0, root.lastIndexOf("/"));
	return inNew(`${folder}/${CONFIGURATION_NAME}`, newConfiguration(code, severity));
}

function inExisting(uri: string, edits: NonNullable<ReturnType<typeof severityEdits>>): Change {
	const changes = { [uri]: edits.map(({ range, newText }) => ({ range, newText })) };
	return { place: CONFIGURATION_NAME, edit: { changes } };
}

function inNew(uri: string, text: string): Change {
	const start = { line: 0, character: 0 };
	return {
		place: `a new ${CONFIGURATION_NAME}`,
		edit: {
			documentChanges: [
				{ kind: "create", uri, options: { ignoreIfExists: true } },
				{ textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
			],
		},
	};
}
