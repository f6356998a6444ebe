import { listed } from "../../basics/sentences.js";
import { imProviderValues, valueFact } from "../../catalog/values.js";
import { scenarioOf } from "../../model/lookups.js";
import type { Origin } from "../../model/origin.js";
import { code, text } from "../markdown.js";
import { roleNameOf } from "./facts.js";
import { blanks } from "./page/blanks.js";
import type { PageBuilder, RunbookContext } from "./page/page.js";

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
	const edges = new Set(
		deployment.edgeServers.flatMap((server) =>
			server.accessEdge === undefined
				? []
				: [
						page.value(
							roleNameOf(deployment, server, server.accessEdge),
							blanks.roleFqdn(server, "access-edge", undefined),
						),
					],
		),
	);
	const domains = deployment.sipDomains.items.map(({ value }) => code(value));
	const words = (value: string | undefined) => (value === undefined ? "not stated" : value);
	return {
		values: `${providers.length === 0 ? page.blank(blanks.provider()) : listed(providers)} with the Access Edge ${listed([...edges])} and the SIP ${
			domains.length > 1 ? "domains" : "domain"
		} ${domains.length === 0 ? page.blank(blanks.sipDomains(deployment.name)) : listed(domains)}`,
		stated: `In the topology file: licences ${words(scenario.licences?.value)}, provisioning ${words(scenario.provisioning?.value)}.`,
		origin: scenario.origin,
	};
}
