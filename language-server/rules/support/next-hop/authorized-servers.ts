import { remembered } from "../../../basics/collections.js";
import { looksLikeAddress } from "../../../model/address.js";
import type { AccessEdge, Deployment, InternalServer } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import { hostNamed, isInternalServer } from "../../../model/lookups.js";
import type { Reference } from "../../../model/origin.js";
import { named } from "../completeness.js";
import { insertAt } from "../edits.js";
import { isForInsideAlone, sipServers } from "../internal-servers.js";
import { nextHopOf } from "./next-hop.js";

/** The servers that send to an Access Edge: pools, and Directors that traffic from and to the outside goes through. */
export const sendersOf: (deployment: Deployment) => readonly InternalServer[] = remembered((deployment) =>
	named(sipServers(deployment)).filter((server) => !isForInsideAlone(server)),
);

/** Whether every entry can be told: one that means nothing may be that of a missing server, and is reported as such. */
export function areReadable(entries: readonly Reference[], { index }: Deployment): boolean {
	return entries.every(
		({ name }) =>
			isInternalServer(hostNamed(index, name)) ||
			name === "*" ||
			(name.includes(".") && !looksLikeAddress(name) && !index.hosts.has(name)),
	);
}

/** Whether an Access Edge lists its next hop and every other server that sends to it. */
export function authorizesAll(accessEdge: AccessEdge, deployment: Deployment): boolean {
	const entries = accessEdge.authorizedServers ?? [];
	const hop = nextHopOf(accessEdge, deployment);
	const authorizationOf = authorizationsIn(entries, deployment);
	return (
		areReadable(entries, deployment) &&
		[...(hop ? [hop.server] : []), ...sendersOf(deployment)].every((server) => authorizationOf(server) === "listed")
	);
}

/** What the list of authorised servers says of one server. */
export type Authorization = "listed" | "missing" | "open";

/**
 * Whether a list of authorised servers has a server: by its name, by its FQDN, by a pattern, or, of a server without an
 * FQDN, by those of all its members. Open where the list has an entry that may stand for it: an FQDN while the file does
 * not give that of the server, or an asterisk alone, which is no valid entry and reported as such.
 */
export function authorizationsIn(
	entries: readonly Reference[],
	{ index }: Deployment,
): (server: InternalServer) => Authorization {
	const named = new Set(entries.map(({ name }) => index.hosts.get(name)));
	const outside = entries.filter(({ name }) => !index.hosts.has(name)).map(({ name }) => name.toLowerCase());
	const names = new Set(outside);
	const patterns = outside.filter((entry) => entry.includes("*")).map(patternOf);
	const isMatched = (fqdn: string) => names.has(fqdn) || patterns.some((pattern) => pattern.test(fqdn));
	return (server) => {
		const { fqdn, members } = server;
		if (named.has(server)) {
			return "listed";
		}
		if (names.has("*")) {
			return "open";
		}
		if (fqdn ? isMatched(fqdn.value) : members.length > 0 && members.every((one) => isMatched(one.fqdn.value))) {
			return "listed";
		}
		return fqdn || outside.length === 0 ? "missing" : "open";
	};
}

/** An asterisk may stand for any part of a name. */
function patternOf(entry: string): RegExp {
	const parts = entry.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	return new RegExp(`^${parts.join(".*")}$`);
}

/** Adds servers behind the last entry. */
export function authorize(
	{ block, authorizedServers: entries }: AccessEdge,
	servers: readonly InternalServer[],
	safety: Fix["safety"],
): readonly Fix[] {
	const last = entries?.at(-1);
	const names = servers.map(({ name }) => name).join(", ");
	return last
		? [
				{
					title: `Add ${names} to the authorised servers`,
					edits: [insertAt(block.uri, last.origin.range.end, `, ${names}`)],
					safety,
					preferred: true,
				},
			]
		: [];
}
