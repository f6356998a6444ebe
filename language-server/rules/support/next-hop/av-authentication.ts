import type { TrustTemplateId } from "../../../catalog/types.js";
import type { Deployment, InternalServer } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import { internalServerNamed } from "../../../model/lookups.js";
import type { Origin } from "../../../model/origin.js";
import { MET, type Outcome, type RuleContext, undecided } from "../../rule.js";
import { declarationsOf } from "../edge-roles.js";
import { insertStatement, replace } from "../edits.js";
import { CHOICES } from "../limits.js";
import { edgesBehind, settingsByServer, statesAvAuthentication } from "./internal-side.js";

/** What a rule on the A/V Edge of one kind of internal server says. */
export interface AvAuthentication {
	readonly template: Extract<TrustTemplateId, "av-authentication-service" | "mediation-av-edge">;
	/** Whether a server is expected to name its A/V Edge, though none of its kind does. */
	readonly isExpectedOf: (server: InternalServer) => boolean;
	readonly why: string;
}

/**
 * A finding for every server that needs an A/V Edge and names none, or names an edge server without that role. Where no
 * server of the file names one, the setting is derived and not demanded.
 */
export function* findWithoutAvEdge(
	{ deployment, requirements }: RuleContext,
	{ template, isExpectedOf, why }: AvAuthentication,
): Iterable<Outcome> {
	const hosts = avEdgeHosts(deployment);
	const isKindStated = statesAvAuthentication(deployment);
	for (const name of settingsByServer(requirements, template).keys()) {
		const server = internalServerNamed(deployment, name ?? "");
		if (!server) {
			continue;
		}
		const { avAuthentication: stated, block } = server;
		const behind = stated && edgesBehind(stated, deployment);
		const isUsable = hosts.length > 0 && block.complete;
		if (stated ? !behind?.length : !isKindStated && !isExpectedOf(server)) {
			yield undecided(server, "its A/V Authentication service (`av-authentication`)");
		} else if (behind?.some((edge) => hasAvEdge(deployment, edge))) {
			yield MET;
		} else if (!isUsable) {
			yield undecided(server, "an A/V Edge");
		} else if (stated) {
			yield {
				message: `${server.name} uses ${stated.name} for A/V authentication, and ${stated.name} has no A/V Edge. ${why} Name an edge server with an A/V Edge.`,
				at: stated.origin,
				related: hosts.map(offer),
				fixes: choose(hosts, "unsafe", (host) => [replace(stated.origin, host)]),
			};
		} else {
			yield {
				message: `${server.name} names no A/V Edge for A/V authentication. ${why} Select the A/V Edge.`,
				at: server.origin,
				related: hosts.map(offer),
				fixes: choose(hosts, hosts.length === 1 ? "safe" : "unsafe", (host) => [
					insertStatement(block, `av-authentication ${host}`),
				]),
			};
		}
	}
}

/** What can be named: an array where there is one, else the computer. */
function avEdgeHosts(deployment: Deployment): readonly { readonly name: string; readonly origin: Origin }[] {
	const hosts = new Map(
		declarationsOf(deployment, "av-edge").map(({ edge }) => {
			const { name, origin } = deployment.index.arrayOf.get(edge.name) ?? edge;
			return [name, { name, origin }] as const;
		}),
	);
	return [...hosts.values()].filter(({ name }) => name !== "").slice(0, CHOICES);
}

function hasAvEdge({ index }: Deployment, name: string): boolean {
	const edge = index.hosts.get(name);
	// What could not be read to its end may have the role.
	return edge?.kind === "edge-server" && (edge.avEdge !== undefined || !edge.block.complete);
}

function offer({ name, origin }: { readonly name: string; readonly origin: Origin }) {
	return { message: `${name} has an A/V Edge`, origin };
}

function choose(
	hosts: readonly { readonly name: string }[],
	safety: Fix["safety"],
	edits: (host: string) => Fix["edits"],
): readonly Fix[] {
	return hosts.map(({ name }) => ({
		title: `Use the A/V Edge of ${name}`,
		edits: edits(name),
		safety,
		preferred: hosts.length === 1,
	}));
}
