/**
 * Whether two plain values say the same: texts, numbers, lists and objects of them. A key with the value `undefined` is
 * as good as no key.
 */
export function isSame(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) {
		return true;
	}
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
		return false;
	}
	if (Array.isArray(a) || Array.isArray(b)) {
		return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i]));
	}
	const left = new Map(Object.entries(a));
	const right = new Map(Object.entries(b));
	return [...new Set([...left.keys(), ...right.keys()])].every((key) => isSame(left.get(key), right.get(key)));
}
