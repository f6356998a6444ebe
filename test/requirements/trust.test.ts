import { describe, expect, it } from "vitest";
import { internalServers, requirementsOf, singleSite, singleSiteEdge, trustLine, usualScenarios } from "./support.js";

const linesOf = (text: string) => requirementsOf(text).trust.map(trustLine);
const of = (template: string, text: string) => linesOf(text).filter((line) => line.startsWith(template));

describe("the trust settings of a single-site edge with every usual scenario", () => {
	it("are made on the internal servers and on the edge, with the file's own names", () => {
		expect(linesOf(singleSite())).toEqual([
			"trusted-edge on forest: edge1.contoso.net",
			"trusted-edge on forest: av1.contoso.net",
			"federation-route on forest: dir1.contoso.net:5061",
			"web-conferencing-edge-entry on pool1: edge1.contoso.net:8057",
			"av-authentication-service on pool1: av1.contoso.net:5062",
			"external-web-farm on pool1: ocsweb.contoso.com",
			"next-hop on edge1: dir1.contoso.net:5061",
			"internal-sip-domain on edge1: contoso.com",
			"internal-sip-domain on edge1: fabrikam.com",
			"authorized-server on edge1: dir1.contoso.net",
			"authorized-server on edge1: pool1.contoso.net",
		]);
	});

	it("say where each is set", () => {
		const { trust } = requirementsOf(singleSite());
		expect(trust.find((entry) => entry.template === "trusted-edge")).toMatchObject({
			side: "internal",
			where: "Global Properties, Edge Servers tab",
			names: "edge1",
		});
		expect(trust.find((entry) => entry.template === "next-hop")?.side).toBe("edge");
	});

	it("give all fields of a Web Conferencing Edge entry", () => {
		const text = singleSite().replace(
			"certificate webconf-ext }",
			"certificate webconf-ext port 4431 internal-port 8058 }",
		);
		const entry = requirementsOf(text).trust.find((each) => each.template === "web-conferencing-edge-entry");
		expect(entry?.fields).toEqual([
			{ label: "Internal FQDN", value: "edge1.contoso.net" },
			{ label: "Internal port", value: "8058" },
			{ label: "External FQDN", value: "webconf.contoso.com" },
			{ label: "External port", value: "4431" },
		]);
	});
});

describe("the federation route", () => {
	it("has no port where the file states a range for it", () => {
		const internal = internalServers.slice(0, internalServers.indexOf("director"));
		const text = singleSite(["federation"], { internal }).replace("next-hop dir1", "internal-port 5061-5071");
		expect(of("federation-route", text)).toEqual(["federation-route on forest: edge1.contoso.net"]);
	});

	it("leads straight to the Access Edge where there is no Director", () => {
		const internal = internalServers.slice(0, internalServers.indexOf("director"));
		const text = singleSite(["federation"], { internal }).replace("next-hop dir1", "next-hop pool1 internal-port 5071");
		expect(of("federation-route", text)).toEqual(["federation-route on forest: edge1.contoso.net:5071"]);
	});

	it("leads to the Director that is the next hop where there are several", () => {
		const internal = `director dir2 in corp { fqdn dir2.contoso.net } ${internalServers}`;
		expect(of("federation-route", singleSite(["public-im"], { internal }))).toEqual([
			"federation-route on forest: dir1.contoso.net:5061",
		]);
	});

	it("is left open where the file does not decide it", () => {
		const internal = `director dir2 in corp { fqdn dir2.contoso.net } ${internalServers}`;
		const text = singleSite(["public-im"], { internal }).replace("next-hop dir1", "");
		expect(of("federation-route", text)).toEqual(["federation-route on forest: ?:5061"]);
	});

	it("is needed for partners and IM providers only", () => {
		expect(of("federation-route", singleSite(["remote-access"]))).toEqual([]);
	});
});

describe("A/V authentication", () => {
	const twoEdges = `${singleSiteEdge} edge-server av2 { fqdn av2.contoso.net  av-edge { } }`;

	it("is the one that the pool names where there are several A/V Edges", () => {
		const internal = internalServers.replace("edition ", "av-authentication av2 edition ");
		expect(of("av-auth", singleSite(["av-conferencing"], { edge: twoEdges, internal }))).toEqual([
			"av-authentication-service on pool1: av2.contoso.net:5062",
		]);
	});

	it("is not chosen for the author", () => {
		expect(of("av-auth", singleSite(["av-conferencing"], { edge: twoEdges }))).toEqual([
			"av-authentication-service on pool1: ?:5062",
		]);
	});

	it("is the virtual address of an array, also where a pool names a member", () => {
		const edge = `${twoEdges} edge-array av { members av1, av2  virtual-address internal av-edge av.contoso.net }`;
		const internal = internalServers.replace("edition ", "av-authentication av2 edition ");
		expect(of("av-auth", singleSite(["av-conferencing"], { edge, internal }))).toEqual([
			"av-authentication-service on pool1: av.contoso.net:5062",
		]);
	});

	it("is also set on the Mediation Server, for voice only", () => {
		const internal = `${internalServers} mediation-server med1 in corp { fqdn med1.contoso.net }`;
		expect(of("mediation", singleSite(["enterprise-voice"], { internal }))).toEqual([
			"mediation-av-edge on med1: av1.contoso.net:5062",
		]);
		expect(of("mediation", singleSite(["av-conferencing"], { internal }))).toEqual([]);
	});
});

