import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { subnetMask } from "../../language-server/model/address.js";
import { rules } from "../../language-server/rules/registry.generated.js";
import { withoutFooter } from "./footer.js";
import { northwind, type Rendered, runbookOf, sketch } from "./support.js";

const examples = join(import.meta.dirname, "..", "..", "examples");
const exampleTexts = readdirSync(examples)
	.filter((name) => name.endsWith(".ocsedge"))
	.sort()
	.map((name) => [name, readFileSync(join(examples, name), "utf8")] as const);
const topologies: readonly (readonly [string, string])[] = [
	["a complete deployment", northwind],
	["a plan at its beginning", sketch],
	...exampleTexts,
];

const BLANK = /____ \(([^)]*)\)/g;

/** The pages of the seven tasks, in their order. */
const tasksIn = <Page extends { readonly path: string }>(pages: readonly Page[]) =>
	pages.filter(({ path }) => /^0[1-7]-/.test(path));

describe("the pages", () => {
	it("are an overview, the plan, the seven tasks in order, a sheet for each team, and the best practices", () => {
		expect(runbookOf(northwind).pages.map((page) => page.path)).toEqual([
			"00-overview.md",
			"09-cut-over.md",
			"01-publish-web-components.md",
			"02-install-edge-servers.md",
			"03-configure-edge-servers.md",
			"04-configure-certificates.md",
			"05-start-services.md",
			"06-connect-internal-servers.md",
			"07-validate.md",
			"sheets/firewall.md",
			"sheets/dns.md",
			"sheets/certificates.md",
			"sheets/servers.md",
			"08-best-practices.md",
		]);
	});

	it("carry the titles of the reference architecture", () => {
		const { pages } = runbookOf(northwind);
		expect(tasksIn(pages).map((page) => page.content.split("\n")[0])).toEqual([
			"# Task 1: Publish (Reverse Proxy) the Address Book Web Components to the Internet",
			"# Task 2: Install the Edge Server roles",
			"# Task 3: Configure the Edge Server roles",
			"# Task 4: Configure certificates",
			"# Task 5: Start services",
			"# Task 6: Connect your internal servers with your edge servers",
			"# Task 7: Validate your edge configuration",
		]);
	});

	it.each(topologies)("come out the same on every run: %s", (_, text) => {
		expect(runbookOf(text).pages).toEqual(runbookOf(text).pages);
	});

	it.each(topologies)("have no carriage return, no trailing white space and no double blank line: %s", (_, text) => {
		for (const { content } of runbookOf(text).pages) {
			expect(content).not.toMatch(/\r|[ \t]\n|\n\n\n/);
			expect(content.endsWith(" -->\n")).toBe(true);
		}
	});

	it.each(topologies)("show no trace of a value that is missing in the program: %s", (_, text) => {
		expect(runbookOf(text).all).not.toMatch(/undefined|\[object|NaN|(?<!`)``(?!`)/);
	});

	it("number every step and give it a tick box", () => {
		const { pages } = runbookOf(northwind);
		for (const [index, page] of tasksIn(pages).entries()) {
			const numbers = [...page.content.matchAll(/^- \[ \] \*\*(\d+)\.(\d+)\*\* \S/gm)];
			expect(numbers.length, page.path).toBeGreaterThan(3);
			expect(numbers.map((match) => match[1])).toEqual(numbers.map(() => String(index + 1)));
			expect(numbers.map((match) => match[2])).toEqual(numbers.map((_, step) => String(step + 1)));
		}
	});

	it("have purpose, rights, prerequisites, verification, undo and sources on every task page", () => {
		for (const page of tasksIn(runbookOf(northwind).pages)) {
			for (const heading of ["Purpose", "Who and where", "What must be ready", "Steps", "Verify", "Undo", "Sources"]) {
				expect(page.content, page.path).toContain(`\n## ${heading}\n`);
			}
			expect(page.content).toContain("\n- Rights: ");
		}
	});

	it("link only to pages and files of the runbook and to the sources of the catalogue", () => {
		const { pages, artefacts, analysis } = runbookOf(northwind);
		const known = new Set([...pages, ...artefacts].map(({ path }) => path));
		const urls = new Set(Object.values(analysis.catalogue.sources).map((source) => plainUrl(source.url)));
		for (const page of pages) {
			const folder = page.path.includes("/") ? "sheets/" : "";
			for (const [, target = ""] of page.content.matchAll(/\]\(([^)]*)\)/g)) {
				if (/^https?:/.test(target)) {
					expect(urls, target).toContain(plainUrl(target));
				} else {
					// Headings are looked up in the test of the plan pages.
					const [file = ""] = target.split("#");
					const path = file === "" ? page.path : file.startsWith("../") ? file.slice(3) : `${folder}${file}`;
					expect(known, `${target} on ${page.path}`).toContain(path);
				}
			}
		}
	});
});

