import type { Artefact } from "../artefacts/index.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "../page/page.js";
import { overviewPage } from "../page/page-paths.js";
import { openBlanks } from "./blanks.js";
import { contents } from "./contents.js";
import { acceptedDeviations, findings } from "./findings.js";
import { order } from "./order.js";
import { picture } from "./picture.js";
import { scenarios } from "./scenarios.js";
import { servers } from "./servers.js";
import { guidelines, summary } from "./summary.js";
import { teams } from "./teams.js";

/**
 * The page to read first. It is made last, because it lists the blanks of all other pages.
 *
 * @param pages all other pages
 */
export function overview(
	context: RunbookContext,
	pages: readonly RunbookPage[],
	artefacts: readonly Artefact[],
): RunbookPage {
	const page = new PageBuilder(context, overviewPage, "Edge deployment: overview");
	summary(page, context);
	findings(page, context);
	acceptedDeviations(page, context);
	const top = page.length;
	guidelines(page, context);
	picture(page, context);
	teams(page, context);
	order(page, context);
	servers(page, context);
	scenarios(page, context);
	contents(page, pages, artefacts);
	// What is missing is read first, and is known only when the rest of this page is written.
	page.insertBehind(top, () => openBlanks(page, context));
	page.sources();
	return page.finish();
}
