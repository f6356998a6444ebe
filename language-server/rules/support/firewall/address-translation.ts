import { groupBy } from "../../../basics/collections.js";
import { listed } from "../../../basics/sentences.js";
import { type Address, formatAddress, isInSubnet, parseSubnet } from "../../../model/address.js";
import type { Deployment, EdgeServer, Firewall, Side } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import type { Fix, RelatedPlace } from "../../../model/finding.js";
import { adaptersOn, virtualAddressOf } from "../../../model/lookups.js";
import type { Origin, Stated, StatedList } from "../../../model/origin.js";
import { internalAddressOf } from "../../../requirements/resolve.js";
import { MET, type Outcome, undecided } from "../../rule.js";
import { named } from "../completeness.js";
import { removeValues, replace } from "../edits.js";
import { ENOUGH } from "../limits.js";
import { firewallsBefore, type PerimeterFirewall } from "./perimeter-firewalls.js";

/** What a rule on translated addresses says. */
export interface TranslationTexts {
	/** Why translation breaks the A/V Edge on this side. */
	readonly why: string;
	readonly whatToDo: string;
}

/** A finding for each firewall of a side that translates the address of an A/V Edge behind it. */
export function* translatedAvEdges(deployment: Deployment, side: Side, texts: TranslationTexts): Iterable<Outcome> {
	for (const [gate, edges] of avEdgesByFirewall(deployment, side)) {
		const { firewall } = gate;
		const { nat } = firewall;
		if (!nat) {
			yield undecided(firewall, "what it translates (`nat`)");
		} else if (nat.kind === "addresses") {
			yield* translatedOneByOne(deployment, side, firewall, nat.addresses, edges, texts);
		} else if (nat.kind === "all") {
			yield {
				message: `The ${side} firewall ${firewall.name} translates all addresses, the ${side} one of the A/V Edge of ${listed(edges.map(({ name }) => name))} too. ${texts.why} ${texts.whatToDo}`,
				at: nat.origin,
				related: edges.slice(0, ENOUGH).map((edge) => placeOf(edge, side)),
				fixes: [
					{ title: "Translate no address", edits: [replace(nat.origin, "none")], safety: "unsafe", preferred: true },
					// Without static translation it cannot translate single addresses.
					...(isIsa2006(firewall) ? [] : translateOthers(deployment, side, edges, nat.origin)),
				],
			};
		} else {
			yield MET;
		}
	}
}

/** ISA Server 2006, which has no static address translation. */
export function isIsa2006({ product }: Firewall): boolean {
	return product?.value.startsWith("isa-server-2006") === true;
}

function* translatedOneByOne(
	deployment: Deployment,
	side: Side,
	firewall: Firewall,
	addresses: StatedList<Address>,
	edges: readonly EdgeServer[],
	texts: TranslationTexts,
): Iterable<Outcome> {
	const owners = new Map(
		edges.flatMap((edge) => addressesOf(deployment, edge, side).map((text) => [text, edge] as const)),
	);
	let isMet = addresses.complete;
	for (const item of addresses.items) {
		const edge = ownerOf(owners, item.value);
		if (edge) {
			isMet = false;
			yield {
				message: `The ${side} firewall ${firewall.name} translates ${formatAddress(item.value)}, the ${side} address of the A/V Edge of ${edge.name}. ${texts.why} ${texts.whatToDo}`,
				at: item.origin,
				related: [placeOf(edge, side)],
				fixes: [leaveOut(firewall, addresses, item)],
			};
		}
	}
	if (isMet) {
		yield MET;
	}
}

/** The A/V Edges behind each firewall of a side. */
export function avEdgesByFirewall(
	deployment: Deployment,
	side: Side,
): ReadonlyMap<PerimeterFirewall, readonly EdgeServer[]> {
	return edgesByFirewall(
		deployment,
		named(deployment.edgeServers).filter((edge) => edge.avEdge),
		side,
	);
}

/** The edge servers behind each firewall of a side. */
export function edgesByFirewall(
	deployment: Deployment,
	edges: readonly EdgeServer[],
	side: Side,
): ReadonlyMap<PerimeterFirewall, readonly EdgeServer[]> {
	const pairs = edges.flatMap((edge) => firewallsBefore(deployment, edge, side).map((gate) => ({ gate, edge })));
	return new Map(
		[...groupBy(pairs, ({ gate }) => gate)].map(([gate, list]) => [gate, list.map(({ edge }) => edge)] as const),
	);
}

function placeOf(edge: EdgeServer, side: Side): RelatedPlace {
	const address =
		side === "external" ? edge.avEdge?.external?.address : adaptersOn(edge, "internal")[0]?.addresses.items[0];
	return address
		? { message: `The ${side} address of the A/V Edge of ${edge.name}`, origin: address.origin }
		: { message: `The A/V Edge of ${edge.name}`, origin: edge.avEdge?.origin ?? edge.origin };
}

/** The address of the A/V Edge on a side, and in an array the virtual one, which must not be translated either. */
function addressesOf({ index }: Deployment, edge: EdgeServer, side: Side): readonly string[] {
	const own = side === "external" ? edge.avEdge?.external?.address?.value.text : internalAddressOf(edge);
	const array = index.arrayOf.get(edge.name);
	const virtual = array && virtualAddressOf(array, "av-edge", side)?.address?.value.text;
	return [own, virtual].filter((address) => address !== undefined);
}

/** Whose address is translated, or lies in a subnet that is. */
function ownerOf(owners: ReadonlyMap<string, EdgeServer>, { text, prefix }: Address): EdgeServer | undefined {
	const exact = owners.get(text);
	const subnet = exact || prefix === undefined ? undefined : parseSubnet(`${text}/${prefix}`);
	return subnet && "value" in subnet ? [...owners].find(([address]) => isInSubnet(address, subnet.value))?.[1] : exact;
}

/** Translation of the other roles is not forbidden, so the author may want to keep it for them. */
function translateOthers(
	deployment: Deployment,
	side: Side,
	avEdges: readonly EdgeServer[],
	origin: Origin,
): readonly Fix[] {
	const own = new Set(avEdges.flatMap((edge) => addressesOf(deployment, edge, side)));
	const others =
		side === "external"
			? deployment.edgeServers.flatMap((edge) =>
					rolesOf(edge).flatMap((role) => (role.role === "av-edge" ? [] : (role.external?.address?.value.text ?? []))),
				)
			: deployment.edgeServers.flatMap((edge) => internalAddressOf(edge) ?? []);
	const addresses = [...new Set(others)].filter((address) => !own.has(address));
	return addresses.length === 0 || addresses.length > ENOUGH
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
				title: `Do not translate ${formatAddress(item.value)}`,
				edits: removeValues(block, addresses, (address) => address === item),
				safety: "unsafe",
				preferred: true,
			};
}
