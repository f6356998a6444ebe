import { catalogueOf } from "../catalog/catalogue.js";
import type { Catalogue } from "../catalog/types.js";
import { buildDeployment } from "../model/build-deployment.js";
import type { FileElements } from "../model/build-file.js";
import type { Deployment, DeploymentHead } from "../model/deployment.js";
import type { Finding } from "../model/finding.js";
import type { AcceptedFinding, Suppression } from "../model/suppression.js";
import { deriveRequirements } from "../requirements/derive.js";
import type { Requirements } from "../requirements/requirements.js";
import { runRules, type Verdict } from "../rules/engine.js";
import { rules } from "../rules/registry.generated.js";
import type { RuleSettings } from "../rules/settings.js";
import { acceptFindings } from "./suppressions.js";

/** Hears of a rule that threw; the text of its user shows no more than a note. */
export type RuleFailureListener = (code: string, error: unknown) => void;

/** Everything that is known of one deployment. Editor, command line and reports read it, so they cannot disagree. */
export interface Analysis {
	readonly deployment: Deployment;
	readonly catalogue: Catalogue;
	readonly requirements: Requirements;
	/** What the language and the rules find, in all files of the deployment. */
	readonly findings: readonly Finding[];
	/** What the rules find and a comment in the file accepts, with the reason. It is not among the findings. */
	readonly accepted: readonly AcceptedFinding[];
	/** What became of each rule that was asked. */
	readonly verdicts: readonly Verdict[];
}

/** What an analysis is made of. */
export interface AnalysisInput {
	readonly head: DeploymentHead;
	readonly root: FileElements;
	/** The root and all that it imports, in a stable order. */
	readonly files: readonly FileElements[];
	readonly importsMissing: boolean;
	/** What is set for the rules in a file. */
	readonly settingsOf: (uri: string) => RuleSettings;
	/** The comments of a file that accept findings. */
	readonly suppressionsOf: (uri: string) => readonly Suppression[];
	readonly onRuleFailure?: RuleFailureListener | undefined;
}

/** Builds the deployment of a root file, derives what it needs, and runs the rules. */
export function analyse(input: AnalysisInput): Analysis {
	const { settingsOf, suppressionsOf, onRuleFailure } = input;
	const { deployment, problems } = buildDeployment(input.head, input.root, input.files, input.importsMissing);
	const catalogue = catalogueOf(deployment.product?.value ?? "ocs2007");
	const requirements = deriveRequirements(deployment, catalogue);
	const context = { deployment, requirements, catalogue };
	const { findings, verdicts } = runRules(rules, context, onRuleFailure, { settingsOf });
	const { open, accepted } = acceptFindings(findings, suppressionsOf);
	return { ...context, findings: [...problems, ...open], accepted, verdicts };
}
