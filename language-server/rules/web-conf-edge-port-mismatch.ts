import { formatPortRange, type PortRange } from "../model/address.js";
import type { Deployment, EdgeServer, WebConferencingEdge, WebConferencingEdgeEntry } from "../model/deployment.js";
import { virtualAddressOf } from "../model/lookups.js";
import type { Origin, Stated } from "../model/origin.js";
import { defineRule, MET, type RuleContext, type RuleFinding, undecided } from "./rule.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "web-conf-edge-port-mismatch",
	title: "A pool has the name and ports that the Web Conferencing Edge has",
	severity: "warning",
	category: "next-hop",
	evidence: "r2",
	sources: ["R2-WEBEXT", "R2-TRUST"],
	why: "The pool tells outside clients the external name and port, and its servers connect to the internal port. After a change on the edge the entry of the pool has to follow.",
	howToFix: "Copy the values of the Web Conferencing Edge to the entry of the pool.",
	needs: "The external FQDN or a port in the pool's entry, and that of the Web Conferencing Edge.",
	note: "Described for OCS 2007 R2. A port that the edge does not state is the default one.",
	*check(context) {
		const { deployment } = context;
		for (const pool of deployment.internalServers) {
			for (const entry of pool.webConferencingEdgeEntries ?? []) {
				const edge = deployment.index.hosts.get(entry.edge.name);
				if (edge?.kind !== "edge-server" || !edge.webConferencingEdge?.block.complete) {
					yield undecided({ name: pool.name, origin: entry.edge.origin }, "the Web Conferencing Edge of its entry");
					continue;
				}
				const findings = differences(context, pool.name, entry, edge, edge.webConferencingEdge);
				yield* findings;
				if (findings.length === 0) {
					yield states(entry)
						? MET
						: undecided({ name: pool.name, origin: entry.edge.origin }, "name and ports of its entry");
				}
			}
		}
	},
});

function states({ external, port, internalPort }: WebConferencingEdgeEntry): boolean {
	return external?.fqdn !== undefined || port !== undefined || internalPort !== undefined;
}

/** One value of an entry beside that of the edge. */
interface Compared {
	readonly what: string;
	readonly entry?: { readonly text: string; readonly origin: Origin };
	readonly edge?: { readonly text: string; readonly origin: Origin };
}

function differences(
	{ deployment, catalogue }: RuleContext,
	pool: string,
	entry: WebConferencingEdgeEntry,
	edge: EdgeServer,
	role: WebConferencingEdge,
): readonly RuleFinding[] {
	const { portSettings } = catalogue;
	const port = (
		stated: Stated<PortRange> | undefined,
		setting: "web-conferencing-external" | "web-conferencing-internal",
	) => (stated ? ofPort(stated) : { text: portSettings[setting].default, origin: role.origin });
	const compared: readonly Compared[] = [
		{ what: "external FQDN", entry: ofName(entry.external?.fqdn), edge: ofName(externalName(deployment, edge, role)) },
		{
			what: "external port",
			entry: entry.port && ofPort(entry.port),
			edge: port(role.port, "web-conferencing-external"),
		},
		{
			what: "internal port",
			entry: entry.internalPort && ofPort(entry.internalPort),
			edge: port(role.internalPort, "web-conferencing-internal"),
		},
	];
	return compared.flatMap(({ what, entry: here, edge: there }): readonly RuleFinding[] =>
		here && there && here.text !== there.text
			? [
					{
						message: `${pool} has ${here.text} as the ${what} of ${edge.name}, and ${edge.name} has ${there.text}. Web conferences would be looked for at the wrong place. Copy the value of the edge server.`,
						at: here.origin,
						related: [{ message: `The ${what} of ${edge.name} is ${there.text}`, origin: there.origin }],
						fixes: [
							{
								title: `Change the ${what} to ${there.text}`,
								edits: [replace(here.origin, there.text)],
								safety: "unsafe",
								preferred: true,
							},
						],
					},
				]
			: [],
	);
}

/** In an array clients are given the name of the virtual address. */
function externalName(
	{ index }: Deployment,
	{ name }: EdgeServer,
	role: WebConferencingEdge,
): Stated<string> | undefined {
	const array = index.arrayOf.get(name);
	const shared = array && virtualAddressOf(array, role.role, "external");
	return shared ? shared.fqdn : role.external?.fqdn;
}

function ofName(stated: Stated<string> | undefined) {
	return stated && { text: stated.value, origin: stated.origin };
}

function ofPort({ value, origin }: Stated<PortRange>) {
	return { text: formatPortRange(value), origin };
}
