import { listed } from "../basics/sentences.js";
import type { Deployment, EdgeArray } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { comparePositions, type Origin, type Reference, type Stated } from "../model/origin.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import type { AccessEdgeOnServer } from "./support/access-edges.js";
import { nextHopOf } from "./support/next-hop.js";

export const rule = defineRule({
	code: "mixed-next-hops-in-array",
	title: "The Access Edges of one array have the same settings",
	severity: "error",
	category: "next-hop",
	evidence: "ocs2007",
	sources: ["MIG-4"],
	why: "The members stand behind one virtual address and any of them may get a connection, so they have to behave alike.",
	howToFix: "Give all members the same next hop, internal SIP domains, authorised servers and switches.",
	needs: "The members of the edge array, and the settings of at least two of their Access Edges.",
	note: "The source asks for the same certificate on all members; that the settings have to be alike as well is general practice.",
	*check({ deployment }) {
		for (const array of deployment.edgeArrays) {
			const members = accessEdgesIn(array, deployment);
			if (members.length < 2) {
				continue;
			}
			const findings = SETTINGS.flatMap((setting) => deviations(deployment, array, members, setting));
			yield* findings;
			if (findings.length === 0) {
				const decided = members.filter(({ accessEdge }) => nextHopOf(accessEdge, deployment)).length > 1;
				yield decided ? MET : undecided(array, "the next hop of its members");
			}
		}
	},
});

function accessEdgesIn({ members }: EdgeArray, { index }: Deployment): readonly AccessEdgeOnServer[] {
	return members.flatMap(({ name }) => {
		const edge = index.hosts.get(name);
		return edge?.kind === "edge-server" && edge.accessEdge ? [{ edge, accessEdge: edge.accessEdge }] : [];
	});
}

/** What one member states of one setting. */
interface Value {
	/** The values in an order of their own, for comparing. */
	readonly key: string;
	/** As it is read in a sentence. */
	readonly text: string;
	/** The first and the last of the words that state it. */
	readonly first: Origin;
	readonly last: Origin;
	/** As it is written; undefined where it stands in several statements. */
	readonly written?: string;
	/** Whether the others have to follow it, however many they are. */
	readonly isRight?: boolean;
}

interface Setting {
	readonly title: string;
	readonly read: (member: AccessEdgeOnServer, deployment: Deployment) => Value | undefined;
}

const SETTINGS: readonly Setting[] = [
	{
		title: "next hop",
		read: ({ accessEdge }, deployment) => {
			const hop = nextHopOf(accessEdge, deployment);
			const { nextHop } = accessEdge;
			return (
				hop &&
				nextHop && {
					key: hop.server.name,
					text: nextHop.name,
					first: hop.origin,
					last: hop.origin,
					written: nextHop.name,
					isRight: hop.server.kind === "director",
				}
			);
		},
	},
	{
		title: "internal SIP domains",
		read: ({ accessEdge: { internalSipDomains: list } }) =>
			list?.complete ? valueOfList(list.items.map(toWord)) : undefined,
	},
	{
		title: "authorised servers",
		read: ({ accessEdge: { authorizedServers, block } }) =>
			authorizedServers && block.complete ? valueOfList(authorizedServers) : undefined,
	},
	{
		title: "switches",
		read: ({ accessEdge: { enables } }) => (enables?.complete ? valueOfList(enables.items.map(toWord)) : undefined),
	},
];

function toWord({ value, origin, statement }: Stated<string>): Reference {
	return { name: value, origin, statement };
}

function valueOfList(words: readonly Reference[]): Value | undefined {
	const first = words[0];
	const last = words.at(-1);
	if (!first || !last) {
		return undefined;
	}
	const names = words.map(({ name }) => name);
	const isOneStatement = words.every(({ statement }) => comparePositions(statement.start, first.statement.start) === 0);
	return {
		key: [...new Set(names)].sort().join(" "),
		text: listed(names),
		first: first.origin,
		last: last.origin,
		...(isOneStatement && { written: names.join(", ") }),
	};
}

/** A finding for every member that differs from what most members state. */
function deviations(
	deployment: Deployment,
	array: EdgeArray,
	members: readonly AccessEdgeOnServer[],
	{ title, read }: Setting,
): readonly RuleFinding[] {
	const stated = members.flatMap((member) => {
		const value = read(member, deployment);
		return value ? [{ name: member.edge.name, value }] : [];
	});
	const counts = new Map<string, number>();
	for (const { value } of stated) {
		counts.set(value.key, (counts.get(value.key) ?? 0) + 1);
	}
	const most = Math.max(0, ...counts.values());
	// A Director is the right next hop. Of several values that are as frequent, that of the first member.
	const model = stated.find(({ value }) => value.isRight) ?? stated.find(({ value }) => counts.get(value.key) === most);
	if (!model) {
		return [];
	}
	return stated
		.filter(({ value }) => value.key !== model.value.key)
		.map(({ name, value }) => ({
			message: `${name} and ${model.name} of ${array.name} differ in their ${title}: ${value.text} here, ${model.value.text} there. The members stand behind one virtual address and have to behave alike. Give both the same.`,
			at: value.first,
			related: [{ message: `${model.name} has ${model.value.text}`, origin: model.value.first }],
			fixes: copy(model.name, value, model.value, title),
		}));
}

function copy(
	model: string,
	{ first, last, written: present }: Value,
	{ written }: Value,
	title: string,
): readonly Fix[] {
	if (written === undefined || present === undefined) {
		return [];
	}
	const range = { start: first.range.start, end: last.range.end };
	return [
		{
			title: `Take the ${title} of ${model}: ${written}`,
			edits: [{ uri: first.uri, range, newText: written }],
			safety: "unsafe",
			preferred: true,
		},
	];
}
