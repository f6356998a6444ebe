import type { AnyEdgeRole, EdgeServer } from "../../../model/deployment.js";
import { code } from "../../markdown.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { dnsPage, firewallPage } from "../page/page-paths.js";
import { type FlowRow, spanOf } from "../rows/row-ids.js";
import { forName, rowsByHost } from "../rows/rows-by-host.js";

/*
 * A value that is entered on a server has its counterpart in the sheet of a team. Steps name the row, so that whoever
 * enters the value can ask whether the other side agrees.
 */

/**
 * As in "the firewall sheet has the same port: F-01, F-03", with the rules that lead to this port and not those that go out to
 * the same one elsewhere. Whether a rule is in force yet is another matter.
 */
export function sameInFirewalls(
	page: PageBuilder,
	{ deployment, rows }: RunbookContext,
	server: EdgeServer,
	role: AnyEdgeRole,
	side: "internal" | "external",
	ports: string,
	property: string | undefined,
): string {
	const setting = `the dialog, where it has a field for it, shows the value as entered${
		property === undefined
			? ""
			: `; in the settings class ${code("MSFT_SIPEdgeServerListeningAddressSetting")} it is ${code(property)}`
	}`;
	const ids = firewallRows({ deployment, rows }, server, side)
		.filter(({ flow }) => flow.role === role.role && flow.ports === ports && flow.destination.host === flow.server)
		.map((row) => row.id);
	return ids.length === 0
		? `${setting}; no scenario of the file needs a rule for it on the ${side} firewall.`
		: `${setting}; the firewall sheet has the same ${ports.includes("-") ? "range" : "port"}: ${page.link(spanOf(ids), firewallPage)}.`;
}

/** The rows that let the Access Edge through to its next hop, as a link; undefined where no rule was derived. */
export function towardsNextHop(page: PageBuilder, context: RunbookContext, server: EdgeServer): string | undefined {
	const ids = firewallRows(context, server, "internal")
		.filter(({ flow }) => flow.role === "access-edge" && flow.direction === "inbound")
		.map((row) => row.id);
	return ids.length === 0 ? undefined : page.link(spanOf(ids), firewallPage);
}

/** The rows of a server and of the array that it is a member of. */
function firewallRows(
	{ deployment, rows }: Pick<RunbookContext, "deployment" | "rows">,
	server: EdgeServer,
	side: "internal" | "external",
): readonly FlowRow[] {
	const array = deployment.index.arrayOf.get(server.name)?.name;
	const own = [server.name, ...(array === undefined ? [] : [array])];
	return rowsByHost(rows)
		.firewalls.flatMap((firewall) => firewall.rowsOf(own))
		.filter(({ flow }) => flow.firewall === side && own.includes(flow.server));
}

/** As in "the DNS sheet has the same name: D-04". The record itself may come later. */
export function sameInDns(
	page: PageBuilder,
	{ rows }: RunbookContext,
	view: "internal" | "external",
	name: string | undefined,
): string | undefined {
	const ids = rowsByHost(rows)
		.dns.rowsOf(name === undefined ? [] : [forName(name)])
		.filter(({ record }) => record.view === view && record.type === "A")
		.map((row) => row.id);
	return ids.length === 0 ? undefined : `the DNS sheet has the same name: ${page.link(spanOf(ids), dnsPage)}`;
}
