import { runsValues, valueFact } from "../catalog/values.js";
import type { EdgeServer } from "../model/deployment.js";
import { defineRule, MET } from "./rule.js";
import { declaredProducts, isDeclaredProduct, kindOfSoftware, removeSoftware } from "./support/topology/software.js";

export const rule = defineRule({
	code: "edge-dedicated-computer",
	title: "An edge server has a computer of its own",
	severity: "warning",
	category: "topology",
	evidence: "ocs2007-copy",
	sources: ["PEDIA-IMP"],
	why: "The guidelines ask for dedicated computers on which services that are not needed are disabled. Only programs that route SIP with MSPL or the OCS API are named as acceptable.",
	howToFix: "Move the other service or application to another computer.",
	needs: "What runs on the edge server (`runs`).",
	note: "Internal roles, and other perimeter services beside an Access Edge, are errors with rules of their own.",
	*check({ deployment }) {
		const declared = declaredProducts(deployment);
		for (const edge of deployment.edgeServers) {
			const unwanted = edge.runs.items.filter(({ value }) => isUnwanted(edge, value, declared));
			if (unwanted.length === 0) {
				yield MET;
			}
			for (const software of unwanted) {
				yield {
					message: `${valueFact(runsValues, software.value)?.title ?? software.value} runs on the edge server ${edge.name}. The guidelines ask for a dedicated computer without services that are not needed. Move it to another computer.`,
					at: software.origin,
					fixes: removeSoftware(edge, software),
				};
			}
		}
	},
});

function isUnwanted(edge: EdgeServer, word: string, declared: ReturnType<typeof declaredProducts>): boolean {
	switch (kindOfSoftware(word)) {
		case "other":
			return true;
		case "perimeter-service":
			// A declared proxy or firewall on the computer, and any such service beside an Access Edge, are errors.
			return !edge.accessEdge && !isDeclaredProduct(word, declared.get(edge.name));
		default:
			return false;
	}
}
