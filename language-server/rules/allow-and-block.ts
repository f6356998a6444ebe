import { scenarioOf } from "../model/lookups.js";
import { defineRule, MET } from "./rule.js";
import { removeValues } from "./support/edits.js";
import { removePartner } from "./support/federation.js";

export const rule = defineRule({
	code: "allow-and-block",
	title: "A domain is a federated partner or blocked, not both",
	severity: "error",
	category: "federation",
	evidence: "ocs2007",
	sources: ["EDG-4.1", "SDK-EXTEDGE"],
	why: "The allow list lets the domain in and the block list keeps it out, so the lists contradict each other.",
	howToFix: "Take the domain out of one of the two lists.",
	needs: "The partners and the blocked domains of the federation.",
	note: "Both lists are documented; that one domain on both is a mistake is inferred.",
	*check({ deployment }) {
		const federation = scenarioOf(deployment, "federation");
		if (!federation) {
			return;
		}
		const { block, blockedDomains, partners } = federation;
		const blocked = new Map(blockedDomains.items.toReversed().map((item) => [item.value, item]));
		// A partner that is found by discovery is not on the allow list.
		for (const partner of partners.filter(({ discovered }) => !discovered)) {
			const { value: domain, origin } = partner.domain;
			const entry = blocked.get(domain);
			if (!entry) {
				yield MET;
				continue;
			}
			yield {
				message: `${domain} is a partner and blocked as well. One list lets the domain in and the other keeps it out. Remove it from one of them.`,
				at: entry.origin,
				related: [{ message: `${domain} is a partner here`, origin }],
				fixes: [
					{
						title: `Remove ${domain} from the blocked domains`,
						edits: removeValues(block, blockedDomains, ({ value }) => value === domain),
						safety: "unsafe",
						preferred: false,
					},
					removePartner(federation, partner),
				],
			};
		}
	},
});
