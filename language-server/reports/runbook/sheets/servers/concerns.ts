import { groupBy, remembered } from "../../../../basics/collections.js";
import { rolesOf } from "../../../../model/edge-roles.js";
import { hostNamed, virtualAddressOf } from "../../../../model/lookups.js";
import { code, text } from "../../../markdown.js";
import { roleNameOf } from "../../facts.js";
import type { PageBuilder, RunbookContext } from "../../page/page.js";
import { balancersPage, certificatesPage, dnsPage, firewallPage } from "../../page/page-paths.js";
import { type NumberedCertificate, type RowIds, spanOf } from "../../rows/row-ids.js";
import { ANY_MEDIA_SERVER, forHost, forName, forTarget, rowsByHost } from "../../rows/rows-by-host.js";
import { isMediaServer } from "../../rows/task-needs.js";
import { sides } from "./adapters.js";
import type { Computer, Server } from "./computer.js";

const certificatesByServer = remembered(
	(rows: RowIds): ReadonlyMap<string, readonly NumberedCertificate[]> =>
		groupBy(rows.certificates, ({ request }) => request.server),
);

/** The certificates that are assigned on a computer, place by place. */
export function certificates(page: PageBuilder, { catalogue, rows }: RunbookContext, computer: Computer): void {
	const own = certificatesByServer(rows).get(computer.name);
	if (own === undefined) {
		return;
	}
	page.paragraph("Certificates:");
	page.table(
		["Row", "Place", "Name in the file", "How it comes here"],
		own.map(({ id, request, copyOf }) => [
			page.link(id, certificatesPage),
			text(catalogue.certificateSlots[request.slot].title),
			request.declared === undefined ? "none" : code(request.declared),
			copyOf === undefined
				? "requested on this computer"
				: `imported: the certificate ${copyOf.id} of ${code(copyOf.request.server)}`,
		]),
	);
}

/** The rows of the other sheets that concern a server, and the steps that are done on it. */
export function concerns(page: PageBuilder, context: RunbookContext, server: Server): void {
	const { deployment, rows, steps } = context;
	const array = server.kind === "edge-server" ? deployment.index.arrayOf.get(server.name) : undefined;
	const own = [server.name, ...(array === undefined ? [] : [array.name])];
	const byHost = rowsByHost(rows);
	const names = namesOf(context, server);
	// A reverse proxy looks up the web farm by its name; who is led to that name by another record is not its concern.
	const targets = server.kind === "reverse-proxy" ? [] : names;
	const concernsMedia = isMediaServer(server);
	const span = (words: string, ids: readonly string[], path: string) =>
		ids.length === 0 ? [] : [`${words}: ${page.link(spanOf(ids), path)}`];
	const concerned = [
		...rows.firewalls.flatMap((firewall, index) =>
			span(
				firewall.name === undefined ? `${firewall.side} firewall` : `Firewall ${code(firewall.name)}`,
				byHost.firewalls[index]?.of(concernsMedia ? [...own, ANY_MEDIA_SERVER] : own) ?? [],
				firewallPage,
			),
		),
		...span("DNS", byHost.dns.of([...own.map(forHost), ...names.map(forName), ...targets.map(forTarget)]), dnsPage),
		...span("Load balancer", byHost.balancers.of(own), balancersPage),
	];
	if (concerned.length > 0) {
		page.paragraph("Rows of other sheets that concern it:");
		page.bullets(concerned);
	}
	const done = steps?.on(server.name) ?? [];
	if (done.length > 0) {
		page.paragraph("What is done on it:");
		page.bullets(
			done.map(({ task, path, title, first, last }) => {
				const numbers = first === last ? `step ${first}` : `steps ${first} to ${last}`;
				// Under the heading of the server its name says nothing new.
				return `Task ${task}, ${page.link(numbers, path)}: ${title.replace(`${code(server.name)}: `, "")}`;
			}),
		);
	}
}

/** The names by which others find a server, so that its records are found by name as well. */
function namesOf({ deployment }: RunbookContext, server: Server): readonly string[] {
	const names =
		server.kind === "edge-server"
			? [server.fqdn?.value, ...rolesOf(server).map((role) => roleNameOf(deployment, server, role))]
			: server.kind === "edge-array"
				? (["access-edge", "web-conferencing-edge", "av-edge"] as const).flatMap((role) =>
						sides.map((side) => virtualAddressOf(server, role, side)?.fqdn?.value),
					)
				: server.kind === "reverse-proxy"
					? server.publishes.flatMap(({ externalUrl, pool }) => {
							const host = hostNamed(deployment.index, pool.name);
							// It has to find what it publishes by that name, too.
							return [externalUrl?.value, host?.kind === "pool" ? host.webFarm?.internal?.value : undefined];
						})
					: [server.fqdn?.value, server.webFarm?.internal?.value];
	return names.filter((name) => name !== undefined);
}
