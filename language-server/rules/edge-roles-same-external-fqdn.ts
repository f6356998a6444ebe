import type { EdgeRoleId } from "../catalog/types.js";
import type { Deployment } from "../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../model/edge-roles.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET } from "./rule.js";

export const rule = defineRule({
	code: "edge-roles-same-external-fqdn",
	title: "The three edge roles do not share one external FQDN",
	severity: "info",
	category: "dns",
	evidence: "later",
	sources: ["LYNC10-FEDROUTE"],
	why: "With one FQDN for all three roles, the federation route cannot be moved to a Lync Server 2010 edge beside the old one.",
	howToFix: "Use an FQDN of its own for each role.",
	needs: "The external FQDN of each role, or those of the virtual addresses.",
	note: "It matters for a later migration only, but names are hard to change afterwards.",
	*check({ deployment }) {
		for (const [fqdn, uses] of usesByName(deployment)) {
			const roles = new Map(uses.map((use) => [use.role, use]));
			const last = [...roles.values()].at(-1);
			if (roles.size < 3 || !last) {
				yield MET;
				continue;
			}
			yield {
				message: `The Access Edge, the Web Conferencing Edge and the A/V Edge all use the external FQDN ${fqdn}. The federation route could not be moved to a Lync Server 2010 edge beside this one. Use a name of its own for each role.`,
				at: last.name.origin,
				related: [...roles.values()]
					.filter((use) => use !== last)
					.map(({ role, name }) => ({ message: `Here for the ${ROLE_TITLES[role]}`, origin: name.origin })),
			};
		}
	},
});

interface Use {
	readonly role: EdgeRoleId;
	readonly name: Stated<string>;
}

/** The roles that outside parties find under a name: on servers, or behind the virtual addresses of arrays. */
function usesByName({ edgeServers, edgeArrays }: Deployment): ReadonlyMap<string, readonly Use[]> {
	const uses = new Map<string, Use[]>();
	const add = (role: EdgeRoleId, name: Stated<string> | undefined) => {
		if (name) {
			const others = uses.get(name.value);
			if (others) {
				others.push({ role, name });
			} else {
				uses.set(name.value, [{ role, name }]);
			}
		}
	};
	for (const edge of edgeServers) {
		for (const { role, external } of rolesOf(edge)) {
			add(role, external?.fqdn);
		}
	}
	for (const { virtualAddresses } of edgeArrays) {
		for (const { role, side, fqdn } of virtualAddresses) {
			if (side.value === "external") {
				add(role, fqdn);
			}
		}
	}
	return uses;
}
