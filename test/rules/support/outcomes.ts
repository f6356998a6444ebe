import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fixture } from "./fixture.js";

/** What a rule says of its fixtures, one paragraph a fixture, in a file beside them. Reviewers read it as users will. */
export const OUTCOMES_FILE = "outcomes.txt";

/** The lines that are written down for a fixture, without its name. */
export function readOutcome({ folder, name }: Fixture): readonly string[] {
	return paragraphsOf(folder).get(name) ?? [];
}

/** Replaces the paragraph of a fixture, and forgets fixtures that are gone. */
export function writeOutcome({ folder, name }: Fixture, lines: readonly string[], names: readonly string[]): void {
	const paragraphs = new Map([...paragraphsOf(folder), [name, lines] as const]);
	const texts = names.flatMap((one) => {
		const own = paragraphs.get(one);
		return own ? [[one, ...own, ""].join("\n")] : [];
	});
	writeFileSync(join(folder, OUTCOMES_FILE), texts.join("\n"));
}

function paragraphsOf(folder: string): ReadonlyMap<string, readonly string[]> {
	const path = join(folder, OUTCOMES_FILE);
	const text = existsSync(path) ? readFileSync(path, "utf8") : "";
	return new Map(
		text
			.split(/\n\n+/)
			.map((paragraph) => paragraph.trimEnd().split("\n"))
			.map(([name = "", ...lines]) => [name, lines] as const),
	);
}
