import { describe, expect, test } from "vitest";
import { RULE_FAILED, runRules } from "../../language-server/rules/engine.js";
import { defineRule, type Rule, type RuleFinding } from "../../language-server/rules/rule.js";
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
});
