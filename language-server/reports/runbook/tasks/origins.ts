import type { Origin, Range, StatedList } from "../../../model/origin.js";

/** The whole statement of a value, from its keyword to its last word: what a person looks for who asks where a step comes from. */
export function statementOf(
	stated: { readonly origin: Origin; readonly statement: Range } | undefined,
): Origin | undefined {
	return stated === undefined ? undefined : { uri: stated.origin.uri, range: stated.statement };
}

/** The statement of the first value of a list. */
export function statementOfList(list: StatedList<unknown> | undefined): Origin | undefined {
	return statementOf(list?.items[0]);
}
