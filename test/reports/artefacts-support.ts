import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Artefact } from "../../language-server/reports/runbook/artefacts/index.js";
import { type Runbook, renderRunbook } from "../../language-server/reports/runbook/render.js";
import type { Requirements } from "../../language-server/requirements/requirements.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { type Analysed, analyse, type Sources } from "../support/topology.js";

export interface WithArtefacts extends Analysed, Runbook {
	/** The text of an artefact; fails the test where there is no such file. */
	readonly artefact: (path: string) => string;
	/** Those whose paths end like this. */
	readonly ending: (suffix: string) => readonly Artefact[];
}

/** The runbook of a topology with what the teams feed into their tools. */
export function artefactsIn(
	sources: Sources,
	change: (requirements: Requirements) => Requirements = same,
): WithArtefacts {
	const analysed = analyse(sources);
	const { deployment, requirements, catalogue, accepted } = analysed.analysis;
	const { findings } = analysed;
	const runbook = renderRunbook({
		deployment,
		requirements: change(requirements),
		catalogue,
		findings,
		accepted,
		practices: bestPracticesOf(analysed.analysis, findings),
		draft: findings.some((finding) => finding.severity === "error"),
	});
	return {
		...analysed,
		...runbook,
		artefact: (path) => {
			const found = runbook.artefacts.find((artefact) => artefact.path === path);
			if (!found) {
				throw new Error(`There is no ${path}; there are ${runbook.artefacts.map((one) => one.path).join(", ")}.`);
			}
			return found.content;
		},
		ending: (suffix) => runbook.artefacts.filter(({ path }) => path.endsWith(suffix)),
	};
}

function same(requirements: Requirements): Requirements {
	return requirements;
}

const examples = join(import.meta.dirname, "..", "..", "examples");

/** The four clean examples, by the name of their topology. */
export const exampleTopologies = ["consolidated", "single-site", "scaled-single-site", "multiple-site"].map(
	(name) => [name, readFileSync(join(examples, `${name}.ocsedge`), "utf8")] as const,
);
