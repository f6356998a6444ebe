import type {
	ArtifactContent,
	ArtifactLocation,
	Location,
	Log,
	PhysicalLocation,
	Region,
	ReportingDescriptor,
	Result,
	Fix as SarifFix,
} from "sarif";
import { version } from "../../../package.json";
import { defaultCatalogue } from "../../catalog/catalogue.js";
import type { Finding, Fix, Severity } from "../../model/finding.js";
import { withLineBreaksOf } from "../../model/line-breaks.js";
import type { Origin, Range } from "../../model/origin.js";
import type { RuleFacts } from "../../reports/rules/rule-facts.js";
import { rulePage } from "../../reports/rules/rule-page.js";
import { ruleCollection } from "../../workspace/rule-collection.js";
import type { Report, ReportFormat } from "./report.js";

/**
 * For code scanning services and viewers of findings: the Static Analysis Results Interchange Format, version 2.1.0. It
 * names every rule, so that a reader knows what was looked for and not only what was found.
 */
export const sarif: ReportFormat = { name: "sarif", print: (report) => `${JSON.stringify(log(report), null, 2)}\n` };

const LEVELS = { error: "error", warning: "warning", info: "note" } as const satisfies Record<Severity, Result.level>;

/** The name under which a reader of the log finds the folder that paths are relative to. */
const BASE = "WORKINGDIR";

const facts: readonly RuleFacts[] = [...ruleCollection.rules, ...ruleCollection.problems];
const positions: ReadonlyMap<string, number> = new Map(facts.map(({ code }, position) => [code, position]));

function log(report: Report): Log {
	return {
		$schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: {
					driver: { name: "OCS Edge", semanticVersion: version, version, language: "en", rules: facts.map(descriptor) },
				},
				invocations: [{ executionSuccessful: true }],
				// Where the folder lies is nobody's business but the reader's, and would make the log differ between machines.
				originalUriBaseIds: {
					[BASE]: { description: { text: "The folder in which ocs-edge was called." } },
				},
				artifacts: report.files.map((uri) => ({ location: artifact(uri, report), mimeType: "text/plain" })),
				columnKind: "utf16CodeUnits",
				results: [
					...report.findings.map((finding) => result(finding, report)),
					...report.accepted.map(({ finding, reason, origin }) => ({
						...result(finding, report),
						suppressions: [
							{
								kind: "inSource" as const,
								status: "accepted" as const,
								justification: reason,
								location: { physicalLocation: place(origin, report) },
							},
						],
					})),
				],
			},
		],
	};
}

function descriptor(rule: RuleFacts): ReportingDescriptor {
	const { code, title, severity, why, howToFix, preset = "recommended", evidence, category } = rule;
	return {
		id: code,
		shortDescription: { text: `${title}.` },
		fullDescription: { text: why },
		help: { text: `${why} ${howToFix}`, markdown: rulePage(rule, defaultCatalogue) },
		defaultConfiguration: { level: LEVELS[severity], enabled: preset === "recommended" },
		properties: {
			tags: [category ?? "language"],
			...(rule.preset && { preset: rule.preset }),
			...(evidence && { evidence }),
		},
	};
}

function result(finding: Finding, report: Report): Result {
	const { code, severity, message, origin, related, fixes } = finding;
	const ruleIndex = positions.get(code);
	return {
		ruleId: code,
		...(ruleIndex !== undefined && { ruleIndex }),
		level: LEVELS[severity],
		message: { text: message },
		locations: [{ physicalLocation: place(origin, report) }],
		...(related.length > 0 && {
			relatedLocations: related.map(
				(other, position): Location => ({
					id: position + 1,
					message: { text: other.message },
					physicalLocation: place(other.origin, report),
				}),
			),
		}),
		...(fixes.length > 0 && { fixes: fixes.map((fix) => toSarifFix(fix, report)) }),
	};
}

function toSarifFix({ title, edits, preferred, safety }: Fix, report: Report): SarifFix {
	const uris = [...new Set(edits.map((edit) => edit.uri))];
	return {
		description: { text: title },
		artifactChanges: uris.map((uri) => ({
			artifactLocation: artifact(uri, report),
			replacements: edits
				.filter((edit) => edit.uri === uri)
				.map(({ range, newText }) => {
					const insertedContent: ArtifactContent = { text: withLineBreaksOf(report.textOf(uri), newText) };
					return { deletedRegion: region(range), ...(newText !== "" && { insertedContent }) };
				}),
		})),
		properties: { preferred, safety },
	};
}

function place({ uri, range }: Origin, report: Report): PhysicalLocation {
	return { artifactLocation: artifact(uri, report), region: region(range) };
}

/** Lines and columns count from one; the end column is behind the last character, as in the rest of OCS Edge. */
function region({ start, end }: Range): Region {
	return {
		startLine: start.line + 1,
		startColumn: start.character + 1,
		endLine: end.line + 1,
		endColumn: end.character + 1,
	};
}

/** A relative address must not climb, so a file that lies elsewhere is named by its whole address. */
function artifact(uri: string, { pathOf }: Report): ArtifactLocation {
	const path = pathOf(uri);
	const isBelow = !/^(?:[./]*\/|\.\.$|[A-Za-z]:)/.test(path);
	return isBelow ? { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: BASE } : { uri };
}
