import { describe, expect, test } from "vitest";
import { analyse } from "../support/topology.js";

const STRICT = { preset: "strict", severities: new Map() } as const;

interface World {
	readonly scenarios?: readonly string[];
	readonly networks?: string;
	/** The rules of the external and of the internal firewall; a firewall without a list states none. */
	readonly outer?: readonly string[];
	readonly inner?: readonly string[];
	/** Further elements, and other firewalls. */
	readonly elements?: string;
}

const NETWORKS = `
network internet { zone external }
network dmz-ext  { zone perimeter  subnet 131.107.155.0/24 }
network dmz-int  { zone perimeter  subnet 10.45.16.0/24 }
network corp     { zone internal   subnet 192.168.10.0/24 }
`;

const SERVERS = `
pool pool1 in corp {
  edition enterprise-consolidated
  fqdn    pool1.contoso.net
  member  fe1.contoso.net at 192.168.10.11
  member  fe2.contoso.net at 192.168.10.12
}
edge-server edge1 {
  adapter internal on dmz-int { address 10.45.16.10 }
  adapter external on dmz-ext { address 131.107.155.10 }
  access-edge { external sip.contoso.com at 131.107.155.10  next-hop pool1 }
}
`;

/** What the rules of these firewalls leave closed or open too far, by the code of the finding. */
function found(world: World, code: string): readonly string[] {
	const { scenarios = ["remote-access"], networks = NETWORKS, outer, inner, elements = SERVERS } = world;
	const firewall = (name: string, sides: string, rules: readonly string[] | undefined) =>
		rules ? `firewall ${name} between ${sides} {\n  ${rules.join("\n  ")}\n}` : `firewall ${name} between ${sides}`;
	const text = [
		`deployment Contoso {\n  ${scenarios.map((scenario) => `scenario ${scenario}`).join("\n  ")}\n}`,
		networks,
		firewall("outer", "internet and dmz-ext", outer),
		firewall("inner", "dmz-int and corp", inner),
		elements,
	].join("\n");
	return analyse(text, STRICT)
		.findings.filter((finding) => finding.code === code || finding.code.startsWith("syntax"))
		.map(({ message }) => message);
}

/** By its role and port a firewall shows that its rules are meant for the edge. */
const FOR_EDGE = "allow tcp 80 from access-edge of edge1 to any";

const isClosed = (rules: readonly string[]) => found({ outer: [...rules, FOR_EDGE] }, "fw-ext-access-443").length > 0;

describe("what opens TCP 443 to the Access Edge", () => {
	test.each([
		["a rule for the role", ["allow tcp 443 from any to access-edge of edge1"]],
		["a rule for the computer", ["allow tcp 443 from any to edge1"]],
		["a rule for the address", ["allow tcp 443 from any to 131.107.155.10"]],
		["a rule for the address with the longest prefix", ["allow tcp 443 from any to 131.107.155.10/32"]],
		["a rule for its subnet", ["allow tcp 443 from any to 131.107.155.0/26"]],
		["a rule for its network", ["allow tcp 443 from any to dmz-ext"]],
		["a rule for any destination", ["allow tcp 443 from any to any"]],
		["a rule for the network outside", ["allow tcp 443 from internet to edge1"]],
		["a rule for every address outside", ["allow tcp 443 from 0.0.0.0/0 to edge1"]],
		["a rule for any protocol", ["allow any 443 from any to edge1"]],
		["a rule for any port", ["allow tcp from any to edge1"]],
		["a rule for a range that holds the port", ["allow tcp 440-450 from any to edge1"]],
		["a list of ports", ["allow tcp 80, 443 from any to edge1"]],
		["an allow rule before a deny rule", ["allow tcp 443 from any to edge1", "deny tcp 443 from any to edge1"]],
		["a deny rule for one sender", ["deny tcp 443 from 198.51.100.7 to edge1", "allow tcp 443 from any to edge1"]],
		["a deny rule for another protocol", ["deny udp 443 from any to any", "allow tcp 443 from any to edge1"]],
		["a deny rule for another port", ["deny tcp 1-442 from any to any", "allow tcp 443 from any to edge1"]],
		[
			"rules for all parts of what is outside",
			["allow tcp 443 from 0.0.0.0/1 to edge1", "allow tcp 443 from 128.0.0.0/1 to edge1"],
		],
		["a deny rule for another server", ["deny tcp from any to 131.107.155.11", "allow tcp 443 from any to edge1"]],
	])("%s", (_, rules) => {
		expect(isClosed(rules)).toBe(false);
	});
});

