import type { Certificate } from "../../../model/deployment.js";

/** Whether a name stands on a certificate; a pattern stands for every name with one label in place of the star. */
export function isCovered(name: string, names: readonly string[]): boolean {
	return names.some((one) => one === name || (isPattern(one) && name.slice(name.indexOf(".")) === one.slice(1)));
}

/** Whether a name stands for several, as *.contoso.com does. */
export function isPattern(name: string): boolean {
	return name.startsWith("*.");
}

/** Why a certificate is not enough although a name is on it in some way: one sentence; undefined where it is not. */
export function weaknessOf({ subject, san }: Certificate, name: string): string | undefined {
	if (subject && isCovered(name, [subject.value])) {
		return "The documentation asks for this name itself, not for a wildcard.";
	}
	return isCovered(
		name,
		san.items.map(({ value }) => value),
	)
		? "The documentation asks for this name as the subject; as an alternative name it is not enough."
		: undefined;
}
