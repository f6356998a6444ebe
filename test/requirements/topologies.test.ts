import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Flow } from "../../language-server/requirements/requirements.js";
import { certificateLine, dnsLine, flowLine, requirementsOf, trustLine } from "./support.js";

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");

const titles = {
	"access-edge": "Access Edge",
	"web-conferencing-edge": "Web Conferencing Edge",
	"av-edge": "A/V Edge",
	"reverse-proxy": "reverse proxy",
} as const;

/** What a row of the table is about: "A/V Edge external udp 3478 in". */
function traffic({ role, firewall, direction, protocol, ports }: Flow): string {
	const inwards = firewall === "external" ? "inbound" : "outbound";
	const words = direction === "both" ? "in and out" : direction === inwards ? "in" : "out";
	return `${titles[role]} ${firewall} ${protocol} ${ports} ${words}`;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
	}
	return groups;
}

describe("the four topologies", () => {
	it.each([
		{ name: "consolidated", topology: "consolidated" },
		{ name: "single-site", topology: "single-site" },
		{ name: "scaled-single-site", topology: "scaled-single-site" },
		{ name: "multiple-site", topology: "multiple-site" },
	])("are recognised in the examples: $name", ({ name, topology }) => {
		expect(requirementsOf(example(name)).topology).toBe(topology);
	});
});

