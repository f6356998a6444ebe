import type { Host, InternalServer } from "../../../../model/deployment.js";
import { hostNamed } from "../../../../model/lookups.js";
import type { TrustRequirement } from "../../../../requirements/requirements.js";
import { code } from "../../../markdown.js";
import { documented } from "../../facts.js";
import { blanks } from "../../page/blanks.js";
import type { PageBuilder, RunbookContext, StepGroup } from "../../page/page.js";
import { taskPage } from "../../page/page-paths.js";
import { nameOfComputer } from "../computers.js";
import { isArrayOfDirectors } from "./readiness.js";
import { restart } from "./restart.js";
import { type Entry, GUIDE, undone } from "./trust-entries.js";

/** The entries for what carries the Access Edge: the computer, or the internal virtual address of its array. */
export function accessEdgeEntries({ deployment }: RunbookContext, entries: readonly Entry[]): readonly Entry[] {
	const carriesAccessEdge = (host: Host | undefined): boolean => {
		switch (host?.kind) {
			case "edge-server":
				return host.accessEdge !== undefined;
			case "edge-array":
				return deployment.edgeServers.some(
					(server) => server.accessEdge !== undefined && deployment.index.arrayOf.get(server.name) === host,
				);
			default:
				return false;
		}
	};
	return entries.filter(
		({ trust }) =>
			trust.template === "trusted-edge" &&
			trust.names !== undefined &&
			carriesAccessEdge(deployment.index.hosts.get(trust.names)),
	);
}

/**
 * The route of the forest leads to the Director, whose own has to lead on to the Access Edge; and a server of which the
 * file states another route than that of the forest has one of its own as well.
 */
export function ownRoute(
	page: PageBuilder,
	context: RunbookContext,
	server: InternalServer,
	entries: readonly Entry[],
): StepGroup {
	const { catalogue, deployment } = context;
	const route = entries.find(({ trust }) => trust.template === "federation-route")?.trust;
	const stated = server.federationRoute;
	const target = stated === undefined ? undefined : hostNamed(deployment.index, stated.name);
	const needsOwn =
		route !== undefined && (route.names === server.name || (target !== undefined && target.name !== route.names));
	const accessEdges = accessEdgeEntries(context, entries);
	const [only, other] = accessEdges;
	const array = target === undefined ? undefined : deployment.index.arrayOf.get(target.name);
	const chosen =
		accessEdges.find(({ trust }) => trust.names === target?.name || trust.names === array?.name)?.trust ??
		(target === undefined && other === undefined ? only?.trust : undefined);
	const internal = target?.kind === "director" || target?.kind === "pool" ? target : undefined;
	const to = chosen?.value ?? internal?.fqdn?.value;
	const port = portOf(context, chosen) ?? Number(catalogue.portSettings["access-internal"].default);
	// Directors of the Standard Edition are single servers, also behind one virtual address: each has properties of its own.
	const places = isArrayOfDirectors(server)
		? server.members.map((member) => ({
				id: `federation-route/${nameOfComputer(server, member.fqdn.value)}`,
				name: member.fqdn.value,
			}))
		: [{ id: "federation-route", name: server.name }];
	return {
		id: `route/${server.name}`,
		on: server.name,
		title: `Federation route of ${code(server.name)}`,
		intro: [
			route?.names === server.name
				? `The forest sends federated traffic to ${code(server.name)}; from there it has to go on to the Access Edge.`
				: `The file states another route for ${code(server.name)} than that of the forest; a single server or pool may override it.`,
		],
		steps: needsOwn
			? [
					...places.map(({ id, name }) => ({
						id,
						action: `In the properties of ${code(name)}, override the route of the forest with ${
							to === undefined ? page.blank(blanks.byHand(`federation route of ${server.name}`)) : code(to)
						} and the port ${code(String(port))}. The dialog was not found; take it from ${GUIDE}.`,
						check: `the dialog shows this name and this port. Whether messages take the route is tested in ${page.link("task 7", taskPage({ number: 7, id: "validate" }))}.`,
						evidence: documented("derived", "R2-HLP-FED", "SDK-GLOBALFED"),
						origin: stated?.origin ?? server.origin,
					})),
					// Where the server has settings of its own below, one restart after them is enough.
					...(entries.some(({ trust }) => trust.on === server.name) ? [] : [restart(server, false, page)]),
				]
			: [],
		...(needsOwn ? { undo: `enter the earlier route again, and restart the same services.${page.mark(undone)}` } : {}),
	};
}

/** The port on which the Access Edge listens inside, as stated. */
function portOf({ deployment }: RunbookContext, trust: TrustRequirement | undefined): number | undefined {
	const host = trust?.names === undefined ? undefined : deployment.index.hosts.get(trust.names);
	const servers =
		host?.kind === "edge-array"
			? deployment.edgeServers.filter((server) => deployment.index.arrayOf.get(server.name) === host)
			: host?.kind === "edge-server"
				? [host]
				: [];
	return servers.flatMap((server) => server.accessEdge?.internalPort?.value.from ?? [])[0];
}
