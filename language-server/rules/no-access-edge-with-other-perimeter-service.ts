import { runsValues, valueFact } from "../catalog/values.js";
import { defineRule, MET } from "./rule.js";
import { declaredProducts, isDeclaredProduct, kindOfSoftware, removeSoftware } from "./support/topology/software.js";

export const rule = defineRule({
	code: "no-access-edge-with-other-perimeter-service",
	title: "An Access Edge shares its computer with no other perimeter service",
	severity: "error",
	category: "topology",
	evidence: "ocs2007-copy",
	sources: ["R2-PERIM", "PEDIA-IMP"],
	why: "An Access Edge together with another product of the perimeter network, such as ISA Server or Exchange Server 2007 Edge Transport, is not supported. The guidelines ask for a dedicated computer.",
	howToFix: "Move the other product to a computer of its own.",
	needs: "What runs on the computer of the Access Edge (`runs`).",
	note: "The ban in so many words is that of OCS 2007 R2; the guideline of OCS 2007 asks for dedicated computers.",
	*check({ deployment }) {
		const declared = declaredProducts(deployment);
		for (const edge of deployment.edgeServers) {
			if (!edge.accessEdge) {
				continue;
			}
			// Where the product is a declared reverse proxy or firewall, the rules on these speak of it.
			const services = edge.runs.items.filter(
				({ value }) =>
					kindOfSoftware(value) === "perimeter-service" && !isDeclaredProduct(value, declared.get(edge.name)),
			);
			if (services.length === 0) {
				yield MET;
			}
			for (const service of services) {
				yield {
					message: `${valueFact(runsValues, service.value)?.title ?? service.value} runs on ${edge.name}, which is an Access Edge. An Access Edge together with another perimeter service is not supported. Move the other product to a computer of its own.`,
					at: service.origin,
					related: [{ message: `The Access Edge of ${edge.name}`, origin: edge.accessEdge.origin }],
					fixes: removeSoftware(edge, service),
				};
			}
		}
	},
});
