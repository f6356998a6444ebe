import { listed } from "../../../basics/sentences.js";
import type { EdgeServer } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { code, text } from "../../markdown.js";
import { documented, edgeServersOf } from "../facts.js";
import type { PageBuilder, RunbookContext, StepGroup } from "../page/page.js";
import { prepareEdgeServer } from "./prepare-edge-server.js";

const toolFolder = "%programfiles%\\Common Files\\Microsoft Office Communications Server 2007";
const setup = documented("community", "SHUDNOW5");

/** Task 2: the computers are built, by people of their own, before the roles are installed and activated on each. */
export function installEdgeServers(
	page: PageBuilder,
	context: RunbookContext,
	servers: readonly string[],
): readonly StepGroup[] {
	const wanted = edgeServersOf(context.deployment, servers);
	return [
		...wanted.flatMap((server) => prepareEdgeServer(page, context, server)),
		...wanted.flatMap((server) => [installFiles(page, server), activate(page, context, server)]),
	];
}

function installFiles(page: PageBuilder, server: EdgeServer): StepGroup {
	const origin = server.origin;
	return {
		id: `${server.name}/install-files`,
		on: server.name,
		title: `${code(server.name)}: install the files`,
		steps: [
			{
				id: "start-setup",
				action:
					"Log on as a member of the local Administrators group and start setup from the OCS 2007 media; the Standard Edition media are sufficient. Setup installs the Microsoft Visual C++ 2005 SP1 Redistributable and the .NET Framework 2.0 where they are missing.",
				check: "the Deployment Wizard opens.",
				evidence: setup,
				origin,
			},
			{
				id: "deploy-edge-server",
				action: "In the Deployment Wizard, choose *Deploy Other Server Roles* > *Deploy Edge Server*.",
				check: "the page *Deploy Edge Server* shows its six steps.",
				evidence: setup,
				origin,
			},
			{
				id: "step-1",
				action: "At *Step 1: Install Files for Edge Server*, choose *Install*.",
				check: "the installation asks for the licence terms.",
				evidence: setup,
				origin,
			},
			{
				id: "licence",
				action:
					"Accept the licence terms and enter product key, name, organisation and folder. Take the product key from your licence records.",
				check: "the wizard reports step 1 as done, and its log shows no failure.",
				evidence: setup,
				origin,
			},
			{
				id: "lcscmd",
				action: "Look for the command line tool, which later steps use.",
				check: `LCSCmd.exe is in ${code(toolFolder)}.`,
				evidence: documented("ocs2007", "LCSCMD"),
				origin,
			},
		],
		undo: `no procedure for removing the files alone was found. Where roles were activated, deactivate them first.${page.mark(documented("r2", "R2-DEACT"))}`,
	};
}

function activate(page: PageBuilder, context: RunbookContext, server: EdgeServer): StepGroup {
	const { roles } = context.catalogue;
	const titles = rolesOf(server).map((role) => text(roles[role.role].title));
	const services = rolesOf(server).flatMap((role) => roles[role.role].services);
	// A role is deactivated fully before another one is touched, so each has a command of its own.
	const commands = rolesOf(server).map(({ role }) => code(context.catalogue.deactivation[role].line));
	const stateOfRole =
		server.accessEdge === undefined
			? {
					...documented("derived", "R2-CMD-STATE"),
					note: "The command is documented for OCS 2007 R2, where an edge server has all three roles; that its code serves a computer without an Access Edge is derived.",
				}
			: documented("r2", "R2-CMD-STATE");
	return {
		id: `${server.name}/activate`,
		on: server.name,
		title: `${code(server.name)}: activate the roles`,
		intro: [
			'The pages of this step could not be read, so they are not repeated here, and no activation command for an edge server was found. Take the dialogs from the "OCS 2007 Edge Server Deployment Guide"; the checks say what must be true afterwards.',
		],
		steps: [
			{
				id: "roles",
				action: `On the page *Deploy Edge Server*, start *Step 2: Activate Edge Server* and activate ${
					titles.length === 0 ? "the roles of this server" : listed(titles)
				}, and no other role.`,
				check:
					titles.length === 0
						? "exactly the planned roles are active on this computer."
						: `exactly ${titles.length === 1 ? "this role is" : "these roles are"} active on this computer, and the log of the wizard shows no failure.`,
				evidence: {
					...documented("unsourced", "SHUDNOW5", "R2TOPO"),
					note: "That the roles of a computer can be chosen, and that this is step 2, is documented by weblogs; that the choice is made on this step is not.",
				},
				origin: server.origin,
			},
			...(services.length === 0
				? []
				: [
						{
							id: "services",
							action:
								"Open the Services snap-in and look for the services of the roles. Do not start them yet: they need their values (task 3) and certificates (task 4).",
							check: `${listed(services.map((service) => `*${text(service.displayName)}*`))} ${services.length === 1 ? "is" : "are"} listed.`,
							evidence: documented("derived", "BWCA", "R2-WEBINT"),
							origin: server.origin,
						},
					]),
			{
				id: "state",
				action: `Open a command prompt in ${code(toolFolder)} and run ${code("LCSCmd.exe /Server /Action:CheckLCServerState /Role:AP")}. It writes its log below %TEMP%.`,
				check:
					"the command reports the state of the edge server; what a sound result looks like is not documented, and the services do not run yet.",
				evidence: stateOfRole,
				origin: server.origin,
			},
			{
				id: "event-log",
				action:
					"In Event Viewer, open the event log *Office Communications Server* and read what the activation wrote.",
				check: "there is no error.",
				evidence: documented("r2", "MP-14428"),
				origin: server.origin,
			},
		],
		undo: `${
			context.newServers === undefined
				? "deactivate this server as the section *Undo* of this page says"
				: "deactivate this server in *Computer Management*, one role after the other: finish one before touching another"
		}${
			commands.length === 0
				? ""
				: `; on the command line, in ${code(toolFolder)}, by ${commands.length === 1 ? commands.join() : `these commands, each after the one before it reports success: ${commands.join(", ")}`}`
		}.${page.mark(documented("r2", "R2-CMD-DEACT", "R2-DEACT"))}`,
	};
}