describe("what leaves TCP 443 to the Access Edge closed", () => {
	test.each([
		["another port", ["allow tcp 4443 from any to edge1"]],
		["the neighbouring ports", ["allow tcp 442, 444-500 from any to edge1"]],
		["another protocol", ["allow udp 443 from any to edge1"]],
		["the other direction", ["allow tcp 443 from edge1 to any"]],
		["another address", ["allow tcp 443 from any to 131.107.155.11"]],
		["another subnet", ["allow tcp 443 from any to 131.107.155.128/25"]],
		["an address with host bits, which is no subnet", ["allow tcp 443 from any to 131.107.155.11/24"]],
		["another network", ["allow tcp 443 from any to dmz-int"]],
		["a rule for some senders", ["allow tcp 443 from 198.51.100.0/24 to edge1"]],
		[
			"rules for some parts of what is outside",
			["allow tcp 443 from 0.0.0.0/1 to edge1", "allow tcp 443 from 128.0.0.0/2 to edge1"],
		],
		["a deny rule before the allow rule", ["deny tcp 443 from any to edge1", "allow tcp 443 from any to edge1"]],
		["a deny rule for the network", ["deny tcp from any to dmz-ext", "allow tcp 443 from any to edge1"]],
		["a deny rule for everything", ["deny any from any to any", "allow tcp 443 from any to edge1"]],
	])("%s", (_, rules) => {
		expect(isClosed(rules)).toBe(true);
	});
});

describe("whose rules are meant for the edge", () => {
	const at = (...rules: readonly string[]) => found({ outer: rules }, "fw-ext-access-443").length;

	test.each([
		["of a role", "allow tcp 99 from any to access-edge of edge1"],
		["of a server and a port of the edge", "allow tcp 5061 from any to edge1"],
		["of an address and a port of the edge", "allow udp 443 from any to 131.107.155.10"],
		["of a subnet with servers and a port of the edge", "allow udp 443 from any to 131.107.155.0/26"],
		["of the perimeter network and a port of the edge", "allow tcp 53 from dmz-ext to any"],
		["that open something", "allow tcp 80 from any to any"],
	])("rules %s", (_, rule) => {
		expect(at(rule)).toBe(1);
	});

	test.each([
		["for other ports", "allow tcp 3389 from 198.51.100.7 to edge1"],
		["for every port, from one sender", "allow any from 198.51.100.7 to edge1"],
		["for other addresses", "allow tcp 443 from any to 131.107.155.99"],
		["for other subnets", "allow tcp 443 from any to 131.107.155.128/25"],
		["for other networks", "allow tcp 443 from any to dmz-int"],
		["for servers inside", "allow tcp 443 from 198.51.100.7 to pool1"],
		["against something", "deny tcp 443 from any to access-edge of edge1"],
	])("not rules %s", (_, rule) => {
		expect(at(rule, "allow tcp 25 from any to 131.107.155.99")).toBe(0);
	});

	test.each([
		["in one direction", "allow udp 50000-59999 from internet to any"],
		["at some of its ports", "allow udp 50000-50999 from any to any"],
	])("rules that open a flow %s", (_, rule) => {
		const elements = "edge-server edge1 { adapter external on dmz-ext { address 131.107.155.10 }  av-edge }";
		const world: World = { scenarios: ["av-conferencing"], elements };
		expect(found({ ...world, outer: [rule] }, "fw-ext-av-3478")).toHaveLength(1);
		expect(found({ ...world, outer: [rule.replace("udp 5", "udp 6")] }, "fw-ext-av-3478")).toEqual([]);
	});

	test("a port that the file sets counts like the documented ones", () => {
		const elements = SERVERS.replace("next-hop pool1", "next-hop pool1  remote-access-port 4443");
		const outer = (port: number) => [`allow udp ${port} from any to edge1`];
		expect(found({ outer: outer(4443), elements }, "fw-ext-access-443")).toHaveLength(1);
		expect(found({ outer: outer(4444), elements }, "fw-ext-access-443")).toEqual([]);
	});
});

