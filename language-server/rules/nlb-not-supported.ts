import type { LoadBalancer } from "../model/deployment.js";
import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "nlb-not-supported",
	title: "A load balancer is a hardware load balancer",
	severity: "error",
	category: "load-balancing",
	evidence: "ocs2007",
	sources: ["R2-LB", "SUP-LB"],
	why: "Software load balancing, Windows Network Load Balancing included, is not supported. Only hardware load balancers are described.",
	howToFix: "Use a hardware load balancer.",
	needs: "The kind of the load balancer.",
	note: "The ban in so many words is that of OCS 2007 R2; the texts for OCS 2007 speak of hardware load balancers only.",
	*check({ deployment }) {
		for (const balancer of deployment.loadBalancers) {
			const { name, type } = balancer;
			if (!type) {
				yield undecided(balancer, "the kind (`kind`)");
			} else if (type.value === "hardware") {
				yield MET;
			} else {
				yield {
					message: `${name} is ${KINDS[type.value]}. Software load balancing is not supported in front of Office Communications Server. Use a hardware load balancer.`,
					at: type.origin,
					fixes: [
						{
							title: `Make ${name} a hardware load balancer`,
							edits: [replace(type.origin, "hardware")],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});

const KINDS: Readonly<Record<Exclude<NonNullable<LoadBalancer["type"]>["value"], "hardware">, string>> = {
	nlb: "Windows Network Load Balancing",
	software: "a software load balancer",
};
