import { listed } from "../../../basics/sentences.js";
import type { Evidence, PortSettingId } from "../../../catalog/types.js";
import { formatPortRange, type PortRange } from "../../../model/address.js";
import type { AccessEdge, AnyEdgeRole, AvEdge, EdgeServer, WebConferencingEdge } from "../../../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../../../model/edge-roles.js";
import { adaptersOn, virtualAddressOf } from "../../../model/lookups.js";
import type { Origin, Stated } from "../../../model/origin.js";
import { internalAddressOf, internalNameOfArray, isBalancedInside } from "../../../requirements/resolve.js";
import { code } from "../../markdown.js";
import { blanks } from "../blanks.js";
import { documented, edgeServersOf, port, roleAddressOf, roleNameOf } from "../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page.js";
import { outsideUsers, towardsInside } from "./access-edge-settings.js";
import { addressOrigin } from "./adapters.js";
import { aboutServer } from "./computers.js";
import { statementOf } from "./origins.js";
import { sameInDns, sameInFirewalls } from "./sheet-rows.js";

const listening = documented("ocs2007", "SDK-LISTEN", "ADM-IF");
const wizardUnknown =
	'The pages of this step could not be read, so they are not repeated here. The steps name the values that have to be set, in the order of the settings of the product; take the dialogs from the "OCS 2007 Edge Server Deployment Guide". Where a tab is named, the value can also be set there afterwards.';

/** Task 3: each edge server gets its values, interface by interface. */
export function configureEdgeServers(
	page: PageBuilder,
	context: RunbookContext,
	servers: readonly string[],
): readonly StepGroup[] {
	return edgeServersOf(context.deployment, servers).flatMap((server, position) =>
		configure(page, context, server, position === 0 ? [wizardUnknown] : []),
	);
}

function configure(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	intro: readonly string[],
): readonly StepGroup[] {
	const { accessEdge, webConferencingEdge, avEdge } = server;
	return [
		internalInterface(page, context, server, intro),
		...(accessEdge === undefined ? [] : [accessEdgeGroup(page, context, server, accessEdge)]),
		...(webConferencingEdge === undefined ? [] : [webConferencingGroup(page, context, server, webConferencingEdge)]),
		...(avEdge === undefined ? [] : [avGroup(page, context, server, avEdge)]),
		...(accessEdge === undefined
			? []
			: [outsideUsers(page, context, server, accessEdge), towardsInside(page, context, server, accessEdge)]),
		checkGroup(server),
	];
}

/** The way back of a value that a dialog holds. */
function valueBack(page: PageBuilder): string {
	return `set the values back, on the tab *Edge Interfaces* or by running the wizard again, and restart the service.${page.mark(documented("ocs2007", "ADM-IF", "R2-WEBEXT", "R2-AVEXT"))}`;
}

function internalInterface(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	intro: readonly string[],
): StepGroup {
	const [adapter] = adaptersOn(server, "internal");
	const count = rolesOf(server).length;
	return {
		id: `${server.name}/internal-interface`,
		title: `${code(server.name)}: internal interface`,
		intro: [...intro, ...aboutServer(context, server)],
		steps: [
			{
				id: "wizard",
				action: `On the page *Deploy Edge Server*, start *Step 3: Configure Edge Server* on ${code(server.name)}.`,
				check: "the configuration wizard opens.",
				evidence: documented("community", "SHUDNOW5"),
				origin: server.origin,
			},
			{
				id: "address",
				action: `Set the IP address of the internal interface to ${page.value(
					internalAddressOf(server),
					blanks.internalAddress(server),
				)}.${count > 1 ? " All roles of the computer share it." : ""}`,
				check: "the address is the one of the internal adapter.",
				evidence: listening,
				origin: addressOrigin(server, adapter),
			},
			internalName(page, context, server),
		],
		check: 'the tab *Edge Interfaces* shows the values (see "check the values" below).',
		undo: valueBack(page),
	};
}

