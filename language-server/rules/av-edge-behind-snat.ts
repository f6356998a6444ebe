import { defineRule, MET, undecided } from "./rule.js";
import { removeStatement, replace } from "./support/edits.js";
import { membersWith } from "./support/load-balancing/arrays.js";

export const rule = defineRule({
	code: "av-edge-behind-snat",
	title: "The load balancer in front of A/V Edges does not translate source addresses",
	severity: "warning",
	category: "load-balancing",
	evidence: "later",
	sources: ["LYNC13-HLB", "EDG-2.3"],
	why: "An A/V Edge has to see the addresses of its clients and to answer with its own. Source address translation is possible for the Access Edge and the Web Conferencing Edge only.",
	howToFix: "Use transparent mode or DNAT without source translation for the virtual address of the A/V Edges.",
	needs: "The load balancer of the array and its translation mode.",
	note: "Written for Lync Server 2013. The ban on address translation at the A/V Edge is a text for OCS 2007, which says nothing about load balancers.",
	*check({ deployment }) {
		for (const array of deployment.edgeArrays) {
			const { name, loadBalancer } = array;
			const balancer = loadBalancer && deployment.index.loadBalancers.get(loadBalancer.name);
			const [member] = balancer ? membersWith(deployment, array, "av-edge") : [];
			if (!loadBalancer || !balancer || !member) {
				continue;
			}
			const { translation } = balancer;
			if (!translation) {
				yield undecided(balancer, "the address translation (`translation`)");
			} else if (translation.value === "dnat") {
				yield MET;
			} else {
				yield {
					message: `${balancer.name} translates the source addresses of what it passes to the A/V Edges of ${name}. An A/V Edge tells each client the address under which it sees the client, and that address would be wrong. Use DNAT for the A/V Edges.`,
					at: loadBalancer.origin,
					related: [{ message: `${balancer.name} uses SNAT`, origin: translation.origin }],
					fixes: [
						{
							title: `Let ${balancer.name} use DNAT`,
							edits: [
								replace(translation.origin, "dnat"),
								// Without SNAT there are no addresses for it.
								...(balancer.snatAddresses ? [removeStatement(balancer.block, balancer.snatAddresses.statement)] : []),
							],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});
