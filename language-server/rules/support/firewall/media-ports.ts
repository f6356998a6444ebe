import { groupBy, remembered } from "../../../basics/collections.js";
import { overlapping, type PortRange, parsePortRange } from "../../../model/address.js";
import type { EdgeArray, EdgeServer } from "../../../model/deployment.js";
import { virtualAddressOf } from "../../../model/lookups.js";
import type { Stated } from "../../../model/origin.js";
import type { RuleContext } from "../../rule.js";
import { type CompiledRule, isForAll, opensSome } from "./compiled-rules.js";
import type { Connection } from "./flow-ends.js";
import { auditFirewalls, type FirewallAudit, type FlowState } from "./flows.js";
import { covers, keys, type Point } from "./reach.js";

/** The rows of the port table for the media range, by UDP and by TCP. */
export const MEDIA_ROWS = ["E9", "E10"] as const;

/** What the rules of the external firewall say of the media range of one A/V Edge. */
export interface MediaPorts {
	readonly edge: EdgeServer;
	readonly range: PortRange;
	readonly states: readonly FlowState[];
	/** The stated ranges that are not the media range. */
	readonly mismatches: readonly Mismatch[];
}

/** A range in a rule of the firewall that is meant for media and is another one. */
export interface Mismatch {
	readonly rule: CompiledRule;
	readonly item: Stated<PortRange>;
	/** Whether the media range is open all the same, and further ports with it. */
	readonly isWider: boolean;
}

/** The A/V Edges whose external firewall declares rules. */
export function mediaPorts(context: RuleContext): readonly MediaPorts[] {
	return mediaPortsIn(auditFirewalls(context));
}

const mediaPortsIn = remembered((audit: FirewallAudit): readonly MediaPorts[] => {
	const states = MEDIA_ROWS.flatMap((row) => audit.byTemplate.get(row) ?? []);
	return [...groupBy(states, ({ subject }) => subject)].flatMap(([edge, own]): readonly MediaPorts[] => {
		const range = parsePortRange(own[0]?.flow.ports ?? "");
		return edge.kind === "edge-server" && "value" in range
			? [{ edge, range: range.value, states: own, mismatches: mismatchesOf(audit, own, range.value) }]
			: [];
	});
});

function mismatchesOf(audit: FirewallAudit, states: readonly FlowState[], range: PortRange): readonly Mismatch[] {
	const found = new Map<Stated<PortRange>, Mismatch>();
	for (const state of states) {
		if (state.status === "undecided") {
			continue;
		}
		const others = audit.bySubject.get(state.subject.name)?.filter(({ flow }) => !isMediaRow(flow.template)) ?? [];
		for (const connection of state.connections) {
			const isOpen = state.status === "open" || !state.closed.some((closed) => isSame(closed, connection));
			for (const rule of rulesFor(audit, state, connection)) {
				for (const item of rule.rule.ports.items) {
					const isOthers = others.some(({ flow }) =>
						opensSome({ ...rule, ports: [item.value] }, flow.protocol, flow.ports),
					);
					const isWider = isOpen && item.value.to - item.value.from > range.to - range.from;
					if (isMeantForMedia(item.value, range, isOthers) && (isWider || (!isOpen && !isEqual(item.value, range)))) {
						found.set(item, { rule, item, isWider });
					}
				}
			}
		}
	}
	return [...found.values()].sort((a, b) => a.rule.position - b.rule.position);
}

export function isMediaRow(template: string): boolean {
	return MEDIA_ROWS.some((row) => row === template);
}

function isSame(a: Connection, b: Connection): boolean {
	return a.protocol === b.protocol && a.subjectEnd === b.subjectEnd;
}

function isEqual(a: PortRange, b: PortRange): boolean {
	return a.from === b.from && a.to === b.to;
}

/** Below it are the ports of services that are known by their number. */
const FIRST_FREE_PORT = 1024;

/** What meets the media range, and a range of high ports that serves nothing else. */
function isMeantForMedia(ports: PortRange, range: PortRange, isOthers: boolean): boolean {
	return overlapping(ports, range) || (ports.to > ports.from && ports.from >= FIRST_FREE_PORT && !isOthers);
}

/** The allow rules for the connection that name this server and no network, and not every port. */
function rulesFor(audit: FirewallAudit, { gate }: FlowState, connection: Connection): readonly CompiledRule[] {
	const { subjectEnd, protocol } = connection;
	const otherEnd = subjectEnd === "source" ? "destination" : "source";
	const candidates = audit.books.get(gate)?.rulesFor(subjectEnd, connection[subjectEnd]) ?? [];
	return candidates.filter(
		(rule) =>
			rule.rule.action === "allow" &&
			(rule.protocol === "any" || rule.protocol === protocol) &&
			isForAll(rule) !== "port" &&
			isForOneServer(rule[subjectEnd]) &&
			covers(rule[otherEnd], connection[otherEnd]) === true,
	);
}

function isForOneServer({ subnets, keys: names }: CompiledRule["source"]): boolean {
	return subnets.length === 0 && ![...names].some((name) => name.startsWith("network "));
}

/** The allow rules that open ports of the media range to the virtual address of the A/V Edge of an array. */
function rulesToVirtualAddress(
	audit: FirewallAudit,
	array: EdgeArray,
	gate: FlowState["gate"],
	range: PortRange,
): readonly CompiledRule[] {
	const virtual = virtualAddressOf(array, "av-edge", "external");
	const point: Point = {
		label: array.name,
		word: `av-edge of ${array.name}`,
		keys: [keys.role("av-edge", array.name), keys.host(array.name)],
		address: virtual?.address?.value.text,
	};
	return (audit.books.get(gate)?.rulesFor("destination", point) ?? []).filter(
		(rule) =>
			rule.rule.action === "allow" &&
			isForOneServer(rule.destination) &&
			isForAll(rule) !== "port" &&
			rule.ports.some((ports) => overlapping(ports, range)),
	);
}

/** The array whose virtual address has the media range, where a member's own address has not. */
export function arrayWithMedia(
	{ deployment }: RuleContext,
	audit: FirewallAudit,
	{ edge, states, range }: MediaPorts,
): { readonly array: EdgeArray; readonly rules: readonly CompiledRule[] } | undefined {
	const array = deployment.index.arrayOf.get(edge.name);
	const [state] = states;
	const rules = array && state ? rulesToVirtualAddress(audit, array, state.gate, range) : [];
	return array && rules.length > 0 ? { array, rules } : undefined;
}
