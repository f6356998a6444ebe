import type { Evidence, PortSettingId } from "../../../catalog/types.js";
import { formatPortRange, type PortRange } from "../../../model/address.js";
import type { AccessEdge, AnyEdgeRole, AvEdge, EdgeServer, WebConferencingEdge } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { adaptersOn, virtualAddressOf } from "../../../model/lookups.js";
import type { Stated } from "../../../model/origin.js";
import { code } from "../../markdown.js";
import { documented, port, roleAddressOf, roleNameOf } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { addressOrigin } from "./adapters.js";
import { statementOf } from "./origins.js";
import { sameInDns, sameInFirewalls } from "./sheet-rows.js";

/** Where the values of an interface are described: the settings class and the administration guide. */
export const listening = documented("ocs2007", "SDK-LISTEN", "ADM-IF");

/** The external interface of a role, with its ports on both sides. */
export function roleGroup(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: AnyEdgeRole,
): StepGroup {
	switch (role.role) {
		case "access-edge":
			return accessEdgeGroup(page, context, server, role);
		case "web-conferencing-edge":
			return webConferencingGroup(page, context, server, role);
		case "av-edge":
			return avGroup(page, context, server, role);
	}
}

/** The way back of a value that a dialog holds. */
export function valuesBack(page: PageBuilder): string {
	return `set the values back, on the tab *Edge Interfaces* or by running the wizard again, and restart the service.${page.mark(documented("ocs2007", "ADM-IF", "R2-WEBEXT", "R2-AVEXT"))}`;
}

function externalSteps(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: AnyEdgeRole,
): readonly Step[] {
	const { deployment } = context;
	const array = deployment.index.arrayOf.get(server.name);
	const address = roleAddressOf(server, role);
	const fqdn = roleNameOf(deployment, server, role);
	const missing =
		array === undefined ? blanks.roleFqdn(server, role.role, address) : blanks.virtualFqdn(array, "external");
	const virtual = array === undefined ? undefined : virtualAddressOf(array, role.role, "external");
	const words = [
		...(role.role === "av-edge" ? ["It has to be publicly routable, without address translation."] : []),
		...(array === undefined ? [] : ["The load balancer connects to this address; do not enter the virtual one."]),
	];
	const [adapter] = adaptersOn(server, "external");
	return [
		{
			id: "external/address",
			action: [
				`Set the external IP address to ${page.value(address, blanks.roleAddress(server, role.role, fqdn))}.`,
				...words,
			].join(" "),
			check: `the external adapter carries the address${rolesOf(server).length > 1 ? ", and no other role of the computer uses it" : ""}.`,
			evidence:
				array !== undefined
					? documented(role.role === "web-conferencing-edge" ? "r2" : "derived", "R2-WEBEXT", "SDK-LISTEN")
					: role.role === "av-edge"
						? documented("ocs2007", "SDK-LISTEN", "EDG-2.3")
						: listening,
			origin:
				statementOf(role.external?.address) ??
				(address === undefined ? undefined : addressOrigin(server, adapter)) ??
				role.external?.statement ??
				role.origin,
		},
		{
			id: "external/fqdn",
			action: `Set the external FQDN to ${page.value(fqdn, missing)}${array === undefined ? "" : ", the name of the virtual address, as on every member"}.`,
			check: `${sameInDns(page, context, "external", fqdn) ?? "the DNS sheet has the same name for the role"}.`,
			evidence: array === undefined ? listening : documented("derived", "SDK-LISTEN", "ADM-IF"),
			origin: statementOf(virtual?.fqdn) ?? statementOf(role.external?.fqdn) ?? role.external?.statement ?? role.origin,
		},
	];
}

function portStep(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: AnyEdgeRole,
	setting: {
		readonly id: string;
		/** As in "the port for remote users". */
		readonly what: string;
		readonly setting: PortSettingId;
		readonly stated: Stated<PortRange> | undefined;
		/** On which side of the computer the port is. */
		readonly side?: "internal";
		readonly words?: string;
		readonly evidence?: Evidence;
	},
): Step {
	const { catalogue } = context;
	const ports =
		setting.stated === undefined
			? catalogue.portSettings[setting.setting].default
			: formatPortRange(setting.stated.value);
	return {
		id: `port/${setting.id}`,
		action: `Set ${setting.what} to ${port(catalogue, setting.setting, setting.stated)}.${setting.words ?? ""}`,
		check: sameInFirewalls(
			page,
			context,
			server,
			role,
			setting.side ?? "external",
			ports,
			catalogue.portSettings[setting.setting].property,
		),
		evidence: setting.evidence ?? listening,
		origin: statementOf(setting.stated) ?? role.origin,
	};
}

