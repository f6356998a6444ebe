import type { AnyEdgeRole, Deployment, DeploymentElement, Endpoint } from "../../model/deployment.js";
import { rolesOf } from "../../model/edge-roles.js";
import type { Reference } from "../../model/origin.js";
import { resolve } from "../../model/references.js";

type ReferenceKind = Parameters<typeof resolve>[2];

/** Somebody who names an element: "next hop of", and who says so. */
export interface Referrer {
	/** How the element is used, to be followed by the name of the user, as in "next hop of". */
	readonly use: string;
	/** The element that names it. */
	readonly by: string;
	readonly reference: Reference;
}

/** Everything in the deployment that refers to an element, in the order of the kinds of elements. */
export function referrersOf(deployment: Deployment, element: DeploymentElement): readonly Referrer[] {
	return allReferences(deployment).filter(
		({ reference, expects }) =>
			reference.name === element.name && resolve(deployment.index, reference, expects) === element,
	);
}

interface AnyReference extends Referrer {
	readonly expects: ReferenceKind;
}

function allReferences(deployment: Deployment): readonly AnyReference[] {
	const found: AnyReference[] = [];
	const add = (use: string, by: string, expects: ReferenceKind, ...references: readonly (Reference | undefined)[]) => {
		for (const reference of references) {
			if (reference) {
				found.push({ use, by, expects, reference });
			}
		}
	};
	for (const server of deployment.edgeServers) {
		const { name } = server;
		add("site of", name, "site", server.site);
		add("network of", name, "network", ...server.adapters.map((adapter) => adapter.network));
		add("next hop of", name, "internal-server", server.accessEdge?.nextHop);
		add("authorised on", name, "internal-server", ...(server.accessEdge?.authorizedServers ?? []));
		for (const role of rolesOf(server)) {
			add(`certificate of the ${roleWords(role)} of`, name, "certificate", role.certificate);
		}
		add("A/V authentication certificate of", name, "certificate", server.avEdge?.authenticationCertificate);
		add("internal certificate of", name, "certificate", server.internalCertificate);
	}
	for (const server of deployment.internalServers) {
		const { name } = server;
		add("network of", name, "network", server.network);
		add("trusted by", name, "edge-host", ...(server.trusts ?? []));
		add("Web Conferencing Edge of", name, "edge-host", ...(server.webConferencingEdges ?? []));
		add("A/V authentication service of", name, "edge-host", server.avAuthentication);
		add("federation route of", name, "firewall-end", server.federationRoute);
	}
	for (const proxy of deployment.reverseProxies) {
		const { name } = proxy;
		add("site of", name, "site", proxy.site);
		add("computer of", name, "computer", proxy.runsOn);
		add("network of", name, "network", ...proxy.adapters.map((adapter) => adapter.network));
		add("published by", name, "internal-server", ...proxy.publishes.map((publish) => publish.pool));
		add("certificate of", name, "certificate", ...proxy.publishes.map((publish) => publish.certificate));
	}
	for (const array of deployment.edgeArrays) {
		add("site of", array.name, "site", array.site);
		add("member of", array.name, "edge-server", ...array.members);
		add("load balancer of", array.name, "load-balancer", array.loadBalancer);
	}
	for (const firewall of deployment.firewalls) {
		add("a side of", firewall.name, "network", ...firewall.sides);
		add("computer of", firewall.name, "computer", firewall.runsOn);
		const ends = firewall.rules.flatMap((rule) => [hostOf(rule.source), hostOf(rule.destination)]);
		add("in a rule of", firewall.name, "firewall-end", ...ends);
	}
	for (const directory of deployment.activeDirectories) {
		add("network of", directory.name, "network", directory.network);
	}
	return found;
}

function hostOf(end: Endpoint): Reference | undefined {
	return end.kind === "role" || end.kind === "host" ? end.host : undefined;
}

function roleWords(role: AnyEdgeRole): string {
	switch (role.role) {
		case "access-edge":
			return "Access Edge";
		case "web-conferencing-edge":
			return "Web Conferencing Edge";
		case "av-edge":
			return "A/V Edge";
	}
}
