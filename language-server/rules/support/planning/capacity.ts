import { grouped, someOf } from "../../../basics/sentences.js";
import type { CapacityFacts, EdgeRoleId } from "../../../catalog/types.js";
import type { EdgeServer } from "../../../model/deployment.js";
import { ROLE_TITLES } from "../../../model/edge-roles.js";
import { MET, type Outcome, type RuleContext, undecided } from "../../rule.js";
import { declarationsOf } from "../edge-roles.js";
import type { Load } from "./load.js";

/**
 * The published figure for a role on one computer, by what else the computer carries; undefined for combinations
 * without a figure.
 */
function figureOf(
	capacities: CapacityFacts,
	{ accessEdge, webConferencingEdge, avEdge }: EdgeServer,
	role: EdgeRoleId,
): number | undefined {
	switch (role) {
		case "access-edge":
			if (avEdge) {
				return undefined;
			}
			return webConferencingEdge ? capacities.accessEdge.withWebConferencing : capacities.accessEdge.alone;
		case "web-conferencing-edge":
			if (avEdge) {
				return undefined;
			}
			return accessEdge ? capacities.webConferencingEdge.withAccess : capacities.webConferencingEdge.alone;
		case "av-edge":
			return accessEdge || webConferencingEdge ? undefined : capacities.avEdge.alone;
	}
}

export interface Question {
	readonly role: EdgeRoleId;
	/** What is expected, as in "client connections from outside". */
	readonly unit: string;
	readonly load: Load | undefined;
	/** What the file would have to state for a load. */
	readonly missing: string;
}

/**
 * Whether the computers with a role can carry what is expected of them together. Silent where one of them carries a
 * combination of roles without a published figure.
 */
export function* judgeCapacity(
	{ deployment, catalogue }: RuleContext,
	{ role, unit, load, missing }: Question,
): Iterable<Outcome> {
	const places = declarationsOf(deployment, role);
	const [first] = places;
	if (!first || places.some(({ edge }) => !edge.block.complete)) {
		return;
	}
	let capacity = 0;
	for (const { edge } of places) {
		const figure = figureOf(catalogue.capacities, edge, role);
		if (figure === undefined) {
			return;
		}
		capacity += figure;
	}
	if (!load) {
		yield undecided(deployment, missing);
		return;
	}
	if (load.count <= capacity) {
		yield MET;
		return;
	}
	const names = places.map(({ edge }) => edge.name);
	const subject =
		names.length === 1
			? `the ${ROLE_TITLES[role]} on ${names[0]} is`
			: `the ${ROLE_TITLES[role]}s on ${someOf(names)} are together`;
	yield {
		message: `${deployment.name} expects ${grouped(load.count)} ${unit}, and ${subject} published for ${grouped(capacity)}. Further users would find no room. ${isShared(first.edge) ? "Add computers, or separate the roles." : "Add computers with this role."}`,
		at: first.role.origin,
		related: load.places,
	};
}

function isShared({ accessEdge, webConferencingEdge }: EdgeServer): boolean {
	return accessEdge !== undefined && webConferencingEdge !== undefined;
}
