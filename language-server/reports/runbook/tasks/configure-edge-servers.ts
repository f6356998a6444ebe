import { listed } from "../../../basics/sentences.js";
import type { Evidence } from "../../../catalog/types.js";
import type { EdgeServer } from "../../../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../../../model/edge-roles.js";
import { adaptersOn, scenarioOf, virtualAddressOf } from "../../../model/lookups.js";
import { internalAddressOf, internalNameOfArray, isBalancedInside } from "../../../requirements/resolve.js";
import { code } from "../../markdown.js";
import { documented, edgeServersOf } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { addressOrigin } from "./adapters.js";
import { aboutServer } from "./computers.js";
import { listening, roleGroup, valuesBack } from "./edge-role-interfaces.js";
import { statementOf } from "./origins.js";
import { listsOfAccessEdge, outsideUsers } from "./outside-users.js";
import { sameInDns } from "./sheet-rows.js";
import { towardsInside } from "./towards-inside.js";

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
	const { accessEdge } = server;
	return [
		internalInterface(page, context, server, intro),
		...rolesOf(server).map((role) => roleGroup(page, context, server, role)),
		...(accessEdge === undefined
			? []
			: [outsideUsers(page, context, server, accessEdge), towardsInside(page, context, server, accessEdge)]),
		finishGroup(page, server),
		...(accessEdge === undefined ? [] : [listsOfAccessEdge(page, context, server, accessEdge)]),
		checkGroup(context, server),
	];
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
		on: server.name,
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
		undo: `${valuesBack(page)} Where the name changes with the subject of the internal certificate, the tab *Edge Servers* of Global Properties has to follow.${page.mark(documented("r2", "R2-WEBEXT"))}`,
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

/** The tabs can be opened when the wizard has finished. */
function finishGroup(page: PageBuilder, server: EdgeServer): StepGroup {
	return {
		id: `${server.name}/finish`,
		on: server.name,
		title: `${code(server.name)}: finish the wizard and open the properties`,
		steps: [
			{
				id: "finish",
				action: "Finish the configuration wizard and open its log.",
				check: "the log shows no failure.",
				evidence: documented("derived", "SHUDNOW5"),
				origin: server.origin,
			},
			{
				id: "properties",
				action:
					"Open *Computer Management* > *Services and Applications*, right-click *Office Communications Server 2007* and choose *Properties*.",
				check: "the properties of the edge server open.",
				evidence: documented("r2", "R2-WEBEXT", "R2-AVEXT", "LYNC13-AUTH"),
				origin: server.origin,
			},
		],
		undo: valuesBack(page),
	};
}

/** What each tab shows of the values above. */
function tabsOf({ deployment }: RunbookContext, server: EdgeServer): readonly string[] {
	const interfaces = "*Edge Interfaces* shows the addresses, names and ports of the interfaces";
	if (server.accessEdge === undefined) {
		return [interfaces];
	}
	const federation = scenarioOf(deployment, "federation");
	const isListed =
		federation?.partners.some((partner) => partner.discovered === undefined) === true ||
		deployment.scenarios.some((scenario) => scenario.audioConferencingProviders.length > 0);
	const isBlocked = (federation?.blockedDomains.items.length ?? 0) > 0;
	return [
		interfaces,
		"*Internal* the internal servers",
		`*Allow* ${isListed ? "the partners" : "nothing"}`,
		`*Block* ${isBlocked ? "the blocked domains" : "nothing"}`,
		`*IM Provider* ${scenarioOf(deployment, "public-im") === undefined ? "no provider" : "the providers of the steps and no other"} switched on`,
	];
}

function checkGroup(context: RunbookContext, server: EdgeServer): StepGroup {
	const tabs = tabsOf(context, server);
	const roles = rolesOf(server);
	return {
		id: `${server.name}/check`,
		on: server.name,
		title: `${code(server.name)}: check the values`,
		steps: [
			{
				id: "tabs",
				action: `Compare the tabs of the properties with the steps above: ${listed(tabs)}.${
					server.accessEdge === undefined
						? server.avEdge === undefined
							? ""
							: " Whether an A/V Edge alone on its computer needs the list of internal servers on *Internal* was not found."
						: " For the next hop, the internal SIP domains and the options, the texts that were read name no tab: what was entered in the wizard holds."
				}`,
				check: "what these tabs show agrees. A value that is changed later takes effect when the service is restarted.",
				evidence: documented("r2", "R2-WEBEXT", "R2-AVEXT", "LYNC13-AUTH", "R2-FEDMON", "R2-HLP-BLOCK", "R2-IMP"),
				origin: server.origin,
			},
			...(roles.length > 1
				? [
						{
							id: "addresses",
							action: `Compare the external addresses of ${listed(roles.map((role) => `the ${ROLE_TITLES[role.role]}`))} with each other.`,
							check: "each role has an address of its own.",
							evidence: separateAddresses,
							origin: server.origin,
						},
					]
				: []),
		],
	};
}

const separateAddresses: Evidence = {
	...documented("ocs2007", "PLAN-DNS", "SCHERTZ-NIC"),
	disputed: true,
	note: "The quoted Supportability Guide says that they must, the Planning Guide that they should.",
};
