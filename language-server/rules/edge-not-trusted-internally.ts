import type { Deployment, EdgeArray, EdgeServer } from "../model/deployment.js";
import type { Reference } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { isWhole } from "./support/completeness.js";
import { insertAt } from "./support/edits.js";
import { serversBehind } from "./support/load-balancing/arrays.js";
import { settingsByServer } from "./support/next-hop/internal-side.js";

export const rule = defineRule({
	code: "edge-not-trusted-internally",
	title: "Every edge server is on the forest's list of trusted edge servers",
	severity: "error",
	category: "next-hop",
	evidence: "ocs2007",
	sources: ["ADM-GLOBAL", "ADM-APPA", "SDK-EDGEPROXY", "R2-TRUST"],
	why: "Internal servers talk only to edge servers that are on the list. Of an array the list holds the internal virtual addresses.",
	howToFix:
		"Add the edge server or array to the trusted edge servers: the statement trusts, in the product the Edge Servers tab of Global Properties.",
	needs:
		"The trusted edge servers of at least one internal server; what all of them state together is the list of the forest.",
	note: "OCS 2007 names the tab and what it is for; that internal servers refuse an edge server that is not listed is written down for OCS 2007 R2.",
	*check({ deployment, requirements }) {
		const { internalServers } = deployment;
		const entries = internalServers.flatMap(({ trusts }) => trusts ?? []);
		const last = entries.at(-1);
		const list = last && internalServers.find(({ trusts }) => trusts?.includes(last));
		const isReadable = entries.every(({ name }) => deployment.index.hosts.has(name)) && isWhole(deployment);
		const listed = listedNames(entries, deployment);
		for (const edge of trustedHosts(deployment, settingsByServer(requirements, "trusted-edge").get(undefined) ?? [])) {
			if (isListed(edge, listed, deployment)) {
				yield MET;
			} else if (!last || !list || !isReadable) {
				yield undecided(edge, "the trusted edge servers of the forest (`trusts`)");
			} else {
				yield {
					message: `${edge.name} is not on the list of trusted edge servers. Internal servers do not talk to an edge server that the list lacks. Add it to what ${list.name} trusts.`,
					at: edge.origin,
					related: [{ message: "The trusted edge servers are listed here", origin: last.origin }],
					fixes: [
						{
							title: `Let ${list.name} trust ${edge.name}`,
							edits: [insertAt(last.origin.uri, last.origin.range.end, `, ${edge.name}`)],
							safety: "safe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});

/** What has to be on the list, each once: an array has a virtual address for each role and is one entry here. */
function trustedHosts(
	{ index }: Deployment,
	settings: readonly { readonly names?: string }[],
): readonly (EdgeServer | EdgeArray)[] {
	const names = new Set(settings.flatMap(({ names }) => names ?? []));
	return [...names].flatMap((name) => {
		const host = index.hosts.get(name);
		return host?.kind === "edge-server" || host?.kind === "edge-array" ? [host] : [];
	});
}

function listedNames(entries: readonly Reference[], deployment: Deployment): ReadonlySet<string> {
	// Who names an array means its members too.
	return new Set(
		entries.flatMap(({ name }) => {
			const host = deployment.index.hosts.get(name);
			return host?.kind === "edge-array" ? [name, ...serversBehind(deployment, host).map((edge) => edge.name)] : [name];
		}),
	);
}

/** A file may list all members where their array is meant. */
function isListed(host: EdgeServer | EdgeArray, listed: ReadonlySet<string>, deployment: Deployment): boolean {
	return (
		listed.has(host.name) ||
		(host.kind === "edge-array" && serversBehind(deployment, host).every(({ name }) => listed.has(name)))
	);
}
