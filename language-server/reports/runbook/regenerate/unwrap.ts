import { append } from "../../../basics/collections.js";
import { type Unit, unitsOf } from "./units.js";

/** The beginning by which a wrapped line is found; shorter lines are not wrapped by any editor. */
const BEGINNING = 24;

/** Puts together again what an editor has wrapped: lines that, one behind the other, say what one generated line says. */
export function unwrapped(lines: readonly string[], base: readonly Unit[]): readonly string[] {
	const whole = new Set(base.map(({ key }) => key));
	const beginnings = new Map<string, string[]>();
	for (const { kind, key } of base) {
		if ((kind === "item" || kind === "text") && key.length > BEGINNING) {
			append(beginnings, key.slice(0, BEGINNING), key);
		}
	}
	const result: string[] = [];
	for (let index = 0; index < lines.length; ) {
		const line = lines[index] ?? "";
		const key = keyOf(line);
		const candidates = whole.has(key) ? [] : (beginnings.get(key.slice(0, BEGINNING)) ?? []);
		const taken = candidates.map((candidate) => wrappedFrom(lines, index, candidate)).find((count) => count > 0) ?? 1;
		result.push(taken === 1 ? line : joined(lines.slice(index, index + taken)));
		index += taken;
	}
	return result;
}

/** How many lines from here say together what a generated line says; 0 where they do not. */
function wrappedFrom(lines: readonly string[], start: number, whole: string): number {
	for (let end = start + 1; end <= lines.length; end++) {
		const key = keyOf(joined(lines.slice(start, end)));
		// A person may have gone on where the generated line ended.
		if (end > start + 1 && (key === whole || key.startsWith(`${whole} `))) {
			return end - start;
		}
		const next = lines[end] ?? "";
		if (!whole.startsWith(key) || unitsOf([{ text: next }])[0]?.kind !== "text") {
			return 0;
		}
	}
	return 0;
}

function joined([first = "", ...others]: readonly string[]): string {
	return [first.trimEnd(), ...others.map((line) => line.trim())].join(" ");
}

function keyOf(line: string): string {
	return unitsOf([{ text: line }])[0]?.key ?? "";
}
