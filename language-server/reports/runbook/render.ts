import type { Catalogue, TaskFact } from "../../catalog/types.js";
import type { Deployment } from "../../model/deployment.js";
import type { Finding } from "../../model/finding.js";
import type { AcceptedFinding } from "../../model/suppression.js";
import type { Requirements, TaskRequirement } from "../../requirements/requirements.js";
import type { BestPractices } from "../best-practices/best-practices.js";
import { code, text } from "../markdown.js";
import { type Artefact, artefactsOf } from "./artefacts/index.js";
import { bestPractices } from "./best-practices-page.js";
import { BlankRegister } from "./blanks.js";
import { overview } from "./overview.js";
import { type Box, PageBuilder, type RunbookContext, type RunbookPage, type StepGroup } from "./page.js";
import { balancersPage, certificatesPage, dnsPage, firewallPage, overviewPage, taskPage } from "./page-paths.js";
import { relativeName } from "./relative-name.js";
import { numberRows, type RowIds, spanOf } from "./row-ids.js";
import type { RowNumbers } from "./row-numbers.js";
import { certificatesSheet } from "./sheets/certificates.js";
import { dnsSheet } from "./sheets/dns.js";
import { firewallSheet } from "./sheets/firewall.js";
import { balancersSheet } from "./sheets/load-balancers.js";
import { StepRegister } from "./step-register.js";
import { rowsFor } from "./task-needs.js";
import { configureCertificates } from "./tasks/configure-certificates.js";
import { configureEdgeServers } from "./tasks/configure-edge-servers.js";
import { connectInternalServers } from "./tasks/connect-internal-servers.js";
import { installEdgeServers } from "./tasks/install-edge-servers.js";
import { publishedAddresses, publishingNotes, publishWebComponents } from "./tasks/publish-web-components.js";
import { startServices } from "./tasks/start-services.js";
import { validate } from "./tasks/validate.js";

export interface RunbookInput {
	readonly deployment: Deployment;
	readonly requirements: Requirements;
	readonly catalogue: Catalogue;
	readonly findings: readonly Finding[];
	/** What comments in the topology files accept, with the reasons. */
	readonly accepted: readonly AcceptedFinding[];
	/** How the deployment stands to each rule. */
	readonly practices: BestPractices;
	/** Marks every page. Whoever calls this refuses to write pages that are no draft while there are errors. */
	readonly draft: boolean;
	/** The numbers of the rows in the generation before this one; rows keep them. */
	readonly numbers?: RowNumbers;
}

export interface Runbook {
	readonly pages: readonly RunbookPage[];
	readonly artefacts: readonly Artefact[];
	/** What the next generation has to be given, so that rows keep their numbers. */
	readonly numbers: RowNumbers;
}

/**
 * The runbook of a deployment: the overview, the seven tasks in their order, how the deployment stands to the best
 * practices, one sheet for each team, and what the teams feed into their tools.
 * The same input gives the same text, to the byte.
 */
export function renderRunbook(input: RunbookInput): Runbook {
	const { deployment, requirements } = input;
	const context: RunbookContext = {
		...input,
		rootFile: relativeName(deployment.uri, deployment.uri),
		rows: numberRows(deployment, requirements, input.numbers),
		blanks: new BlankRegister(),
		steps: new StepRegister(),
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
	];
	return {
		pages: [overview(context), ...tasks, bestPractices(context), ...sheets],
		artefacts: artefactsOf(context),
		numbers: context.rows.numbers,
	};
}

