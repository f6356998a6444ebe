import { practiceBlocks } from "../best-practices/formats.js";
import { code } from "../markdown.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "./page.js";
import { bestPracticesPage, overviewPage } from "./page-paths.js";
import { relativeName } from "./relative-name.js";

/** How the deployment stands to each best practice, for whoever signs the plan: what is kept counts as well. */
export function bestPractices(context: RunbookContext): RunbookPage {
	const { deployment, practices } = context;
	const page = new PageBuilder(context, bestPracticesPage, "Best practices");
	page.paragraph(
		`Each rule that OCS Edge checks is a best practice: met, not met, accepted with a reason, or undecided, because the file does not state what it takes. The plan itself is in the ${page.link("overview", overviewPage)}.`,
	);
	const blocks = practiceBlocks(
		practices,
		({ uri, range }) => `${code(relativeName(deployment.uri, uri))} line ${range.start.line + 1}`,
	);
	for (const block of blocks) {
		page.paragraph(block);
	}
	return page.finish();
}