function internalName(page: PageBuilder, context: RunbookContext, server: EdgeServer): Step {
	const { deployment } = context;
	const inDns = (name: string | undefined) => {
		const words = sameInDns(page, context, "internal", name);
		return words === undefined ? "" : `, and ${words}`;
	};
	const array = deployment.index.arrayOf.get(server.name);
	const step = { id: "fqdn", evidence: listening } as const;
	// A computer that internal servers reach by its own name keeps that name, in an array too.
	if (array === undefined || !isBalancedInside(deployment, server)) {
		return {
			...step,
			action: `Set the FQDN of the internal interface to ${page.value(server.fqdn?.value, blanks.fqdn(server))}.`,
			check: `the name is the full computer name${inDns(server.fqdn?.value)}.`,
			origin: statementOf(server.fqdn) ?? server.origin,
		};
	}
	const virtual = virtualAddressOf(array, "access-edge", "internal") ?? virtualAddressOf(array, "av-edge", "internal");
	return {
		...step,
		action: `Set the FQDN of the internal interface to ${page.value(internalNameOfArray(array), blanks.virtualFqdn(array))} (the internal virtual address of ${code(array.name)}).`,
		check: `the name is the same on every member of the array${inDns(internalNameOfArray(array))}.`,
		origin: statementOf(virtual?.fqdn) ?? virtual?.origin ?? array.origin,
	};
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
					? documented("r2", "R2-WEBEXT", "SDK-LISTEN")
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
			check: `${sameInDns(page, context, "external", fqdn) ?? "the public DNS record of the role has the same name"}.`,
			evidence: listening,
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
		check: sameInFirewalls(page, context, server, role, setting.side ?? "external", ports),
		evidence: setting.evidence ?? listening,
		origin: portOrigin(role, setting.stated),
	};
}

function portOrigin(role: AnyEdgeRole, stated: Stated<PortRange> | undefined): Origin {
	return statementOf(stated) ?? role.origin;
}

function accessEdgeGroup(page: PageBuilder, context: RunbookContext, server: EdgeServer, role: AccessEdge): StepGroup {
	return {
		id: `${server.name}/access-edge`,
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
		undo: valueBack(page),
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
		undo: `${valueBack(page)} The DNS records and the tab *Web Conferencing Edge Server* of the internal servers have to follow.${page.mark(documented("r2", "R2-WEBEXT"))}`,
	};
}

function avGroup(page: PageBuilder, context: RunbookContext, server: EdgeServer, role: AvEdge): StepGroup {
	return {
		id: `${server.name}/av-edge`,
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
				words: " The external firewall has to open the same range.",
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
		undo: valueBack(page),
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
		const ports = context.catalogue.portSettings[`av-internal-${protocol}`].default;
		return {
			id: `port/internal-${protocol}`,
			action: `Leave the internal ${protocol.toUpperCase()} port at ${code(ports)} (the default).`,
			check: sameInFirewalls(page, context, server, role, "internal", ports),
			evidence: documented("ocs2007", "SDK-LISTEN"),
			origin: role.origin,
		};
	});
}

function checkGroup(server: EdgeServer): StepGroup {
	const tabs = ["*Edge Interfaces*", ...(server.accessEdge === undefined ? [] : ["*Internal*", "*Allow*", "*Block*"])];
	const roles = rolesOf(server);
	return {
		id: `${server.name}/check`,
		title: `${code(server.name)}: check the values`,
		steps: [
			{
				id: "tabs",
				action: `Open *Computer Management* > *Services and Applications*, right-click *Office Communications Server 2007*, choose *Properties*, and compare ${
					tabs.length === 1 ? "the tab" : "the tabs"
				} ${listed(tabs)} with the steps above.`,
				check: "every value agrees. A value that is changed later takes effect when the service is restarted.",
				evidence: documented("r2", "R2-WEBEXT", "R2-AVEXT", "LYNC13-AUTH"),
				origin: server.origin,
			},
			...(roles.length > 1
				? [
						{
							id: "addresses",
							action: `Compare the external addresses of ${listed(roles.map((role) => `the ${ROLE_TITLES[role.role]}`))} with each other.`,
							check: "each role has an address of its own.",
							evidence: documented("ocs2007", "PLAN-DNS", "SCHERTZ-NIC"),
							origin: server.origin,
						},
					]
				: []),
		],
	};
}
