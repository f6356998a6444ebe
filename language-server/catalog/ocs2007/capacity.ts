import type { Evidence } from "../types.js";
import { evidence } from "./evidence.js";

const published: Evidence = evidence(
	"ocs2007-copy",
	["PLAN-CAP"],
	"The figure for all three roles on one computer was cut off in the copy that was read.",
);

/**
 * How many client connections or sessions the capacity table gives for one computer with these roles. What is not in
 * the table, or was not readable in it, is left out.
 */
export const capacities = {
	/** Client connections. */
	accessEdge: { alone: 15_000, withWebConferencing: 5_000, evidence: published },
	/** Client connections. */
	webConferencingEdge: { alone: 3_000, withAccess: 1_500, evidence: published },
	/** Audio and video sessions at a time. */
	avEdge: { alone: 1_500, evidence: published },
	/** The share of all users, in percent, that the table assumes outside the intranet. */
	externalShare: { percent: 10, evidence: published },
} as const;
