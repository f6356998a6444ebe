import { type Diagnostic, DiagnosticSeverity, type TextEdit, type WorkspaceEdit } from "vscode-languageserver";
import type { Finding, Fix, Severity } from "../model/finding.js";
import { withLineBreaksOf } from "../model/line-breaks.js";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	info: DiagnosticSeverity.Information,
};

/** Where the pages of the rules lie; the client knows it, and a server without a client of its own takes its own place. */
export class RulePages {
	base: string;

	constructor(base: string) {
		this.base = base;
	}

	pageOf(code: string): string {
		return `${this.base.replace(/\/$/, "")}/${code}.md`;
	}
}

/** The shape in which an editor shows a finding. */
export function toDiagnostic(finding: Finding, pages: RulePages): Diagnostic {
	return {
		range: finding.origin.range,
		severity: SEVERITIES[finding.severity],
		code: finding.code,
		codeDescription: { href: pages.pageOf(finding.code) },
		source: "ocs-edge",
		message: finding.message,
		...(finding.related.length > 0 && {
			relatedInformation: finding.related.map(({ message, origin }) => ({
				message,
				location: { uri: origin.uri, range: origin.range },
			})),
		}),
		data: { code: finding.code },
	};
}

/**
 * The edits of fixes that do not write in the same places, as one edit. Not every editor adapts line breaks, so they are those of
 * the file that is edited.
 */
export function toWorkspaceEdit(fixes: readonly Fix[], textOf: (uri: string) => string | undefined): WorkspaceEdit {
	const changes: Record<string, TextEdit[]> = {};
	for (const { uri, range, newText } of fixes.flatMap((fix) => fix.edits)) {
		const edit = { range, newText: withLineBreaksOf(textOf(uri) ?? "", newText) };
		changes[uri] = [...(changes[uri] ?? []), edit];
	}
	return { changes };
}
