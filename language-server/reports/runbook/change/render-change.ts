import { append } from "../../../basics/collections.js";
import type { Catalogue, ScenarioId } from "../../../catalog/types.js";
import { changesBetween, isEmpty } from "../../../requirements/changes.js";
import { identifyCertificates } from "../../../requirements/identity.js";
import type { CertificateRequirement, Requirements } from "../../../requirements/requirements.js";
import { TEAM_TITLES } from "../../diff/teams.js";
import { code } from "../../markdown.js";
import { BlankRegister } from "../page/blanks.js";
import { PageBuilder, type RunbookContext, type RunbookPage, type Step, type StepGroup } from "../page/page.js";
import { relativeName } from "../relative-name.js";
import type { Runbook } from "../render.js";
import { numberRows } from "../rows/row-ids.js";
import { testScenarios } from "../tasks/validate.js";
import { arrayTests } from "./array-tests.js";
import { changeArtefacts } from "./artefacts.js";
import { askWords } from "./ask-words.js";
import { membersWords } from "./balancer-words.js";
import { withOrders, withoutSameOrders } from "./certificate-orders.js";
import { assignWords } from "./certificate-words.js";
import type { ChangeContext, ChangeRunbookInput } from "./change-context.js";
import { type ChangePlan, changePlan } from "./change-plan.js";
import { type ChangeStep, type Phase, phases } from "./change-step.js";
import { withEndedPublications } from "./ended-publications.js";
import { changesOverview } from "./overview.js";
import { changesPage, phasePages } from "./paths.js";
import { changeRows } from "./rows.js";
import { arrivalGroups, departureStep } from "./server-words.js";
import { isOutsideTasks } from "./step-order.js";
import type { StepWords } from "./step-text.js";
import { elementWords, entryWords, internalRestartWords, restartWords } from "./step-words.js";
import { testedScenarios } from "./tested-scenarios.js";
import { isUnnumberedRule } from "./unnumbered-rules.js";

/**
 * The runbook of a change: what leads a deployment that is in force from one topology to another. An overview with every
 * single change, then one page for each part: add, switch over, remove.
 *
 * Rows keep the numbers of the folder's memory. Without one, the old state is numbered first, as in the runbook by which it
 * was deployed, and what is new gets the numbers behind.
 */
export function renderChangeRunbook(input: ChangeRunbookInput): Runbook {
	const { before, deployment, requirements, catalogue } = input;
	const changes = withoutSameOrders(
		withEndedPublications(changesBetween(before.requirements, requirements), before.requirements, requirements),
		before.deployment,
		deployment,
		catalogue,
	);
	const plan = changePlan(before.requirements, requirements, changes, catalogue);
	const oldRows = numberRows(before.deployment, before.requirements, input.numbers);
	const rows = numberRows(
		deployment,
		{ ...requirements, certificates: knownFirst(requirements.certificates, before.requirements) },
		oldRows.numbers,
	);
	const tested = testedScenarios(plan, input);
	// The tests are those of part 2, whatever part makes them necessary.
	const parts = phases.filter(
		(phase) => plan.steps.some((step) => step.phase === phase) || (phase === "switch" && tested.length > 0),
	);
	const context: RunbookContext = {
		...input,
		rootFile: relativeName(deployment.uri, deployment.uri),
		rows,
		blanks: new BlankRegister(),
		overview: changesPage,
		newServers: plan.newServers,
		pages: new Set([changesPage, ...parts.map((phase) => phasePages[phase])]),
	};
	const words = { context, rows: changeRows(oldRows, rows), before: before.deployment };
	const places = new Map<string, string[]>();
	const pages = parts.map((phase) =>
		partPage(input, words, plan, parts, phase, phase === "switch" ? tested : [], places),
	);
	const shown = withOrders(changes, before.deployment, deployment);
	const change: ChangeContext = { input, changes: shown, plan, words, places };
	return {
		pages: [changesOverview(change, parts), ...pages],
		artefacts: isEmpty(changes) ? [] : changeArtefacts(change),
		numbers: rows.numbers,
	};
}

