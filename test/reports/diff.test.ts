import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DiffInput, diffOf } from "../../language-server/reports/diff/diff.js";
import { diffFormats, formatDiff } from "../../language-server/reports/diff/format-diff.js";
import { renderChangeRunbook } from "../../language-server/reports/runbook/index.js";
import type { RunbookPage } from "../../language-server/reports/runbook/page/page.js";
import { NO_NUMBERS } from "../../language-server/reports/runbook/rows/row-numbers.js";
import { changesBetween } from "../../language-server/requirements/changes.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { randomVariants } from "../requirements/random-topologies.js";
import { analyse } from "../support/topology.js";

/*
 * Two changes of one deployment, each with its differences and its steps as files that were read against the facts.
 * `UPDATE_GOLDEN=1` writes them anew; look at the difference before you commit it.
 */
const FOLDER = join(import.meta.dirname, "diff");
const textOf = (path: string) => readFileSync(join(FOLDER, path), "utf8");
const exampleOf = (name: string) => readFileSync(join("examples", `${name}.ocsedge`), "utf8");

function expectGolden(path: string, content: string): void {
	if (process.env.UPDATE_GOLDEN === "1") {
		writeFileSync(join(FOLDER, path), content);
	}
	expect(content).toBe(textOf(path));
}

function compared(oldText: string, newText: string): DiffInput {
	const [before, after] = [oldText, newText].map((text) => analyse(text));
	if (before === undefined || after === undefined) {
		throw new Error("There are two topologies.");
	}
	const side = (one: typeof before, source: string) => ({
		source,
		deployment: one.deployment,
		requirements: one.analysis.requirements,
		accepted: one.analysis.accepted,
		errors: one.findings.filter(({ severity }) => severity === "error").length,
	});
	return {
		old: side(before, "old.ocsedge"),
		new: side(after, "new.ocsedge"),
		changes: changesBetween(before.analysis.requirements, after.analysis.requirements),
		catalogue: after.analysis.catalogue,
	};
}

function changeRunbook(oldText: string, newText: string, numbers = NO_NUMBERS) {
	const [before, after] = [analyse(oldText), analyse(newText)];
	return renderChangeRunbook({
		...after.analysis,
		findings: after.findings,
		practices: bestPracticesOf(after.analysis, after.findings),
		draft: false,
		numbers,
		before: { ...before.analysis, source: "old.ocsedge" },
	});
}

const pageOf = (pages: readonly RunbookPage[], path: string) => {
	const page = pages.find((one) => one.path === path);
	if (page === undefined) {
		throw new Error(`There is no page ${path}.`);
	}
	return page.content;
};

