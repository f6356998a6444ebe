import type { Catalogue, PortSettingId } from "../../catalog/types.js";
import { formatPortRange, type PortRange, parsePortRange } from "../../model/address.js";
import type { AnyEdgeRole } from "../../model/deployment.js";
import type { Stated } from "../../model/origin.js";

/** The first external TCP port on which both roles listen, or undefined where they differ. */
export function sharedPort(catalogue: Catalogue, one: AnyEdgeRole, other: AnyEdgeRole): string | undefined {
	const taken = listeners(catalogue, other);
	for (const range of listeners(catalogue, one)) {
		const clash = taken.find((port) => port.from <= range.to && range.from <= port.to);
		if (clash) {
			return formatPortRange({ from: Math.max(clash.from, range.from), to: Math.min(clash.to, range.to) });
		}
	}
	return undefined;
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
