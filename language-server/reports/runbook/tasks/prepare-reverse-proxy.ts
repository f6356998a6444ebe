import { listed } from "../../../basics/sentences.js";
import { operatingSystemValues, reverseProxyProductValues, valueFact } from "../../../catalog/values.js";
import type { Deployment, InternalServer, ReverseProxy } from "../../../model/deployment.js";
import { adaptersOn, hostNamed, isInternalServer } from "../../../model/lookups.js";
import { code, text } from "../../markdown.js";
import { documented, documentedTogether } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { certificatesPage } from "../page/page-paths.js";
import { orderOf } from "../rows/certificate-orders.js";
import { spanOf } from "../rows/row-ids.js";
import { addressesOf, addressOrigin, statedDnsServers, statedRoutes } from "./adapters.js";
import { statementOf, statementOfList } from "./origins.js";

const adapters = documented("ocs2007", "EDG-2.1");
const dns = documented("community", "PEDIA-RP");
const routing = documented("derived", "EDG-2.1");

/** What a reverse proxy has to be before it publishes something: computer, adapters, product and trusted root. */
export function prepareReverseProxy(
	page: PageBuilder,
	context: RunbookContext,
	proxy: ReverseProxy,
): readonly StepGroup[] {
	const name = code(proxy.name);
	return [
		{
			id: `${proxy.name}/computer`,
			on: proxy.name,
			title: `${name}: computer`,
			intro: [
				...(context.deployment.sites.length > 1 && proxy.site !== undefined ? [`Site: ${code(proxy.site.name)}.`] : []),
				"This section and the next one are for whoever builds the computer.",
			],
			steps: computer(context, proxy),
			undo: `set name, suffix and membership back to what they were; no procedure is documented.${page.mark(documented("unsourced"))}`,
		},
		{
			id: `${proxy.name}/adapters`,
			on: proxy.name,
			title: `${name}: network adapters`,
			steps: [...internalSide(page, context.deployment, proxy), ...externalSide(page, context.deployment, proxy)],
			check: `the reverse proxy is in the same subnet of the perimeter as the edge servers of its site.${page.mark(documented("ocs2007", "SUP-PERIM"))}`,
			undo: `set the adapters back to what they were; no procedure is documented.${page.mark(documented("unsourced"))}`,
		},
		{
			id: `${proxy.name}/product`,
			on: proxy.name,
			title: `${name}: product and trusted root`,
			steps: [productStep(page, context, proxy), rootStep(proxy), ...statedRoots(page, context, proxy)],
			undo: `remove the root certificate from the trusted ones where nothing else needs it, and the product as its own guide says; no procedure is documented.${page.mark(documented("unsourced"))}`,
		},
	];
}

