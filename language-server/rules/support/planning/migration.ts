import type { Deployment } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import { insertStatement, replace } from "../edits.js";

const MIGRATION = "migrating-from lcs2005-sp1";

/** States that the deployment is a migration: the only case in which the edge may come before the internal deployment. */
export function declareMigration({ block, internalDeployment }: Deployment, preferred: boolean): Fix {
	return {
		title: "State that this is a migration from LCS 2005 with SP1",
		edits: [
			internalDeployment
				? replace(internalDeployment.origin, MIGRATION)
				: insertStatement(block, `internal-deployment ${MIGRATION}`),
		],
		safety: "unsafe",
		preferred,
	};
}
