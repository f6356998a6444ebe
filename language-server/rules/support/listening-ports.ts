import type { PortSettingId } from "../../catalog/types.js";
import type { PortRange } from "../../model/address.js";
import type { AnyEdgeRole } from "../../model/deployment.js";
import type { Stated } from "../../model/origin.js";

/** A port that a role is said to listen on. */
export interface ListeningPort {
	readonly setting: PortSettingId;
	/** What it is called in a sentence: "the federation port". */
	readonly title: string;
	readonly stated: Stated<PortRange>;
}

/** The ports that the file states for a role. */
export function listeningPortsOf(role: AnyEdgeRole): readonly ListeningPort[] {
	const port = (setting: PortSettingId, title: string, stated: Stated<PortRange> | undefined) =>
		stated ? [{ setting, title, stated }] : [];
	switch (role.role) {
		case "access-edge":
			return [
				...port("access-remote-access", "the port for remote access", role.remoteAccessPort),
				...port("access-federation", "the port for federation", role.federationPort),
				...port("access-internal", "the internal port", role.internalPort),
			];
		case "web-conferencing-edge":
			return [
				...port("web-conferencing-external", "the external port", role.port),
				...port("web-conferencing-internal", "the internal port", role.internalPort),
			];
		case "av-edge":
			return [
				...port("av-media-range", "the media range", role.mediaPorts),
				...port("av-external-tcp", "the external TCP port", role.tcpPort),
				...port("av-external-udp", "the external UDP port", role.udpPort),
				...port("av-authentication-internal", "the A/V authentication port", role.authenticationPort),
			];
	}
}
