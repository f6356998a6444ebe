import type { Deployment, EdgeArray, InternalServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { comparePositions, type Reference } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { removeStatement } from "./support/edits.js";

export const rule = defineRule({
	code: "pool-several-av-authentication",
	title: "A pool names one A/V Authentication service",
	severity: "warning",
	category: "load-balancing",
	evidence: "r2",
	sources: ["SDK-POOL", "R2-AVAUTH"],
	why: "The pool holds a single value for its A/V Authentication service.",
	howToFix: "Name one A/V Edge, or the array of A/V Edges.",
	needs: "The `av-authentication` of the pool.",
	note: "The setting is described in texts for OCS 2007 R2.",
	*check({ deployment }) {
		for (const server of deployment.internalServers) {
			const { name, kind, avAuthentication, furtherAvAuthentications } = server;
			const [second] = furtherAvAuthentications;
			if (kind !== "pool") {
				continue;
			}
			if (!avAuthentication) {
				yield undecided(server, "the A/V Authentication service (`av-authentication`)");
			} else if (!second) {
				yield MET;
			} else {
				const array = commonArray(deployment, [avAuthentication, ...furtherAvAuthentications]);
				yield {
					message: `${name} names several A/V Authentication services: ${avAuthentication.name} and ${second.name}. The pool holds one value for it. Name ${array ? `the array ${array.name}` : "one A/V Edge, or an array of them"}.`,
					at: second.origin,
					related: [{ message: "The first one", origin: avAuthentication.origin }],
					fixes: keepOne(server, avAuthentication, array),
				};
			}
		}
	},
});

/** The array that all of the named servers are members of. */
function commonArray({ index }: Deployment, references: readonly Reference[]): EdgeArray | undefined {
	const arrays = new Set(references.map(({ name }) => index.arrayOf.get(name)));
	return arrays.size === 1 ? [...arrays][0] : undefined;
}

function keepOne(
	{ block, furtherAvAuthentications }: InternalServer,
	first: Reference,
	array: EdgeArray | undefined,
): readonly Fix[] {
	const isBeside = ({ statement }: Reference) => comparePositions(statement.start, first.statement.start) === 0;
	const last = furtherAvAuthentications.findLast(isBeside) ?? first;
	const others = new Map(
		furtherAvAuthentications
			.filter((one) => !isBeside(one))
			.map(({ statement }) => [`${statement.start.line}:${statement.start.character}`, statement]),
	);
	const kept = array?.name ?? first.name;
	return [
		{
			title: array ? `Name the array ${kept} instead` : `Keep ${kept} only`,
			edits: [
				{
					uri: first.origin.uri,
					range: { start: first.origin.range.start, end: last.origin.range.end },
					newText: kept,
				},
				...[...others.values()].map((statement) => removeStatement(block, statement)),
			],
			safety: "unsafe",
			preferred: true,
		},
	];
}
