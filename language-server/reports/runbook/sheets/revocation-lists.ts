import type { Deployment } from "../../../model/deployment.js";
import type { Origin } from "../../../model/origin.js";
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

/** The host of an HTTP address that is a name; an address of numbers nobody has to look up. */
function hostNameOf(point: string): string | undefined {
	const name = /^https?:\/\/([A-Za-z0-9.-]+)/i.exec(point)?.[1]?.toLowerCase();
	return name === undefined || /^[\d.]+$/.test(name) ? undefined : name;
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
export function internalLists(context: RunbookContext): readonly string[] {
	return [
		...new Set(
			context.rows.certificates.flatMap(({ request, copyOf }) => {
				const { declared, issuer } = orderOf(context, request);
				const point = declared?.crlDistributionPoint?.value;
				return copyOf !== undefined || issuer !== "internal" || point === undefined || point === "none" ? [] : [point];
			}),
		),
	];
}

/** The host of a list of the internal authority, with the certificate that names it. */
export interface InternalListHost {
	readonly name: string;
	/** By its name in the file. */
	readonly certificate: string;
	readonly origin: Origin;
}

/** The hosts of these lists, each once. */
export function internalListHosts(context: RunbookContext): readonly InternalListHost[] {
	const lists = new Set(internalLists(context));
	const hosts = new Map<string, InternalListHost>();
	for (const { name: certificate, crlDistributionPoint: point } of context.deployment.certificates) {
		const name = point === undefined || !lists.has(point.value) ? undefined : hostNameOf(point.value);
		if (point !== undefined && name !== undefined && !hosts.has(name)) {
			hosts.set(name, { name, certificate, origin: point.origin });
		}
	}
	return [...hosts.values()];
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
