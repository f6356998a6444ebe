import { describe, expect, test } from "vitest";
import type { Finding } from "../../language-server/model/finding.js";
import type { Origin } from "../../language-server/model/origin.js";
import {
	type BestPracticesInput,
	bestPractices,
	type Outcome,
	summarySentence,
} from "../../language-server/reports/best-practices/best-practices.js";
import { formatBestPractices } from "../../language-server/reports/best-practices/formats.js";
import type { RuleFacts } from "../../language-server/reports/rules/rule-facts.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { ruleCollection } from "../../language-server/workspace/rule-collection.js";
import { analyse } from "../support/topology.js";
import { northwind, runbookOf } from "./support.js";

function rule(code: string, more: Partial<RuleFacts> = {}): RuleFacts {
	return {
		code,
		title: `Title of ${code}`,
		severity: "error",
		why: "",
		howToFix: "",
		category: "topology",
		preset: "recommended",
		evidence: "seed",
		...more,
	};
}

function at(line: number): Origin {
	return { uri: "file:///plan/main.ocsedge", range: { start: { line, character: 2 }, end: { line, character: 5 } } };
}

function finding(code: string, line: number): Finding {
	return { code, severity: "error", message: `${code} is broken.`, origin: at(line), related: [], fixes: [] };
}

function verdict(code: string, met: number, ...undecided: readonly string[]) {
	const subjects = ["edge1", "edge2"];
	const lacking = undecided.flatMap((missing) => subjects.map((name) => ({ missing, of: { name, origin: at(9) } })));
	return { code, met, undecided: lacking };
}

/** One rule for each outcome. */
const all: BestPracticesInput = {
	deployment: "Contoso",
	rules: [
		rule("kept"),
		rule("broken", { category: "dns" }),
		rule("accepted"),
		rule("open"),
		rule("elsewhere"),
		rule("strict-one", { preset: "strict" }),
		rule("turned-off"),
	],
	verdicts: [
		verdict("kept", 3),
		verdict("broken", 2),
		verdict("accepted", 1),
		verdict("open", 1, "the membership"),
		verdict("elsewhere", 0),
	],
	findings: [finding("broken", 7), finding("broken", 4)],
	accepted: [{ finding: finding("accepted", 5), reason: "agreed with the auditors" }],
};

function outcomesOf(input: BestPracticesInput): Readonly<Record<string, Outcome>> {
	const practices = bestPractices(input).topics.flatMap((topic) => topic.practices);
	return Object.fromEntries(practices.map(({ rule: { code }, outcome }) => [code, outcome]));
}

describe("the report on best practices", () => {
	test("says of each rule what became of it", () => {
		expect(outcomesOf(all)).toEqual({
			kept: "met",
			broken: "not-met",
			accepted: "accepted",
			open: "undecided",
			elsewhere: "not-applicable",
			"strict-one": "not-asked",
			"turned-off": "not-asked",
		});
	});

	test("counts a rule once, with the gravest thing", () => {
		const input = {
			...all,
			rules: [rule("mixed")],
			verdicts: [verdict("mixed", 5, "the address")],
			accepted: [{ finding: finding("mixed", 1), reason: "known" }],
		};
		expect(outcomesOf({ ...input, findings: [finding("mixed", 2)] })).toEqual({ mixed: "not-met" });
		expect(outcomesOf({ ...input, findings: [] })).toEqual({ mixed: "accepted" });
		expect(outcomesOf({ ...input, findings: [], accepted: [] })).toEqual({ mixed: "undecided" });
	});

	test("counts what is kept, of what there is to keep", () => {
		expect(summarySentence(bestPractices(all))).toBe(
			"1 of 4 best practices are met; 1 is not met, 1 is accepted with a reason, 1 cannot be decided.",
		);
		const good = { ...all, rules: [rule("kept")], findings: [], accepted: [] };
		expect(summarySentence(bestPractices(good))).toBe("1 of 1 best practice is met.");
	});

	test("as text", () => {
		const text = formatBestPractices({ deployments: [bestPractices(all)], pathOf: () => "main.ocsedge" }, "text");
		expect(
			text,
		).toBe(`Contoso: 1 of 4 best practices are met; 1 is not met, 1 is accepted with a reason, 1 cannot be decided.

Topology and servers
  accepted   accepted: Title of accepted
    main.ocsedge:6:3: accepted is broken. Accepted: agreed with the auditors
  undecided  open: Title of open
    not stated: the membership (edge1, edge2)
  met        kept: Title of kept

DNS
  not met    broken: Title of broken
    main.ocsedge:5:3: error: broken is broken.
    main.ocsedge:8:3: error: broken is broken.

Not applicable, because the deployment has nothing that they are about (1):
  elsewhere

Not asked, because they belong to the preset strict (1):
  strict-one

Not asked, because the configuration turns them off (1):
  turned-off
`);
	});

	test("as Markdown", () => {
		const report = { deployments: [bestPractices(all)], pathOf: () => "main.ocsedge" };
		expect(formatBestPractices(report, "markdown")).toBe(`# Best practices of Contoso

**1 of 4 best practices are met; 1 is not met, 1 is accepted with a reason, 1 cannot be decided.**

## Topology and servers

| Outcome | Best practice | Details |
| --- | --- | --- |
| accepted | Title of accepted (\`accepted\`) | \`main.ocsedge\` line 6: accepted is broken. Accepted because: agreed with the auditors |
| undecided | Title of open (\`open\`) | Not stated: the membership (edge1, edge2) |
| met | Title of kept (\`kept\`) | 3 times |

## DNS

| Outcome | Best practice | Details |
| --- | --- | --- |
| not met | Title of broken (\`broken\`) | error, \`main.ocsedge\` line 5: broken is broken.<br>error, \`main.ocsedge\` line 8: broken is broken. |

## Not applicable, because the deployment has nothing that they are about

\`elsewhere\`.

## Not asked, because they belong to the preset strict

\`strict-one\`.

## Not asked, because the configuration turns them off

\`turned-off\`.
`);
	});

	test("warns where a part of the topology could not be read", () => {
		const input = { ...all, findings: [finding("syntax-error", 1)] };
		const report = { deployments: [bestPractices(input)], pathOf: () => "main.ocsedge" };
		expect(formatBestPractices(report, "text")).toContain("The topology has 1 error that no rule reports");
		expect(formatBestPractices(report, "markdown")).toContain("What depends on it is not checked.");
	});
});

