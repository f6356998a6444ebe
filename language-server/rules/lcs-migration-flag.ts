import { defineRule, MET } from "./rule.js";
import { declareMigration } from "./support/planning/migration.js";

export const rule = defineRule({
	code: "lcs-migration-flag",
	title: "A plan with LCS 2005 SP1 servers says that it is a migration",
	severity: "warning",
	category: "planning",
	evidence: "ocs2007",
	sources: ["HMC-EDGE", "MIG-4"],
	why: "A migration from Live Communications Server 2005 with SP1 may deploy the edge first, and it reuses FQDNs and certificates of the old servers.",
	howToFix: "State `internal-deployment migrating-from lcs2005-sp1`.",
	needs: "The existing servers.",
	*check({ deployment }) {
		const { existingServers, internalDeployment, name, block } = deployment;
		const [lcs] = existingServers.items;
		if (!lcs || (!internalDeployment && !block.complete)) {
			return;
		}
		if (internalDeployment?.value === "migrating-from-lcs2005-sp1") {
			yield MET;
			return;
		}
		yield {
			message: `${name} has servers of LCS 2005 with SP1, and its plan is not marked as a migration. A migration may deploy the edge first, and reuses FQDNs and certificates. State internal-deployment migrating-from lcs2005-sp1.`,
			at: lcs.origin,
			related: internalDeployment ? [{ message: "What is stated instead", origin: internalDeployment.origin }] : [],
			fixes: [declareMigration(deployment, true)],
		};
	},
});
