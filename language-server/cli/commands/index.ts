import type { RegisterCommand } from "../command.js";
import { registerCheck } from "./check.js";
import { registerDiff } from "./diff.js";
import { registerExplain } from "./explain.js";
import { registerLsp } from "./lsp.js";
import { registerPlan } from "./plan.js";
import { registerReport } from "./report.js";
import { registerRules } from "./rules.js";
import { registerRunbook } from "./runbook.js";

/** All commands, in the order in which the help lists them. */
export const commands: readonly RegisterCommand[] = [
	registerCheck,
	registerPlan,
	registerDiff,
	registerRunbook,
	registerReport,
	registerRules,
	registerExplain,
	registerLsp,
];
