import { listed } from "../../basics/sentences.js";
import { normalizeFqdn } from "../../model/address.js";
import type { Partner } from "../../model/deployment.js";
import { scenarioOf } from "../../model/lookups.js";
import type { Origin } from "../../model/origin.js";
import { code } from "../markdown.js";
import { documented } from "./facts.js";
import { blanks } from "./page/blanks.js";
import type { PageBuilder, RunbookContext } from "./page/page.js";
import { toldOutside } from "./told-outside.js";

/** Whether the file names partners of the federation. */
export function hasPartners({ deployment }: RunbookContext): boolean {
	return (scenarioOf(deployment, "federation")?.partners ?? []).length > 0;
}

/** What is arranged with the federated partners that the file names: the other side of a federation is theirs to set. */
export interface PartnerArrangement {
	/** As in "`fabrikam.com`". */
	readonly names: string;
	/** What they have to know, to allow and to name, as a sentence without its end. */
	readonly words: string;
	/** With whom the tests are made, partner by partner: blanks of the page that asks for them. */
	readonly testers: () => readonly string[];
	readonly origin: Origin;
}

/**
 * Federation works when both sides let each other in. How partners are asked is nobody's text; that a partner with an allow
 * list lets in only whom it lists is (EDG-4.1).
 *
 * @returns undefined where the file names no partner
 */
export function partnerArrangement(
	page: PageBuilder,
	{ deployment, requirements }: RunbookContext,
): PartnerArrangement | undefined {
	const scenario = scenarioOf(deployment, "federation");
	const [first] = scenario?.partners ?? [];
	if (scenario === undefined || first === undefined) {
		return undefined;
	}
	const withCalls = requirements.scenarios.includes("point-to-point-av");
	const { accessEdges, sipDomains } = toldOutside(page, deployment);
	return {
		names: listed(scenario.partners.map(({ domain }: Partner) => code(domain.value))),
		words: `${scenario.partners.length === 1 ? "It" : "Each of them"} knows ${sipDomains} and ${accessEdges}, has put them on its list where it lets in listed domains only${page.mark(documented("derived", "EDG-4.1"))}, and has named a user to test with${withCalls ? `. For audio and video it has said whether it has an A/V Edge: without one the call with it is left out of the tests${page.mark(documented("derived", "TEKTIPS"))}` : ""}`,
		testers: () =>
			scenario.partners.map(
				({ domain }) =>
					`${code(domain.value)}: ${page.blank(blanks.byHand(`test user of ${normalizeFqdn(domain.value)}`))}`,
			),
		origin: first.domain.origin,
	};
}
