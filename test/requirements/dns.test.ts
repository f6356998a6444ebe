import { describe, expect, it } from "vitest";
import { dnsLine, internalServers, requirementsOf, reverseProxy, singleSite, usualScenarios } from "./support.js";

const linesOf = (text: string) => requirementsOf(text).dns.map(dnsLine);
const externalOf = (text: string) => linesOf(text).filter((line) => line.startsWith("external"));
const internalOf = (text: string) => linesOf(text).filter((line) => line.startsWith("internal"));

describe("the DNS records of a single-site edge with every usual scenario", () => {
	it("are in public DNS", () => {
		expect(externalOf(singleSite())).toEqual([
			"external SRV _sipfederationtls._tcp.contoso.com sip.contoso.com:5061",
			"external SRV _sipfederationtls._tcp.fabrikam.com sip.fabrikam.com:5061",
			"external SRV _sip._tls.contoso.com sip.contoso.com:443",
			"external SRV _sip._tls.fabrikam.com sip.fabrikam.com:443",
			"external A sip.contoso.com 131.107.155.10",
			"external A sip.fabrikam.com 131.107.155.10",
			"external A webconf.contoso.com 131.107.155.11",
			"external A av.contoso.com 131.107.155.12",
			"external A ocsweb.contoso.com 131.107.155.20",
		]);
	});

	it("are in internal DNS", () => {
		expect(internalOf(singleSite())).toEqual([
			"internal A edge1.contoso.net 10.45.16.10",
			"internal A av1.contoso.net 10.45.16.12",
			"internal A pool1.contoso.net 192.168.10.30",
			"internal A dir1.contoso.net 192.168.10.20",
			"internal SRV _sipinternaltls._tcp.contoso.com ?:5061",
			"internal SRV _sipinternaltls._tcp.fabrikam.com ?:5061",
		]);
	});

	it("are one record where one name serves several purposes, for the scenarios of all of them", () => {
		const { dns } = requirementsOf(singleSite());
		expect(dns.find((record) => record.name === "sip.contoso.com")).toMatchObject({
			templates: ["sip-domain-a", "access-edge-a"],
			requiredBy: [
				"remote-access",
				"federation",
				"public-im",
				"web-conferencing",
				"av-conferencing",
				"point-to-point-av",
			],
		});
		expect(dns.find((record) => record.name === "pool1.contoso.net")?.templates).toEqual([
			"pool-a",
			"web-farm-internal-a",
		]);
	});

	it("say where they belong to", () => {
		const { dns } = requirementsOf(singleSite());
		expect(dns.find((record) => record.name === "ocsweb.contoso.com")).toMatchObject({
			host: "isa1",
			requiredBy: ["address-book", "group-expansion", "meeting-content"],
		});
	});
});

describe("the purpose of an internal record of the edge", () => {
	const own = "Web Conferencing Servers look up every Web Conferencing Edge by its own name";
	const purposeOf = (text: string, name: string) =>
		requirementsOf(text).dns.find((record) => record.view === "internal" && record.name === name)?.purpose;
	const array = `${singleSite()}
edge-array edges { members edge1  virtual-address internal access-edge edges.contoso.net at 10.45.16.30 }
`;

	it("names Web Conferencing Servers for a computer with a Web Conferencing Edge only", () => {
		expect(purposeOf(singleSite(), "edge1.contoso.net")).toContain(own);
		expect(purposeOf(singleSite(), "av1.contoso.net")).toBe("Internal servers reach the edge.");
		expect(purposeOf(array, "edges.contoso.net")).toBe(
			"Internal servers reach the edge. It is the virtual address of an array, for which the load balancer answers.",
		);
		expect(purposeOf(array, "edge1.contoso.net")).toContain(own);
	});

	it("does not name them where no scenario needs a Web Conferencing Edge", () => {
		expect(purposeOf(singleSite(["remote-access"]), "edge1.contoso.net")).toBe("Internal servers reach the edge.");
	});
});

