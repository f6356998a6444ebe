import { describe, expect, it } from "vitest";
import {
	allScenarios,
	flowLine,
	internalServers,
	numbersOf,
	requirementsOf,
	reverseProxy,
	singleSite,
	singleSiteEdge,
	usualScenarios,
} from "./support.js";

const linesOf = (text: string) => requirementsOf(text).flows.map(flowLine);
const scenariosWithout = (word: string) => usualScenarios.filter((scenario) => scenario.split(" ")[0] !== word);

describe("the firewall rules of a single-site edge with every usual scenario", () => {
	it("are exactly the rows of the port table, with the file's own addresses", () => {
		expect(linesOf(singleSite())).toEqual([
			"E1 inbound any > edge1 131.107.155.10 tcp 443",
			"E2 inbound any (partner edges) > edge1 131.107.155.10 tcp 5061",
			"E3 outbound edge1 > any (partner edges) 131.107.155.10 tcp 5061",
			"E4 outbound edge1 > any 131.107.155.10 tcp 80",
			"E5 outbound edge1 > DNS servers 131.107.155.10 udp 53",
			"E5 outbound edge1 > DNS servers 131.107.155.10 tcp 53",
			"E6 inbound any > edge1 131.107.155.11 tcp 443",
			"E7 inbound any > av1 131.107.155.12 udp 3478",
			"E8 inbound any > av1 131.107.155.12 tcp 443",
			"E9 both any > av1 131.107.155.12 udp 50000-59999",
			"E10 both any > av1 131.107.155.12 tcp 50000-59999",
			"E11 outbound av1 > any 131.107.155.12 udp 3478",
			"E11 outbound av1 > any 131.107.155.12 tcp 443",
			"E12 inbound any > isa1 131.107.155.20 tcp 443",
			"I1 outbound dir1, pool1 > edge1 10.45.16.10 tcp 5061",
			"I2 inbound edge1 > dir1 10.45.16.10 tcp 5061",
			"I3 outbound pool1 > edge1 10.45.16.10 tcp 8057",
			"I4 outbound pool1 > av1 10.45.16.12 tcp 5062",
			"I5 outbound any internal client or media server > av1 10.45.16.12 udp 3478",
			"I6 outbound any internal client or media server > av1 10.45.16.12 tcp 443",
			"I7 inbound isa1 > pool1 10.45.16.20 tcp 443",
		]);
	});

	it("say for which scenarios they are", () => {
		const { flows } = requirementsOf(singleSite());
		const requiredBy = (id: string) => flows.find((flow) => flow.template === id)?.requiredBy;
		expect(requiredBy("E1")).toEqual(["remote-access", "web-conferencing", "av-conferencing", "point-to-point-av"]);
		expect(requiredBy("E2")).toEqual(["federation", "public-im"]);
		expect(requiredBy("E11")).toEqual(["federation", "av-conferencing", "point-to-point-av"]);
		expect(requiredBy("E12")).toEqual(["address-book", "group-expansion", "meeting-content"]);
	});

	it("name both ends with what the file knows of them", () => {
		const { flows } = requirementsOf(singleSite());
		expect(flows.find((flow) => flow.template === "I2")).toMatchObject({
			source: { host: "edge1", fqdn: "edge1.contoso.net", addresses: ["10.45.16.10"] },
			destination: { host: "dir1", fqdn: "dir1.contoso.net", addresses: ["192.168.10.20"] },
			role: "access-edge",
			server: "edge1",
		});
		expect(flows.find((flow) => flow.template === "I1")?.source).toMatchObject({
			addresses: ["192.168.10.20", "192.168.10.30"],
			parts: [{ host: "dir1" }, { host: "pool1" }],
		});
		expect(flows.find((flow) => flow.template === "I7")?.destination).toMatchObject({
			host: "pool1",
			fqdn: "pool1.contoso.net",
			addresses: ["192.168.10.30"],
		});
	});
});

