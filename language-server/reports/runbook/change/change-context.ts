import type { Deployment } from "../../../model/deployment.js";
import type { RequirementChanges } from "../../../requirements/changes.js";
import type { Requirements } from "../../../requirements/requirements.js";
import type { RunbookInput } from "../render.js";
import type { ChangePlan } from "./change-plan.js";
import type { StepWords } from "./step-text.js";

export interface ChangeRunbookInput extends RunbookInput {
	/** The state that the deployment is in. */
	readonly before: {
		readonly deployment: Deployment;
		readonly requirements: Requirements;
		/** How people name it, such as "HEAD~1:contoso.ocsedge". */
		readonly source: string;
	};
}

/** What the pages of a change are made from. */
export interface ChangeContext {
	readonly input: ChangeRunbookInput;
	readonly changes: RequirementChanges;
	readonly plan: ChangePlan;
	readonly words: Omit<StepWords, "page">;
	/** Where each requirement is worked on, as in "1.4", by kind and identity. */
	readonly places: ReadonlyMap<string, readonly string[]>;
}
