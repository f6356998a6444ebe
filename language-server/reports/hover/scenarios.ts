import type { Catalogue, RoleId, ScenarioId } from "../../catalog/types.js";
import type { Deployment } from "../../model/deployment.js";
import { rolesOf } from "../../model/edge-roles.js";
import { mayCarry } from "../../requirements/pool-roles.js";
import { text } from "../markdown.js";
import {
	card,
	evidenceOf,
	type Facts,
	few,
	flowTable,
	type HoverContext,
	heading,
	lines,
	nameLink,
	titlesOf,
} from "./card.js";

/** What outside users can do with a scenario, which roles it needs, and which of them this deployment has. */
export function scenarioHover(context: HoverContext, id: ScenarioId): string {
	const { catalogue, facts } = context;
	const fact = catalogue.scenarios[id];
	return card(
		heading(fact.title, "scenario"),
		text(fact.description),
		lines(
			["Needs at the perimeter", text(titlesOf(catalogue, fact.requires).join(", ")) || "no edge role"],
			["Needs inside", text(titlesOf(catalogue, fact.internalRoles).join(", "))],
			["Recommended", text(titlesOf(catalogue, fact.recommends).join(", "))],
		),
		facts && inDeployment(catalogue, facts, id),
		evidenceOf(catalogue, fact.evidence),
	);
}

function inDeployment(catalogue: Catalogue, facts: Facts, id: ScenarioId): string {
	const { deployment, requirements } = facts;
	const fact = catalogue.scenarios[id];
	const name = text(deployment.name);
	if (!requirements.scenarios.includes(id)) {
		return `**In this deployment:** ${name} does not want it.`;
	}
	const own = requirements.flows.filter((flow) => flow.requiredBy.every((other) => other === id));
	const shared = requirements.flows.filter((flow) => flow.requiredBy.includes(id)).length - own.length;
	const roles = [...new Set<RoleId>([...fact.requires, ...fact.internalRoles])];
	return card(
		`**In this deployment:** ${name}`,
		lines(
			...roles.map((role) => {
				const hosts = hostsOf(deployment, role).map((host) => nameLink(host.name, host.origin));
				return [catalogue.roles[role].title, hosts.length === 0 ? "**missing**" : `on ${few(hosts)}`] as const;
			}),
			[
				"Flows",
				own.length === 0
					? `${shared} shared with other scenarios, none for it alone`
					: `${shared} shared with other scenarios; for it alone those below`,
			],
		),
		flowTable(own),
	);
}

/** The elements that carry a role. */
function hostsOf(deployment: Deployment, role: RoleId) {
	switch (role) {
		case "access-edge":
		case "web-conferencing-edge":
		case "av-edge":
			return deployment.edgeServers.filter((server) => rolesOf(server).some((one) => one.role === role));
		case "av-authentication":
			return deployment.edgeServers.filter((server) => server.avEdge !== undefined);
		case "reverse-proxy":
			return deployment.reverseProxies;
		case "director":
		case "pool":
		case "mediation-server":
		case "communicator-web-access":
			return deployment.internalServers.filter((server) => server.kind === role);
		case "front-end":
		case "web-conferencing":
		case "av-conferencing":
		case "web-components":
			return deployment.internalServers.filter((server) => mayCarry(server, role));
	}
}
