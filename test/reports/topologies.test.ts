import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runbookOf } from "./support.js";

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");
const rowOf = (page: string, start: string) => page.split("\n").find((line) => line.startsWith(start)) ?? "";

describe("the runbook of a scaled single-site edge", () => {
	const { page, pages } = runbookOf(example("scaled-single-site"), false);

	it("leaves nothing blank that a topology file could state", () => {
		expect(page("00-overview.md")).not.toContain("State these in the topology file");
	});

	it("says in the overview what stands where, and which balancer serves which array", () => {
		expect(rowOf(page("00-overview.md"), "| Edge servers |")).toBe(
			"| Edge servers | primary site `chicago`: Access Edge Server and Web Conferencing Edge Server on `edge1` and `edge2` (array `access`); A/V Edge Server on `av1` and `av2` (array `media`) |",
		);
		expect(rowOf(page("00-overview.md"), "| `media` |")).toContain("| `av1`, `av2` | `edge-balancer` |");
	});

	it("tells the load balancer team each port of each virtual address, and the members behind it", () => {
		const sheet = page("sheets/load-balancers.md");
		const ports = [...sheet.matchAll(/^\| L-\d\d \| (.*?) Server, (\S+) side .*?\| (TCP|UDP) `(\d+)` \|/gm)];
		// "Ports on the balancers themselves": the media range and PSOM from inside are on none.
		expect(ports.map(([, role, side, protocol, port]) => `${side} ${role} ${protocol} ${port}`)).toEqual([
			"external Access Edge TCP 443",
			"external Access Edge TCP 5061",
			"external Web Conferencing Edge TCP 443",
			"external A/V Edge UDP 3478",
			"external A/V Edge TCP 443",
			"internal Access Edge TCP 5061",
			"internal A/V Edge TCP 5062",
			"internal A/V Edge UDP 3478",
			"internal A/V Edge TCP 443",
		]);
		expect(rowOf(sheet, "| L-03 |")).toContain(
			"`webconf.northwindtraders.com`<br>`131.107.80.22` | TCP `443` | `edge1` `131.107.80.12`<br>`edge2` `131.107.80.14`",
		);
		expect(page("06-connect-internal-servers.md")).toContain("From the load balancer team: [L-06 to L-09]");
		expect(page("07-validate.md")).toContain("From the load balancer team: [L-01 to L-09]");
	});

	it("tells the firewall team which end of an array a rule is for", () => {
		const sheet = page("sheets/firewall.md");
		expect(rowOf(sheet, "| F-01 |")).toContain("virtual address of `access`");
		expect(rowOf(sheet, "| F-12 |")).toContain("member of `media`");
		expect(sheet).toContain("allow the members as well");
	});

	it("enters on each member its own address and the names of the array", () => {
		const task = page("03-configure-edge-servers.md");
		expect(task).toContain(
			"Set the external IP address to `131.107.80.13`. The load balancer connects to this address; do not enter the virtual one.",
		);
		expect(task).toContain(
			"Set the external FQDN to `sip.northwindtraders.com`, the name of the virtual address, as on every member.",
		);
		expect(task.match(/FQDN of the internal interface to `access\.northwindtraders\.net`/g)).toHaveLength(2);
	});

	it("requests each certificate of an array once, and imports it on the other members", () => {
		const sheet = page("sheets/certificates.md");
		expect(sheet.match(/^\| Request file \| \[/gm)).toHaveLength(6);
		expect(sheet).toContain("| Import on | `av1`, `av2` |");
		const task = page("04-configure-certificates.md");
		expect(task.match(/, export \[C-\d\d\]/g)).toHaveLength(5);
		expect(task).toContain("Do not mark its key as exportable in the import");
	});

	it("has no sheet for load balancers where nothing is balanced", () => {
		expect(pages.map(({ path }) => path)).toContain("sheets/load-balancers.md");
		expect(runbookOf(example("single-site"), false).pages.map(({ path }) => path)).not.toContain(
			"sheets/load-balancers.md",
		);
	});
});

describe("names that the file gives with the array only", () => {
	const text = example("scaled-single-site")
		.replaceAll(/external +sip\.northwindtraders\.com at \S+\n/g, "\n")
		.replaceAll(/external +webconf\.northwindtraders\.com at \S+\n/g, "\n");
	const { page } = runbookOf(text, false);

	it("are entered on the members, and in the pool", () => {
		expect(page("03-configure-edge-servers.md")).toContain("Set the external FQDN to `webconf.northwindtraders.com`");
		expect(page("06-connect-internal-servers.md")).toContain(
			"the internal FQDN `edge2.northwindtraders.net`, the external FQDN `webconf.northwindtraders.com`",
		);
	});
});

describe("an array without virtual addresses", () => {
	const { page } = runbookOf(example("scaled-single-site").replaceAll(/ {2}virtual-address .*\n/g, ""), true);

	it("leaves them blank wherever they are needed, and says which statement fills them", () => {
		expect(page("sheets/load-balancers.md")).toContain("____ (external virtual address of media)");
		expect(page("03-configure-edge-servers.md")).toContain(
			"Set the FQDN of the internal interface to ____ (FQDN of the internal virtual address of access)",
		);
		expect(page("00-overview.md")).toContain("`virtual-address internal <role> <FQDN> at <address>`");
	});
});

describe("the certificate of an array without the own names of its members", () => {
	const text = example("scaled-single-site").replace(/ {2}san +edge1\S+ edge2\S+\n/, "");

	it("has them proposed, as what no source asks for", () => {
		const { page } = runbookOf(text, false);
		const sheet = page("sheets/certificates.md");
		expect(rowOf(sheet, "| Names to consider as well |")).toMatch(
			/`edge1\.northwindtraders\.net`, `edge2\.northwindtraders\.net` \[derived/,
		);
	});
});

describe("the runbook of a multiple-site edge", () => {
	const { page } = runbookOf(example("multiple-site"), false);

	it("names each site with what stands there", () => {
		const sites = page("00-overview.md")
			.split("\n")
			.filter((line) => line.startsWith("| Edge servers |"));
		expect(sites).toHaveLength(3);
		expect(sites[2]).toContain("remote site `tokyo`");
	});

	it("gives each firewall the rows of its own site", () => {
		const sheet = page("sheets/firewall.md");
		const [, london = ""] = sheet.split("## Internal firewall `ldn-inner`");
		const rows = london.split("\n## ")[0] ?? "";
		expect(rows).toContain("`ldn-web1`");
		expect(rows).toContain("`ldn-av1`");
		expect(rows).not.toMatch(/sea-(?:edge|av|media|access)|tyo-(?:web|av|media)/);
	});

	it("tests conferences through each site, and sign-in through the primary one", () => {
		const task = page("07-validate.md");
		expect(task).toContain("Passes through `sip.wideworldimporters.com` (Access Edge Server).");
		expect(task).toContain(
			"Passes through `sip.wideworldimporters.com` (Access Edge Server), one of `webconf.wideworldimporters.com`, `webconf-ldn.wideworldimporters.com` and `webconf-tyo.wideworldimporters.com` (Web Conferencing Edge Server) and one of `ocsweb.wideworldimporters.com`, `ocsweb-ldn.wideworldimporters.com` and `ocsweb-tyo.wideworldimporters.com` (Reverse proxy). Repeat the test so that each of them is used.",
		);
	});

	it("selects on each pool the A/V Edge of its site", () => {
		const task = page("06-connect-internal-servers.md");
		expect(task).toContain("`pool-ldn` > *Properties* > *Pool Properties* > *Media*: choose `ldn-av1.wwimporters.net`");
		expect(task).toContain(
			"`pool-tyo` > *Properties* > *Pool Properties* > *Media*: choose `tyo-media.wwimporters.net`",
		);
	});
});
