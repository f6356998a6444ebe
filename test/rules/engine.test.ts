import { describe, expect, test } from "vitest";
import type { Fix, Severity } from "../../language-server/model/finding.js";
import { RULE_FAILED, runRules } from "../../language-server/rules/engine.js";
import { defineRule, MET, type Rule, type RuleFinding, undecided } from "../../language-server/rules/rule.js";
import type { RuleSettings } from "../../language-server/rules/settings.js";
import { analyse } from "../support/topology.js";

const { analysis } = analyse("deployment Contoso\nedge-server edge1\nedge-server edge2\n");
const { deployment } = analysis;
const [edge1, edge2] = deployment.edgeServers;

function ruleThat(code: string, check: Rule["check"], severity: Rule["severity"] = "error"): Rule {
	return defineRule({
		code,
		title: "",
		severity,
		category: "topology",
		evidence: "seed",
		sources: [],
		why: "",
		howToFix: "",
		needs: "",
		check,
	});
}

function at(origin: RuleFinding["at"] | undefined, message: string): RuleFinding {
	return { message, at: origin ?? deployment.origin };
}

function* thenThrow(error: unknown, ...found: readonly RuleFinding[]): Iterable<RuleFinding> {
	yield* found;
	throw error;
}

describe("the engine", () => {
	test("adds code and severity, which a finding may lower", () => {
		const rule = ruleThat("one", () => [
			at(edge1?.origin, "first"),
			{ ...at(edge2?.origin, "second"), severity: "info" },
		]);
		expect(runRules([rule], analysis).findings).toEqual([
			{ code: "one", severity: "error", message: "first", origin: edge1?.origin, related: [], fixes: [] },
			{ code: "one", severity: "info", message: "second", origin: edge2?.origin, related: [], fixes: [] },
		]);
	});

	test("orders by place, then by code, whatever the order of the rules", () => {
		const b = ruleThat("b", () => [at(edge2?.origin, "b2"), at(edge1?.origin, "b1")]);
		const a = ruleThat("a", () => [at(edge2?.origin, "a2"), at(edge1?.origin, "a1")]);
		const expected = ["a1", "b1", "a2", "b2"];
		expect(runRules([a, b], analysis).findings.map((finding) => finding.message)).toEqual(expected);
		expect(runRules([b, a], analysis).findings.map((finding) => finding.message)).toEqual(expected);
	});

	test("tells a rule which others are asked, so that none stays silent for one that is turned off", () => {
		const said: (readonly [boolean, boolean])[] = [];
		const weak = { ...ruleThat("weak", () => []), evidence: "r2" } as const;
		const asking = ruleThat("asking", ({ isAsked }) => {
			said.push([isAsked("weak"), isAsked("asking")]);
			return [];
		});
		runRules([weak, asking], analysis);
		runRules([weak, asking], analysis, undefined, { settingsOf: () => ({ preset: "strict", severities: new Map() }) });
		expect(said).toEqual([
			[false, true],
			[true, true],
		]);
	});

	test("leaves a SIP domain that is not public to its own rule only where that one is asked", () => {
		const text =
			"deployment D { sip-domain d.local  scenario federation { mode open } }\ndns external { a sip.d.com -> 131.107.1.1 }\n";
		const codes = (preset: "recommended" | "strict") =>
			analyse(text, { preset, severities: new Map() }).findings.map(({ code }) => code);
		expect(codes("recommended")).toContain("dns-federation-srv-missing");
		expect(codes("strict")).toContain("sip-domain-not-public");
		expect(codes("strict")).not.toContain("dns-federation-srv-missing");
	});

	test("turns a rule that throws into one information finding and goes on", () => {
		const error = new Error("off the end");
		const failures: unknown[] = [];
		const broken = ruleThat("broken", () => thenThrow(error, at(edge1?.origin, "found before")));
		const well = ruleThat("well", () => [at(edge2?.origin, "found after")]);
		const { findings } = runRules([broken, well], analysis, (code, cause) => failures.push([code, cause]));

		expect(findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
			`${RULE_FAILED} info`,
			"broken error",
			"well error",
		]);
		expect(findings[0]?.origin).toEqual(deployment.origin);
		expect(findings[0]?.message).toContain("broken");
		expect(failures).toEqual([["broken", error]]);
	});

	test("turns a check that throws at once, and one without a listener, into a finding too", () => {
		const broken = ruleThat("broken", () => {
			throw new TypeError("no");
		});
		expect(runRules([broken], analysis).findings).toHaveLength(1);
	});

	test("passes a cancellation on and does not call it a failure", () => {
		const cancelled = Symbol("cancelled");
		const failures: unknown[] = [];
		const rule = ruleThat("one", () => thenThrow(cancelled));
		const run = () =>
			runRules([rule], analysis, (code) => failures.push(code), {
				isCancellation: (error) => error === cancelled,
			});
		expect(run).toThrow();
		try {
			run();
		} catch (error) {
			expect(error).toBe(cancelled);
		}
		expect(failures).toEqual([]);
	});

	test("orders findings of one rule at one place by what they say", () => {
		const rule = ruleThat("one", () => [at(edge1?.origin, "b"), at(edge1?.origin, "a"), at(edge1?.origin, "a")]);
		expect(runRules([rule], analysis).findings.map((finding) => finding.message)).toEqual(["a", "a", "b"]);
	});

	test("offers ten fixes at most, the preferred one among them, and points to ten places", () => {
		const fixes = Array.from(
			{ length: 30 },
			(_, i): Fix => ({ title: `${i}`, edits: [], safety: "unsafe", preferred: i === 25 }),
		);
		const related = fixes.map(({ title }) => ({ message: title, origin: deployment.origin }));
		const rule = ruleThat("many", () => [{ ...at(edge1?.origin, "many"), fixes, related }]);
		const [finding] = runRules([rule], analysis).findings;
		expect(finding?.fixes.map(({ title }) => title)).toEqual(["25", "0", "1", "2", "3", "4", "5", "6", "7", "8"]);
		expect(finding?.related.map(({ message }) => message)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
	});

	test("counts for each rule what is kept, broken and undecided", () => {
		const open = undecided(deployment, "the number of users");
		const one = ruleThat("one", () => [MET, at(edge1?.origin, "broken"), MET, open]);
		const two = ruleThat("two", () => [at(edge1?.origin, "broken"), at(edge2?.origin, "broken too")]);
		expect(runRules([one, two], analysis).verdicts).toEqual([
			{ code: "one", met: 2, notMet: 1, undecided: [open] },
			{ code: "two", met: 0, notMet: 2, undecided: [] },
		]);
	});
});

