import type { Finding, Severity } from "../model/finding.js";

/** How many findings there are of each severity. */
export function countFindings(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
	const count = { error: 0, warning: 0, info: 0 };
	for (const { severity } of findings) {
		count[severity]++;
	}
	return count;
}