describe("values", () => {
	it.each(topologies)("are those of the file, of the derivation or of the catalogue: %s", (_, text) => {
		const rendered = runbookOf(text);
		const known = knownText(rendered, text);
		const unknown = new Set<string>();
		for (const page of rendered.pages) {
			for (const value of valuesIn(page.content)) {
				if (!known.includes(value.toLowerCase())) {
					unknown.add(`${page.path}: ${value}`);
				}
			}
		}
		expect([...unknown]).toEqual([]);
	});

	it("finds a value that nobody stated, so that the test above means something", () => {
		const rendered = runbookOf(northwind);
		const known = knownText(rendered, northwind);
		expect(valuesIn("Enter `10.99.1.1` for sip.elsewhere.example.").filter((value) => !known.includes(value))).toEqual([
			"10.99.1.1",
			"sip.elsewhere.example",
			"10.99.1.1",
		]);
	});

	it("stand at the steps that need them", () => {
		const { page } = runbookOf(northwind);
		expect(page("01-publish-web-components.md")).toContain("enter `pool1.northwind.local` as *Internal site name*");
		expect(page("01-publish-web-components.md")).toContain("enter `ocsweb.northwind.com` as *Public name*");
		expect(page("01-publish-web-components.md")).toContain("choose *External*, and of its addresses `131.107.80.20`");
		expect(page("01-publish-web-components.md")).toContain("Add the path `/GroupExpansion/ext/*`");
		expect(page("02-install-edge-servers.md")).toContain("enter `northwind.local` as *Primary DNS suffix");
		expect(page("02-install-edge-servers.md")).toContain("route to `172.20.0.0/16` via `10.50.1.1`");
		expect(page("03-configure-edge-servers.md")).toContain("Set the next hop to `pool1.northwind.local`, port `5061`");
		expect(page("03-configure-edge-servers.md")).toContain("Set the media port range to `51000-58000`.");
		expect(page("03-configure-edge-servers.md")).toContain("Set the external port to `4443`.");
		expect(page("03-configure-edge-servers.md")).toContain("Set the port for federation to `5061` (the default).");
		expect(page("03-configure-edge-servers.md")).toContain("`contoso.com` as *Federated partner domain name*");
		expect(page("03-configure-edge-servers.md")).toContain("add `spam.example` to *Blocked SIP domains*");
		expect(page("04-configure-certificates.md")).toContain("*Your Server's Subject Name*: `sip.northwind.com`.");
		expect(page("04-configure-certificates.md")).toContain("bit length: `2048`");
		expect(page("05-start-services.md")).toContain("*Office Communications Server Access Edge*");
		expect(page("06-connect-internal-servers.md")).toContain("*Standard Edition servers* > `pool1`");
		expect(page("06-connect-internal-servers.md")).toContain("the external port `4443`");
		expect(page("07-validate.md")).toContain("`https://ocsweb.northwind.com/ABS/ext`");
	});

	it("do not repeat the label that they stand beside", () => {
		expect(runbookOf(northwind).page("00-overview.md")).toContain("| Internal deployment | complete |");
		const migrating = northwind.replace(
			"internal-deployment complete",
			"internal-deployment migrating-from lcs2005-sp1",
		);
		expect(runbookOf(migrating).page("00-overview.md")).toContain(
			"| Internal deployment | Migration from an earlier release |",
		);
	});

	it("bear the mark of their sources also where the file chose them", () => {
		expect(runbookOf(northwind).page("02-install-edge-servers.md")).toContain(
			"Install the operating system: Windows Server 2003 with SP2, 32-bit. [community]",
		);
	});

	it("start a service only after the one that it depends on", () => {
		const content = runbookOf(northwind).page("05-start-services.md");
		expect(content.indexOf("choose *Office Communications Server Audio/Video Edge*")).toBeLessThan(
			content.indexOf("choose *Office Communications Server Audio/Video Authentication*"),
		);
	});

	it("never become markup, whatever a name holds", () => {
		const hostile = northwind.replaceAll("isa1", "isa_1").replaceAll("pool1", "_pool_");
		const { page } = runbookOf(hostile);
		expect(page("00-overview.md")).toContain("| `isa_1` | Reverse proxy |");
		expect(page("01-publish-web-components.md")).toContain("### Publishing rule on `isa_1` for `_pool_`");
	});
});

