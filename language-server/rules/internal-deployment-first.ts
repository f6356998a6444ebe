import type { Deployment, PhaseId } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { insertAt, removeValues, replace } from "./support/edits.js";
import { declareMigration } from "./support/planning/migration.js";

export const rule = defineRule({
	code: "internal-deployment-first",
	title: "Edge servers come after the internal deployment",
	severity: "warning",
	category: "planning",
	evidence: "seed",
	sources: ["HMC-EDGE", "PEDIA-IMP"],
	why: "Every edge role needs its internal counterpart. The one exception that is stated is a migration from Live Communications Server 2005 with SP1.",
	howToFix:
		"Finish the internal deployment first, or move its phase before the installation of the edge servers. A migration is stated as `internal-deployment migrating-from lcs2005-sp1`.",
	needs: "The status of the internal deployment, or its place among the phases; and an edge server.",
	*check({ deployment }) {
		const { internalDeployment, edgeServers, existingServers } = deployment;
		const status = internalDeployment?.value;
		const order = internalPhase(deployment);
		if (edgeServers.length === 0 && !order) {
			return;
		}
		if (status === "complete" || status === "migrating-from-lcs2005-sp1") {
			yield MET;
		} else if (existingServers.items.length > 0) {
			// That the plan is not marked as the migration which it is, is the mistake then, and has a rule of its own.
			return;
		} else if (order) {
			// A plan that has the right order is right, whatever is finished today.
			yield order.edge ? wrongOrder(deployment, order.internal, order.edge) : MET;
		} else if (internalDeployment) {
			yield unfinished(deployment, internalDeployment);
		} else {
			yield undecided(deployment, "the status of the internal deployment (`internal-deployment`)");
		}
	},
});

const EDGE_PHASES: readonly PhaseId[] = [
	"install-edge-servers",
	"configure-edge-servers",
	"configure-certificates",
	"start-services",
	"connect-internal-servers",
	"validate",
];

interface PhaseOrder {
	readonly internal: Stated<PhaseId>;
	/** The first phase of the edge servers, where it stands before. */
	readonly edge?: Stated<PhaseId>;
}

/** The phase of the internal deployment, if it is declared among phases of the edge servers. */
function internalPhase({ phases }: Deployment): PhaseOrder | undefined {
	if (!phases.complete) {
		return undefined;
	}
	const internal = phases.items.find((phase) => phase.value === "internal-deployment");
	const edge = phases.items.find((phase) => EDGE_PHASES.includes(phase.value));
	if (!internal || !edge) {
		return undefined;
	}
	return phases.items.indexOf(edge) < phases.items.indexOf(internal) ? { internal, edge } : { internal };
}

function wrongOrder(deployment: Deployment, internal: Stated<PhaseId>, edge: Stated<PhaseId>): RuleFinding {
	return {
		message: `The plan of ${deployment.name} has ${edge.value} before ${internal.value}. Every edge role needs its internal counterpart, so the internal deployment comes first. Move internal-deployment before ${edge.value}.`,
		at: internal.origin,
		related: [{ message: `${edge.value} comes before`, origin: edge.origin }],
		fixes: [
			...movePhase(deployment, internal),
			...(deployment.internalDeployment ? [declareMigration(deployment, false)] : []),
		],
	};
}

function movePhase({ block, phases }: Deployment, internal: Stated<PhaseId>): readonly Fix[] {
	// Staging is an environment of its own and stays where it is.
	const first = phases.items.find(({ value }) => value !== "staging");
	return first
		? [
				{
					title: "Put internal-deployment before the edge",
					edits: [
						insertAt(first.origin.uri, first.origin.range.start, "internal-deployment, "),
						...removeValues(block, phases, (phase) => phase === internal),
					],
					safety: "unsafe",
					preferred: true,
				},
			]
		: [];
}

function unfinished(deployment: Deployment, status: NonNullable<Deployment["internalDeployment"]>): RuleFinding {
	const edges = deployment.edgeServers;
	const word = status.value === "planned" ? "only planned" : "still in progress";
	return {
		message: `The internal deployment of ${deployment.name} is ${word}, and edge servers are declared. Every edge role needs its internal counterpart, so the internal deployment comes first. Finish it before the edge, or state a migration from LCS 2005 SP1.`,
		at: status.origin,
		related: edges.slice(0, 1).map((edge) => ({ message: `${edge.name} is declared here`, origin: edge.origin })),
		fixes: [
			{
				title: "State that the internal deployment is complete",
				edits: [replace(status.origin, "complete")],
				safety: "unsafe",
				preferred: false,
			},
			declareMigration(deployment, false),
		],
	};
}
