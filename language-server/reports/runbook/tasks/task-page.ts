import type { TaskFact } from "../../../catalog/types.js";
import type { TaskRequirement } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import { type Box, PageBuilder, type RunbookContext, type RunbookPage, type StepGroup } from "../page/page.js";
import { overviewPage, taskPage } from "../page/page-paths.js";
import { configureCertificates } from "./configure-certificates.js";
import { configureEdgeServers } from "./configure-edge-servers.js";
import { connectInternalServers } from "./connect-internal-servers.js";
import { balancerReadiness, handOverBoxes, neededBoxes, needsOfServers } from "./hand-offs.js";
import { installEdgeServers } from "./install-edge-servers.js";
import { publishWebComponents } from "./publish-web-components.js";
import { publishedAddresses, publishedPools, publishingNotes } from "./published.js";
import { startServices } from "./start-services.js";
import { validate } from "./validate.js";

/** The page of one task: who does it, what must be ready, the steps, how to verify them, who is told, and the way back. */
export function taskSheet(
	context: RunbookContext,
	task: TaskFact,
	requirement: TaskRequirement | undefined,
): RunbookPage {
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
		...(servers.length === 0
			? []
			: [`Servers: ${[...servers, ...farmsOf(context, task, servers)].map(code).join(", ")}.`]),
	]);
	page.heading(2, "What must be ready");
	page.boxes([...factBoxes(page, "ready", prerequisitesOf(context, task)), ...neededBoxes(page, context, task)]);
	needsOfServers(page, context, task);
	page.bullets(balancerReadiness(page, context, task));
	const groups = stepsOf(page, context, task, servers);
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
	handOver(page, context, task);
	page.heading(2, "Undo");
	page.bullets(task.undo.map((step) => page.fact(step)));
	page.sources();
	return page.finish();
}

/** The web farms of the published pools belong to task 1: their directories are set up there. */
function farmsOf({ deployment }: RunbookContext, task: TaskFact, servers: readonly string[]): readonly string[] {
	return task.id === "publish-web-components"
		? publishedPools(deployment).filter((name) => !servers.includes(name))
		: [];
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

/** What has to be ready, without what the page of an earlier task has asked for already. */
function prerequisitesOf({ catalogue, requirements }: RunbookContext, task: TaskFact): TaskFact["prerequisites"] {
	const asked = new Set(
		requirements.tasks
			.filter(({ needed, number }) => needed && number < task.number)
			.flatMap(({ id }) => catalogue.tasks.find((one) => one.id === id)?.prerequisites ?? [])
			.map((fact) => fact.text),
	);
	return task.prerequisites.filter((fact) => !asked.has(fact.text));
}

/** Facts of the catalogue to tick off. Their words carry no values, so they are their own identity. */
function factBoxes(page: PageBuilder, part: "ready" | "verify", facts: TaskFact["verify"]): readonly Box[] {
	return facts.map((fact) => ({ id: `${part}/${fact.text}`, text: page.fact(fact) }));
}

/** Who is told what when the task is done. */
function handOver(page: PageBuilder, context: RunbookContext, task: TaskFact): void {
	const boxes = handOverBoxes(page, context, task);
	if (boxes.length > 0) {
		page.heading(2, "Hand over when done");
		page.paragraph(`Who is told follows from the steps; no source lists it.${page.mark(documented("derived"))}`);
		page.boxes(boxes);
	}
}
