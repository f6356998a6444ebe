import { describe, expect, it } from "vitest";
import { diffOf } from "../../language-server/reports/diff/diff.js";
import { formatDiff } from "../../language-server/reports/diff/format-diff.js";
import { renderChangeRunbook, renderRunbook } from "../../language-server/reports/runbook/index.js";
import { changesBetween } from "../../language-server/requirements/changes.js";
import { deriveRequirements } from "../../language-server/requirements/derive.js";
import { catalogue, deploymentIn } from "../requirements/support.js";
import { judged, topologies } from "./diff-plans.js";
import { fewOfEach, grammarStatements, mutantsOf, statementsOf } from "./diff-statements.js";

/*
 * What a person can change in a topology and then sees on a page of the runbook is a difference: `diff` tells of it, and the
 * runbook of the change has a step for it. Each statement of the language is changed in each way that a person may change it.
 *
 * Findings and best practices are left out on both sides: they judge a plan, and the runbook of a change has all of those of the
 * new one. Accepted deviations stand in comments, and test/reports/diff.test.ts looks at them.
 */

/** What differs on the pages and leads to no difference, with the reason. */
const EXEMPT: Readonly<Record<string, string>> = {
	"Publish / ExternalUrl: gone":
		"The overview and its picture show the name as it is stated. Left out, the name comes from the web farm of the pool, and stays the same.",
};

/** Words of a page that say where a value comes from, and not what it is. */
const ORIGIN_WORDS = / \(the default\)/g;

function stateOf(text: string) {
	const deployment = deploymentIn(text);
	const { topology, layout, scenarios, neededRoles, flows, dns, certificates, trust, settings, tasks } =
		deriveRequirements(deployment, catalogue);
	const lists = { layout, scenarios, neededRoles, flows, dns, certificates, trust, settings, tasks };
	return { deployment, requirements: { ...lists, ...(topology && { topology }) } };
}

type State = ReturnType<typeof stateOf>;
type Files = readonly { readonly path: string; readonly content: string }[];

/** The pages and files of a runbook without comments, such as fingerprints. */
function linesOf(files: Files): ReadonlySet<string> {
	return new Set(
		files.flatMap(({ path, content }) =>
			content
				.replaceAll(/<!--.*?-->/gs, "")
				.replaceAll(ORIGIN_WORDS, "")
				.split("\n")
				.map((line) => `${path}: ${line}`),
		),
	);
}

function runbookLines(state: State): ReadonlySet<string> {
	const { pages, artefacts } = renderRunbook({ ...state, ...judged });
	return linesOf([...pages, ...artefacts]);
}

function differences(before: State, after: State) {
	const input = {
		old: { ...before, source: "old.ocsedge", accepted: [], errors: 0 },
		new: { ...after, source: "new.ocsedge", accepted: [], errors: 0 },
		changes: changesBetween(before.requirements, after.requirements),
		catalogue,
	};
	return { same: diffOf(input).same, text: formatDiff(input, "text").toLowerCase() };
}

describe("a change of any statement that shows on a page", () => {
	it("is looked for in every statement of the language", () => {
		const stated = new Set(Object.values(topologies).flatMap((text) => [...statementsOf(text)]));
		// A file that imports another says nothing by itself.
		expect(grammarStatements().filter((name) => name !== "Import" && !stated.has(name))).toEqual([]);
	});

	it.each(Object.entries(topologies))(
		"is a difference to diff: %s",
		(name, text) => {
			const before = stateOf(text);
			const pages = runbookLines(before);
			const unseen: string[] = [];
			for (const mutant of fewOfEach(mutantsOf(text), name === "fixture" ? 8 : 2)) {
				const after = stateOf(mutant.text);
				const { same, text: told } = differences(before, after);
				const isTold = !same && (mutant.word === undefined || told.includes(mutant.word.toLowerCase()));
				if (isTold || mutant.kind in EXEMPT) {
					continue;
				}
				const now = runbookLines(after);
				const differing = [
					...[...pages].filter((line) => !now.has(line)).map((line) => `  - ${line}`),
					...[...now].filter((line) => !pages.has(line)).map((line) => `  + ${line}`),
				];
				// A word that the pages have anyway, such as a scenario that is stated twice, is no news.
				const isNews = mutant.word !== undefined && ![...pages].some((line) => line.includes(mutant.word ?? ""));
				const shown = same ? differing : differing.filter((line) => isNews && line.includes(mutant.word ?? ""));
				if (shown.length > 0) {
					unseen.push([mutant.title, ...shown.slice(0, 2)].join("\n"));
				}
			}
			expect(unseen).toEqual([]);
		},
		120_000,
	);

	it("has an exemption only where one is needed", () => {
		const before = stateOf(topologies.fixture);
		const pages = runbookLines(before);
		const needed = mutantsOf(topologies.fixture).filter(({ kind, text }) => {
			if (!(kind in EXEMPT)) {
				return false;
			}
			const after = stateOf(text);
			const now = runbookLines(after);
			return differences(before, after).same && [...now].some((line) => !pages.has(line));
		});
		expect(new Set(needed.map(({ kind }) => kind))).toEqual(new Set(Object.keys(EXEMPT)));
	});

	it("has a step with its undo in the runbook of the change, with the new value", () => {
		const before = stateOf(topologies.fixture);
		const missing: string[] = [];
		for (const mutant of fewOfEach(mutantsOf(topologies.fixture), 1)) {
			const after = stateOf(mutant.text);
			const { same, text: told } = differences(before, after);
			if (same) {
				continue;
			}
			const { pages } = renderChangeRunbook({
				...after,
				...judged,
				before: { ...before, source: "old.ocsedge" },
			});
			const all = pages.map(({ content }) => content).join("\n");
			const isReason = !/^ {2}[+~-] /m.test(told);
			const changes = changesBetween(before.requirements, after.requirements);
			const settings = [...changes.settings.added, ...changes.settings.altered, ...changes.settings.removed];
			if (settings.length > 0 && !all.includes("  - Undo: ")) {
				missing.push(`${mutant.title}: no step with an undo`);
			}
			const word = mutant.word?.toLowerCase();
			if (word !== undefined && !isReason && told.includes(word) && !all.toLowerCase().includes(word)) {
				missing.push(`${mutant.title}: not the new value`);
			}
		}
		expect(missing).toEqual([]);
	}, 120_000);
});
