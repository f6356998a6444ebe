import { readFileSync } from "node:fs";
import { TextDocument } from "langium";
import { expect, test } from "vitest";
import type { Finding } from "../../language-server/model/finding.js";
import { PROBLEMS } from "../../language-server/model/problems.js";
import { analyse } from "../support/topology.js";

function example(name: string): string {
	return readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");
}

/** A text as it looks while one line of it is being typed: without the line's end, and without all that follows. */
function halfTyped(whole: string): readonly string[] {
	const lines = whole.split("\n");
	return lines.flatMap((line, number) => {
		if (/^\s*(?:\/\/|$)/.test(line)) {
			return [];
		}
		const words = line.split(/(?<=\S)(?=\s)/);
		const cut = words.slice(0, Math.floor(words.length / 2)).join("");
		const above = lines.slice(0, number);
		return [[...above, cut, ...lines.slice(number + 1)].join("\n"), [...above, cut].join("\n")];
	});
}

function findingsOf(text: string): readonly Finding[] {
	return /^deployment /m.test(text) ? analyse(text).findings : [];
}

function isProblem({ code }: Finding): boolean {
	return Object.hasOwn(PROBLEMS, code);
}

test("while a sound text is being typed, no rule speaks of what is still to come", () => {
	for (const text of halfTyped(example("single-site"))) {
		const findings = findingsOf(text);
		if (findings.some((finding) => finding.code === "syntax-error")) {
			const premature = findings.filter((finding) => !isProblem(finding));
			expect(
				premature.map(({ message }) => message),
				text,
			).toEqual([]);
		}
	}
});

test("a fix never makes a half-typed text worse", () => {
	for (const text of halfTyped(example("misconfigured"))) {
		const before = findingsOf(text);
		for (const fix of before.filter((finding) => !isProblem(finding)).flatMap((finding) => finding.fixes)) {
			const fixed = TextDocument.applyEdits(TextDocument.create("", "ocs-edge", 0, text), [...fix.edits]);
			const problems = findingsOf(fixed).filter(isProblem);
			expect(problems.length, `${fix.title}\n${fixed}`).toBeLessThanOrEqual(before.filter(isProblem).length);
		}
	}
});
