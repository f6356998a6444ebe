import { listed } from "../../basics/sentences.js";
import { imProviderValues, valueFact } from "../../catalog/values.js";
import { scenarioOf } from "../../model/lookups.js";
import type { Origin } from "../../model/origin.js";
import { text } from "../markdown.js";
import { blanks } from "./page/blanks.js";
import type { PageBuilder, RunbookContext } from "./page/page.js";
import { toldOutside } from "./told-outside.js";

/** What the providers of public IM are told, and what the file says about it. */
export interface PublicImState {
	/** As in "MSN and AOL with the Access Edge `sip.contoso.com` and the SIP domain `contoso.com`". */
	readonly values: string;
	/** As in "The file states: licences purchased, provisioning complete.". */
	readonly stated: string;
	readonly origin: Origin;
}

/** The state of licences and provisioning; undefined where nobody asks for public IM. */
export function publicImState(page: PageBuilder, { deployment }: RunbookContext): PublicImState | undefined {
	const scenario = scenarioOf(deployment, "public-im");
	if (scenario === undefined) {
		return undefined;
	}
	const providers = scenario.providers.items.map(({ value }) =>
		text(valueFact(imProviderValues, value)?.title ?? value),
	);
	const { accessEdges, sipDomains } = toldOutside(page, deployment);
	const words = (value: string | undefined) => (value === undefined ? "not stated" : value);
	return {
		values: `${providers.length === 0 ? page.blank(blanks.provider()) : listed(providers)} with ${accessEdges} and ${sipDomains}`,
		stated: `In the topology file: licences ${words(scenario.licences?.value)}, provisioning ${words(scenario.provisioning?.value)}.`,
		origin: scenario.origin,
	};
}
