import type { Stated } from "../model/origin.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { replace } from "./support/edits.js";
import { type Publication, webFarmPublications } from "./support/reverse-proxy/publishing.js";

export const rule = defineRule({
	code: "rp-listener-authentication",
	title: "The reverse proxy leaves authentication to the published directories",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "later",
	sources: ["LYNC13-WEBPUB", "CS14-RP", "ISA-CONC"],
	why: "The published directories authenticate the client themselves. A proxy that asks for credentials as well stands in the way of clients that are no browsers.",
	howToFix:
		"Set No Authentication on the listener, and No delegation, but client may authenticate directly on the publishing rule.",
	needs: "The listener authentication or the delegation of what the reverse proxy publishes.",
	note: "Described for Lync Server. A new listener of ISA Server 2006 for a web site gets HTTP authentication by default. Publishing Communicator Web Access with single sign-on is another case.",
	*check({ deployment }) {
		for (const publication of webFarmPublications(deployment)) {
			const { proxy, publish } = publication;
			const { listenerAuthentication: listener, delegation, pool } = publish;
			if (!listener && !delegation) {
				yield undecided(
					{ name: proxy.name, origin: pool.origin },
					"the listener authentication and the delegation (`listener-authentication`, `delegation`)",
				);
				continue;
			}
			if (listener?.value === "required") {
				yield finding(publication, listener, "The listener asks users for credentials", "none");
			}
			if (delegation && delegation.value !== "client-authenticates") {
				const what =
					delegation.value === "delegated"
						? "The publishing rule delegates credentials"
						: "The publishing rule lets no client authenticate";
				yield finding(publication, delegation, what, "client-authenticates");
			}
			if (listener?.value !== "required" && (delegation?.value ?? "client-authenticates") === "client-authenticates") {
				yield MET;
			}
		}
	},
});

function finding({ proxy, server }: Publication, stated: Stated<string>, what: string, right: string): RuleFinding {
	return {
		message: `${what} when ${proxy.name} publishes ${server.name}. The published directories authenticate the client themselves. Set it to ${right}.`,
		at: stated.origin,
		fixes: [
			{
				title: `Change to ${right}`,
				edits: [replace(stated.origin, right)],
				safety: "unsafe",
				preferred: true,
			},
		],
	};
}
