import type { PortSettingId } from "../catalog/types.js";
import type { PortRange } from "./address.js";
import type { AnyEdgeRole } from "./deployment.js";
import type { Stated } from "./origin.js";

/** A port on which a role listens, and what the file states for it. */
export interface ListeningPort {
	readonly setting: PortSettingId;
	readonly stated?: Stated<PortRange> | undefined;
}

/** The ports on which an edge role listens. */
export function listeningPortsOf(role: AnyEdgeRole): readonly ListeningPort[] {
	switch (role.role) {
		case "access-edge":
			return [
				{ setting: "access-remote-access", stated: role.remoteAccessPort },
				{ setting: "access-federation", stated: role.federationPort },
				{ setting: "access-internal", stated: role.internalPort },
			];
		case "web-conferencing-edge":
			return [
				{ setting: "web-conferencing-external", stated: role.port },
				{ setting: "web-conferencing-internal", stated: role.internalPort },
			];
		case "av-edge":
			return [
				{ setting: "av-external-tcp", stated: role.tcpPort },
				{ setting: "av-external-udp", stated: role.udpPort },
				{ setting: "av-media-range", stated: role.mediaPorts },
				{ setting: "av-authentication-internal", stated: role.authenticationPort },
			];
	}
}
