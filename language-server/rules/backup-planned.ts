import { defineRule } from "./rule.js";
import { judgeOperations } from "./support/planning/operations.js";

export const rule = defineRule({
	code: "backup-planned",
	title: "A backup of settings and certificates is planned for every edge server",
	severity: "info",
	category: "planning",
	evidence: "r2",
	sources: ["R2-DEACT", "RK-RESTORE"],
	why: "The settings of an edge server are kept on that computer alone. After its loss they and the certificates have to be restored from a copy.",
	howToFix: "Plan `backup` among the operations of the server: export certificates and settings.",
	needs: "The `operations` of the edge server.",
	note: "A text for OCS 2007 R2 asks to save both before an edge server is deactivated.",
	check: ({ deployment }) =>
		judgeOperations(
			deployment,
			"backup",
			({ name }) =>
				`Backup is not among the operations of ${name}. Its settings are kept on the computer alone and would be lost with it. Add backup, and export certificates and settings.`,
		),
});
