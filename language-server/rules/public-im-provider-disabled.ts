import { scenarioOf } from "../model/lookups.js";
import { defineRule, MET, undecided } from "./rule.js";
import { findSwitchedOff } from "./support/access-edges.js";
import { replace } from "./support/edits.js";

const PROVIDERS = ["msn", "aol", "yahoo"] as const;

export const rule = defineRule({
	code: "public-im-provider-disabled",
	title: "With public IM, a provider is switched on",
	severity: "warning",
	category: "federation",
	evidence: "r2",
	sources: ["R2-IMP", "RK-PIC"],
	why: "The providers are switched off by default, and nothing goes to one that is off.",
	howToFix: "Enable the wanted providers on the IM Provider tab, and public IM on the Access Edge.",
	needs: "The providers of the scenario public-im, or what the Access Edge enables.",
	note: "Written down for OCS 2007 R2 and in the Resource Kit of OCS 2007.",
	*check({ deployment }) {
		const scenario = scenarioOf(deployment, "public-im");
		if (!scenario) {
			return;
		}
		const { providers, noProviders, origin, kind } = scenario;
		if (noProviders && providers.items.length === 0) {
			yield {
				message: `Public IM of ${deployment.name} is wanted, and no provider is switched on. Providers are off by default, and nothing goes to one that is off. Enable the wanted providers.`,
				at: noProviders,
				fixes: PROVIDERS.map((provider) => ({
					title: `Enable the provider ${provider}`,
					edits: [replace(noProviders, provider)],
					safety: "unsafe",
					preferred: false,
				})),
			};
			// With no provider the switch of the Access Edge is off as well, and that is the same mistake.
			yield undecided({ name: kind, origin }, "a provider (`provider`)");
			return;
		}
		yield providers.items.length > 0 ? MET : undecided({ name: kind, origin }, "its providers (`provider`)");
		yield* findSwitchedOff(deployment, {
			option: "public-im",
			what: "Public IM",
			why: "No message would go to a public provider.",
		});
	},
});
