import type { ReverseProxy } from "../model/deployment.js";
import { defineRule, MET, type RuleFinding } from "./rule.js";
import { giveOwnComputer, type SharedComputer, sharedEdgeComputer } from "./support/topology/computers.js";

export const rule = defineRule({
	code: "no-edge-with-reverse-proxy",
	title: "A reverse proxy does not share a computer with an edge server",
	severity: "error",
	category: "topology",
	evidence: "ocs2007",
	sources: ["SUP-PERIM"],
	why: "An edge server and a reverse proxy on one computer are not supported.",
	howToFix: "Give the reverse proxy a computer of its own.",
	needs: "The computer of the reverse proxy (`runs-on`), or the FQDNs of both.",
	*check({ deployment }) {
		for (const proxy of deployment.reverseProxies) {
			const shared = sharedEdgeComputer(deployment, proxy);
			if (shared) {
				yield sharesComputer(proxy, shared);
			} else if (!proxy.runsOn || deployment.index.hosts.has(proxy.runsOn.name)) {
				// What names no computer has one of its own; what names an unknown one is open.
				yield MET;
			}
		}
	},
});

function sharesComputer(proxy: ReverseProxy, { edge, at, isStated }: SharedComputer): RuleFinding {
	const { name, runsOn, fqdn } = proxy;
	return {
		message: isStated
			? `The reverse proxy ${name} runs on the computer of the edge server ${edge.name}. The two together are not supported. Give ${name} a computer of its own.`
			: `The reverse proxy ${name} and the edge server ${edge.name} state the same FQDN, ${fqdn?.value}, so they would be one computer. The two together are not supported. Give each a name and a computer of its own.`,
		at,
		related: [
			isStated || !edge.fqdn
				? { message: `The edge server ${edge.name}`, origin: edge.origin }
				: { message: `The same FQDN for ${edge.name}`, origin: edge.fqdn.origin },
		],
		fixes: isStated && runsOn ? [giveOwnComputer(proxy, runsOn)] : [],
	};
}
