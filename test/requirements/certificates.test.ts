import { describe, expect, it } from "vitest";
import {
	certificateLine,
	requirementsOf,
	reverseProxy,
	singleSite,
	singleSiteEdge,
	usualScenarios,
} from "./support.js";

const linesOf = (text: string) => requirementsOf(text).certificates.map(certificateLine);

describe("the certificates of a single-site edge with every usual scenario", () => {
	it("are one for each place, with names, usages and issuer", () => {
		expect(linesOf(singleSite())).toEqual([
			"edge1 access-edge-external sip.contoso.com [sip.fabrikam.com] server,client public! = access-ext",
			"edge1 web-conferencing-edge-external webconf.contoso.com [] server public! = webconf-ext",
			"edge1 edge-internal edge1.contoso.net [] server internal = edge1-int",
			"av1 edge-internal av1.contoso.net [] server internal = av1-int",
			"av1 av-authentication av1.contoso.net [] server internal = av-auth",
			"isa1 reverse-proxy-external ocsweb.contoso.com [] server public = web-ext",
		]);
	});

	it("never include the external interface of the A/V Edge", () => {
		expect(linesOf(singleSite()).some((line) => line.includes("av.contoso.com"))).toBe(false);
	});

	it("say that the subject for A/V authentication is free", () => {
		const { certificates } = requirementsOf(singleSite());
		expect(certificates.filter((certificate) => certificate.anySubject).map(({ slot }) => slot)).toEqual([
			"av-authentication",
		]);
	});

	it("say which pool the reverse proxy publishes with it", () => {
		const { certificates } = requirementsOf(singleSite());
		expect(certificates.at(-1)).toMatchObject({
			publishes: "pool1",
			requiredBy: ["address-book", "group-expansion", "meeting-content"],
		});
	});
});

describe("the certificate of the Access Edge", () => {
	const accessEdge = (scenarios: readonly string[], properties?: string, edge?: string) =>
		linesOf(singleSite(scenarios, { properties, edge })).find((line) => line.includes("access-edge-external"));

	it.each([
		{ scenarios: ["public-im { provider msn }"], issuer: "public!" },
		{ scenarios: ["federation"], issuer: "public!" },
		{ scenarios: ["federation { mode enhanced }"], issuer: "public!" },
		{ scenarios: ["web-conferencing { anonymous-users }"], issuer: "public!" },
		{ scenarios: ["federation { mode direct }"], issuer: "public" },
		{ scenarios: ["web-conferencing"], issuer: "public" },
		{ scenarios: ["remote-access"], issuer: "public" },
	])("must be a public one only where strangers connect: $scenarios", ({ scenarios, issuer }) => {
		expect(accessEdge(scenarios)?.split("] ")[1]).toBe(`server ${issuer} = access-ext`);
	});

	it("has the client usage for AOL only", () => {
		expect(accessEdge(["public-im { provider msn, yahoo }"])).toContain(" server public!");
		expect(accessEdge(["public-im { provider aol }"])).toContain(" server,client public!");
	});

	it("names each further SIP domain when clients configure themselves", () => {
		expect(accessEdge(["remote-access"], "client-configuration automatic")).toContain("[sip.fabrikam.com]");
		expect(accessEdge(["remote-access"], "client-configuration manual")).toContain("[]");
		expect(accessEdge(["remote-access"], "")).toContain("[]");
	});

	it("names each further SIP domain when partners discover them", () => {
		expect(accessEdge(["federation"], "")).toContain("[sip.fabrikam.com]");
		expect(accessEdge(["federation { mode direct }"], "client-configuration automatic")).toContain("[]");
	});

	it("names every SIP domain that the subject does not lie in", () => {
		const elsewhere = singleSiteEdge.replace("external sip.contoso.com", "external access.litware.com");
		expect(accessEdge(["remote-access"], undefined, elsewhere)).toContain("[sip.contoso.com sip.fabrikam.com]");
		const fabrikam = singleSiteEdge.replace("external sip.contoso.com", "external sip.fabrikam.com");
		expect(accessEdge(["remote-access"], undefined, fabrikam)).toContain("[sip.contoso.com]");
	});

	it("has no subject made up for it", () => {
		const edge = singleSiteEdge.replace("external sip.contoso.com at 131.107.155.10", "");
		expect(accessEdge(["remote-access"], undefined, edge)).toBe(
			"edge1 access-edge-external ? [sip.fabrikam.com] server public = access-ext",
		);
	});
});

