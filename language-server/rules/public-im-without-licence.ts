import { listed } from "../basics/sentences.js";
import type { Fix } from "../model/finding.js";
import { scenarioOf } from "../model/lookups.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "public-im-without-licence",
	title: "Public IM has licences and is provisioned",
	severity: "warning",
	category: "federation",
	evidence: "r2",
	sources: ["R2-IMP", "R2-PKI", "RK-PIC", "PIC-HOWTO"],
	why: "Public IM connectivity needs separate licences, and the providers have to be told the SIP domains and the name of the Access Edge.",
	howToFix: "Buy the licences and complete the provisioning, or leave the scenario for later.",
	needs: "The state of licences and provisioning in the scenario public-im.",
	note: "Written down for OCS 2007 R2 and in the Resource Kit of OCS 2007.",
	*check({ deployment }) {
		const scenario = scenarioOf(deployment, "public-im");
		if (!scenario) {
			return;
		}
		const { licences, provisioning, origin, kind } = scenario;
		if (licences?.value === "none") {
			yield finding(
				licences,
				"no licences are bought for it. The providers ask for separate licences. Buy them",
				"State that the licences are purchased",
				"purchased",
			);
		}
		if (provisioning?.value === "none") {
			yield finding(
				provisioning,
				"it is not provisioned. The providers have to know the SIP domains and the Access Edge. Complete the provisioning",
				"State that the provisioning is complete",
				"complete",
			);
		}
		if (!licences || !provisioning) {
			const missing = [
				...(licences ? [] : ["its licences (`licences`)"]),
				...(provisioning ? [] : ["its provisioning (`provisioning`)"]),
			];
			yield undecided({ name: kind, origin }, listed(missing));
		} else if (licences.value === "purchased" && provisioning.value === "complete") {
			yield MET;
		}
	},
});

function finding({ origin }: Stated<string>, what: string, title: string, done: string): RuleFinding {
	const fix: Fix = { title, edits: [replace(origin, done)], safety: "unsafe", preferred: false };
	return { message: `Public IM is wanted, and ${what} before it goes live.`, at: origin, fixes: [fix] };
}
