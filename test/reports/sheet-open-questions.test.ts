import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { artefactsIn, example, exampleTopologies } from "./artefacts-support.js";
import { northwind, runbookOf } from "./support.js";

/*
 * Where a team has to know something that no text says, or that somebody has to settle, its sheet says so, and has a place for
 * the answer.
 */

const [firewall, dns, certificates, servers] = ["firewall", "dns", "certificates", "servers"].map(
	(name) => `sheets/${name}.md`,
) as [string, string, string, string];

const linesOf = (page: string, pattern: RegExp) => page.split("\n").filter((line) => pattern.test(line));

/** The entries of the overview's list of blanks, each with the pages that have it. */
const blanksIn = (overview: string) =>
	linesOf(overview.slice(overview.indexOf("\n## Still blank")), /^\| .*\.md\) \|$/);

describe.each(exampleTopologies)("the sheets of %s", (_, text) => {
	const { page, deployment } = { ...runbookOf(text, false), deployment: text };
	const overview = page("00-overview.md");

	it("say in each rule of the media range, and once below, what is not known of the way out", () => {
		const media = linesOf(page(firewall), /^\| F-\d+ \| both /);
		expect(media.length).toBeGreaterThan(0);
		for (const row of media) {
			expect(row).toContain("For connections that the A/V Edge opens, no text for OCS 2007 that was read says whether");
		}
		const others = linesOf(page(firewall), /^\| F-\d+ \| (?:in|out)bound /);
		expect(others.filter((row) => row.includes("source or destination ports"))).toEqual([]);
		expect(linesOf(page(firewall), /^- .*whether the range is their source or their destination port/)).toHaveLength(1);
		const rules: readonly Record<string, string>[] = parse(artefactsIn(text).artefact("firewall/rules.csv"), {
			columns: true,
		});
		for (const rule of rules) {
			expect(rule["Port side"], rule.Row).toBe(
				rule.Direction === "both" ? "destination inbound, not documented outbound" : "destination",
			);
		}
	});

	it("count the state of a Director's Address Book Server among the blanks, unless its roles are stated", () => {
		const director = /^director (\S+)/m.exec(deployment)?.[1];
		const what = `state of the Address Book Server on ${director}`;
		expect(page(servers)).toContain(`state: ____ (${what}) |`);
		expect(linesOf(page(servers), /^\*\*Still blank/)[0]).toContain(what);
		expect(blanksIn(overview).filter((line) => line.startsWith(`| ${what} | [`))).toHaveLength(1);
		const stated = runbookOf(deployment.replace(/^director .* \{$/m, "$&\n  roles front-end"), false);
		expect(stated.page(servers)).not.toContain(what);
	});

	it("have a place for either way to the internal revocation list, and for who settled it", () => {
		const host = /http:\/\/(pki\.[^/\s]+)\//.exec(deployment)?.[1];
		expect(page(certificates)).toContain(
			`| \`${host}\` | ____ (public address of ${host}, where it answers on the Internet) | ____ (address of ${host}, where edge servers find it by their hosts files) |  |`,
		);
		expect(blanksIn(overview).filter((line) => line.startsWith(`| public address of ${host},`))).toHaveLength(1);
	});

	it("ask once for the authorities, with the orders that go to each", () => {
		const orders = linesOf(page(certificates), /^\| Issuer \| /);
		expect(orders.length).toBeGreaterThan(0);
		for (const issuer of ["public", "internal"]) {
			expect(
				linesOf(page(certificates), new RegExp(`^\\| ${issuer} \\| ____ \\(name of the .*\\) \\| C-`)),
			).toHaveLength(1);
			const listed = blanksIn(overview).filter((line) => line.startsWith(`| name of the ${issuer} certification`));
			expect(listed).toHaveLength(1);
			expect(orders.some((order) => order.startsWith(`| Issuer | ${issuer} `))).toBe(true);
		}
		for (const order of orders) {
			expect(order).toMatch(/, as named at the top \|$/);
		}
	});

	it("tell the DNS team which records come last, as the cut-over plan has them", () => {
		const [said = ""] = linesOf(page(dns), /^D-.* to the edge\. Enter (?:them|it) only when task 5 is done/);
		const early = linesOf(page(dns), /^\| D-\d+ .*\[1\]\(/).map((row) => row.slice(2, 6));
		expect(said).toContain("DNS7");
		expect(said.includes("load balancers")).toBe(/^edge-array /m.test(deployment));
		const planned = linesOf(page("09-cut-over.md"), /^\| DNS7(?:\.\d)? \|/).flatMap((line) => span(line));
		expect(span(said.slice(0, said.indexOf(" lead")))).toEqual(planned.sort());
		expect(planned.filter((row) => early.includes(row))).toEqual([]);
	});
});

/** The numbers in words such as "D-01 to D-03, D-05". */
function span(words: string): string[] {
	return [...words.matchAll(/D-(\d+)(?: to D-(\d+))?/g)].flatMap(([, first, last = first]) =>
		Array.from(
			{ length: Number(last) - Number(first) + 1 },
			(_, at) => `D-${`${Number(first) + at}`.padStart(2, "0")}`,
		),
	);
}

describe("the certificate sheet", () => {
	it("asks only for an authority that issues something", () => {
		const inside = northwind.replaceAll("issuer internal", "issuer public");
		expect(runbookOf(inside, false).page(certificates)).not.toContain("name of the internal certification authority");
	});

	it("says of alternative names without the subject that no text decides, and says nothing where the subject is among them", () => {
		const scaled = example("scaled-single-site");
		const among = (text: string) => linesOf(runbookOf(text, false).page(certificates), /^\| Subject among them \|/);
		expect(among(scaled)).toHaveLength(1);
		expect(among(scaled)[0]).toContain("No text that was read says whether");
		const san = "san edge1.northwindtraders.net, edge2.northwindtraders.net";
		expect(
			among(
				scaled.replace(
					/san\s+edge1\.northwindtraders\.net/,
					"san Access.northwindtraders.net, edge1.northwindtraders.net",
				),
			),
			san,
		).toEqual([]);
		expect(among(example("consolidated"))).toEqual([]);
		expect(runbookOf(scaled, false).all).not.toContain("cost nothing");
	});

	it("says nothing of a subject that nobody compares", () => {
		const named = northwind.replace(
			"certificate av-auth     { subject",
			"certificate av-auth     { san av.northwind.com  subject",
		);
		const section = runbookOf(named, false)
			.page(certificates)
			.split(/^## /m)
			.find((one) => one.startsWith("C-04 A/V authentication"));
		expect(section).toContain("`av.northwind.com`");
		expect(section).not.toContain("Subject among them");
	});
});

describe("the rule for connections from the internal servers", () => {
	const scaled = example("scaled-single-site");
	const words =
		"The virtual address of `directors` (`192.168.30.20`) is among the sources because the table that was found lists it";

	it("says why a virtual address is among its sources although nothing leaves from it", () => {
		const rows = linesOf(runbookOf(scaled, false).page(firewall), /^\| F-/).filter((row) => row.includes(words));
		expect(rows).toHaveLength(1);
		expect(rows[0]).toContain("SIP/MTLS, from the internal servers");
	});

	it("says nothing where the load balancer may translate senders", () => {
		const snat = scaled.replace(/(load-balancer corp-balancer \{[^}]*translation )dnat/, "$1snat");
		expect(snat).not.toBe(scaled);
		expect(runbookOf(snat, false).page(firewall)).not.toContain("is among the sources");
	});
});

describe("a step that sets a port", () => {
	it.each(exampleTopologies)("names the rules that lead to this port, and none that goes elsewhere: %s", (_, text) => {
		const { page } = runbookOf(text, false);
		const { deployment, rows } = artefactsIn(text).context;
		const flows = new Map(rows.firewalls.flatMap((table) => table.rows.map(({ id, flow }) => [id, flow] as const)));
		const arrays = new Set(deployment.edgeArrays.map(({ name }) => name));
		const edges = new Set([...deployment.edgeServers.map(({ name }) => name), ...arrays]);
		const named = linesOf(
			page("03-configure-edge-servers.md"),
			/the firewall sheet has the same (?:port|range)/,
		).flatMap((line) => [...(/\[(F-[^\]]*)\]/.exec(line)?.[1] ?? "").matchAll(/F-\d+/g)].map(([id]) => id));
		expect(named.length).toBeGreaterThan(0);
		for (const id of named) {
			expect(edges.has(flows.get(id)?.destination.host ?? ""), id).toBe(true);
		}
	});
});