describe("an address that a firewall translates", () => {
	const elements = SERVERS.replaceAll("131.107.155.10", "10.9.16.10");
	const networks = NETWORKS.replace("131.107.155.0/24", "10.9.16.0/24");
	const at = (nat: string, ...rules: readonly string[]) =>
		found({ outer: [nat, ...rules, FOR_EDGE], elements, networks }, "fw-ext-access-443").length;
	const rule = "allow tcp 443 from any to 131.107.155.10";

	test.each(["nat all", "nat 10.9.16.10", "nat 10.9.16.0/24", "nat 10.9.16.9, 10.9.16.10", ""])(
		"may be the one that a rule names: %s",
		(nat) => {
			expect(at(nat, rule)).toBe(0);
			expect(at(nat, "allow tcp 443 from any to 131.107.155.0/28")).toBe(0);
		},
	);

	test.each(["nat none", "nat 10.9.16.9", "nat 10.9.17.0/24"])("is none: %s", (nat) => {
		expect(at(nat, rule)).toBe(1);
	});

	test.each([
		["names another address of the server", "allow tcp 443 from any to 10.45.16.10"],
		["is for another port", "allow tcp 444 from any to 131.107.155.10"],
		["is for another sender", "allow tcp 443 from 10.0.0.0/8 to 131.107.155.10"],
		["denies", "deny tcp 443 from any to 131.107.155.10"],
		["names what is outside", "allow tcp 443 from any to internet"],
	])("is not the one of a rule that %s", (_, other) => {
		expect(at("nat all", other)).toBe(1);
	});

	test("is stated by a public address, unless the firewall is said to translate it", () => {
		expect(found({ outer: [rule.replace("155.10", "155.99"), FOR_EDGE] }, "fw-ext-access-443")).toHaveLength(1);
		expect(found({ outer: ["nat all", rule.replace("155.10", "155.99"), FOR_EDGE] }, "fw-ext-access-443")).toEqual([]);
	});
});

describe("where nothing can be said", () => {
	test.each([
		["a firewall without rules", undefined],
		["a firewall that only denies", ["deny tcp 25 from any to any"]],
		["a rule with a malformed port", ["allow tcp 80, 70000 from any to edge1"]],
		["a rule with an unknown protocol", ["allow sctp 80 from any to edge1"]],
		["a rule with an unknown end", ["allow tcp 80 from any to edge9"]],
		["a rule for the role of a server that has none", ["allow tcp 80 from any to access-edge of pool1"]],
	])("%s", (_, rules) => {
		const outer = rules?.[0]?.startsWith("allow") ? [...rules, FOR_EDGE] : rules;
		expect(found(outer ? { outer } : {}, "fw-ext-access-443")).toEqual([]);
	});

	test("a text of which another element is being typed, as that may be the array that the rules are for", () => {
		const about = (elements: string) =>
			["fw-ext-access-443", "fw-unneeded-port"].flatMap((code) =>
				found({ outer: ["allow tcp 80 from edge1 to any", "allow tcp 25 from any to isa1"], elements }, code),
			);
		const proxy = "reverse-proxy isa1 { adapter external on dmz-ext }";
		expect(about(`${SERVERS}\n${proxy}\nedge-array array1 { load-balancer hlb1 }\nload-balancer hlb1`)).toHaveLength(2);
		const halfTyped = about(`${SERVERS}\n${proxy}\nedge-array array1 { load-bal`);
		expect(halfTyped.filter((message) => message.includes("firewall outer"))).toEqual([]);
	});

	test("a firewall that could not be read to its end", () => {
		const elements = `${SERVERS}\nfirewall second between internet and dmz-ext { ${FOR_EDGE}  allow }`;
		const outer = [FOR_EDGE];
		expect(found({ outer, elements }, "fw-ext-access-443").filter((one) => one.includes("does not allow"))).toEqual([]);
	});

	test("internal servers of which the address is not stated, beside rules for addresses", () => {
		const bare = SERVERS.replace(/ {2}member.*\n/g, "");
		const inner = (...rules: readonly string[]) => ["allow tcp 5061 from pool1 to edge1", ...rules];
		const at = (...rules: readonly string[]) => found({ inner: inner(...rules), elements: bare }, "fw-int-sip-5061");
		expect(at("allow tcp 5061 from edge1 to 192.168.10.99")).toEqual([]);
		expect(at("allow tcp 5061 from any to 192.168.10.99")).toEqual([]);
		expect(at("allow tcp 5061 from any to 192.168.10.0/28")).toEqual([]);
		expect(at("allow udp 5061 from any to 192.168.10.99")).toHaveLength(1);
		expect(at("deny tcp 5061 from any to 192.168.10.99")).toHaveLength(1);
		expect(at("allow tcp 5061 from edge1 to internet")).toHaveLength(1);
		const nowhere = bare.replace("pool1 in corp", "pool1");
		expect(found({ inner: inner("allow tcp 5061 from edge1 to corp"), elements: nowhere }, "fw-int-sip-5061")).toEqual(
			[],
		);
	});

	test("a server of which the address is not stated, beside rules for addresses", () => {
		const elements = SERVERS.replace("{ address 131.107.155.10 }", "").replace(" at 131.107.155.10", "");
		const outer = ["allow tcp 443 from any to 131.107.155.99", FOR_EDGE];
		expect(found({ outer, elements }, "fw-ext-access-443")).toEqual([]);
		expect(
			found(
				{ outer: ["allow tcp 443 from any to edge2"], elements: `${elements}\nedge-server edge2` },
				"fw-ext-access-443",
			),
		).not.toEqual([]);
	});

	test("a firewall of which a network has no zone", () => {
		const networks = NETWORKS.replace("{ zone external }", "");
		expect(found({ outer: [FOR_EDGE], networks }, "fw-ext-access-443")).toEqual([]);
	});
});

