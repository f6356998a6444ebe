import { loadBalancerKindValues, translationValues, valueFact } from "../../../../catalog/values.js";
import type { EdgeArray, EdgeServer, LoadBalancer } from "../../../../model/deployment.js";
import { rolesOf } from "../../../../model/edge-roles.js";
import { adaptersOn } from "../../../../model/lookups.js";
import { internalNameOfArray, isBalancedInside } from "../../../../requirements/resolve.js";
import { code, text } from "../../../markdown.js";
import { roleAddressOf, roleNameOf } from "../../facts.js";
import { blanks } from "../../page/blanks.js";
import type { PageBuilder, RunbookContext } from "../../page/page.js";
import { built, sides } from "./adapters.js";
import { siteOf } from "./computer.js";

/** The roles of an edge server, each with its names, addresses and ports. */
export function roles(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	array: EdgeArray | undefined,
): void {
	const { catalogue, deployment } = context;
	const carried = rolesOf(server);
	if (carried.length === 0) {
		return;
	}
	page.paragraph(
		array === undefined
			? "Names and addresses of the roles:"
			: `Names and addresses of the roles. The names are those of the virtual addresses of ${code(array.name)}:`,
	);
	const inside =
		array !== undefined && isBalancedInside(deployment, server)
			? page.value(internalNameOfArray(array), blanks.virtualFqdn(array))
			: page.value(server.fqdn?.value, blanks.fqdn(server));
	page.table(
		["Role", "Side", "Name", "Address"],
		[
			...carried.map((role) => {
				const address = roleAddressOf(server, role);
				const name = roleNameOf(deployment, server, role);
				return [
					text(catalogue.roles[role.role].title),
					"external",
					page.value(
						name,
						array === undefined ? blanks.roleFqdn(server, role.role, address) : blanks.virtualFqdn(array, "external"),
					),
					page.value(address, blanks.roleAddress(server, role.role, name)),
				];
			}),
			[carried.length > 1 ? "all roles" : "the same role", "internal", inside, insideAddresses(page, server)],
		],
	);
}

function insideAddresses(page: PageBuilder, server: EdgeServer): string {
	const addresses = adaptersOn(server, "internal").flatMap((adapter) =>
		adapter.addresses.items.map((address) => code(address.value.text)),
	);
	return addresses.length === 0 ? page.blank(blanks.internalAddress(server)) : addresses.join(", ");
}

/** The section of an array: its members and the virtual names and addresses. */
export function edgeArray(page: PageBuilder, context: RunbookContext, array: EdgeArray): void {
	const { catalogue, deployment } = context;
	const balancer = array.loadBalancer && deployment.index.loadBalancers.get(array.loadBalancer.name);
	const site = siteOf(context, array);
	page.table(
		["", ""],
		[
			...(site === undefined ? [] : [["Site", site]]),
			["Members", array.members.map((member) => code(member.name)).join(", ")],
			[
				"Load balancer",
				array.loadBalancer === undefined
					? page.blank(blanks.loadBalancer(array))
					: `${code(array.loadBalancer.name)}${kindOf(balancer)}`,
			],
		],
	);
	if (array.virtualAddresses.length > 0) {
		page.paragraph("Virtual addresses, which are on the load balancer:");
		page.table(
			["Role", "Side", "Name", "Address"],
			[...array.virtualAddresses]
				.sort((a, b) => sides.indexOf(b.side.value) - sides.indexOf(a.side.value))
				.map((virtual) => [
					text(catalogue.roles[virtual.role].title),
					virtual.side.value,
					page.value(virtual.fqdn?.value, blanks.virtualFqdn(array, virtual.side.value)),
					page.value(virtual.address?.value.text, blanks.virtualAddress(array, virtual.side.value)),
				]),
		);
	}
	built(page, array);
}

function kindOf(balancer: LoadBalancer | undefined): string {
	const words = [
		balancer?.type && valueFact(loadBalancerKindValues, balancer.type.value)?.title,
		balancer?.translation && valueFact(translationValues, balancer.translation.value)?.title,
	].filter((word) => word !== undefined);
	return words.length === 0 ? "" : ` (${words.map(text).join(", ")})`;
}
