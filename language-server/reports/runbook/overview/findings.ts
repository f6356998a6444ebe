import type { Deployment } from "../../../model/deployment.js";
import { compareFindings, type Finding, type Severity } from "../../../model/finding.js";
import { code, text } from "../../markdown.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { relativeName } from "../relative-name.js";

const severities: readonly Severity[] = ["error", "warning", "info"];

export function findings(page: PageBuilder, context: RunbookContext): void {
	page.heading(2, "Open findings");
	const open = context.findings.toSorted(byGravity);
	if (open.length === 0) {
		page.paragraph("None.");
		return;
	}
	page.table(
		["Severity", "Code", "What is wrong", "Place"],
		open.map((finding) => [
			finding.severity,
			code(finding.code),
			text(finding.message),
			place(context.deployment, finding),
		]),
	);
}

/** What the authors know and leave as it is: whoever carries the plan out or signs it has to know it too. */
export function acceptedDeviations(page: PageBuilder, context: RunbookContext): void {
	if (context.accepted.length === 0) {
		return;
	}
	page.heading(2, "Accepted deviations");
	page.paragraph("Comments in the topology files accept these findings, with the reasons given here.");
	page.table(
		["Code", "What is found", "Place", "Accepted because"],
		context.accepted
			.toSorted((a, b) => byGravity(a.finding, b.finding))
			.map(({ finding, reason }) => [
				code(finding.code),
				text(finding.message),
				place(context.deployment, finding),
				text(reason),
			]),
	);
}

function byGravity(a: Finding, b: Finding): number {
	return severities.indexOf(a.severity) - severities.indexOf(b.severity) || compareFindings(a, b);
}

/** The file relative to the root file's folder, and the line as an editor counts it. */
function place(deployment: Deployment, finding: Finding): string {
	const { uri, range } = finding.origin;
	return `${code(relativeName(deployment.uri, uri))} line ${range.start.line + 1}`;
}
