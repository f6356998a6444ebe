import { someOf } from "../basics/sentences.js";
import type { Deployment, InternalServer } from "../model/deployment.js";
import type { Fix, RelatedPlace } from "../model/finding.js";
import { internalServerNamed } from "../model/lookups.js";
import type { Reference } from "../model/origin.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { insertAt, insertStatement, removeValues, replace } from "./support/edits.js";
import { ENOUGH } from "./support/limits.js";
import { edgesBehind, settingsByServer, statesWebConferencingEdges } from "./support/next-hop/internal-side.js";
import { keywordOf } from "./support/places.js";

export const rule = defineRule({
	code: "web-conf-edge-not-listed-in-pool",
	title: "A pool knows every Web Conferencing Edge",
	severity: "warning",
	category: "next-hop",
	evidence: "r2",
	sources: ["R2-TRUST", "R2-WEBEXT"],
	why: "The Web Conferencing Servers of a pool connect to the Web Conferencing Edges on its list. Outside users cannot join a conference through one that is not listed.",
	howToFix: "Add the Web Conferencing Edge to the list of the pool, with its internal and external FQDN and its ports.",
	needs:
		"Web conferencing as a scenario, and the Web Conferencing Edges of a pool; or a pool that states its A/V Authentication service and no Web Conferencing Edge.",
	note: "The list is described for OCS 2007 R2.",
	*check({ deployment, requirements }) {
		const isKindStated = statesWebConferencingEdges(deployment);
		for (const [name, settings] of settingsByServer(requirements, "web-conferencing-edge-entry")) {
			const pool = internalServerNamed(deployment, name ?? "");
			if (!pool) {
				continue;
			}
			const entries = pool.webConferencingEdges;
			const known = entries?.map((entry) => edgesBehind(entry, deployment)) ?? [];
			const isStated = entries ?? (isKindStated || pool.avAuthentication);
			if (!isStated || !pool.block.complete || known.includes(undefined)) {
				yield undecided(pool, "its Web Conferencing Edges (`web-conferencing-edges`)");
				continue;
			}
			const listedEdges = new Set(known.flatMap((edges) => edges ?? []));
			const missing = settings.flatMap(({ names }) => (names === undefined || listedEdges.has(names) ? [] : [names]));
			// That an array is named is another mistake, with a rule of its own.
			const misplaced = (entries ?? []).filter((entry) => hasNoRole(entry, deployment));
			const servers = misplaced.filter((entry) => deployment.index.hosts.get(entry.name)?.kind === "edge-server");
			yield* servers.map((entry) => wrongEntry(deployment, pool, entry, missing));
			// An entry that names the wrong server stands for one that is missing: that is one mistake.
			if (missing.length <= misplaced.length) {
				if (misplaced.length === 0) {
					yield MET;
				} else if (servers.length === 0) {
					yield undecided(pool, "its Web Conferencing Edges (`web-conferencing-edges`)");
				}
				continue;
			}
			const [first] = entries ?? [];
			yield {
				message: `The Web Conferencing Edges of ${pool.name} lack ${someOf(missing)}. Its Web Conferencing Servers connect only to those that are listed, so outside users could not join through ${missing.length === 1 ? "it" : "them"}. Add ${missing.length === 1 ? "it" : "them"} to the list.`,
				at: first ? keywordOf(first.origin.uri, first.statement, "web-conferencing-edges") : pool.origin,
				related: related(deployment, missing),
				fixes: [add(pool, missing)],
			};
		}
	},
});

/** Whether nothing behind an entry is a Web Conferencing Edge. What could not be read to its end may be one. */
function hasNoRole(entry: Reference, deployment: Deployment): boolean {
	const servers = edgesBehind(entry, deployment)?.map((name) => deployment.index.hosts.get(name)) ?? [];
	return servers.every((edge) => edge?.kind === "edge-server" && !edge.webConferencingEdge && edge.block.complete);
}

function wrongEntry(
	deployment: Deployment,
	pool: InternalServer,
	entry: Reference,
	missing: readonly string[],
): RuleFinding {
	const { name, origin } = entry;
	return {
		message: `${pool.name} lists ${name} as a Web Conferencing Edge, and ${name} has no such role. Its Web Conferencing Servers would find nothing to connect to there. Name an edge server with a Web Conferencing Edge.`,
		at: origin,
		related: related(deployment, missing),
		// Values in braces belong to the server that was meant, and which one that is only the author knows.
		fixes: pool.webConferencingEdgeEntries?.some(({ block }) => block.open)
			? []
			: [
					...missing.slice(0, ENOUGH).map(
						(other): Fix => ({
							title: `List ${other} instead`,
							edits: [replace(origin, other)],
							safety: "unsafe",
							preferred: missing.length === 1,
						}),
					),
					remove(pool, entry, missing.length === 0),
				],
	};
}

function remove({ block, webConferencingEdges = [] }: InternalServer, entry: Reference, preferred: boolean): Fix {
	const list = {
		items: webConferencingEdges.map((one) => ({ ...one, value: one.name })),
		complete: true,
		statements: [entry.statement],
	};
	return {
		title: `Remove ${entry.name} from the Web Conferencing Edges`,
		edits: removeValues(block, list, ({ origin }) => origin === entry.origin),
		safety: "unsafe",
		preferred,
	};
}

function related({ index }: Deployment, names: readonly string[]): readonly RelatedPlace[] {
	return names.flatMap((name) => {
		const edge = index.hosts.get(name);
		return edge?.kind === "edge-server" && edge.webConferencingEdge
			? [{ message: `The Web Conferencing Edge of ${name}`, origin: edge.webConferencingEdge.origin }]
			: [];
	});
}

function add({ name, block, webConferencingEdges: entries }: InternalServer, missing: readonly string[]): Fix {
	const last = entries?.at(-1);
	const text = missing.join(", ");
	return {
		title: `Add ${someOf(missing)} to the Web Conferencing Edges of ${name}`,
		edits: [
			last
				? insertAt(block.uri, last.statement.end, `, ${text}`)
				: insertStatement(block, `web-conferencing-edges ${text}`),
		],
		safety: "safe",
		preferred: true,
	};
}
