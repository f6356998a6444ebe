import { listed } from "../../../basics/sentences.js";
import { BALANCED_MEMBER, BALANCED_PORT } from "../../../requirements/balancing.js";
import type { SettingRequirement } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import type { PageBuilder, Step } from "../page/page.js";
import type { EntryStep } from "./change-step.js";
import type { OperationOf } from "./operation.js";
import type { StepWords } from "./step-text.js";

/** A step on what stands behind the virtual addresses of an array; undefined for every other setting. */
export function balancerWords(words: StepWords, step: EntryStep, operation: OperationOf<"settings">): Step | undefined {
	const { field, element } = operation.does === "alter" ? operation.after : operation.item;
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
					action: `${on}: add the ${some} of the member ${member}${at}. Send no new connections to the earlier one any more, and leave that set up for the way back.`,
					check: `the load balancer takes ${member} for available there, and sends new connections to it.`,
					undo: "send connections to the earlier address again, and remove the new one.",
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
	const setting = operation.does === "alter" ? operation.after : operation.item;
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
