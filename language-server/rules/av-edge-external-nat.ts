import { type Address, isInSubnet, parseSubnet } from "../model/address.js";
import type { Deployment, EdgeServer, Firewall, Network } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Origin, Stated, StatedList } from "../model/origin.js";
import { defineRule, type RuleFinding } from "./rule.js";
import { named } from "./support/completeness.js";
import { removeValues, replace } from "./support/edits.js";
import { listed } from "./support/words.js";

export const rule = defineRule({
	code: "av-edge-external-nat",
	title: "The external firewall does not translate the address of an A/V Edge",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["EDG-2.3", "PEDIA-PUBIP"],
	why: "The A/V Edge hands its own address out to clients. Behind address translation that address leads nowhere, so the external firewall must not translate it.",
	howToFix: "Route the public subnet to the perimeter instead of translating it.",
	needs: "What the external firewall translates (`nat`), and the zones of the two networks that it stands between.",
	*check({ deployment }) {
		const external = externalFirewalls(deployment);
		for (const one of external) {
			const edges = avEdgesBehind(deployment, one, external.length === 1);
			if (edges.length > 0) {
				yield* translated(deployment, one.firewall, edges);
			}
		}
	},
});

interface ExternalFirewall {
	readonly firewall: Firewall;
	readonly perimeter: Network;
}

function externalFirewalls({ firewalls, index }: Deployment): readonly ExternalFirewall[] {
	return firewalls.flatMap((firewall) => {
		const sides = firewall.sides.flatMap((side) => index.networks.get(side.name) ?? []);
		const perimeter = sides.find((network) => network.zone?.value === "perimeter");
		return perimeter && sides.some((network) => network.zone?.value === "external") ? [{ firewall, perimeter }] : [];
	});
}

/** The A/V Edges whose external side the firewall protects. Without a stated network it is the only firewall there is. */
function avEdgesBehind(
	{ edgeServers, index }: Deployment,
	{ perimeter }: ExternalFirewall,
	isOnlyOne: boolean,
): readonly EdgeServer[] {
	return named(edgeServers).filter((edge) => {
		if (!edge.avEdge) {
			return false;
		}
		const networks = edge.adapters
			.filter((adapter) => adapter.side?.value === "external")
			.flatMap((adapter) => (adapter.network && index.networks.get(adapter.network.name)) ?? []);
		return networks.length === 0 ? isOnlyOne : networks.includes(perimeter);
	});
}

function* translated(deployment: Deployment, firewall: Firewall, edges: readonly EdgeServer[]): Iterable<RuleFinding> {
	const { nat } = firewall;
	if (nat?.kind === "all") {
		const names = edges.map((edge) => edge.name);
		yield {
			message: `The external firewall ${firewall.name} translates all addresses, the external one of the A/V Edge of ${listed(names)} too. The A/V Edge does not work behind address translation. Route its public address instead.`,
			at: nat.origin,
			related: edges.map((edge) => placeOf(edge)),
			fixes: [
				{
					title: "Translate no address",
					edits: [replace(nat.origin, "none")],
					safety: "unsafe",
					preferred: true,
				},
				...translateOthers(deployment, edges, nat.origin),
			],
		};
	}
	if (nat?.kind === "addresses") {
		for (const item of nat.addresses.items) {
			const edge = edges.find((one) =>
				outsideAddresses(deployment, one).some((address) => covers(item.value, address)),
			);
			if (edge) {
				yield {
					message: `The external firewall ${firewall.name} translates ${written(item.value)}, the external address of the A/V Edge of ${edge.name}. The A/V Edge does not work behind address translation. Route this public address instead.`,
					at: item.origin,
					related: [placeOf(edge)],
					fixes: [leaveOut(firewall, nat.addresses, item)],
				};
			}
		}
	}
}

function placeOf(edge: EdgeServer): { readonly message: string; readonly origin: Origin } {
	const address = edge.avEdge?.external?.address;
	return address
		? { message: `The external address of the A/V Edge of ${edge.name}`, origin: address.origin }
		: { message: `The A/V Edge of ${edge.name}`, origin: edge.avEdge?.origin ?? edge.origin };
}

/** The external address of the A/V Edge, and in an array the virtual one, which must not be translated either. */
function outsideAddresses({ index }: Deployment, edge: EdgeServer): readonly string[] {
	const virtual = index.arrayOf.get(edge.name)?.virtualAddresses ?? [];
	const shared = virtual.filter(({ role, side }) => role === "av-edge" && side.value === "external");
	return [edge.avEdge?.external?.address, ...shared.map(({ address }) => address)].flatMap(
		(address) => address?.value.text ?? [],
	);
}

/** Whether a translated address, or a translated subnet, is that of the A/V Edge. */
function covers({ text, prefix }: Address, address: string): boolean {
	const subnet = prefix === undefined ? undefined : parseSubnet(`${text}/${prefix}`);
	return text === address || (subnet !== undefined && "value" in subnet && isInSubnet(address, subnet.value));
}

/** Translation of the other roles is not forbidden, so the author may want to keep it for them. */
function translateOthers(deployment: Deployment, avEdges: readonly EdgeServer[], origin: Origin): readonly Fix[] {
	const own = new Set(avEdges.map((edge) => edge.avEdge?.external?.address?.value.text));
	const others = deployment.edgeServers
		.flatMap((edge) => [edge.accessEdge, edge.webConferencingEdge])
		.flatMap((role) => role?.external?.address?.value.text ?? [])
		.filter((address) => !own.has(address));
	const addresses = [...new Set(others)];
	return addresses.length === 0
		? []
		: [
				{
					title: `Translate only ${listed(addresses)}`,
					edits: [replace(origin, addresses.join(", "))],
					safety: "unsafe",
					preferred: false,
				},
			];
}

function leaveOut({ block }: Firewall, addresses: StatedList<Address>, item: Stated<Address>): Fix {
	return addresses.items.length === 1
		? { title: "Translate no address", edits: [replace(item.origin, "none")], safety: "unsafe", preferred: true }
		: {
				title: `Do not translate ${written(item.value)}`,
				edits: removeValues(block, addresses, (address) => address === item),
				safety: "unsafe",
				preferred: true,
			};
}

function written({ text, prefix }: Address): string {
	return prefix === undefined ? text : `${text}/${prefix}`;
}
