import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "../../language-server/model/deployment.js";
import { type Artefact, artefactsOf } from "../../language-server/reports/runbook/artefacts/index.js";
import { BlankRegister } from "../../language-server/reports/runbook/page/blanks.js";
import type { RunbookContext } from "../../language-server/reports/runbook/page/page.js";
import { numberRows } from "../../language-server/reports/runbook/rows/row-ids.js";
import type { Requirements } from "../../language-server/requirements/requirements.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { type Analysed, analyse, type Sources } from "../support/topology.js";

export interface WithArtefacts extends Analysed {
	readonly context: RunbookContext;
	readonly artefacts: readonly Artefact[];
	/** The text of an artefact; fails the test where there is no such file. */
	readonly artefact: (path: string) => string;
	/** Those whose paths end like this. */
	readonly ending: (suffix: string) => readonly Artefact[];
}

/** What is put in the place of what the text says and what follows from it. */
export interface Changes {
	readonly deployment?: (deployment: Deployment) => Deployment;
	readonly requirements?: (requirements: Requirements) => Requirements;
}

/** What the teams feed into their tools. */
export function artefactsIn(sources: Sources, changes: Changes = {}): WithArtefacts {
	const analysed = analyse(sources);
	const { analysis, findings } = analysed;
	const deployment = changes.deployment?.(analysis.deployment) ?? analysis.deployment;
	const requirements = changes.requirements?.(analysis.requirements) ?? analysis.requirements;
	const context: RunbookContext = {
		deployment,
		requirements,
		catalogue: analysis.catalogue,
		findings,
		accepted: analysis.accepted,
		practices: bestPracticesOf(analysis, findings),
		draft: findings.some((finding) => finding.severity === "error"),
		rootFile: "main.ocsedge",
		rows: numberRows(deployment, requirements),
		blanks: new BlankRegister(),
	};
	const artefacts = artefactsOf(context);
	return {
		...analysed,
		context,
		artefacts,
		artefact: (path) => {
			const found = artefacts.find((artefact) => artefact.path === path);
			if (!found) {
				throw new Error(`There is no ${path}; there are ${artefacts.map((one) => one.path).join(", ")}.`);
			}
			return found.content;
		},
		ending: (suffix) => artefacts.filter(({ path }) => path.endsWith(suffix)),
	};
}

const examples = join(import.meta.dirname, "..", "..", "examples");

/** The text of an example, by the name of its topology. */
export function example(name: string): string {
	return readFileSync(join(examples, `${name}.ocsedge`), "utf8");
}

/** The four clean examples. */
export const exampleTopologies = ["consolidated", "single-site", "scaled-single-site", "multiple-site"].map(
	(name) => [name, example(name)] as const,
);