test("a role that shares its address with another is reached by a rule for the other", () => {
	const elements = SERVERS.replace(
		"access-edge {",
		"web-conferencing-edge { external webconf.contoso.com at 131.107.155.10  port 8443 }\n  access-edge {",
	);
	expect(
		found({ outer: ["allow tcp 443 from any to web-conferencing-edge of edge1"], elements }, "fw-ext-access-443"),
	).toEqual([]);
});

describe("connections of internal servers leave from the computers of a pool", () => {
	const back = "allow tcp 5061 from edge1 to pool1";
	const closed = (rules: readonly string[]) => found({ inner: [back, ...rules] }, "fw-int-sip-5061");

	test("a rule for the pool, for its network or for each computer lets them pass", () => {
		expect(closed(["allow tcp 5061 from pool1 to edge1"])).toEqual([]);
		expect(closed(["allow tcp 5061 from corp to edge1"])).toEqual([]);
		expect(closed(["allow tcp 5061 from 192.168.0.0/16 to 10.45.16.10"])).toEqual([]);
		expect(
			closed([
				"allow tcp 5061 from 192.168.10.11 to edge1",
				"allow tcp 5061 from 192.168.10.12 to access-edge of edge1",
			]),
		).toEqual([]);
	});

	test("one computer of the pool that is left out is missed", () => {
		expect(closed(["allow tcp 5061 from 192.168.10.11 to edge1"])).toHaveLength(1);
	});

	test("of a Director array either the Directors or their shared address may be named", () => {
		const elements = SERVERS.replace("next-hop pool1", "next-hop dir1").concat(`
			director dir1 in corp {
			  address 192.168.10.20
			  member  d1.contoso.net at 192.168.10.21
			  member  d2.contoso.net at 192.168.10.22
			}`);
		const inner = (...sources: readonly string[]) => [
			"allow tcp 5061 from edge1 to dir1",
			...sources.map((source) => `allow tcp 5061 from ${source} to edge1`),
		];
		const at = (...sources: readonly string[]) => found({ inner: inner(...sources), elements }, "fw-int-sip-5061");
		expect(at("192.168.10.20")).toEqual([]);
		expect(at("192.168.10.21", "192.168.10.22")).toEqual([]);
		expect(at("192.168.10.21")).toHaveLength(1);
	});
});

