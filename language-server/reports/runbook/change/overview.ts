import { listed } from "../../../basics/sentences.js";
import type { RequirementKind } from "../../../requirements/changes.js";
import { isEmpty } from "../../../requirements/changes.js";
import { type ChangeLine, changeLines } from "../../diff/diff.js";
import { TEAM_TITLES, type Team, teams } from "../../diff/teams.js";
import { shown } from "../../diff/words.js";
import { code, text } from "../../markdown.js";
import { openBlanks } from "../overview/blanks.js";
import { acceptedDeviations, findings } from "../overview/findings.js";
import { PageBuilder, type RunbookPage, type TableRow } from "../page/page.js";
import { spanOf } from "../rows/row-ids.js";
import type { ChangeContext } from "./change-context.js";
import type { Phase, WholeElement } from "./change-step.js";
import { interruptionsOf } from "./interruptions.js";
import { changesPage, phasePages } from "./paths.js";
import { isUnnumberedRule, sameRule } from "./unnumbered-rules.js";

/** The page for whoever answers for the change: what it is, what it interrupts, who acts, and every single change. */
export function changesOverview(change: ChangeContext, parts: readonly Phase[]): RunbookPage {
	const { input, changes, words } = change;
	const { context } = words;
	const page = new PageBuilder(context, changesPage, "Changes");
	page.paragraph(
		`From ${code(input.before.source)} (deployment ${code(input.before.deployment.name)}) to ${code(context.rootFile)}. These pages have the changes only; what stays as it is is not repeated.`,
	);
	if (isEmpty(changes)) {
		page.paragraph("**Nothing to do:** both need the same.");
		notSeen(page);
		return page.finish();
	}
	whole(page, change);
	const lines = linesToShow(change);
	if (lines.length === 0 && change.plan.steps.length === 0) {
		page.paragraph("**Nothing to do:** what is needed is the same, merely for other scenarios than before.");
		notSeen(page);
		return page.finish();
	}
	order(page, parts);
	interruptions(page, change);
	byTeam(page, change, lines);
	allChanges(page, change, lines);
	wayBack(page, parts);
	notSeen(page);
	findings(page, context);
	acceptedDeviations(page, context);
	openBlanks(page, context);
	page.sources();
	return page.finish();
}

/**
 * The changes that somebody makes. On a computer that comes or goes they are too many to read one by one, and each task is
 * done as a whole: certificates apart, which somebody orders.
 */
function linesToShow({ changes, plan, words }: ChangeContext): readonly ChangeLine[] {
	const silent = new Set(plan.silent.map(({ kind, id }) => `${kind}/${id}`));
	const whole = new Set(
		plan.steps
			.filter((step) => step.does === "server" || step.does === "element")
			.flatMap((step) => step.operations)
			.filter(({ kind }) => kind !== "certificates")
			.map(({ kind, id }) => `${kind}/${id}`),
	);
	return changeLines(changes, words.context.catalogue).filter(
		({ team, kind, identity }) =>
			team !== null && !silent.has(`${kind}/${identity}`) && !whole.has(`${kind}/${identity}`),
	);
}

function whole(page: PageBuilder, { input, changes, plan, words }: ChangeContext): void {
	const { catalogue } = words.context;
	const title = (id: keyof typeof catalogue.scenarios) => text(catalogue.scenarios[id].title);
	const topology = (id: keyof typeof catalogue.topologies | undefined) =>
		id === undefined ? "none of the documented ones" : text(catalogue.topologies[id].title);
	const { before, after } = changes.scenarios ?? { before: [], after: [] };
	const [added, removed] = [after.filter((id) => !before.includes(id)), before.filter((id) => !after.includes(id))];
	const { newServers, goneServers } = plan;
	const facts = [
		...(input.before.deployment.name === input.deployment.name
			? []
			: [`The deployment is renamed from ${code(input.before.deployment.name)} to ${code(input.deployment.name)}.`]),
		...(changes.topology === undefined
			? []
			: [
					`The edge topology changes from ${topology(changes.topology.before)} to ${topology(changes.topology.after)}.`,
				]),
		...(added.length === 0 ? [] : [`New for outside users: ${listed(added.map(title))}.`]),
		...(removed.length === 0 ? [] : [`No longer offered: ${listed(removed.map(title))}.`]),
		...(newServers.length === 0 ? [] : [`New computers: ${listed(newServers.map(code))}.`]),
		...(goneServers.length === 0 ? [] : [`Computers that go: ${listed(goneServers.map(code))}.`]),
		...renamed(input, plan).map(
			([from, to]) =>
				`**${code(to)} has the FQDN of ${code(from)}.** If it is the same computer under another name in the file, neither install nor remove it: give it its old name in the file, and generate these pages again.`,
		),
	];
	if (facts.length > 0) {
		page.heading(2, "What it is about");
		page.bullets(facts);
	}
}

