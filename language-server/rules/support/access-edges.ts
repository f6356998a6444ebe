import { once } from "../../basics/collections.js";
import type {
	AccessEdge,
	AccessEdgeOption,
	Deployment,
	EdgeArray,
	EdgeServer,
	Scenario,
} from "../../model/deployment.js";
import { scenarioOf } from "../../model/lookups.js";
import type { Stated } from "../../model/origin.js";
import { MET, type Outcome, undecided } from "../rule.js";
import { appendToList } from "./edits.js";
import { serversBehind } from "./load-balancing/arrays.js";
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

/** The Access Edges behind one array, in the order in which it names its members. */
export function accessEdgesIn(deployment: Deployment, array: EdgeArray): readonly AccessEdgeOnServer[] {
	return serversBehind(deployment, array).flatMap((edge) =>
		edge.accessEdge ? [{ edge, accessEdge: edge.accessEdge }] : [],
	);
}

/**
 * The servers in whose array a member has a setting as it should be. That another member differs there is one mistake,
 * and the rule on the settings of arrays says so.
 */
export function besideRightMembers(
	deployment: Deployment,
	isRight: (member: AccessEdgeOnServer) => boolean,
): ReadonlySet<EdgeServer> {
	return new Set(
		deployment.edgeArrays.flatMap((array) => {
			const members = accessEdgesIn(deployment, array);
			return members.some(isRight) ? members.map(({ edge }) => edge) : [];
		}),
	);
}

/** The scenario that needs something switched on at the Access Edge, where it is wanted. */
export function scenarioThatNeeds(option: AccessEdgeOption, deployment: Deployment): Scenario | undefined {
	switch (option) {
		case "remote-users":
			return scenarioOf(deployment, "remote-access");
		case "anonymous-users":
			return deployment.scenarios.find(({ anonymousUsers }) => anonymousUsers);
		case "federation":
		case "public-im":
			return scenarioOf(deployment, option);
	}
}

/** The SIP domains of the users that an Access Edge does not know; undefined where it does not say which it knows. */
export function missingSipDomains(
	{ internalSipDomains: list }: AccessEdge,
	{ sipDomains }: Deployment,
): readonly Stated<string>[] | undefined {
	if (!list?.complete) {
		return undefined;
	}
	const known = new Set(list.items.map(({ value }) => value));
	return [...new Map(sipDomains.items.map((item) => [item.value, item])).values()].filter(
		({ value }) => !known.has(value),
	);
}

/** What the rule on one switch of the Access Edge says. */
export interface Switch {
	readonly option: AccessEdgeOption;
	/** What is off then, as it begins a sentence: "Federation". */
	readonly what: string;
	/** Why that matters: one sentence. */
	readonly why: string;
}

/**
 * A finding for every Access Edge that says what it enables and leaves out what a scenario needs. An Access Edge that
 * does not say is taken to enable what the scenarios ask for.
 */
export function* findSwitchedOff(deployment: Deployment, { option, what, why }: Switch): Iterable<Outcome> {
	const scenario = scenarioThatNeeds(option, deployment);
	if (!scenario) {
		return;
	}
	const isOn = ({ accessEdge: { enables } }: AccessEdgeOnServer) =>
		enables?.items.some(({ value }) => value === option) === true;
	const besideRight = once(() => besideRightMembers(deployment, isOn));
	for (const member of accessEdgesOf(deployment)) {
		const { edge, accessEdge } = member;
		const { enables, block } = accessEdge;
		const [statement] = enables?.statements ?? [];
		if (!enables?.complete || !statement || !block.complete) {
			yield undecided(edge, "what its Access Edge enables (`enables`)");
			continue;
		}
		if (isOn(member)) {
			yield MET;
			continue;
		}
		if (besideRight().has(edge)) {
			yield undecided(edge, "the same switches as in its array");
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
