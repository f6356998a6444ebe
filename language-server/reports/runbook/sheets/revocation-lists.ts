import type { Deployment } from "../../../model/deployment.js";
import {
	hostNameOf,
	type InternalListHost,
	internalListHostsOf,
	internalListsOf,
} from "../../../requirements/unnumbered-rules.js";
import { code } from "../../markdown.js";
import { documented } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { orderOf } from "../rows/certificate-orders.js";

/** A host that servers turn to for a revocation list. */
export interface RevocationHost {
	readonly name: string;
	/** Whether it holds a list of the own certification authority, of which the Internet knows nothing by itself. */
	readonly isInternal: boolean;
}

/** The hosts of the revocation lists that the certificates of the file name. */
export function revocationHosts({ certificates }: Deployment): readonly RevocationHost[] {
	const hosts = new Map<string, boolean>();
	for (const { crlDistributionPoint: point, issuer } of certificates) {
		const name = hostNameOf(point?.value ?? "");
		if (name !== undefined) {
			hosts.set(name, (hosts.get(name) ?? false) || issuer?.value === "internal");
		}
	}
	return [...hosts].map(([name, isInternal]) => ({ name, isInternal }));
}

/** The revocation lists of the internal authority, which an edge server finds only where somebody sees to it. */
export function internalLists({ deployment, requirements }: RunbookContext): readonly string[] {
	return internalListsOf(deployment, requirements.certificates);
}

/** The hosts of these lists, each once. */
export function internalListHosts(context: RunbookContext): readonly InternalListHost[] {
	return internalListHostsOf(context.deployment, internalLists(context));
}

/** Which list belongs to which certificates, and what has to be there before the services start. */
export function revocationLists(page: PageBuilder, context: RunbookContext): void {
	const lists = new Map<string, { readonly ids: string[]; readonly issuers: Set<string> }>();
	for (const { id, request, copyOf } of context.rows.certificates) {
		const { declared, issuer } = orderOf(context, request);
		const point = declared?.crlDistributionPoint?.value;
		if (copyOf === undefined && point !== undefined && point !== "none") {
			const list = lists.get(point) ?? { ids: [], issuers: new Set() };
			lists.set(point, list);
			list.ids.push(id);
			list.issuers.add(issuer);
		}
	}
	if (lists.size === 0) {
		return;
	}
	page.heading(2, "Revocation lists");
	page.paragraph(
		`Each list has to be there before task 5: a list that an Access Edge cannot fetch can keep its service from starting.${page.mark(documented("community", "EXPLUC-CRL"))}`,
	);
	page.table(
		["List", "Certificates", "Authority"],
		[...lists].map(([point, { ids, issuers }]) => [code(point), ids.join(", "), [...issuers].join(", ")]),
	);
	if ([...lists.values()].some(({ issuers }) => issuers.has("internal"))) {
		page.paragraph(
			`An edge server asks public DNS and goes out through the external firewall. So the host of a list of the internal authority has to answer on the Internet under its name, at an address where TCP port 80 is let in; or else each edge server with an Access Edge gets an entry in its hosts file, for which task 2 has a step, and the internal firewall a rule for TCP port 80 of that host, which stands on the firewall sheet beyond the port table. Settle which before the computers are built; the cut-over plan has a line for that (CRL), and one for what follows from it.${page.mark(documented("derived", "EXPLUC-CRL", "R2-DNSCFG"))}`,
		);
		page.rows(
			["Host", "On the Internet", "Or by the hosts files", "Settled"],
			internalListHosts(context).map(({ name, origin }) => ({
				id: `list-host/${name}`,
				origin,
				cells: [code(name), page.blank(blanks.publicListHost(name)), page.blank(blanks.listHost(name)), ""],
			})),
		);
	}
}
