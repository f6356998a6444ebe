import { someOf } from "../basics/sentences.js";
import type { Deployment, EdgeArray, InternalServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Reference } from "../model/origin.js";
import { carries } from "../requirements/pool-roles.js";
import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";
import { membersWith } from "./support/load-balancing/arrays.js";

export const rule = defineRule({
	code: "web-conf-edge-through-internal-vip",
	title: "A pool names each Web Conferencing Edge and not the array",
	severity: "error",
	category: "load-balancing",
	evidence: "ocs2007",
	sources: ["PLAN-LB", "R2-TRUST", "R2-LBEDGE"],
	why: "Each Web Conferencing Server looks up every configured Web Conferencing Edge and connects to its internal address. Behind an internal virtual address all members but one would be hidden.",
	howToFix: "List the members of the array, by their own names.",
	needs: "The Web Conferencing Edges that the pool names.",
	note: "OCS 2007 R2 forbids outright to balance the Web Conferencing Edge on the internal side.",
	*check({ deployment }) {
		for (const server of deployment.internalServers) {
			if (!server.webConferencingEdges) {
				if (server.kind === "pool" && carries(server, "web-conferencing")) {
					yield undecided(server, "the Web Conferencing Edges that it names (`web-conferencing-edges`)");
				}
				continue;
			}
			for (const reference of server.webConferencingEdges) {
				const host = deployment.index.hosts.get(reference.name);
				if (host?.kind === "edge-array") {
					const isEmpty = membersWith(deployment, host, "web-conferencing-edge").length === 0;
					const remedy = isEmpty
						? `List the edge servers that have the role; no member of ${host.name} has it.`
						: "List the members instead.";
					yield {
						message: `${server.name} names the array ${host.name} as a Web Conferencing Edge. Its Web Conferencing Servers connect to the internal address of each Web Conferencing Edge, and a virtual address would hide the members. ${remedy}`,
						at: reference.origin,
						related: [{ message: `The array ${host.name}`, origin: host.origin }],
						fixes: listMembers(deployment, server, reference, host),
					};
				} else if (host) {
					yield MET;
				}
			}
		}
	},
});

function listMembers(
	deployment: Deployment,
	server: InternalServer,
	reference: Reference,
	array: EdgeArray,
): readonly Fix[] {
	const entry = server.webConferencingEdgeEntries?.find((one) => one.edge.origin === reference.origin);
	const stated = new Set(server.webConferencingEdges?.map(({ name }) => name));
	const names = membersWith(deployment, array, "web-conferencing-edge")
		.map(({ edge }) => edge.name)
		.filter((name) => !stated.has(name));
	// Settings in braces belong to one server, and which of them is not known.
	return entry?.block.open || names.length === 0
		? []
		: [
				{
					title: `List ${someOf(names)} instead`,
					edits: [replace(reference.origin, names.join(", "))],
					safety: "safe",
					preferred: true,
				},
			];
}
