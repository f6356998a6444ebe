import { groupBy } from "../basics/collections.js";
import { listed } from "../basics/sentences.js";
import type { Deployment } from "../model/deployment.js";
import { carries } from "../requirements/pool-roles.js";
import { defineRule, MET, undecided } from "./rule.js";
import { named } from "./support/completeness.js";
import { replace } from "./support/edits.js";
import { ENOUGH } from "./support/limits.js";

export const rule = defineRule({
	code: "ipsec-on-media-ports",
	title: "IPsec leaves the media ports out",
	severity: "warning",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["PLAN-NET", "R2-IPSEC"],
	why: "The negotiation of IPsec delays media, so it is recommended to disable IPsec over the port ranges of audio and video.",
	howToFix: "Add IPsec exceptions for the A/V Edge, the A/V Conferencing Servers and the Mediation Servers.",
	needs: "The IPsec setting of the networks in which these servers are.",
	*check({ deployment }) {
		for (const [name, servers] of groupBy(mediaServers(deployment), ({ network }) => network)) {
			const network = deployment.index.networks.get(name);
			if (!network) {
				continue;
			}
			if (!network.ipsec) {
				yield undecided(network, "its IPsec setting (`ipsec`)");
				continue;
			}
			const names = [...new Set(servers.map(({ title }) => title))].slice(0, ENOUGH);
			yield network.ipsec.value === "required"
				? {
						message: `IPsec is required in the network ${name}, for the media of ${listed(names)} too. Its negotiation delays media. Make an exception for the media ports.`,
						at: network.ipsec.origin,
						related: servers
							.slice(0, ENOUGH)
							.map(({ title, origin }) => ({ message: `Media passes ${title}`, origin })),
						fixes: [
							{
								title: "Leave the media ports out of IPsec",
								edits: [replace(network.ipsec.origin, "except-media")],
								safety: "unsafe",
								preferred: true,
							},
						],
					}
				: MET;
		}
	},
});

/** The servers that media passes, with the networks in which they are. */
function mediaServers({ edgeServers, internalServers }: Deployment) {
	const edges = named(edgeServers).flatMap(({ name, avEdge, adapters }) =>
		avEdge
			? adapters.flatMap(({ network }) =>
					network ? [{ network: network.name, title: `the A/V Edge of ${name}`, origin: avEdge.origin }] : [],
				)
			: [],
	);
	const servers = named(internalServers).flatMap((server) => {
		const isMedia = server.kind === "mediation-server" || carries(server, "av-conferencing") === true;
		return isMedia && server.network
			? [{ network: server.network.name, title: server.name, origin: server.origin }]
			: [];
	});
	return [...edges, ...servers];
}
