import type { ReverseProxy } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Reference } from "../model/origin.js";
import { defineRule, MET } from "./rule.js";
import { removeStatement } from "./support/edits.js";

export const rule = defineRule({
	code: "no-edge-with-reverse-proxy",
	title: "A reverse proxy does not share a computer with an edge server",
	severity: "error",
	category: "topology",
	evidence: "ocs2007",
	sources: ["SUP-PERIM"],
	why: "An edge server and a reverse proxy on one computer are not supported.",
	howToFix: "Give the reverse proxy a computer of its own.",
	needs: "The computer of the reverse proxy (`runs-on`).",
	*check({ deployment }) {
		for (const proxy of deployment.reverseProxies) {
			const computer = proxy.runsOn && deployment.index.hosts.get(proxy.runsOn.name);
			if (!proxy.runsOn || computer?.kind !== "edge-server") {
				// What names no computer has one of its own; what names an unknown one is open.
				if (!proxy.runsOn || computer) {
					yield MET;
				}
				continue;
			}
			yield {
				message: `The reverse proxy ${proxy.name} runs on the computer of the edge server ${computer.name}. The two together are not supported. Give ${proxy.name} a computer of its own.`,
				at: proxy.runsOn.origin,
				related: [{ message: `The edge server ${computer.name}`, origin: computer.origin }],
				fixes: [separate(proxy, proxy.runsOn)],
			};
		}
	},
});

function separate(proxy: ReverseProxy, runsOn: Reference): Fix {
	return {
		title: `Give ${proxy.name} a computer of its own`,
		edits: [removeStatement(proxy.block, runsOn.statement)],
		safety: "unsafe",
		preferred: true,
	};
}
