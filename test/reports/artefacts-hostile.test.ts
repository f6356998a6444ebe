import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Deployment } from "../../language-server/model/deployment.js";
import { zoneFile } from "../../language-server/reports/runbook/artefacts/paths.js";
import type { Requirements } from "../../language-server/requirements/requirements.js";
import { deploymentIn } from "../requirements/support.js";
import { artefactsIn, type WithArtefacts } from "./artefacts-support.js";
import { parsePolicyFile } from "./policy-file.js";
import { northwind } from "./support.js";

/*
 * Names that no file can hold today are put in the place of those of a deployment: whatever the language lets through one
 * day, no artefact leaves its folder, and no name becomes a line or a record of its own.
 */

const awkward = [
	"..",
	".",
	"../../etc/passwd",
	"CON",
	"nul.txt",
	"com1",
	"a/b",
	"a\\b",
	"C:\\x",
	"a:b",
	"name.",
	"name ",
	"x".repeat(300),
	`${"x".repeat(63)}.`.repeat(5),
	"a\nb IN A 10.0.0.1",
	"a\r\n$INCLUDE /etc/passwd",
	"a.example\r\nExportable = TRUE",
	'a"\r\n[NewRequest]',
	'a", "O=b',
	"a,O=Evil",
	"a&dns=evil.example",
	"%szOID%",
	"a;b",
	"(",
	"$ORIGIN evil.example.",
	"@",
	"=1+1",
	"-2",
	"+3",
	"\t=4",
	"@SUM(1)",
	"a|b",
	"<b>a</b>",
	"[a](b)",
	"\u2028x",
	"\u0000",
	"édge",
	"",
];

const hostile = fc.oneof(
	fc.constantFrom(...awkward),
	fc.string({ unit: "binary", maxLength: 40 }),
	fc.constantFrom(...awkward).map((name) => `sip.${name}.example`),
	fc.domain(),
);

/** A deployment all of whose names are others. */
const renamed = fc.record({
	deployment: hostile,
	server: hostile,
	firewall: hostile,
	purpose: hostile,
	names: fc.array(hostile, { minLength: 1, maxLength: 6 }),
	sipDomain: hostile,
	organization: fc.record(
		{ title: hostile, unit: hostile, city: hostile, state: hostile, country: fc.oneof(hostile, fc.constant("US")) },
		{ requiredKeys: [] },
	),
});

type Names = typeof renamed extends fc.Arbitrary<infer T> ? T : never;

const stated = deploymentIn(
	'deployment Northwind { organization "A" { unit B  city C  state D  country EF } }',
).organization;

function organizationOf(texts: Names["organization"]): Deployment["organization"] {
	const part = (id: keyof Names["organization"]) => {
		const [old, value] = [stated?.[id], texts[id]];
		return old === undefined || value === undefined ? {} : { [id]: { ...old, value } };
	};
	return (
		stated && {
			origin: stated.origin,
			block: stated.block,
			...part("title"),
			...part("unit"),
			...part("city"),
			...part("state"),
			...part("country"),
		}
	);
}

function artefactsOf({
	deployment: title,
	server,
	firewall,
	purpose,
	names,
	sipDomain,
	organization: texts,
}: Names): WithArtefacts {
	const organization = organizationOf(texts);
	const name = (index: number) => names[index % names.length] ?? "";
	return artefactsIn(northwind, {
		deployment: (deployment) => ({
			...deployment,
			name: title,
			...(organization && { organization }),
			sipDomains: {
				...deployment.sipDomains,
				items: deployment.sipDomains.items.map((domain, index) =>
					index === 0 ? { ...domain, value: sipDomain } : domain,
				),
			},
			firewalls: deployment.firewalls.map((one) => ({ ...one, name: firewall })),
			edgeServers: deployment.edgeServers.map((one) => ({ ...one, name: server })),
		}),
		requirements: (requirements): Requirements => ({
			...requirements,
			flows: requirements.flows.map((flow, index) => ({
				...flow,
				server,
				purpose,
				source: { ...flow.source, label: name(index) },
				destination: { ...flow.destination, label: name(index + 1) },
			})),
			dns: requirements.dns.map((record, index) => ({
				...record,
				purpose,
				name: name(index),
				...(record.type === "SRV" ? { target: name(index + 1) } : {}),
			})),
			certificates: requirements.certificates.map((certificate, index) => ({
				...certificate,
				server,
				declared: undefined,
				subject: name(index),
				sans: [name(index + 1), name(index + 2)],
			})),
		}),
	});
}

/** Runs a check for many deployments. */
function forAll(check: (artefacts: WithArtefacts, names: Names) => void): void {
	fc.assert(
		fc.property(renamed, (names) => check(artefactsOf(names), names)),
		{ numRuns: 150 },
	);
}

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

