import { listed } from "../../../basics/sentences.js";
import type { Evidence } from "../../../catalog/types.js";
import { containsSubnet } from "../../../model/address.js";
import type { Adapter, Deployment, EdgeServer, ReverseProxy, Route, Side } from "../../../model/deployment.js";
import { adaptersOn } from "../../../model/lookups.js";
import type { Origin } from "../../../model/origin.js";
import { code } from "../../markdown.js";
import { addressText, subnetOf } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, Step } from "../page/page.js";
import { statementOf, statementOfList } from "./origins.js";

/*
 * What is entered on the network adapters of a computer in the perimeter, be it an edge server or a reverse proxy.
 */

/** The addresses of an adapter as they are entered: with the prefix that is stated, else with the subnet that they lie in. */
export function addressesOf(deployment: Deployment, adapter: Adapter): readonly string[] {
	return adapter.addresses.items.map(({ value }) => {
		const subnet = value.prefix === undefined ? subnetOf(deployment, adapter, value) : undefined;
		return subnet === undefined ? code(addressText(value)) : `${code(value.text)} (in ${code(subnet)})`;
	});
}

/** The statement that gives an adapter its addresses, else the adapter, else the computer that lacks it. */
export function addressOrigin(computer: EdgeServer | ReverseProxy, adapter: Adapter | undefined): Origin {
	return statementOfList(adapter?.addresses) ?? adapter?.origin ?? computer.origin;
}

/** The static routes that the file states. */
export function statedRoutes(
	page: PageBuilder,
	deployment: Deployment,
	computer: EdgeServer | ReverseProxy,
	evidence: Evidence,
): readonly Step[] {
	return adaptersOn(computer, "internal")
		.flatMap((adapter) => adapter.routes)
		.map((route, position): Step => {
			const destination = route.destination.value.text;
			return {
				id: `route/${reachedBy(deployment, route) ?? position + 1}`,
				action: `Add a persistent static route to ${code(destination)} via ${page.value(
					route.gateway?.value.text,
					blanks.routeGateway(computer, destination, destination),
				)}, on the internal adapter.`,
				check: "The route is in the route table, also after a restart.",
				evidence,
				origin: statementOf(route.destination),
			};
		});
}

/** Routes that the file does not state, to the internal networks that no stated route reaches. */
export function missingRoutes(
	page: PageBuilder,
	deployment: Deployment,
	computer: EdgeServer | ReverseProxy,
	evidence: Evidence,
): readonly Step[] {
	const routes = adaptersOn(computer, "internal").flatMap((adapter) => adapter.routes);
	return deployment.networks
		.filter((network) => network.zone?.value === "internal")
		.flatMap((network) =>
			network.subnets.items.length === 0
				? [
						{
							network,
							destination: page.blank(blanks.subnet(network.name)),
							gateway: blanks.routeGateway(computer, network.name),
							origin: network.origin,
						},
					]
				: network.subnets.items
						.filter((subnet) => !routes.some((route) => containsSubnet(route.destination.value, subnet.value)))
						.map((subnet) => ({
							network,
							destination: code(subnet.value.text),
							gateway: blanks.routeGateway(computer, subnet.value.text, subnet.value.text),
							origin: subnet.origin,
						})),
		)
		.map(
			({ network, destination, gateway, origin }): Step => ({
				id: `route/${network.name}`,
				action: `Add a persistent static route to ${destination} via ${page.blank(gateway)}, on the internal adapter.`,
				check: "The route is in the route table, also after a restart.",
				evidence,
				origin,
			}),
		);
}

/** Entering DNS servers, adapter by adapter. */
export function statedDnsServers(computer: EdgeServer | ReverseProxy, side: Side, evidence: Evidence): readonly Step[] {
	return adaptersOn(computer, side)
		.filter((adapter) => adapter.dnsServers.items.length > 0)
		.map(
			(adapter): Step => ({
				id: `dns-servers/${side}`,
				action: `Enter ${listed(
					adapter.dnsServers.items.map((address) => code(address.value.text)),
				)} as DNS ${adapter.dnsServers.items.length === 1 ? "server" : "servers"} of the ${side} adapter.`,
				check: `The ${side} adapter shows ${adapter.dnsServers.items.length === 1 ? "it" : "them, in this order"}.`,
				evidence,
				origin: statementOfList(adapter.dnsServers),
			}),
		);
}

/** The first internal network that a route leads to: its name stays when addresses change. */
function reachedBy(deployment: Deployment, route: Route): string | undefined {
	return deployment.networks.find(
		(network) =>
			network.zone?.value === "internal" &&
			network.subnets.items.some((subnet) => containsSubnet(route.destination.value, subnet.value)),
	)?.name;
}
