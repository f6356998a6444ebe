import type { Deployment, Scenario } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { scenarioOf } from "../model/lookups.js";
import type { Requirements } from "../requirements/requirements.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { accessEdgesOf } from "./support/access-edges.js";
import { isWhole } from "./support/completeness.js";
import { insertStatement, replace } from "./support/edits.js";
import { settingsByServer, statesInternalSide } from "./support/internal-side.js";

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
		"The scenario federation or public-im, and a federation route that is stated as none; or a server that states other settings of the internal side, while none states a route.",
	note: "OCS 2007 says that the Federation tab decides whether federation and public IM work; name and port of the route are written down for OCS 2007 R2. A route of one pool counts, as it may override that of the forest.",
	*check({ deployment, requirements }) {
		const scenario = scenarioOf(deployment, "federation") ?? scenarioOf(deployment, "public-im");
		if (!scenario) {
			return;
		}
		const { internalServers } = deployment;
		const off = internalServers.find(({ noFederationRoute }) => noFederationRoute);
		const stating = internalServers.find(statesInternalSide);
		if (internalServers.some(({ federationRoute }) => federationRoute)) {
			yield MET;
		} else if (off?.noFederationRoute) {
			const { noFederationRoute: word } = off;
			yield {
				...finding(deployment, scenario, `The federation route of ${off.name} is none`),
				at: word,
				fixes: route(requirements, (via) => [replace(word, via)]),
			};
		} else if (stating && accessEdgesOf(deployment).length > 0 && isWhole(deployment)) {
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

function finding(deployment: Deployment, scenario: Scenario, what: string): Omit<RuleFinding, "at" | "fixes"> {
	const [accessEdge] = accessEdgesOf(deployment);
	return {
		message: `${what}, and the scenario ${scenario.kind} is wanted. Traffic to other organisations leaves the internal servers over this route, so none would leave. Name the Director, or the Access Edge where there is no Director.`,
		related: [
			{ message: `The scenario ${scenario.kind}`, origin: scenario.origin },
			...(accessEdge
				? [{ message: `The Access Edge of ${accessEdge.edge.name}`, origin: accessEdge.accessEdge.origin }]
				: []),
		],
	};
}

function route(requirements: Requirements, edits: (via: string) => Fix["edits"]): readonly Fix[] {
	const [setting] = settingsByServer(requirements, "federation-route").get(undefined) ?? [];
	const via = setting?.names;
	return via === undefined
		? []
		: [{ title: `Route federation through ${via}`, edits: edits(via), safety: "unsafe", preferred: true }];
}