describe("behind a Director", () => {
	const director = "director dir1 in corp { address 192.168.10.20 }";
	const servers = (route: string) =>
		`${SERVERS.replace("next-hop pool1", "next-hop dir1").replace("{\n  edition", `{\n  ${route}\n  edition`)}\n${director}`;
	const inner = ["allow tcp 5061 from edge1 to dir1", "allow tcp 5061 from dir1 to edge1"];
	const at = (elements: string, ...more: readonly string[]) =>
		found({ inner: [...inner, ...more], elements }, "fw-int-sip-5061");

	test("a pool sends to the Access Edge only when it is told to", () => {
		expect(at(servers(""))).toEqual([]);
		expect(at(servers("federation-route dir1"))).toEqual([]);
		expect(at(servers("federation-route edge1"))).toHaveLength(1);
		expect(at(servers("federation-route edge1"), "allow tcp 5061 from pool1 to edge1")).toEqual([]);
	});

	test("a pool may be told to send to a member of an array", () => {
		const array = `edge-array array1 {
			  members edge1
			  virtual-address internal access-edge ap.contoso.net at 10.45.16.20
			}`;
		const balanced = (route: string, ...more: readonly string[]) =>
			found(
				{
					inner: ["allow tcp 5061 from array1 to dir1", "allow tcp 5061 from dir1 to array1", ...more],
					elements: `${servers(route)}\n${array}`,
				},
				"fw-int-sip-5061",
			);
		expect(balanced("")).toEqual([]);
		expect(balanced("federation-route edge1")).toHaveLength(1);
		expect(balanced("federation-route array1")).toHaveLength(1);
		expect(balanced("federation-route edge1", "allow tcp 5061 from pool1 to array1")).toEqual([]);
	});

	test("without one every pool sends to the Access Edge", () => {
		const second = `${SERVERS}\npool pool2 in corp { edition standard  address 192.168.10.40 }`;
		const rules = ["allow tcp 5061 from edge1 to pool1", "allow tcp 5061 from pool1 to edge1"];
		expect(found({ inner: rules, elements: second }, "fw-int-sip-5061")).toHaveLength(1);
		expect(
			found({ inner: [...rules, "allow tcp 5061 from pool2 to edge1"], elements: second }, "fw-int-sip-5061"),
		).toEqual([]);
	});
});

describe("internal clients and media servers", () => {
	const elements = `
		pool pool1 in corp { edition enterprise-consolidated }
		edge-server edge1 { adapter external on dmz-ext  adapter internal on dmz-int { address 10.45.16.10 }  av-edge }`;
	const twoNetworks = `${NETWORKS}\nnetwork branch { zone internal  subnet 192.168.20.0/24, 192.168.30.0/24 }`;
	const at = (inner: readonly string[], networks: string) =>
		found({ scenarios: ["av-conferencing"], inner, networks, elements }, "fw-int-stun-3478");

	test("are let in by a rule for any, for all networks, or for subnets that hold them all", () => {
		expect(at(["allow udp 3478 from any to edge1"], twoNetworks)).toEqual([]);
		expect(at(["allow udp 3478 from corp to edge1", "allow udp 3478 from branch to edge1"], twoNetworks)).toEqual([]);
		expect(at(["allow udp 3478 from 192.168.0.0/16 to edge1"], twoNetworks)).toEqual([]);
		expect(at(["allow udp 3478 from 192.168.10.0/24 to edge1"], NETWORKS)).toEqual([]);
	});

	test("are let in by several rules for the parts of a network", () => {
		const parts = (...subnets: readonly string[]) => subnets.map((subnet) => `allow udp 3478 from ${subnet} to edge1`);
		expect(at(parts("corp", "192.168.20.0/24", "192.168.30.0/24"), twoNetworks)).toEqual([]);
		expect(at(parts("192.168.10.0/25", "192.168.10.128/26", "192.168.10.192/26"), NETWORKS)).toEqual([]);
		expect(at(parts("192.168.10.0/25", "192.168.10.128/26"), NETWORKS)).toHaveLength(1);
	});

	describe("where clients have networks of their own", () => {
		const servers = `
			pool pool1 in corp {
			  edition enterprise-expanded
			  member  fe1.contoso.net at 192.168.10.11 { roles front-end }
			  member  avc1.contoso.net at 192.168.10.12 { roles av-conferencing }
			}
			mediation-server med1 in corp { address 192.168.10.40 }
			edge-server edge1 { adapter external on dmz-ext  adapter internal on dmz-int { address 10.45.16.10 }  av-edge }`;
		const networks = `${NETWORKS}\nnetwork clients { zone internal  subnet 192.168.20.0/24 }`;
		const from = (senders: readonly string[], scenario = "av-conferencing", more = servers) =>
			found(
				{
					scenarios: [scenario],
					inner: senders.map((sender) => `allow udp 3478 from ${sender} to edge1`),
					networks,
					elements: more,
				},
				"fw-int-stun-3478",
			);

		test("media servers are enough of the others", () => {
			expect(from(["clients", "192.168.10.12"])).toEqual([]);
			expect(from(["clients", "pool1"])).toEqual([]);
			expect(from(["clients", "192.168.10.12", "192.168.10.40"], "enterprise-voice")).toEqual([]);
		});

		test("all of them are asked for, and clients", () => {
			expect(from(["clients"])).toHaveLength(1);
			expect(from(["clients", "192.168.10.11"])).toHaveLength(1);
			expect(from(["pool1"])).toHaveLength(1);
			expect(from(["clients", "pool1"], "enterprise-voice")).toHaveLength(1);
		});

		test("a network with domain controllers is none of clients", () => {
			const controllers = servers.concat("\nactive-directory ad1 in clients { domain contoso.net }");
			expect(from(["clients", "pool1"], "av-conferencing", controllers)).toHaveLength(1);
		});

		test("networks behind another firewall are asked about there", () => {
			const branch = `
				network branch-dmz { zone perimeter  subnet 10.46.16.0/24 }
				network branch { zone internal  subnet 192.168.30.0/24 }
				firewall branch-inner between branch-dmz and branch { allow udp 3478 from branch to edge2 }
				edge-server edge2 { adapter external on dmz-ext  adapter internal on branch-dmz { address 10.46.16.10 }  av-edge }`;
			const at = (...senders: readonly string[]) =>
				found(
					{
						scenarios: ["av-conferencing"],
						inner: senders.map((sender) => `allow udp 3478 from ${sender} to edge1`),
						elements: servers + branch,
					},
					"fw-int-stun-3478",
				);
			expect(at("corp")).toEqual([]);
			expect(at("branch")).toHaveLength(1);
			expect(at("pool1")).toHaveLength(1);
		});

		test("servers behind another firewall are asked about there", () => {
			const second = servers.replaceAll("in corp", "in clients").concat(`
				network far-dmz { zone perimeter }
				network far { zone internal }
				firewall second between far-dmz and far`);
			expect(from(["pool1"], "av-conferencing", second)).toHaveLength(1);
		});
	});

	test("are missed where a network or a part of one is left out", () => {
		expect(at(["allow udp 3478 from corp to edge1"], twoNetworks)[0]).toContain("from clients and servers in branch");
		expect(at(["allow udp 3478 from 192.168.10.0/25 to edge1"], NETWORKS)).toHaveLength(1);
		expect(
			at(["allow udp 3478 from corp to edge1", "allow udp 3478 from 192.168.20.0/24 to edge1"], twoNetworks),
		).toHaveLength(1);
		expect(at(["allow udp 3478 from pool1 to edge1"], NETWORKS)).toHaveLength(1);
	});

	test("are not asked about where their network states no subnet and rules name addresses", () => {
		const bare = NETWORKS.replace("  subnet 192.168.10.0/24", "");
		expect(at(["allow udp 3478 from 192.168.10.0/24 to edge1"], bare)).toEqual([]);
		expect(at(["allow udp 3478 from internet to edge1"], bare)).toHaveLength(1);
	});
});

describe("an edge array", () => {
	const elements = `
		pool pool1 in corp { edition enterprise-consolidated }
		edge-server edge1 { adapter external on dmz-ext  adapter internal on dmz-int  access-edge { external sip.contoso.com at 131.107.155.11  next-hop pool1 } }
		edge-server edge2 { adapter external on dmz-ext  adapter internal on dmz-int  access-edge { external sip.contoso.com at 131.107.155.12  next-hop pool1 } }
		edge-array array1 {
		  members edge1, edge2
		  virtual-address external access-edge sip.contoso.com at 131.107.155.10
		  virtual-address internal access-edge ap.contoso.net  at 10.45.16.10
		}
		load-balancer hlb1`;
	const at = (outer: readonly string[], code: string) => found({ outer, elements, scenarios: ["federation"] }, code);

	test("is reached by its virtual address, and not by that of a member", () => {
		const out = "allow tcp 5061 from array1 to any";
		expect(at([out, "allow tcp 5061 from any to access-edge of array1"], "fw-ext-access-5061")).toEqual([]);
		expect(at([out, "allow tcp 5061 from any to 131.107.155.10"], "fw-ext-access-5061")).toEqual([]);
		expect(at([out, "allow tcp 5061 from any to edge1"], "fw-ext-access-5061")).toHaveLength(1);
	});

	test("has a virtual address for each role and side", () => {
		const several = elements.replace(
			"virtual-address external access-edge",
			"virtual-address external av-edge av.contoso.com at 131.107.155.99\n  virtual-address external access-edge",
		);
		const out = "allow tcp 5061 from array1 to any";
		const into = (end: string) =>
			found(
				{ outer: [out, `allow tcp 5061 from any to ${end}`], elements: several, scenarios: ["federation"] },
				"fw-ext-access-5061",
			);
		expect(into("131.107.155.99")).toHaveLength(1);
		expect(into("10.45.16.10")).toHaveLength(1);
		expect(into("av-edge of array1")).toHaveLength(1);
		expect(into("array1")).toEqual([]);
	});

	test("sends to its next hop from its internal virtual address or from all members", () => {
		const inner = (...sources: readonly string[]) => [
			"allow tcp 5061 from pool1 to array1",
			...sources.map((source) => `allow tcp 5061 from ${source} to pool1`),
		];
		const from = (...sources: readonly string[]) => found({ inner: inner(...sources), elements }, "fw-int-sip-5061");
		expect(from("access-edge of array1")).toEqual([]);
		expect(from("10.45.16.10")).toEqual([]);
		expect(from("edge1", "access-edge of edge2")).toEqual([]);
		expect(from("edge2")).toHaveLength(1);
	});

	test("opens connections from its virtual address or from all members", () => {
		const into = "allow tcp 5061 from any to array1";
		const from = (...sources: readonly string[]) =>
			at([into, ...sources.map((source) => `allow tcp 5061 from ${source} to any`)], "fw-ext-access-5061");
		expect(from("131.107.155.10")).toEqual([]);
		expect(from("edge1", "access-edge of edge2")).toEqual([]);
		expect(from("edge1")).toHaveLength(1);
	});

	test("has the revocation lists fetched by each member, for which a rule for the array is enough", () => {
		expect(at(["allow tcp 80 from access-edge of array1 to any"], "fw-ext-crl-80")).toEqual([]);
		expect(at(["allow tcp 80 from edge1 to any"], "fw-ext-crl-80")).toHaveLength(1);
	});
});

describe("several firewalls", () => {
	const networks = `${NETWORKS}\nnetwork london-dmz { zone perimeter  subnet 131.107.200.0/24 }\nnetwork london { zone internal }`;
	const london = (rules: string) => `${SERVERS}
		firewall london-outer between internet and london-dmz { ${rules} }
		edge-server edge2 { adapter external on london-dmz  access-edge { next-hop pool1 } }`;
	const outer = ["allow tcp 443 from any to edge1"];

	test("each server is asked about at the firewall of its own perimeter", () => {
		const [message, ...others] = found(
			{ networks, outer, elements: london("allow tcp 80 from any to any") },
			"fw-ext-access-443",
		);
		expect(message).toContain("The firewall london-outer does not allow TCP 443 from any to the Access Edge of edge2");
		expect(others).toEqual([]);
		expect(
			found({ networks, outer, elements: london("allow tcp 443 from any to edge2") }, "fw-ext-access-443"),
		).toEqual([]);
	});

	test("a server that does not say where it stands is not asked about, unless its address tells", () => {
		const rules = "allow tcp 80 from any to any";
		const nowhere = london(rules).replace("adapter external on london-dmz", "adapter external");
		expect(found({ networks, outer, elements: nowhere }, "fw-ext-access-443")).toEqual([]);
		const atAddress = london(rules).replace(
			"adapter external on london-dmz",
			"adapter external { address 131.107.200.10 }",
		);
		expect(found({ networks, outer, elements: atAddress }, "fw-ext-access-443")).toHaveLength(1);
	});

	test("two firewalls between the same networks share the work", () => {
		const second = (rule: string) => `${SERVERS}\nfirewall second between internet and dmz-ext { ${rule} }`;
		const first = ["allow tcp 80 from edge1 to any"];
		expect(found({ outer: first, elements: second("allow tcp 443 from any to edge1") }, "fw-ext-access-443")).toEqual(
			[],
		);
		expect(
			found({ outer: first, elements: second("allow tcp 444 from any to edge1") }, "fw-ext-access-443"),
		).toHaveLength(1);
		expect(found({ outer: first, elements: second("nat none") }, "fw-ext-access-443")).toEqual([]);
	});
});

describe("how a new rule is written", () => {
	const written = (outer: readonly string[], elements = SERVERS) => {
		const text = [
			"deployment Contoso { scenario remote-access }",
			NETWORKS,
			`firewall outer between internet and dmz-ext {\n  ${outer.join("\n  ")}\n}`,
			elements,
		].join("\n");
		const [finding] = analyse(text, STRICT).findings.filter(({ code }) => code === "fw-ext-access-443");
		return finding?.fixes[0]?.edits[0]?.newText.trim();
	};

	test("with its ends below those of the others, where these are aligned", () => {
		expect(written(["allow tcp 80         from edge1 to any"])).toBe(
			"allow tcp 443        from any to access-edge of edge1",
		);
		expect(written(["allow tcp 80 from edge1 to any", "allow udp 50000-50100 from edge1 to any"])).toBe(
			"allow tcp 443 from any to access-edge of edge1",
		);
	});

	test("with addresses, where the others name addresses and nothing else", () => {
		expect(written(["allow tcp 80 from 131.107.155.10 to any"])).toBe("allow tcp 443 from any to 131.107.155.10");
		expect(written(["allow tcp 80 from 131.107.155.10 to internet"])).toBe(
			"allow tcp 443 from any to access-edge of edge1",
		);
		expect(written(["allow tcp 80 from 131.107.155.10 to any", "allow tcp 81 from access-edge of edge1 to any"])).toBe(
			"allow tcp 443 from any to access-edge of edge1",
		);
	});

	test("on the line of the last rule, where the closing brace stands there too", () => {
		const text = `deployment Contoso { scenario remote-access }${NETWORKS}
firewall outer between internet and dmz-ext {
  allow tcp 80 from edge1 to any }
${SERVERS}`;
		const [finding] = analyse(text, STRICT).findings.filter(({ code }) => code === "fw-ext-access-443");
		expect(finding?.fixes[0]?.edits[0]?.newText).toBe("\n  allow tcp 443 from any to access-edge of edge1");
	});
});

describe("a rule that denies everything before others", () => {
	const at = (outer: readonly string[], code: string, scenarios: readonly string[] = ["federation"]) =>
		found({ outer, scenarios }, code);
	const allow = [
		"allow tcp 5061 from any to edge1",
		"allow tcp 5061 from edge1 to any",
		"allow tcp 80 from edge1 to any",
		"allow udp 53 from edge1 to any",
		"allow tcp 53 from edge1 to any",
	];

	test("is one mistake, told by the first flow that everybody asks about", () => {
		const outer = ["deny any from any to any", ...allow];
		expect(at(outer, "fw-ext-access-5061")).toEqual([
			"The firewall outer denies everything before its other rules are asked. That closes TCP 5061 from any to the Access Edge of edge1 (131.107.155.10), and 2 other flows. Move this rule to the end.",
		]);
		expect(at(outer, "fw-ext-crl-80")).toEqual([]);
	});

	test("is told by a flow that somebody asks about", () => {
		const outer = ["deny any from any to any", ...allow];
		const text = (rules: string) =>
			analyse(
				[
					`deployment Contoso { scenario federation }`,
					NETWORKS,
					`firewall outer between internet and dmz-ext {\n${rules}\n}`,
					SERVERS,
				].join("\n"),
				{ preset: "strict", severities: new Map([["fw-ext-access-5061", "off"]]) },
			).findings.filter(({ message }) => message.includes("denies everything"));
		const [finding, ...others] = text(outer.join("\n"));
		expect(finding).toMatchObject({ code: "fw-ext-crl-80" });
		expect(finding?.message).toContain("and 2 other flows");
		expect(others).toEqual([]);
	});

	test("is told by any flow where nothing else is closed, without a number", () => {
		const [into = "", out = "", crl = ""] = allow;
		expect(at([into, out, "deny any from any to any", crl], "fw-ext-crl-80")).toEqual([
			"The firewall outer denies everything before its other rules are asked. That closes TCP 80 from the Access Edge of edge1 (131.107.155.10) to any. Move this rule to the end.",
		]);
		expect(at([into, "deny any from any to any", out, crl], "fw-ext-access-5061")[0]).toContain("and one other flow.");
	});

	test("is not to blame for what no rule allows", () => {
		const outer = ["deny any from any to any", ...allow.slice(1)];
		expect(at(outer, "fw-ext-access-5061")).toEqual([
			"The firewall outer does not allow TCP 5061 from any to the Access Edge of edge1 (131.107.155.10). Partners and IM providers exchange SIP with the Access Edge in both directions. Add the rule.",
			expect.stringContaining(
				"denies everything before its other rules are asked. That closes TCP 5061 from the Access",
			),
		]);
		expect(at(outer, "fw-ext-crl-80")).toEqual([]);
	});
});

describe("a deny rule that closes a flow", () => {
	const at = (deny: string) => {
		const text = `deployment Contoso { scenario remote-access }${NETWORKS}
firewall outer between internet and dmz-ext {
  allow tcp 80 from edge1 to any
  ${deny}
}
${SERVERS}`;
		const [finding] = analyse(text, STRICT).findings.filter(({ code }) => code === "fw-ext-access-443");
		return finding && { message: finding.message, safety: finding.fixes[0]?.safety };
	};

	test("for everything at the end of a list is no denial of this flow", () => {
		expect(at("deny any from any to any")).toMatchObject({
			message: expect.stringContaining("does not allow"),
			safety: "safe",
		});
		expect(at("deny tcp 1-65535 from any to any")).toMatchObject({ safety: "safe" });
	});

	test.each([
		"deny tcp 443 from any to any",
		"deny tcp from internet to any",
		"deny tcp from any to edge1",
		"deny tcp 443 from any to edge1",
	])("by name is one: %s", (deny) => {
		expect(at(deny)).toMatchObject({ message: expect.stringContaining("denies TCP 443"), safety: "unsafe" });
	});
});