describe("taking a scenario away", () => {
	const gone = (...words: readonly string[]) => {
		const left = usualScenarios.filter((scenario) => !words.includes(scenario.split(" ")[0] ?? ""));
		const all = numbersOf(requirementsOf(singleSite()).flows);
		const now = numbersOf(requirementsOf(singleSite(left)).flows);
		return all.filter((id) => !now.includes(id));
	};

	it.each([
		{ away: ["remote-access"], gone: [] },
		{ away: ["federation"], gone: ["E11"] },
		{ away: ["public-im"], gone: [] },
		{ away: ["federation", "public-im"], gone: ["E2", "E3", "E5", "E11"] },
		{ away: ["web-conferencing"], gone: ["E6", "I3"] },
		{ away: ["av-conferencing"], gone: [] },
		{
			away: ["av-conferencing", "point-to-point-av"],
			gone: ["E7", "E8", "E9", "E10", "E11", "I4", "I5", "I6"],
		},
		{ away: ["address-book"], gone: [] },
		{ away: ["address-book", "group-expansion", "meeting-content"], gone: ["E12", "I7"] },
		{
			away: ["remote-access", "web-conferencing", "av-conferencing", "point-to-point-av"],
			gone: ["E1", "E6", "E7", "E8", "E9", "E10", "E11", "I3", "I4", "I5", "I6"],
		},
	])("takes away what only it needed: without $away", ({ away, gone: expected }) => {
		expect(gone(...away)).toEqual(expected);
	});

	it("leaves nothing when no scenario is wanted", () => {
		expect(linesOf(singleSite([]))).toEqual([]);
	});

	it("does not count a scenario twice that the file names twice", () => {
		expect(linesOf(singleSite(["remote-access", "remote-access"]))).toEqual(linesOf(singleSite(["remote-access"])));
	});
});

describe("federation by allow list only", () => {
	it("looks no partner up in DNS", () => {
		const direct = singleSite(["federation { mode direct  partner litware.com }"]);
		expect(numbersOf(requirementsOf(direct).flows)).toEqual(["E2", "E3", "E4", "I1", "I2"]);
	});

	it("is not assumed: discovery is the default", () => {
		expect(numbersOf(requirementsOf(singleSite(["federation"])).flows)).toContain("E5");
		expect(numbersOf(requirementsOf(singleSite(["federation { mode enhanced }"])).flows)).toContain("E5");
	});

	it("leaves the look-up of IM providers", () => {
		const { flows } = requirementsOf(singleSite(["federation { mode direct }", "public-im { provider msn }"]));
		expect(flows.filter((flow) => flow.template === "E5").map((flow) => flow.requiredBy)).toEqual([
			["public-im"],
			["public-im"],
		]);
	});
});

describe("a role that no computer carries", () => {
	it("opens no port", () => {
		const edge = singleSiteEdge.slice(0, singleSiteEdge.indexOf("edge-server av1"));
		const ids = numbersOf(requirementsOf(singleSite(usualScenarios, { edge })).flows);
		expect(ids).toEqual(["E1", "E2", "E3", "E4", "E5", "E6", "E12", "I1", "I2", "I3", "I7"]);
	});

	it("opens no port for a reverse proxy that is not there", () => {
		expect(numbersOf(requirementsOf(singleSite(usualScenarios, { proxy: "" })).flows)).not.toContain("E12");
	});
});

