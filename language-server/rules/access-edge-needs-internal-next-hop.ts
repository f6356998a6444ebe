import type { Deployment } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule, MET } from "./rule.js";
import { isWhole, named, neighbourAmong } from "./support/completeness.js";
import { declarationsOf, type RoleDeclaration } from "./support/edge-roles.js";
import { insertElement, insertStatement } from "./support/edits.js";
import { sipServers } from "./support/internal-servers.js";
import { numberedName } from "./support/names.js";
import { furtherPlaces } from "./support/related.js";

export const rule = defineRule({
	code: "access-edge-needs-internal-next-hop",
	title: "An Access Edge has an internal server or pool behind it",
	severity: "error",
	category: "next-hop",
	evidence: "seed",
	sources: ["HMC-EDGE", "EDG-1.1"],
	why: "The Access Edge cannot do without an OCS 2007 server or pool inside, with a Director in front of it if you like: it only passes SIP on.",
	howToFix: "Declare a pool or a Director, and make it the next hop of the Access Edge.",
	needs: "The internal servers of the deployment, and its edge servers.",
	*check({ deployment }) {
		const accessEdges = declarationsOf(deployment, "access-edge");
		const [first, ...further] = accessEdges;
		if (!first) {
			return;
		}
		if (sipServers(deployment).length > 0) {
			yield MET;
			return;
		}
		if (!isWhole(deployment) || namesSomething(first)) {
			return;
		}
		yield {
			message: `${first.edge.name} has an Access Edge, and ${deployment.name} has no pool and no Director that it could reach. An Access Edge only passes SIP on to an internal OCS 2007 server. Declare a pool or a Director and make it the next hop.`,
			at: first.role.origin,
			related: furtherPlaces(further, ({ edge, role: { origin } }) => ({ name: edge.name, origin })),
			fixes: [addPool(deployment, accessEdges)],
		};
	},
});

/** A next hop that names nothing is reported as such, and declaring what it names mends both. */
function namesSomething({ role }: RoleDeclaration): boolean {
	return role.role === "access-edge" && role.nextHop !== undefined;
}

function addPool(deployment: Deployment, accessEdges: readonly RoleDeclaration[]): Fix {
	const name = numberedName(deployment, "pool");
	const internal = named(deployment.networks).filter((network) => network.zone?.value === "internal");
	const [network] = internal;
	const head = network && internal.length === 1 ? `pool ${name} in ${network.name}` : `pool ${name}`;
	const { internalServers, activeDirectories, firewalls, networks } = deployment;
	const neighbour = neighbourAmong(deployment, internalServers, activeDirectories, firewalls, networks);
	return {
		title: `Declare a pool ${name} and make it the next hop`,
		edits: [
			insertElement(neighbour.block, { head, body: [] }),
			...accessEdges
				.filter((one) => !namesSomething(one))
				.map(({ role }) => insertStatement(role.block, `next-hop ${name}`)),
		],
		safety: "unsafe",
		preferred: true,
	};
}
