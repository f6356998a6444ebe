import { poolEditionValues, valueFact } from "../../../../catalog/values.js";
import type { InternalServer } from "../../../../model/deployment.js";
import { code, text } from "../../../markdown.js";
import { documented } from "../../facts.js";
import { blanks } from "../../page/blanks.js";
import type { PageBuilder, RunbookContext } from "../../page/page.js";
import { built } from "./adapters.js";
import type { Rows } from "./computer.js";

/** What kind of server it is, as in "Enterprise pool, consolidated". */
export function internalTitle({ catalogue }: RunbookContext, server: InternalServer): string {
	const edition = server.edition?.value;
	const title = edition === undefined ? "" : (valueFact(poolEditionValues, edition)?.title ?? edition);
	return text(
		server.kind === "pool"
			? title || catalogue.roles.pool.title
			: [catalogue.roles[server.kind].title, ...(title === "" ? [] : [title])].join(", "),
	);
}

/** The section of a Director, pool or other server inside: what the edge has to know of it. */
export function internalServer(
	page: PageBuilder,
	{ deployment, catalogue }: RunbookContext,
	server: InternalServer,
): void {
	const network = server.network === undefined ? undefined : deployment.index.networks.get(server.network.name);
	const addresses = server.addresses.items.map((address) => code(address.value.text)).join(", ");
	const farm = server.webFarm;
	const membership = server.membership?.value;
	const rows: Rows = [
		["FQDN", page.value(server.fqdn?.value, blanks.fqdn(server))],
		[
			server.members.length > 1 ? "Virtual address" : "Address",
			addresses === "" && server.members.every((member) => member.address === undefined)
				? page.blank(blanks.address(server))
				: addresses,
		],
	];
	if (server.network !== undefined) {
		const subnets = network?.subnets.items.map((subnet) => code(subnet.value.text)).join(", ") ?? "";
		rows.push(["Network", `${code(server.network.name)}${subnets === "" ? "" : ` (${subnets})`}`]);
	}
	if (membership !== undefined) {
		rows.push([
			"Membership",
			membership.kind === "workgroup"
				? "workgroup"
				: `domain${membership.domain === undefined ? "" : ` ${code(membership.domain)}`}`,
		]);
	}
	if (server.roles.items.length > 0) {
		rows.push(["Roles", server.roles.items.map((role) => code(role.value)).join(", ")]);
	}
	if (server.kind === "director" && server.roles.items.length === 0) {
		// The file does not say what runs on it, so nobody else asks.
		rows.push([
			"Address Book Server",
			`recommended to be deactivated on a Director, where no user is at home${page.mark(documented("ocs2007", "SUP-DIR"))}; state: ${page.blank(blanks.addressBookServer(server))}`,
		]);
	}
	if (server.loadBalancer !== undefined) {
		rows.push(["Load balancer", code(server.loadBalancer.name)]);
	}
	if (farm?.internal !== undefined) {
		rows.push(["Web farm, internal name", code(farm.internal.value)]);
	}
	if (farm?.external !== undefined) {
		rows.push(["Web farm, external name", code(farm.external.value)]);
	}
	const senders = deployment.edgeServers.filter((edge) => edge.accessEdge?.nextHop?.name === server.name);
	if (senders.length > 0) {
		rows.push([
			"Next hop of",
			`${senders.map((edge) => code(edge.name)).join(", ")}, at port ${code(catalogue.portSettings["access-internal"].default)}`,
		]);
	}
	page.table(["", ""], rows);
	if (server.members.length > 0) {
		page.paragraph("Members:");
		page.table(
			["Name", "Address", "Roles"],
			server.members.map((member) => [
				code(member.fqdn.value),
				page.value(member.address?.value.text, blanks.memberAddress(server, member.fqdn.value)),
				member.roles.items.length === 0
					? server.kind === "pool"
						? "those of the pool"
						: "not stated"
					: member.roles.items.map((role) => code(role.value)).join(", "),
			]),
		);
	}
	built(page, server);
}
