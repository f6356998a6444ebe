import type { Catalogue, PortSettingId } from "../catalog/types.js";
import { formatPortRange, type PortRange, parsePortRange } from "../model/address.js";
import type { AnyEdgeRole, EdgeServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Stated } from "../model/origin.js";
import { defineRule } from "./rule.js";
import { freeExternalAddresses } from "./support/addresses.js";
import { ROLE_TITLES, rolesOf } from "./support/edge-roles.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "role-ip-conflict",
	title: "Roles on one computer differ in external address or port",
	severity: "error",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["PLAN-DNS", "SCHERTZ-NIC", "R2-AVEXT"],
	why: "Only one role can listen on an address and port, and all three roles listen on port 443 by default.",
	howToFix: "Give each role an external address of its own.",
	needs:
		"The external addresses of at least two roles of one edge server. Ports that are not stated have their defaults.",
	*check({ deployment, catalogue }) {
		for (const edge of deployment.edgeServers) {
			const roles = edge.block.complete ? rolesOf(edge).filter((role) => role.external?.address) : [];
			for (const [position, role] of roles.entries()) {
				const conflict = roles.slice(0, position).flatMap((other) => conflictOf(catalogue, other, role))[0];
				const address = role.external?.address;
				if (!conflict || !address) {
					continue;
				}
				yield {
					message: `On ${edge.name} the ${ROLE_TITLES[role.role]} and the ${ROLE_TITLES[conflict.other.role]} both listen on ${address.value.text}, TCP port ${conflict.port}. Only one of them can. Give the ${ROLE_TITLES[role.role]} an address of its own.`,
					at: address.origin,
					related: conflict.other.external?.address
						? [
								{
									message: `The address of the ${ROLE_TITLES[conflict.other.role]}`,
									origin: conflict.other.external.address.origin,
								},
							]
						: [],
					fixes: useFreeAddress(edge, role),
				};
			}
		}
	},
});

interface Conflict {
	readonly other: AnyEdgeRole;
	readonly port: string;
}

function conflictOf(catalogue: Catalogue, other: AnyEdgeRole, role: AnyEdgeRole): readonly Conflict[] {
	if (other.external?.address?.value.text !== role.external?.address?.value.text) {
		return [];
	}
	const taken = listeners(catalogue, other);
	for (const range of listeners(catalogue, role)) {
		const clash = taken.find((one) => one.from <= range.to && range.from <= one.to);
		if (clash) {
			const shared = { from: Math.max(clash.from, range.from), to: Math.min(clash.to, range.to) };
			return [{ other, port: formatPortRange(shared) }];
		}
	}
	return [];
}

/** The TCP ports of the external interface. UDP is used by the A/V Edge alone. */
function listeners(catalogue: Catalogue, role: AnyEdgeRole): readonly PortRange[] {
	const port = (stated: Stated<PortRange> | undefined, setting: PortSettingId): readonly PortRange[] => {
		if (stated) {
			return [stated.value];
		}
		const parsed = parsePortRange(catalogue.portSettings[setting].default);
		return "value" in parsed ? [parsed.value] : [];
	};
	switch (role.role) {
		case "access-edge":
			return [
				...port(role.remoteAccessPort, "access-remote-access"),
				...port(role.federationPort, "access-federation"),
			];
		case "web-conferencing-edge":
			return port(role.port, "web-conferencing-external");
		case "av-edge":
			return [...port(role.tcpPort, "av-external-tcp"), ...port(role.mediaPorts, "av-media-range")];
	}
}

function useFreeAddress(edge: EdgeServer, role: AnyEdgeRole): readonly Fix[] {
	const address = role.external?.address;
	const free = freeExternalAddresses(edge);
	return address
		? free.map((one) => ({
				title: `Give the ${ROLE_TITLES[role.role]} the address ${one}`,
				edits: [replace(address.origin, one)],
				safety: "unsafe",
				preferred: free.length === 1,
			}))
		: [];
}