function computer({ catalogue, deployment }: RunbookContext, proxy: ReverseProxy): readonly Step[] {
	const system = proxy.operatingSystem?.value;
	const systemFact = system === undefined ? undefined : valueFact(operatingSystemValues, system);
	const servesCwa = proxy.publishes.some(
		({ pool }) => hostNamed(deployment.index, pool.name)?.kind === "communicator-web-access",
	);
	const membership = proxy.membership?.value;
	return [
		{
			id: "dedicated",
			action: "Provide a computer on which no edge role runs.",
			check: "No edge role is installed on the computer.",
			evidence: documented("ocs2007", "SUP-PERIM"),
			origin: proxy.origin,
		},
		system === undefined
			? {
					id: "operating-system",
					action: "Install an operating system that the guide of the reverse proxy product names.",
					check: "The computer starts, and its version is one of those.",
					evidence: documented("unsourced"),
					origin: proxy.origin,
				}
			: {
					id: "operating-system",
					action: `Install the operating system: ${text(systemFact?.title ?? system)}.`,
					check: "The computer starts, and its version is the one named here.",
					...(systemFact?.sources === undefined ? {} : { evidence: documentedTogether(catalogue, systemFact.sources) }),
					origin: statementOf(proxy.operatingSystem),
				},
		{
			id: "membership",
			...(membership?.kind === "domain"
				? {
						action: `Join the computer to the domain${membership.domain === undefined ? "" : ` ${code(membership.domain)}`}, as the topology file states. The reference architecture keeps the servers of the perimeter in a workgroup.`,
						check: "The computer is a member of that domain.",
					}
				: {
						action: "Keep the computer in a workgroup; do not join it to a domain.",
						check: "The computer shows a workgroup and no domain.",
					}),
			evidence: servesCwa ? documented("ocs2007", "CWA-PUB") : documented("derived", "HMC-EDGE"),
			origin: statementOf(proxy.membership) ?? proxy.origin,
		},
		...(proxy.fqdn === undefined
			? []
			: [
					{
						id: "computer-name",
						action: `Set the computer name to ${code(proxy.fqdn.value.split(".")[0] ?? proxy.fqdn.value)}${
							proxy.fqdn.value.includes(".")
								? ` and the DNS suffix to ${code(proxy.fqdn.value.slice(proxy.fqdn.value.indexOf(".") + 1))}`
								: ""
						}, which make up ${code(proxy.fqdn.value)}.`,
						check: "The full computer name is that FQDN.",
						evidence: documented("derived", "LYNC13-DNSEDGE"),
						origin: statementOf(proxy.fqdn),
					},
				]),
	];
}

function internalSide(page: PageBuilder, deployment: Deployment, proxy: ReverseProxy): readonly Step[] {
	const [adapter] = adaptersOn(proxy, "internal");
	const shown = adapter === undefined ? [] : addressesOf(deployment, adapter);
	const network = adapter?.network?.name;
	return [
		{
			id: "internal/address",
			action: `Connect the internal network adapter${network === undefined ? "" : ` to ${code(network)}`} and set its address to ${
				shown.length > 0 ? listed(shown) : page.blank(blanks.internalAddress(proxy))
			}.`,
			check: "The adapter shows the address, and it is static.",
			evidence: adapters,
			origin: addressOrigin(proxy, adapter),
		},
		...statedRoutes(page, deployment, proxy, routing),
		...dnsSteps(page, proxy, "internal"),
		...webFarmsBehind(deployment, proxy).map((pool): Step => {
			const name = page.value(pool.webFarm?.internal?.value, blanks.webFarmInternal(pool.name));
			const addresses = pool.addresses.items.map((address) => code(address.value.text));
			return {
				id: `resolve/${pool.name}`,
				action: `Make the internal web farm ${name} resolve on this computer. An entry in the hosts file does not wait for the rules of the firewall; a DNS server inside does.`,
				check: `The name resolves to ${addresses.length === 0 ? page.blank(blanks.address(pool)) : listed(addresses)}.`,
				evidence: documented("later", "LYNC13-WEBPUB"),
				origin: statementOf(pool.webFarm?.internal) ?? pool.origin,
			};
		}),
	];
}

function externalSide(page: PageBuilder, deployment: Deployment, proxy: ReverseProxy): readonly Step[] {
	const outside = adaptersOn(proxy, "external");
	const addresses = outside.flatMap((adapter) => addressesOf(deployment, adapter));
	const gateway = outside.flatMap((adapter) => adapter.gateway ?? [])[0];
	const network = outside[0]?.network?.name;
	return [
		{
			id: "external/address",
			action: `Connect the external network adapter${network === undefined ? "" : ` to ${code(network)}`} and set its ${addresses.length > 1 ? "addresses" : "address"} to ${
				addresses.length > 0 ? listed(addresses) : page.blank(blanks.externalAddress(proxy))
			}.`,
			check: "The adapter shows the address, and it is static.",
			evidence: adapters,
			origin: addressOrigin(proxy, outside[0]),
		},
		{
			id: "external/gateway",
			action: `Set the default gateway of the external adapter to ${page.value(gateway?.value.text, blanks.gateway(proxy))}, and leave that of the internal adapter empty.`,
			check: "The computer has this one default route and no other.",
			evidence: routing,
			origin: statementOf(gateway) ?? outside[0]?.origin ?? proxy.origin,
		},
		...dnsSteps(page, proxy, "external"),
	];
}

