import { listed } from "../../../basics/sentences.js";
import { identifyFlows, identifySettings } from "../../../requirements/identity.js";
import type { Requirements, SettingRequirement } from "../../../requirements/requirements.js";
import { asListHosts, conditionOf } from "../../../requirements/unnumbered-rules.js";
import { describe, valuesText } from "../../diff/words.js";
import { code, text } from "../../markdown.js";
import type { Step } from "../page/page.js";
import type { ChangeStep, EntryStep } from "./change-step.js";
import { itemOf, type OperationOf } from "./operation.js";
import type { ChangeRows } from "./rows.js";
import { bold, type StepWords, valueWords } from "./step-text.js";

/*
 * Rules that the firewall sheet asks for beyond the port table. They are added and removed as all rules are; and one that
 * has a number in one state may be needed without one in the other.
 */

const RULE = "unnumbered-rule";

/** Whether a step is about such a rule. */
export function isUnnumberedRule(step: ChangeStep): boolean {
	return step.does === "entry" && step.operation.kind === "settings" && itemOf(step.operation).element === RULE;
}

/** Leads these rules from the old state to the new one: the new one beside the old one, and none removed that is still needed. */
export function withUnnumberedRules(
	steps: readonly ChangeStep[],
	before: Requirements,
	after: Requirements,
): readonly ChangeStep[] {
	const [old, next] = [before, after].map(rulesIn);
	return steps.flatMap((step): readonly ChangeStep[] => {
		if (step.does !== "entry") {
			return [step];
		}
		const { operation } = step;
		if (operation.kind === "flows" && operation.does !== "alter" && step.same === undefined) {
			const like = asListHosts(operation.item);
			const same = like && (operation.does === "add" ? old : next)?.unnumbered.get(likeness(EXTERNAL, like));
			return [same === undefined ? step : { ...step, same }];
		}
		if (operation.kind !== "settings" || itemOf(operation).element !== RULE) {
			return [step];
		}
		const doings: readonly OperationOf<"settings">[] =
			operation.does === "alter"
				? [
						{ kind: "settings", does: "add", id: operation.id, item: operation.after },
						{ kind: "settings", does: "remove", id: operation.id, item: operation.before },
					]
				: [operation];
		return doings.map((one): EntryStep => {
			const phase = one.does === "remove" ? "remove" : "add";
			const { part, value, task } = itemOf(one);
			const like = value === undefined ? undefined : likeness(part, value);
			const others = one.does === "add" ? old : next;
			const same = like && (others?.unnumbered.get(like) ?? others?.numbered.get(like));
			return {
				...step,
				id: `${phase}/settings/${one.id}`,
				phase,
				task,
				operation: one,
				operations: [one],
				...(operation.does === "alter" && { besides: true }),
				...(same !== undefined && { same }),
			};
		});
	});
}

const EXTERNAL = "external firewall";

function likeness(part: string | undefined, value: string): string {
	return JSON.stringify([part, value]);
}

/** The rules of a state by what is typed for them; two with numbers are like one without where they are for both protocols. */
function rulesIn({ settings, flows }: Requirements) {
	const unnumbered = new Map(
		identifySettings(settings).flatMap(({ id, item: { element, part, value } }) =>
			element !== RULE || value === undefined ? [] : [[likeness(part, value), id] as const],
		),
	);
	const asking = identifyFlows(flows).flatMap(({ id, item }) => {
		const like = asListHosts(item);
		return like === undefined ? [] : [{ id, like: likeness(EXTERNAL, like), protocol: item.protocol }];
	});
	const numbered = new Map(
		asking.flatMap(({ id, like, protocol }) =>
			asking.some((other) => other.like === like && other.protocol !== protocol) ? [[like, id] as const] : [],
		),
	);
	return { unnumbered, numbered };
}

/** Which rule it is in the other state, as in "F-05 and F-06". */
export function sameRule(rows: ChangeRows, same: string): string {
	const ids = [...new Set([same, same.replace(/\/(?:udp|tcp)(?=#|$)/, (end) => (end === "/udp" ? "/tcp" : "/udp"))])]
		.flatMap((id) => rows.flow(id).ids)
		.sort();
	return ids.length === 0 ? "a rule beyond the port table" : listed(ids);
}

/** A step on a rule with a number, which is needed without one in the other state. */
export function numberlessWords(
	{ context, rows }: StepWords,
	step: EntryStep,
	operation: OperationOf<"flows">,
): Step | undefined {
	if (step.same?.startsWith(`${RULE}/`) !== true) {
		return undefined;
	}
	const flow = itemOf(operation);
	const { ids, firewalls } = rows.flow(operation.id);
	const rule = code(valuesText("flows", describe.flows(flow, context.catalogue)));
	const where = firewalls.length === 0 ? `the ${flow.firewall} firewall` : listed(firewalls.map(code));
	return {
		id: step.id,
		action:
			operation.does === "remove"
				? `Do **not** remove the rule of ${bold(ids)} from ${where}: ${rule}. The Access Edge of ${code(flow.server)} still finds the hosts of revocation lists by it. It has no number any more, and stands on the firewall sheet beyond the port table.`
				: `The rule of ${bold(ids)} on ${where} is there already, as a rule beyond the port table: ${rule}. Give it its number, and leave it in force.`,
		check: operation.does === "remove" ? "the rule is in force." : "the rule is in force, under its number.",
		evidence: flow.evidence,
	};
}

/** A step on a rule without a number. */
export function unnumberedRuleWords(
	{ page, context, rows }: StepWords,
	step: EntryStep,
	operation: OperationOf<"settings">,
): Step | undefined {
	const setting = itemOf(operation);
	if (setting.element !== RULE) {
		return undefined;
	}
	const { on, part = "firewall", title, evidence } = setting;
	const rule = valueWords(page, "settings", describe.settings(setting, context.catalogue), `${title}, ${on}`);
	const condition = conditionOf(setting);
	const only = condition === undefined ? "" : `**Only where ${text(condition)}:** `;
	const where = `the ${text(part)}`;
	const what = `${rule} (for ${code(on)}; ${text(title.replace(`, only where ${condition}`, ""))})`;
	const base = { id: step.id, ...(evidence && { evidence }) };
	if (step.same !== undefined) {
		const other = sameRule(rows, step.same);
		return {
			...base,
			action:
				operation.does === "remove"
					? `Do **not** remove the rule ${what} from ${where}. It is that of **${other}** now.`
					: `The rule ${what} is there already on ${where}, as that of **${other}**. Leave it in force.`,
			check: "the rule is in force.",
		};
	}
	return operation.does === "remove"
		? {
				...base,
				action: `${only}${only === "" ? "Remove" : "remove"} ${step.besides ? "the earlier rule " : ""}from ${where}: ${what}.${step.besides ? " The new one stays." : ""}`,
				check: `${where} no longer has the rule, and the tests of part 2 still succeed.`,
				undo: "add the rule again.",
			}
		: {
				...base,
				action: `${only}${only === "" ? "Add" : "add"} to ${where}: ${what}.${step.besides ? " Leave the earlier rule in force." : ""}${forLists(setting)}`,
				check: "the rule is in force.",
				undo: "remove the rule again.",
			};
}

/** A list that an edge server fetches inside is found by its hosts file. */
function forLists({ field, on }: SettingRequirement): string {
	return field === "revocation-lists"
		? ` ${code(on)} needs the host of each list in its hosts file, and has to fetch the list before a certificate that names it is assigned.`
		: "";
}
