import { groupBy } from "../basics/collections.js";
import { someOf } from "../basics/sentences.js";
import type { Deployment, EdgeArray } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { comparePositions, type Origin, type Reference, type StatedList } from "../model/origin.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import {
	type AccessEdgeOnServer,
	accessEdgesIn,
	missingSipDomains,
	scenarioThatNeeds,
} from "./support/access-edges.js";
import { areReadable, authorizesAll } from "./support/next-hop/authorized-servers.js";
import { nextHopOf } from "./support/next-hop/next-hop.js";

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
			const members = accessEdgesIn(deployment, array);
			if (members.length < 2) {
				continue;
			}
			const findings = SETTINGS.flatMap((setting) => deviations(deployment, array, members, setting));
			yield* findings;
			if (findings.length === 0) {
				const decided = members.filter(({ accessEdge }) => nextHopOf(accessEdge, deployment)).length > 1;
				yield decided ? MET : undecided(array, "the next hop of its members (`next-hop`)");
			}
		}
	},
});

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
}

interface Setting {
	readonly title: string;
	readonly read: (member: AccessEdgeOnServer, deployment: Deployment) => Value | undefined;
	/** Whether it is as the deployment needs it: the others have to follow it then, however many they are. */
	readonly isRight: (member: AccessEdgeOnServer, deployment: Deployment) => boolean;
}

const SETTINGS: readonly Setting[] = [
	{
		title: "next hop",
		read: ({ accessEdge }, deployment) => {
			const hop = nextHopOf(accessEdge, deployment);
			return (
				hop && {
					key: hop.server.name,
					text: hop.server.name,
					first: hop.origin,
					last: hop.origin,
					written: hop.server.name,
				}
			);
		},
		isRight: ({ accessEdge }, deployment) => nextHopOf(accessEdge, deployment)?.server.kind === "director",
	},
	{
		title: "internal SIP domains",
		read: ({ accessEdge }) => valueOfList(accessEdge.internalSipDomains),
		isRight: ({ accessEdge }, deployment) => missingSipDomains(accessEdge, deployment)?.length === 0,
	},
	{
		title: "authorised servers",
		read: ({ accessEdge }, deployment) => {
			const { authorizedServers: entries, block } = accessEdge;
			return entries && block.complete && areReadable(entries, deployment)
				? valueOfWords(entries, ({ name }) => meaningOf(name, deployment))
				: undefined;
		},
		isRight: ({ accessEdge }, deployment) => authorizesAll(accessEdge, deployment),
	},
	{
		title: "switches",
		read: ({ accessEdge }) => valueOfList(accessEdge.enables),
		isRight: ({ accessEdge: { enables } }, deployment) =>
			OPTIONS.every(
				(option) => !scenarioThatNeeds(option, deployment) || enables?.items.some(({ value }) => value === option),
			),
	},
];

const OPTIONS = ["remote-users", "anonymous-users", "federation", "public-im"] as const;

/** One server may be listed by its name or by its FQDN. */
function meaningOf(name: string, { index }: Deployment): string {
	const named = index.hosts.has(name) ? undefined : index.hostsByFqdn.get(name.toLowerCase());
	return named && !named.member ? named.host.name : name;
}

function valueOfList(list: StatedList<string> | undefined): Value | undefined {
	return list?.complete
		? valueOfWords(
				list.items.map(({ value, origin, statement }) => ({ name: value, origin, statement })),
				({ name }) => name,
			)
		: undefined;
}

function valueOfWords(words: readonly Reference[], meaningOf: (word: Reference) => string): Value | undefined {
	const first = words[0];
	const last = words.at(-1);
	if (!first || !last) {
		return undefined;
	}
	const names = words.map(({ name }) => name);
	const isOneStatement = words.every(({ statement }) => comparePositions(statement.start, first.statement.start) === 0);
	return {
		key: [...new Set(words.map(meaningOf))].sort().join(" "),
		text: someOf(names),
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
	{ title, read, isRight }: Setting,
): readonly RuleFinding[] {
	const stated = members.flatMap((member) => {
		const value = read(member, deployment);
		return value ? [{ member, name: member.edge.name, value }] : [];
	});
	const all = [...groupBy(stated, ({ value }) => value.key).values()];
	// As a rule all agree, and whether they are right need not be asked.
	if (all.length < 2) {
		return [];
	}
	const right = all.filter(([first]) => first && isRight(first.member, deployment));
	const groups = right.length > 0 ? right : all;
	// Of several values that are as frequent, that of the first member.
	const [model] = groups.reduce((most, group) => (group.length > most.length ? group : most), []);
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
