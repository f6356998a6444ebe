import { describe, expect, test } from "vitest";
import { analyse, deploymentOf } from "../support/topology.js";

/** What the language itself objects to; rules have their own tests. */
function languageFindings(text: string): readonly string[] {
	const codes = ["unresolved-reference", "unknown-value", "syntax-error", "malformed-name", "malformed-number"];
	return analyse(text)
		.findings.filter(({ code }) => codes.includes(code))
		.map(({ code, message }) => `${code}: ${message}`);
}

describe("what a plan says beyond servers and networks", () => {
	const { goLive, vpnUsers, existingServers, phases, scenarios } = deploymentOf(`deployment Contoso {
  go-live 2009-03-01
  vpn-users internal
  existing-servers lcs2005-sp1
  phases staging, internal-deployment
  scenario web-conferencing { anonymous-users  meeting-policy per-user  concurrent-sessions 1200  enabled-users 300 }
  scenario public-im { provider none  licences purchased  provisioning complete  features im, presence }
  scenario federation {
    partner litware.com { discovered  targeted-uris 1500  messages-per-second 30 }
    audio-conferencing-provider proseware.com { access-edge sip.proseware.com }
    audio-conferencing-provider { access-edge sip.acp.com }
  }
}`);
	const [conferencing, publicIm, federation] = scenarios;

	test("the dates, users and servers around it", () => {
		expect(goLive?.value).toBe("2009-03-01");
		expect(vpnUsers?.value).toBe("internal");
		expect(existingServers.items.map(({ value }) => value)).toEqual(["lcs2005-sp1"]);
		expect(phases.items.map(({ value }) => value)).toEqual(["staging", "internal-deployment"]);
	});

	test("the options of the scenarios", () => {
		expect(conferencing?.meetingPolicy?.value).toBe("per-user");
		expect(conferencing?.concurrentSessions?.value).toBe(1200);
		expect(conferencing?.enabledUsers?.value).toBe(300);
		expect(publicIm?.noProviders).toBeDefined();
		expect(publicIm?.providers).toMatchObject({ items: [], complete: true });
		expect(publicIm?.licences?.value).toBe("purchased");
		expect(publicIm?.provisioning?.value).toBe("complete");
		expect(publicIm?.features.items.map(({ value }) => value)).toEqual(["im", "presence"]);
	});

	test("partners and audio conferencing providers", () => {
		const [partner] = federation?.partners ?? [];
		expect(partner?.discovered).toBeDefined();
		expect(partner?.targetedUris?.value).toBe(1500);
		expect(partner?.messagesPerSecond?.value).toBe(30);
		const entries = federation?.audioConferencingProviders.map(({ domain, accessEdge }) => [
			domain?.value,
			accessEdge?.value,
		]);
		expect(entries).toEqual([
			["proseware.com", "sip.proseware.com"],
			[undefined, "sip.acp.com"],
		]);
	});
});

describe("what networks and firewalls say", () => {
	test.each([
		["100mbps", 100],
		["1gbps", 1000],
		["10Gbps", 10_000],
		["fast", undefined],
	])("a speed of %s is %s Mbit/s", (word, expected) => {
		const [network] = deploymentOf(`deployment Contoso\nnetwork corp { speed ${word}  ipsec required }`).networks;
		expect(network?.speedMbps?.value).toBe(expected);
		expect(network?.speed?.value).toBe(word);
		expect(network?.ipsec?.value).toBe("required");
	});

	test.each(["allow any from any to corp", "allow any any from any to corp", "allow tcp any from any to corp"])(
		"%s is a rule for any port",
		(rule) => {
			const text = `deployment Contoso\nnetwork corp\nfirewall inner { ${rule} }`;
			expect(languageFindings(text)).toEqual([]);
			const [stated] = deploymentOf(text).firewalls[0]?.rules ?? [];
			expect(stated?.ports).toMatchObject({ items: [], complete: true });
			expect(stated?.protocol?.value).toBe(rule.split(" ")[1]);
			expect(stated?.source.kind).toBe("any");
		},
	);
});