describe("what is not known", () => {
	it.each(topologies)("is listed in the overview, every blank of every page: %s", (_, text) => {
		const rendered = runbookOf(text);
		const overview = rendered.page("00-overview.md");
		const list = overview.slice(
			overview.indexOf("\n## Still blank\n"),
			overview.indexOf("\n## The three guidelines\n"),
		);
		for (const page of rendered.pages) {
			for (const [, what = ""] of page.content.matchAll(BLANK)) {
				const line = list.split("\n").find((candidate) => candidate.startsWith(`| ${what} | `));
				expect(line, `${what} of ${page.path}`).toBeDefined();
				expect(line).toContain(page.path === "00-overview.md" ? "this page" : `](${page.path})`);
			}
		}
	});

	it("stands at the top of the overview, right behind the findings", () => {
		const headings = [
			...runbookOf(sketch)
				.page("00-overview.md")
				.matchAll(/^## (.*)$/gm),
		].map((match) => match[1]);
		expect(headings.slice(0, 3)).toEqual(["Open findings", "Still blank", "The three guidelines"]);
	});

	it.each(topologies)("is counted and named under the head of every page that has blanks: %s", (_, text) => {
		for (const { path, content } of runbookOf(text).pages.filter((page) => page.path !== "00-overview.md")) {
			const blanks = new Set([...content.matchAll(BLANK)].map((match) => match[1] ?? ""));
			const [, head = "", count, listed = ""] = headOf(content);
			if (blanks.size === 0) {
				expect(content, path).not.toContain("Still blank");
				continue;
			}
			expect(head, path).toMatch(/^Deployment /);
			expect(count, path).toBe(blanks.size === 1 ? "1 value" : `${blanks.size} values`);
			const named = [...blanks].filter((what) => listed.includes(what)).length;
			expect(named, path).toBeGreaterThanOrEqual(Math.min(blanks.size, 6));
		}
	});

	it("says which statement would fill it, and is filled by that statement", () => {
		const before = runbookOf(sketch);
		expect(before.page("00-overview.md")).toContain("| FQDN of edge1 | `fqdn <name>` | edge-server edge1 |");
		expect(before.page("02-install-edge-servers.md")).toContain("____ (FQDN of edge1)");
		const after = runbookOf(sketch.replace("edge-server edge1 {", "edge-server edge1 { fqdn edge1.sketch.local"));
		expect(after.all).not.toContain("____ (FQDN of edge1)");
		expect(after.page("03-configure-edge-servers.md")).toContain("`edge1.sketch.local`");
	});

	it("is never guessed: a sketch without addresses yields pages without addresses", () => {
		expect(withoutSources(runbookOf(sketch)).match(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g)).toBeNull();
	});

	it("prints no activation command for an edge server, because none is documented", () => {
		expect(runbookOf(northwind).all).not.toMatch(/Action:Activate/i);
	});
});

describe("a deployment that needs less", () => {
	const small = northwind
		.replace(/ {2}scenario (web-conferencing|av-conferencing|address-book|group-expansion|public-im).*\n/g, "")
		.replace(/reverse-proxy isa1 \{[\s\S]*?\n\}\n/, "");

	it("says that the reverse proxy has nothing to publish", () => {
		const content = runbookOf(small, false).page("01-publish-web-components.md");
		expect(content).toContain("**Not needed in this deployment**");
		expect(content).not.toContain("**1.1**");
	});

	it("asks the firewall team for no media ports", () => {
		expect(runbookOf(small, false).page("sheets/firewall.md")).not.toContain("51000-58000");
		expect(runbookOf(northwind).page("sheets/firewall.md")).toContain("51000-58000");
	});
});

describe("the sheets", () => {
	it("hold every derived flow, record and certificate once, by a number of its own", () => {
		const { page, analysis } = runbookOf(northwind);
		const { flows, dns, certificates } = analysis.requirements;
		expect(page("sheets/firewall.md").match(/^\| F-\d\d \|/gm)).toHaveLength(flows.length);
		expect(page("sheets/dns.md").match(/^\| D-\d\d \|/gm)).toHaveLength(dns.length);
		expect(page("sheets/certificates.md").match(/^## C-\d\d /gm)).toHaveLength(certificates.length);
	});

	it("have one table for each firewall of the file", () => {
		const content = runbookOf(northwind).page("sheets/firewall.md");
		expect(content).toContain("## External firewall `outer`");
		expect(content).toContain("## Internal firewall `inner`");
		expect(content.indexOf("`outer`")).toBeLessThan(content.indexOf("| F-01 |"));
	});

	it("name the rows on the task pages that wait for them", () => {
		expect(runbookOf(northwind).page("01-publish-web-components.md")).toMatch(
			/From the firewall team: \[F-\d\d, F-\d\d\]\(sheets\/firewall\.md\)/,
		);
	});

	it("tell what a certificate has to contain", () => {
		const content = runbookOf(northwind).page("sheets/certificates.md");
		const first = content.slice(content.indexOf("## C-01"), content.indexOf("## C-02"));
		expect(first).toContain("| Subject | `sip.northwind.com` |");
		expect(first).toContain("| Subject alternative names | `sip.tailspin.com` |");
		expect(first).toContain("client authentication");
		expect(first).toContain("| Import on | `edge1` |");
	});
});

describe("an array", () => {
	const array = `${northwind}
edge-server edge2 in main {
  fqdn edge2.northwind.local
  adapter internal on inside { address 10.50.1.11/24 }
  adapter external on outside { address 131.107.80.14, 131.107.80.15 }
  access-edge { external sip.northwind.com at 131.107.80.14  next-hop pool1 }
}
load-balancer lb { kind hardware }
edge-array edges in main {
  members edge1, edge2
  load-balancer lb
  virtual-address external access-edge sip.northwind.com at 131.107.80.30
  virtual-address internal access-edge edges.northwind.local at 10.50.1.30
}
`;

	it("imports the certificate that its members share instead of requesting it twice", () => {
		const content = runbookOf(array, false).page("04-configure-certificates.md");
		expect(content).toMatch(
			/On `edge1`, export \[C-\d\d\]\(sheets\/certificates\.md\) with its private key to a file, for `edge2`/,
		);
		expect(content).toContain("### `edge2`: certificates shared with other servers");
	});

	const webConferencing = array.replace(
		"at 131.107.80.14  next-hop pool1 }",
		"at 131.107.80.14  next-hop pool1 }\n  web-conferencing-edge { external webconf.northwind.com at 131.107.80.15  certificate webconf-ext }",
	);

	it("orders a certificate once that the file assigns to several servers", () => {
		const { page } = runbookOf(webConferencing, false);
		const sections = sectionsOf(page("sheets/certificates.md"), "Web Conferencing Edge, external interface");
		expect(sections).toHaveLength(2);
		const [first = "", second = ""] = sections;
		expect(first).toContain("| Request file |");
		expect(first).toContain("| Private key exportable | yes |");
		expect(second).toContain("of `edge1`, exported with its private key and imported here.");
		expect(second).not.toContain("Request file");
		const task = page("04-configure-certificates.md");
		expect(task.match(/^### .*: request C-\d\d, Web Conferencing Edge, external interface$/gm)).toHaveLength(1);
		const [id = ""] = /C-\d\d/.exec(second) ?? [];
		expect(task).toMatch(
			new RegExp(
				`On \`edge2\`, import \\[C-\\d\\d\\]\\S+ from the file that \`edge1\` exported; here it is \\[${id}\\]`,
			),
		);
		const [ready] = /^- \[ \] From the certificate team:.*$/m.exec(task) ?? [];
		expect(ready).toContain("so that the order goes out");
		expect(ready).not.toContain(id);
	});

	it("orders one for each server where they need different names, or where the file assigns none", () => {
		const apart = webConferencing
			.replace("webconf.northwind.com at 131.107.80.15", "webconf2.northwind.com at 131.107.80.15")
			.replace(/edge-array edges[\s\S]*/, "");
		const open = webConferencing.replace("at 131.107.80.15  certificate webconf-ext", "at 131.107.80.15");
		for (const text of [apart, open]) {
			const sheet = runbookOf(text, false).page("sheets/certificates.md");
			const sections = sectionsOf(sheet, "Web Conferencing Edge, external interface");
			expect(sections.filter((section) => section.includes("| Request file |"))).toHaveLength(2);
		}
	});
});

/** The sections of the certificate sheet on one place, in their order. */
function sectionsOf(sheet: string, place: string): readonly string[] {
	return sheet.split(/^## /m).filter((section) => (section.split("\n")[0] ?? "").includes(place));
}

describe("a draft", () => {
	const broken = `${northwind}\nactive-directory ad in inside { domain northwind.local }\n`;

	it("is marked on every page, with the number of errors and the way to them", () => {
		const { pages, findings } = runbookOf(broken.replace("edition standard", "edition stanard"));
		const errors = findings.filter((finding) => finding.severity === "error");
		expect(errors.length).toBeGreaterThan(1);
		for (const { path, content } of pages) {
			expect(content.split("\n")[2], path).toBe(
				`> **DRAFT.** The topology file has ${errors.length} errors; ${whereListed(path)} lists them. Do not deploy from this page.`,
			);
		}
	});

	it("speaks of one error as of one", () => {
		const { pages, findings } = runbookOf(northwind.replace("edition standard", "edition stanard"));
		expect(findings.filter((finding) => finding.severity === "error")).toHaveLength(1);
		for (const { path, content } of pages) {
			expect(content.split("\n")[2], path).toBe(
				`> **DRAFT.** The topology file has 1 error; ${whereListed(path)} lists it. Do not deploy from this page.`,
			);
		}
	});

	/** How a page says where the errors stand. */
	function whereListed(path: string): string {
		if (path === "00-overview.md") {
			return "this page";
		}
		return path.startsWith("sheets/") ? "the [overview](../00-overview.md)" : "the [overview](00-overview.md)";
	}

	it("lists what is wrong in the overview, errors first", () => {
		const { page, findings } = runbookOf(broken);
		const overview = page("00-overview.md");
		const open = overview.slice(overview.indexOf("\n## Open findings\n"), overview.indexOf("\n## Still blank\n"));
		for (const finding of findings) {
			expect(open).toContain(`| ${finding.severity} | \`${finding.code}\` |`);
		}
		const severities = [...open.matchAll(/^\| (error|warning|info) \|/gm)].map((match) => match[1]);
		expect(severities).toEqual([...severities].sort(bySeverity));
	});

	it("is not what a clean file yields", () => {
		const { findings, all } = runbookOf(northwind);
		expect(findings.filter((finding) => finding.severity === "error")).toEqual([]);
		expect(all).not.toContain("DRAFT");
	});
});

/** The line that names deployment and file, and the one below it that counts and names the blanks. */
function headOf(content: string): readonly string[] {
	return (
		/^(Deployment .*)\n\n\*\*Still blank on this page:\*\* (\d+ values?), marked ____ below: (.*)$/m.exec(content) ?? []
	);
}

function bySeverity(a = "", b = ""): number {
	const order = ["error", "warning", "info"];
	return order.indexOf(a) - order.indexOf(b);
}

/** Escaping differs between a source's address and a link to it; what it leads to does not. */
function plainUrl(url: string): string {
	return decodeURIComponent(url);
}

/** Addresses, names and everything that is shown as a value to enter. */
function valuesIn(content: string): readonly string[] {
	const shown = withoutFooter(content).replace(/\]\([^)]*\)/g, "]");
	const addresses = shown.match(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?(?![\d.])/g) ?? [];
	const names = shown.match(/(?<![\w./-])[a-z_][\w-]*(?:\.[\w-]+)*\.[a-z]{2,}(?![\w-])/gi) ?? [];
	const spans = [...shown.matchAll(/(?<!`)`([^`]+)`(?!`)/g)].flatMap(([, span = ""]) =>
		/^https:\/\//.test(span) ? [span.slice(8, span.indexOf("/", 8)), span.slice(span.indexOf("/", 8))] : [span],
	);
	return [...addresses, ...names, ...spans];
}

/** All that may be printed: the file, what is derived from it, the catalogue, and what a blank says of itself. */
function knownText({ analysis, pages, artefacts, findings }: Rendered, text: string): string {
	const overview = pages[0]?.content ?? "";
	// What the list of blanks proposes to write is no value of the deployment.
	const blanks = overview.slice(
		overview.indexOf("\n## Still blank\n"),
		overview.indexOf("\n## The three guidelines\n"),
	);
	const statements = blanks.split("\n").map((line) => line.split(/(?<!\\) \| /)[1] ?? "");
	const { requirements, catalogue, deployment } = analysis;
	return [
		text,
		JSON.stringify(requirements, (_, value: unknown) => (value instanceof Map ? [...value] : value)),
		JSON.stringify(catalogue),
		...findings.map((finding) => `${finding.code} ${finding.message}`),
		// What the best practices say of every deployment.
		...rules.map((rule) => `${rule.code} ${rule.title}`),
		// The statements that they miss.
		...analysis.verdicts.flatMap(({ undecided }) => undecided.map(({ missing }) => missing)),
		...statements,
		...deployment.files,
		// A prefix length as a dialog takes it.
		...[...text.matchAll(/\/(\d+)/g)].map(([, prefix]) =>
			subnetMask({ text: "", address: "", prefix: Number(prefix) }),
		),
		// Commands and labels of the procedures themselves.
		"nslookup certreq product isa-server-2006",
		// How to see the best practices that were not asked.
		"strict preset",
		"ocs-edge report best-practices main.ocsedge",
		"AllowOutsideUsers SupportAnonymousUser EnableFederation",
		"%programfiles%\\Common Files\\Microsoft Office Communications Server 2007",
		...[...pages, ...artefacts].map(({ path }) => path),
	]
		.join("\n")
		.toLowerCase();
}

function withoutSources({ pages }: Rendered): string {
	return pages
		.map((page) => page.content.split("\n## Sources\n")[0] ?? "")
		.join("\n")
		.replaceAll("1.3.6.1.5.5.7.3.1", "");
}