/** A server that has a shared certificate gives it to one that is new, whichever the file names first. */
function knownFirst(
	certificates: readonly CertificateRequirement[],
	before: Requirements,
): readonly CertificateRequirement[] {
	const old = new Set(identifyCertificates(before.certificates).map(({ id }) => id));
	const identified = identifyCertificates(certificates);
	return [...identified.filter(({ id }) => old.has(id)), ...identified.filter(({ id }) => !old.has(id))].map(
		({ item }) => item,
	);
}

const TITLES: Readonly<Record<Phase, string>> = {
	add: "Part 1: Add",
	switch: "Part 2: Switch over",
	remove: "Part 3: Remove",
};

const PURPOSES: Readonly<Record<Phase, string>> = {
	add: "Everything that is new is set up beside what is in force. Users notice nothing. As long as part 2 has not begun, all of it can be taken back step by step, from the last to the first.",
	switch:
		"What is in force takes the new values. The page of all changes says which steps interrupt what: do these in an agreed window. The way back is each step's undo, from the last to the first; what part 3 removes is still there for it.",
	remove:
		"What nobody uses any more is removed, in the opposite order of the tasks: what was connected last is disconnected first. Begin only when the tests of part 2 have succeeded. From here on the way back means to add things again.",
};

function partPage(
	input: ChangeRunbookInput,
	words: Omit<StepWords, "page">,
	plan: ChangePlan,
	parts: readonly Phase[],
	phase: Phase,
	tested: readonly ScenarioId[],
	places: Map<string, string[]>,
): RunbookPage {
	const page = new PageBuilder(words.context, phasePages[phase], TITLES[phase]);
	const number = phases.indexOf(phase) + 1;
	page.paragraph(
		[
			page.link("All changes", changesPage),
			...phases.filter((other) => other !== phase).map((other) => page.link(TITLES[other], phasePages[other])),
		].join(" | "),
	);
	const isLateRestart = (step: ChangeStep) => step.does === "restart" || step.does === "restart-internal";
	page.paragraph(
		phase === "remove" && plan.steps.some((step) => step.phase === phase && isLateRestart(step))
			? `${PURPOSES[phase]} The restarts at the end need an agreed window as well.`
			: PURPOSES[phase],
	);
	const ready = readyFor(parts, phase);
	if (ready.length > 0) {
		page.heading(2, "What must be ready");
		page.boxes(ready);
	}
	page.heading(2, "Steps");
	const groups = groupsOf({ ...words, page }, input, plan, phase);
	note(groups, number, places);
	const made = [...groups.map(({ group }) => group), ...testScenarios(page, words.context, tested)];
	const alone = arrayTests(page, words.context, plan, tested);
	noteTests(alone, number, made.flatMap(({ steps }) => steps).length, places);
	page.steps(number, [...made, ...alone]);
	if (phase === "remove") {
		page.paragraph("Repeat the tests of part 2 when the last step is done.");
	}
	page.sources();
	return page.finish();
}

function readyFor(parts: readonly Phase[], phase: Phase) {
	const earlier = parts.slice(0, parts.indexOf(phase));
	return earlier.map((one) => ({ id: `ready/${one}`, text: `${TITLES[one]} is done, and every check of it is met.` }));
}

/** A group of steps on the page, with the steps of the plan that it carries out. */
interface Group {
	readonly group: StepGroup;
	/** For each step of the group what it carries out; a group for a new computer carries out one step as a whole. */
	readonly carries: readonly ChangeStep[];
}