function dnsSteps(page: PageBuilder, proxy: ReverseProxy, side: "internal" | "external"): readonly Step[] {
	const stated = statedDnsServers(proxy, side, dns);
	const check = "The adapter shows what was entered. Names resolve when the firewall lets the computer ask.";
	if (stated.length > 0) {
		return stated.map((step) => ({ ...step, check }));
	}
	const [adapter] = adaptersOn(proxy, side);
	return [
		{
			id: `dns-servers/${side}`,
			action: `Enter the ${side} DNS servers on the ${side} adapter: ${page.blank(blanks.dnsServers(proxy, side))}.`,
			check,
			evidence: dns,
			origin: adapter?.origin ?? proxy.origin,
		},
	];
}

function productStep(page: PageBuilder, { catalogue }: RunbookContext, proxy: ReverseProxy): Step {
	const product = proxy.product?.value;
	const fact = product === undefined ? undefined : valueFact(reverseProxyProductValues, product);
	if (product === undefined || product === "other") {
		return {
			id: "product",
			action: `Install and configure the reverse proxy product${
				product === undefined ? ` ${page.blank(blanks.proxyProduct(proxy))}` : ""
			}, as its own guide says. Any product with web publishing and SSL bridging will do.`,
			check: "The product runs, and web publishing rules can be created.",
			evidence: documented("ocs2007", "EDG-2.1", "HMC-RP"),
			origin: statementOf(proxy.product) ?? proxy.origin,
		};
	}
	return {
		id: "product",
		action: `Install and configure ${text(fact?.title ?? product)}, as its own guide says.`,
		check: "The product runs, and *Firewall Policy* can be opened.",
		evidence: fact?.sources === undefined ? adapters : documentedTogether(catalogue, fact.sources.slice(0, 1)),
		origin: statementOf(proxy.product),
	};
}

function rootStep(proxy: ReverseProxy): Step {
	return {
		id: "trusted-root",
		action: "Import the root certificate of the authority that issued the certificate of the internal web farm.",
		check: "The root certificate is among the trusted root certificates of the computer.",
		evidence: dns,
		origin: statementOfList(proxy.trustedRoots) ?? proxy.origin,
	};
}

/** Roots that the file states besides, as on an edge server: with what needs them, where something does. */
function statedRoots(page: PageBuilder, context: RunbookContext, proxy: ReverseProxy): readonly Step[] {
	const { index } = context.deployment;
	const ofFarms = webFarmsBehind(context.deployment, proxy).map(
		({ certificate }) => index.certificates.get(certificate?.name ?? "")?.issuer?.value ?? "internal",
	);
	const imported = new Set<string>(ofFarms.length === 0 ? ["internal"] : ofFarms);
	return (proxy.trustedRoots?.items ?? [])
		.filter(({ value }) => !imported.has(value))
		.map((root): Step => {
			const ids = context.rows.certificates
				.filter(({ request }) => request.server === proxy.name && orderOf(context, request).issuer === root.value)
				.map(({ id }) => id);
			const why =
				ids.length === 0
					? "No certificate of the plan needs it; the topology file states that the server trusts it"
					: `It issues ${page.link(spanOf(ids), certificatesPage)}`;
			return {
				id: `trusted-root/${root.value}`,
				action: `Import the certification path of the ${root.value} certification authority. ${why}.`,
				check: "The root certificate is among the trusted root certificates of the computer.",
				evidence: documented("derived", "R2-CERTINT"),
				origin: root.origin,
			};
		});
}

/** The pools behind the proxy, each once. */
function webFarmsBehind({ index }: Deployment, proxy: ReverseProxy): readonly InternalServer[] {
	const hosts = proxy.publishes.map(({ pool }) => hostNamed(index, pool.name));
	return [...new Set(hosts)].filter((host) => isInternalServer(host)).filter((host) => host.kind === "pool");
}
