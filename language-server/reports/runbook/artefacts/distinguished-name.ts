import type { RunbookContext } from "../page/page.js";
import { statedPart, subjectParts } from "../rows/certificate-orders.js";

type SubjectPart = (typeof subjectParts)[number];

/** The parts behind the name in the order in which the requests of the certificate wizard carry them. */
const ORDER: readonly SubjectPart["attribute"][] = ["OU", "O", "L", "S", "C"];

const inOrder: readonly SubjectPart[] = ORDER.flatMap((attribute) =>
	subjectParts.filter((part) => part.attribute === attribute),
);

/** How long a part may be: the upper bounds of X.520. A country has exactly two letters. */
export const MOST_LETTERS = 64;

/** What a policy file writes behind the name of a subject. */
export interface SubjectBehindName {
	/** As in ",OU=IT,O=Contoso Ltd"; empty where nothing is stated that can be written there. */
	readonly text: string;
	/** The same with dots for each part that is not in it, as in ",OU=IT,O=Contoso Ltd,L=...,S=...,C=...". */
	readonly whole: string;
	/** The parts that the topology does not state, as in "L". */
	readonly missing: readonly string[];
	/** The parts that it states and such a file cannot carry, as in "O". */
	readonly unsafe: readonly string[];
}

/** The parts that are stated; one that would be read as something else is left out, and the others stay. */
export function subjectBehindName(context: RunbookContext): SubjectBehindName {
	const parts = inOrder.map(({ id, attribute }) => {
		const value = statedPart(context, id)?.value;
		return { attribute, value, isCarried: value !== undefined && isSafe(attribute, value) };
	});
	const carried = parts.filter(({ isCarried }) => isCarried);
	return {
		text: carried.map(({ attribute, value }) => `,${attribute}=${value}`).join(""),
		whole: parts.map(({ attribute, value, isCarried }) => `,${attribute}=${isCarried ? value : "..."}`).join(""),
		missing: parts.filter(({ value }) => value === undefined).map(({ attribute }) => attribute),
		unsafe: parts.filter(({ value, isCarried }) => value !== undefined && !isCarried).map(({ attribute }) => attribute),
	};
}

/**
 * Whether a part means itself in a policy file, without marks around it: letters of ASCII, because tools of Windows read such
 * files in the code page of the computer; no sign that ends the part, begins another one or stands for a string of the file;
 * and no space that would be taken for none.
 */
function isSafe(attribute: SubjectPart["attribute"], value: string): boolean {
	return attribute === "C"
		? /^[A-Z]{2}$/.test(value)
		: value.length <= MOST_LETTERS &&
				/^[!$&'()*./0-9:?@A-Z[\]^_`a-z{|}~-]+(?: [!$&'()*./0-9:?@A-Z[\]^_`a-z{|}~-]+)*$/.test(value);
}
