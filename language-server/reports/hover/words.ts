import { listed } from "../../basics/sentences.js";
import type { KeywordFact, TrustTemplateId, ValueFact } from "../../catalog/types.js";
import type { DeploymentElement } from "../../model/deployment.js";
import { code, text } from "../markdown.js";
import { card, elementLink, type Facts, few, type HoverContext, heading, lines, sources } from "./card.js";
import { elementHover } from "./elements.js";

/** What a keyword means, with an example, and the settings that follow from it here. */
export function keywordHover(context: HoverContext, fact: KeywordFact, owner?: string, detail?: string): string {
	return card(
		heading(fact.title, fact.keyword),
		text(fact.description),
		settings(context.facts, fact.keyword, owner),
		detail ?? (fact.example && ["```ocs-edge", fact.example, "```"].join("\n")),
		sources(context.catalogue, fact.sources),
	);
}

/** What the keyword of an element means, then what the element at hand is. */
export function elementKeywordHover(
	context: HoverContext,
	facts: Facts,
	fact: KeywordFact,
	element: DeploymentElement,
): string {
	return card(
		heading(fact.title, fact.keyword),
		text(fact.description),
		sources(context.catalogue, fact.sources),
		elementHover(context, facts, element),
	);
}

/** That a file is read in the light of one deployment although others contain it too. */
export function note({ facts }: HoverContext, others: readonly string[]): string | undefined {
	return facts && `*Shown for ${text(facts.deployment.name)}; the file is also part of ${text(listed(others))}.*`;
}

/** What a value word stands for, behind the keyword that takes it. */
export function valueHover(context: HoverContext, value: ValueFact, keyword: KeywordFact, extra?: string): string {
	return card(
		heading(value.title, keyword.title),
		text(value.description),
		extra,
		sources(context.catalogue, value.sources ?? keyword.sources),
	);
}

/** The keywords whose values are settings that the derivation knows. */
const SETTINGS: Readonly<Record<string, TrustTemplateId>> = {
	"next-hop": "next-hop",
	"authorized-servers": "authorized-server",
	"internal-sip-domains": "internal-sip-domain",
	trusts: "trusted-edge",
	"web-conferencing-edges": "web-conferencing-edge-entry",
	"av-authentication": "av-authentication-service",
	"federation-route": "federation-route",
};

function settings(facts: Facts | undefined, keyword: string, owner: string | undefined): string | undefined {
	const template = SETTINGS[keyword];
	const entries = (facts?.requirements.trust ?? []).filter(
		(entry) => entry.template === template && (entry.on === undefined || owner === undefined || entry.on === owner),
	);
	const [first] = entries;
	if (!first) {
		return undefined;
	}
	const values = entries.map((entry) => {
		const value = entry.value === undefined ? "a name that is not stated" : code(entry.value);
		const port = entry.port === undefined ? "" : `, port ${entry.port}`;
		return `${entry.names === undefined ? "" : `${elementLink(facts, entry.names)} `}${value}${port}`;
	});
	return lines(["Needed here", few(values, "; ")], ["Set in", text(first.where)]);
}
