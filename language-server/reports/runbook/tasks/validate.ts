import { listed } from "../../../basics/sentences.js";
import type { ScenarioId } from "../../../catalog/types.js";
import { imProviderValues, valueFact } from "../../../catalog/values.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { scenarioOf } from "../../../model/lookups.js";
import { code, text } from "../../markdown.js";
import { documented, edgeServersOf, roleNameOf } from "../facts.js";
import type { RunbookContext, Step, StepGroup } from "../page.js";
import { publishedAddresses } from "./publish-web-components.js";

/** Task 7: the edge servers, the internal servers, and then a test of each scenario from outside. */
export function validate(context: RunbookContext): readonly StepGroup[] {
	const { catalogue, deployment, requirements } = context;
	const servers = edgeServersOf(
		deployment,
		deployment.edgeServers.map((server) => server.name),
	);
	const internal = deployment.internalServers.filter((server) => server.kind === "pool" || server.kind === "director");
	return [
		...servers.map(
			(server): StepGroup => ({
				id: `edge/${server.name}`,
				title: `Validate ${code(server.name)}`,
				steps: [
					{
						id: "wizard",
						action: `On ${code(server.name)}, run *Step 6: Validate Edge Server* of the Deployment Wizard. Its single checks are not documented here.`,
						check: "its log shows no failure.",
						evidence: documented("community", "SHUDNOW5"),
					},
					{
						id: "services",
						action: `Check that the services of ${listed(rolesOf(server).map((role) => text(catalogue.roles[role.role].title)))} run.`,
						check: "all of them run.",
						evidence: documented("ocs2007", "ADM-SVC"),
					},
					{
						id: "event-log",
						action: "Read the event log *Office Communications Server*.",
						check: "there is no event 14428 (outgoing TLS failure) and no start failure.",
						evidence: documented("r2", "MP-14428"),
					},
				],
			}),
		),
		...internal.map(
			(server): StepGroup => ({
				id: `internal/${server.name}`,
				title: `Validate ${code(server.name)}`,
				steps: [
					{
						id: "wizard",
						action: `Run the Validation Wizard for ${code(server.name)}, as a member of RTCUniversalServerAdmins.`,
						check: "its log shows no failure. External conferencing is tested only after this.",
						evidence: documented("community", "PEDIA-PERM", "DAVEH-CONF"),
					},
				],
			}),
		),
		...requirements.scenarios.map(
			(id): StepGroup => ({
				id: `scenario/${id}`,
				title: `Test: ${text(catalogue.scenarios[id].title)}`,
				intro: namesFor(context, id),
				steps: catalogue.scenarios[id].validation
					.filter((test) => isWanted(context, id, test.action))
					.map(
						(test, index): Step => ({
							id: String(index + 1),
							action: text(test.action),
							check: text(test.expected),
							evidence: { class: "derived", sources: catalogue.scenarios[id].evidence.sources },
						}),
					),
			}),
		),
	];
}

/** A test with anonymous users belongs only where the file lets them in. */
function isWanted(context: RunbookContext, id: ScenarioId, action: string): boolean {
	return (
		id !== "web-conferencing" ||
		scenarioOf(context.deployment, id)?.anonymousUsers !== undefined ||
		!/anonymous/i.test(action)
	);
}

/** The deployment's own names that the test of a scenario goes through. */
function namesFor(context: RunbookContext, id: ScenarioId): readonly string[] {
	const { deployment } = context;
	// The members of an array share one external name; each site may have one of its own.
	const names = new Map<string, Set<string>>();
	for (const server of deployment.edgeServers) {
		for (const role of rolesOf(server).filter((one) => context.catalogue.roles[one.role].supports.includes(id))) {
			const fqdn = roleNameOf(deployment, server, role);
			const title = text(context.catalogue.roles[role.role].title);
			if (fqdn !== undefined) {
				names.set(title, (names.get(title) ?? new Set<string>()).add(code(fqdn)));
			}
		}
	}
	const parts = [...names].map(([title, fqdns]) =>
		fqdns.size === 1 ? `${[...fqdns].join()} (${title})` : `one of ${listed([...fqdns])} (${title})`,
	);
	const isRepeated = [...names.values()].some((fqdns) => fqdns.size > 1);
	const scenario = scenarioOf(deployment, id);
	const lines: string[] = [];
	if (parts.length > 0) {
		lines.push(`Passes through ${listed(parts)}.${isRepeated ? " Repeat the test so that each of them is used." : ""}`);
	}
	if (id === "federation" && scenario !== undefined && scenario.partners.length > 0) {
		lines.push(`Partners: ${listed(scenario.partners.map((partner) => code(partner.domain.value)))}.`);
	}
	if (id === "public-im" && scenario !== undefined && scenario.providers.items.length > 0) {
		lines.push(
			`Providers: ${listed(scenario.providers.items.map((provider) => text(valueFact(imProviderValues, provider.value)?.title ?? provider.value)))}.`,
		);
	}
	if (id === "address-book" || id === "group-expansion" || id === "meeting-content") {
		const path = context.catalogue.publishedPaths.find((candidate) => candidate.scenario === id);
		const addresses = publishedAddresses(context).filter(
			(address) => path !== undefined && address.includes(path.directory),
		);
		if (addresses.length > 0) {
			lines.push(`Published as ${listed(addresses)}.`);
		}
	}
	return lines;
}
