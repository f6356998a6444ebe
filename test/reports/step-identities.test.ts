import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Origin } from "../../language-server/model/origin.js";
import type { PageLine, RunbookPage } from "../../language-server/reports/runbook/page/page.js";
import { northwind, runbookOf } from "./support.js";

/* Lines of a runbook stay the same ones when the plan changes, and lead back to the place in the topology they come from. */

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");

const topologies: readonly (readonly [string, string])[] = [
	["northwind", northwind],
	...["consolidated", "single-site", "scaled-single-site", "multiple-site"].map(
		(name) => [name, example(name)] as const,
	),
];

/** The same plan with other addresses and with other domains for all computers; the SIP domains and their names stay. */
function moved(text: string): string {
	const domains = new Set(
		[...text.matchAll(/\bfqdn\s+[\w-]+\.([\w.-]+)/g), ...text.matchAll(/\bexternal\s+[\w-]+\.([\w.-]+)/g)].map(
			([, domain = ""]) => domain,
		),
	);
	return [...domains]
		.reduce(
			(changed, domain) =>
				changed.replace(
					new RegExp(`(?<=[\\w-]\\.)(?<!\\bsip\\.)${domain.replaceAll(".", "\\.")}(?![\\w.-])`, "g"),
					`moved-${domain}`,
				),
			text,
		)
		.replace(/\b(\d+)\.(\d+)\.(\d+)\.(\d+)\b/g, (_, a, b, c, d) => `${Number(a) + 1}.${b}.${c}.${d}`);
}

const idsOf = (page: RunbookPage) => page.lines.map((line) => line.id);
const isStep = (line: PageLine, lines: readonly string[]) => /^- \[ \] \*\*\d+\.\d+\*\*/.test(lines[line.line] ?? "");

describe.each(topologies)("the lines of the pages: %s", (_, text) => {
	const { pages } = runbookOf(text);

	it("have each an identity of its own", () => {
		for (const page of pages) {
			const ids = idsOf(page);
			expect(
				ids.filter((id, position) => ids.indexOf(id) !== position),
				page.path,
			).toEqual([]);
		}
	});

	it("stand where the page says that they stand", () => {
		for (const page of pages) {
			const lines = page.content.split("\n");
			for (const { line, id } of page.lines) {
				expect(lines[line], `${id} on ${page.path}`).toMatch(/^(?:- \[ \] | {2}- |\| )/);
			}
			expect(page.lines.filter((line) => isStep(line, lines))).toHaveLength(
				lines.filter((line) => /^- \[ \] \*\*\d+\.\d+\*\*/.test(line)).length,
			);
		}
	});

	it("keep their identities when all addresses and all names of computers change", () => {
		const after = moved(text);
		expect(after).toContain(".moved-");
		// A DNS record is the name that it is for: another name is another record.
		const tasks = (candidates: readonly RunbookPage[]) =>
			candidates
				.filter((page) => /^0[1-7]/.test(page.path))
				.map((page) => [page.path, idsOf(page).filter((id) => !/\/(?:A|SRV)\//.test(id))]);
		expect(tasks(runbookOf(after).pages)).toEqual(tasks(pages));
	});

	it("are made of no address", () => {
		for (const id of pages.flatMap(idsOf)) {
			expect(id).not.toMatch(/\d+\.\d+\.\d+\.\d+/);
		}
	});
});

describe.each(topologies)("the steps of the first three tasks: %s", (_, text) => {
	const steps = runbookOf(text)
		.pages.filter((page) => /^0[1-3]/.test(page.path))
		.flatMap((page) => {
			const lines = page.content.split("\n");
			return page.lines
				.filter((line) => isStep(line, lines))
				.map((line) => ({ id: line.id, origin: line.origin, words: lines[line.line] ?? "" }));
		});

	it("lead back to a place in the topology", () => {
		expect(steps.filter((step) => step.origin === undefined).map((step) => step.id)).toEqual([]);
	});

	it("lead, where they carry a value of the topology, to a statement that contains it", () => {
		const carrying = steps.filter(({ words }) => valuesOf(words).some((value) => text.includes(value)));
		const astray = carrying.filter(
			({ words, origin }) =>
				!valuesOf(words).some((value) => origin !== undefined && textAt(text, origin).includes(value)),
		);
		expect(carrying.length).toBeGreaterThan(20);
		// A next hop and a certificate are stated by the name of an element; the step shows what that element states.
		const byName = /\/(?:next-hop|certificate\/[^/]+\/\w+|listener-certificate)$/;
		expect(astray.map((step) => step.id).filter((id) => !byName.test(id))).toEqual([]);
	});
});

it("tells apart what a topology names twice", () => {
	const twice = `${northwind}${/edge-server edge1 in main \{[\s\S]*?\n\}\n/.exec(northwind)?.[0] ?? ""}`;
	const { pages } = runbookOf(twice, true);
	expect(pages.flatMap(idsOf)).toContain("edge1/computer/dedicated#2");
	for (const page of pages) {
		expect(new Set(idsOf(page)).size, page.path).toBe(page.lines.length);
	}
});

/** Names and addresses; ports are mostly defaults, and paths are those of the catalogue. */
function valuesOf(words: string): readonly string[] {
	return [...words.matchAll(/`([^`]+)`/g)]
		.map(([, value = ""]) => value)
		.filter((value) => /^[^/\s]+\.[^/\s]+/.test(value));
}

function textAt(text: string, { range }: Origin): string {
	const lines = text.split("\n").slice(range.start.line, range.end.line + 1);
	const last = lines.length - 1;
	return lines
		.map((line, position) => (position === last ? line.slice(0, range.end.character) : line))
		.map((line, position) => (position === 0 ? line.slice(range.start.character) : line))
		.join("\n");
}
