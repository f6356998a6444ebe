import type { Finding } from "../../model/finding.js";
import type { Report, ReportFormat } from "./report.js";

/** For programs. Described by docs/schemas/findings.schema.json; keys are added, never renamed or removed. */
export const json: ReportFormat = {
	name: "json",
	print: (report) =>
		`${JSON.stringify(
			{
				version: 1,
				findings: report.findings.map((finding) => toJson(finding, report)),
				accepted: report.accepted.map(({ finding, reason, origin }) => ({
					...toJson(finding, report),
					reason,
					comment: origin.range,
				})),
				summary: report.summary,
			},
			null,
			2,
		)}\n`,
};

function toJson(finding: Finding, { pathOf }: Report) {
	const { code, severity, message, origin, related, fixes } = finding;
	return {
		code,
		severity,
		message,
		file: pathOf(origin.uri),
		range: origin.range,
		source: "ocs-edge",
		related: related.map((place) => ({
			message: place.message,
			file: pathOf(place.origin.uri),
			range: place.origin.range,
		})),
		fixes: fixes.map(({ title, preferred, safety }) => ({ title, preferred, safety })),
	};
}
