import { listed } from "../../../basics/sentences.js";
import { BALANCED_MEMBER, BALANCED_PORT } from "../../../requirements/balancing.js";
import type { SettingRequirement } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import type { PageBuilder, Step } from "../page/page.js";
import type { EntryStep, MembersStep } from "./change-step.js";
import { itemOf, type OperationOf } from "./operation.js";
import type { StepWords } from "./step-text.js";

/** A step on what stands behind the virtual addresses of an array; undefined for every other setting. */
export function balancerWords(words: StepWords, step: EntryStep, operation: OperationOf<"settings">): Step | undefined {
	const { field, element } = itemOf(operation);
	if (element !== "edge-array") {
		return undefined;
	}
	switch (field) {
		case "member":
		case BALANCED_MEMBER:
			return operation.does === "alter" ? alteredMember(words, step, operation) : memberWords(words, step, operation);
		case BALANCED_PORT:
			return portWords(words, step, operation);
		default:
			return undefined;
	}
}

function memberWords(
	words: StepWords,
	step: EntryStep,
	{ does, item }: Exclude<OperationOf<"settings">, { does: "alter" }>,
): Step {
	const addresses = step.operations.flatMap((one) =>
		one.kind === "settings" && one.does !== "alter" && one.item.field === BALANCED_MEMBER ? [one] : [],
	);
	const places = addresses.map(
		(one) => `${written(words.page, one.item)} behind the ${text(one.item.part ?? "")}${balancerRows(words, one.id)}`,
	);
	const member = code(item.entry ?? "");
	const at = places.length === 0 ? "" : `: ${places.join("; ")}`;
	const on = `On the load balancer, array ${code(item.on)}`;
	const base = { id: step.id, ...(item.evidence && { evidence: item.evidence }) };
	const some = places.length > 1 ? "new addresses" : "new address";
	if (step.besides) {
		return does === "add"
			? {
					...base,
					action: `${on}: add the ${some} of the member ${member}${at}.${idleWords(step.idle ?? [])}`,
					check: `the load balancer takes ${member} for available there, and sends new connections to it.`,
					undo:
						(step.idle ?? []).length === 0
							? "remove it again."
							: "send connections to the earlier address again, and remove the new one.",
				}
			: {
					...base,
					action: `${on}: remove the earlier address of the member ${member}${at}. The new one stays.`,
					check: "the load balancer no longer has it, and the tests of part 2 still succeed.",
					undo: "add it again.",
				};
	}
	return does === "add"
		? {
				...base,
				action: `${on}: add the member ${member}${at}.`,
				check: "the load balancer takes it for available, and sends connections to it.",
				undo: "remove it again.",
			}
		: {
				...base,
				action: `${on}: remove the member ${member}${at}. Send no new connections to it before, and wait until its connections have ended.`,
				check: "the load balancer no longer has it, and the tests of part 2 still succeed.",
				undo: "add it again.",
			};
}

/** What is said of earlier addresses that no member has any more; one that another member takes over stays in use. */
function idleWords(addresses: readonly string[]): string {
	return addresses.length === 0
		? ""
		: ` Send no new connections to ${listed(addresses.map(code))} any more, and leave ${addresses.length === 1 ? "that" : "these"} set up for the way back.`;
}