describe("the servers that may connect to the Access Edge", () => {
	it("are all Directors, pools and Front Ends", () => {
		const internal = `pool pool1 in corp {
			fqdn pool1.contoso.net
			member fe1.contoso.net { roles front-end }
			member wc1.contoso.net { roles web-conferencing }
		}`;
		expect(of("authorized", singleSite(["remote-access"], { internal }))).toEqual([
			"authorized-server on edge1: pool1.contoso.net",
			"authorized-server on edge1: fe1.contoso.net",
		]);
	});
});

describe("the next hop", () => {
	it("may connect to the Access Edge also where it is neither Director nor pool", () => {
		const internal = "mediation-server med1 { fqdn med1.contoso.net }";
		const text = singleSite(["remote-access"], { internal }).replace("next-hop dir1", "next-hop med1");
		expect(of("authorized", text)).toEqual(["authorized-server on edge1: med1.contoso.net"]);
	});

	it("is not listed twice", () => {
		const internal = "pool se1 { fqdn se1.contoso.net  member se1.contoso.net }";
		const text = singleSite(["remote-access"], { internal }).replace("next-hop dir1", "next-hop se1");
		expect(of("authorized", text)).toEqual(["authorized-server on edge1: se1.contoso.net"]);
	});
});

describe("the external web farm", () => {
	it("is set on a pool before a reverse proxy publishes it", () => {
		expect(of("external-web-farm", singleSite(["address-book"], { proxy: "" }))).toEqual([
			"external-web-farm on pool1: ocsweb.contoso.com",
		]);
	});

	it("is left open where neither the pool nor the publishing names it", () => {
		const internal = "pool pool1 { }";
		const proxy = "reverse-proxy isa1 { publish pool1 }";
		expect(of("external-web-farm", singleSite(["address-book"], { internal, proxy }))).toEqual([
			"external-web-farm on pool1: ?",
		]);
	});
});

describe("an edge array", () => {
	const edge = `
		edge-server ap1 { fqdn ap1.contoso.net  access-edge { next-hop dir1 }  web-conferencing-edge { } }
		edge-server ap2 { fqdn ap2.contoso.net  access-edge { next-hop dir1 }  web-conferencing-edge { } }
		edge-array ap {
			members ap1, ap2
			virtual-address external web-conferencing-edge webconf.contoso.com at 131.107.155.22
			virtual-address internal access-edge ap.contoso.net at 10.45.16.21
		}`;
	const text = singleSite(["web-conferencing"], { edge });

	it("is trusted by the name of its virtual address", () => {
		expect(of("trusted-edge", text)).toEqual(["trusted-edge on forest: ap.contoso.net"]);
	});

	it("is listed server by server for web conferencing, with the external name that all share", () => {
		expect(of("web-conferencing-edge-entry", text)).toEqual([
			"web-conferencing-edge-entry on pool1: ap1.contoso.net:8057",
			"web-conferencing-edge-entry on pool1: ap2.contoso.net:8057",
		]);
		const entries = requirementsOf(text).trust.filter((entry) => entry.template === "web-conferencing-edge-entry");
		expect(entries.map((entry) => entry.fields?.[2]?.value)).toEqual(["webconf.contoso.com", "webconf.contoso.com"]);
	});

	it("gets its next hop on every member", () => {
		expect(of("next-hop", text)).toEqual([
			"next-hop on ap1: dir1.contoso.net:5061",
			"next-hop on ap2: dir1.contoso.net:5061",
		]);
	});
});

it("leaves nothing when no scenario is wanted", () => {
	expect(linesOf(singleSite([]))).toEqual([]);
});

it("leaves the next hop open where the file does not name it", () => {
	expect(of("next-hop", singleSite(usualScenarios).replace("next-hop dir1", ""))).toEqual([
		"next-hop on edge1: ?:5061",
	]);
});
