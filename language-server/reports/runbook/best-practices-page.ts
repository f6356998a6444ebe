import { leftAsideSentences, practiceBlocks } from "../best-practices/formats.js";
import { code } from "../markdown.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "./page/page.js";
import { bestPracticesPage, overviewPage } from "./page/page-paths.js";
import { relativeName } from "./relative-name.js";

/** How the deployment stands to each best practice, for whoever signs the plan: what is kept counts as well. */
export function bestPractices(context: RunbookContext): RunbookPage {
	const { deployment, practices, rootFile } = context;
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
	const aside = leftAsideSentences(practices);
	if (aside.length > 0) {
		page.heading(2, "Not asked or not applicable");
		page.bullets(aside);
		// A name with a blank or a quote in it is for the reader's shell to quote.
		page.paragraph(`${code(`ocs-edge report best-practices ${rootFile}`)} names each of them.`);
	}
	return page.finish();
}
