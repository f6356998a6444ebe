import { alternatives } from "../basics/sentences.js";
import { type Address, looksLikeAddress } from "./address.js";
import type { ExpectedReference, ReferenceKind } from "./build-reader.js";
import type { DeploymentElement, DeploymentIndex, Host } from "./deployment.js";
import type { Finding } from "./finding.js";
import { elementsNamed } from "./lookups.js";
import type { Reference, Stated } from "./origin.js";
import { problem } from "./problems.js";
import { replacement, suggest } from "./suggest.js";

/** What each kind of element is called in a sentence. */
export const NOUNS: Readonly<Record<DeploymentElement["kind"], string>> = {
	site: "a site",
	network: "a network",
	firewall: "a firewall",
	"active-directory": "an Active Directory",
	pool: "a pool",
	director: "a Director",
	"mediation-server": "a Mediation Server",
	"communicator-web-access": "a Communicator Web Access server",
	"edge-server": "an edge server",
	"edge-array": "an edge array",
	"load-balancer": "a load balancer",
	"reverse-proxy": "a reverse proxy",
	certificate: "a certificate",
};

const SIP_SERVERS = ["pool", "director"] as const;
const INTERNAL_SERVERS = [...SIP_SERVERS, "mediation-server", "communicator-web-access"] as const;

const EXPECTED_KINDS: Readonly<Record<ReferenceKind, readonly DeploymentElement["kind"][]>> = {
	site: ["site"],
	network: ["network"],
	computer: ["edge-server", "reverse-proxy"],
	"internal-server": INTERNAL_SERVERS,
	"next-hop": SIP_SERVERS,
	"authorized-server": INTERNAL_SERVERS,
	"firewall-end": ["edge-server", "edge-array", "reverse-proxy", ...INTERNAL_SERVERS, "network"],
	"edge-host": ["edge-server", "edge-array"],
	"edge-server": ["edge-server"],
	"load-balancer": ["load-balancer"],
	certificate: ["certificate"],
};

/** The element that a reference names, if it is of a kind that is expected there. */
export function resolve(
	index: DeploymentIndex,
	reference: Reference,
	expects: ReferenceKind,
): DeploymentElement | undefined {
	const fits = (element: DeploymentElement | undefined) =>
		element !== undefined && EXPECTED_KINDS[expects].includes(element.kind);
	const named = spaces(index, expects)
		.map((space) => space.get(reference.name))
		.find(fits);
	const host = isByFqdn(expects) ? index.hostsByFqdn.get(reference.name.toLowerCase())?.host : undefined;
	return named ?? (fits(host) ? host : undefined);
}

function isByFqdn(expects: ReferenceKind): boolean {
	return expects === "next-hop" || expects === "authorized-server";
}

/** Whether an entry may stand for servers that the file does not declare: an FQDN, or a pattern. */
function isOutsideName({ name }: Reference): boolean {
	return /^[a-z0-9*-]*(?:\.[a-z0-9*-]+)+$|^\*$/i.test(name) && !looksLikeAddress(name);
}

function spaces(index: DeploymentIndex, expects: ReferenceKind): readonly ReadonlyMap<string, DeploymentElement>[] {
	switch (expects) {
		case "site":
			return [index.sites];
		case "network":
			return [index.networks];
		case "load-balancer":
			return [index.loadBalancers];
		case "certificate":
			return [index.certificates];
		case "firewall-end":
			return [index.hosts, index.networks];
		default:
			return [index.hosts];
	}
}

/** What is wrong with a reference that names nothing of a kind that is expected there. */
export function unresolved({ reference, expects }: ExpectedReference, index: DeploymentIndex): Finding | undefined {
	if (resolve(index, reference, expects) || (expects === "authorized-server" && isOutsideName(reference))) {
		return undefined;
	}
	const list = alternatives(EXPECTED_KINDS[expects].map((kind) => NOUNS[kind]));
	const known = spaces(index, expects)
		.flatMap((space) => [...space.values()])
		.filter(
			(element) =>
				EXPECTED_KINDS[expects].includes(element.kind) && !(expects === "edge-server" && isNamedMember(index, element)),
		)
		.map((element) => element.name);
	const [other] = elementsNamed(index, reference.name);
	if (!other && looksLikeAddress(reference.name)) {
		const owner = ownerOf(reference.name, index);
		const fits = owner !== undefined && EXPECTED_KINDS[expects].includes(owner.kind);
		return problem(
			"unresolved-reference",
			reference.origin,
			`${reference.name} is an address. Write the name of ${list} here. ${owner ? `${owner.name} has this address.` : ""}`.trim(),
			{
				related: owner ? [{ message: `${owner.name} is declared here`, origin: owner.origin }] : [],
				fixes: fits ? [replacement(reference.origin, owner.name, "unsafe")] : [],
			},
		);
	}
	const { hint, fixes } = suggest(reference.name, known, reference.origin);
	if (other) {
		return problem(
			"unresolved-reference",
			reference.origin,
			`${reference.name} is ${NOUNS[other.kind]}; ${list} is expected here. ${hint}`.trim(),
			{ related: [{ message: `${reference.name} is declared here`, origin: other.origin }], fixes },
		);
	}
	return problem(
		"unresolved-reference",
		reference.origin,
		`Nothing in this deployment is named ${reference.name}; ${list} is expected here. ${hint || "Declare it, or import the file that does."}`.trim(),
		{ fixes },
	);
}

/** Whether an array names the server already, so that a mistyped name hardly means it. */
function isNamedMember({ arrayOf, meantMembers }: DeploymentIndex, { name }: DeploymentElement): boolean {
	const array = arrayOf.get(name);
	return array !== undefined && !meantMembers.get(array)?.some((server) => server.name === name);
}

/** The server that has an address: its own, that of a member, or that of an adapter. */
function ownerOf(text: string, { hosts }: DeploymentIndex): Host | undefined {
	const [address] = text.split("/");
	return [...hosts.values()].find((host) => addressesOf(host).some((one) => one?.value.text === address));
}

function addressesOf(host: Host): readonly (Stated<Address> | undefined)[] {
	switch (host.kind) {
		case "edge-array":
			return host.virtualAddresses.map(({ address }) => address);
		case "edge-server":
		case "reverse-proxy":
			return host.adapters.flatMap(({ addresses }) => addresses.items);
		default:
			return [...host.addresses.items, ...host.members.map(({ address }) => address)];
	}
}