describe("the scaled single-site example", () => {
	const { flows, dns, certificates, trust, layout } = requirementsOf(example("scaled-single-site"));

	const vip = { access: "131.107.80.21", web: "131.107.80.22", av: "131.107.80.23" };
	const inside = { access: "10.30.16.21", av: "10.30.16.23" };
	const none: readonly string[] = [];

	/*
	 * "Load-balanced variants" of the port table: traffic, the virtual address, each server directly. The rows on
	 * outbound STUN come from LYNC13-HLB, which the table has its split from; the table itself does not list them.
	 */
	const table = [
		["Access Edge external tcp 443 in", vip.access, none],
		["Access Edge external tcp 5061 in", vip.access, none],
		["Access Edge external tcp 5061 out", vip.access, none],
		["Access Edge external tcp 80 out", undefined, ["131.107.80.11", "131.107.80.13"]],
		["Access Edge external udp 53 out", undefined, ["131.107.80.11", "131.107.80.13"]],
		["Access Edge external tcp 53 out", undefined, ["131.107.80.11", "131.107.80.13"]],
		["Web Conferencing Edge external tcp 443 in", vip.web, none],
		["A/V Edge external udp 3478 in", vip.av, ["131.107.80.15", "131.107.80.16"]],
		["A/V Edge external tcp 443 in", vip.av, ["131.107.80.15", "131.107.80.16"]],
		["A/V Edge external udp 50000-59999 in and out", undefined, ["131.107.80.15", "131.107.80.16"]],
		["A/V Edge external tcp 50000-59999 in and out", undefined, ["131.107.80.15", "131.107.80.16"]],
		["A/V Edge external udp 3478 out", undefined, ["131.107.80.15", "131.107.80.16"]],
		["A/V Edge external tcp 443 out", undefined, ["131.107.80.15", "131.107.80.16"]],
		["Access Edge internal tcp 5061 in", inside.access, none],
		["Access Edge internal tcp 5061 out", inside.access, none],
		["Web Conferencing Edge internal tcp 8057 in", undefined, ["10.30.16.11", "10.30.16.12"]],
		["A/V Edge internal tcp 5062 in", inside.av, none],
		["A/V Edge internal udp 3478 in", inside.av, ["10.30.16.13", "10.30.16.14"]],
		["A/V Edge internal tcp 443 in", inside.av, ["10.30.16.13", "10.30.16.14"]],
	] as const;

	it("opens exactly the flows of the load-balanced table, row by row", () => {
		const rows = grouped(
			flows.filter((flow) => flow.role !== "reverse-proxy"),
			traffic,
		);
		const addressesOf = (end: "virtual-address" | "member", ofRow: readonly Flow[]) =>
			ofRow.filter((flow) => flow.balanced?.end === end).map((flow) => flow.address);
		const derived = [...rows].map(([row, ofRow]) => [
			row,
			addressesOf("virtual-address", ofRow)[0],
			addressesOf("member", ofRow),
		]);
		expect(derived).toEqual(table);
		// Nothing else: each flow is for one virtual address or for one member.
		const ends = table.flatMap(([, virtual, members]) => [...(virtual === undefined ? [] : [virtual]), ...members]);
		expect(flows.filter((flow) => flow.role !== "reverse-proxy")).toHaveLength(ends.length);
	});

	it("says for each of them why the rule is for that end", () => {
		const silent = flows.filter((flow) => flow.balanced !== undefined && flow.balanced.evidence === undefined);
		expect(silent).toEqual([]);
		const conferencing = flows.find((flow) => flow.template === "I3");
		expect(conferencing?.balanced?.evidence?.sources).toContain("PLAN-LB");
		const outbound = flows.find((flow) => flow.template === "E3");
		expect(outbound?.balanced?.evidence?.note).toContain("allow the members as well");
	});

	it("sends to the virtual address of the Directors, and lets them and it connect", () => {
		expect(flows.find((flow) => flow.template === "I2")?.destination).toMatchObject({
			fqdn: "directors.northwindtraders.net",
			addresses: ["192.168.30.20"],
		});
		expect(flows.find((flow) => flow.template === "I1")?.source.addresses).toEqual([
			"192.168.30.20",
			"192.168.30.21",
			"192.168.30.22",
			"192.168.30.31",
			"192.168.30.32",
		]);
	});

	it("resolves the virtual addresses, and each computer by its own name inside", () => {
		expect(dns.filter((record) => record.type === "A").map(dnsLine)).toEqual([
			"external A sip.northwindtraders.com 131.107.80.21",
			"external A webconf.northwindtraders.com 131.107.80.22",
			"external A av.northwindtraders.com 131.107.80.23",
			"external A ocsweb.northwindtraders.com 131.107.80.31",
			"internal A edge1.northwindtraders.net 10.30.16.11",
			"internal A edge2.northwindtraders.net 10.30.16.12",
			"internal A av1.northwindtraders.net 10.30.16.13",
			"internal A av2.northwindtraders.net 10.30.16.14",
			"internal A access.northwindtraders.net 10.30.16.21",
			"internal A media.northwindtraders.net 10.30.16.23",
			"internal A pool1.northwindtraders.net 192.168.30.30",
			"internal A directors.northwindtraders.net 192.168.30.20",
		]);
	});

	it("has one certificate for each place of an array, with the virtual name, exportable and on every member", () => {
		expect(certificates.map((row) => `${certificateLine(row)}${row.exportable ? " exportable" : ""}`)).toEqual([
			"edge1 access-edge-external sip.northwindtraders.com [] server,client public! = access-ext exportable",
			"edge2 access-edge-external sip.northwindtraders.com [] server,client public! = access-ext exportable",
			"edge1 web-conferencing-edge-external webconf.northwindtraders.com [] server public! = webconf-ext exportable",
			"edge2 web-conferencing-edge-external webconf.northwindtraders.com [] server public! = webconf-ext exportable",
			"edge1 edge-internal access.northwindtraders.net [] server internal = access-int exportable",
			"edge2 edge-internal access.northwindtraders.net [] server internal = access-int exportable",
			"av1 edge-internal media.northwindtraders.net [] server internal = media-int exportable",
			"av2 edge-internal media.northwindtraders.net [] server internal = media-int exportable",
			"av1 av-authentication media.northwindtraders.net [] server internal = av-auth exportable",
			"av2 av-authentication media.northwindtraders.net [] server internal = av-auth exportable",
			"isa1 reverse-proxy-external ocsweb.northwindtraders.com [] server public = web-ext",
		]);
	});

	it("advises the own names on the internal certificate of Web Conferencing Edges, and asks for none", () => {
		const advised = certificates.filter((row) => row.advisedName !== undefined);
		expect(advised.map((row) => `${row.server} ${row.slot} ${row.advisedName?.name}`)).toEqual([
			"edge1 edge-internal edge1.northwindtraders.net",
			"edge2 edge-internal edge2.northwindtraders.net",
		]);
		expect(advised.map((row) => row.advisedName?.evidence.class)).toEqual(["derived", "derived"]);
	});

	it("is trusted by its virtual names, and server by server for web conferencing", () => {
		expect(trust.filter((entry) => entry.side === "internal").map(trustLine)).toEqual([
			"trusted-edge on forest: access.northwindtraders.net",
			"trusted-edge on forest: media.northwindtraders.net",
			"federation-route on forest: directors.northwindtraders.net:5061",
			"web-conferencing-edge-entry on pool1: edge1.northwindtraders.net:8057",
			"web-conferencing-edge-entry on pool1: edge2.northwindtraders.net:8057",
			"av-authentication-service on pool1: media.northwindtraders.net:5062",
			"external-web-farm on pool1: ocsweb.northwindtraders.com",
		]);
	});

	it("has its next hop and the servers that may connect on every member", () => {
		const on = (server: string) =>
			trust.filter((entry) => entry.on === server).map((entry) => `${entry.template} ${entry.value}`);
		expect(on("edge2")).toEqual(on("edge1"));
		expect(on("edge1")).toEqual([
			"next-hop directors.northwindtraders.net",
			"internal-sip-domain northwindtraders.com",
			"authorized-server directors.northwindtraders.net",
			"authorized-server dir1.northwindtraders.net",
			"authorized-server dir2.northwindtraders.net",
			"authorized-server pool1.northwindtraders.net",
			"authorized-server fe1.northwindtraders.net",
			"authorized-server fe2.northwindtraders.net",
		]);
	});

	it("stands at one site, in two arrays", () => {
		expect(layout).toEqual([
			{
				site: "chicago",
				kind: "primary",
				groups: [
					{ roles: ["access-edge", "web-conferencing-edge"], servers: ["edge1", "edge2"], array: "access" },
					{ roles: ["av-edge"], servers: ["av1", "av2"], array: "media" },
				],
			},
		]);
	});
});