/** Headings and steps, without the texts that other pages share. */
const stepsOf = (content: string) =>
	content
		.split("\n")
		.filter((line) => /^(?:#|- \[ \] \*\*| {2}- (?:Check|Undo): )/.test(line))
		.filter((line) => !/^## (?:Sources|Steps|What must be ready)/.test(line))
		.join("\n");

const validate = (() => {
	const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, validateFormats: false });
	const schemaOf = (name: string): object => JSON.parse(readFileSync(join("docs/schemas", name), "utf8"));
	ajv.addSchema(schemaOf("plan.schema.json"), "plan.schema.json");
	return ajv.compile(schemaOf("diff.schema.json"));
})();

describe.each(["moved", "scaled"])("the change %s", (name) => {
	const [oldText, newText] = [textOf(`${name}/old.ocsedge`), textOf(`${name}/new.ocsedge`)];

	it("starts from and leads to a topology without errors", () => {
		const { old, new: next } = diffOf(compared(oldText, newText));
		expect([old.errors, next.errors]).toEqual([0, 0]);
	});

	it("differs as it was read and found right", () => {
		expectGolden(`${name}/diff.txt`, formatDiff(compared(oldText, newText), "text"));
		expectGolden(`${name}/diff.md`, formatDiff(compared(oldText, newText), "markdown"));
	});

	it("is made in the order that was read and found right", () => {
		const { pages } = changeRunbook(oldText, newText);
		const parts = ["02-switch.md", "03-remove.md"].map((path) => stepsOf(pageOf(pages, path)));
		const added = name === "moved" ? [stepsOf(pageOf(pages, "01-add.md"))] : [];
		expectGolden(`${name}/steps.md`, `${[...added, ...parts].join("\n\n")}\n`);
	});

	it("is described by its schema, in both directions", () => {
		for (const input of [compared(oldText, newText), compared(newText, oldText)]) {
			const diff = JSON.parse(formatDiff(input, "json"));
			expect(validate(diff), JSON.stringify(validate.errors)).toBe(true);
		}
	});

	it("turned round adds what it removes", () => {
		const there = diffOf(compared(oldText, newText));
		const back = diffOf(compared(newText, oldText));
		expect(back.summary).toEqual({
			...there.summary,
			added: there.summary.removed,
			removed: there.summary.added,
		});
	});
});

describe("the differences of two topologies", () => {
	it("are none between a topology and itself, in every format", () => {
		for (const example of ["consolidated", "multiple-site"]) {
			const input = compared(exampleOf(example), exampleOf(example));
			expect(diffOf(input).same).toBe(true);
			for (const format of diffFormats.filter((one) => one !== "json")) {
				expect(formatDiff(input, format)).toContain("No differences");
			}
			const diff = JSON.parse(formatDiff(input, "json"));
			expect(validate(diff)).toBe(true);
			expect(diff.summary).toEqual({ added: 0, altered: 0, removed: 0, reasons: 0 });
		}
	});

	it("between two deployments name both, and everything of the one and of the other", () => {
		const input = compared(exampleOf("consolidated"), exampleOf("multiple-site"));
		const diff = diffOf(input);
		expect(validate(JSON.parse(formatDiff(input, "json"))), JSON.stringify(validate.errors)).toBe(true);
		expect([diff.old.topology, diff.new.topology]).toEqual(["consolidated", "multiple-site"]);
		const text = formatDiff(input, "text");
		expect(text).toContain(`  ~ name: ${diff.old.deployment} -> ${diff.new.deployment}\n`);
		expect(text).toContain("  ~ documented topology: consolidated -> multiple-site\n");
		expect(diff.flows.added.length + diff.flows.altered.length).toBe(input.new.requirements.flows.length);
	});

	it("that are reasons only are counted and not listed as work", () => {
		const base = exampleOf("consolidated");
		const diff = diffOf(compared(base, base.replace("  scenario point-to-point-av\n", "")));
		expect(diff.same).toBe(false);
		expect(diff.summary.reasons).toBeGreaterThan(0);
		expect(diff.flows.altered.every(({ work, fields }) => !work && fields.join() === "requiredBy")).toBe(true);
	});

	it("tell which deviations only one of the two accepts, and for what reason", () => {
		const base = exampleOf("consolidated");
		const reason = "Organisers know that partners vouch for their own users.";
		const input = compared(base, `\n${base.replace(reason, "Legal has agreed.")}`);
		const diff = JSON.parse(formatDiff(input, "json"));
		expect(validate(diff), JSON.stringify(validate.errors)).toBe(true);
		expect(diff.same).toBe(false);
		expect(diff.accepted.added).toMatchObject([
			{ code: "federated-identity-not-guaranteed", reason: "Legal has agreed." },
		]);
		expect(diff.accepted.removed).toMatchObject([{ code: "federated-identity-not-guaranteed", reason }]);
		const text = formatDiff(input, "text");
		expect(text).toMatch(
			/\+ accepted deviation federated-identity-not-guaranteed\n.*Accepted because: Legal has agreed\./,
		);
		// Further down in the file it is the same deviation.
		expect(diffOf(compared(base, `\n\n${base}`)).same).toBe(true);
	});

	it("show names of the file as text and never as markup", () => {
		const base = exampleOf("consolidated");
		const input = compared(base, base.replace("deployment Contoso {", "deployment Contoso_x {"));
		expect(formatDiff({ ...input, old: { ...input.old, source: "a|b`<i>`.ocsedge" } }, "markdown")).toContain(
			"``a|b`<i>`.ocsedge``",
		);
	});
});

describe("the runbook of a change", () => {
	const base = textOf("moved/old.ocsedge");

	it("says so where there is nothing to do", () => {
		const { pages, artefacts } = changeRunbook(base, base);
		expect(pages.map(({ path }) => path)).toEqual(["00-changes.md"]);
		expect(artefacts).toEqual([]);
		expect(pages[0]?.content).toContain("**Nothing to do:**");
	});

	it("has only the parts that something is done in, and links no page that it does not have", () => {
		const { pages } = changeRunbook(base, base.replace("gateway     131.107.155.1\n", "gateway     131.107.155.2\n"));
		expect(pages.map(({ path }) => path)).toEqual(["00-changes.md", "02-switch.md"]);
		const paths = new Set(pages.map(({ path }) => path));
		for (const name of ["moved", "scaled"]) {
			const all = changeRunbook(textOf(`${name}/old.ocsedge`), textOf(`${name}/new.ocsedge`)).pages;
			const own = new Set(all.map(({ path }) => path));
			for (const [, target = ""] of all.flatMap(({ content }) => [...content.matchAll(/\]\(([^)#:]+\.md)/g)])) {
				expect(own.has(target), target).toBe(true);
			}
		}
		expect(paths.has("00-overview.md")).toBe(false);
	});

	it("is whole whatever changes: each line with an identity of its own, each table with all its cells, no dead link", () => {
		const examples = ["consolidated", "single-site", "scaled-single-site", "multiple-site"] as const;
		const edited = fc.constantFrom(...examples).chain((name) => randomVariants(exampleOf(name)));
		const pairs = fc.oneof(
			edited.map(([before, after]) => [before, after] as const),
			fc.tuple(edited, edited).map(([[one], [other]]) => [one, other] as const),
		);
		fc.assert(
			fc.property(pairs, ([oldText, newText]) => {
				const { pages } = changeRunbook(oldText, newText);
				const own = new Set(pages.map(({ path }) => path));
				for (const { lines, path, content } of pages) {
					const ids = lines.map(({ id }) => id);
					expect([path, ids.filter((id, i) => ids.indexOf(id) !== i)]).toEqual([path, []]);
					const targets = [...content.matchAll(/\]\(([^)#:]+\.md)/g)].map(([, target = ""]) => target);
					expect(targets.filter((target) => !own.has(target))).toEqual([]);
					expect(content).not.toMatch(/undefined|\[object|\*\*\*\*/);
					const tables = content.split("\n\n").filter((block) => block.startsWith("| "));
					for (const table of tables) {
						const widths = table.split("\n").map((line) => line.replaceAll("\\|", "").split("|").length);
						expect(new Set(widths).size, table).toBe(1);
					}
				}
			}),
			{ numRuns: 15 },
		);
	});

	it("keeps the numbers of removed rows, and gives new rows numbers that nobody had", () => {
		const remembered = { ...NO_NUMBERS, flows: { "external/E1/edge1/tcp": 41, "gone/for/long/tcp": 90 } };
		const { pages, numbers } = changeRunbook(textOf("scaled/old.ocsedge"), textOf("scaled/new.ocsedge"), remembered);
		expect(numbers.flows["external/E1/edge1/tcp"]).toBe(41);
		expect(numbers.flows["external/E1/access/tcp"]).toBeGreaterThan(90);
		expect(pageOf(pages, "03-remove.md")).toContain("**F-41**");
	});

	it("never has a rule removed that another row still needs", () => {
		const { pages, artefacts } = changeRunbook(textOf("scaled/old.ocsedge"), textOf("scaled/new.ocsedge"));
		// The virtual address of the array is the address that edge1 had, so the rule is one and the same.
		expect(pageOf(pages, "03-remove.md")).toMatch(
			/Do \*\*not\*\* remove the rule of \*\*F-01\*\*.*It is the rule of \*\*F-22\*\* now/,
		);
		const csv = artefacts.find(({ path }) => path === "firewall/changes.csv")?.content ?? "";
		expect(csv).toMatch(/^3,keep,F-01,/m);
		expect(csv).not.toMatch(/^3,remove,F-01,/m);
	});

	it("takes a rule for other DNS servers for another rule, and has the earlier one removed", () => {
		const { pages } = changeRunbook(base, base.replace("dns-servers 131.107.2.5\n", "dns-servers 131.107.2.6\n"));
		expect(pageOf(pages, "01-add.md")).toMatch(/Add the new rule of \*\*F-\d+\*\*.*DNS servers \(131\.107\.2\.6\)/);
		expect(pageOf(pages, "03-remove.md")).toMatch(
			/Remove the earlier rule of \*\*F-\d+\*\*.*DNS servers \(131\.107\.2\.5\)/,
		);
	});

	it("has a certificate replaced whose revocation list lies elsewhere, and tells people of another go-live", () => {
		const newer = base
			.replace("crl-distribution-point http://crl.", "crl-distribution-point http://lists.")
			.replace(/go-live +\S+/, "go-live 2009-01-12");
		const { pages } = changeRunbook(base, newer);
		const page = stepsOf(pageOf(pages, "02-switch.md"));
		expect(stepsOf(pageOf(pages, "01-add.md"))).toMatch(
			/Request \*\*C-01\*\*.* Unlike the one in force: CRL distribution point from .* to `http:\/\/lists\./,
		);
		expect(page).toMatch(/assign the new certificate of \*\*C-01\*\*/);
		expect(page).toMatch(
			/### Project lead\n- \[ \] \*\*2\.1\*\* Tell everyone .* day of the go-live: .* to `2009-01-12`/,
		);
	});

	it("sets up a new network and a new internal server as one thing each, before the tasks", () => {
		const { pages } = changeRunbook(
			base,
			`${base}\nnetwork lab { zone internal  subnet 192.168.99.0/24 }\npool lab1 in lab { fqdn lab1.contoso.net  address 192.168.99.10 }\n`,
		);
		const steps = stepsOf(pageOf(pages, "01-add.md")).split("\n");
		expect(steps.filter((line) => line.includes("Set up the network `lab`: zone `internal`; subnet"))).toHaveLength(1);
		expect(steps.filter((line) => line.includes("Set up the internal server `lab1`"))).toHaveLength(1);
		expect(steps.findIndex((line) => line.startsWith("### Task"))).toBeGreaterThan(
			steps.findIndex((line) => line.includes("internal server `lab1`")),
		);
	});

	it("takes a computer under another name for a new one, and says what that means", () => {
		const { pages } = changeRunbook(base, base.replaceAll("edge-server edge1 ", "edge-server edge9 "));
		expect(pageOf(pages, "00-changes.md")).toContain("**`edge9` has the FQDN of `edge1`.**");
	});

	it("says at each step of a new computer which address another one still has", () => {
		const after = base.replaceAll(/\bedge1\b/g, "edge9");
		const { pages } = changeRunbook(base, after);
		const lines = pageOf(pages, "01-add.md").split("\n");
		const addresses = [...base.matchAll(/at (\d+\.\d+\.\d+\.\d+)/g)].map(([, address = ""]) => address);
		const entering = lines.filter(
			(line) =>
				/^- \[ \] \*\*.* `edge9`|^- \[ \] \*\*.*[Aa]ddress/.test(line) &&
				addresses.some((one) => line.includes(`\`${one}`)),
		);
		expect(entering.length).toBeGreaterThan(0);
		for (const line of entering) {
			expect(line).toMatch(/\*\*Not before part 2: .*\*\*, which `edge1` still has\./);
		}
	});

	it("marks every page of a draft", () => {
		const after = analyse(base.replace("product              ocs2007", "product ocs2005"));
		const { pages } = renderChangeRunbook({
			...after.analysis,
			findings: after.findings,
			practices: bestPracticesOf(after.analysis, after.findings),
			draft: true,
			before: { ...analyse(base).analysis, source: "old.ocsedge" },
		});
		expect(pages.every(({ content }) => content.includes("> **DRAFT.**"))).toBe(true);
	});
});
