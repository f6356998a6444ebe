import { expect } from "vitest";
import { renderChangeRunbook } from "../../language-server/reports/runbook/change/render-change.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { analyse } from "../support/topology.js";

/** A step as it stands on a page of a change. */
export interface StepOnPage {
	/** As in "2.4". */
	readonly number: string;
	readonly words: string;
}

export interface RenderedChange {
	/** The page of a path; empty where there is none. */
	readonly page: (path: string) => string;
	readonly steps: readonly StepOnPage[];
	/** The section of the overview. */
	readonly interrupted: string;
}

/** The runbook of a change from one topology to another. */
export function changeOf(before: string, after: string): RenderedChange {
	const [old, next] = [before, after].map((text) => analyse({ "plan.ocsedge": text }));
	if (old === undefined || next === undefined) {
		throw new Error("Two topologies are compared.");
	}
	const { deployment, requirements, catalogue, accepted } = next.analysis;
	const { pages } = renderChangeRunbook({
		deployment,
		requirements,
		catalogue,
		findings: next.findings,
		accepted,
		practices: bestPracticesOf(next.analysis, next.findings),
		draft: false,
		before: {
			deployment: old.analysis.deployment,
			requirements: old.analysis.requirements,
			source: "old.ocsedge",
		},
	});
	const page = (path: string) => pages.find((one) => one.path === path)?.content ?? "";
	return {
		page,
		steps: pages.flatMap(({ content }) => stepsOn(content)),
		interrupted: page("00-changes.md").split("## What is interrupted\n")[1]?.split("\n## ")[0]?.trim() ?? "",
	};
}

function stepsOn(content: string): readonly StepOnPage[] {
	return content.split(/^(?=- \[ \] \*\*\d+\.\d+\*\*|#)/m).flatMap((words) => {
		const number = /^- \[ \] \*\*(\d+\.\d+)\*\*/.exec(words)?.[1];
		return number === undefined ? [] : [{ number, words }];
	});
}

/** The topology with other words: pairs of a pattern, which has to be found in it, and what stands there instead. */
export function changed(topology: string, ...words: readonly (readonly [string | RegExp, string])[]): string {
	return words.reduce((text, [from, to]) => {
		const after = text.replace(new RegExp(from, "g"), to);
		expect(after, `nothing reads ${from}`).not.toBe(text);
		return after;
	}, topology);
}
