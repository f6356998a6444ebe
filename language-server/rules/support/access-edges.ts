import type { AccessEdge, AccessEdgeOption, Deployment, EdgeServer, Scenario } from "../../model/deployment.js";
import { MET, type Outcome, undecided } from "../rule.js";
import { appendToList } from "./edits.js";
import { keywordOf } from "./places.js";

/** An Access Edge together with its computer. */
export interface AccessEdgeOnServer {
	readonly edge: EdgeServer;
	readonly accessEdge: AccessEdge;
}

/** Every Access Edge, in the order of the files. */
export function accessEdgesOf({ edgeServers }: Deployment): readonly AccessEdgeOnServer[] {
	return edgeServers.flatMap((edge) => (edge.accessEdge ? [{ edge, accessEdge: edge.accessEdge }] : []));
}

/** What a scenario needs switched on at the Access Edge. */
export interface Switch {
	readonly option: AccessEdgeOption;
	readonly scenario: Scenario;
	/** What is off then, as it begins a sentence: "Federation". */
	readonly what: string;
	/** Why that matters: one sentence. */
	readonly why: string;
}

/**
 * A finding for every Access Edge that says what it enables and leaves out what a scenario needs. An Access Edge that
 * does not say is taken to enable what the scenarios ask for.
 */
export function* findSwitchedOff(deployment: Deployment, { option, scenario, what, why }: Switch): Iterable<Outcome> {
	for (const { edge, accessEdge } of accessEdgesOf(deployment)) {
		const { enables, block } = accessEdge;
		const [statement] = enables?.statements ?? [];
		if (!enables?.complete || !statement || !block.complete) {
			yield undecided(edge, "what its Access Edge enables");
			continue;
		}
		if (enables.items.some(({ value }) => value === option)) {
			yield MET;
			continue;
		}
		const edit = appendToList(enables, option);
		yield {
			message: `${what} is off on the Access Edge of ${edge.name}, and the scenario ${scenario.kind} needs it. ${why} Add ${option} to what it enables.`,
			at: keywordOf(block.uri, statement, "enables"),
			related: [{ message: `The scenario ${scenario.kind}`, origin: scenario.origin }],
			fixes: edit
				? [{ title: `Enable ${option} on ${edge.name}`, edits: [edit], safety: "unsafe", preferred: true }]
				: [],
		};
	}
}
