import { once } from "../basics/collections.js";
import { counted } from "../basics/sentences.js";
import { defineRule, MET, undecided } from "./rule.js";
import { accessEdgesOf, besideRightMembers, missingSipDomains } from "./support/access-edges.js";
import { appendToList } from "./support/edits.js";
import { keywordOf } from "./support/places.js";

export const rule = defineRule({
	code: "internal-sip-domain-missing",
	title: "The Access Edge knows every SIP domain of the users",
	severity: "warning",
	category: "next-hop",
	evidence: "r2",
	sources: ["R2-EVENTS"],
	why: "The Access Edge validates the domain of each message and rejects messages for a SIP domain that is not on its list.",
	howToFix: "Add the SIP domain to the internal SIP domains of every Access Edge.",
	needs: "The SIP domains of the deployment, and the internal SIP domains of the Access Edge.",
	note: "Described for OCS 2007 R2.",
	*check({ deployment }) {
		if (deployment.sipDomains.items.length === 0) {
			yield undecided(deployment, "the SIP domains (`sip-domain`)");
			return;
		}
		const besideRight = once(() =>
			besideRightMembers(deployment, ({ accessEdge }) => missingSipDomains(accessEdge, deployment)?.length === 0),
		);
		for (const { edge, accessEdge } of accessEdgesOf(deployment)) {
			const { internalSipDomains: list, block } = accessEdge;
			const [statement] = list?.statements ?? [];
			const missing = missingSipDomains(accessEdge, deployment);
			if (!list || !missing || !statement || !block.complete) {
				yield undecided(edge, "the internal SIP domains (`internal-sip-domains`)");
				continue;
			}
			if (missing.length === 0) {
				yield MET;
				continue;
			}
			if (besideRight().has(edge)) {
				yield undecided(edge, "the same internal SIP domains as in its array");
				continue;
			}
			const names = missing.map(({ value }) => value);
			const edit = appendToList(list, names.join(", "));
			yield {
				message: `The internal SIP domains of ${edge.name} lack ${counted("the SIP domain", names)}. The Access Edge rejects messages for a domain that it does not know. Add ${names.length === 1 ? "it" : "them"} to the list.`,
				at: keywordOf(block.uri, statement, "internal-sip-domains"),
				related: missing.map(({ value, origin }) => ({ message: `${value} is a SIP domain of the users`, origin })),
				fixes: edit ? [{ title: `Add ${names.join(", ")}`, edits: [edit], safety: "safe", preferred: true }] : [],
			};
		}
	},
});
