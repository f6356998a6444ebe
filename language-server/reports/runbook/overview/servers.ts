import { listed } from "../../../basics/sentences.js";
import type { EdgeServer, InternalServer, ReverseProxy } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { adaptersOn } from "../../../model/lookups.js";
import { code, text } from "../../markdown.js";
import { addressText, roleAddressOf, roleNameOf } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { serversPage } from "../page/page-paths.js";
import { internalTitle } from "../sheets/servers/internal-server.js";

export function servers(page: PageBuilder, context: RunbookContext): void {
	const { deployment } = context;
	page.heading(2, "Servers and addresses");
	page.paragraph(
		`In short; what whoever builds a server enters on it is in the ${page.link("servers sheet", serversPage)}.`,
	);
	if (deployment.edgeServers.length + deployment.reverseProxies.length > 0) {
		page.paragraph("In the perimeter network:");
		page.table(
			["Server", "What it is", "FQDN", "Internal address", "External names and addresses", "Membership"],
			[
				...deployment.edgeServers.map((server) => edgeRow(page, context, server)),
				...deployment.reverseProxies.map((proxy) => proxyRow(page, proxy)),
			],
		);
	}
	if (deployment.edgeArrays.length > 0) {
		page.paragraph("Arrays:");
		page.table(
			["Array", "Members", "Load balancer", "Virtual addresses"],
			deployment.edgeArrays.map((array) => [
				code(array.name),
				array.members.map((member) => code(member.name)).join(", "),
				array.loadBalancer === undefined ? page.blank(blanks.loadBalancer(array)) : code(array.loadBalancer.name),
				array.virtualAddresses
					.map((virtual) =>
						[
							virtual.side.value,
							text(context.catalogue.roles[virtual.role].title),
							virtual.fqdn === undefined ? "" : code(virtual.fqdn.value),
							virtual.address === undefined ? "" : code(virtual.address.value.text),
						]
							.filter((part) => part !== "")
							.join(" "),
					)
					.join("<br>"),
			]),
		);
	}
	if (deployment.internalServers.length > 0) {
		page.paragraph("In the internal network:");
		page.table(
			["Server", "What it is", "FQDN", "Addresses", "Web farm"],
			deployment.internalServers.map((server) => internalRow(page, context, server)),
		);
	}
}

function edgeRow(page: PageBuilder, context: RunbookContext, server: EdgeServer): readonly string[] {
	const roles = rolesOf(server);
	const inside =
		adaptersOn(server, "internal")[0]?.addresses.items.map((address) => code(addressText(address.value))) ?? [];
	return [
		code(server.name),
		roles.length === 0
			? "edge server without a role"
			: listed(roles.map((role) => text(context.catalogue.roles[role.role].title))),
		page.value(server.fqdn?.value, blanks.fqdn(server)),
		inside.length > 0 ? inside.join(", ") : page.blank(blanks.internalAddress(server)),
		roles
			.map((role) => {
				const fqdn = roleNameOf(context.deployment, server, role);
				const address = roleAddressOf(server, role);
				return `${text(context.catalogue.roles[role.role].title)}: ${page.value(
					fqdn,
					blanks.roleFqdn(server, role.role, address),
				)} at ${page.value(address, blanks.roleAddress(server, role.role, fqdn))}`;
			})
			.join("<br>"),
		membershipText(page, server),
	];
}

function proxyRow(page: PageBuilder, proxy: ReverseProxy): readonly string[] {
	const inside =
		adaptersOn(proxy, "internal")[0]?.addresses.items.map((address) => code(addressText(address.value))) ?? [];
	const outside = adaptersOn(proxy, "external").flatMap((adapter) =>
		adapter.addresses.items.map((address) => code(addressText(address.value))),
	);
	const names = proxy.publishes.flatMap((publish) =>
		publish.externalUrl === undefined ? [] : [code(publish.externalUrl.value)],
	);
	return [
		code(proxy.name),
		"Reverse proxy",
		proxy.fqdn === undefined ? "" : code(proxy.fqdn.value),
		inside.length > 0 ? inside.join(", ") : page.blank(blanks.internalAddress(proxy)),
		`${names.length === 0 ? "" : `${names.join(", ")} at `}${
			outside.length > 0 ? outside.join(", ") : page.blank(blanks.externalAddress(proxy))
		}`,
		membershipText(page, proxy),
	];
}

function membershipText(page: PageBuilder, server: EdgeServer | ReverseProxy): string {
	const membership = server.membership?.value;
	if (membership === undefined) {
		return page.blank(blanks.membership(server));
	}
	return membership.kind === "workgroup"
		? "workgroup"
		: `domain${membership.domain === undefined ? "" : ` ${code(membership.domain)}`}`;
}

function internalRow(page: PageBuilder, context: RunbookContext, server: InternalServer): readonly string[] {
	// Several computers behind one address: it is that of their balancer.
	const virtual = server.members.length > 1 ? " (virtual)" : "";
	const addresses = [
		...server.addresses.items.map((address) => `${code(address.value.text)}${virtual}`),
		...server.members.map((member) =>
			member.address === undefined
				? code(member.fqdn.value)
				: `${code(member.fqdn.value)} ${code(member.address.value.text)}`,
		),
	];
	const farm = server.webFarm;
	return [
		code(server.name),
		internalTitle(context, server),
		page.value(server.fqdn?.value, blanks.fqdn(server)),
		addresses.length > 0 ? addresses.join("<br>") : page.blank(blanks.address(server)),
		[
			farm?.internal === undefined ? "" : `internal ${code(farm.internal.value)}`,
			farm?.external === undefined ? "" : `external ${code(farm.external.value)}`,
		]
			.filter((part) => part !== "")
			.join("<br>"),
	];
}
