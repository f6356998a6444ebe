import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { example } from "./artefacts-support.js";
import { runbookOf } from "./support.js";

/*
 * The port table has a row for the DNS servers that an Access Edge asks, wherever these stand. One in the same network is asked
 * without any firewall, and somebody has to let that one out instead.
 */

const singleSite = example("single-site");

/** The example with other DNS servers for its edge servers, on the external adapters. */
const asking = (servers: string, text = singleSite) => text.replaceAll(/^( {4}dns-servers).*$/gm, `$1 ${servers}`);

const rowsOf = (page: string) =>
	page.split("\n").filter((line) => /^\| F-/.test(line) && /TCP `53`|UDP `53`/.test(line));

const askedBeyond = (page: string) =>
	page.split("\n").filter((line) => line.startsWith("| external firewall: outbound UDP and TCP `53`"));

describe("a DNS server in the network of the Access Edge", () => {
	const { page, artefacts, pages } = runbookOf(asking("131.107.64.5"));

	it("passes no firewall, and its rows say so and keep their numbers", () => {
		const far = rowsOf(runbookOf(singleSite).page("sheets/firewall.md"));
		const near = rowsOf(page("sheets/firewall.md"));
		expect(near).toHaveLength(2);
		expect(near.map((row) => row.slice(0, 8))).toEqual(far.map((row) => row.slice(0, 8)));
		for (const row of near) {
			expect(row).toContain(
				"`131.107.64.5` stands in the same network as `edge1` (`dmz-ext`), so that no firewall is passed; what it needs itself is asked for beyond the port table, below. There is nothing to allow here, and the row counts as done. [derived]",
			);
		}
		expect(far.join()).not.toContain("in the same network");
	});

	it("has to get out itself, by a row beyond the port table that leads to the statement", () => {
		expect(askedBeyond(page("sheets/firewall.md"))).toEqual([
			"| external firewall: outbound UDP and TCP `53` | DNS server `131.107.64.5` in `dmz-ext` | public DNS servers, or those to which it forwards | `edge1` asks there for names on the Internet, and it has to ask further. [derived] | 5 |  |  |  |",
		]);
		const sheet = pages.find(({ path }) => path === "sheets/firewall.md");
		const line = sheet?.lines.find(({ id }) => id.endsWith("beyond/name-servers/in/dmz-ext"));
		expect(line?.origin).toBeDefined();
		expect(askedBeyond(runbookOf(singleSite).page("sheets/firewall.md"))).toEqual([]);
	});

	it("is told apart in rules.csv", () => {
		const content = artefacts.find(({ path }) => path === "firewall/rules.csv")?.content ?? "";
		const rules: readonly Readonly<Record<string, string>>[] = parse(content, { columns: true });
		const near = rules.filter((rule) => rule["In the same network"] !== "");
		expect(near.map((rule) => [rule.Ports, rule["In the same network"]])).toEqual([
			["53", "131.107.64.5"],
			["53", "131.107.64.5"],
		]);
	});

	it("is waited for in task 5 and in the plan, by what lets it out", () => {
		const task = page("05-start-services.md");
		expect(task).toMatch(
			/^- \[ \] From the firewall team, \[beyond the port table\]\(sheets\/firewall\.md\): the DNS server `131\.107\.64\.5`, which `edge1` asks, may ask on the Internet through the external firewall, UDP and TCP port `53`\. \[F-05, F-06\]\(sheets\/firewall\.md\) lead to it within the network: no firewall is passed, and they count as done\. \[derived\]$/m,
		);
		expect(task).toContain(
			"for the name the one that lets its DNS server out, [beyond the port table](sheets/firewall.md).",
		);
		expect(page("09-cut-over.md")).toMatch(
			/for task 5, and what the sheet asks for beyond the port table so that DNS servers beside the edge servers find names/,
		);
		const far = runbookOf(singleSite);
		expect(far.page("05-start-services.md")).not.toContain("may ask on the Internet");
		expect(far.page("05-start-services.md")).toContain("for the name [F-05, F-06]");
		expect(far.page("09-cut-over.md")).not.toContain("beside the edge servers");
	});

	it("leaves the rule to the others where there are some", () => {
		const both = runbookOf(asking("131.107.64.5, 131.107.64.6, 131.107.1.1"));
		expect(rowsOf(both.page("sheets/firewall.md")).join()).toContain(
			"`131.107.64.5` and `131.107.64.6` stand in the same network as `edge1` (`dmz-ext`), so that no firewall is passed; what they need themselves is asked for beyond the port table, below. The rule is for the others.",
		);
		expect(askedBeyond(both.page("sheets/firewall.md"))).toHaveLength(1);
		expect(both.page("05-start-services.md")).toContain("for the name [F-05, F-06]");
		expect(both.page("05-start-services.md")).not.toContain("they count as done");
	});

	it("is known by the prefix of the adapter where the file gives no subnet, and then the network is not needed", () => {
		const text = asking("131.107.64.5").replace(/^(network dmz-ext\b.*?) *subnet \S+/m, "$1");
		expect(rowsOf(runbookOf(text).page("sheets/firewall.md")).join()).toContain("so that no firewall is passed");
	});

	it("is asked for where lists are fetched and no row of the port table lets anybody ask for names", () => {
		const closed = singleSite.replace(
			/^ {2}scenario (?:federation|public-im)\b[^{\n]*(?:\{[^}]*(?:\{[^}]*\}[^}]*)*\})?\n/gm,
			"",
		);
		const far = runbookOf(closed).page("sheets/firewall.md");
		expect(rowsOf(far)).toEqual([]);
		expect(askedBeyond(far).join()).toContain("| `edge1` `131.107.64.10` | public DNS servers |");
		const near = askedBeyond(runbookOf(asking("131.107.64.5", closed)).page("sheets/firewall.md"));
		expect(near).toHaveLength(1);
		expect(near.join()).toContain("| DNS server `131.107.64.5` in `dmz-ext` |");
	});
});

describe("in an array", () => {
	it("is one row for all members that ask there", () => {
		const text = example("scaled-single-site").replaceAll(/dns-servers +\S+/g, "dns-servers 131.107.80.5");
		const { page } = runbookOf(text);
		const beyond = askedBeyond(page("sheets/firewall.md"));
		expect(beyond).toHaveLength(1);
		expect(beyond.join()).toContain(
			"`edge1` and `edge2` ask there for names on the Internet, and it has to ask further.",
		);
	});
});
