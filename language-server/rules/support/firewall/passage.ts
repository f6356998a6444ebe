import type { PortRange } from "../../../model/address.js";
import type { CompiledRule } from "./compiled-rules.js";

/** What the rules say of some ports between two points. */
export interface Passage {
	/** The ports that no rule allows. */
	readonly closed: readonly PortRange[];
	/** The deny rule that closes them before a rule could allow them. */
	readonly deniedBy?: CompiledRule;
}

/**
 * Goes through the rules in their order.
 *
 * @param rules those that cover both ends of the flow
 */
export function passage(rules: readonly CompiledRule[], protocol: "tcp" | "udp", ports: PortRange): Passage {
	let undecided: readonly PortRange[] = [ports];
	const closed: PortRange[] = [];
	let deniedBy: CompiledRule | undefined;
	for (const rule of rules) {
		if (undecided.length === 0) {
			break;
		}
		if (rule.protocol !== "any" && rule.protocol !== protocol) {
			continue;
		}
		const left = without(undecided, rule.ports);
		if (rule.rule.action === "deny" && sizeOf(left) < sizeOf(undecided)) {
			closed.push(...without(undecided, left));
			deniedBy ??= rule;
		}
		undecided = left;
	}
	return { closed: [...closed, ...undecided], ...(deniedBy && { deniedBy }) };
}

function sizeOf(ranges: readonly PortRange[]): number {
	return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/** The ports of the first list that are not in the second. */
export function without(ranges: readonly PortRange[], taken: readonly PortRange[]): readonly PortRange[] {
	return taken.reduce<readonly PortRange[]>(
		(left, cut) =>
			left.flatMap((range) => [
				...(range.from < cut.from ? [{ from: range.from, to: Math.min(range.to, cut.from - 1) }] : []),
				...(range.to > cut.to ? [{ from: Math.max(range.from, cut.to + 1), to: range.to }] : []),
			]),
		ranges,
	);
}