describe("ports that the file states", () => {
	const changed = (from: string, to: string) => linesOf(singleSite().replace(from, to));

	it("replace the default where this edge listens", () => {
		const lines = changed(
			"next-hop dir1",
			"next-hop dir1 remote-access-port 4430 federation-port 5071 internal-port 5081",
		);
		expect(lines).toContain("E1 inbound any > edge1 131.107.155.10 tcp 4430");
		expect(lines).toContain("E2 inbound any (partner edges) > edge1 131.107.155.10 tcp 5071");
		expect(lines).toContain("I1 outbound dir1, pool1 > edge1 10.45.16.10 tcp 5081");
	});

	it("say nothing about the ports of partners and of the next hop", () => {
		const lines = changed("next-hop dir1", "next-hop dir1 federation-port 5071 internal-port 5081");
		expect(lines).toContain("E3 outbound edge1 > any (partner edges) 131.107.155.10 tcp 5061");
		expect(lines).toContain("I2 inbound edge1 > dir1 10.45.16.10 tcp 5061");
	});

	it("give the Web Conferencing Edge its own two ports", () => {
		const lines = changed("certificate webconf-ext }", "certificate webconf-ext port 4431 internal-port 8058 }");
		expect(lines).toContain("E6 inbound any > edge1 131.107.155.11 tcp 4431");
		expect(lines).toContain("I3 outbound pool1 > edge1 10.45.16.10 tcp 8058");
	});

	it("give the A/V Edge its range, its STUN ports and its authentication port, not the partner's or internal ones", () => {
		const lines = changed(
			"authentication-certificate av-auth",
			"authentication-certificate av-auth media-ports 50000-52999 tcp-port 4432 udp-port 3479 authentication-port 5063",
		);
		expect(lines).toContain("E7 inbound any > av1 131.107.155.12 udp 3479");
		expect(lines).toContain("E8 inbound any > av1 131.107.155.12 tcp 4432");
		expect(lines).toContain("E9 both any > av1 131.107.155.12 udp 50000-52999");
		expect(lines).toContain("E10 both any > av1 131.107.155.12 tcp 50000-52999");
		expect(lines).toContain("E11 outbound av1 > any 131.107.155.12 udp 3478");
		expect(lines).toContain("I4 outbound pool1 > av1 10.45.16.12 tcp 5063");
		expect(lines).toContain("I6 outbound any internal client or media server > av1 10.45.16.12 tcp 443");
	});

	it("fall back to the default when they cannot be read", () => {
		expect(changed("next-hop dir1", "next-hop dir1 remote-access-port 70000")).toContain(
			"E1 inbound any > edge1 131.107.155.10 tcp 443",
		);
	});
});

describe("what the file leaves open", () => {
	it("stays open: no address is made up", () => {
		const edge = "edge-server edge1 { access-edge { } web-conferencing-edge { } av-edge { } }";
		const { flows } = requirementsOf(singleSite(allScenarios, { edge, internal: "", proxy: "reverse-proxy isa1" }));
		expect(numbersOf(flows)).toHaveLength(19);
		expect(flows.filter((flow) => flow.address !== undefined)).toEqual([]);
		expect(flows.flatMap((flow) => [...flow.source.addresses, ...flow.destination.addresses])).toEqual([]);
		expect(flows.map(flowLine)).toContain("I2 inbound edge1 > next hop ? tcp 5061");
		expect(flows.map(flowLine)).toContain("I7 inbound isa1 > web farm ? tcp 443");
	});

	it("is taken from the only address of the adapter", () => {
		const text = singleSite().replace("external av.contoso.com at 131.107.155.12", "external av.contoso.com");
		expect(linesOf(text)).toContain("E7 inbound any > av1 131.107.155.12 udp 3478");
	});

	it("is not guessed among several addresses of the adapter", () => {
		const text = singleSite().replace("external sip.contoso.com at 131.107.155.10", "external sip.contoso.com");
		expect(linesOf(text)).toContain("E1 inbound any > edge1 ? tcp 443");
	});

	it("is not the only address of the adapter where another role states that one", () => {
		const edge =
			"edge-server edge1 { adapter external { address 131.107.155.10 } access-edge { external sip.contoso.com at 131.107.155.10 } web-conferencing-edge { external webconf.contoso.com } }";
		const lines = linesOf(singleSite(allScenarios, { edge }));
		expect(lines).toContain("E1 inbound any > edge1 131.107.155.10 tcp 443");
		expect(lines).toContain("E6 inbound any > edge1 ? tcp 443");
	});

	it("is not replaced where an address cannot be read", () => {
		const text = singleSite().replace("av.contoso.com at 131.107.155.12", "av.contoso.com at 131.107.155.256");
		expect(linesOf(text)).toContain("E7 inbound any > av1 ? udp 3478");
	});
});

describe("the DNS servers of an edge server", () => {
	it("are named in its rule where its external adapter states them", () => {
		const text = singleSite(["federation"]).replace(
			"gateway 131.107.155.1",
			"dns-servers 131.107.155.5, 131.107.155.6",
		);
		const rule = requirementsOf(text).flows.find((flow) => flow.template === "E5");
		expect(rule?.destination.addresses).toEqual(["131.107.155.5", "131.107.155.6"]);
	});
});

