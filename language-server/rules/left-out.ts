/** A documented misconfiguration that no rule checks. */
export interface LeftOut {
	readonly code: string;
	/** Why a file cannot show it honestly: one sentence. */
	readonly because: string;
}

/** What is left out of the checks, and why: for the overview of the rules. */
export const LEFT_OUT: readonly LeftOut[] = [
	{
		code: "im-provider-also-allowed-partner",
		because:
			"A file names IM providers by a word such as msn, and no source that was read gives the FQDNs of their Access Edges.",
	},
	{
		code: "next-hop-must-be-fqdn",
		because:
			"The language takes a name or an FQDN as next hop, and reports an address in every preset as unresolved-reference.",
	},
];