function expectLegal(path: string): void {
	expect(path.length).toBeLessThanOrEqual(120);
	for (const segment of path.split("/")) {
		expect(segment).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
		expect(segment).not.toMatch(/\.$/);
		expect(segment).not.toMatch(RESERVED);
	}
}

describe("whatever the names are", () => {
	it("every path stays inside the folder, is legal on Windows, and is that of one file only", () => {
		forAll(({ artefacts }) => {
			for (const { path } of artefacts) {
				expectLegal(path);
			}
			const folded = artefacts.map(({ path }) => path.toLowerCase());
			expect(new Set(folded).size).toBe(folded.length);
		});
	});

	it("each awkward name alone makes a legal path", () => {
		for (const name of awkward) {
			expectLegal(zoneFile("external", name));
		}
	});

	it("a zone fragment has no line but comments, its origin and records of its rows", () => {
		forAll(({ ending, context }) => {
			for (const { path, content } of ending(".zone")) {
				expect(content).toMatch(/^[\n\u0020-\u007e]*$/);
				const lines = content.split("\n").filter((line) => line !== "" && !line.startsWith(";"));
				const records = lines.filter((line) => !/^\$ORIGIN [A-Za-z0-9_.-]+\.$/.test(line));
				expect(lines.length - records.length).toBeLessThanOrEqual(1);
				for (const record of records) {
					expect(record).toMatch(
						/^(?:@|(?:\*|[A-Za-z0-9_-]+)(?:\.[A-Za-z0-9_-]+)*) +IN (?:A +[\d.]+|SRV 0 0 \d+ [A-Za-z0-9_*.-]+\.)$/,
					);
				}
				const view = path.startsWith("dns/external/") ? "external" : "internal";
				expect(records.length).toBeLessThanOrEqual(
					context.rows.dns.filter(({ record }) => record.view === view).length,
				);
			}
		});
	});

	it("every record of the plan is in a zone fragment, as a record or as a comment that names what is missing", () => {
		forAll(({ ending, context }) => {
			const all = ending(".zone")
				.map(({ content }) => content)
				.join("\n");
			for (const { id } of context.rows.dns) {
				expect(all.match(new RegExp(`^; ${id}(?: |$)`, "gm")), id).toHaveLength(1);
			}
		});
	});

	it("a request file asks for the names of its row and for nothing else", () => {
		forAll(({ ending, context }, { organization: { unit, title, city, state, country } }) => {
			const parts = Object.entries({ OU: unit, O: title, L: city, S: state, C: country }).filter(([, text]) => text);
			for (const { path, content } of ending(".inf")) {
				expect(content.replaceAll("\r\n", "")).toMatch(/^[\u0020-\u007e]*$/);
				const { keys } = parsePolicyFile(content);
				const row = context.rows.certificates.find(({ id }) => path.startsWith(`certificates/${id}-`));
				const subject = `CN=${row?.request.subject}`;
				const [carried = "", ...others] = keys.get("NewRequest/Subject") ?? [];
				expect(others).toEqual([]);
				const [name, ...behind] = carried.split(",");
				expect(name).toBe(subject);
				// Some of the stated parts, whole and in their order; a part that is left out is named in a comment.
				const leftOut = /LEFT OUT: (.*)\.\r\n/.exec(content)?.[1]?.split(/, | and /) ?? [];
				expect(behind).toEqual(parts.filter(([key]) => !leftOut.includes(key)).map(([key, text]) => `${key}=${text}`));
				expect([...keys.keys()].filter((key) => key.startsWith("NewRequest/"))).toHaveLength(10);
				expect([...keys.values()].every(({ length }) => length <= 2)).toBe(true);
			}
		});
	});

	it("a name that cannot be in a certificate has no request file", () => {
		forAll(({ context, ending }) => {
			const paths = ending(".inf").map(({ path }) => path);
			for (const { id, request } of context.rows.certificates) {
				const isPlain = /^[A-Za-z0-9_*.-]+$/.test(request.subject ?? "");
				if (!isPlain) {
					expect(paths.filter((path) => path.includes(`/${id}-`))).toEqual([]);
				}
			}
		});
	});

	it("a CSV file has one line for each row, in as many cells, and no formula", () => {
		forAll(({ ending, context, artefact }) => {
			for (const { content } of ending(".csv")) {
				const cells: readonly (readonly string[])[] = parse(content, { record_delimiter: "\r\n" });
				expect(cells).toHaveLength(content.split("\r\n").length - 1);
				expect(new Set(cells.map(({ length }) => length)).size).toBe(1);
				for (const cell of cells.flat()) {
					expect(cell).not.toMatch(/^[=+\-@\t\r]/);
				}
			}
			const rules: readonly unknown[] = parse(artefact("firewall/rules.csv"), { record_delimiter: "\r\n", from: 2 });
			expect(rules).toHaveLength(context.rows.firewalls.flatMap(({ rows }) => rows).length);
		});
	});
});