describe("federation", () => {
	it("needs its record for discovery only", () => {
		expect(externalOf(singleSite(["federation { mode enhanced }"]))[0]).toContain("_sipfederationtls");
		expect(externalOf(singleSite(["federation"]))[0]).toContain("_sipfederationtls");
		expect(externalOf(singleSite(["federation { mode direct }"]))).toEqual([
			"external A sip.contoso.com 131.107.155.10",
		]);
	});

	it("points at the port on which this edge listens for partners", () => {
		const text = singleSite(["federation"]).replace("next-hop dir1", "next-hop dir1 federation-port 5071");
		expect(externalOf(text)).toContain("external SRV _sipfederationtls._tcp.contoso.com sip.contoso.com:5071");
	});

	it("leads partners of each SIP domain to a name in that domain, which then needs an address", () => {
		expect(externalOf(singleSite(["federation"], { properties: "" }))).toEqual([
			"external SRV _sipfederationtls._tcp.contoso.com sip.contoso.com:5061",
			"external SRV _sipfederationtls._tcp.fabrikam.com sip.fabrikam.com:5061",
			"external A sip.fabrikam.com 131.107.155.10",
			"external A sip.contoso.com 131.107.155.10",
		]);
	});

	it("does not make anybody sign in from outside", () => {
		expect(externalOf(singleSite(["federation { mode direct }"])).join()).not.toContain("sip.fabrikam.com");
	});
});

describe("sign-in of remote clients", () => {
	const signIn = (properties: string) =>
		linesOf(singleSite(["remote-access"], { properties })).filter((line) =>
			/_sip\._tls|_sipinternaltls|A sip\./.test(line),
		);

	it("finds the edge by itself when clients configure themselves", () => {
		expect(signIn("client-configuration automatic")).toHaveLength(6);
	});

	it("needs only the edge's own name when clients are configured by hand", () => {
		expect(signIn("client-configuration manual")).toEqual(["external A sip.contoso.com 131.107.155.10"]);
	});

	it("keeps the name that clients fall back to, and asks for no SRV record, when the file does not say", () => {
		expect(signIn("")).toEqual([
			"external A sip.contoso.com 131.107.155.10",
			"external A sip.fabrikam.com 131.107.155.10",
		]);
	});
});

describe("meeting content on its own", () => {
	it("comes through the Web Conferencing Edge, which outside users must find", () => {
		expect(externalOf(singleSite(["meeting-content"]))).toEqual([
			"external A webconf.contoso.com 131.107.155.11",
			"external A ocsweb.contoso.com 131.107.155.20",
		]);
	});
});

describe("a range where a record holds one port", () => {
	it("leaves the port open", () => {
		const text = singleSite(["federation"]).replace("next-hop dir1", "next-hop dir1 federation-port 5061-5070");
		expect(externalOf(text)[0]).toBe("external SRV _sipfederationtls._tcp.contoso.com sip.contoso.com:?");
	});
});

describe("taking a scenario away", () => {
	it("takes the name of a role that nothing else uses", () => {
		const left = usualScenarios.filter(
			(scenario) => scenario !== "av-conferencing" && scenario !== "point-to-point-av",
		);
		const names = linesOf(singleSite(left)).join("\n");
		expect(names).not.toContain("av.contoso.com");
		expect(names).not.toContain("av1.contoso.net");
	});

	it("takes the external web farm with the last scenario that the web farm serves", () => {
		expect(externalOf(singleSite(["remote-access", "meeting-content"])).join()).toContain("ocsweb.contoso.com");
		expect(externalOf(singleSite(["remote-access"])).join()).not.toContain("ocsweb.contoso.com");
	});

	it("leaves nothing when no scenario is wanted", () => {
		expect(linesOf(singleSite([]))).toEqual([]);
	});
});

describe("the web farm", () => {
	it("takes the external name of the pool where the publishing does not say", () => {
		const proxy = reverseProxy.replace("external-url ocsweb.contoso.com", "");
		expect(externalOf(singleSite(["address-book"], { proxy }))).toContain(
			"external A ocsweb.contoso.com 131.107.155.20",
		);
	});

	it("has one external name only: the one under which it is published", () => {
		const proxy = reverseProxy.replace("external-url ocsweb.contoso.com", "external-url web.contoso.com");
		expect(externalOf(singleSite(["address-book"], { proxy }))).toEqual(["external A web.contoso.com 131.107.155.20"]);
	});

	it("has no record for Communicator Web Access, whose name the file cannot state", () => {
		expect(linesOf(singleSite(["communicator-web-access"]))).toEqual([]);
	});

	it("needs its external record before anything publishes it", () => {
		expect(externalOf(singleSite(["address-book"], { proxy: "" }))).toEqual(["external A ocsweb.contoso.com ?"]);
	});

	it("has an address of its own that the file cannot state, unless it shares the name or the computer of the pool", () => {
		const expanded = internalServers.replace("internal pool1.contoso.net", "internal webfarm.contoso.net");
		expect(internalOf(singleSite(["address-book"], { internal: expanded }))).toEqual([
			"internal A webfarm.contoso.net ?",
		]);
		const standard = expanded.replace("enterprise-consolidated", "standard");
		expect(internalOf(singleSite(["address-book"], { internal: standard }))).toEqual([
			"internal A webfarm.contoso.net 192.168.10.30",
		]);
		const oneMember = expanded.replace(
			"roles    front-end, web-conferencing, av-conferencing, web-components",
			"member wc1.contoso.net at 192.168.10.41 { roles web-components } member fe1.contoso.net { roles front-end }",
		);
		expect(internalOf(singleSite(["address-book"], { internal: oneMember }))).toEqual([
			"internal A webfarm.contoso.net 192.168.10.41",
		]);
	});
});

