import { isInSubnet, normalizeFqdn } from "../../model/address.js";
import type { Adapter, Deployment } from "../../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../../model/edge-roles.js";
import { externalAddressOfRole, internalAddressOf } from "../../requirements/resolve.js";
import { code, text } from "../markdown.js";
import {
	card,
	certificateText,
	elementLink,
	type Facts,
	few,
	flowTable,
	type HoverContext,
	heading,
	lines,
	nameLink,
	recordText,
	shortTable,
} from "./card.js";

/** What a host or domain name stands for in the deployment and what follows for it; undefined when nothing does. */
export function fqdnHover(context: HoverContext, written: string): string | undefined {
	const { facts } = context;
	if (!facts) {
		return undefined;
	}
	const name = normalizeFqdn(written);
	const uses = usesOfName(facts.deployment, name);
	const rows = consequences(context, facts, name);
	if (uses.length === 0 && rows.length === 0) {
		return undefined;
	}
	return card(
		heading(name),
		uses.length === 0 ? undefined : `In ${text(facts.deployment.name)}: ${few(uses, "; ")}.`,
		shortTable(["What follows", "Entry", "For"], rows, "entries"),
	);
}

function usesOfName(deployment: Deployment, name: string): readonly string[] {
	const uses: string[] = [];
	const is = (stated: { readonly value: string } | undefined) => stated?.value === name;
	if (deployment.sipDomains.items.some(is)) {
		uses.push("a SIP domain of its users");
	}
	for (const server of deployment.edgeServers) {
		const link = nameLink(server.name, server.origin);
		if (is(server.fqdn)) {
			uses.push(`the internal FQDN of ${link}`);
		}
		for (const role of rolesOf(server)) {
			if (is(role.external?.fqdn)) {
				uses.push(`the external name of the ${ROLE_TITLES[role.role]} on ${link}`);
			}
		}
	}
	for (const array of deployment.edgeArrays) {
		for (const virtual of array.virtualAddresses.filter((one) => is(one.fqdn))) {
			uses.push(
				`the ${virtual.side.value} virtual name of the ${ROLE_TITLES[virtual.role]} of ${nameLink(array.name, array.origin)}`,
			);
		}
	}
	for (const server of deployment.internalServers) {
		const link = nameLink(server.name, server.origin);
		if (is(server.fqdn)) {
			uses.push(`the FQDN of ${link}`);
		}
		if (server.members.some((member) => is(member.fqdn))) {
			uses.push(`a member of ${link}`);
		}
		if (is(server.webFarm?.internal)) {
			uses.push(`the internal web farm name of ${link}`);
		}
		if (is(server.webFarm?.external)) {
			uses.push(`the external web farm name of ${link}`);
		}
	}
	for (const proxy of deployment.reverseProxies) {
		const link = nameLink(proxy.name, proxy.origin);
		if (is(proxy.fqdn)) {
			uses.push(`the FQDN of ${link}`);
		}
		if (proxy.publishes.some((publish) => is(publish.externalUrl))) {
			uses.push(`the name that ${link} publishes`);
		}
	}
	for (const directory of deployment.activeDirectories.filter((one) => is(one.domain))) {
		uses.push(`the domain of ${nameLink(directory.name, directory.origin)}`);
	}
	for (const partner of deployment.scenarios.flatMap((scenario) => scenario.partners)) {
		if (is(partner.domain)) {
			uses.push("a federation partner");
		}
		if (is(partner.accessEdge)) {
			uses.push(`the Access Edge of the partner ${text(partner.domain.value)}`);
		}
	}
	const certificates = deployment.certificates.filter((one) => is(one.subject) || one.san.items.some(is));
	if (certificates.length > 0) {
		uses.push(`on the certificate ${certificates.map((one) => nameLink(one.name, one.origin)).join(", ")}`);
	}
	return uses;
}

