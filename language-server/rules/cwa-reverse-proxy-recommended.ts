import type { Deployment, InternalServer, Scenario } from "../model/deployment.js";
import { scenarioOf } from "../model/lookups.js";
import { defineRule, MET, type Outcome, undecided } from "./rule.js";
import { isWhole, named } from "./support/completeness.js";
import { insertStatement } from "./support/edits.js";
import { addProxy, webAccessPublications } from "./support/reverse-proxy/publishing.js";
import { isProxyMissed } from "./support/reverse-proxy/web-content.js";

export const rule = defineRule({
	code: "cwa-reverse-proxy-recommended",
	title: "Communicator Web Access is reached from outside through a reverse proxy",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "ocs2007",
	sources: ["SUP-PERIM", "CWA-PUB"],
	why: "A reverse proxy is strongly recommended for Communicator Web Access, although it is not required.",
	howToFix: "Publish Communicator Web Access through a reverse proxy.",
	needs:
		"The scenario communicator-web-access and the reverse proxies; where there is one, the Communicator Web Access servers as well.",
	note: "Where other scenarios want a reverse proxy and there is none, the rule on those speaks of it.",
	*check(context) {
		const { deployment } = context;
		const scenario = scenarioOf(deployment, "communicator-web-access");
		if (!scenario) {
			return;
		}
		const servers = named(deployment.internalServers).filter(({ kind }) => kind === "communicator-web-access");
		if (!isWhole(deployment)) {
			yield undecided(deployment, "its reverse proxies");
		} else if (deployment.reverseProxies.length === 0) {
			// The other scenarios want a proxy too. That is one mistake, and their rule is the stricter one.
			yield isProxyMissed(context)
				? undecided(deployment, "a reverse proxy")
				: withoutProxy(deployment, scenario, servers);
		} else if (servers.length === 0) {
			yield undecided(deployment, "a Communicator Web Access server");
		} else {
			yield* unpublished(deployment, servers);
		}
	},
});

function withoutProxy(deployment: Deployment, scenario: Scenario, servers: readonly InternalServer[]): Outcome {
	const [server, second] = servers;
	return {
		message: `Communicator Web Access of ${deployment.name} is used from outside, and there is no reverse proxy. One is strongly recommended, though not required. Publish it through a reverse proxy.`,
		at: scenario.origin,
		related: servers.map(({ name, origin }) => ({ message: `${name} would be published`, origin })),
		fixes: [addProxy(deployment, second ? undefined : server, ["protocol https"])],
	};
}

function* unpublished(deployment: Deployment, servers: readonly InternalServer[]): Iterable<Outcome> {
	const { reverseProxies, index } = deployment;
	const published = new Set(webAccessPublications(deployment).map(({ server }) => server));
	// A name that means nothing may be that of the server.
	const isReadable = reverseProxies.every((proxy) => proxy.publishes.every(({ pool }) => index.hosts.has(pool.name)));
	for (const server of servers) {
		if (published.has(server)) {
			yield MET;
		} else if (!isReadable) {
			yield undecided(server, "what the reverse proxies publish");
		} else {
			yield {
				message: `No reverse proxy publishes ${server.name}, and Communicator Web Access is used from outside. A reverse proxy is strongly recommended, though not required. Publish it.`,
				at: server.origin,
				related: reverseProxies.map(({ name, origin }) => ({ message: `${name} is a reverse proxy`, origin })),
				fixes: reverseProxies.map(({ name, block }) => ({
					title: `Publish ${server.name} through ${name}`,
					edits: [insertStatement(block, { head: `publish ${server.name}`, body: ["protocol https"] })],
					safety: "unsafe",
					preferred: reverseProxies.length === 1,
				})),
			};
		}
	}
}
