import type { Catalogue, PortSettingId } from "../catalog/types.js";
import type { Deployment, EdgeServer } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import { adaptersOn } from "../model/lookups.js";
import type { Requirements } from "../requirements/requirements.js";

/** A value that would fit where somebody types, and why. */
export interface Proposal {
	readonly word: string;
	readonly why: string;
}

/** Where a value is wanted. */
export interface ValuePlace {
	/** The blocks around it, the outermost first, by keyword and name. */
	readonly blocks: readonly { readonly keyword: string; readonly name?: string }[];
	/** The words of the statement so far, its keyword first. */
	readonly statement: readonly string[];
	/** The keyword that decides what the value means: the last one of the statement. */
	readonly keyword: string;
}

interface Facts {
	readonly deployment: Deployment;
	readonly requirements: Requirements;
}

/** The values that follow from the rest of the deployment or are the documented defaults. */
export function proposedValues(catalogue: Catalogue, facts: Facts | undefined, place: ValuePlace): readonly Proposal[] {
	const setting = portSetting(place);
	if (setting !== undefined) {
		return [{ word: catalogue.portSettings[setting].default, why: "the default" }];
	}
	return facts ? fromDeployment(facts, place) : [];
}

function portSetting({ keyword, blocks }: ValuePlace): PortSettingId | undefined {
	const isWeb = blocks.at(-1)?.keyword === "web-conferencing-edge";
	switch (keyword) {
		case "remote-access-port":
			return "access-remote-access";
		case "federation-port":
			return "access-federation";
		case "internal-port":
			return isWeb ? "web-conferencing-internal" : "access-internal";
		case "port":
			return "web-conferencing-external";
		case "media-ports":
			return "av-media-range";
		case "authentication-port":
			return "av-authentication-internal";
		case "tcp-port":
			return "av-external-tcp";
		case "udp-port":
			return "av-external-udp";
		default:
			return undefined;
	}
}

function fromDeployment(facts: Facts, place: ValuePlace): readonly Proposal[] {
	const { deployment } = facts;
	const block = place.blocks.at(-1);
	switch (place.keyword) {
		case "fqdn":
			return block?.name === undefined
				? []
				: internalDomains(deployment).map((domain) => ({
						word: `${block.name}.${domain}`,
						why: "the name in the internal domain",
					}));
		case "external":
			return externalNames(deployment, place);
		case "internal":
			return block?.keyword === "web-farm" ? poolNames(deployment, place) : [];
		case "access-edge":
		case "web-conferencing-edge":
		case "av-edge":
			return block?.keyword === "partner"
				? [{ word: `sip.${block.name ?? ""}`, why: "the usual name" }]
				: roleNames(deployment, place.keyword);
		case "at":
			return freeAddresses(deployment, place);
		case "internal-sip-domains":
			return deployment.sipDomains.items.map(({ value }) => ({ word: value, why: "a SIP domain of the deployment" }));
		case "subject":
			return subjects(facts, block?.name);
		case "san":
			return facts.requirements.certificates
				.filter((needed) => needed.declared === block?.name)
				.flatMap((needed) => needed.sans)
				.map((word) => ({ word, why: "needed on this certificate" }));
		case "external-url":
			return webFarmNames(deployment, block?.name);
		case "a":
		case "srv":
			return records(facts, place);
		case "hosts-entry":
			return hostsEntries(deployment, place);
		case "allow":
		case "deny":
			return ports(facts, place);
		case "route":
			return deployment.networks
				.filter((network) => network.zone?.value === "internal")
				.flatMap((network) =>
					network.subnets.items.map((subnet) => ({ word: subnet.value.text, why: `the network ${network.name}` })),
				);
		default:
			return [];
	}
}

/** The domains that the names of internal computers end in. */
function internalDomains(deployment: Deployment): readonly string[] {
	const names = [...deployment.internalServers, ...deployment.edgeServers].flatMap((server) =>
		server.fqdn === undefined ? [] : [server.fqdn.value],
	);
	return [
		...new Set([
			...deployment.activeDirectories.flatMap((directory) => (directory.domain ? [directory.domain.value] : [])),
			...names.map((name) => name.slice(name.indexOf(".") + 1)),
		]),
	];
}

const ROLE_LABELS = { "access-edge": "sip", "web-conferencing-edge": "webconf", "av-edge": "av" } as const;

function isEdgeRole(keyword: string | undefined): keyword is keyof typeof ROLE_LABELS {
	return keyword === "access-edge" || keyword === "web-conferencing-edge" || keyword === "av-edge";
}

function roleNames(deployment: Deployment, role: keyof typeof ROLE_LABELS): readonly Proposal[] {
	const why = role === "access-edge" ? "the name that clients expect" : "a usual name";
	return deployment.sipDomains.items.map(({ value }) => ({ word: `${ROLE_LABELS[role]}.${value}`, why }));
}

