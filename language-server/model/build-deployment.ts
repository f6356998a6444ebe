import { arrayMembership, withoutMembers } from "./array-members.js";
import type { FileElements } from "./build-file.js";
import {
	type Deployment,
	type DeploymentElement,
	type DeploymentHead,
	type DeploymentIndex,
	joinElements,
	type NamedHost,
} from "./deployment.js";
import type { Finding } from "./finding.js";
import { problem } from "./problems.js";
import { NOUNS, unresolved } from "./references.js";

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