function accessEdgeGroup(page: PageBuilder, context: RunbookContext, server: EdgeServer, role: AccessEdge): StepGroup {
	return {
		id: `${server.name}/access-edge`,
		on: server.name,
		title: `${code(server.name)}: Access Edge`,
		steps: [
			...externalSteps(page, context, server, role),
			portStep(page, context, server, role, {
				id: "federation",
				what: "the port for federation",
				setting: "access-federation",
				stated: role.federationPort,
			}),
			portStep(page, context, server, role, {
				id: "remote-access",
				what: "the port for remote users",
				setting: "access-remote-access",
				stated: role.remoteAccessPort,
			}),
			portStep(page, context, server, role, {
				id: "internal",
				what: "the internal port",
				setting: "access-internal",
				stated: role.internalPort,
				side: "internal",
			}),
		],
		check: "the tab *Edge Interfaces* shows the values.",
		undo: valuesBack(page),
	};
}

function webConferencingGroup(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: WebConferencingEdge,
): StepGroup {
	return {
		id: `${server.name}/web-conferencing-edge`,
		on: server.name,
		title: `${code(server.name)}: Web Conferencing Edge`,
		steps: [
			...externalSteps(page, context, server, role),
			portStep(page, context, server, role, {
				id: "external",
				what: "the external port",
				setting: "web-conferencing-external",
				stated: role.port,
			}),
			portStep(page, context, server, role, {
				id: "internal",
				what: "the internal data port",
				setting: "web-conferencing-internal",
				stated: role.internalPort,
				side: "internal",
				words: " The pools are given the same port in task 6.",
				evidence: documented("r2", "R2-WEBINT", "R2-WEBEXT", "SDK-LISTEN"),
			}),
		],
		check:
			"the tab *Edge Interfaces*, *Configure* under *Web Conferencing Edge Server*, shows the address at *External IP address* and the port at *Data port*.",
		undo: `${valuesBack(page)} The DNS records and the tab *Web Conferencing Edge Server* of the internal servers have to follow.${page.mark(documented("r2", "R2-WEBEXT"))}`,
	};
}

function avGroup(page: PageBuilder, context: RunbookContext, server: EdgeServer, role: AvEdge): StepGroup {
	return {
		id: `${server.name}/av-edge`,
		on: server.name,
		title: `${code(server.name)}: A/V Edge`,
		steps: [
			...externalSteps(page, context, server, role),
			portStep(page, context, server, role, {
				id: "tcp",
				what: "the external TCP port",
				setting: "av-external-tcp",
				stated: role.tcpPort,
				...(server.accessEdge === undefined
					? {}
					: {
							words: " On one address the Access Edge and the A/V Edge must not use the same port.",
							evidence: documented("r2", "SDK-LISTEN", "R2-AVEXT"),
						}),
			}),
			portStep(page, context, server, role, {
				id: "udp",
				what: "the external UDP port",
				setting: "av-external-udp",
				stated: role.udpPort,
			}),
			portStep(page, context, server, role, {
				id: "media",
				what: "the media port range",
				setting: "av-media-range",
				stated: role.mediaPorts,
				words: " The external firewall has to have the same range.",
				evidence: documented("ocs2007", "SDK-LISTEN"),
			}),
			portStep(page, context, server, role, {
				id: "authentication",
				what: "the internal port of the A/V Authentication service",
				setting: "av-authentication-internal",
				stated: role.authenticationPort,
				side: "internal",
			}),
			...internalMediaPorts(page, context, server, role),
		],
		check:
			"the tab *Edge Interfaces*, *Configure* under *A/V Edge Server*, shows address and FQDN at *External Interface*, the TCP port and the media port range.",
		undo: valuesBack(page),
	};
}

/** The internal ports for media, which a topology file cannot state and which therefore stay as they are. */
function internalMediaPorts(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: AvEdge,
): readonly Step[] {
	return (["tcp", "udp"] as const).map((protocol): Step => {
		const { default: ports, property } = context.catalogue.portSettings[`av-internal-${protocol}`];
		return {
			id: `port/internal-${protocol}`,
			action: `Leave the internal ${protocol.toUpperCase()} port at ${code(ports)} (the default).`,
			check: sameInFirewalls(page, context, server, role, "internal", ports, property),
			evidence: documented("ocs2007", "SDK-LISTEN"),
			origin: role.origin,
		};
	});
}
