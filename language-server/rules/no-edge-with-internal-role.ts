import { append } from "../basics/collections.js";
import type { Deployment, EdgeServer, InternalServer } from "../model/deployment.js";
import type { Origin, Reference, Stated } from "../model/origin.js";
import { POOL_ROLES } from "../model/words.js";
import { defineRule, MET, type RuleFinding } from "./rule.js";
import { giveOwnComputer } from "./support/topology/computers.js";
import { internalRoleTitle, kindOfSoftware, removeSoftware } from "./support/topology/software.js";

export const rule = defineRule({
	code: "no-edge-with-internal-role",
	title: "An edge server and an internal server do not share a computer",
	severity: "error",
	category: "topology",
	evidence: "ocs2007",
	sources: ["SUP-DIR", "PEDIA-IMP"],
	why: "Edge roles stand in the perimeter network on dedicated computers. Internal servers, a Director for example, are supported in the internal network only.",
	howToFix: "Give the internal server a computer in the internal network.",
	needs:
		"What runs on the edge server (`runs`), the computer of the internal server (`runs-on`), and the FQDNs of both.",
	note: "Follows from the two sources; neither states the combination in one sentence.",
	*check({ deployment }) {
		const hosted = hostedServers(deployment);
		const internal = internalNames(deployment);
		for (const edge of deployment.edgeServers) {
			const declared = hosted.get(edge.name) ?? [];
			const found = [
				...internalSoftware(edge, [
					...declared.map(({ server }) => server),
					...namesakes(edge, internal).map(({ server }) => server),
				]),
				...declared.map((one) => sharesComputer(edge, one)),
				...namesakes(edge, internal).map((one) => sharesName(edge, one)),
			];
			if (found.length === 0) {
				yield MET;
			}
			yield* found;
		}
	},
});

/** What the statement `runs` names, without what is declared on the computer and spoken of there. */
function internalSoftware(edge: EdgeServer, declared: readonly InternalServer[]): readonly RuleFinding[] {
	const known = new Set(declared.flatMap(({ kind }): readonly string[] => (kind === "pool" ? POOL_ROLES : [kind])));
	return edge.runs.items
		.filter(({ value }) => kindOfSoftware(value) === "internal-role" && !known.has(value))
		.map((software) => ({
			message: `On the edge server ${edge.name} runs ${internalRoleTitle(software.value)}, a role of the internal network. An edge server stands in the perimeter network, on a computer of its own. Move ${software.value} to a computer inside.`,
			at: software.origin,
			fixes: removeSoftware(edge, software),
		}));
}

interface Hosted {
	readonly server: InternalServer;
	readonly runsOn: Reference;
}

/** The internal servers by the edge server whose computer they share. */
function hostedServers({ internalServers }: Deployment): ReadonlyMap<string, readonly Hosted[]> {
	const hosted = new Map<string, Hosted[]>();
	for (const server of internalServers) {
		if (server.runsOn) {
			append(hosted, server.runsOn.name, { server, runsOn: server.runsOn });
		}
	}
	return hosted;
}

function sharesComputer(edge: EdgeServer, { server, runsOn }: Hosted): RuleFinding {
	return {
		message: `${server.name} runs on the computer of the edge server ${edge.name}. An edge server stands in the perimeter network, and ${server.name} belongs inside. Give ${server.name} a computer of its own.`,
		at: runsOn.origin,
		related: [{ message: `The edge server ${edge.name}`, origin: edge.origin }],
		fixes: [giveOwnComputer(server, runsOn)],
	};
}

interface InternalName {
	readonly server: InternalServer;
	readonly origin: Origin;
}

/** The FQDNs of internal servers and their members. */
function internalNames({ internalServers }: Deployment): ReadonlyMap<string, InternalName> {
	const names = new Map<string, InternalName>();
	for (const server of internalServers) {
		for (const fqdn of [server.fqdn, ...server.members.map((member) => member.fqdn)]) {
			if (fqdn && !names.has(fqdn.value)) {
				names.set(fqdn.value, { server, origin: fqdn.origin });
			}
		}
	}
	return names;
}

/** The internal server with the FQDN of the edge server, unless the file says in so many words that they share a computer. */
function namesakes(
	{ name, fqdn }: EdgeServer,
	internal: ReadonlyMap<string, InternalName>,
): readonly (InternalName & { readonly fqdn: Stated<string> })[] {
	const other = fqdn && internal.get(fqdn.value);
	return other && other.server.runsOn?.name !== name ? [{ ...other, fqdn }] : [];
}

function sharesName(
	{ name }: EdgeServer,
	{ server, origin, fqdn }: InternalName & { readonly fqdn: Stated<string> },
): RuleFinding {
	return {
		message: `${name} and ${server.name} state the same FQDN, ${fqdn.value}, so they would be one computer. An edge server stands in the perimeter network, and ${server.name} belongs inside. Give each a name and a computer of its own.`,
		at: fqdn.origin,
		related: [{ message: `The same FQDN for ${server.name}`, origin }],
	};
}
