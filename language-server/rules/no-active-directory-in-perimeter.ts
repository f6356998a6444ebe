import type { Deployment, Network } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Reference } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { lastReadable, named } from "./support/completeness.js";
import { insertElement, replace } from "./support/edits.js";
import { freeName } from "./support/names.js";

export const rule = defineRule({
	code: "no-active-directory-in-perimeter",
	title: "Active Directory stands in the internal network",
	severity: "error",
	category: "topology",
	evidence: "seed",
	sources: ["HMC-EDGE"],
	why: "Active Directory in the perimeter network is a significant security risk. No edge role needs it: the servers inside authenticate the users.",
	howToFix: "Move the Active Directory to the internal network.",
	needs: "The network of the Active Directory, and the zone of that network.",
	*check({ deployment }) {
		for (const directory of deployment.activeDirectories) {
			const network = directory.network && deployment.index.networks.get(directory.network.name);
			if (!directory.network || !network?.zone) {
				yield undecided(directory, "the network and its zone");
				continue;
			}
			const zone = network.zone.value;
			if (zone === "internal") {
				yield MET;
				continue;
			}
			yield {
				message: `The Active Directory ${directory.name} stands in the ${zone} network ${network.name}. That is a significant security risk, and no edge role needs it there. Move it to the internal network.`,
				at: directory.network.origin,
				related: [
					{
						message: `${network.name} is ${zone === "external" ? "an" : "a"} ${zone} network`,
						origin: network.zone.origin,
					},
				],
				fixes: moveInside(deployment, directory.name, directory.network),
			};
		}
	},
});

function moveInside(deployment: Deployment, name: string, reference: Reference): readonly Fix[] {
	const internal = named(deployment.networks).filter((network) => network.zone?.value === "internal");
	if (internal.length === 0) {
		return [moveToNewNetwork(deployment, name, reference)];
	}
	// Where the internal servers stand, the Active Directory belongs most likely.
	const home = internal.find((network) =>
		deployment.internalServers.some((server) => server.network?.name === network.name),
	);
	return internal.map((network) => ({
		title: `Move ${name} to the internal network ${network.name}`,
		edits: [replace(reference.origin, network.name)],
		safety: "unsafe",
		preferred: internal.length === 1 || network === home,
	}));
}

function moveToNewNetwork(deployment: Deployment, name: string, reference: Reference): Fix {
	const created = freeName(deployment, "corp");
	const neighbour: Network | undefined = lastReadable(deployment.networks);
	return {
		title: `Move ${name} to a new internal network ${created}`,
		edits: [
			replace(reference.origin, created),
			insertElement((neighbour ?? deployment).block, { head: `network ${created}`, body: ["zone internal"] }, "list"),
		],
		safety: "unsafe",
		preferred: true,
	};
}
