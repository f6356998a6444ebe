import type { Scenario } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import type { Block, Stated } from "../../../model/origin.js";
import { removeStatement } from "../edits.js";

/** An organisation that the federation names: a partner, or a provider of audio conferences. */
export interface FederatedDomain {
	readonly domain: Stated<string>;
	readonly block: Block;
	/** As it stands before its domain in a sentence. */
	readonly noun: "partner" | "audio conferencing provider";
	/** Whether it is on the allow list; a partner that is found by discovery is not. */
	readonly isAllowed: boolean;
}

/** The organisations that the federation names, with their domains. */
export function federatedDomains({ partners, audioConferencingProviders }: Scenario): readonly FederatedDomain[] {
	return [
		...partners.map(
			({ domain, block, discovered }): FederatedDomain => ({ domain, block, noun: "partner", isAllowed: !discovered }),
		),
		...audioConferencingProviders.flatMap(({ domain, block }): readonly FederatedDomain[] =>
			domain ? [{ domain, block, noun: "audio conferencing provider", isAllowed: true }] : [],
		),
	];
}

/** Takes an organisation out of the federation, with all that is said of it. */
export function removeFederated(
	federation: Scenario,
	{ domain, block, noun }: FederatedDomain,
	preferred = false,
): Fix {
	return {
		title: `Remove the ${noun} ${domain.value}`,
		edits: [removeStatement(federation.block, block.range)],
		safety: "unsafe",
		preferred,
	};
}