function taskSheet(context: RunbookContext, task: TaskFact, requirement: TaskRequirement | undefined): RunbookPage {
	const page = new PageBuilder(context, taskPage(task), `Task ${task.number}: ${task.title}`);
	page.paragraph(navigation(page, context, task));
	page.heading(2, "Purpose");
	page.paragraph(`${text(task.purpose)}${page.mark(task.evidence)}`);
	if (requirement !== undefined && !requirement.needed) {
		page.paragraph(
			`**Not needed in this deployment**${requirement.because === undefined ? "." : `: ${text(requirement.because)}`}`,
		);
		page.sources();
		return page.finish();
	}
	const servers = requirement?.servers ?? context.deployment.edgeServers.map((server) => server.name);
	page.heading(2, "Who and where");
	page.bullets([
		`Who: ${text(task.who)}`,
		`Rights: ${page.fact(task.permissions)}`,
		`Where: ${text(task.where)}.`,
		...(servers.length === 0 ? [] : [`Servers: ${servers.map(code).join(", ")}.`]),
	]);
	page.heading(2, "What must be ready");
	page.boxes([...factBoxes(page, "ready", task.prerequisites), ...neededRows(page, context.rows, task)]);
	const groups = withDistinctIds(stepsOf(page, context, task, servers));
	page.heading(2, "Steps");
	if (groups.every((group) => group.steps.length === 0)) {
		page.paragraph("The file names no server on which something is to be done.");
	}
	page.steps(task.number, groups);
	if (task.id === "publish-web-components") {
		page.bullets(publishingNotes(page, context));
	}
	page.heading(2, "Verify");
	page.boxes(factBoxes(page, "verify", task.verify));
	if (task.id === "publish-web-components") {
		const addresses = publishedAddresses(context);
		if (addresses.length > 0) {
			page.paragraph("The published addresses:");
			page.boxes(addresses);
		}
	}
	page.heading(2, "Undo");
	page.bullets(task.undo.map((step) => page.fact(step)));
	page.sources();
	return page.finish();
}

function navigation(page: PageBuilder, context: RunbookContext, task: TaskFact): string {
	const neighbour = (offset: number, label: string): readonly string[] => {
		const other = context.catalogue.tasks.find((candidate) => candidate.number === task.number + offset);
		return other === undefined ? [] : [page.link(`${label}: task ${other.number}`, taskPage(other))];
	};
	return [page.link("Overview", overviewPage), ...neighbour(-1, "Before"), ...neighbour(1, "After")].join(" | ");
}

function stepsOf(
	page: PageBuilder,
	context: RunbookContext,
	task: TaskFact,
	servers: readonly string[],
): readonly StepGroup[] {
	switch (task.id) {
		case "publish-web-components":
			return publishWebComponents(page, context);
		case "install-edge-servers":
			return installEdgeServers(page, context, servers);
		case "configure-edge-servers":
			return configureEdgeServers(page, context, servers);
		case "configure-certificates":
			return configureCertificates(page, context, servers);
		case "start-services":
			return startServices(page, context, servers);
		case "connect-internal-servers":
			return connectInternalServers(page, context);
		case "validate":
			return validate(page, context);
	}
}

/** Facts of the catalogue to tick off. Their words carry no values, so they are their own identity. */
function factBoxes(page: PageBuilder, part: "ready" | "verify", facts: TaskFact["verify"]): readonly Box[] {
	return facts.map((fact) => ({ id: `${part}/${fact.text}`, text: page.fact(fact) }));
}

/** Whatever the names in a topology are, no two lines of a page have one identity: the second one is told by its number. */
function withDistinctIds(groups: readonly StepGroup[]): readonly StepGroup[] {
	const seen = new Map<string, number>();
	const distinct = (id: string, group: string) => {
		const count = (seen.get(`${group}/${id}`) ?? 0) + 1;
		seen.set(`${group}/${id}`, count);
		return count === 1 ? id : `${id}#${count}`;
	};
	return groups.map((group) => ({
		...group,
		steps: group.steps.map((step) => ({ ...step, id: distinct(step.id, group.id) })),
	}));
}

/** What a task waits for from the teams, by row number. */
function neededRows(page: PageBuilder, rows: RowIds, task: TaskFact): readonly Box[] {
	const needed = rowsFor(task.id, rows);
	const line = (id: string, words: string, ids: readonly string[], path: string): readonly Box[] =>
		ids.length === 0 ? [] : [{ id: `needs/${id}`, text: `${words} ${page.link(spanOf(ids), path)}.` }];
	return [
		...line("firewall", "From the firewall team:", needed.flows, firewallPage),
		...line("dns", "From the DNS team:", needed.dns, dnsPage),
		...line("load-balancers", "From the load balancer team:", needed.balancers, balancersPage),
		...line(
			"certificates",
			// The requests for the edge servers are made during the task, so the team cannot have delivered before.
			task.id === "configure-certificates" ? "The certificate team is ready to order" : "From the certificate team:",
			needed.certificates,
			certificatesPage,
		),
	];
}
