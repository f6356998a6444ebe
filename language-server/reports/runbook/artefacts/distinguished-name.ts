import { listed } from "../../../basics/sentences.js";
import type { RunbookContext } from "../page/page.js";
import { statedPart, subjectParts } from "../rows/certificate-orders.js";

type SubjectPart = (typeof subjectParts)[number];

/** The parts behind the name in the order in which the requests of the certificate wizard carry them. */
const ORDER: readonly SubjectPart["attribute"][] = ["OU", "O", "L", "S", "C"];

const inOrder: readonly SubjectPart[] = ORDER.flatMap((attribute) =>
	subjectParts.filter((part) => part.attribute === attribute),
);

/** How long a part may be: the upper bounds of X.520. A country has exactly two letters. */
const MOST_LETTERS = 64;

/** What a policy file writes behind the name of a subject. */
export interface SubjectBehindName {
	/** As in ",OU=IT,O=Contoso Ltd"; empty where nothing is stated, or something cannot be written there. */
	readonly text: string;
	/** The parts that the topology does not state, as in "L and S"; undefined where it states all. */
	readonly missing?: string;
	/** The parts that cannot be written into such a file, as in "O"; undefined where all can. */
	readonly unsafe?: string;
}

/** All parts that are stated, or none of them where one would be read as something else. */
export function subjectBehindName(context: RunbookContext): SubjectBehindName {
	const parts = inOrder.map(({ id, attribute }) => ({ attribute, value: statedPart(context, id)?.value }));
	const missing = parts.filter(({ value }) => value === undefined).map(({ attribute }) => attribute);
	const unsafe = parts
		.filter(({ attribute, value }) => value !== undefined && !isSafe(attribute, value))
		.map(({ attribute }) => attribute);
	const stated = parts.filter(({ value }) => value !== undefined);
	return {
		text: unsafe.length > 0 ? "" : stated.map(({ attribute, value }) => `,${attribute}=${value}`).join(""),
		...(missing.length === 0 ? {} : { missing: listed(missing) }),
		...(unsafe.length === 0 ? {} : { unsafe: listed(unsafe) }),
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
