import { catalogueOf } from "../../language-server/catalog/catalogue.js";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import { buildDeployment } from "../../language-server/model/build-deployment.js";
import type { Deployment } from "../../language-server/model/deployment.js";
import { deriveRequirements } from "../../language-server/requirements/derive.js";
import type {
	CertificateRequirement,
	DnsRequirement,
	Flow,
	Requirements,
	TrustRequirement,
} from "../../language-server/requirements/requirements.js";

export const catalogue = catalogueOf("ocs2007");
const parse = createFileParser();

/** The deployment of one file, read without any rule, so that these tests stand on the layers below only. */
export function deploymentIn(text: string): Deployment {
	const { elements } = parse("file:///topology/main.ocsedge", text);
	const [head] = elements.heads;
	if (head === undefined) {
		throw new Error("The text has no deployment block.");
	}
	return buildDeployment(head, elements, [elements], false).deployment;
}

export function requirementsOf(text: string): Requirements {
	return deriveRequirements(deploymentIn(text), catalogue);
}

/** A row as a firewall administrator reads it: "E1 inbound any > edge1 131.107.155.10 tcp 443". */
export function flowLine(flow: Flow): string {
	return [
		flow.template,
		flow.direction,
		flow.source.label,
		">",
		flow.destination.label,
		flow.address ?? "?",
		flow.protocol,
		flow.ports,
	].join(" ");
}

/** "external SRV _sip._tls.contoso.com sip.contoso.com:443", with a question mark for what the file leaves open. */
export function dnsLine(record: DnsRequirement): string {
	const value = record.type === "SRV" ? `${record.target ?? "?"}:${record.port ?? "?"}` : (record.address ?? "?");
	return `${record.view} ${record.type} ${record.name} ${value}`;
}

/** "edge1 access-edge-external sip.contoso.com [sip.fabrikam.com] server,client public! = access-ext". */
export function certificateLine(certificate: CertificateRequirement): string {
	const { server, slot, subject, sans, eku, issuer, issuerRequired, declared } = certificate;
	return `${server} ${slot} ${subject ?? "?"} [${sans.join(" ")}] ${eku.join(",")} ${issuer}${issuerRequired ? "!" : ""} = ${declared ?? "-"}`;
}

/** "next-hop on edge1: dir1.contoso.net:5061". */
export function trustLine({ template, on, value, port }: TrustRequirement): string {
	return `${template} on ${on ?? "forest"}: ${value ?? "?"}${port === undefined ? "" : `:${port}`}`;
}

export const numbersOf = (flows: readonly Flow[]): readonly string[] => [
	...new Set(flows.map((flow) => flow.template)),
];

export const allScenarios = [
	"remote-access",
	"federation",
	"public-im",
	"web-conferencing",
	"av-conferencing",
	"point-to-point-av",
	"address-book",
	"group-expansion",
	"meeting-content",
	"enterprise-voice",
	"communicator-web-access",
	"device-updates",
] as const;

/** A deployment block with these scenarios; options of a scenario stand behind its name. */
export function head(scenarios: readonly string[], properties = "client-configuration automatic"): string {
	return `deployment Contoso {
	product ocs2007
	sip-domain contoso.com, fabrikam.com
	${properties}
	${scenarios.map((scenario) => `scenario ${scenario}`).join("\n\t")}
}
`;
}

const perimeter = `
network internet { zone external }
network dmz-ext  { zone perimeter  subnet 131.107.155.0/26 }
network dmz-int  { zone perimeter  subnet 10.45.16.0/24 }
network corp     { zone internal   subnet 192.168.10.0/24 }
`;

export const internalServers = `
pool pool1 in corp {
	edition  enterprise-consolidated
	fqdn     pool1.contoso.net
	address  192.168.10.30
	roles    front-end, web-conferencing, av-conferencing, web-components
	web-farm { internal pool1.contoso.net  external ocsweb.contoso.com }
}
director dir1 in corp { fqdn dir1.contoso.net  address 192.168.10.20 }
`;

export const reverseProxy = `
reverse-proxy isa1 {
	membership workgroup
	adapter internal on dmz-int { address 10.45.16.20/24 }
	adapter external on dmz-ext { address 131.107.155.20/26 }
	publish pool1 { external-url ocsweb.contoso.com  paths address-book, group-expansion, meeting-content  certificate web-ext }
}
certificate web-ext { subject ocsweb.contoso.com  issuer public }
`;

/** Access Edge and Web Conferencing Edge on edge1, the A/V Edge on av1. */
export const singleSiteEdge = `
edge-server edge1 {
	fqdn edge1.contoso.net
	adapter internal on dmz-int { address 10.45.16.10/24 }
	adapter external on dmz-ext { address 131.107.155.10, 131.107.155.11  gateway 131.107.155.1 }
	access-edge {
		external sip.contoso.com at 131.107.155.10
		next-hop dir1
		certificate access-ext
	}
	web-conferencing-edge { external webconf.contoso.com at 131.107.155.11  certificate webconf-ext }
	internal-certificate edge1-int
}
edge-server av1 {
	fqdn av1.contoso.net
	adapter internal on dmz-int { address 10.45.16.12/24 }
	adapter external on dmz-ext { address 131.107.155.12  gateway 131.107.155.1 }
	av-edge { external av.contoso.com at 131.107.155.12  authentication-certificate av-auth }
	internal-certificate av1-int
}
certificate access-ext  { subject sip.contoso.com }
certificate webconf-ext { subject webconf.contoso.com }
certificate edge1-int   { subject edge1.contoso.net }
certificate av1-int     { subject av1.contoso.net }
certificate av-auth     { subject av1.contoso.net }
`;

export const usualScenarios = [
	"remote-access",
	"federation { mode open }",
	"public-im { provider msn, aol }",
	"web-conferencing { anonymous-users }",
	"av-conferencing",
	"point-to-point-av",
	"address-book",
	"group-expansion",
	"meeting-content",
] as const;

/** The single-site topology; each part can be replaced. */
export function singleSite(
	scenarios: readonly string[] = usualScenarios,
	parts: {
		readonly edge?: string;
		readonly internal?: string;
		readonly proxy?: string;
		readonly properties?: string;
	} = {},
): string {
	return [
		head(scenarios, parts.properties),
		perimeter,
		parts.internal ?? internalServers,
		parts.edge ?? singleSiteEdge,
		parts.proxy ?? reverseProxy,
	].join("\n");
}
