import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatDiff } from "../../language-server/reports/diff/format-diff.js";
import { renderChangeRunbook } from "../../language-server/reports/runbook/index.js";
import { changesBetween } from "../../language-server/requirements/changes.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { analyse } from "../support/topology.js";
import { exampleTopologies } from "./artefacts-support.js";
import { northwind, runbookOf } from "./support.js";

/*
 * The subject of every request says whose certificate it is. The topology states it once, and the pages show it wherever the
 * wizard or the authority asks.
 */

function stating(statement: string): string {
	return northwind.replace("  sip-domain", `  ${statement}\n  sip-domain`);
}

const parts = ["organisation", "organisational unit", "city", "state", "country"];

describe("the organisation of the certificates on the pages", () => {
	it.each(exampleTopologies)("leaves no blank where all of it is stated: %s", (_, text) => {
		const { all } = runbookOf(text);
		expect(all).not.toContain(", for all certificates)");
		expect(all).not.toMatch(/^\| (?:organisation|city|state|country), for all certificates \|/m);
	});

	it("stands at each request in the wizard, on the sheet and in the list of requests", () => {
		const { page, artefacts } = runbookOf(
			stating('organization "Northwind Traders" { unit "R&D Edge"  city Oslo  state Oslo  country no }'),
		);
		const task = page("04-configure-certificates.md");
		expect(task.match(/organisation `Northwind Traders`, unit `R&D Edge`\.$/gm)?.length).toBe(4);
		expect(task.match(/city `Oslo`, state `Oslo`, country `NO`\. The requests carry them/g)?.length).toBe(4);
		expect(task).toContain("the page that asks for them was not found");
		expect(page("sheets/certificates.md")).toMatch(/^\| `OU` \| Organisational unit \| `R&D Edge` \|$/m);
		const [header = "", row = ""] =
			artefacts.find(({ path }) => path === "certificates/requests.csv")?.content.split("\r\n") ?? [];
		const cell = (title: string) => row.split(",")[header.split(",").indexOf(title)];
		expect(["Organisation", "Organisational unit", "City", "State", "Country"].map(cell)).toEqual([
			"Northwind Traders",
			"R&D Edge",
			"Oslo",
			"Oslo",
			"NO",
		]);
	});

	it("is a blank that names the statement which fills it, where a part is not stated", () => {
		const blanksOf = (text: string) =>
			runbookOf(text)
				.page("00-overview.md")
				.split("\n")
				.filter((line) => line.includes(", for all certificates |"));
		const open = blanksOf(northwind);
		expect(open).toHaveLength(parts.length);
		// One statement fills them all: stated one by one they would be several.
		const whole = '`organization "<name>" { unit "<name>"  city "<name>"  state "<name>"  country <two letters> }`';
		expect(open.every((line) => line.includes(whole))).toBe(true);
		expect(open.every((line) => line.includes("| deployment Northwind |"))).toBe(true);
		const some = blanksOf(stating("organization Northwind { unit IT  state Washington }"));
		expect(some).toHaveLength(2);
		expect(some.join("\n")).toContain('`city "<name>"`');
		expect(some.join("\n")).toContain("`country <two letters>`");
		expect(some.every((line) => line.includes("| organization of deployment Northwind |"))).toBe(true);
	});

	it("is said to be left out of the request files, part by part, on the sheet and where the wizard may be left out", () => {
		const leftOut = runbookOf(stating('organization "M\u00fcller GmbH" { unit IT  city "M\u00fcnchen"  country DE }'));
		const sheet = leftOut.page("sheets/certificates.md");
		expect(sheet).toContain(
			"The request files, that of the reverse proxy included, leave out `O` and `L`: letters that are not ASCII",
		);
		expect(sheet).toContain("What is blank below is missing from the request files as well.");
		expect(leftOut.page("04-configure-certificates.md")).toContain(
			"A request file (INF) with the same values, except `O` and `L` of the subject, which it leaves out, belongs to",
		);
		const whole = runbookOf(stating("organization N { unit IT  city Oslo  state Oslo  country NO }")).all;
		expect(whole).toContain("The request file of the reverse proxy has the same.\n");
		expect(whole).not.toContain("leave out `");
		expect(whole).toContain("A request file (INF) with the same values belongs to");
	});

	it("leads from the wizard's page back to the statement", () => {
		const text = stating('organization "Northwind Traders" { city Oslo }');
		const { pages } = runbookOf(text);
		const task = pages.find(({ path }) => path === "04-configure-certificates.md");
		const lines = text.split("\n");
		const origins = task?.content.split("\n").flatMap((line, index) => {
			const origin = task.lines.find((one) => one.line === index)?.origin;
			return line.includes("*Organization Information*") ? [lines[origin?.range.start.line ?? -1]?.trim()] : [];
		});
		expect(new Set(origins)).toEqual(new Set(['organization "Northwind Traders" { city Oslo }']));
	});
});

describe("a change of the organisation", () => {
	const state = (text: string) => {
		const { analysis } = analyse(text);
		return { deployment: analysis.deployment, requirements: analysis.requirements, analysis };
	};
	const before = state(stating('organization "Northwind Traders" { city Oslo }'));
	const after = state(stating('organization "Northwind Group" { city Oslo  country NO }'));
	const changes = changesBetween(before.requirements, after.requirements);

	it("is a change for the certificate team", () => {
		const side = { accepted: [], errors: 0 };
		const { catalogue } = after.analysis;
		const told = formatDiff(
			{
				old: { ...before, ...side, source: "old.ocsedge" },
				new: { ...after, ...side, source: "new.ocsedge" },
				changes,
				catalogue,
			},
			"text",
		);
		const [, behind = ""] = told.split(/certificate team/i);
		expect(behind).toContain("Northwind Group");
		expect(behind).toContain("country in the subject of all certificates");
	});

	it("has a step in the runbook of the change that says what becomes of certificates in force", () => {
		const { catalogue } = after.analysis;
		const { pages } = renderChangeRunbook({
			deployment: after.deployment,
			requirements: after.requirements,
			catalogue,
			findings: [],
			accepted: [],
			practices: bestPracticesOf(after.analysis, []),
			draft: false,
			before: { ...before, source: "old.ocsedge" },
		});
		const all = pages.map(({ content }) => content).join("\n");
		expect(all).toMatch(/### .*Certificate team/);
		expect(all).toMatch(
			/organisation in the subject of all certificates: .*Northwind Group.*keeps its subject until it is requested anew/,
		);
	});

	it("adds nothing to do where nothing of it differs", () => {
		expect(changesBetween(after.requirements, after.requirements).settings.altered).toEqual([]);
	});
});

describe("the examples", () => {
	it.each(exampleTopologies)("state it in a form that the request files can carry: %s", (name) => {
		const text = readFileSync(join("examples", `${name}.ocsedge`), "utf8");
		const files = runbookOf(text).artefacts.filter(({ path }) => path.endsWith(".inf"));
		expect(files.length).toBeGreaterThan(0);
		for (const { path, content } of files) {
			expect(content, path).toMatch(/^Subject = "CN=[^,]+,OU=[^,]+,O=[^,]+,L=[^,]+,S=[^,]+,C=US"\r$/m);
		}
	});
});
