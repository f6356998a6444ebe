import type { TaskId } from "../catalog/types.js";
import type { TaskRequirement, TrustRequirement } from "./requirements.js";
import type { Scope } from "./scope.js";

interface Work {
	readonly servers: readonly string[];
	/** Why there is nothing to do; absent where there is. */
	readonly because?: string;
}

/** The seven tasks of the reference architecture with the servers concerned, by name. */
export function deriveTasks(scope: Scope, trust: readonly TrustRequirement[]): readonly TaskRequirement[] {
	return scope.catalogue.tasks.map(({ id, number, title }) => {
		const { servers, because } = workOf(scope, id, trust);
		return { number, id, title, servers, needed: because === undefined, because };
	});
}

function workOf(scope: Scope, task: TaskId, trust: readonly TrustRequirement[]): Work {
	const { deployment } = scope;
	const edgeServers = deployment.edgeServers.map((server) => server.name);
	const onEdgeServers: Work =
		edgeServers.length > 0 ? { servers: edgeServers } : { servers: [], because: "The deployment has no edge server." };
	switch (task) {
		case "publish-web-components":
			return publishing(scope);
		case "install-edge-servers":
		case "configure-edge-servers":
		case "configure-certificates":
		case "start-services":
			return onEdgeServers;
		case "connect-internal-servers": {
			const inside = trust.filter((entry) => entry.side === "internal");
			// A Director holds no entry of its own, but it has to reach the Access Edge and to send federated traffic there.
			const directors = inside.length === 0 ? [] : scope.directors.map((director) => director.name);
			const servers = new Set([...inside.map((entry) => entry.on), ...directors]);
			return {
				...onEdgeServers,
				servers: deployment.internalServers.map((server) => server.name).filter((name) => servers.has(name)),
			};
		}
		case "validate":
			return {
				...onEdgeServers,
				servers: [...edgeServers, ...deployment.internalServers.map((server) => server.name)],
			};
	}
}

/** Something is published where a scenario cannot do without it, and where the file says so. */
function publishing(scope: Scope): Work {
	const { deployment, catalogue, scenarios } = scope;
	const servers = deployment.reverseProxies.map((proxy) => proxy.name);
	const isWanted = scenarios.some((id) => catalogue.scenarios[id].requires.includes("reverse-proxy"));
	const isStated = deployment.reverseProxies.some((proxy) => proxy.publishes.length > 0);
	return isWanted || isStated
		? { servers }
		: { servers: [], because: "No wanted scenario needs the reverse proxy, and nothing is published." };
}