/** Computers that go and come with the same FQDN. */
function renamed(input: ChangeContext["input"], { newServers, goneServers }: ChangeContext["plan"]) {
	const fqdns = ({ edgeServers, reverseProxies }: ChangeContext["input"]["deployment"], names: readonly string[]) =>
		[...edgeServers, ...reverseProxies].flatMap(({ name, fqdn }) =>
			fqdn !== undefined && names.includes(name) ? [[fqdn.value, name] as const] : [],
		);
	const gone = new Map(fqdns(input.before.deployment, goneServers));
	return fqdns(input.deployment, newServers).flatMap(([fqdn, to]) => {
		const from = gone.get(fqdn);
		return from === undefined ? [] : [[from, to] as const];
	});
}

const PARTS: Readonly<Record<Phase, readonly [title: string, what: string]>> = {
	add: ["1 Add", "what is new, beside what is in force"],
	switch: ["2 Switch over", "what is in force takes its new values; the tests"],
	remove: ["3 Remove", "what nobody uses any more"],
};

function order(page: PageBuilder, parts: readonly Phase[]): void {
	page.heading(2, "Order");
	page.paragraph(
		"Nothing is removed before what takes its place is there and tested. Fill in who answers for each part and when it is done.",
	);
	page.rows(
		["Part", "What", "Owner", "Window", "Done"],
		parts.map((phase): TableRow => {
			const [title, what] = PARTS[phase];
			return { id: `order/${phase}`, cells: [page.link(title, phasePages[phase]), what, "", "", ""] };
		}),
	);
}

/** What users notice. */
function interruptions(page: PageBuilder, change: ChangeContext): void {
	page.heading(2, "What is interrupted");
	const found = interruptionsOf(change);
	page.bullets(
		found.length === 0
			? ["Nothing: no step restarts a service, and none alters or replaces a value that is in force."]
			: found.map(
					({ what, places, effect }) => `${what}${places.length === 0 ? "" : ` (${stepsAt(places)})`}: ${effect}.`,
				),
	);
}

function stepsAt(places: readonly string[]): string {
	const isOne = places.length === 1 && places.every((place) => !place.includes(" to "));
	return `${isOne ? "step" : "steps"} ${listed(places)}`;
}

/** One line for each team, with the rows of its sheet. */
function byTeam(page: PageBuilder, context: ChangeContext, lines: readonly ChangeLine[]): void {
	page.heading(2, "Who acts");
	page.rows(
		["Team", "Add", "Alter", "Remove", "Owner"],
		teams.flatMap((team): readonly TableRow[] => {
			const own = lines.filter((line) => line.team === team);
			const cell = (kind: ChangeLine["change"]) => {
				const those = own.filter((line) => line.change === kind);
				const ids = [...new Set(those.flatMap((line) => rowsOf(context, line)))].sort();
				const others = those.filter((line) => rowsOf(context, line).length === 0).length;
				return [
					...(ids.length === 0 ? [] : [spanOf(ids)]),
					...(others === 0 ? [] : [`${others} ${others === 1 ? "setting" : "settings"}`]),
				].join(", ");
			};
			const computers = (change: "add" | "remove") => {
				const count = computerRows(context, team).filter(({ cells }) => cells[1] === change).length;
				return count === 0 ? "" : `${count} as a whole`;
			};
			const joined = (...cells: readonly string[]) => cells.filter((words) => words !== "").join(", ");
			const cells = [
				joined(computers("add"), cell("added")),
				cell("altered"),
				joined(computers("remove"), cell("removed")),
			];
			return cells.every((words) => words === "")
				? []
				: [{ id: `team/${team}`, cells: [TEAM_TITLES[team], ...cells, ""] }];
		}),
	);
}

/** The numbers of the rows that a change concerns; a setting of a computer has none. */
function rowsOf({ words, plan }: ChangeContext, { kind, identity }: ChangeLine): readonly string[] {
	const of: Readonly<Record<RequirementKind, () => readonly string[]>> = {
		flows: () => words.rows.flow(identity).ids,
		dns: () => [words.rows.record(identity)],
		certificates: () => [words.rows.certificate(identity)],
		trust: () => [],
		settings: () => [...words.rows.setting(identity), ...ordersFor(plan, identity).map(words.rows.certificate)],
		tasks: () => [],
	};
	return of[kind]();
}

/** The certificates, by their identities, that are requested anew for what the topology states of them. */
function ordersFor({ steps }: ChangeContext["plan"], setting: string): readonly string[] {
	return steps.flatMap((step) =>
		step.does === "entry" && step.stated?.some(({ id }) => id === setting) === true ? [step.operation.id] : [],
	);
}