describe("internal sign-in", () => {
	it("goes where the file's own record says, with a Director or without", () => {
		const declared = `${internalServers}
			dns external { srv _sipinternaltls._tcp.contoso.com -> wrong.contoso.com:5061 }
			dns internal { srv _sipinternaltls._tcp.contoso.com -> dir1.contoso.net:5061 }`;
		const { dns } = requirementsOf(singleSite(["remote-access"], { internal: declared }));
		const signIn = dns.filter((record) => record.template === "sip-internal-tls-srv");
		expect(signIn.map(dnsLine)).toEqual([
			"internal SRV _sipinternaltls._tcp.contoso.com dir1.contoso.net:5061",
			"internal SRV _sipinternaltls._tcp.fabrikam.com ?:5061",
		]);
		expect(signIn.map((record) => record.host)).toEqual(["dir1", undefined]);
	});

	it("goes to the only pool where there is no Director", () => {
		const internal = "pool pool1 in corp { fqdn pool1.contoso.net  member fe1.contoso.net at 192.168.10.31 }";
		expect(internalOf(singleSite(["remote-access"], { internal }))).toEqual([
			"internal A edge1.contoso.net 10.45.16.10",
			"internal A pool1.contoso.net 192.168.10.31",
			"internal SRV _sipinternaltls._tcp.contoso.com pool1.contoso.net:5061",
			"internal SRV _sipinternaltls._tcp.fabrikam.com pool1.contoso.net:5061",
		]);
	});
});

describe("an edge array", () => {
	const edge = `
		edge-server ap1 { fqdn ap1.contoso.net  access-edge { }  web-conferencing-edge { external webconf.contoso.com } }
		edge-server ap2 { fqdn ap2.contoso.net  access-edge { }  web-conferencing-edge { external webconf.contoso.com } }
		edge-array ap {
			members ap1, ap2
			virtual-address external access-edge sip.contoso.com at 131.107.155.21
			virtual-address internal access-edge ap.contoso.net at 10.45.16.21
			virtual-address internal web-conferencing-edge never.contoso.net at 10.45.16.22
		}`;
	const scenarios = ["web-conferencing"];

	it("is known outside by its virtual address, inside also by each member, for the Web Conferencing Servers", () => {
		expect(
			linesOf(singleSite(scenarios, { edge, internal: "", proxy: "", properties: "client-configuration manual" })),
		).toEqual([
			"external A sip.contoso.com 131.107.155.21",
			"external A webconf.contoso.com ?",
			"internal A ap1.contoso.net ?",
			"internal A ap2.contoso.net ?",
			"internal A ap.contoso.net 10.45.16.21",
		]);
	});
});

describe("what the file leaves open", () => {
	it("has no name made up for it", () => {
		const edge = "edge-server edge1 { access-edge { } }";
		expect(linesOf(singleSite(["remote-access"], { edge, internal: "", proxy: "", properties: "" }))).toEqual([
			"external A sip.contoso.com ?",
			"external A sip.fabrikam.com ?",
		]);
	});

	it("has no target made up for an SRV record", () => {
		const edge = "edge-server edge1 { access-edge { } }";
		expect(linesOf(singleSite(["federation"], { edge, internal: "", proxy: "" }))[0]).toBe(
			"external SRV _sipfederationtls._tcp.contoso.com ?:5061",
		);
	});
});

describe("several Access Edges", () => {
	const edge = `
		edge-server one { access-edge { external sip.contoso.com } }
		edge-server two { access-edge { external sip.contoso.com at 131.107.155.12 } }
		edge-server three { access-edge { external access.contoso.com at 131.107.155.13 } }`;

	it("have a record for each value, and none for a value that is not known where another is", () => {
		const text = singleSite(["federation"], { edge, internal: "", proxy: "" });
		expect(linesOf(text).filter((line) => !line.includes("fabrikam"))).toEqual([
			"external SRV _sipfederationtls._tcp.contoso.com sip.contoso.com:5061",
			"external SRV _sipfederationtls._tcp.contoso.com access.contoso.com:5061",
			"external A sip.contoso.com 131.107.155.12",
			"external A access.contoso.com 131.107.155.13",
		]);
	});
});
