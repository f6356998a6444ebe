import type { Deployment, Scenario } from "../model/deployment.js";
import type { Fix, RelatedPlace } from "../model/finding.js";
import { scenarioOf } from "../model/lookups.js";
import type { Requirements } from "../requirements/requirements.js";
import { defineRule, MET, type RuleContext, type RuleFinding, undecided } from "./rule.js";
import { accessEdgesOf } from "./support/access-edges.js";
import { isWhole } from "./support/completeness.js";
import { insertStatement, replace } from "./support/edits.js";
import { accessEdgeHosts, deadEnd, isRouted, type RoutedServer } from "./support/next-hop/federation-route.js";
import { settingsByServer, statesInternalSide } from "./support/next-hop/internal-side.js";

export const rule = defineRule({
	code: "global-federation-route-missing",
	title: "With federation or public IM there is a federation route",
	severity: "error",
	category: "next-hop",
	evidence: "ocs2007",
	sources: ["ADM-GLOBAL", "ADM-APPA", "SDK-GLOBALFED", "R2-HLP-FED"],
	why: "Traffic to partners and public IM providers leaves the internal servers over the federation route of the forest. Without it none leaves.",
	howToFix:
		"Enable federation in the Global Properties and name the Director there, or the Access Edge where there is no Director: the statement federation-route of a pool.",
	needs:
		"The scenario federation or public-im, and a federation route that is stated as none or leads to no Director and no Access Edge; or a server that states other settings of the internal side, while none states a route.",
	note: "OCS 2007 says that the Federation tab decides whether federation and public IM work; name and port of the route are written down for OCS 2007 R2. A route of one pool counts, as it may override that of the forest.",
	*check({ deployment, requirements }) {
		const scenario = scenarioOf(deployment, "federation") ?? scenarioOf(deployment, "public-im");
		if (!scenario) {
			return;
		}
		const { internalServers } = deployment;
		const hosts = accessEdgeHosts(deployment);
		const off = internalServers.find(({ noFederationRoute }) => noFederationRoute);
		const stating = internalServers.find(statesInternalSide);
		const routed = internalServers.filter(isRouted);
		if (routed.length > 0) {
			// Where there is no Access Edge at all, that is the mistake.
			for (const server of routed) {
				const why = hosts.length > 0 ? deadEnd(server, deployment) : undefined;
				yield why === undefined ? MET : leadsAstray({ deployment, requirements, hosts }, scenario, server, why);
			}
		} else if (off?.noFederationRoute) {
			const { noFederationRoute: word } = off;
			yield {
				...finding(deployment, scenario, `The federation route of ${off.name} is none`),
				at: word,
				fixes: route(requirements, (via) => [replace(word, via)]),
			};
		} else if (stating && hosts.length > 0 && isWhole(deployment)) {
			const holder = internalServers.find((server) => server.kind === "pool" && statesInternalSide(server)) ?? stating;
			yield {
				...finding(deployment, scenario, `No internal server of ${deployment.name} has a federation route`),
				at: holder.origin,
				fixes: route(requirements, (via) => [insertStatement(holder.block, `federation-route ${via}`)]),
			};
		} else {
			yield undecided(deployment, "the federation route of an internal server (`federation-route`)");
		}
	},
});

function leadsAstray(
	{
		deployment,
		requirements,
		hosts,
	}: Pick<RuleContext, "deployment" | "requirements"> & { readonly hosts: readonly string[] },
	scenario: Scenario,
	{ name, kind, federationRoute: { name: target, origin } }: RoutedServer,
	why: string,
): RuleFinding {
	const [host] = hosts;
	const fixes = route(requirements, (via) => [replace(origin, via)]);
	return {
		message: `The federation route of ${name} leads to ${target}, ${why}. Traffic of the scenario ${scenario.kind} would not get out. ${kind === "director" ? "Name the Access Edge." : "Name the Director, or the Access Edge where there is no Director."}`,
		at: origin,
		related: places(deployment, scenario),
		// What the forest has as its route leads to a Director, if there is one; that goes on to the Access Edge.
		fixes:
			kind !== "director"
				? fixes
				: host !== undefined && hosts.length === 1
					? [routeThrough(host, [replace(origin, host)])]
					: [],
	};
}

function finding(deployment: Deployment, scenario: Scenario, what: string): Omit<RuleFinding, "at" | "fixes"> {
	return {
		message: `${what}, and the scenario ${scenario.kind} is wanted. Traffic to other organisations leaves the internal servers over this route, so none would leave. Name the Director, or the Access Edge where there is no Director.`,
		related: places(deployment, scenario),
	};
}

function places(deployment: Deployment, { kind, origin }: Scenario): readonly RelatedPlace[] {
	const [accessEdge] = accessEdgesOf(deployment);
	return [
		{ message: `The scenario ${kind}`, origin },
		...(accessEdge
			? [{ message: `The Access Edge of ${accessEdge.edge.name}`, origin: accessEdge.accessEdge.origin }]
			: []),
	];
}

function route(requirements: Requirements, edits: (via: string) => Fix["edits"]): readonly Fix[] {
	const [setting] = settingsByServer(requirements, "federation-route").get(undefined) ?? [];
	const via = setting?.names;
	return via === undefined ? [] : [routeThrough(via, edits(via))];
}

function routeThrough(via: string, edits: Fix["edits"]): Fix {
	return { title: `Route federation through ${via}`, edits, safety: "unsafe", preferred: true };
}