describe("the report on a real deployment", () => {
	const membership = "membership domain northwind.local";
	const broken = northwind.replace("membership workgroup", membership);
	const reasoned = broken.replace(membership, `// ocs-edge-ignore edge-in-workgroup: for now\n  ${membership}`);

	function outcome(text: string, code: string, preset: "recommended" | "strict" = "recommended") {
		const { analysis, findings } = analyse(text, { preset, severities: new Map() });
		const { topics } = bestPracticesOf(analysis, findings);
		return topics.flatMap((topic) => topic.practices).find((practice) => practice.rule.code === code);
	}

	test("knows every rule", () => {
		const { analysis, findings } = analyse(northwind);
		const { topics, summary } = bestPracticesOf(analysis, findings);
		const codes = topics.flatMap((topic) => topic.practices).map((practice) => practice.rule.code);
		expect(codes.sort()).toEqual(ruleCollection.rules.map((one) => one.code).sort());
		expect(Object.values(summary).reduce((a, b) => a + b, 0)).toBe(codes.length);
	});

	test("follows the file: broken, accepted with its reason, and mended", () => {
		expect(outcome(broken, "edge-in-workgroup")).toMatchObject({
			outcome: "not-met",
			notMet: [{ severity: "warning" }],
		});
		expect(outcome(reasoned, "edge-in-workgroup")).toMatchObject({
			outcome: "accepted",
			accepted: [{ reason: "for now" }],
		});
		expect(outcome(northwind, "edge-in-workgroup")?.notMet).toEqual([]);
	});

	test("names the rules that only the preset strict asks, and asks them there", () => {
		expect(outcome(northwind, "next-hop-missing")).toMatchObject({ outcome: "not-asked", because: "preset" });
		expect(outcome(northwind, "next-hop-missing", "strict")?.outcome).not.toBe("not-asked");
	});

	test("is a page of the runbook, and the overview leads to it", () => {
		const { page } = runbookOf(reasoned);
		expect(page("08-best-practices.md")).toContain("Accepted because: for now");
		expect(page("08-best-practices.md")).toMatch(/^\*\*\d+ of \d+ best practices are met/m);
		expect(page("00-overview.md")).toMatch(
			/^\| Best practices \| \d+ of \d+ met\b.*: \[all of them\]\(08-best-practices\.md\) \|$/m,
		);
	});

	test("counts on the page of the runbook what was not asked, and says where each is named", () => {
		const { analysis, findings, page } = runbookOf(northwind);
		const { summary, topics } = bestPracticesOf(analysis, findings);
		const content = page("08-best-practices.md");
		expect(content).toContain(`- ${summary["not-asked"]} best practices belong to the preset \`strict\``);
		expect(content).toContain(`- ${summary["not-applicable"]} best practices are about something that`);
		expect(content).toContain("`ocs-edge report best-practices main.ocsedge` names each of them.");
		const leftAside = topics
			.flatMap(({ practices }) => practices)
			.filter(({ outcome }) => outcome === "not-asked" || outcome === "not-applicable");
		expect(leftAside.filter(({ rule }) => content.includes(`\`${rule.code}\``))).toEqual([]);
	});
});
