import type { CapacityFacts } from "../types.js";
import { evidence } from "./evidence.js";

export const capacities: CapacityFacts = {
	accessEdge: { alone: 15_000, withWebConferencing: 5_000 },
	webConferencingEdge: { alone: 3_000, withAccess: 1_500 },
	avEdge: { alone: 1_500 },
	externalShare: 10,
	evidence: evidence(
		"ocs2007-copy",
		["PLAN-CAP"],
		"The figure for all three roles on one computer was cut off in the copy that was read.",
	),
};
