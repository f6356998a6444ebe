import type { Catalogue, PortSettingId } from "../../../catalog/types.js";
import { formatPortRange, overlapping, type PortRange, parsePortRange } from "../../../model/address.js";
import type { AnyEdgeRole } from "../../../model/deployment.js";
import { listeningPortsOf } from "../../../model/listening-ports.js";

/** The TCP ports of the external interface. UDP is used by the A/V Edge alone. */
const EXTERNAL_TCP: ReadonlySet<PortSettingId> = new Set<PortSettingId>([
	"access-remote-access",
	"access-federation",
	"web-conferencing-external",
	"av-external-tcp",
	"av-media-range",
]);

/** The first external TCP port on which both roles listen, or undefined where they differ. */
export function sharedPort(catalogue: Catalogue, one: AnyEdgeRole, other: AnyEdgeRole): string | undefined {
	const taken = externalPorts(catalogue, other);
	for (const range of externalPorts(catalogue, one)) {
		const clash = taken.find((port) => overlapping(port, range));
		if (clash) {
			return formatPortRange({ from: Math.max(clash.from, range.from), to: Math.min(clash.to, range.to) });
		}
	}
	return undefined;
}

/** As stated, or the documented default. */
function externalPorts(catalogue: Catalogue, role: AnyEdgeRole): readonly PortRange[] {
	return listeningPortsOf(role)
		.filter(({ setting }) => EXTERNAL_TCP.has(setting))
		.flatMap(({ setting, stated }) => {
			const usual = parsePortRange(catalogue.portSettings[setting].default);
			return stated?.value ?? ("value" in usual ? usual.value : []);
		});
}
