import { defineRule, MET } from "./rule.js";
import { giveOwnComputer } from "./support/topology/computers.js";

export const rule = defineRule({
	code: "no-edge-with-firewall",
	title: "A firewall does not share a computer with an edge server",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["SUP-PERIM"],
	why: "An edge server on the same computer as the internal or the external firewall is not supported.",
	howToFix: "Use a firewall device, or give the firewall a computer of its own.",
	needs: "The computer of the firewall (`runs-on`).",
	*check({ deployment }) {
		for (const firewall of deployment.firewalls) {
			const computer = firewall.runsOn && deployment.index.hosts.get(firewall.runsOn.name);
			if (!firewall.runsOn || computer?.kind !== "edge-server") {
				// What names no computer has one of its own; what names an unknown one is open.
				if (!firewall.runsOn || computer) {
					yield MET;
				}
				continue;
			}
			yield {
				message: `The firewall ${firewall.name} runs on the computer of the edge server ${computer.name}. The two together are not supported. Use a firewall device, or give ${firewall.name} a computer of its own.`,
				at: firewall.runsOn.origin,
				related: [{ message: `The edge server ${computer.name}`, origin: computer.origin }],
				fixes: [giveOwnComputer(firewall, firewall.runsOn)],
			};
		}
	},
});