describe("the multiple-site example", () => {
	const { flows, dns, certificates, trust, layout } = requirementsOf(example("multiple-site"));
	const lines = (id: string) => flows.filter((flow) => flow.template === id).map(flowLine);

	it("signs everybody in through the primary site", () => {
		expect(lines("E1")).toEqual(["E1 inbound any > sea-access 131.107.96.21 tcp 443"]);
		expect(lines("I2")).toEqual(["I2 inbound sea-access > directors 10.40.16.21 tcp 5061"]);
	});

	it("lets web conferences in at every site: at the virtual address, and at each dedicated computer", () => {
		expect(lines("E6")).toEqual([
			"E6 inbound any > sea-access 131.107.96.22 tcp 443",
			"E6 inbound any > ldn-web1 131.107.97.11 tcp 443",
			"E6 inbound any > tyo-web1 131.107.98.11 tcp 443",
		]);
		expect(lines("I3")).toEqual([
			"I3 outbound pool-sea, pool-ldn, pool-tyo > sea-edge1 10.40.16.11 tcp 8057",
			"I3 outbound pool-sea, pool-ldn, pool-tyo > sea-edge2 10.40.16.12 tcp 8057",
			"I3 outbound pool-sea, pool-ldn, pool-tyo > ldn-web1 10.41.16.11 tcp 8057",
			"I3 outbound pool-sea, pool-ldn, pool-tyo > tyo-web1 10.42.16.11 tcp 8057",
		]);
	});

	it("lets media in at every site, and through a balanced remote site as through the primary one", () => {
		expect(lines("E7")).toEqual([
			"E7 inbound any > sea-media 131.107.96.23 udp 3478",
			"E7 inbound any > tyo-media 131.107.98.23 udp 3478",
			"E7 inbound any > sea-av1 131.107.96.15 udp 3478",
			"E7 inbound any > sea-av2 131.107.96.16 udp 3478",
			"E7 inbound any > tyo-av1 131.107.98.12 udp 3478",
			"E7 inbound any > tyo-av2 131.107.98.13 udp 3478",
			"E7 inbound any > ldn-av1 131.107.97.12 udp 3478",
		]);
	});

	it("has each pool authenticate at the A/V Edge of its own site, which is the one that it is given", () => {
		expect(lines("I4")).toEqual([
			"I4 outbound pool-sea, sea-med1 > sea-media 10.40.16.23 tcp 5062",
			"I4 outbound pool-tyo > tyo-media 10.42.16.23 tcp 5062",
			"I4 outbound pool-ldn > ldn-av1 10.41.16.12 tcp 5062",
		]);
		const entries = trust.filter((entry) => /^av-auth|^mediation/.test(entry.template));
		expect(entries.map(trustLine)).toEqual([
			"av-authentication-service on pool-sea: sea-media.wwimporters.net:5062",
			"av-authentication-service on pool-ldn: ldn-av1.wwimporters.net:5062",
			"av-authentication-service on pool-tyo: tyo-media.wwimporters.net:5062",
			"mediation-av-edge on sea-med1: sea-media.wwimporters.net:5062",
		]);
	});

	it("trusts virtual names where there are some, and computers elsewhere", () => {
		const trusted = trust.filter((entry) => entry.template === "trusted-edge");
		expect(trusted.map((entry) => entry.value)).toEqual([
			"sea-access.wwimporters.net",
			"sea-media.wwimporters.net",
			"tyo-media.wwimporters.net",
			"ldn-web1.wwimporters.net",
			"ldn-av1.wwimporters.net",
			"tyo-web1.wwimporters.net",
		]);
	});

	it("gives every pool every Web Conferencing Edge, with the external name of its own", () => {
		const entries = trust.filter(
			(entry) => entry.template === "web-conferencing-edge-entry" && entry.on === "pool-ldn",
		);
		expect(entries.map((entry) => `${entry.value} ${entry.fields?.[2]?.value}`)).toEqual([
			"sea-edge1.wwimporters.net webconf.wideworldimporters.com",
			"sea-edge2.wwimporters.net webconf.wideworldimporters.com",
			"ldn-web1.wwimporters.net webconf-ldn.wideworldimporters.com",
			"tyo-web1.wwimporters.net webconf-tyo.wideworldimporters.com",
		]);
	});

	it("names each site's edge in public DNS", () => {
		const names = dns.filter((record) => record.view === "external" && /^(?:av|webconf)/.test(record.name));
		expect(names.map(dnsLine)).toEqual([
			"external A webconf.wideworldimporters.com 131.107.96.22",
			"external A webconf-ldn.wideworldimporters.com 131.107.97.11",
			"external A webconf-tyo.wideworldimporters.com 131.107.98.11",
			"external A av.wideworldimporters.com 131.107.96.23",
			"external A av-tyo.wideworldimporters.com 131.107.98.23",
			"external A av-ldn.wideworldimporters.com 131.107.97.12",
		]);
	});

	it("shares certificates within an array and never between sites", () => {
		const shared = grouped(
			certificates.filter((row) => row.exportable),
			(row) => `${row.slot} ${row.subject}`,
		);
		expect([...shared].map(([key, rows]) => `${key}: ${rows.map((row) => row.server).join(", ")}`)).toEqual([
			"access-edge-external sip.wideworldimporters.com: sea-edge1, sea-edge2",
			"web-conferencing-edge-external webconf.wideworldimporters.com: sea-edge1, sea-edge2",
			"edge-internal sea-access.wwimporters.net: sea-edge1, sea-edge2",
			"edge-internal sea-media.wwimporters.net: sea-av1, sea-av2",
			"edge-internal tyo-media.wwimporters.net: tyo-av1, tyo-av2",
			"av-authentication sea-media.wwimporters.net: sea-av1, sea-av2",
			"av-authentication tyo-media.wwimporters.net: tyo-av1, tyo-av2",
		]);
	});

	it("says what stands at each site", () => {
		expect(
			layout.map(({ site, kind, groups }) => `${kind} ${site}: ${groups.map((group) => group.servers).join(" + ")}`),
		).toEqual([
			"primary seattle: sea-edge1,sea-edge2 + sea-av1,sea-av2",
			"remote london: ldn-web1 + ldn-av1",
			"remote tokyo: tyo-web1 + tyo-av1,tyo-av2",
		]);
	});
});