describe("several adapters on one side", () => {
	const second = (address: string) =>
		linesOf(
			singleSite().replace(
				"adapter internal on dmz-int { address 10.45.16.12/24 }",
				`$& adapter internal on dmz-int { ${address} }`,
			),
		);
	const authentication = (lines: readonly string[]) => lines.find((line) => line.startsWith("I4"));

	it("leave the address open where both have one, or one cannot be read", () => {
		expect(authentication(second("address 10.45.16.13"))).toBe("I4 outbound pool1 > av1 ? tcp 5062");
		expect(authentication(second("address 10.45.16.300"))).toBe("I4 outbound pool1 > av1 ? tcp 5062");
	});

	it("do no harm where only one of them has an address", () => {
		expect(authentication(second(""))).toBe("I4 outbound pool1 > av1 10.45.16.12 tcp 5062");
	});

	it("leave the address open where one of a list cannot be read", () => {
		const lines = linesOf(singleSite().replace("address 10.45.16.12/24", "address 10.45.16.12/24, 10.45.16.300/24"));
		expect(authentication(lines)).toBe("I4 outbound pool1 > av1 ? tcp 5062");
	});
});

describe("the internal servers that a rule names", () => {
	const pool = (body: string) => `pool pool1 in corp { fqdn pool1.contoso.net address 192.168.10.30 ${body} }`;
	const flowsWith = (internal: string, scenarios: readonly string[] = usualScenarios) =>
		requirementsOf(singleSite(scenarios, { internal })).flows;

	it("are the computers of a pool that carry the role, not its virtual address", () => {
		const flows = flowsWith(
			pool(`edition enterprise-expanded
				member fe1.contoso.net at 192.168.10.31 { roles front-end }
				member wc1.contoso.net at 192.168.10.32 { roles web-conferencing }
				member av1.contoso.net at 192.168.10.33 { roles av-conferencing }`),
		);
		const sources = (id: string) => flows.find((flow) => flow.template === id)?.source.addresses;
		expect(sources("I1")).toEqual(["192.168.10.31"]);
		expect(sources("I3")).toEqual(["192.168.10.32"]);
		expect(sources("I4")).toEqual(["192.168.10.31", "192.168.10.33"]);
	});

	it("leave out a pool without Web Conferencing Servers", () => {
		const flows = flowsWith(`${pool("roles front-end")} pool pool2 in corp { roles front-end, web-conferencing }`);
		expect(flows.find((flow) => flow.template === "I3")?.source.label).toBe("pool2");
	});

	it("include a pool that does not say what it carries, or says it with a word that cannot be read", () => {
		const sources = (internal: string) => flowsWith(internal).find((flow) => flow.template === "I3")?.source.label;
		expect(sources("pool pool1 { }")).toBe("pool1");
		expect(sources("pool pool1 { member fe1.contoso.net }")).toBe("pool1");
		expect(sources("pool pool1 { roles front-end, web-conferenzing }")).toBe("pool1");
		expect(sources("pool pool1 { roles front-end }")).toBe("Web Conferencing Servers");
		expect(sources("pool pool1 { member fe1.contoso.net { roles front-end } }")).toBe("Web Conferencing Servers");
	});

	it("include the Mediation Server for voice, and only then", () => {
		const internal = `${internalServers} mediation-server med1 in corp { address 192.168.10.40 }`;
		const source = (scenarios: readonly string[]) =>
			flowsWith(internal, scenarios).find((flow) => flow.template === "I4")?.source.label;
		expect(source(["av-conferencing"])).toBe("pool1");
		expect(source(["av-conferencing", "enterprise-voice"])).toBe("pool1, med1");
	});

	it("give one rule for each published web farm", () => {
		const internal = `${internalServers} pool pool2 in corp { fqdn pool2.contoso.net }`;
		const proxy = reverseProxy.replace(
			"publish pool1",
			"publish pool2 { external-url web2.contoso.com } publish pool1",
		);
		const lines = linesOf(singleSite(["address-book"], { internal, proxy }));
		expect(lines).toEqual([
			"E12 inbound any > isa1 131.107.155.20 tcp 443",
			"I7 inbound isa1 > pool2 10.45.16.20 tcp 443",
			"I7 inbound isa1 > pool1 10.45.16.20 tcp 443",
		]);
	});
});