describe("what internal servers say", () => {
	const text = `deployment Contoso
load-balancer hlb1 { kind software  snat-addresses 2 }
certificate pool1-cert { not-exportable  installed-key exportable  enrollment auto  crl-distribution-point none }
edge-server edge1 { dns-suffix contoso.net  operations auditing, backup  trusted-roots internal, public }
edge-server edge2
director dir1 { member d1.contoso.net  load-balancer hlb1  serves external  membership domain contoso.net  roles address-book }
pool pool1 {
  certificate pool1-cert
  web-conferencing-edges edge1 { external webconf.contoso.com  port 443  internal-port 8057 }, edge2
  av-authentication edge1, edge2
  federation-route none
  runs-on edge1
}
communicator-web-access cwa1 { fqdn cwa1.contoso.net }
reverse-proxy isa1 {
  dns-suffix contoso.com
  publish cwa1 { external-url im.contoso.com  protocol https  single-sign-on  listener-authentication required  delegation delegated }
  publish pool1 { paths address-book-internal }
}
dns perimeter { a d1.contoso.net -> 192.168.10.20 }`;

	test("all of it is understood", () => {
		expect(languageFindings(text)).toEqual([]);
	});

	test("with its values", () => {
		const { internalServers, loadBalancers, certificates, edgeServers, reverseProxies, dnsViews } = deploymentOf(text);
		const [director, pool, cwa] = internalServers;
		expect(loadBalancers[0]).toMatchObject({ type: { value: "software" }, snatAddresses: { value: 2 } });
		expect(certificates[0]).toMatchObject({
			installedKey: { value: "exportable" },
			enrollment: { value: "auto" },
			crlDistributionPoint: { value: "none" },
		});
		expect(certificates[0]?.notExportable).toBeDefined();
		expect(edgeServers[0]?.dnsSuffix?.value).toBe("contoso.net");
		expect(edgeServers[0]?.operations?.items.map(({ value }) => value)).toEqual(["auditing", "backup"]);
		expect(edgeServers[0]?.trustedRoots?.items.map(({ value }) => value)).toEqual(["internal", "public"]);
		expect(director).toMatchObject({
			loadBalancer: { name: "hlb1" },
			membership: { value: { domain: "contoso.net" } },
		});
		expect(director?.serves.items.map(({ value }) => value)).toEqual(["external"]);
		expect(director?.roles.items.map(({ value }) => value)).toEqual(["address-book"]);
		expect(pool).toMatchObject({ certificate: { name: "pool1-cert" }, runsOn: { name: "edge1" } });
		expect(pool?.webConferencingEdges?.map(({ name }) => name)).toEqual(["edge1", "edge2"]);
		expect(pool?.webConferencingEdgeEntries?.[0]).toMatchObject({
			external: { fqdn: { value: "webconf.contoso.com" } },
			port: { value: { from: 443 } },
			internalPort: { value: { from: 8057 } },
		});
		expect(pool?.avAuthentication?.name).toBe("edge1");
		expect(pool?.furtherAvAuthentications.map(({ name }) => name)).toEqual(["edge2"]);
		expect(pool?.noFederationRoute).toBeDefined();
		expect(pool?.federationRoute).toBeUndefined();
		expect(cwa?.kind).toBe("communicator-web-access");
		expect(reverseProxies[0]).toMatchObject({
			dnsSuffix: { value: "contoso.com" },
			publishes: [
				{
					pool: { name: "cwa1" },
					protocol: { value: "https" },
					listenerAuthentication: { value: "required" },
					delegation: { value: "delegated" },
				},
				{ paths: { items: [{ value: "address-book-internal" }] } },
			],
		});
		expect(reverseProxies[0]?.publishes[0]?.singleSignOn).toBeDefined();
		expect(dnsViews[0]?.view.value).toBe("perimeter");
	});
});

describe("a next hop and an authorised server may be written as an FQDN", () => {
	const servers = `
pool pool1 { fqdn pool1.contoso.net  member fe1.contoso.net }
edge-server edge2 { fqdn edge2.contoso.net }`;
	const edge = (statement: string) =>
		`deployment Contoso${servers}\nedge-server edge1 { access-edge { ${statement} } }`;

	test.each(["pool1", "pool1.contoso.net", "fe1.contoso.net", "FE1.contoso.net"])("next-hop %s", (hop) => {
		expect(languageFindings(edge(`next-hop ${hop}`))).toEqual([]);
	});

	test.each(["nobody.contoso.net", "edge2.contoso.net", "edge2", "192.168.10.20", "*.contoso.net"])(
		"next-hop %s names no internal server",
		(hop) => {
			expect(languageFindings(edge(`next-hop ${hop}`))).toHaveLength(1);
		},
	);

	test.each(["pool1", "fe1.contoso.net", "cwa7.contoso.net", "*.corp.contoso.com", "*"])(
		"authorized-servers %s",
		(server) => {
			expect(languageFindings(edge(`authorized-servers ${server}`))).toEqual([]);
		},
	);

	test.each(["pol1", "192.168.10.20", "edge2"])("authorized-servers %s is no name of a server", (server) => {
		expect(languageFindings(edge(`authorized-servers ${server}`))).toHaveLength(1);
	});
});
