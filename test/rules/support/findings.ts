import type { Finding } from "../../../language-server/model/finding.js";
import { PROBLEMS } from "../../../language-server/model/problems.js";
import type { RuleSettings } from "../../../language-server/rules/settings.js";
import { analyse, uriOf } from "../../support/topology.js";
import type { Fixture, Mark } from "./fixture.js";

/** Every rule is asked, those with weaker evidence too. A fixture states what concerns its own rule; others may object. */
export const EVERY_RULE: RuleSettings = { preset: "strict", severities: new Map() };

/** What is found of all that a fixture speaks of: its own rule, those that it marks, and the language itself. */
export function marksFound(fixture: Fixture, settings: RuleSettings = EVERY_RULE): readonly string[] {
	const spokenOf = new Set([fixture.code, ...fixture.marks.map((mark) => mark.code), ...Object.keys(PROBLEMS)]);
	const found = analyse(fixture.sources, settings).findings.filter((finding) => spokenOf.has(finding.code));
	return readable(found.map((finding) => toMark(fixture, finding)));
}

export function toMark({ sources }: Fixture, { code, origin }: Pick<Finding, "code" | "origin">): Mark {
	const [file, text] = textOf(sources, origin.uri);
	const { start, end } = origin.range;
	const word = (text.split("\n")[start.line] ?? "").slice(start.character, end.character);
	return { file, line: start.line, word, from: start.character, code };
}

export function textOf(sources: Fixture["sources"], uri: string): readonly [string, string] {
	const found = Object.entries(sources).find(([file]) => uriOf(file) === uri);
	if (!found) {
		throw new Error(`There is no file ${uri} in the fixture.`);
	}
	return found;
}

export function placeOf({ file, line, from, word }: Mark): string {
	return `${file}:${line + 1}:${from + 1} "${word}"`;
}

export function readable(marks: readonly Mark[]): readonly string[] {
	return marks.map((mark) => `${placeOf(mark)} ${mark.code}`).sort();
}
