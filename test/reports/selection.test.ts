import { describe, expect, test } from "vitest";
import { renderRunbook } from "../../language-server/reports/runbook/index.js";
import { parseSelection, printPath, selectablePages } from "../../language-server/reports/runbook/selection.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { northwind, runbookOf } from "./support.js";

const rendered = runbookOf(northwind);
const possible = selectablePages(rendered);

function chosen(text: string): readonly string[] | string {
	const selection = parseSelection(text, possible);
	return "problem" in selection ? selection.problem : [...selection.pages];
}

/** The runbook with some of its pages, in a folder in which some files lie already. */
function only(pages: readonly string[], present: readonly string[] = []) {
	const { deployment, requirements, catalogue, accepted } = rendered.analysis;
	const { findings } = rendered;
	const practices = bestPracticesOf(rendered.analysis, findings);
	const input = { deployment, requirements, catalogue, findings, accepted, practices, draft: false };
	return renderRunbook({ ...input, only: { pages: new Set(pages), present: new Set(present) } });
}

describe("what people may ask for", () => {
	test("is the number of a task, and the name of every other page", () => {
		expect(possible.map(({ word }) => word)).toEqual([
			"cut-over",
			...["1", "2", "3", "4", "5", "6", "7"],
			...["firewall", "dns", "certificates", "servers", "best-practices"],
		]);
	});

	test.each<[string, readonly string[]]>([
		["4", ["04-configure-certificates.md"]],
		["firewall,04", ["04-configure-certificates.md", "sheets/firewall.md"]],
		[
			"1, 5-6 DNS",
			["01-publish-web-components.md", "05-start-services.md", "06-connect-internal-servers.md", "sheets/dns.md"],
		],
		["2,2,2-2", ["02-install-edge-servers.md"]],
		["8-9", ["09-cut-over.md", "08-best-practices.md"]],
	])("%s", (text, paths) => {
		expect(chosen(text)).toEqual(paths);
	});

	test.each(["0", "10", "12-12", "1-", "overview.md", "../sheets", "load-balancers", "constructor"])(
		"%s is no page, and the message says what is one",
		(word) => {
			expect(chosen(`4,${word}`)).toBe(
				`${word} is no page of this runbook. Possible are 1 to 7, 8 (best-practices), 9 (cut-over), firewall, dns, certificates or servers.`,
			);
		},
	);

	test("a range says what is wrong with it", () => {
		expect(chosen("5-3")).toBe("5-3 counts down. Write 3-5.");
		expect(chosen("3-12")).toMatch(
			/^3-12 leads past the pages of this runbook, which has no 12\. Possible are 1 to 7, /,
		);
	});

	test.each(["", " , "])("nothing at all is a mistake as well", (text) => {
		expect(chosen(text)).toMatch(/^no page is named\. Possible are 1 to 7, /);
	});
});

describe("a runbook in part", () => {
	test("has the overview, the pages that were asked for, and the files that they name", () => {
		const { pages, artefacts } = only(["sheets/firewall.md", "04-configure-certificates.md"]);
		expect(pages.map(({ path }) => path)).toEqual([
			"00-overview.md",
			"04-configure-certificates.md",
			"sheets/firewall.md",
		]);
		expect(artefacts.map(({ path }) => path)).toContain("firewall/rules.csv");
		expect(artefacts.map(({ path }) => path)).not.toContain("dns/records.csv");
	});

	test("has no link to what is not there", () => {
		const { pages, artefacts } = only(["04-configure-certificates.md"]);
		const there = new Set([...pages, ...artefacts].map(({ path }) => path));
		for (const { path, content } of pages) {
			const links = [...content.matchAll(/\]\((?!https?:|#)(?:\.\.\/)?([^)#]+)/g)].map((match) => match[1] ?? "");
			expect(
				links.filter((link) => !there.has(link)),
				path,
			).toEqual([]);
		}
		expect(pages[0]?.content).toMatch(/^- DNS sheet$/m);
	});

	test("links to what lies in the folder already", () => {
		const [overview] = only([], ["sheets/dns.md"]).pages;
		expect(overview?.content).toContain("](sheets/dns.md)");
		expect(overview?.content).not.toContain("](sheets/firewall.md)");
	});

	test("in a folder that has everything is the same text as in the whole, with the same numbers", () => {
		const whole = rendered.pages;
		const part = only(["sheets/firewall.md"], [...whole.map(({ path }) => path), ...allFiles()]);
		expect(part.pages[1]?.content).toBe(rendered.page("sheets/firewall.md"));
		expect(part.pages[0]?.content).toBe(rendered.page("00-overview.md"));
	});

	test("is printed beside the whole and not in its place", () => {
		expect(printPath()).toBe("runbook.html");
		expect(printPath(["4", "firewall"])).toBe("runbook-4-firewall.html");
	});
});

function allFiles(): readonly string[] {
	return only(rendered.pages.map(({ path }) => path)).artefacts.map(({ path }) => path);
}