describe("taking a scenario away", () => {
	it("takes the certificates of a computer that nothing uses any more", () => {
		const left = usualScenarios.filter(
			(scenario) => scenario !== "av-conferencing" && scenario !== "point-to-point-av",
		);
		expect(linesOf(singleSite(left)).filter((line) => line.startsWith("av1"))).toEqual([]);
	});

	it("takes the certificate of the reverse proxy with the web farm's last scenario", () => {
		expect(linesOf(singleSite(["remote-access"])).filter((line) => line.startsWith("isa1"))).toEqual([]);
	});

	it("leaves nothing when no scenario is wanted", () => {
		expect(linesOf(singleSite([]))).toEqual([]);
	});
});

describe("a certificate that the file does not assign", () => {
	it("is still needed", () => {
		const edge = singleSiteEdge.replace("internal-certificate edge1-int", "");
		expect(linesOf(singleSite(usualScenarios, { edge }))).toContain(
			"edge1 edge-internal edge1.contoso.net [] server internal = -",
		);
	});

	it("is needed by a reverse proxy that publishes nothing yet", () => {
		const proxy = "reverse-proxy isa1 { }";
		expect(linesOf(singleSite(["address-book"], { proxy }))).toEqual([
			"isa1 reverse-proxy-external ? [] server public = -",
		]);
	});

	it("is needed once for each pool that the reverse proxy publishes", () => {
		const proxy = reverseProxy.replace(
			"publish pool1",
			"publish pool2 { external-url web2.contoso.com } publish pool1",
		);
		const internal = "pool pool1 pool pool2";
		expect(linesOf(singleSite(["address-book"], { proxy, internal }))).toEqual([
			"isa1 reverse-proxy-external web2.contoso.com [] server public = -",
			"isa1 reverse-proxy-external ocsweb.contoso.com [] server public = web-ext",
		]);
	});
});

describe("an edge array", () => {
	const edge = `
		edge-server ap1 { fqdn ap1.contoso.net  access-edge { certificate shared }  web-conferencing-edge { } }
		edge-server ap2 { fqdn ap2.contoso.net  access-edge { }  web-conferencing-edge { } }
		edge-server av1 { fqdn av1.contoso.net  av-edge { } }
		edge-server av2 { fqdn av2.contoso.net  av-edge { } }
		edge-array ap {
			members ap1, ap2
			virtual-address external access-edge sip.contoso.com at 131.107.155.21
			virtual-address internal access-edge ap.contoso.net at 10.45.16.21
		}
		edge-array av { members av1, av2  virtual-address internal av-edge av.contoso.net at 10.45.16.23 }
		certificate shared { }`;
	const { certificates } = requirementsOf(singleSite(["av-conferencing"], { edge, properties: "" }));

	it("has the names of its virtual addresses on every member", () => {
		expect(certificates.map(certificateLine)).toEqual([
			"ap1 access-edge-external sip.contoso.com [] server public = shared",
			"ap2 access-edge-external sip.contoso.com [] server public = -",
			"ap1 edge-internal ap.contoso.net [] server internal = -",
			"ap2 edge-internal ap.contoso.net [] server internal = -",
			"av1 edge-internal av.contoso.net [] server internal = -",
			"av2 edge-internal av.contoso.net [] server internal = -",
			"av1 av-authentication av.contoso.net [] server internal = -",
			"av2 av-authentication av.contoso.net [] server internal = -",
		]);
	});

	it("asks no Web Conferencing Edge to share the key of its external certificate", () => {
		const { certificates: all } = requirementsOf(singleSite(["web-conferencing"], { edge }));
		const external = all.filter((certificate) => certificate.slot === "web-conferencing-edge-external");
		expect(external.map(({ server, exportable }) => `${server} ${exportable}`)).toEqual(["ap1 false", "ap2 false"]);
	});

	it("has certificates that can be exported to the other members", () => {
		expect(certificates.map(({ array, exportable }) => `${array} ${exportable}`)).toEqual([
			"ap true",
			"ap true",
			"ap true",
			"ap true",
			"av true",
			"av true",
			"av true",
			"av true",
		]);
		expect(requirementsOf(singleSite()).certificates.some((certificate) => certificate.exportable)).toBe(false);
	});
});
