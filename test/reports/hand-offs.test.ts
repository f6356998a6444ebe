import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { northwind, runbookOf } from "./support.js";

/* Each task page says what it waits for and from whom, server by server, and who is told what when it is done. */

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");
const sectionOf = (page: string, title: string) =>
	page.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? "";
const rowOf = (page: string, start: string) => page.split("\n").find((line) => line.startsWith(start)) ?? "";

/** The numbers in a text such as "F-03 to F-05, F-09", one by one. */
function numbersIn(text: string): readonly string[] {
	return [...text.matchAll(/([A-Z])-(\d+)(?: to [A-Z]-(\d+))?/g)].flatMap(([, letter = "", from = "", to = from]) =>
		Array.from(
			{ length: Number(to) - Number(from) + 1 },
			(_, offset) => `${letter}-${String(Number(from) + offset).padStart(2, "0")}`,
		),
	);
}

describe("what a task waits for", () => {
	const { page } = runbookOf(example("multiple-site"), false);

	it("is said of each server that an earlier task has to have finished", () => {
		const ready = sectionOf(page("03-configure-edge-servers.md"), "What must be ready");
		const servers = [
			"sea-edge1",
			"sea-edge2",
			"sea-av1",
			"sea-av2",
			"ldn-web1",
			"ldn-av1",
			"tyo-web1",
			"tyo-av1",
			"tyo-av2",
		];
		for (const server of servers) {
			expect(ready).toContain(
				`- [ ] From [task 2](02-install-edge-servers.md): the edge roles are installed and activated on \`${server}\`.`,
			);
		}
		expect(ready.match(/From \[task/g)).toHaveLength(servers.length);
	});

	it("names for each server its own rows only", () => {
		const sheet = page("sheets/firewall.md");
		const ready = sectionOf(page("01-publish-web-components.md"), "What must be ready");
		for (const server of ["sea-isa1", "ldn-isa1", "tyo-isa1"]) {
			const numbers = numbersIn(rowOf(ready, `| \`${server}\` |`)).filter((number) => number.startsWith("F-"));
			expect(numbers.length, server).toBeGreaterThan(0);
			for (const number of numbers) {
				expect(rowOf(sheet, `| ${number} |`)).toContain(`\`${server}\``);
			}
		}
	});

	it("is nothing for servers that the table leaves out", () => {
		const ready = sectionOf(page("05-start-services.md"), "What must be ready");
		expect(ready).toContain("Servers of this task that are not named here wait for nothing on the sheets:");
		expect(sectionOf(page("04-configure-certificates.md"), "What must be ready")).not.toContain("not named here");
	});

	it("asks the network team for the networks of the computers that are set up", () => {
		expect(sectionOf(page("02-install-edge-servers.md"), "What must be ready")).toContain(
			"- [ ] From the network team: the network `ldn-ext`, `131.107.97.0/27`, with the addresses of the [servers](sheets/servers.md) reserved.",
		);
	});

	it("asks for the load balancer of a pool whose web farm is published, where the pool has one", () => {
		const ready = sectionOf(page("01-publish-web-components.md"), "What must be ready");
		expect(ready).toContain(
			"`sea-corp-balancer` answers for the Web Components of `pool-sea` at `pool-sea.wwimporters.net`, port `443`.",
		);
		expect(ready).not.toContain("for the Web Components of `pool-ldn`");
	});

	it("is the way to a DNS server behind a firewall, which the port table does not have", () => {
		const ready = sectionOf(
			runbookOf(example("consolidated"), false).page("01-publish-web-components.md"),
			"What must be ready",
		);
		expect(ready).toContain(
			"From the firewall team, [beyond the port table](sheets/firewall.md): `isa1` at `10.45.16.20` may ask `192.168.10.5` for names through the internal firewall",
		);
		expect(ready).toMatch(/has no row for it; or enter no DNS server there.* \[derived\]/);
	});

	it("stands on the sheet of the firewall team as well, without a number", () => {
		const { page: pageOf } = runbookOf(example("consolidated"), false);
		const beyond = sectionOf(pageOf("sheets/firewall.md"), "Asked for beyond the port table");
		expect(beyond).toContain(
			"| internal firewall: UDP and TCP `53` | `isa1` `10.45.16.20` | DNS server `192.168.10.5` | The reverse proxy finds names. [derived]",
		);
		expect(beyond).toMatch(/\| internal firewall: inbound TCP `80` \| `edge1` `[\d.]+` \| host of `http/);
		expect(numbersIn(beyond)).toEqual([]);
	});

	it("is the provisioning of public IM, for its own tests only", () => {
		const { page: pageOf } = runbookOf(example("single-site"), false);
		expect(sectionOf(pageOf("07-validate.md"), "What must be ready")).toMatch(
			/From the project lead: public IM is licensed, and provisioned for MSN and AOL .* Only the tests of public IM wait/,
		);
	});

	it("is no record that the internal deployment has: it exists", () => {
		const { page: pageOf } = runbookOf(example("consolidated"), false);
		expect(sectionOf(pageOf("03-configure-edge-servers.md"), "What must be ready")).not.toContain("From the DNS team");
		expect(sectionOf(pageOf("01-publish-web-components.md"), "What must be ready")).toMatch(
			/Exists since the internal deployment, and answers: \[D-\d+\]/,
		);
		const inside = rowOf(pageOf("07-validate.md"), "| `ocs1` |");
		expect(numbersIn(inside).filter((number) => number.startsWith("D-"))).toEqual([]);
	});

	it("is for a media server each rule from any of them", () => {
		const { page: pageOf } = runbookOf(example("consolidated"), false);
		const anyMedia = pageOf("sheets/firewall.md")
			.split("\n")
			.filter((line) => line.includes("any internal client or media server"))
			.flatMap((line) => numbersIn(line.split("|")[1] ?? ""));
		expect(anyMedia).toHaveLength(2);
		const needs = sectionOf(pageOf("06-connect-internal-servers.md"), "What must be ready");
		expect(numbersIn(rowOf(needs, "| `ocs1` |"))).toEqual(expect.arrayContaining([...anyMedia]));
		expect(numbersIn(rowOf(needs, "| `dir1` |"))).not.toEqual(expect.arrayContaining([...anyMedia]));
	});

	it("leaves out a task that is not needed", () => {
		const small = northwind
			.replace(/ {2}scenario (address-book|group-expansion|web-conferencing).*\n/g, "")
			.replace(/reverse-proxy isa1 \{[\s\S]*?\n\}\n/, "");
		const rendered = runbookOf(small, false);
		expect(rendered.page("01-publish-web-components.md")).toContain("**Not needed in this deployment**");
		expect(rendered.page("07-validate.md")).not.toContain("From [task 1]");
		expect(rendered.page("06-connect-internal-servers.md")).not.toContain("From [task 1]");
		expect(rendered.page("06-connect-internal-servers.md")).toContain(
			"From [task 5](05-start-services.md): all services",
		);
	});
});

describe("load balancers", () => {
	it("are named on the pages of the tasks that do without them, with the tasks before which they have to be ready", () => {
		const { pages } = runbookOf(example("scaled-single-site"), false);
		const saying = pages.filter(({ content }) =>
			/^- Load balancers: this task does not wait for their rows[.,]/m.test(content),
		);
		expect(saying.map(({ path }) => path.slice(0, 2))).toEqual(["02", "03", "04", "05"]);
		for (const { content } of saying) {
			expect(content).toContain(
				"They have to be set up for [L-06 to L-09](sheets/load-balancers.md) before [task 6](06-connect-internal-servers.md) and [L-01 to L-09](sheets/load-balancers.md) before [task 7](07-validate.md)",
			);
		}
	});

	it("are not spoken of where no array is", () => {
		const { pages } = runbookOf(example("single-site"), false);
		for (const { path, content } of pages.filter((page) => /^0[2-5]/.test(page.path))) {
			expect(content, path).not.toMatch(/load balancer team|Load balancers:/);
		}
	});
});

describe("who is told when a task is done", () => {
	const { page } = runbookOf(example("scaled-single-site"), false);

	it("is every team whose rows the task has brought about", () => {
		const told = sectionOf(page("03-configure-edge-servers.md"), "Hand over when done");
		expect(told).toMatch(
			/To the firewall team: .* as in these rules; of a virtual address the ports are, and it is on the load balancer itself: \[F-01/,
		);
		expect(told).toMatch(
			/To the DNS team: .* of a virtual address the name is, and it is on the load balancer itself: \[D-/,
		);
		expect(told).toMatch(/To the certificate team: .* the requests come next, from task 4: \[C-/);
		expect(told).toContain(
			"To the load balancer team: the members have the addresses and ports of these rows: [L-01 to L-09](sheets/load-balancers.md).",
		);
	});

	it("takes no virtual address for one of a computer", () => {
		const built = sectionOf(page("02-install-edge-servers.md"), "Hand over when done");
		const virtual = page("sheets/dns.md")
			.split("\n")
			.filter((line) => /^\| D-/.test(line) && /`(?:access|media)\.northwindtraders\.net`/.test(line))
			.map((line) => /D-\d+/.exec(line)?.[0]);
		expect(virtual).toEqual(["D-11", "D-12"]);
		expect(built).toContain("the computers have the names and addresses of these records: [D-07 to D-10]");
	});

	it("hears of the edge servers' rules from the edge servers, and of the reverse proxy's from the reverse proxy", () => {
		const sheet = page("sheets/firewall.md");
		const ofProxy = numbersIn(rowOf(page("01-publish-web-components.md"), "- [ ] To the firewall team:"));
		const ofEdge = numbersIn(rowOf(page("03-configure-edge-servers.md"), "- [ ] To the firewall team:"));
		const all = [...sheet.matchAll(/^\| (F-\d+) \|/gm)].map(([, number = ""]) => number);
		expect([...ofProxy, ...ofEdge].sort()).toEqual([...all].sort());
		for (const number of ofProxy) {
			expect(rowOf(sheet, `| ${number} |`)).toContain("`isa1`");
		}
	});

	it("is the firewall team each time that some of its rows can be tested", () => {
		const { page: pageOf } = runbookOf(example("consolidated"), false);
		const toldBy = (path: string) => sectionOf(pageOf(path), "Hand over when done");
		expect(toldBy("05-start-services.md")).toMatch(
			/the checks before the start have used these rules: \[F-04 to F-06\]/,
		);
		expect(toldBy("05-start-services.md")).toMatch(
			/the services run, so that these rules can be tested: \[F-01 to F-03/,
		);
		expect(toldBy("06-connect-internal-servers.md")).toMatch(/so that these rules can be tested: \[F-15 to F-20\]/);
	});

	it("is whoever does a task that waits for the result", () => {
		expect(sectionOf(page("05-start-services.md"), "Hand over when done")).toContain(
			"- [ ] To whoever does [task 6](06-connect-internal-servers.md): all services run on `edge1`, `edge2`, `av1` and `av2`; say so server by server.",
		);
	});

	it("hears of certificates once, however many members import them", () => {
		const told = rowOf(page("04-configure-certificates.md"), "- [ ] To the certificate team:");
		const sheet = page("sheets/certificates.md");
		for (const number of numbersIn(told)) {
			const section = sheet.split(/^## /m).find((candidate) => candidate.startsWith(`${number} `)) ?? "";
			expect(section, number).toContain("| Import on |");
			expect(section, number).not.toContain("imported here");
		}
	});
});
