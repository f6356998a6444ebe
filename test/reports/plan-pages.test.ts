import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { readFlowChart } from "../support/mermaid.js";
import { EMPTY, edited, regenerate } from "./regenerate-support.js";
import { northwind, type Rendered, runbookOf, sketch } from "./support.js";

const names = ["consolidated", "single-site", "scaled-single-site", "multiple-site"] as const;
const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");
const examples = new Map(names.map((name) => [name, runbookOf(example(name), false)]));

function exampleOf(name: (typeof names)[number]): Rendered {
	const found = examples.get(name);
	if (!found) {
		throw new Error(`No example ${name}`);
	}
	return found;
}

const topologies: readonly (readonly [string, Rendered])[] = [
	...examples,
	["a complete deployment", runbookOf(northwind, false)],
	["a plan at its beginning", runbookOf(sketch)],
];

/** The part of a page under a heading of the second level. */
function sectionOf(page: string, heading: string): string {
	const start = page.indexOf(`\n## ${heading}\n`);
	if (start < 0) {
		throw new Error(`The page has no section ${heading}.`);
	}
	const end = page.indexOf("\n## ", start + 1);
	return page.slice(start, end < 0 ? undefined : end);
}

const cellsOf = (line: string) =>
	line
		.split(/(?<!\\)\|/)
		.slice(1, -1)
		.map((cell) => cell.trim());

const picturesOf = (page: string) =>
	[...page.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, text]) => text ?? "");

/** "F-03 to F-05, F-07" as F-03, F-04, F-05 and F-07. */
function rowsOf(span: string): readonly string[] {
	return [...span.matchAll(/([FDCL])-(\d+)(?: to [FDCL]-(\d+))?/g)].flatMap(([, letter, from, to]) =>
		Array.from(
			{ length: Number(to ?? from) - Number(from) + 1 },
			(_, offset) => `${letter}-${String(Number(from) + offset).padStart(2, "0")}`,
		),
	);
}

const sheetLines = (page: string, letter: string) => page.split("\n").filter((line) => line.startsWith(`| ${letter}-`));

const sheetRows = (page: string, letter: string) =>
	[...page.matchAll(new RegExp(`^\\| (${letter}-\\d+) \\|`, "gm"))].map(([, id]) => id ?? "");

interface Item {
	readonly code: string;
	readonly what: string;
	readonly who: string;
	readonly waitsFor: readonly string[];
	readonly enables: readonly string[];
	readonly toFillIn: readonly string[];
}

const codes = (cell: string | undefined) => (cell ?? "").split(", ").filter((code) => code !== "");

/** The lines of the cut-over plan, in the order of the page. */
function planOf(page: string): readonly Item[] {
	return page
		.slice(0, page.indexOf("\n## When each is done"))
		.split("\n")
		.filter((line) => /^\| (?:P|T|FW|DNS|ORD|CERT|LB|NET|SRV|CRL|FED|GO)[\d.]* \|/.test(line))
		.map((line) => {
			const [code = "", what = "", who = "", waitsFor, enables, ...toFillIn] = cellsOf(line);
			return { code, what, who, waitsFor: codes(waitsFor), enables: codes(enables), toFillIn };
		});
}