describe("an edge array", () => {
	const member = (name: string, last: number, roles: string) => `edge-server ${name} {
		fqdn ${name}.contoso.net
		adapter internal on dmz-int { address 10.45.16.${last}/24 }
		adapter external on dmz-ext { address 131.107.155.${last} }
		${roles}
	}`;
	const edge = [
		member("ap1", 11, "access-edge { next-hop dir1 } web-conferencing-edge { }"),
		member("ap2", 12, "access-edge { next-hop dir1 } web-conferencing-edge { }"),
		member("av1", 13, "av-edge { }"),
		member("av2", 14, "av-edge { }"),
		`edge-array ap {
			members ap1, ap2
			virtual-address external access-edge sip.contoso.com at 131.107.155.21
			virtual-address external web-conferencing-edge webconf.contoso.com at 131.107.155.22
			virtual-address internal access-edge ap.contoso.net at 10.45.16.21
		}
		edge-array av {
			members av1, av2
			virtual-address external av-edge av.contoso.com at 131.107.155.23
			virtual-address internal av-edge av.contoso.net at 10.45.16.23
		}`,
	].join("\n");
	const { flows, topology } = requirementsOf(singleSite(usualScenarios, { edge }));
	const addresses = (id: string, protocol = "tcp") =>
		flows.filter((flow) => flow.template === id && flow.protocol === protocol).map((flow) => flow.address);

	it("is the scaled single-site topology", () => {
		expect(topology).toBe("scaled-single-site");
	});

	it.each([
		{ id: "E1", expected: ["131.107.155.21"] },
		{ id: "E2", expected: ["131.107.155.21"] },
		{ id: "E6", expected: ["131.107.155.22"] },
		{ id: "I1", expected: ["10.45.16.21"] },
		{ id: "I2", expected: ["10.45.16.21"] },
		{ id: "I4", expected: ["10.45.16.23"] },
	])("is one rule for the virtual address: $id", ({ id, expected }) => {
		expect(addresses(id)).toEqual(expected);
	});

	it.each([
		{ id: "E4", expected: ["131.107.155.11", "131.107.155.12"] },
		{ id: "E10", expected: ["131.107.155.13", "131.107.155.14"] },
		{ id: "I3", expected: ["10.45.16.11", "10.45.16.12"] },
	])("is one rule for each member: $id", ({ id, expected }) => {
		expect(addresses(id)).toEqual(expected);
	});

	it("is both for the STUN ports of the A/V Edge", () => {
		expect(addresses("E8")).toEqual(["131.107.155.23", "131.107.155.13", "131.107.155.14"]);
		expect(addresses("I5", "udp")).toEqual(["10.45.16.23", "10.45.16.13", "10.45.16.14"]);
	});

	it("leaves the address open where no virtual address is stated", () => {
		const without = edge.replaceAll(/virtual-address .*/g, "");
		const lines = linesOf(singleSite(["remote-access"], { edge: without }));
		expect(lines).toContain("E1 inbound any > ap ? tcp 443");
	});
});

describe("scenarios that need no edge role", () => {
	it("open the reverse proxy for Communicator Web Access and device updates", () => {
		expect(numbersOf(requirementsOf(singleSite(["communicator-web-access"])).flows)).toEqual(["E12", "I7"]);
		expect(numbersOf(requirementsOf(singleSite(["device-updates"])).flows)).toEqual(["E12", "I7"]);
	});
});

describe("a scenario on its own", () => {
	it.each([
		{ scenario: "remote-access", ids: ["E1", "E4", "I1", "I2"] },
		{ scenario: "public-im", ids: ["E2", "E3", "E4", "E5", "I1", "I2"] },
		{ scenario: "web-conferencing", ids: ["E1", "E4", "E6", "I1", "I2", "I3"] },
		{ scenario: "av-conferencing", ids: ["E1", "E4", "E7", "E8", "E9", "E10", "I1", "I2", "I4", "I5", "I6"] },
		{ scenario: "enterprise-voice", ids: ["E1", "E4", "E7", "E8", "E9", "E10", "I1", "I2", "I4", "I5", "I6"] },
		{ scenario: "address-book", ids: ["E12", "I7"] },
	])("$scenario", ({ scenario, ids }) => {
		expect(numbersOf(requirementsOf(singleSite([scenario])).flows)).toEqual(ids);
	});
});

it("keeps what the others need when one scenario of several goes", () => {
	expect(linesOf(singleSite(scenariosWithout("group-expansion")))).toEqual(linesOf(singleSite()));
});
