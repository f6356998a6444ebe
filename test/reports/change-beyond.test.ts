import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changeLines } from "../../language-server/reports/diff/diff.js";
import { changesBetween } from "../../language-server/requirements/changes.js";
import { catalogue, requirementsOf } from "../requirements/support.js";
import { changed, changeOf } from "./change-runbook-support.js";

/*
 * What the firewall sheet asks for beyond the port table has no number, and is changed all the same: the firewall team adds
 * it before it is needed, and keeps what somebody still needs.
 */

const example = (name: string) => readFileSync(join(import.meta.dirname, `../../examples/${name}.ocsedge`), "utf8");
const [consolidated, single, multiple] = [example("consolidated"), example("single-site"), example("multiple-site")];

/** Nobody looks partners up any more, and the lists are still fetched. */
const withoutFederation = changed(
	consolidated,
	["scenario federation \\{[^}]*\\{[^}]*\\}[^}]*\\}", ""],
	["\\n *federation\\b", ""],
);
const otherNameServer = changed(consolidated, ["dns-servers +192\\.168\\.10\\.5", "dns-servers 192.168.10.6"]);
const otherProxyAddress = changed(consolidated, ["10\\.45\\.16\\.20\\b", "10.45.16.21"]);
const otherList = changed(single, ["pki\\.fabrikam\\.com", "pki2.fabrikam.com"]);
const otherEdgeAddress = changed(single, ["10\\.20\\.16\\.10\\b", "10.20.16.77"]);

/** The steps on a rule without a number, each with its part and its first sentence. */
function rulesOf(before: string, after: string): readonly (readonly [part: string, words: string])[] {
	return changeOf(before, after).steps.flatMap(({ number, words }) =>
		words.includes("rule without a number") ? [[number.split(".")[0] ?? "", words] as const] : [],
	);
}

function diffLines(before: string, after: string) {
	const [old, next] = [requirementsOf(before), requirementsOf(after)];
	return changeLines(changesBetween(old, next), catalogue)
		.filter(({ what }) => what.includes("rule without a number"))
		.map(({ team, change, what, values, differences }) => ({ team, change, what, values, differences }));
}

