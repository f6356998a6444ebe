import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ocs2007 } from "../../language-server/catalog/ocs2007/index.js";
import { northwind, runbookOf } from "./support.js";

/* What an engineer needs who carries out the first three tasks: reverse proxy, installation, configuration. */

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");
const proxyPage = "01-publish-web-components.md";
const installPage = "02-install-edge-servers.md";
const configurePage = "03-configure-edge-servers.md";
const groupsOf = (page: string) =>
	(page.split(/^## Steps\n/m)[1] ?? "").split(/^## /m)[0]?.split(/^### /m).slice(1) ?? [];
const groupOf = (page: string, title: string) => groupsOf(page).find((group) => group.startsWith(`${title}\n`)) ?? "";

const topologies: readonly (readonly [string, string])[] = [
	["northwind", northwind],
	...["consolidated", "single-site", "scaled-single-site", "multiple-site"].map(
		(name) => [name, example(name)] as const,
	),
];

describe.each(topologies)("the first three tasks of %s", (_, text) => {
	const { page } = runbookOf(text, false);
	const pages = [proxyPage, installPage, configurePage].map(page);

	it("say after each step what to expect", () => {
		for (const group of pages.flatMap(groupsOf)) {
			const lines = group.split("\n");
			const unchecked = lines.filter(
				(line, position) => line.startsWith("- [ ] **") && !(lines[position + 1] ?? "").startsWith("  - Check: "),
			);
			expect(unchecked).toEqual([]);
		}
	});

	it("say for each group that changes something how to take it back", () => {
		const without = pages
			.flatMap(groupsOf)
			.filter((group) => !group.includes("\nUndo of these: "))
			.map((group) => group.split("\n")[0] ?? "");
		for (const title of without) {
			// A new computer, a product with a guide of its own, and looking at values.
			expect(title).toMatch(/: computer$|: product and trusted root$|: check the values$|^DNS record and access/);
		}
	});

	it("print only commands that are documented", () => {
		const commands = pages.flatMap((content) =>
			[...content.matchAll(/`(LCSCmd[^`]*)`/g)].map(([, command]) => command),
		);
		const { stateCommands, deactivation } = ocs2007;
		const known = [...stateCommands, ...Object.values(deactivation)].map(({ line }) => line);
		expect(commands).not.toEqual([]);
		expect(commands.filter((command) => command === undefined || !known.includes(command))).toEqual([]);
	});
});

describe("what comes before all tasks", () => {
	const before = [
		"The deployment was tried in a staging or lab environment.",
		"firewall rules and certificates are planned.",
	];

	it("is asked for by the first task alone, as the cut-over plan has it", () => {
		const { page } = runbookOf(example("consolidated"), false);
		for (const words of before) {
			expect(page(proxyPage)).toContain(words);
			expect(page(installPage)).not.toContain(words);
		}
	});

	it("is asked for by task 2 where no reverse proxy is needed", () => {
		const without = northwind
			.replace(/ {2}scenario (address-book|group-expansion|web-conferencing).*\n/g, "")
			.replace(/reverse-proxy isa1 \{[\s\S]*?\n\}\n/, "");
		const { page } = runbookOf(without, false);
		for (const words of before) {
			expect(page(proxyPage)).not.toContain(words);
			expect(page(installPage)).toContain(words);
		}
	});
});

describe("the reverse proxy", () => {
	it("gets every path in its rule, one by the wizard and the others afterwards", () => {
		const { page } = runbookOf(example("consolidated"), false);
		const rule = groupOf(page(proxyPage), "Publishing rule on `isa1` for `ocs1`");
		expect(rule).toContain("enter `/ABS/ext/*` as *Path*");
		expect(rule).toContain("Add the path `/GroupExpansion/ext/*`");
		expect(rule).toContain("Add the path `/etc/place/null/*`");
		expect(rule).toContain("the paths are `/ABS/ext/*`, `/GroupExpansion/ext/*`, `/etc/place/null/*` and no other");
		expect(rule.indexOf("Choose *Apply*")).toBeGreaterThan(rule.indexOf("Add the path `/etc/place/null/*`"));
	});

	it("shares a listener where it publishes a second pool on the same address", () => {
		const second = northwind
			.replace(
				/(publish pool1 \{.*\})/,
				"$1\n  publish pool2 { external-url ocsweb2.northwind.com  paths address-book  certificate web-ext }",
			)
			.concat(
				"pool pool2 in corp { edition standard  fqdn pool2.northwind.local  address 172.20.5.11  web-farm { internal pool2.northwind.local  external ocsweb2.northwind.com } }\n",
			);
		const { page } = runbookOf(second, false);
		expect(groupOf(page(proxyPage), "Publishing rule on `isa1` for `pool1`")).not.toContain("Two listeners");
		expect(groupOf(page(proxyPage), "Publishing rule on `isa1` for `pool2`")).toContain(
			"Two listeners cannot answer on one address and port",
		);
	});

	it("is told that names beside the subject are not read only where its product does not read them", () => {
		const remark = "reads no subject alternative names";
		expect(runbookOf(northwind).page(proxyPage)).toContain(remark);
		expect(runbookOf(northwind.replace("isa-server-2006", "isa-server-2006-sp1")).page(proxyPage)).not.toContain(
			remark,
		);
	});

	it("has the directories set up on each computer of the pool that carries the Web Components", () => {
		const { page } = runbookOf(example("multiple-site"), false);
		const group = groupOf(page(proxyPage), "Web Components of `pool-tyo`");
		expect(group).toContain("On `tyo-fe1.wwimporters.net`, verify or configure");
		expect(group).toContain("On `tyo-fe2.wwimporters.net`, verify or configure");
		expect(group).toMatch(/On `tyo-fe2.wwimporters.net`, read the certificate.* The reverse proxy calls the site `/);
		expect(group).toContain("OCS 2007 Edge Server Deployment Guide, Step 2.1. Configure a Reverse Proxy");
	});

	it("has its certificate requested, ordered and installed in this order", () => {
		const group = groupOf(
			runbookOf(example("consolidated"), false).page(proxyPage),
			"Certificate of `isa1` for `ocsweb.contoso.com`",
		);
		const places = [
			"make the request of [C-05]",
			"Order the certificate from the public certification authority",
			"Install the certificate",
		].map((words) => group.indexOf(words));
		expect(Math.min(...places)).toBeGreaterThan(0);
		expect(places).toEqual(places.toSorted((a, b) => a - b));
		expect(group).toContain("(certificates/C-05-isa1-reverse-proxy-external-ocs1.inf)");
	});

	it("has the issued certificate read for what the authority put into it, and then handed over to whoever renews it", () => {
		const { page } = runbookOf(example("consolidated"), false);
		const [, install = ""] = groupOf(page(proxyPage), "Certificate of `isa1` for `ocsweb.contoso.com`").split(
			"Install the certificate",
		);
		expect(install).toMatch(
			/Check: .* It has the server authentication usage and the CRL distribution point `http:\S+`, and is valid beyond the go-live on `2008-10-06`\./,
		);
		const told = (path: string) => /^- \[ \] To the certificate team: .*$/m.exec(page(path))?.[0] ?? "";
		expect(told(proxyPage)).toBe(
			"- [ ] To the certificate team: this certificate is in use; note when it expires, and who renews it: [C-05](sheets/certificates.md).",
		);
		expect(told("04-configure-certificates.md")).toMatch(/these certificates are in use; .*: \[C-01 to C-04\]/);
	});

	it("trusts what the file states that it trusts, with what needs it, as an edge server does", () => {
		const { page } = runbookOf(example("consolidated"), false);
		const product = groupOf(page(proxyPage), "`isa1`: product and trusted root");
		expect(product).toContain("issued the certificate of the internal web farm.");
		expect(product).toContain(
			"Import the certification path of the public certification authority. It issues [C-05](sheets/certificates.md).",
		);
		const inner = example("consolidated").replace("trusted-roots internal, public", "trusted-roots internal");
		expect(runbookOf(inner, false).page(proxyPage)).not.toContain("public certification authority. It issues");
	});

	it("publishes Communicator Web Access by its own guide, as a step that can be ticked", () => {
		const withCwa = northwind
			.replace("  scenario address-book", "  scenario communicator-web-access\n  scenario address-book")
			.replace(/(publish pool1 \{.*\})/, "$1\n  publish cwa1 { external-url im.northwind.com }")
			.concat("communicator-web-access cwa1 in corp { fqdn cwa1.northwind.local  address 172.20.5.12 }\n");
		const group = groupOf(runbookOf(withCwa, false).page(proxyPage), "Communicator Web Access `cwa1` on `isa1`");
		expect(group).toContain("over HTTPS only, as `im.northwind.com`");
		expect(group).toContain("Publishing a Virtual Server to the Web for Remote User Access");
	});
});

/** The words of an array balanced by DNAT that its members may have to go another way. */
const unless = "unless the way back of answers through `edge-balancer` is settled otherwise";

describe("an edge server before it is installed", () => {
	it("is told how answers go back through a balancer that translates destinations only, with a place to write it", () => {
		const { page, pages } = runbookOf(example("scaled-single-site"), false);
		expect(page(installPage)).toMatch(
			/^- \[ \] From the network team, with the load balancer team: it is settled how the answers of `edge1`, `edge2`, `av1` and `av2` go back through `edge-balancer`, .*: ____ \(way back of answers through edge-balancer\)\./m,
		);
		expect(page(installPage)).toContain(
			"this task does not wait for their rows, only for the way back of answers through `edge-balancer` to be settled, as said above.",
		);
		const [, byHand = ""] = page("00-overview.md").split("These are for people to fill in on the pages:");
		expect(byHand).toContain("| way back of answers through edge-balancer |");
		const box = pages
			.find(({ path }) => path === installPage)
			?.lines.find(({ id }) => id === "needs/way-back/edge-balancer");
		expect(box?.origin).toBeDefined();
		for (const server of ["edge1", "edge2", "av1", "av2"]) {
			const steps = groupOf(page(installPage), `\`${server}\`: network adapters`)
				.split("\n")
				.filter((line) => /persistent static route|Set the default gateway/.test(line));
			expect(steps).toHaveLength(3);
			expect(steps.filter((step) => !step.includes(unless))).toEqual([]);
		}
	});

	it("goes the stated way where no such balancer is in front of it", () => {
		for (const name of ["consolidated", "single-site"]) {
			expect(runbookOf(example(name), false).page(installPage)).not.toContain("way back of answers");
		}
		const other = example("scaled-single-site").replace(/translation dnat/g, "translation snat");
		expect(runbookOf(other, true).page(installPage)).not.toContain("way back of answers");
		// At a site with arrays at others, a computer of its own.
		const { page } = runbookOf(example("multiple-site"), false);
		const alone = groupOf(page(installPage), "`ldn-web1`: network adapters");
		expect(alone).toContain("Set the default gateway");
		expect(alone).not.toContain("unless the way back");
	});

	it("takes back only what the steps on it have entered", () => {
		const { page } = runbookOf(example("scaled-single-site"), false);
		const undoOf = (server: string) =>
			/^Undo of these: .*$/m.exec(groupOf(page(installPage), `\`${server}\`: name resolution`))?.[0] ?? "";
		expect(undoOf("edge1")).toContain(
			"remove from the hosts file what these steps have entered, and take the DNS servers from the adapters;",
		);
		expect(undoOf("av1")).toMatch(/^Undo of these: take the DNS servers from the adapters;/);
	});

	it("has to find a next hop only where it has one", () => {
		expect(runbookOf(example("scaled-single-site"), false).page(installPage)).toContain(
			"- [ ] Each edge server with an Access Edge can resolve its next hop,",
		);
	});

	it("resolves the next hop and the pools that its hosts file does not name", () => {
		const without = northwind.replace(/ {2}hosts-entry .*\n/, "");
		const group = groupOf(runbookOf(without, false).page(installPage), "`edge1`: name resolution");
		expect(group).toContain("Make the next hop `pool1.northwind.local` resolve to `172.20.5.10`");
		expect(groupOf(runbookOf(northwind).page(installPage), "`edge1`: name resolution")).not.toContain(
			"Make the next hop",
		);
	});

	it("has a blank for its DNS servers where the file names none, and none where it does", () => {
		expect(runbookOf(northwind).page(installPage)).toContain("____ (DNS servers of the external adapter of edge1)");
		expect(runbookOf(example("consolidated"), false).page(installPage)).not.toContain("____ (DNS servers");
	});

	it("resolves the Web Conferencing Servers of pools, which its hosts file does not name, where it works with them", () => {
		const { page } = runbookOf(example("single-site"), false);
		expect(groupOf(page(installPage), "`edge1`: name resolution")).toContain(
			"Make the Web Conferencing Servers of `pool1` resolve on this computer, by its hosts file, as the names above: `fe1.fabrikam.net` to `192.168.20.11` and `fe2.fabrikam.net` to `192.168.20.12`.",
		);
		expect(groupOf(page(installPage), "`edge2`: name resolution")).not.toContain("Web Conferencing Servers of");
	});

	it("gets the address first from which the rules let it out, and no DNS server inside", () => {
		const { page } = runbookOf(example("single-site"), false);
		expect(groupOf(page(installPage), "`edge1`: network adapters")).toContain(
			"Enter `131.107.64.10`, that of the Access Edge, as the first one: the rules [F-04 to F-06](sheets/firewall.md)",
		);
		expect(groupOf(page(installPage), "`edge2`: network adapters")).not.toContain("as the first one");
		expect(groupOf(page(installPage), "`edge1`: name resolution")).toContain(
			"Leave the DNS servers of the internal adapter empty. [later]",
		);
	});

	it("is built before anything is installed on any of them", () => {
		const titles = groupsOf(runbookOf(example("single-site"), false).page(installPage)).map(
			(group) => group.split("\n")[0] ?? "",
		);
		const built = titles.findLastIndex((title) => /: (?:computer|network adapters|name resolution)$/.test(title));
		expect(titles.findIndex((title) => title.endsWith(": install the files"))).toBe(built + 1);
	});

	it("has no address translated and no IPsec on its media ports where it carries media, and only there", () => {
		const { page } = runbookOf(example("single-site"), false);
		const adapters = groupsOf(page(installPage)).filter((group) => group.includes(": network adapters\n"));
		const carrying = adapters.filter(
			(group) => group.includes("no IPsec policy") && group.includes("no firewall translates"),
		);
		expect(carrying.map((group) => group.split("\n")[0])).toEqual(["`edge2`: network adapters"]);
	});

	it("is told in an array which member comes first", () => {
		const { page } = runbookOf(example("scaled-single-site"), false);
		expect(groupOf(page(installPage), "`edge1`: computer")).toContain("Do this server first");
		expect(groupOf(page(installPage), "`edge2`: computer")).toContain("Do `edge1` first");
		const unshared = example("scaled-single-site").replaceAll(/ {2}(?:members|virtual-address) .*\n/g, "");
		expect(runbookOf(unshared, true).page(installPage)).not.toMatch(/Do (?:this server|`\w+`) first/);
	});
});

describe("the configuration of an edge server", () => {
	const { page } = runbookOf(example("scaled-single-site"), false);

	it("sets interface by interface, then who is let in, then the servers inside", () => {
		const titles = groupsOf(page(configurePage))
			.map((group) => group.split("\n")[0] ?? "")
			.filter((title) => title.startsWith("`edge1`"));
		expect(titles).toEqual([
			"`edge1`: internal interface",
			"`edge1`: Access Edge",
			"`edge1`: Web Conferencing Edge",
			"`edge1`: who is let in",
			"`edge1`: towards the internal servers",
			"`edge1`: finish the wizard and open the properties",
			"`edge1`: lists of partners, providers and internal servers",
			"`edge1`: check the values",
		]);
	});

	it("opens the properties when the wizard has finished, and fills the tabs then", () => {
		const steps = runbookOf(example("single-site"), false).page(configurePage);
		const finished = steps.indexOf("Finish the configuration wizard");
		const opened = steps.indexOf("and choose *Properties*");
		const onTabs = ["On the tab *Allow*", "On the tab *IM Provider*", "on the tab *Internal*"].map((words) =>
			steps.indexOf(words),
		);
		expect(finished).toBeGreaterThan(steps.indexOf("Set the next hop"));
		expect(opened).toBeGreaterThan(finished);
		expect(Math.min(...onTabs)).toBeGreaterThan(opened);
		expect(steps).toContain("*Block* nothing");
	});

	it("calls discovery with listed partners by its own name", () => {
		const { page: listed } = runbookOf(example("single-site"), false);
		expect(listed(configurePage)).toContain("The mode is: Discovery plus allow list.");
		expect(listed("00-overview.md")).toContain("| Discovery plus allow list; partners ");
	});

	it("says of each port which rows of the firewall sheet open it", () => {
		const sheet = page("sheets/firewall.md");
		const group = groupOf(page(configurePage), "`av1`: A/V Edge");
		const [, number = ""] = /same range: \[(F-\d+)/.exec(group) ?? [];
		const row = sheet.split("\n").find((line) => line.startsWith(`| ${number} |`)) ?? "";
		expect(row).toContain("`50000-59999`");
		expect(row).toContain("`av1`");
	});

	it("leaves the internal media ports as they are, which no file can state", () => {
		const group = groupOf(page(configurePage), "`av1`: A/V Edge");
		expect(group).toContain("Leave the internal TCP port at `443` (the default)");
		expect(group).toContain("Leave the internal UDP port at `3478` (the default)");
	});

	it("asks for the same entries on every member of an array, and says nothing of it elsewhere", () => {
		const words = "Enter the same on every member of the array";
		expect(groupOf(page(configurePage), "`edge2`: towards the internal servers")).toContain(words);
		expect(runbookOf(northwind).page(configurePage)).not.toContain(words);
	});

	it("puts a partner that is found by discovery on no list", () => {
		const discovered = northwind.replace(
			"partner contoso.com { access-edge sip.contoso.com }",
			"partner contoso.com { access-edge sip.contoso.com }  partner fabrikam.com { discovered }",
		);
		const { page: discoveredPage } = runbookOf(discovered, false);
		const lists = groupOf(discoveredPage(configurePage), "`edge1`: lists of partners, providers and internal servers");
		expect(lists).toContain("enter `contoso.com` as *Federated partner domain name*");
		expect(lists).not.toContain("enter `fabrikam.com`");
		expect(groupOf(discoveredPage(configurePage), "`edge1`: who is let in")).toContain(
			"`fabrikam.com` is found by discovery and is on no list.",
		);
	});

	it("lets a provider of dial-in conferences in by domain and name", () => {
		const dialIn = northwind.replace(
			"  scenario av-conferencing",
			"  scenario av-conferencing { audio-conferencing-provider acp.example { access-edge sip.acp.example } }",
		);
		expect(
			groupOf(
				runbookOf(dialIn, false).page(configurePage),
				"`edge1`: lists of partners, providers and internal servers",
			),
		).toContain("enter `acp.example` as *Federated partner domain name*, and `sip.acp.example` as its Access Edge");
	});

	it("has a blank for the half of such an entry that the file lacks, with the statement that fills it", () => {
		const half = northwind.replace(
			"  scenario av-conferencing",
			"  scenario av-conferencing { audio-conferencing-provider acp.example }",
		);
		const rendered = runbookOf(half, true);
		expect(rendered.page(configurePage)).toContain("____ (Access Edge of the audio conferencing provider acp.example)");
		expect(rendered.page("00-overview.md")).toContain(
			"`audio-conferencing-provider <domain> { access-edge <FQDN> }` | scenario av-conferencing",
		);
	});

	it("says why an option is off", () => {
		const closed = northwind
			.replace(/ {2}scenario federation .*\n/, "")
			.replace(/ {2}scenario public-im .*\n/, "")
			.replace("{ anonymous-users }", "");
		const group = groupOf(runbookOf(closed, false).page(configurePage), "`edge1`: who is let in");
		expect(group).toContain("Switch federation off: the file has no scenario of federation.");
		expect(group).toContain("Switch access for anonymous users off: the file lets no anonymous user join.");
	});
});
