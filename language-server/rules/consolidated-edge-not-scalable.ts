import { someOf } from "../basics/sentences.js";
import { defineRule, MET } from "./rule.js";
import { ENOUGH } from "./support/limits.js";
import { consolidatedMembers, membersOf } from "./support/load-balancing/arrays.js";

export const rule = defineRule({
	code: "consolidated-edge-not-scalable",
	title: "The members of an array do not carry all three edge roles",
	severity: "error",
	category: "load-balancing",
	evidence: "ocs2007",
	sources: ["R2TOPO", "PLAN-LB"],
	why: "A load-balanced Web Conferencing Edge has to share its computer with an Access Edge and must not share it with an A/V Edge. Balancing consolidated computers is a topology of OCS 2007 R2.",
	howToFix:
		"Split the roles: an array of computers with Access Edge and Web Conferencing Edge, and another one of computers with the A/V Edge.",
	needs: "The members of the array and their roles.",
	*check({ deployment }) {
		for (const array of deployment.edgeArrays) {
			const members = consolidatedMembers(deployment, array);
			const [first] = members;
			if (first) {
				const names = members.map(({ edge }) => edge.name);
				yield {
					message: `In the array ${array.name}, ${someOf(names)} ${names.length === 1 ? "carries" : "carry"} all three edge roles. A load-balanced Web Conferencing Edge must not share its computer with an A/V Edge. Move the A/V ${names.length === 1 ? "Edge to a computer of its own" : "Edges to computers of their own"}.`,
					at: first.reference.origin,
					related: members
						.slice(0, ENOUGH)
						.flatMap(({ edge }) =>
							edge.avEdge ? [{ message: `The A/V Edge of ${edge.name}`, origin: edge.avEdge.origin }] : [],
						),
				};
				continue;
			}
			const all = membersOf(deployment, array);
			if (all.length > 1 && all.every(({ edge }) => edge.block.complete)) {
				yield MET;
			}
		}
	},
});
