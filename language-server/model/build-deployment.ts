import { alternatives } from "../basics/sentences.js";
import { type Address, looksLikeAddress } from "./address.js";
import { arrayMembership } from "./array-members.js";
import type { FileElements } from "./build-file.js";
import type { ExpectedReference, ReferenceKind } from "./build-reader.js";
import {
	type Deployment,
	type DeploymentElement,
	type DeploymentHead,
	type DeploymentIndex,
	type EdgeArray,
	type Host,
	joinElements,
	type NamedHost,
} from "./deployment.js";
import type { Finding, TextEdit } from "./finding.js";
import { elementsNamed } from "./lookups.js";
import type { Block, Reference, Stated } from "./origin.js";
import { problem } from "./problems.js";
import { replacement, suggest } from "./suggest.js";

export interface BuiltDeployment {
	readonly deployment: Deployment;
	/** What only shows when the files are seen together: names used twice, names that mean nothing. */
	readonly problems: readonly Finding[];
}

/**
 * Puts the elements of a root file and of all that it imports together to one deployment, and resolves its names.
 *
 * @param root the file with the `deployment` block; its first head counts
 * @param files the root and all imported files, in a stable order
 * @param importsMissing whether an import could not be read; names are then not reported as unknown
 */
export function buildDeployment(
	head: DeploymentHead,
	root: FileElements,
	files: readonly FileElements[],
	importsMissing: boolean,
): BuiltDeployment {
	const problems: Finding[] = [];
	const elements = joinElements(files);
	const hosts = [
		...elements.edgeServers,
		...elements.edgeArrays,
		...elements.reverseProxies,
		...elements.internalServers,
	];
	const hostsByName = byName(hosts, problems);
	const index: DeploymentIndex = {
		sites: byName(elements.sites, problems),
		networks: byName(elements.networks, problems),
		firewalls: byName(elements.firewalls, problems),
		activeDirectories: byName(elements.activeDirectories, problems),
		hosts: hostsByName,
		loadBalancers: byName(elements.loadBalancers, problems),
		certificates: byName(elements.certificates, problems),
		hostsByFqdn: hostsByFqdn([...elements.edgeServers, ...elements.reverseProxies, ...elements.internalServers]),
		...arrayMembership(elements, hostsByName),
	};
	if (!importsMissing) {
		for (const expected of files.flatMap((file) => file.references)) {
			const found = unresolved(expected, index);
			if (found) {
				problems.push(found);
			}
		}
	}
	problems.push(...elements.edgeArrays.flatMap((array) => withoutMembers(array, index)));
	const deployment: Deployment = {
		...head,
		uri: root.uri,
		files: files.map((file) => file.uri),
		complete: head.complete && !importsMissing && files.every((file) => file.complete),
		...elements,
		index,
	};
	return { deployment, problems };
}

function byName<T extends DeploymentElement>(elements: readonly T[], problems: Finding[]): ReadonlyMap<string, T> {
	const map = new Map<string, T>();
	for (const element of elements) {
		const first = element.name === "" ? undefined : map.get(element.name);
		if (first) {
			const [one, other] = [NOUNS[first.kind], NOUNS[element.kind]];
			const uses = one === other ? `twice, each time for ${one}` : `twice: for ${one} and for ${other}`;
			problems.push(
				problem(
					"duplicate-name",
					element.origin,
					`The name ${element.name} is used ${uses}. A reference to it means the first. Rename one of the two.`,
					{ related: [{ message: `The first ${element.name}`, origin: first.origin }] },
				),
			);
		} else if (element.name !== "") {
			map.set(element.name, element);
		}
	}
	return map;
}

function hostsByFqdn(hosts: readonly NamedHost["host"][]): ReadonlyMap<string, NamedHost> {
	const map = new Map<string, NamedHost>();
	const add = (fqdn: string | undefined, named: NamedHost) => {
		if (fqdn !== undefined && !map.has(fqdn)) {
			map.set(fqdn, named);
		}
	};
	for (const host of hosts) {
		add(host.fqdn?.value, { host });
	}
	for (const host of hosts) {
		for (const member of "members" in host ? host.members : []) {
			add(member.fqdn.value, { host, member });
		}
	}
	return map;
}

/** An array that was read to its end and names no member. */
function withoutMembers(array: EdgeArray, { meantMembers }: DeploymentIndex): readonly Finding[] {
	const { name, block, members, origin } = array;
	if (name === "" || !block.complete || members.length > 0) {
		return [];
	}
	const meant = meantMembers.get(array) ?? [];
	const names = meant.map((server) => server.name).join(", ");
	return [
		problem(
			"array-without-members",
			origin,
			`The array ${name} names no members, so nothing is known to stand behind its load balancer. List its edge servers with members.`,
			{
				related: meant.map((server) => ({ message: `${server.name} may be one`, origin: server.origin })),
				fixes:
					meant.length === 0
						? []
						: [
								{
									title: `List ${names}`,
									edits: [insertFirst(block, `members ${names}`)],
									safety: "unsafe",
									preferred: true,
								},
							],
			},
		),
	];
}

/** Writes a statement before the others of an element, its value in line with theirs. */
function insertFirst(
	{ uri, range, open, close, indent, indentUnit, valueOffset = 0 }: Block,
	statement: string,
): TextEdit {
	const at = open ?? range.end;
	const insert = (newText: string): TextEdit => ({ uri, range: { start: at, end: at }, newText });
	if (!open) {
		return insert(` { ${statement} }`);
	}
	if (close?.line === open.line) {
		return insert(` ${statement} `);
	}
	const [keyword = "", ...values] = statement.split(" ");
	return insert(`\n${indent}${indentUnit}${keyword.padEnd(valueOffset - 1)} ${values.join(" ")}`);
}

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

function unresolved({ reference, expects }: ExpectedReference, index: DeploymentIndex): Finding | undefined {
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
