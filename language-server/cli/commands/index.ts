import type { RegisterCommand } from "../command.js";
import { registerCheck } from "./check.js";
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
	registerRunbook,
	registerReport,
	registerRules,
	registerExplain,
	registerLsp,
];
