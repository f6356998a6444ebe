import { TextDocument } from "langium";
import { describe, expect, test } from "vitest";
import type { Finding, Fix } from "../../language-server/model/finding.js";
import { PROBLEMS } from "../../language-server/model/problems.js";
import { analyse, uriOf } from "../support/topology.js";
import { EVERY_RULE, marksFound, placeOf, readable, textOf, toMark } from "./support/findings.js";
import { type Fixture, fixtures, readFixedTexts, writeFixedTexts } from "./support/fixture.js";
import { readOutcome, writeOutcome } from "./support/outcomes.js";

const all = fixtures();

// The texts that fixes write, and what the rule says, lie beside the fixtures. UPDATE_FIXES=1 writes them anew; look at the
// difference then.
describe.each(all.map((fixture) => ({ fixture, title: `${fixture.code}/${fixture.name}` })))(
	"$title",
	({ fixture }) => {
		test("the findings of the rule are those that are marked, and no others", () => {
			expect(marksFound(fixture)).toEqual(readable(fixture.marks));
		});

		test("one mistake gives one finding: no other rule objects to the same word", () => {
			const marked = new Set(fixture.marks.map(placeOf));
			const found = findingsOf(fixture.sources)
				.filter(({ severity }) => severity !== "info")
				.map((finding) => toMark(fixture, finding))
				.filter((mark) => marked.has(placeOf(mark)));
			const expected = new Set(readable(fixture.marks));
			expect(readable(found).filter((mark) => !expected.has(mark))).toEqual([]);
		});

		test("every fix leaves a text that can be read, without the finding", () => {
			const before = findingsOf(fixture.sources);
			for (const finding of before) {
				for (const fix of finding.fixes) {
					const sources = applyFix(fixture.sources, fix);
					const after = findingsOf(sources);
					const label = `${finding.code}, "${fix.title}":\n${Object.values(sources).join("\n")}`;
					expect(after.map(identity), label).not.toContain(identity(finding));
					expect(problemsIn(after).length, label).toBeLessThanOrEqual(problemsIn(before).length);
				}
			}
		});

		test("the rule's own fixes write what a person would", () => {
			const own = findingsOf(fixture.sources)
				.filter((finding) => finding.code === fixture.code)
				.flatMap((finding) => finding.fixes);
			const written = own.map((fix) => {
				const text = Object.values(applyFix(fixture.sources, fix)).join("\n// ---\n");
				return `// ${fix.title}${fix.preferred ? " (preferred)" : ""}, ${fix.safety}\n${text}`;
			});
			if (process.env.UPDATE_FIXES) {
				writeFixedTexts(fixture, written);
			}
			expect(written).toEqual(readFixedTexts(fixture));
		});

		test("the rule says of each subject what a person is to read", () => {
			const said = outcomeOf(fixture);
			if (process.env.UPDATE_FIXES) {
				const names = all.filter(({ code }) => code === fixture.code).map(({ name }) => name);
				writeOutcome(fixture, said, names);
			}
			expect(said).toEqual(readOutcome(fixture));
		});

		test("every place lies on a word, on one line", () => {
			for (const finding of findingsOf(fixture.sources)) {
				for (const { range } of [finding.origin, ...finding.related.map((related) => related.origin)]) {
					expect(range.start.line).toBe(range.end.line);
					expect(range.end.character).toBeGreaterThan(range.start.character);
				}
			}
		});
	},
);

function findingsOf(sources: Fixture["sources"]): readonly Finding[] {
	return analyse(sources, EVERY_RULE).findings;
}

/** What the rule finds, with the places that it points to, and what became of the subjects without a finding. */
function outcomeOf(fixture: Fixture): readonly string[] {
	const { workspace, findings } = analyse(fixture.sources, EVERY_RULE);
	const found = findings
		.filter(({ code }) => code === fixture.code)
		.flatMap((finding) => [
			`${placeOf(toMark(fixture, finding))} ${finding.severity}: ${finding.message}`,
			...finding.related.map(({ message, origin }) => {
				return `  ${placeOf(toMark(fixture, { ...finding, origin }))}: ${message}`;
			}),
		]);
	const verdicts = [...workspace.analyses()]
		.flatMap((analysis) => analysis.verdicts)
		.filter(({ code }) => code === fixture.code);
	return [
		...found,
		...verdicts.flatMap(({ met }) => (met > 0 ? [`met: ${met}`] : [])),
		...verdicts.flatMap((verdict) =>
			verdict.undecided.map(({ of, missing }) => `undecided for ${of.name}, for want of ${missing}`),
		),
	];
}

/** What a finding says; its place may move when another line is edited. */
function identity({ code, message }: Finding): string {
	return `${code}: ${message}`;
}

/** What the language itself objects to: a fix must not add to it. */
function problemsIn(findings: readonly Finding[]): readonly string[] {
	return findings.filter((finding) => Object.hasOwn(PROBLEMS, finding.code)).map(identity);
}

function applyFix(sources: Fixture["sources"], fix: Fix): Fixture["sources"] {
	const changed = Object.entries(sources).map(([file, text]) => {
		const edits = fix.edits.filter((edit) => edit.uri === uriOf(file));
		return [file, TextDocument.applyEdits(TextDocument.create(file, "ocs-edge", 0, text), [...edits])] as const;
	});
	for (const edit of fix.edits) {
		textOf(sources, edit.uri);
	}
	return Object.fromEntries(changed);
}