/** The records, certificates and settings that carry the name; for a SIP domain also those that are made from it. */
function consequences({ catalogue }: HoverContext, facts: Facts, name: string): readonly (readonly string[])[] {
	const { deployment, requirements } = facts;
	const isSipDomain = deployment.sipDomains.items.some((domain) => domain.value === name);
	const names = new Set(
		isSipDomain ? [name, `sip.${name}`, `_sip._tls.${name}`, `_sipfederationtls._tcp.${name}`] : [name],
	);
	return [
		...requirements.dns
			.filter((record) => names.has(record.name) || record.target === name)
			.map((record) => [`${record.view} DNS`, recordText(record), text(record.purpose)]),
		...requirements.certificates
			.filter((one) => (one.subject !== undefined && names.has(one.subject)) || one.sans.some((san) => names.has(san)))
			.map((one) => [
				"certificate",
				certificateText(one),
				`${text(catalogue.certificateSlots[one.slot].title)}, ${elementLink(facts, one.server)}`,
			]),
		...requirements.trust
			.filter((entry) => entry.value === name)
			.map((entry) => [
				text(entry.title),
				`${code(name)}${entry.port === undefined ? "" : `, port ${entry.port}`}`,
				entry.on === undefined ? "the forest" : elementLink(facts, entry.on),
			]),
	];
}

/** Whose address it is, where it lies, and which flows name it; undefined when nothing is known of it. */
export function addressHover(context: HoverContext, address: string): string | undefined {
	const { facts } = context;
	if (!facts) {
		return undefined;
	}
	const { deployment, requirements } = facts;
	const holders = holdersOf(deployment, address);
	const networks = deployment.networks.filter((network) =>
		network.subnets.items.some((subnet) => isInSubnet(address, subnet.value)),
	);
	const flows = requirements.flows.filter((flow) =>
		[flow.source, flow.destination].some((party) => party.addresses.includes(address)),
	);
	const records = requirements.dns.filter((record) => record.address === address);
	if (holders.length === 0 && networks.length === 0 && flows.length === 0) {
		return undefined;
	}
	return card(
		heading(address, "address"),
		lines(
			["Of", few(holders, "; ")],
			[
				"In",
				networks
					.map(
						(network) => `${nameLink(network.name, network.origin)}${network.zone ? ` (${network.zone.value})` : ""}`,
					)
					.join(", "),
			],
			["DNS", few(records.map(recordText), "; ")],
		),
		flowTable(flows),
	);
}

function holdersOf(deployment: Deployment, address: string): readonly string[] {
	const holders: string[] = [];
	const onAdapter = (adapter: Adapter) => adapter.addresses.items.some((one) => one.value.text === address);
	for (const server of deployment.edgeServers) {
		const link = nameLink(server.name, server.origin);
		const roles = rolesOf(server).filter((role) => externalAddressOfRole({ server, role }) === address);
		for (const role of roles) {
			holders.push(`the ${ROLE_TITLES[role.role]} on ${link}, outside`);
		}
		if (internalAddressOf(server) === address) {
			holders.push(`all roles of ${link}, inside`);
		} else if (roles.length === 0 && server.adapters.some(onAdapter)) {
			holders.push(`an adapter of ${link} that no role names`);
		}
	}
	for (const array of deployment.edgeArrays) {
		for (const virtual of array.virtualAddresses.filter((one) => one.address?.value.text === address)) {
			holders.push(
				`the ${virtual.side.value} virtual address of the ${ROLE_TITLES[virtual.role]} of ${nameLink(array.name, array.origin)}`,
			);
		}
	}
	for (const proxy of deployment.reverseProxies) {
		for (const adapter of proxy.adapters.filter(onAdapter)) {
			holders.push(`${nameLink(proxy.name, proxy.origin)}${adapter.side ? `, ${adapter.side.value} side` : ""}`);
		}
	}
	for (const server of deployment.internalServers) {
		const members = server.members.some((member) => member.address?.value.text === address);
		if (members || server.addresses.items.some((one) => one.value.text === address)) {
			holders.push(`${members ? "a member of " : ""}${nameLink(server.name, server.origin)}`);
		}
	}
	return holders;
}