/** A step on members between which addresses move: the balancer keeps the addresses, and what is behind them is another computer. */
export function membersWords(words: StepWords, { id, on, what, kept, idle, isWhole }: MembersStep): Step {
	const place = `On the load balancer, array ${code(on)}`;
	const [from, to] = [kept.map((one) => one.from), kept.map((one) => one.to)].map((names) => [...new Set(names)]);
	const evidence = documented("derived", "PLAN-LB");
	if (what === "drain") {
		const them = from?.length === 1 ? "it" : "them";
		return {
			id,
			action: `${place}: take ${listed((from ?? []).map(code))} out of service before addresses move: send no new connections to ${them}, and wait until those that there are have ended.${isWhole ? " Nobody is served by the array until they are in service again: do this in the agreed window." : ""}`,
			check: `the load balancer sends no new connections to ${them}.`,
			undo: "send connections there again.",
			evidence,
		};
	}
	const places = kept.map(
		(one) =>
			`${written(words.page, one.item)} behind the ${text(one.item.part ?? "")}${balancerRows(words, one.id)} is ${code(one.to)} now, and was ${code(one.from)}`,
	);
	return {
		id,
		action: `${place}: keep ${kept.length === 1 ? "this address" : "these addresses"}, and do **not** remove ${kept.length === 1 ? "it" : "them"}: ${places.join("; ")}. Nothing changes there but the names of the members. When ${listed((to ?? []).map(code))} ${to?.length === 1 ? "answers" : "answer"}, send connections there again.${idleWords(idle)}`,
		check: `the load balancer takes ${kept.length === 1 ? "the address" : "these addresses"} for available, and sends new connections there.`,
		undo: `send no connections there any more, and set the earlier names.${idle.length === 0 ? "" : " Send connections to the earlier addresses when their computers answer again."}`,
		evidence,
	};
}

/** An address that one of the two plans does not give. */
function alteredMember(
	words: StepWords,
	{ id }: EntryStep,
	{ id: identity, before, after }: Extract<OperationOf<"settings">, { does: "alter" }>,
): Step {
	return {
		id,
		action: `On the load balancer, array ${code(after.on)}, ${text(after.part ?? "")}${balancerRows(words, identity)}: alter the address of the member ${code(after.entry ?? "")} from ${written(words.page, before)} to ${written(words.page, after)}.`,
		check: "the load balancer takes the member for available, and sends connections to it.",
		undo: "set the earlier value again.",
		...(after.evidence && { evidence: after.evidence }),
	};
}

function portWords(words: StepWords, { id }: EntryStep, operation: OperationOf<"settings">): Step {
	const { page, context } = words;
	const setting = itemOf(operation);
	const members = context.requirements.settings.filter(
		({ element, on, part, field }) =>
			element === "edge-array" && on === setting.on && part === setting.part && field === BALANCED_MEMBER,
	);
	const towards =
		members.length === 0
			? ""
			: ` It goes to ${listed(members.map((member) => `${code(member.entry ?? "")} ${written(page, member)}`))}.`;
	const place = `On the load balancer, array ${code(setting.on)}, ${text(setting.part ?? "")}`;
	const port = `${text(setting.title)}${balancerRows(words, operation.id)}`;
	const base = { id, ...(setting.evidence && { evidence: setting.evidence }) };
	switch (operation.does) {
		case "add":
			return {
				...base,
				action: `${place}: set up the ${port}: ${written(page, setting)}.${towards}`,
				check: "the load balancer answers at the virtual address for this port.",
				undo: "take it away again.",
			};
		case "alter":
			return {
				...base,
				action: `${place}: alter the ${port}: from ${written(page, operation.before)} to ${written(page, setting)}.${towards}`,
				check: "the load balancer answers at the virtual address for the new port.",
				undo: "set the earlier port again.",
			};
		case "remove":
			return {
				...base,
				action: `${place}: take away the ${port}: ${written(page, setting)}.`,
				check: "the load balancer no longer answers for it there, and the tests of part 2 still succeed.",
				undo: "set it up again.",
			};
	}
}

function written(page: PageBuilder, { value, title, on, part }: SettingRequirement): string {
	return value === undefined ? page.blank({ what: `${title}, ${part ?? on} of ${on}` }) : code(value);
}

/** The rows of the load balancer sheet in question, in brackets. */
export function balancerRows({ rows }: Pick<StepWords, "rows">, identity: string): string {
	const ids = rows.setting(identity);
	return ids.length === 0 ? "" : ` (${listed(ids.map((id) => `**${id}**`))})`;
}
