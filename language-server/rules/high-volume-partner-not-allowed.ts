import { grouped, listed } from "../basics/sentences.js";
import type { RelatedPlace } from "../model/finding.js";
import { scenarioOf } from "../model/lookups.js";
import { defineRule, MET, undecided } from "./rule.js";
import { removeStatement } from "./support/edits.js";

/** Beyond this number of addressed users, valid or not, a partner that is not on the allow list is watched and blocked. */
const MOST_URIS = 1000;
/** What legitimate traffic of a partner that is not on the allow list is limited to. */
const MOST_MESSAGES = 20;

export const rule = defineRule({
	code: "high-volume-partner-not-allowed",
	title: "A partner with much traffic is on the allow list",
	severity: "warning",
	category: "federation",
	evidence: "ocs2007",
	sources: ["EDG-4.1", "MIG-7"],
	why: `A partner that is found by discovery may send ${MOST_MESSAGES} messages a second, and is watched and blocked when it addresses more than ${grouped(MOST_URIS)} users. Partners on the allow list have no such limits.`,
	howToFix: "Add the partner to the allow list.",
	needs: "A partner that is found by discovery, and its expected number of addressed users or messages a second.",
	*check({ deployment }) {
		for (const partner of scenarioOf(deployment, "federation")?.partners ?? []) {
			const { domain, discovered, targetedUris: uris, messagesPerSecond: messages, block } = partner;
			if (!discovered) {
				yield MET;
				continue;
			}
			if (!uris && !messages) {
				yield undecided({ name: domain.value, origin: domain.origin }, "its expected volume (`messages-per-second`)");
				continue;
			}
			const tooMany = [
				...(uris && uris.value > MOST_URIS
					? [{ text: `${grouped(uris.value)} addressed users`, at: uris.origin }]
					: []),
				...(messages && messages.value > MOST_MESSAGES
					? [{ text: `${grouped(messages.value)} messages a second`, at: messages.origin }]
					: []),
			];
			if (tooMany.length === 0) {
				yield MET;
				continue;
			}
			yield {
				message: `The partner ${domain.value} is found by discovery and is expected to have ${listed(tooMany.map(({ text }) => text))}. Discovered partners are limited to ${MOST_MESSAGES} messages a second and blocked beyond ${grouped(MOST_URIS)} addressed users. Add it to the allow list.`,
				at: discovered,
				related: tooMany.map(({ text, at }): RelatedPlace => ({ message: text, origin: at })),
				fixes: [
					{
						title: `Put ${domain.value} on the allow list`,
						edits: [removeStatement(block, discovered.range)],
						safety: "unsafe",
						preferred: true,
					},
				],
			};
		}
	},
});
