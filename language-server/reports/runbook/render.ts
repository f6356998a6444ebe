import { type Artefact, artefactsOf } from "./artefacts/index.js";
import { bestPractices } from "./best-practices-page.js";
import { cutOver } from "./cut-over/index.js";
import { overview } from "./overview/index.js";
import { BlankRegister, type FilledBlanks } from "./page/blanks.js";
import type { RunbookContext, RunbookPage, RunbookSubject } from "./page/page.js";
import { StepRegister } from "./page/step-register.js";
import type { FolderOwner } from "./regenerate/memory.js";
import { relativeName } from "./relative-name.js";
import { numberRows } from "./rows/row-ids.js";
import type { RowNumbers } from "./rows/row-numbers.js";
import { type PageSelection, selectedPaths } from "./selection.js";
import { certificatesSheet } from "./sheets/certificates.js";
import { dnsSheet } from "./sheets/dns.js";
import { firewallSheet } from "./sheets/firewall.js";
import { balancersSheet } from "./sheets/load-balancers.js";
import { serversSheet } from "./sheets/servers.js";
import { taskSheet } from "./tasks/task-page.js";

export interface RunbookInput extends RunbookSubject {
	/** The numbers of the rows in the generation before this one; rows keep them. */
	readonly numbers?: RowNumbers;
	/** What people have filled in on the pages that are there; neither the head of a page nor the overview asks for it. */
	readonly filled?: FilledBlanks;
	/** Only some pages, with the overview; whoever writes them tells `planWrites` that this is not all. */
	readonly only?: PageSelection;
}

export interface Runbook {
	readonly pages: readonly RunbookPage[];
	readonly artefacts: readonly Artefact[];
	/** What the next generation has to be given, so that rows keep their numbers. */
	readonly numbers: RowNumbers;
	/**
	 * Whose runbook it is, so that it is not written over that of another deployment. Undefined for that of a change, whose
	 * files stand beside the runbook of either state.
	 */
	readonly owner?: FolderOwner;
}

/**
 * The runbook of a deployment: the overview, the cut-over plan, the seven tasks in their order, one sheet for each team, how
 * the deployment stands to the best practices, and what the teams feed into their tools.
 * The same input gives the same text, to the byte.
 */
export function renderRunbook(input: RunbookInput): Runbook {
	const whole = renderAll(input);
	if (input.only === undefined) {
		return whole;
	}
	// Which files a page names shows in its text, and which links it may have follows from the files that are written.
	const paths = selectedPaths(whole, input.only);
	const { pages, artefacts, ...others } = renderAll(input, new Set([...paths, ...input.only.present]));
	return {
		...others,
		pages: pages.filter(({ path }) => paths.has(path)),
		artefacts: artefacts.filter(({ path }) => paths.has(path)),
	};
}

/** @param present the pages and files that links may lead to, where it is not all of them */
function renderAll(input: RunbookInput, present?: ReadonlySet<string>): Runbook {
	const { deployment, requirements } = input;
	const context: RunbookContext = {
		...input,
		rootFile: relativeName(deployment.uri, deployment.uri),
		rows: numberRows(deployment, requirements, input.numbers),
		blanks: new BlankRegister(),
		steps: new StepRegister(),
		...(present && { pages: present }),
	};
	const tasks = input.catalogue.tasks.map((task) => {
		const requirement = requirements.tasks.find((candidate) => candidate.id === task.id);
		return taskSheet(context, task, requirement);
	});
	const sheets = [
		firewallSheet(context),
		dnsSheet(context),
		certificatesSheet(context),
		...(context.rows.balancers.length > 0 ? [balancersSheet(context)] : []),
		serversSheet(context),
	];
	const artefacts = artefactsOf(context);
	// The cut-over plan decides the order of the rest, so it comes first; what was checked is read last.
	const pages = [cutOver(context), ...tasks, ...sheets, bestPractices(context)];
	return {
		pages: [overview(context, pages, artefacts), ...pages],
		artefacts,
		numbers: context.rows.numbers,
		owner: { deployment: deployment.name, rootFile: context.rootFile },
	};
}
