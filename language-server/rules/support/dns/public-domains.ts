import type { RuleContext } from "../../rule.js";

/** Suffixes that are set aside (RFC 2606, RFC 6762), that ICANN keeps out of the root, or that are in wide private use. */
const NOT_PUBLIC: ReadonlySet<string> = new Set(
	["corp", "example", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost", "mail"]
		.concat(["private", "test"])
		.map((suffix) => `.${suffix}`),
);

/** The suffix for which a domain cannot exist on the Internet; undefined where it can. */
export function privateSuffix(domain: string): string | undefined {
	const suffix = domain.slice(domain.lastIndexOf("."));
	return NOT_PUBLIC.has(suffix) ? suffix : undefined;
}

/** Whether a name lies in a domain that cannot exist on the Internet, and the rule on such domains says so. */
export function isSpokenOf({ isAsked }: RuleContext, name: string): boolean {
	return privateSuffix(name) !== undefined && isAsked("sip-domain-not-public");
}
