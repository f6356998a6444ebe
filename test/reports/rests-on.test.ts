import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { numberRows } from "../../language-server/reports/runbook/rows/row-ids.js";
import { runbookOf } from "./support.js";

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");

const scaled = runbookOf(example("scaled-single-site"), false);
const consolidated = runbookOf(example("consolidated"), false);

/** What the test of a scenario rests on, as the numbers of rows. */
function restsOn(runbook: typeof scaled, scenario: string): string {
	const page = runbook.pages.find(({ path }) => path === "07-validate.md")?.content ?? "";
	const [, below = ""] = page.split(`\n### Test: ${scenario}\n`);
	const [line = ""] = /^Rests on .*$/m.exec(below.split(/\n##+ /)[0] ?? "") ?? [];
	return line.replaceAll(/\]\([^)]*\)/g, "]");
}

/** The numbers of the rules with one of these rows of the port table. */
function rulesOf({ analysis }: typeof scaled, ...templates: readonly string[]): readonly string[] {
	return numberRows(analysis.deployment, analysis.requirements)
		.firewalls.flatMap((firewall) => firewall.rows)
		.filter(({ flow }) => templates.includes(flow.template))
		.map(({ id }) => id);
}

function sheetRow(runbook: typeof scaled, id: string): string {
	const sheet = runbook.pages.find(({ path }) => path === "sheets/firewall.md")?.content ?? "";
	return sheet.split("\n").find((line) => line.startsWith(`| ${id} |`)) ?? "";
}

describe("what the test of a scenario rests on", () => {
	it("names the ports of the load balancers that it passes", () => {
		expect(restsOn(scaled, "Remote user access")).toContain("the load balancer ports [L-01, L-06]");
		expect(restsOn(consolidated, "Remote user access")).not.toContain("load balancer");
	});

	it("names the DNS queries wherever revocation lists are fetched, since their hosts are found by the same queries", () => {
		expect(restsOn(consolidated, "Remote user access")).toContain("[F-01, F-04 to F-06,");
		expect(sheetRow(consolidated, "F-05")).toContain("Also for the hosts of revocation lists.");
		expect(sheetRow(consolidated, "F-05")).toContain("Scenarios: all scenarios");
	});

	it("leaves media towards partners to the calls", () => {
		const media = rulesOf(consolidated, "E11");
		expect(media).toEqual(["F-12", "F-13"]);
		expect(restsOn(consolidated, "Federation")).toContain("the firewall rules [F-02 to F-06, F-15, F-16]");
		expect(restsOn(consolidated, "Point-to-point A/V with external users")).toContain("F-08 to F-13");
		for (const id of media) {
			expect(sheetRow(consolidated, id)).not.toContain("Federation");
		}
	});

	it("names single members only where Web Conferencing Servers turn to them", () => {
		expect(restsOn(scaled, "Remote user access")).not.toMatch(/D-07|D-08/);
		expect(restsOn(scaled, "A/V conferencing with external users")).toContain("[D-02, D-03, D-05, D-11 to D-15]");
		expect(restsOn(scaled, "External web conferencing")).toContain("D-06 to D-08");
		expect(restsOn(scaled, "Meeting content download")).toContain("D-06 to D-08");
	});

	it("follows the content of a meeting through the reverse proxy", () => {
		expect(restsOn(consolidated, "External web conferencing")).toContain("[F-01, F-04 to F-07, F-14 to F-17, F-21]");
		expect(consolidated.page("07-validate.md")).toContain(
			"`webconf.contoso.com` (Web Conferencing Edge Server) and `ocsweb.contoso.com` (Reverse proxy).",
		);
		expect(sheetRow(consolidated, "F-14")).toContain("External web conferencing");
	});

	it("agrees with the DNS sheet on who looks a record up", () => {
		const sheet = consolidated.page("sheets/dns.md");
		const inside = sheet.split("\n").find((line) => line.startsWith("| D-10 |"));
		expect(inside).toContain("_sipinternaltls");
		expect(inside).not.toContain("Address book");
		expect(restsOn(consolidated, "Address book download")).not.toContain("D-10");
	});

	it("is said on the sheet by every scenario that begins with another one", () => {
		expect(sheetRow(consolidated, "F-07")).toContain("Scenarios: External web conferencing, Meeting content download");
		expect(sheetRow(consolidated, "F-01")).toContain("Address book download, Distribution group expansion");
	});
});

describe("revocation lists where no scenario looks partners up", () => {
	const withoutPartners = runbookOf(example("consolidated").replace(/\n {2}scenario federation .*/, ""), false);
	const sheet = withoutPartners.pages.find(({ path }) => path === "sheets/firewall.md")?.content ?? "";

	it("ask for DNS beyond the port table, which has no row for it", () => {
		expect(rulesOf(withoutPartners, "E5")).toEqual([]);
		expect(sheet).toContain(
			"| external firewall: outbound UDP and TCP `53` | `edge1` `131.107.155.10` | public DNS servers | The Access Edge finds the hosts of the revocation lists that it fetches. [derived] | 5 |",
		);
	});

	it("ask for nothing more where the port table has the row", () => {
		const usual = consolidated.pages.find(({ path }) => path === "sheets/firewall.md")?.content ?? "";
		expect(usual).not.toContain("finds the hosts of the revocation lists");
	});
});

describe("federated partners", () => {
	it("are told and asked before the tests with them, and name a test user", () => {
		const page = consolidated.page("07-validate.md");
		expect(page).toContain(
			"federation is arranged with `fabrikam.com`. It knows the SIP domain `contoso.com` and the Access Edge `sip.contoso.com`, has put them on its list where it lets in listed domains only [derived], and has named a user to test with. For audio and video it has said whether it has an A/V Edge: without one the call with it is left out of the tests [derived]. Test users: `fabrikam.com`: ____ (test user of fabrikam.com). Only the tests with a partner wait for it.",
		);
		expect(consolidated.page("09-cut-over.md")).toMatch(
			/^\| FED \| Federation is arranged with `fabrikam\.com` .*\| P3 \| T7 \|/m,
		);
	});

	it("are not asked for where there are none", () => {
		const alone = runbookOf(example("consolidated").replace(/ partner fabrikam\.com \{[^}]*\}/, ""), false);
		expect(alone.page("07-validate.md")).not.toContain("federation is arranged");
		expect(alone.page("09-cut-over.md")).not.toContain("| FED |");
	});
});

describe("a telephone call of an outside user", () => {
	it("is made with a user whose pool uses the same A/V Edge, where there is one", () => {
		expect(runbookOf(example("multiple-site"), false).page("07-validate.md")).toContain(
			"The call goes through the Mediation Server `sea-med1`, and the user is homed on `pool-sea`, so the media pass",
		);
	});
});

describe("the servers sheet", () => {
	it("goes on to the backup of each edge server", () => {
		expect(consolidated.page("sheets/servers.md")).toMatch(/- Task 7, \[step 7\.\d+\].*: Back up the edge servers/);
	});
});
