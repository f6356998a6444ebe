import { listed } from "../basics/sentences.js";
import type { EdgeServer } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import { defineRule, MET, undecided } from "./rule.js";
import { named } from "./support/completeness.js";
import { replace } from "./support/edits.js";
import { avEdgesByFirewall, edgesByFirewall, isIsa2006 } from "./support/firewall/address-translation.js";
import { ENOUGH } from "./support/limits.js";

export const rule = defineRule({
	code: "isa-as-nat-firewall",
	title: "ISA Server 2006 does not translate the addresses of edge servers",
	severity: "warning",
	category: "firewall",
	evidence: "r2",
	sources: ["R2-FW"],
	why: "ISA Server 2006 has no static address translation, so it is not supported as a translating firewall in front of edge servers.",
	howToFix: "Route instead of translating, or use another firewall.",
	needs:
		"The product of the external firewall, what it translates (`nat`), and the zones of the two networks that it stands between.",
	note: "Worded for OCS 2007 R2. That the address of an A/V Edge is translated is reported by av-edge-external-nat.",
	*check({ deployment }) {
		const avEdges = avEdgesByFirewall(deployment, "external");
		for (const [gate, edges] of edgesByFirewall(deployment, named(deployment.edgeServers), "external")) {
			const { firewall } = gate;
			const { product, nat } = firewall;
			if (!product || !nat) {
				yield undecided(firewall, product ? "what it translates (`nat`)" : "its product (`product`)");
				continue;
			}
			if (!isIsa2006(firewall) || nat.kind === "none") {
				yield MET;
				continue;
			}
			const translated =
				nat.kind === "addresses"
					? edgesWith(edges, new Set(nat.addresses.items.map(({ value }) => value.text)))
					: edges;
			if (translated.length === 0) {
				yield MET;
			} else if (nat.kind === "addresses" || !avEdges.has(gate)) {
				const origin = nat.kind === "addresses" ? nat.addresses.items[0]?.origin : nat.origin;
				yield {
					message: `${firewall.name} is an ISA Server 2006 and translates addresses of ${listed(translated.slice(0, ENOUGH).map(({ name }) => name))}. ISA Server 2006 has no static address translation, so this is not supported in front of edge servers. Route these addresses, or use another firewall.`,
					at: product.origin,
					related: origin ? [{ message: "Translated here", origin }] : [],
					fixes:
						nat.kind === "all"
							? [
									{
										title: "Translate no address",
										edits: [replace(nat.origin, "none")],
										safety: "unsafe",
										preferred: true,
									},
								]
							: [],
				};
			}
		}
	},
});

/** The edge servers with a translated address; that of the A/V Edge is another rule's. */
function edgesWith(edges: readonly EdgeServer[], addresses: ReadonlySet<string>): readonly EdgeServer[] {
	return edges.filter((edge) =>
		rolesOf(edge).some(
			({ role, external }) => role !== "av-edge" && addresses.has(external?.address?.value.text ?? ""),
		),
	);
}
