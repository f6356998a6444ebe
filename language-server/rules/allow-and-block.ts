import { scenarioOf } from "../model/lookups.js";
import { defineRule, MET, undecided } from "./rule.js";
import { removeValues } from "./support/edits.js";
import { federatedDomains, removeFederated } from "./support/federation/federation.js";

export const rule = defineRule({
	code: "allow-and-block",
	title: "A domain is a federated partner or blocked, not both",
	severity: "error",
	category: "federation",
	evidence: "ocs2007",
	sources: ["EDG-4.1", "SDK-EXTEDGE"],
	why: "The allow list lets the domain in and the block list keeps it out, so the lists contradict each other.",
	howToFix: "Take the domain out of one of the two lists.",
	needs: "The partners, the audio conferencing providers and the blocked domains of the federation.",
	note: "Both lists are documented; that one domain on both is a mistake is inferred.",
	*check({ deployment }) {
		const federation = scenarioOf(deployment, "federation");
		if (!federation) {
			return;
		}
		const { block, blockedDomains } = federation;
		const blocked = new Map(blockedDomains.items.toReversed().map((item) => [item.value, item]));
		for (const allowed of federatedDomains(federation).filter(({ isAllowed }) => isAllowed)) {
			const { noun } = allowed;
			const { value: domain, origin } = allowed.domain;
			const entry = blocked.get(domain);
			if (!entry) {
				yield blockedDomains.complete ? MET : undecided({ name: domain, origin }, "the blocked domains (`blocked`)");
				continue;
			}
			const role = `${noun === "partner" ? "a" : "an"} ${noun}`;
			yield {
				message: `${domain} is ${role} and blocked as well. One list lets the domain in and the other keeps it out. Remove it from one of them.`,
				at: entry.origin,
				related: [{ message: `${domain} is ${role} here`, origin }],
				fixes: [
					{
						title: `Remove ${domain} from the blocked domains`,
						edits: removeValues(block, blockedDomains, ({ value }) => value === domain),
						safety: "unsafe",
						preferred: false,
					},
					removeFederated(federation, allowed),
				],
			};
		}
	},
});
