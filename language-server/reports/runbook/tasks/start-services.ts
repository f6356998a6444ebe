import { rolesOf } from "../../../model/edge-roles.js";
import { code, text } from "../../markdown.js";
import { documented, edgeServersOf } from "../facts.js";
import type { RunbookContext, Step, StepGroup } from "../page.js";

/** Task 5: the services of each edge server, what depends on another one after it. */
export function startServices(context: RunbookContext, servers: readonly string[]): readonly StepGroup[] {
	return edgeServersOf(context.deployment, servers).map((server): StepGroup => {
		const services = rolesOf(server).flatMap((role) => context.catalogue.roles[role.role].services);
		return {
			id: server.name,
			title: `Services of ${code(server.name)}`,
			intro: [
				"Do this on the computer itself: the administrative snap-in on another computer cannot start the services of an edge server.",
			],
			steps: [
				{
					id: "open",
					action:
						"Open *Computer Management*, expand *Services and Applications* and right-click *Office Communications Server 2007*. *Step 5: Start Services* of the Deployment Wizard and the Services snap-in serve as well.",
					check:
						services.length === 1
							? "the menu shows *Start*."
							: "the menu shows *Start* with the services of this computer.",
					evidence: documented("ocs2007", "ADM-SVC"),
				},
				...services.map(
					(service): Step => ({
						id: `start/${service.serviceName}`,
						action: `${services.length === 1 ? "Choose *Start* for" : "Point to *Start* and choose"} *${text(service.displayName)}*${
							service.dependsOn.length === 0
								? ""
								: `, after *${service.dependsOn.map(text).join("*, *")}*, on which it depends`
						}.`,
						check: "the service runs.",
						evidence: service.evidence,
					}),
				),
				{
					id: "event-log",
					action:
						"Open the event log *Office Communications Server* in Event Viewer and read the entries since the start.",
					check: "there is no start error and no event 14428.",
					evidence: documented("r2", "MP-14428", "R2-EVENTS"),
				},
			],
		};
	});
}
