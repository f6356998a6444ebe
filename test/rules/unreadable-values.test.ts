import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CONFIGURATION_NAME } from "../../language-server/workspace/configuration.js";
import { isOfRule } from "../../language-server/workspace/suppressions.js";
import { analyse } from "../support/topology.js";

const STRICT = JSON.stringify({ preset: "strict" });
const examples = ["single-site", "scaled-single-site"];

/** A text in which one value cannot be read; each place of each kind of statement is tried once. */
function* withOneUnreadable(text: string): Iterable<{ readonly what: string; readonly broken: string }> {
	const tried = new Set<string>();
	const lines = text.split("\n");
	for (const [index, line] of lines.entries()) {
		const [keyword = "", second = ""] = line.trim().split(/\s+/);
		const words = [...line.replace(/\/\/.*/, "").matchAll(/(?<=\s)[A-Za-z0-9_./%-]+/g)];
		for (const [position, word] of words.entries()) {
			const place = `${keyword} ${second.startsWith("_") ? "srv" : ""} ${position}`;
			if (!tried.has(place)) {
				tried.add(place);
				const unreadable = /^\d+\./.test(word[0]) ? "300.1.1.1" : word[0].includes(".") ? "x..y" : "nonsense-word";
				const changed = line.slice(0, word.index) + unreadable + line.slice(word.index + word[0].length);
				yield {
					what: `${line.trim()} with ${unreadable}`,
					broken: lines.with(index, changed).join("\n"),
				};
			}
		}
	}
}

test.each(examples)("what cannot be read is told once, and no rule takes it for missing: %s", (name) => {
	const text = readFileSync(join(import.meta.dirname, `../../examples/${name}.ocsedge`), "utf8");
	const echoes: string[] = [];
	let count = 0;
	for (const { what, broken } of withOneUnreadable(text)) {
		const { findings } = analyse({ "main.ocsedge": broken, [CONFIGURATION_NAME]: STRICT });
		const ofLanguage = findings.filter((finding) => !isOfRule(finding));
		// A wrong keyword breaks the statement, and what is read after it may mean something else.
		if (ofLanguage.length > 0 && ofLanguage.every(({ code }) => code !== "syntax-error" && code !== "duplicate-name")) {
			count++;
			const ofRules = findings.filter(isOfRule).map(({ code }) => code);
			if (ofRules.length > 0) {
				echoes.push(`${what}: ${ofRules.join(", ")}`);
			}
		}
	}
	expect(echoes).toEqual([]);
	expect(count).toBeGreaterThan(60);
});