describe.each(topologies)("the plan pages of %s", (_, { page, pages }) => {
	const plan = planOf(page("09-cut-over.md"));

	it("put every item of the plan behind those that it waits for", () => {
		const seen = new Set<string>();
		for (const { code, waitsFor } of plan) {
			expect(
				waitsFor.filter((before) => !seen.has(before)),
				code,
			).toEqual([]);
			expect(seen.has(code), code).toBe(false);
			seen.add(code);
		}
		expect(plan.at(-1)?.code).toBe("GO");
	});

	it("say at both ends what waits for what, and let all end in the go-live", () => {
		const waits = plan.flatMap(({ code, waitsFor }) => waitsFor.map((before) => `${before} ${code}`)).sort();
		const enabled = plan.flatMap(({ code, enables }) => enables.map((after) => `${code} ${after}`)).sort();
		expect(enabled).toEqual(waits);
		expect(plan.filter(({ enables }) => enables.length === 0).map(({ code }) => code)).toEqual(["GO"]);
	});

	it("hand over every row that a task needs, each once", () => {
		const handed = plan.filter(({ code }) => /^(?:FW|DNS|CERT|LB)/.test(code)).flatMap(({ what }) => rowsOf(what));
		expect(handed.toSorted()).toEqual([...new Set(handed)].sort());
		expect(handed.filter((id) => id.startsWith("F-"))).toEqual(
			expect.arrayContaining(sheetRows(page("sheets/firewall.md"), "F")),
		);
		const needed = pages
			.filter(({ path }) => /^0[1-7]-/.test(path))
			.flatMap(({ content }) => rowsOf(sectionOf(content, "What must be ready")));
		// What the internal deployment has brought nobody hands over: it is there before the first task.
		const existing = sheetLines(page("sheets/dns.md"), "D")
			.filter((line) => line.includes("**Exists**"))
			.flatMap((line) => rowsOf(cellsOf(line)[0] ?? ""));
		expect(handed.filter((id) => existing.includes(id))).toEqual([]);
		expect(needed.filter((id) => !handed.includes(id) && !existing.includes(id))).toEqual([]);
	});

	it("leave owner and dates blank, in lines that keep their identity", () => {
		expect(plan.every(({ toFillIn }) => toFillIn.length === 3 && toFillIn.every((cell) => cell === ""))).toBe(true);
		const cutOver = pages.find(({ path }) => path === "09-cut-over.md");
		const ids = cutOver?.lines.map(({ id }) => id) ?? [];
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toHaveLength(plan.length);
		expect(cutOver?.lines.map(({ line }) => cellsOf(cutOver.content.split("\n")[line] ?? "")[0])).toEqual(
			plan.map(({ code }) => code),
		);
	});

	it("say of every item when it is done and how one goes back", () => {
		const lines = sectionOf(page("09-cut-over.md"), "When each is done, and the way back")
			.split("\n")
			.filter((line) => line.startsWith("| "))
			.map(cellsOf)
			.slice(2);
		expect(lines.flatMap(([items]) => codes(items)).toSorted()).toEqual(plan.map(({ code }) => code).toSorted());
		expect(lines.every(([, done, back]) => done !== "" && back !== "")).toBe(true);
	});

	it("let no item be done only by what comes after it", () => {
		const lines = sectionOf(page("09-cut-over.md"), "When each is done, and the way back")
			.split("\n")
			.filter((line) => line.startsWith("| "))
			.map(cellsOf)
			.slice(2);
		const doneOf = (code: string) => lines.find(([items]) => codes(items).includes(code))?.[1] ?? "";
		for (const { code } of plan.filter((item) => /^T[1-6]/.test(item.code))) {
			// What only the tests or the services bring about, and what a client outside needs both for.
			const early = Number(code[1]) < 5 ? /client outside|sign in|services? (?:runs?|start)|1\d{4}/ : /client outside/;
			expect(doneOf(code), code).not.toMatch(early);
		}
		for (const { code } of plan.filter((item) => /^(?:FW|LB\d)/.test(item.code))) {
			expect(doneOf(code), code).not.toMatch(/and tested|and answers\./);
		}
		// The tests themselves are the last task.
		expect(plan.filter((item) => item.code.startsWith("T")).at(-1)?.code ?? "T7").toBe("T7");
	});

	it("name every team that a task page waits for or tells, with somebody who answers for it", () => {
		const teams = new Set(
			pages
				.filter(({ path }) => /^0[1-7]-/.test(path))
				.flatMap(({ content }) => [
					...content.matchAll(/^- \[ \] (?:From|To) (?:the ([\w ]+ team)|(whoever builds the servers))/gm),
				])
				.map(([, team, builders]) => team ?? builders ?? ""),
		);
		const inOverview = sectionOf(page("00-overview.md"), "Who gets which sheet")
			.split("\n")
			.map((line) => cellsOf(line)[0]?.toLowerCase());
		const inPlan = new Set(plan.flatMap(({ who }) => who.toLowerCase().split(/, with the | and the /)));
		for (const team of teams) {
			expect(inOverview, team).toContain(team.toLowerCase());
			expect(inPlan.has(team.toLowerCase()), team).toBe(true);
		}
	});

	it("draw only what Mermaid can read", async () => {
		const texts = pages.flatMap(({ content }) => picturesOf(content));
		expect(texts.length).toBeGreaterThan(1);
		for (const text of texts) {
			expect((await readFlowChart(text)).nodes.size).toBeGreaterThan(0);
		}
	});

	it("draw every line of the plan that another one does not imply", async () => {
		const reached = new Map<string, ReadonlySet<string>>();
		for (const { code, waitsFor } of plan) {
			reached.set(code, new Set(waitsFor.flatMap((before) => [before, ...(reached.get(before) ?? [])])));
		}
		const drawn = new Set<string>();
		for (const text of picturesOf(page("09-cut-over.md"))) {
			const chart = await readFlowChart(text);
			const codeOf = (id: string) => chart.nodes.get(id)?.[0]?.split(":")[0] ?? "";
			for (const { from, to } of chart.edges) {
				drawn.add(`${codeOf(from)} ${codeOf(to)}`);
				expect(reached.get(codeOf(to))?.has(codeOf(from))).toBe(true);
			}
		}
		for (const { code, waitsFor } of plan) {
			for (const before of waitsFor) {
				const isImplied = waitsFor.some((other) => reached.get(other)?.has(before));
				// A way round by another site is not in the picture of this one.
				expect(isImplied || drawn.has(`${before} ${code}`), `${before} ${code}`).toBe(true);
			}
		}
	});

	it("give each server a section, and name in it every row and certificate that is about it", () => {
		const sheet = page("sheets/servers.md");
		const sections = sheet.split("\n## `").slice(1);
		const concerned = new Set(sections.flatMap(rowsOf));
		for (const id of sheetRows(page("sheets/firewall.md"), "F")) {
			expect(concerned.has(id), id).toBe(true);
		}
		const certificates = [...page("sheets/certificates.md").matchAll(/^## (C-\d+) /gm)].map(([, id]) => id ?? "");
		expect(certificates.filter((id) => !concerned.has(id))).toEqual([]);
		expect(sections.every((section) => section.includes("| Server | Owner | Built on | Checked by |"))).toBe(true);
	});

	it("name on a server every step of the tasks that are done on servers", () => {
		const named = new Set(
			[...page("sheets/servers.md").matchAll(/\[steps? (\d)\.(\d+)(?: to \d\.(\d+))?\]/g)].flatMap(
				([, task, first, last]) =>
					Array.from(
						{ length: Number(last ?? first) - Number(first) + 1 },
						(_, offset) => `${task}.${Number(first) + offset}`,
					),
			),
		);
		const steps = pages
			.filter(({ path }) => /^0[1-5]-/.test(path))
			.flatMap(({ content }) =>
				[...content.matchAll(/^- \[ \] \*\*(\d\.\d+)\*\*/gm)].map(([, number]) => number ?? ""),
			);
		expect(steps.filter((number) => !named.has(number))).toEqual([]);
	});

	it("lead to headings that exist", () => {
		const headings = new Map(
			pages.map(({ path, content }) => [
				path,
				new Set([...content.matchAll(/^#+ (.*)$/gm)].map(([, words]) => slugOf(words ?? ""))),
			]),
		);
		const links = pages.flatMap(({ path, content }) =>
			[...content.matchAll(/\]\(([^)\s]*)#([^)\s]+)\)/g)]
				.filter(([, target]) => !target?.includes("://"))
				.map(([, target = "", anchor = ""]) => ({
					page: target === "" ? path : posix.join(posix.dirname(path), target),
					// The second of several equal headings has a number behind it.
					anchor: anchor.replace(/-\d+$/, ""),
					whole: anchor,
				})),
		);
		expect(links.length).toBeGreaterThan(3);
		for (const link of links) {
			const there = headings.get(link.page);
			expect(there?.has(link.whole) || there?.has(link.anchor), `${link.page}#${link.whole}`).toBe(true);
		}
	});

	it("are all reached from the overview", () => {
		const overview = page("00-overview.md");
		for (const { path } of pages.slice(1)) {
			expect(overview).toContain(`](${path})`);
		}
	});
});

/** As GitHub makes anchors: letters, digits, hyphens and underscores, with hyphens for spaces. */
function slugOf(words: string): string {
	return words
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, "")
		.replace(/ /g, "-");
}

describe("the servers sheet", () => {
	const sheet = exampleOf("scaled-single-site").page("sheets/servers.md");
	const edge1 = sectionOf(sheet, "`edge1`: Access Edge Server and Web Conferencing Edge Server");

	it("splits the FQDN into what Windows asks for, and gives the mask for the prefix", () => {
		expect(edge1).toContain("| Computer name | `edge1` |\n| Primary DNS suffix | `northwindtraders.net` [later] |");
		expect(edge1).toContain(
			"| internal | `dmz-int` | `10.30.16.11` | `255.255.255.0` (/24) | none | none [later] |\n" +
				"| external | `dmz-ext` | `131.107.80.11` | `255.255.255.192` (/26) | `131.107.80.1` | `131.107.2.5` |",
		);
		expect(edge1).toContain("| internal | `192.168.30.0/24` | `10.30.16.1` |");
		expect(edge1).toContain("| `192.168.30.33` | `wc1.northwindtraders.net` |");
	});

	it("has every name that task 2 asks for in the hosts file, and says which of them the file does not state", () => {
		const single = sectionOf(
			exampleOf("single-site").page("sheets/servers.md"),
			"`edge1`: Access Edge Server and Web Conferencing Edge Server",
		);
		expect(single).toContain("| `192.168.20.20` | `dir1.fabrikam.net` | topology file |");
		expect(single).toMatch(/\| `192\.168\.20\.11` \| `fe1\.fabrikam\.net` \| asked for by task 2; .* \[derived\] \|/);
	});

	it("tells the network team the routes and what is open about the way back", () => {
		const networks = sectionOf(sheet, "Networks and routes");
		expect(networks).toContain("| `dmz-int` | `10.30.16.0/24` |");
		expect(networks).toContain("The internal networks have a route to `10.30.16.0/24`");
		expect(networks).toContain("`edge-balancer` translates destinations only: settle with the load balancer team");
		expect(sectionOf(exampleOf("single-site").page("sheets/servers.md"), "Networks and routes")).not.toContain(
			"settle",
		);
	});

	it("asks whether the Address Book Server is off on a Director of which the file states no roles", () => {
		expect(sheet).toMatch(
			/\| Address Book Server \| recommended to be deactivated on a Director, .*; state: ____ \(.*\) \|/,
		);
	});

	it("tells a member of an array its own addresses and the names of the array", () => {
		expect(edge1).toContain("| Access Edge Server | external | `sip.northwindtraders.com` | `131.107.80.11` |");
		expect(edge1).toContain("| all roles | internal | `access.northwindtraders.net` | `10.30.16.11` |");
		expect(sectionOf(sheet, "`access`: edge array")).toContain(
			"| Access Edge Server | external | `sip.northwindtraders.com` | `131.107.80.21` |",
		);
	});

	it("says which certificates are requested on a server and which are brought to it", () => {
		expect(edge1).toMatch(
			/\[C-01\]\S+ \| Access Edge, external interface \| `access-ext` \| requested on this computer/,
		);
		const edge2 = sectionOf(sheet, "`edge2`: Access Edge Server and Web Conferencing Edge Server");
		expect(edge2).toContain("imported: the certificate C-01 of `edge1`");
	});

	it("names the steps that are done on a server, with their numbers on the task pages", () => {
		const { page } = exampleOf("scaled-single-site");
		const [, first, last] =
			/Task 3, \[steps (3\.\d+) to (3\.\d+)\]\(\S+#edge1-access-edge\): Access Edge/.exec(edge1) ?? [];
		const lines = page("03-configure-edge-servers.md").split("\n");
		const group = lines.slice(lines.indexOf("### `edge1`: Access Edge"));
		const numbers = [
			...group
				.slice(
					0,
					group.findIndex((line, index) => index > 0 && line.startsWith("### ")),
				)
				.join("\n")
				.matchAll(/\*\*(3\.\d+)\*\*/g),
		];
		expect([first, last]).toEqual([numbers[0]?.[1], numbers.at(-1)?.[1]]);
	});

	it("leaves blank what the file does not state, and lets the file fill it", () => {
		const blank = runbookOf(sketch).page("sheets/servers.md");
		expect(blank).toContain("| FQDN | ____ (FQDN of edge1) |");
		expect(blank).toContain("____ (internal address of edge1)");
		expect(runbookOf(sketch).page("00-overview.md")).toContain("[sheets/servers](sheets/servers.md)");
	});

	it("keeps what people fill in with the server, whatever its values are", () => {
		const idsOf = (text: string) =>
			runbookOf(text, false)
				.pages.find(({ path }) => path === "sheets/servers.md")
				?.lines.map(({ id }) => id);
		expect(idsOf(northwind)).toContain("built/edge1");
		expect(idsOf(northwind.replaceAll("10.50.1.10", "10.50.1.99"))).toEqual(idsOf(northwind));
	});
});

describe("the cut-over plan", () => {
	const itemOf = (page: string, code: string) => planOf(page).find((item) => item.code === code);

	it("takes the seven tasks in their order", () => {
		const plan = planOf(exampleOf("consolidated").page("09-cut-over.md"));
		const tasks = plan.filter(({ code }) => code.startsWith("T"));
		expect(tasks.map(({ code }) => code)).toEqual(["T1", "T2", "T3", "T4", "T5", "T6", "T7"]);
		for (const [index, task] of tasks.entries()) {
			expect(index === 0 || task.waitsFor.includes(`T${index}`), task.code).toBe(true);
		}
		expect(tasks[0]?.waitsFor).toEqual(["P1", "P2", "P3", "SRV", "FW1", "DNS1", "CERT1"]);
	});

	it("tells what is ordered from what is issued, and orders when the server is there that makes the request", () => {
		const page = exampleOf("consolidated").page("09-cut-over.md");
		expect(itemOf(page, "ORD1")?.waitsFor).toEqual(["SRV"]);
		expect(itemOf(page, "ORD4")?.waitsFor).toEqual(["T3"]);
		for (const number of [1, 4]) {
			expect(itemOf(page, `CERT${number}`)?.waitsFor).toEqual([`ORD${number}`]);
			expect(itemOf(page, `T${number}`)?.waitsFor).toContain(`CERT${number}`);
		}
	});

	it("has public IM licensed and provisioned before it is tested, with the names that the providers are told", () => {
		const page = exampleOf("single-site").page("09-cut-over.md");
		expect(itemOf(page, "P4")?.what).toContain(
			"for MSN and AOL with the Access Edge `sip.fabrikam.com` and the SIP domains `fabrikam.com` and `tailspintoys.com`",
		);
		expect(page).toContain("In the topology file: licences purchased, provisioning complete.");
		expect(itemOf(page, "T7")?.waitsFor).toContain("P4");
		expect(itemOf(exampleOf("consolidated").page("09-cut-over.md"), "P4")).toBeUndefined();
	});

	it("has somebody settle how the edge servers fetch the internal authority's revocation list, before they start", () => {
		const page = exampleOf("consolidated").page("09-cut-over.md");
		expect(itemOf(page, "CRL")?.what).toMatch(/revocation list of the internal authority, `http[^`]*`/);
		// The hosts file of a computer may depend on it, and the rules of a firewall.
		expect(itemOf(page, "SRV")?.waitsFor).toContain("CRL");
		expect(itemOf(page, "FW5")?.waitsFor).toContain("CRL");
		expect(itemOf(page, "CRL5")?.waitsFor).toEqual(["CRL", "SRV", "FW5"]);
		expect(itemOf(page, "T5")?.waitsFor).toContain("CRL5");
		const sites = exampleOf("multiple-site").page("09-cut-over.md");
		expect(itemOf(sites, "T5.1")?.waitsFor).toContain("CRL5.1");
		expect(itemOf(sites, "SRV.2")?.waitsFor).not.toContain("CRL");
		expect(itemOf(sites, "CRL5.2")).toBeUndefined();
	});

	it("names the steps that order certificates, and leaves them out of the task that waits for these", () => {
		const { page } = exampleOf("single-site");
		const plan = page("09-cut-over.md");
		expect(itemOf(plan, "ORD4")?.what).toMatch(
			/`edge1`: \[steps 4\.4 to 4\.9\]\(\S+\); `edge2`: \[steps 4\.\d+ to 4\.\d+\]/,
		);
		expect(itemOf(plan, "T4")?.what).toContain("on `edge1`, `edge2`, without the steps of ORD4");
		expect(itemOf(plan, "ORD4")?.what).toContain("from SRV on");
		const [, first, last] = /`isa1`: \[steps (1\.\d+) to (1\.\d+)\]/.exec(itemOf(plan, "ORD1")?.what ?? "") ?? [];
		expect(page("01-publish-web-components.md")).toContain(`**${first}** On \`isa1\`, make the request of`);
		expect(page("01-publish-web-components.md")).toContain(`**${last}** Order the certificate`);
	});

	it("does the first task on the web farms as well, as the overview says", () => {
		const { page } = exampleOf("single-site");
		expect(itemOf(page("09-cut-over.md"), "T1")?.what).toContain("on `isa1`, `pool1`");
		expect(page("00-overview.md")).toMatch(/\| 1 \| .* \| `isa1`, `pool1` \|/);
	});

	it("is where the overview sends for what no sheet has a row for", () => {
		const order = sectionOf(exampleOf("single-site").page("00-overview.md"), "Order of work");
		expect(order).toContain("[load balancers](09-cut-over.md) of `pool1`");
		expect(order).toContain("[public IM provisioned](09-cut-over.md)");
	});

	it("has the computers built by the steps that build them, and the load balancers of web farms ready", () => {
		const page = exampleOf("single-site").page("09-cut-over.md");
		expect(itemOf(page, "SRV")?.what).toMatch(
			/`edge1` \(\[steps 2\.1 to 2\.\d+\]\(02-install-edge-servers\.md#edge1-computer\)\)/,
		);
		expect(itemOf(page, "SRV")?.waitsFor).toEqual(["P3", "CRL", "NET"]);
		expect(itemOf(page, "LB1")?.what).toContain("`corp-balancer` for `pool1`");
		expect(itemOf(page, "T1")?.waitsFor).toContain("LB1");
	});

	it("brings the names that lead clients to the edge when its services run and can be reached", () => {
		const page = exampleOf("single-site").page("09-cut-over.md");
		expect(itemOf(page, "DNS7")?.waitsFor).toEqual(["T5", "FW7"]);
		expect(itemOf(exampleOf("scaled-single-site").page("09-cut-over.md"), "DNS7")?.waitsFor).toEqual([
			"T5",
			"FW7",
			"LB7",
		]);
		expect(itemOf(exampleOf("multiple-site").page("09-cut-over.md"), "DNS7.3")?.waitsFor).toEqual([
			"T5.3",
			"FW7.3",
			"LB7.3",
		]);
		expect(itemOf(page, "DNS7")?.what).toContain("[derived]");
		expect(itemOf(page, "DNS6")?.waitsFor).toEqual(["P3"]);
	});

	it("marks what no source says", () => {
		const page = exampleOf("consolidated").page("09-cut-over.md");
		expect(page).toContain("with their authorities first of all: they take time. [no source]");
		expect(page).toContain("No text that was read names a point of no return.");
	});

	it("sets the sites up side by side, each with its own rows, and connects and tests once", () => {
		const page = exampleOf("multiple-site").page("09-cut-over.md");
		expect([...page.matchAll(/^## (.* site `.*`|All sites: .*)$/gm)].map(([, words]) => words)).toEqual([
			"Primary site `seattle`",
			"Remote site `london`",
			"Remote site `tokyo`",
			"All sites: connect and validate",
		]);
		for (const site of [1, 2, 3]) {
			expect(itemOf(page, `T1.${site}`)?.waitsFor).toEqual(expect.arrayContaining(["P1", "P2", "P3", `SRV.${site}`]));
			expect(itemOf(page, "T6")?.waitsFor).toEqual(expect.arrayContaining([`T5.${site}`, `FW6.${site}`]));
			expect(itemOf(page, "T7")?.waitsFor).toEqual(expect.arrayContaining(["T6", `FW7.${site}`, `DNS7.${site}`]));
		}
		expect(itemOf(page, "T2.2")?.what).toContain("on `ldn-web1`, `ldn-av1`");
		// Only the primary site has an Access Edge, which fetches revocation lists as it starts.
		expect(
			planOf(page)
				.filter(({ code }) => code.startsWith("FW5"))
				.map(({ code }) => code),
		).toEqual(["FW5.1"]);
		expect(itemOf(page, "GO")?.waitsFor).toEqual(["T7"]);
	});

	it.each(names)("enables everybody with the go-live, on its day, and test users before the tests: %s", (name) => {
		const { page } = exampleOf(name);
		const plan = page("09-cut-over.md");
		const [, first = "", last = ""] =
			/the users are enabled \(\[steps (7\.\d+) to (7\.\d+)\]\(07-validate\.md#users\)\)/.exec(
				itemOf(plan, "GO")?.what ?? "",
			) ?? [];
		const [tests = "", users = ""] = page("07-validate.md").split("\n### Users\n");
		const day = /Go-live on `(\d{4}-\d\d-\d\d)`/.exec(itemOf(plan, "GO")?.what ?? "")?.[1] ?? "";
		expect(users).toContain(
			`These steps are the go-live, line GO of the [cut-over plan](09-cut-over.md): do them on \`${day}\``,
		);
		const numbers = [...users.matchAll(/^- \[ \] \*\*(7\.\d+)\*\*/gm)].map(([, number]) => number);
		expect([numbers[0], numbers.at(-1)]).toEqual([first, last]);
		expect(tests).not.toMatch(/\*\* Enable the/);
		expect(itemOf(plan, "T7")?.what).toContain("without the steps of GO");
		expect(page("06-connect-internal-servers.md")).toMatch(
			/Enable test users .* Everybody else follows at the go-live/,
		);
	});

	it("can order the certificate of a reverse proxy before it is issued, by steps of their own", () => {
		const { page } = exampleOf("multiple-site");
		const plan = page("09-cut-over.md");
		for (const site of [1, 2, 3]) {
			const [, last = ""] = /\[steps 1\.\d+ to (1\.\d+)\]/.exec(itemOf(plan, `ORD1.${site}`)?.what ?? "") ?? [];
			const [, step = ""] = page("01-publish-web-components.md").split(`**${last}** `);
			expect(step.split("\n").slice(0, 2).join("\n")).toMatch(
				/^Order the certificate .*\n {2}- Check: The authority confirms the order\.$/,
			);
		}
	});

	it("has the way back of answers settled where a balancer translates destinations only, as the overview says", () => {
		const overview = exampleOf("scaled-single-site").page("00-overview.md");
		expect(sectionOf(overview, "Order of work")).toContain(
			"[way back of answers](sheets/load-balancers.md) through `edge-balancer`, settled",
		);
		expect(sectionOf(overview, "Who gets which sheet")).toMatch(
			/\| Network team \|.*; the way back of answers through `edge-balancer` \|/,
		);
		expect(exampleOf("single-site").page("00-overview.md")).not.toContain("way back of answers");
	});

	it("has the networks before the load balancers, whose virtual addresses lie in them, site by site", () => {
		const page = exampleOf("scaled-single-site").page("09-cut-over.md");
		expect(itemOf(page, "LB6")?.waitsFor).toEqual(["P3", "NET"]);
		expect(itemOf(page, "LB7")?.waitsFor).toEqual(["P3", "NET"]);
		expect(itemOf(page, "NET")?.what).toContain("and the virtual ones of `access` and `media` reserved");
		// The web farms behind LB1 are inside, and no network of the perimeter is waited for.
		expect(itemOf(page, "LB1")?.waitsFor).toEqual(["P3"]);
		const sites = planOf(exampleOf("multiple-site").page("09-cut-over.md"));
		const ports = sites.filter(({ code }) => /^LB[67]/.test(code));
		expect(ports.length).toBeGreaterThan(2);
		for (const { code, waitsFor } of ports) {
			expect(waitsFor, code).toEqual(["P3", `NET.${code.split(".")[1]}`]);
		}
	});

	it("has the way back of answers settled by both teams, and tells whoever builds the servers", () => {
		const { page } = exampleOf("scaled-single-site");
		expect(itemOf(page("09-cut-over.md"), "NET")?.who).toBe("Network team, with the load balancer team");
		expect(page("09-cut-over.md")).toMatch(
			/\| NET \|.* is settled, as the \[load balancer sheet\]\(\S+\) asks; and whoever builds the servers knows it/,
		);
		expect(sectionOf(page("00-overview.md"), "Who gets which sheet")).toMatch(
			/\| Load balancer team \|.*; web farms of `pool1`; the way back of answers through `edge-balancer`, with the network team \| \[1\]\(\S+\), \[2\]/,
		);
		const { page: single } = exampleOf("single-site");
		expect(itemOf(single("09-cut-over.md"), "NET")?.who).toBe("Network team");
		expect(single("09-cut-over.md")).not.toContain("whoever builds the servers knows it");
	});

	it("names for every team all tasks that wait for it, also for what no row stands for", () => {
		const teams = (name: (typeof names)[number]) =>
			sectionOf(exampleOf(name).page("00-overview.md"), "Who gets which sheet").replaceAll(/\]\([^)]*\)/g, "]");
		expect(teams("single-site")).toMatch(/\| Firewall team \|.*\| \[1\], \[2\], \[5\], \[6\], \[7\] \|/);
		expect(teams("single-site")).toMatch(/\| DNS team \|.*\| \[1\], \[2\], \[5\], \[6\], \[7\] \|/);
		expect(teams("single-site")).toMatch(/\| Certificate team \|.*\| \[1\], \[2\], \[4\], \[5\] \|/);
		expect(teams("multiple-site")).toMatch(/\| Load balancer team \|.*\| \[1\], \[2\], \[6\], \[7\] \|/);
		expect(exampleOf("multiple-site").page("sheets/load-balancers.md")).toContain(
			"Task 1 waits until `sea-corp-balancer` answers for the web farm of `pool-sea` and `tyo-corp-balancer` answers for the web farm of `pool-tyo`",
		);
	});

	it("has the internal servers wait for the load balancers through which they reach the edge", () => {
		const table = exampleOf("scaled-single-site")
			.page("06-connect-internal-servers.md")
			.replaceAll(/\]\([^)]*\)/g, "]");
		expect(table).toContain("| Server | Firewall team | DNS team | Load balancer team | Ready |");
		expect(table).toMatch(/\| `directors` \| [^|]* \| [^|]* \| \[L-06\] \|/);
		expect(table).toMatch(/\| `pool1` \| [^|]* \| [^|]* \| \[L-06 to L-09\] \|/);
		expect(exampleOf("single-site").page("06-connect-internal-servers.md")).not.toContain("Load balancer team");
	});

	it("asks whether the next hop answers behind its own load balancer, where it has one", () => {
		const done = (name: (typeof names)[number]) =>
			/^\| P1 \|.*$/m.exec(
				sectionOf(exampleOf(name).page("09-cut-over.md"), "When each is done, and the way back"),
			)?.[0] ?? "";
		expect(done("scaled-single-site")).toContain(
			"The next hop `directors` answers at `192.168.30.20`, TCP port `5061`, through its load balancer `corp-balancer`.",
		);
		expect(done("consolidated")).not.toContain("next hop");
	});

	it.each(names)("says of requests that may come before the steps above them: %s", (name) => {
		const { page } = exampleOf(name);
		const words = "these steps may be done before the ones above them";
		const orders = planOf(page("09-cut-over.md")).filter(({ code }) => code.startsWith("ORD"));
		expect(orders.length).toBeGreaterThan(1);
		for (const { code, what } of orders) {
			const [, first = ""] = /\[steps? (\d\.\d+)/.exec(what) ?? [];
			expect(Number(first.split(".")[1]), code).toBeGreaterThan(1);
			expect(what, code).toContain(words);
		}
	});

	it("keeps its lines when a site is added", () => {
		const without = example("multiple-site")
			.replace(/^site tokyo .*$/m, "")
			.replace(/ in tokyo\b/g, "");
		const idsOf = (text: string) =>
			runbookOf(text, false)
				.pages.find(({ path }) => path === "09-cut-over.md")
				?.lines.map(({ id }) => id) ?? [];
		const before = idsOf(without).filter((id) => /@(?:seattle|london)$/.test(id));
		expect(before.length).toBeGreaterThan(20);
		expect(before.filter((id) => !idsOf(example("multiple-site")).includes(id))).toEqual([]);
	});

	it("says when outside users start, and what phases the file has", () => {
		const page = exampleOf("consolidated").page("09-cut-over.md");
		expect(itemOf(page, "GO")?.what).toMatch(/^Go-live on `2008-10-06`: the users are enabled /);
		expect(page).toContain("| Phases in the file, in their order | Staging<br>Internal deployment<br>Task 1: ");
		expect(runbookOf(northwind, false).page("09-cut-over.md")).not.toContain("Phases in the file");
		const noStaging = example("consolidated").replace("staging, internal-deployment", "internal-deployment");
		expect(runbookOf(noStaging, false).page("09-cut-over.md")).toContain("The phases of the file name no staging");
	});

	it("lets the edge come before the internal servers in a migration, up to where they are connected", () => {
		const migrating = northwind.replace(
			"internal-deployment complete",
			"internal-deployment migrating-from lcs2005-sp1",
		);
		const page = runbookOf(migrating, false).page("09-cut-over.md");
		expect(itemOf(page, "T1")?.waitsFor).not.toContain("P1");
		expect(itemOf(page, "T6")?.waitsFor).toContain("P1");
		expect(page).toContain("Migrating to OCS 2007, Step 4");
		expect(runbookOf(northwind, false).page("09-cut-over.md")).not.toContain("Migrating to OCS 2007, Step 7");
	});

	it("has conditions and a go-live even where there is nothing to deploy", () => {
		const page = runbookOf("deployment Empty { }").page("09-cut-over.md");
		expect(planOf(page).map(({ code }) => code)).toEqual(["P1", "P2", "P3", "GO"]);
	});
});

describe("the overview", () => {
	it("asks for an owner of each task and of each team", () => {
		const { pages } = exampleOf("scaled-single-site");
		const [overview] = pages;
		const ids = overview?.lines.map(({ id }) => id) ?? [];
		expect(ids).toEqual(
			expect.arrayContaining([
				"team/firewall",
				"team/dns",
				"team/certificates",
				"team/load-balancers",
				"team/servers",
				"task/publish-web-components",
				"task/validate",
			]),
		);
		const lines = overview?.content.split("\n") ?? [];
		for (const { id, line } of overview?.lines ?? []) {
			if (id.startsWith("team/") || id.startsWith("task/")) {
				expect(cellsOf(lines[line] ?? "").at(-1), id).toBe("");
			}
		}
	});

	it("says who waits for which rows", () => {
		const overview = exampleOf("scaled-single-site").page("00-overview.md");
		expect(sectionOf(overview, "Who gets which sheet")).toContain(
			"| Firewall team | [Firewall sheet](sheets/firewall.md) | F-01 to F-37 |",
		);
		expect(sectionOf(overview, "Order of work")).toMatch(/\| 6 \| .* \[F-26 to F-36\]\(sheets\/firewall\.md\)/);
	});

	it("shows the topology as a picture", async () => {
		const [picture = ""] = picturesOf(exampleOf("scaled-single-site").page("00-overview.md"));
		const chart = await readFlowChart(picture);
		expect([...chart.nodes.values()].map(([first]) => first)).toEqual(
			expect.arrayContaining(["edge1", "av2", "isa1", "directors", "pool1", "Firewall outer", "Outside users"]),
		);
	});

	it("leaves a picture out that nobody could read", () => {
		const servers = Array.from(
			{ length: 120 },
			(_, index) => `edge-server e${index} { fqdn e${index}.northwind.local  access-edge { next-hop pool1 } }`,
		);
		const overview = runbookOf(`${northwind}\n${servers.join("\n")}`, false).page("00-overview.md");
		expect(picturesOf(overview)).toEqual([]);
		expect(sectionOf(overview, "Picture")).toContain("too many to read");
	});

	it.each(["end", "subgraph", "style", "graph", "click", "__proto__", "constructor"])(
		"stands with a server that is called %s",
		async (name) => {
			const { pages } = runbookOf(northwind.replace(/\bedge1\b/g, name), false);
			for (const text of pages.flatMap(({ content }) => picturesOf(content))) {
				await readFlowChart(text);
			}
			const sheet = pages.find(({ path }) => path === "sheets/servers.md")?.content ?? "";
			expect(sheet).toMatch(/\nTask 5, |- Task 5, \[steps/);
		},
	);
});

describe("what people fill in on the plan pages", () => {
	/** Writes into a blank cell, counted from the end of the line. */
	const fill = (line: RegExp, fromEnd: number, words: string) => (page: string) =>
		page
			.split("\n")
			.map((text) => {
				if (!line.test(text)) {
					return text;
				}
				const cells = cellsOf(text);
				return `| ${cells.map((cell, index) => (index === cells.length - fromEnd ? words : cell)).join(" | ")} |`;
			})
			.join("\n");

	it("stays when the topology changes and the pages are written again", () => {
		let folder = regenerate(northwind, EMPTY).folder;
		folder = edited(folder, "09-cut-over.md", fill(/^\| FW6 \|/, 3, "Ann"));
		folder = edited(folder, "09-cut-over.md", fill(/^\| GO \|/, 2, "1 March"));
		folder = edited(folder, "sheets/servers.md", fill(/^\| `edge1` \| {2}\| {2}\| {2}\|$/, 2, "2 February"));
		folder = edited(folder, "00-overview.md", fill(/^\| DNS team \|/, 1, "Bob"));
		// Other addresses, a further firewall rule and a go-live: the cells beside the names change.
		const changed = northwind
			.replaceAll("10.50.1.10", "10.50.1.99")
			.replace("scenario group-expansion", "scenario point-to-point-av  scenario group-expansion  go-live 2009-03-02");
		const after = regenerate(changed, folder).folder;
		const lineOf = (path: string, start: string) =>
			(after.get(path) ?? "").split("\n").find((line) => line.startsWith(start)) ?? "";
		expect(cellsOf(lineOf("09-cut-over.md", "| FW6 |")).at(-3)).toBe("Ann");
		expect(cellsOf(lineOf("09-cut-over.md", "| GO |"))).toEqual(
			expect.arrayContaining([expect.stringMatching(/^Go-live on `2009-03-02`/), "1 March"]),
		);
		expect(after.get("sheets/servers.md")).toContain("| `edge1` |  | 2 February |  |");
		expect(after.get("sheets/servers.md")).toContain("`10.50.1.99`");
		expect(cellsOf(lineOf("00-overview.md", "| DNS team |")).at(-1)).toBe("Bob");
	});
});
