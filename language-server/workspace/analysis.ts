import { catalogueOf } from "../catalog/catalogue.js";
import type { Catalogue } from "../catalog/types.js";
import { buildDeployment } from "../model/build-deployment.js";
import type { FileElements } from "../model/build-file.js";
import type { Deployment, DeploymentHead } from "../model/deployment.js";
import type { Finding } from "../model/finding.js";
import { deriveRequirements } from "../requirements/derive.js";
import type { Requirements } from "../requirements/requirements.js";
import { runRules, type Verdict } from "../rules/engine.js";
import { rules } from "../rules/registry.generated.js";
import type { RuleSettings } from "../rules/settings.js";

/** Hears of a rule that threw; the text of its user shows no more than a note. */
export type RuleFailureListener = (code: string, error: unknown) => void;

/** Everything that is known of one deployment. Editor, command line and reports read it, so they cannot disagree. */
export interface Analysis {
	readonly deployment: Deployment;
	readonly catalogue: Catalogue;
	readonly requirements: Requirements;
	/** What the language and the rules find, in all files of the deployment. */
	readonly findings: readonly Finding[];
	/** What became of each rule that was asked. */
	readonly verdicts: readonly Verdict[];
}

/**
 * Builds the deployment of a root file, derives what it needs, and runs the rules.
 *
 * @param files the root and all that it imports, in a stable order
 */
export function analyse(
	head: DeploymentHead,
	root: FileElements,
	files: readonly FileElements[],
	importsMissing: boolean,
	onRuleFailure?: RuleFailureListener,
	settingsOf?: (uri: string) => RuleSettings,
): Analysis {
	const { deployment, problems } = buildDeployment(head, root, files, importsMissing);
	const catalogue = catalogueOf(deployment.product?.value ?? "ocs2007");
	const requirements = deriveRequirements(deployment, catalogue);
	const { findings, verdicts } = runRules(
		rules,
		{ deployment, requirements, catalogue },
		onRuleFailure,
		settingsOf ? { settingsOf } : {},
	);
	return { deployment, catalogue, requirements, findings: [...problems, ...findings], verdicts };
}