describe("rules beyond the port table", () => {
	it("are compared, as the firewall team's", () => {
		expect(diffLines(consolidated, otherNameServer)).toEqual([
			{
				team: "firewall",
				change: "altered",
				what: "isa1, internal firewall: rule without a number: the reverse proxy finds names, only where the proxy has its DNS servers there, and does not find the web farm by its hosts file",
				values: "UDP and TCP 53 from 10.45.16.20 to DNS server 192.168.10.6",
				differences: [
					{
						label: "value",
						before: "UDP and TCP 53 from 10.45.16.20 to DNS server 192.168.10.5",
						after: "UDP and TCP 53 from 10.45.16.20 to DNS server 192.168.10.6",
					},
				],
			},
		]);
		for (const text of [consolidated, single, multiple]) {
			expect(diffLines(text, text)).toEqual([]);
		}
	});

	it.each([
		["another DNS server", otherNameServer, "10.45.16.20", "192.168.10.6", "10.45.16.20", "192.168.10.5"],
		["another address of the proxy", otherProxyAddress, "10.45.16.21", "192.168.10.5", "10.45.16.20", "192.168.10.5"],
	])(
		"let a reverse proxy ask before it does so, and keep their condition: %s",
		(_, after, source, to, oldSource, oldTo) => {
			const [added, removed, ...others] = rulesOf(consolidated, after);
			expect(others).toEqual([]);
			const only =
				"**Only where the proxy has its DNS servers there, and does not find the web farm by its hosts file:**";
			expect(added).toEqual([
				"1",
				expect.stringContaining(
					`${only} add to the internal firewall: \`UDP and TCP 53 from ${source} to DNS server ${to}\``,
				),
			]);
			expect(added?.[1]).toContain("Leave the earlier rule in force.");
			expect(added?.[1]).toContain("Undo: Remove the rule again.");
			expect(removed).toEqual([
				"3",
				expect.stringContaining(
					`${only} remove the earlier rule from the internal firewall: \`UDP and TCP 53 from ${oldSource} to DNS server ${oldTo}\``,
				),
			]);
			expect(removed?.[1]).toContain("Undo: Add the rule again.");
		},
	);

	it("stand in the table of all changes with the numbers of their steps", () => {
		const { page } = changeOf(consolidated, otherNameServer);
		expect(page("00-changes.md")).toMatch(
			/\| alter \| isa1, internal firewall: rule without a number.*\| 1\.1, 3\.\d+ \|/,
		);
		expect(page("00-changes.md")).toContain("Firewall team");
	});

	it("keep the DNS rules of an Access Edge that still fetches revocation lists when federation goes", () => {
		const { steps, page } = changeOf(consolidated, withoutFederation);
		const names = steps.filter(({ words }) => /(?:UDP|TCP) 53 from (?:edge1|131\.107\.155\.10)/.test(words));
		expect(
			names.map(({ number, words }) => [number.split(".")[0], words.split(":")[0]?.replace(/^.*?\] /, "")]),
		).toEqual([
			["1", expect.stringContaining("The rule `outbound UDP and TCP 53 from 131.107.155.10")],
			["3", expect.stringContaining("Do **not** remove the rule of **F-05**")],
			["3", expect.stringContaining("Do **not** remove the rule of **F-06**")],
		]);
		expect(names[0]?.words).toContain("is there already on the external firewall, as that of **F-05 and F-06**");
		expect(page("00-changes.md")).toContain("**the same rule as F-05 and F-06: keep it**");
		expect(page("00-changes.md")).toContain("**the same rule as a rule beyond the port table: keep it**");
	});

	it("become rows of the port table when federation comes", () => {
		const { steps } = changeOf(withoutFederation, consolidated);
		const words = steps.map((step) => step.words).join("\n");
		expect(words).toMatch(
			/The rule of \*\*F-\d+\*\* on `outer` is there already, as a rule beyond the port table: `outbound UDP 53/,
		);
		expect(words).toMatch(
			/The rule of \*\*F-\d+\*\* on `outer` is there already, as a rule beyond the port table: `outbound TCP 53/,
		);
		expect(words).toMatch(/Do \*\*not\*\* remove the rule `outbound UDP and TCP 53 from 131\.107\.155\.10/);
		expect(words).not.toMatch(/\] \*\*\d+\.\d+\*\* Remove from the external firewall: `outbound UDP and TCP 53/);
	});

	it("are new where the Access Edge has another address as well", () => {
		const moved = changed(withoutFederation, ["131\\.107\\.155\\.10\\b", "131.107.155.30"]);
		const { steps } = changeOf(consolidated, moved);
		const words = steps.map((step) => step.words).join("\n");
		expect(words).toContain("Add to the external firewall: `outbound UDP and TCP 53 from 131.107.155.30");
		expect(words).toContain("Remove **F-05**");
		expect(words).not.toContain("Do **not** remove the rule of **F-05**");
	});

	it("lead to the host of another list of the internal authority, by either way", () => {
		const found = rulesOf(single, otherList).map(([part, words]) => `${part} ${words}`);
		expect(found).toEqual([
			expect.stringMatching(/^1 .*answers on the Internet.*`inbound TCP 80 from any to pki2\.fabrikam\.com/),
			expect.stringMatching(
				/^1 .*by their hosts files:\*\* add.*http:\/\/pki2\.fabrikam\.com.*has to fetch the list before/,
			),
			expect.stringMatching(/^3 .*remove the earlier rule.*http:\/\/pki\.fabrikam\.com/),
			expect.stringMatching(/^3 .*`inbound TCP 80 from any to pki\.fabrikam\.com/),
		]);
	});

	it("follow the internal address from which an edge server fetches a list", () => {
		const found = rulesOf(single, otherEdgeAddress).map(([part, words]) => `${part} ${words}`);
		expect(found).toEqual([
			expect.stringMatching(/^1 .*add to the internal firewall: `inbound TCP 80 from 10\.20\.16\.77/),
			expect.stringMatching(
				/^3 .*remove the earlier rule from the internal firewall: `inbound TCP 80 from 10\.20\.16\.10/,
			),
		]);
	});
});
