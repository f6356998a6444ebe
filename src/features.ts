import type { Feature } from "./feature.js";
import { codeLenses } from "./features/code-lenses/code-lenses.js";
import { explainRule } from "./features/explain-rule/explain-rule.js";
import { generateRunbooks } from "./features/generate-runbooks/generate-runbooks.js";
import { pageLinks } from "./features/page-links/page-links.js";
import { previewRunbook } from "./features/preview-runbook/preview-runbook.js";
import { restartServer } from "./features/restart-server/restart-server.js";
import { serverLog } from "./features/server-log/server-log.js";
import { suggestAgain } from "./features/suggest-again/suggest-again.js";
import { workspaceFiles } from "./features/workspace-files/workspace-files.js";

/** A feature is its folder and its line here (with the import). */
export const features: readonly Feature[] = [
	serverLog,
	restartServer,
	generateRunbooks,
	previewRunbook,
	pageLinks,
	codeLenses,
	explainRule,
	suggestAgain,
	workspaceFiles,
];