describe("settings", () => {
	const weak: Rule = { ...ruleThat("weak", () => [at(edge1?.origin, "found")], "warning"), evidence: "r2" };
	const strong = ruleThat("strong", () => [at(edge1?.origin, "found")], "error");
	const never = ruleThat("never", () => {
		throw new Error("A rule that is turned off is not asked.");
	});
	const severitiesWith = (settings: RuleSettings, ...rules: readonly Rule[]) =>
		runRules(rules, analysis, undefined, { settingsOf: () => settings }).findings.map(
			({ code, severity }) => `${code} ${severity}`,
		);
	const named = (...entries: readonly (readonly [string, Severity | "off"])[]) => new Map(entries);

	test("ask rules with weaker evidence in the strict preset only", () => {
		expect(severitiesWith({ preset: "recommended", severities: named() }, strong, weak)).toEqual(["strong error"]);
		expect(severitiesWith({ preset: "strict", severities: named() }, strong, weak)).toEqual([
			"strong error",
			"weak warning",
		]);
		expect(runRules([strong, weak], analysis).verdicts.map(({ code }) => code)).toEqual(["strong"]);
	});

	test("set the severity of a rule by name, whatever its preset and whatever a finding says", () => {
		const settings: RuleSettings = { preset: "recommended", severities: named(["weak", "info"], ["lower", "error"]) };
		const lower = ruleThat("lower", () => [{ ...at(edge2?.origin, "found"), severity: "info" }]);
		expect(severitiesWith(settings, strong, weak, lower)).toEqual(["strong error", "weak info", "lower error"]);
	});

	test("turn a rule off, which then is not asked and has no verdict", () => {
		const settings: RuleSettings = { preset: "strict", severities: named(["never", "off"]) };
		const options = { settingsOf: () => settings };
		expect(runRules([never, strong], analysis, undefined, options).verdicts.map(({ code }) => code)).toEqual([
			"strong",
		]);
	});
});

describe("in a deployment of several files", () => {
	const several = analyse({
		"main.ocsedge": 'deployment Contoso\nimport "edge.ocsedge"\nedge-server edge1\n',
		"edge.ocsedge": "edge-server {\n  fqdn a.contoso.net\n}\nedge-server edge2\n",
	}).analysis;
	const onEach = ruleThat("each", ({ deployment: { edgeServers } }) =>
		edgeServers.map((edge) => at(edge.origin, edge.name)),
	);
	const strict: RuleSettings = { preset: "strict", severities: new Map() };

	test("a finding obeys the settings of the file that it lies in", () => {
		const off: RuleSettings = { preset: "strict", severities: new Map([["each", "off"]]) };
		const settingsOf = (uri: string) => (uri.endsWith("edge.ocsedge") ? strict : off);
		const { findings, verdicts } = runRules([onEach], several, undefined, { settingsOf });
		expect(findings.map(({ message }) => message)).toEqual(["edge2"]);
		expect(verdicts).toEqual([{ code: "each", met: 0, notMet: 1, undecided: [] }]);
	});

	test("nothing is said within an element that has no name yet, and all is said at the same place of another file", () => {
		const place = several.deployment.edgeServers.find(({ name }) => name === "")?.origin;
		const inBoth = ruleThat("both", ({ deployment: { files } }) =>
			files.map((uri) => ({ at: { uri, range: place?.range ?? deployment.origin.range }, message: uri })),
		);
		expect(runRules([inBoth], several).findings.map(({ message }) => message)).toEqual([
			expect.stringContaining("main.ocsedge"),
		]);
		expect(runRules([onEach], several).findings.map(({ message }) => message)).toEqual(["edge2", "edge1"]);
	});
});