function groupsOf(words: StepWords, input: ChangeRunbookInput, plan: ChangePlan, phase: Phase): readonly Group[] {
	const groups: Group[] = [];
	let open:
		| { readonly key: string; readonly title: string; readonly steps: Step[]; readonly carries: ChangeStep[] }
		| undefined;
	const ids = new Map<string, number>();
	const close = () => {
		if (open !== undefined && open.steps.length > 0) {
			const count = (ids.get(open.key) ?? 0) + 1;
			ids.set(open.key, count);
			const id = count === 1 ? open.key : `${open.key}#${count}`;
			groups.push({ group: { id, title: open.title, steps: open.steps }, carries: open.carries });
		}
		open = undefined;
	};
	for (const step of plan.steps.filter((one) => one.phase === phase)) {
		if (step.does === "server" && step.arrives) {
			close();
			const arrival = arrivalGroups(words, step, plan);
			groups.push(...arrival.map((group) => ({ group, carries: group.steps.map(() => step) })));
			continue;
		}
		const made = stepOf(words, input, step);
		if (made === undefined) {
			continue;
		}
		const { key, title } = headOf(step, input.catalogue);
		if (open?.key !== key) {
			close();
			open = { key, title, steps: [], carries: [] };
		}
		open.steps.push(made);
		open.carries.push(step);
	}
	close();
	return groups;
}

function stepOf(words: StepWords, input: ChangeRunbookInput, step: ChangeStep): Step | undefined {
	switch (step.does) {
		case "entry":
			return entryWords(words, step);
		case "assign":
			return assignWords(words, step);
		case "restart":
			return restartWords(words, step);
		case "restart-internal":
			return internalRestartWords(words, step);
		case "ask":
			return askWords(words, step);
		case "members":
			return membersWords(words, step);
		case "element":
			return elementWords(words, step);
		case "server":
			return departureStep(words, input.before.deployment, step);
	}
}

/** What the teams have ready for a task stands together; what is done on a computer stands by computer. */
function headOf(step: ChangeStep, catalogue: Catalogue): { readonly key: string; readonly title: string } {
	const number = catalogue.tasks.find(({ id }) => id === step.task)?.number ?? 0;
	if (isOutsideTasks(step)) {
		return { key: `outside/${step.team}`, title: TEAM_TITLES[step.team] };
	}
	const isRow = step.does === "entry" && (isUnnumberedRule(step) || ["flows", "dns"].includes(step.operation.kind));
	const isMove = step.does === "entry" && (step.gives ?? step.takes) !== undefined;
	const team = TEAM_TITLES[step.team];
	if (isMove) {
		return { key: `moves/${step.on}`, title: `Addresses that move: ${code(step.on)}` };
	}
	return isRow
		? { key: `${step.task}/${step.team}`, title: `${team}, for task ${number}` }
		: {
				key: `${step.task}/${step.team}/${step.on}`,
				title: `Task ${number}, ${step.on === "forest" ? "Global Properties of the forest" : code(step.on)}`,
			};
}

/** Notes the numbers under which each requirement is worked on, counted as the page counts its steps. */
function note(groups: readonly Group[], part: number, places: Map<string, string[]>): void {
	const spans = new Map<ChangeStep, { readonly first: number; last: number }>();
	let number = 0;
	for (const { carries } of groups) {
		for (const step of carries) {
			number += 1;
			const span = spans.get(step) ?? { first: number, last: number };
			span.last = number;
			spans.set(step, span);
		}
	}
	for (const [step, { first, last }] of spans) {
		const place = first === last ? `${part}.${first}` : `${part}.${first} to ${part}.${last}`;
		for (const key of [...keysOf(step), `step/${step.id}`]) {
			append(places, key, place);
		}
	}
}

/** The tests of single members are no steps of the plan, and stop services all the same. */
function noteTests(groups: readonly StepGroup[], part: number, before: number, places: Map<string, string[]>): void {
	let number = before;
	for (const { id, steps } of groups) {
		append(places, id, `${part}.${number + 1} to ${part}.${number + steps.length}`);
		number += steps.length;
	}
}

function keysOf(step: ChangeStep): readonly string[] {
	const keys = step.operations.map(({ kind, id }) => `${kind}/${id}`);
	switch (step.does) {
		case "entry": {
			const { kind, id } = step.operation;
			const stated = (step.stated ?? []).map((one) => `settings/${one.id}`);
			return [...new Set([...keys, `${kind}/${id}`, ...stated])];
		}
		case "assign":
			return [...keys, `certificates/${step.certificate.id}`];
		case "server":
		case "element":
			return [...keys, `whole/${step.on}`];
		default:
			return [...new Set(keys)];
	}
}
