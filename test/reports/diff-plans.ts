import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { catalogue } from "../requirements/support.js";
import { analyse } from "../support/topology.js";

/*
 * The plans whose statements are changed one by one, to see whether `diff` sees it: one that states everything that the language
 * can state, and the examples.
 */

const exampleOf = (name: string) => readFileSync(join("examples", `${name}.ocsedge`), "utf8");
const fixture = readFileSync(join(import.meta.dirname, "diff-every-statement.ocsedge"), "utf8");

export const topologies = {
	fixture,
	consolidated: exampleOf("consolidated"),
	"single-site": exampleOf("single-site"),
	"scaled-single-site": exampleOf("scaled-single-site"),
	"multiple-site": exampleOf("multiple-site"),
} as const;

/** The judgement of one plan for all of them, so that pages differ by nothing but what is stated. */
export const judged = {
	catalogue,
	findings: [],
	accepted: [],
	practices: bestPracticesOf(analyse(fixture).analysis, []),
	draft: false,
};