describe("an A/V Edge of which the file does not say who uses it", () => {
	const text = example("multiple-site").replace("av-authentication      ldn-av1", "");
	const { flows, trust } = requirementsOf(text);

	it("may be used by the servers that do not say, besides those that do", () => {
		expect(flows.filter((flow) => flow.template === "I4").map(flowLine)).toEqual([
			"I4 outbound pool-sea, sea-med1 > sea-media 10.40.16.23 tcp 5062",
			"I4 outbound pool-ldn > sea-media 10.40.16.23 tcp 5062",
			"I4 outbound pool-tyo > tyo-media 10.42.16.23 tcp 5062",
			"I4 outbound pool-ldn > tyo-media 10.42.16.23 tcp 5062",
			"I4 outbound pool-ldn > ldn-av1 10.41.16.12 tcp 5062",
		]);
	});

	it("leaves the choice of the pool open", () => {
		const entry = trust.find((one) => one.template === "av-authentication-service" && one.on === "pool-ldn");
		expect(entry).toMatchObject({ value: undefined });
	});
});

describe("a Web Conferencing Edge array at a remote site", () => {
	const text = example("multiple-site").replace(
		"edge-array tyo-media in tokyo {",
		`edge-server tyo-web2 in tokyo { fqdn tyo-web2.wwimporters.net  web-conferencing-edge { internal-port 8057 } }
		edge-array tyo-web in tokyo {
			members tyo-web1, tyo-web2
			virtual-address external web-conferencing-edge webconf-tyo.wideworldimporters.com at 131.107.98.22
		}
		$&`,
	);
	const { flows, dns, certificates, trust, topology } = requirementsOf(text);

	it("is the multiple-site topology still", () => {
		expect(topology).toBe("multiple-site");
	});

	it("is one name outside, and two computers inside", () => {
		expect(flows.filter((flow) => flow.template === "E6").map((flow) => flow.address)).toContain("131.107.98.22");
		expect(dns.map((record) => record.name)).toEqual(
			expect.arrayContaining(["tyo-web1.wwimporters.net", "tyo-web2.wwimporters.net"]),
		);
		const trusted = trust.filter((entry) => entry.template === "trusted-edge").map((entry) => entry.value);
		expect(trusted).toEqual(expect.arrayContaining(["tyo-web1.wwimporters.net", "tyo-web2.wwimporters.net"]));
		const inside = certificates.filter((row) => row.slot === "edge-internal" && row.array === "tyo-web");
		expect(inside.map((row) => `${row.subject} ${row.exportable}`).toSorted()).toEqual([
			"tyo-web1.wwimporters.net false",
			"tyo-web2.wwimporters.net false",
		]);
	});
});

describe("where a computer stands", () => {
	it("is where its array stands, unless it says otherwise", () => {
		const text = example("multiple-site").replaceAll(/edge-server (tyo-av\d) in tokyo/g, "edge-server $1");
		expect(requirementsOf(text).topology).toBe("multiple-site");
		const astray = text.replace("edge-server tyo-av2", "edge-server tyo-av2 in seattle");
		expect(
			requirementsOf(astray)
				.layout.find((site) => site.site === "tokyo")
				?.groups.at(-1)?.servers,
		).toEqual(["tyo-av1"]);
	});
});