function externalNames(deployment: Deployment, { blocks, statement }: ValuePlace): readonly Proposal[] {
	const block = blocks.at(-1);
	if (statement[0] === "users") {
		return [{ word: "10%", why: "what the capacity model assumes" }];
	}
	if (isEdgeRole(block?.keyword)) {
		return roleNames(deployment, block.keyword);
	}
	if (block?.keyword !== "web-farm") {
		return [];
	}
	const pool = blocks.at(-2)?.name;
	const published = deployment.reverseProxies
		.flatMap((proxy) => proxy.publishes)
		.filter((publish) => publish.pool.name === pool)
		.flatMap((publish) =>
			publish.externalUrl ? [{ word: publish.externalUrl.value, why: "the published name" }] : [],
		);
	const usual = deployment.sipDomains.items.map(({ value }) => ({ word: `ocsweb.${value}`, why: "a usual name" }));
	return published.length > 0 ? published : usual;
}

function poolNames(deployment: Deployment, { blocks }: ValuePlace): readonly Proposal[] {
	const pool = deployment.index.hosts.get(blocks.at(-2)?.name ?? "");
	return pool?.kind === "pool" && pool.fqdn ? [{ word: pool.fqdn.value, why: "the FQDN of the pool" }] : [];
}

/** The addresses of the external adapter that no other role has taken. */
function freeAddresses(deployment: Deployment, { blocks, statement }: ValuePlace): readonly Proposal[] {
	const server = deployment.index.hosts.get(blocks.at(-2)?.name ?? "");
	if (server?.kind !== "edge-server" || statement[0] !== "external") {
		return [];
	}
	const others = rolesOf(server).filter((role) => role.role !== blocks.at(-1)?.keyword);
	const taken = new Set(others.map((role) => role.external?.address?.value.text));
	return externalAddresses(server)
		.filter((word) => !taken.has(word))
		.map((word) => ({ word, why: `an external address of ${server.name}` }));
}

function externalAddresses(server: EdgeServer): readonly string[] {
	return adaptersOn(server, "external").flatMap((adapter) =>
		adapter.addresses.items.map((address) => address.value.text),
	);
}

function subjects({ requirements }: Facts, certificate: string | undefined): readonly Proposal[] {
	const named = requirements.certificates.filter((needed) => needed.declared === certificate);
	const wanted = named.length > 0 ? named : requirements.certificates.filter((needed) => needed.declared === undefined);
	return wanted.flatMap((needed) =>
		needed.subject === undefined ? [] : [{ word: needed.subject, why: `needed on ${needed.server}` }],
	);
}

function webFarmNames(deployment: Deployment, name: string | undefined): readonly Proposal[] {
	const pool = deployment.index.hosts.get(name ?? "");
	return pool?.kind === "pool" && pool.webFarm?.external
		? [{ word: pool.webFarm.external.value, why: `the external web farm name of ${pool.name}` }]
		: [];
}

function records({ requirements }: Facts, { keyword, blocks, statement }: ValuePlace): readonly Proposal[] {
	const type = keyword === "a" ? "A" : "SRV";
	const wanted = requirements.dns.filter((record) => record.type === type && record.view === blocks.at(-1)?.name);
	if (!statement.includes("->")) {
		return wanted.map((record) => ({ word: record.name, why: record.purpose }));
	}
	return wanted
		.filter((record) => record.name === statement[1]?.toLowerCase())
		.flatMap((record) => {
			const target = record.target && `${record.target}${record.port === undefined ? "" : `:${record.port}`}`;
			const word = type === "A" ? record.address : target;
			return word === undefined ? [] : [{ word, why: record.purpose }];
		});
}

function hostsEntries(deployment: Deployment, { statement }: ValuePlace): readonly Proposal[] {
	const servers = deployment.internalServers.filter((server) => server.fqdn !== undefined);
	if (!statement.includes("->")) {
		return servers.map((server) => ({ word: server.fqdn?.value ?? "", why: `the FQDN of ${server.name}` }));
	}
	return servers
		.filter((server) => server.fqdn?.value === statement[1]?.toLowerCase())
		.flatMap((server) =>
			server.addresses.items.map((address) => ({ word: address.value.text, why: `the address of ${server.name}` })),
		);
}

/** The ports that the derived flows need, of the protocol that stands before. */
function ports({ requirements }: Facts, { statement }: ValuePlace): readonly Proposal[] {
	const purposes = new Map<string, Set<string>>();
	for (const flow of requirements.flows.filter((one) => one.protocol === statement[1])) {
		purposes.set(flow.ports, (purposes.get(flow.ports) ?? new Set()).add(flow.purpose));
	}
	return [...purposes].map(([word, why]) => ({ word, why: [...why].join("; ") }));
}