const WORDS = { added: "add", altered: "alter", removed: "remove" } as const;

function allChanges(page: PageBuilder, change: ChangeContext, lines: readonly ChangeLine[]): void {
	page.heading(2, "All changes");
	page.paragraph(
		"The numbers of rows are those of the sheets; a row that is removed keeps its number, and no other row gets it. The column Steps says where each change is made.",
	);
	const sames = samesOf(change);
	for (const team of teams) {
		const rows = [
			...computerRows(change, team),
			...lines.filter((line) => line.team === team).map((line) => changeRow(change, line, sames)),
		];
		if (rows.length > 0) {
			page.heading(3, TEAM_TITLES[team]);
			page.rows(["Row", "Change", "What", "Before", "After", "Steps", "Done"], rows);
		}
	}
}

function changeRow(change: ChangeContext, line: ChangeLine, sames: ReadonlyMap<string, string>): TableRow {
	const side = (of: "before" | "after") =>
		line.differences
			.map((one) => `${one.label === "value" ? "" : `${text(one.label)} `}${code(shown(one[of]))}`)
			.join("<br>");
	const values = {
		added: ["", code(line.values)],
		altered: [side("before"), side("after")],
		removed: [code(line.values), ""],
	}[line.change];
	const key = `${line.kind}/${line.identity}`;
	const steps = change.places.get(key) ?? [];
	return {
		id: key,
		cells: [
			rowsOf(change, line).join(", "),
			WORDS[line.change],
			`${text(line.what)}${sames.get(key) ?? ""}`,
			...values,
			steps.join(", "),
			"",
		],
	};
}

/** Where the same rule or entry is needed under another name, it is neither added nor removed. */
function samesOf({ plan, words }: ChangeContext): ReadonlyMap<string, string> {
	const worked = new Set(
		plan.steps.flatMap((step) => (step.does === "entry" ? step.operations.map(({ id }) => id) : [])),
	);
	return new Map(
		plan.steps.flatMap((step): readonly (readonly [string, string])[] => {
			if (step.does === "members") {
				return step.operations
					.filter(({ id }) => !worked.has(id))
					.map(({ kind, id }) => [`${kind}/${id}`, "; **nothing but the name of the member**"] as const);
			}
			if (step.does !== "entry" || step.same === undefined) {
				return [];
			}
			const { kind, id } = step.operation;
			const note =
				kind === "flows" || isUnnumberedRule(step)
					? `; **the same rule as ${sameRule(words.rows, step.same)}: keep it**`
					: "; **the same entry before and after**";
			return [[`${kind}/${id}`, note]];
		}),
	);
}

/** A line for each computer, array or load balancer that comes or goes as a whole. */
function computerRows({ plan, places }: ChangeContext, team: Team): readonly TableRow[] {
	const wholes = new Map(
		plan.steps.flatMap((step) =>
			(step.does === "server" || step.does === "element") && step.team === team
				? [[step.on, { arrives: step.arrives, words: step.does === "server" ? "computer" : WHOLE_WORDS[step.element] }]]
				: [],
		),
	);
	return [...wholes].map(([name, { arrives, words }]) => ({
		id: `whole/${arrives ? "add" : "remove"}/${name}`,
		cells: [
			"",
			arrives ? "add" : "remove",
			`${code(name)} as a whole`,
			...(arrives ? ["", `new ${words}`] : [`${words} in service`, ""]),
			(places.get(`whole/${name}`) ?? []).join(", "),
			"",
		],
	}));
}

const WHOLE_WORDS: Readonly<Record<WholeElement, string>> = {
	site: "site",
	network: "network",
	firewall: "firewall",
	"active-directory": "Active Directory",
	"internal-server": "internal server",
	"load-balancer": "load balancer",
	"edge-array": "array",
};

function wayBack(page: PageBuilder, parts: readonly Phase[]): void {
	page.heading(2, "The way back");
	page.bullets([
		"Every step has its undo. Take steps back from the last one done to the first.",
		...(parts.includes("remove")
			? ["Until part 3 begins, everything of the old state is still there, or its values stand in the steps of part 2."]
			: []),
		"Back up the settings and certificates of every edge server before part 1. How the configuration is exported was not found for OCS 2007; take it from the product's guide.",
	]);
}

/** A comparison of plans cannot tell what was done outside of them. */
function notSeen(page: PageBuilder): void {
	page.heading(2, "What the comparison does not see");
	page.bullets([
		"What is in force without being in the old topology, such as rules or records that somebody added by hand.",
		"Changes inside the internal deployment that the topology does not state, and the policies and rights of single users.",
		"Whether the computers carry another number of users; the best practices of the new topology look at that.",
		"Routers and cabling of the networks, apart from what the topology states of subnets and of the computers.",
	]);
}
