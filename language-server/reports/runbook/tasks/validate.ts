import { alternatives, listed } from "../../../basics/sentences.js";
import type { CommandFact, ScenarioId, ScenarioTest } from "../../../catalog/types.js";
import { imProviderValues, valueFact } from "../../../catalog/values.js";
import type { EdgeArray, EdgeServer, InternalServer } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { hostNamed, scenarioOf } from "../../../model/lookups.js";
import type { Origin } from "../../../model/origin.js";
import { mayCarry } from "../../../requirements/pool-roles.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { certificatesPage, dnsPage, taskPage } from "../page/page-paths.js";
import { publicImState } from "../public-im.js";
import { originOfRecord } from "../rows/row-origins.js";
import { nameOfComputer } from "./computers.js";
import { EVENT_LOG, eventSteps, eventsOn } from "./event-steps.js";
import { mediaMayPass, restOfPartnerCall, restsOn, waysOf } from "./scenario-ways.js";
import { siteLine } from "./sites.js";
import { users } from "./users.js";

/**
 * Task 7: the internal servers, since external conferencing is tested only when they are in order; the edge servers;
 * the names as they are seen outside; a test of each scenario; each member of an array by itself; and then the users.
 */
export function validate(page: PageBuilder, context: RunbookContext): readonly StepGroup[] {
	const { deployment, requirements } = context;
	const internal = deployment.internalServers.filter((server) => server.kind === "pool" || server.kind === "director");
	const mediation = requirements.scenarios.includes("enterprise-voice")
		? deployment.internalServers.filter((server) => server.kind === "mediation-server")
		: [];
	return [
		...internal.map((server, index) => validateInternal(page, context, server, index === 0)),
		...mediation.map((server) => validateMediation(page, server)),
		...deployment.edgeServers.map((server) => validateEdge(page, context, server)),
		namesOutside(page, context),
		...testScenarios(page, context, requirements.scenarios),
		...deployment.edgeArrays.map((array) =>
			testArray(page, context, array, requirements.scenarios, "Do this before users work with the deployment"),
		),
		backups(page, context),
		users(page, context),
	];
}

function validateInternal(
	page: PageBuilder,
	context: RunbookContext,
	server: InternalServer,
	isFirst: boolean,
): StepGroup {
	const { catalogue, requirements } = context;
	const name = code(server.name);
	const carriesConferencing =
		requirements.scenarios.some((id) => id === "web-conferencing" || id === "meeting-content") &&
		mayCarry(server, "web-conferencing");
	const events = carriesConferencing ? catalogue.events.filter((event) => event.where === "conferencing-pool") : [];
	return {
		id: `internal/${server.name}`,
		on: server.name,
		title: `Validate ${name}`,
		intro: isFirst
			? [
					`The internal servers come first: external conferencing is tested only when their validation is clean. For each check that fails, the log names the address that was asked and the reason.${page.mark(documented("community", "DAVEH-CONF"))}`,
				]
			: [],
		steps: [
			{
				id: "wizard",
				action: `Run the Validation Wizard for ${name}, as a member of RTCUniversalServerAdmins. Its individual checks are not documented.`,
				check: "its log shows no failure.",
				evidence: documented("ocs2007-copy", "PEDIA-PERM"),
				origin: server.origin,
			},
			...stateSteps(server, stateCommandsFor(context, server)),
			...eventSteps(page, events, server.members.length === 0 ? name : `each server of ${name}`).map((step) => ({
				...step,
				origin: server.origin,
			})),
		],
	};
}

function stateCommandsFor({ catalogue }: RunbookContext, server: InternalServer): readonly CommandFact[] {
	switch (server.edition?.value) {
		case "standard":
			return catalogue.stateCommands.filter((command) => command.on === "standard-edition");
		case "enterprise-consolidated":
		case "enterprise-expanded":
			return catalogue.stateCommands.filter((command) => command.on === "enterprise-edition");
		case undefined:
			return [];
	}
}

/** The state command, on each computer that the file names. */
function stateSteps(server: EdgeServer | InternalServer, commands: readonly CommandFact[]): readonly Step[] {
	const computers =
		server.kind !== "edge-server" && server.members.length > 0
			? server.members.map(({ fqdn }) => ({
					id: `state/${nameOfComputer(server, fqdn.value)}`,
					name: fqdn.value,
					origin: fqdn.origin,
					isMeant: isMeant(server, fqdn.value),
				}))
			: [{ id: "state", name: server.name, origin: server.origin, isMeant: isMeant(server) }];
	return commands.flatMap(({ line, evidence }) =>
		computers.map(
			({ id, name, origin, isMeant }): Step => ({
				id,
				action: `On ${code(name)}, open a command prompt in ${code(COMMAND_FOLDER)} and run ${code(line)}.`,
				check: "the state that it reports shows no failure; what a sound result looks like is not documented.",
				evidence: isMeant ? evidence : { ...evidence, class: "derived", note: otherRoles },
				origin,
			}),
		),
	);
}

/** What the codes of the command stand for is not documented role by role; on other computers than these it follows. */
function isMeant(server: EdgeServer | InternalServer, member?: string): boolean {
	if (server.kind === "edge-server") {
		return server.accessEdge !== undefined;
	}
	const roles = server.members.find(({ fqdn }) => fqdn.value === member)?.roles.items ?? [];
	return roles.length === 0 || roles.some((role) => role.value === "front-end");
}

const otherRoles =
	"The command and its codes are documented for OCS 2007 R2, where an edge server has all three roles; that the same code serves a computer with other roles of the kind is derived.";

const COMMAND_FOLDER = "%programfiles%\\Common Files\\Microsoft Office Communications Server 2007";

function validateMediation(page: PageBuilder, server: InternalServer): StepGroup {
	return {
		id: `internal/${server.name}`,
		on: server.name,
		title: `Validate ${code(server.name)}`,
		steps: [
			{
				id: "state",
				action: `Look whether the Mediation Server ${code(server.name)} runs and has the A/V Edge of ${page.link("task 6", taskPage({ number: 6, id: "connect-internal-servers" }))}. How it is validated was not found; take that from the guide of the Mediation Server.`,
				check: "its services run, and its properties show the A/V Edge.",
				evidence: documented("derived", "R2-TRUST"),
				origin: server.origin,
			},
		],
	};
}

function validateEdge(page: PageBuilder, context: RunbookContext, server: EdgeServer): StepGroup {
	const { catalogue } = context;
	const name = code(server.name);
	const services = rolesOf(server).flatMap(({ role }) => catalogue.roles[role].services);
	return {
		id: `edge/${server.name}`,
		on: server.name,
		title: `Validate ${name}`,
		intro: siteLine(context.deployment, server),
		steps: [
			{
				id: "wizard",
				action: `On ${name}, run *Step 6: Validate Edge Server* of the Deployment Wizard, as a member of the local Administrators group. Its individual checks are not documented.`,
				check: "its log shows no failure.",
				evidence: documented("community", "SHUDNOW5"),
				origin: server.origin,
			},
			...stateSteps(
				server,
				catalogue.stateCommands.filter((command) => command.on === "edge-server"),
			),
			{
				id: "services",
				action: `On ${name}, look at the ${services.length === 1 ? "service" : "services"} ${listed(services.map((service) => `*${text(service.displayName)}*`))}.`,
				check: services.length === 1 ? "it runs." : "all of them run.",
				evidence: documented("ocs2007", "ADM-SVC"),
				origin: server.origin,
			},
			{
				id: "event-log",
				action: `On ${name}, read the event log ${EVENT_LOG} in Event Viewer, from the last start of the services on.`,
				check: "there is no start failure.",
				evidence: documented("r2", "MP-14428", "R2-EVENTS"),
				origin: server.origin,
			},
			...eventSteps(page, eventsOn(context, server), name).map((step) => ({ ...step, origin: server.origin })),
		],
	};
}

/** After the tests, which may have led to other values. */
function backups(page: PageBuilder, context: RunbookContext): StepGroup {
	return {
		id: "backups",
		title: "Back up the edge servers",
		steps: context.deployment.edgeServers.map((server) => backup(page, context, server)),
	};
}

/** The settings of an edge server are on that computer only, and from here on they are complete. */
function backup(page: PageBuilder, context: RunbookContext, server: EdgeServer): Step {
	const name = code(server.name);
	const planned = server.operations?.items.find((operation) => operation.value === "backup");
	return {
		id: `backup/${server.name}`,
		on: server.name,
		action: `Back up the settings of ${name}, to ${page.blank(blanks.byHand(`place and keeper of the backup of ${server.name}`))}. A command for it was not found for OCS 2007; take the procedure from the Administration Guide of OCS 2007. The values are those of ${page.link("task 3", taskPage({ number: 3, id: "configure-edge-servers" }))} and of the ${page.link("certificate sheet", certificatesPage)}.`,
		check: `the keeper has it. A key that cannot be exported is in no backup: when ${name} is lost, its certificates are ordered again${
			sharesKeys(context, server) ? ", or taken from the kept copy of those that the members share" : ""
		}.`,
		evidence: {
			...documented("community", "RK-RESTORE"),
			note: "The settings of an edge server are settings of the computer: whoever loses it has to restore them. What that means for the keys is derived.",
		},
		origin: planned?.origin ?? server.origin,
	};
}

/** Whether a certificate of the server is the same as that of another one, so that task 4 has kept a copy with its key. */
function sharesKeys({ rows }: RunbookContext, { name }: EdgeServer): boolean {
	return rows.certificates.some(
		({ request, copyOf }) => copyOf !== undefined && (request.server === name || copyOf.request.server === name),
	);
}

/** Every record that outside parties look up: a wrong name fails the tests below in ways that do not tell why. */
function namesOutside(page: PageBuilder, context: RunbookContext): StepGroup {
	const rows = context.rows.dns.filter(({ record }) => record.view === "external");
	return {
		id: "names",
		title: "Names as seen from outside",
		intro: [
			"Go on only when the internal servers and the edge servers above show no failure.",
			"Do this on a computer outside, which asks public DNS servers.",
		],
		steps: rows.map(({ id, identity, record }): Step => {
			const row = page.link(id, dnsPage);
			const origin = originOfRecord(context.deployment, record);
			return record.type === "SRV"
				? {
						id: identity,
						action: `Look up the SRV record ${code(record.name)} with ${code("nslookup")}, asking for the type SRV.`,
						check:
							record.target === undefined
								? `it names the host and the port that ${row} asks for.`
								: `it names ${code(record.target)}${record.port === undefined ? "" : ` and the port ${code(String(record.port))}`}, as ${row} asks for.`,
						evidence: record.evidence,
						origin,
					}
				: {
						id: identity,
						action: `Look up ${code(record.name)} with ${code("nslookup")}.`,
						check:
							record.address === undefined
								? `the answer is the address that ${row} asks for.`
								: `the answer is ${code(record.address)}, as ${row} asks for.`,
						evidence: documented("later", "LYNC13-DNSEDGE"),
						origin,
					};
		}),
	};
}

/** The tests of scenarios, each with what it rests on. */
export function testScenarios(
	page: PageBuilder,
	context: RunbookContext,
	ids: readonly ScenarioId[],
): readonly StepGroup[] {
	const first = ids.find((id) => passesAccessEdge(context, id));
	return ids.map((id) => testScenario(page, context, id, id === first));
}

function testScenario(page: PageBuilder, context: RunbookContext, id: ScenarioId, isFirst: boolean): StepGroup {
	const { catalogue, deployment } = context;
	const fact = catalogue.scenarios[id];
	const evidence = { class: "derived", sources: fact.evidence.sources } as const;
	const stated = scenarioOf(deployment, id);
	return {
		id: `scenario/${id}`,
		title: `Test: ${text(fact.title)}`,
		intro: [
			...(isFirst ? eventsAfter(page, context, id) : []),
			...provisioned(page, context, id),
			...waysOf(context, id),
			...restsOn(page, context, id),
			...restOfPartnerCall(context, id),
			...(fact.whenTesting ?? []).filter((note) => isAbout(context, note.text)).map((note) => page.fact(note)),
		],
		steps: fact.validation
			.filter((test) => isAsked(context, id, test))
			.flatMap((test): readonly Step[] => {
				const targets = targetsOf(context, id, test);
				const step = { action: text(test.action), check: text(test.expected), evidence };
				return targets.length === 0
					? [{ ...step, id: test.id, origin: stated?.origin }]
					: targets.map((target) => ({
							...step,
							id: `${test.id}/${target.name}`,
							action: `${step.action} ${target.words}`,
							origin: target.origin,
						}));
			}),
	};
}

function isAsked({ deployment, requirements }: RunbookContext, id: ScenarioId, test: ScenarioTest): boolean {
	switch (`${id}/${test.id}`) {
		case "web-conferencing/join-anonymously":
			return scenarioOf(deployment, id)?.anonymousUsers !== undefined;
		case "point-to-point-av/call-partner":
			return requirements.scenarios.includes("federation");
		default:
			return true;
	}
}

/** One of several things that a test has to be made with. */
interface Target {
	readonly name: string;
	/** A sentence behind the action. */
	readonly words: string;
	readonly origin: Origin;
}

function targetsOf(context: RunbookContext, id: ScenarioId, test: ScenarioTest): readonly Target[] {
	const { deployment } = context;
	const scenario = scenarioOf(deployment, id);
	switch (id) {
		case "remote-access":
			return test.id === "sign-in"
				? deployment.sipDomains.items.map(({ value, origin }) => ({
						name: value,
						words: `Take a user whose SIP address ends in ${code(value)}.`,
						origin,
					}))
				: [];
		case "federation":
			return (scenario?.partners ?? []).map(({ domain, accessEdge }) => ({
				name: domain.value,
				words: `Partner: ${code(domain.value)}${accessEdge === undefined ? "" : `, whose Access Edge is ${code(accessEdge.value)}`}.`,
				origin: domain.origin,
			}));
		case "public-im":
			return (scenario?.providers.items ?? []).map(({ value, origin }) => ({
				name: value,
				words: `Provider: ${text(valueFact(imProviderValues, value)?.title ?? value)}.`,
				origin,
			}));
		case "web-conferencing":
			return deployment.internalServers
				.filter((server) => mayCarry(server, "web-conferencing"))
				.map((server) => ({
					name: server.name,
					words: `The organiser is homed on ${code(server.name)}.`,
					origin: server.origin,
				}));
		case "av-conferencing":
		case "point-to-point-av": {
			const targets = throughAvEdge(
				context,
				"av-authentication-service",
				(on) => `The internal user is homed on ${on}`,
			);
			const partners = scenarioOf(deployment, "federation")?.partners ?? [];
			return test.id !== "call-partner" || partners.length === 0
				? targets
				: targets.map((target) => ({
						...target,
						words: `${target.words} ${partners.length === 1 ? "Partner" : "One of the partners"}: ${partners
							.map(({ domain }) => code(domain.value))
							.join(
								", ",
							)}. Leave it out where ${partners.length === 1 ? "the partner has" : "no partner has"} ${partners.length === 1 ? "no" : "an"} A/V Edge.`,
					}));
		}
		case "enterprise-voice":
			return throughAvEdge(context, "mediation-av-edge", (on, edge) => {
				const homes = poolsBehind(context, edge);
				return `The call goes through the Mediation Server ${on}${homes.length === 0 ? "" : `, and the user is homed on ${alternatives(homes.map(code))}`}`;
			});
		case "address-book":
		case "group-expansion":
		case "meeting-content":
			return published(context, id);
		case "communicator-web-access":
			return deployment.reverseProxies.flatMap((proxy) =>
				proxy.publishes.flatMap(({ pool, externalUrl }) =>
					externalUrl !== undefined && hostNamed(deployment.index, pool.name)?.kind === "communicator-web-access"
						? [
								{
									name: pool.name,
									words: `The address is ${code(`https://${externalUrl.value}`)}.`,
									origin: externalUrl.origin,
								},
							]
						: [],
				),
			);
		case "device-updates":
			return [];
	}
}

/** Each server whose users have an A/V Edge of their own is a way that has to be tried. */
function throughAvEdge(
	{ deployment, requirements }: RunbookContext,
	template: "av-authentication-service" | "mediation-av-edge",
	words: (on: string, edge: string | undefined) => string,
): readonly Target[] {
	return requirements.trust.flatMap((entry): readonly Target[] => {
		const host = entry.on === undefined ? undefined : deployment.index.hosts.get(entry.on);
		if (entry.template !== template || host === undefined) {
			return [];
		}
		const edge = entry.names === undefined ? "" : `, so the media pass through the A/V Edge ${code(entry.names)}`;
		return [{ name: host.name, words: `${words(code(host.name), entry.names)}${edge}.`, origin: host.origin }];
	});
}

/** The pools that use the A/V Edge as well: whether the relay of another pool's user takes part in a call is not documented. */
function poolsBehind({ requirements }: RunbookContext, edge: string | undefined): readonly string[] {
	return requirements.trust.flatMap(({ template, names, on }) =>
		template === "av-authentication-service" && names !== undefined && names === edge && on !== undefined ? [on] : [],
	);
}

function published({ catalogue, deployment, requirements }: RunbookContext, id: ScenarioId): readonly Target[] {
	const path = catalogue.publishedPaths.find((candidate) => candidate.scenario === id);
	return requirements.trust.flatMap((entry): readonly Target[] => {
		const pool = entry.on === undefined ? undefined : deployment.index.hosts.get(entry.on);
		return entry.template !== "external-web-farm" ||
			entry.value === undefined ||
			path === undefined ||
			pool?.kind !== "pool"
			? []
			: [
					{
						name: pool.name,
						words: `The user is homed on ${code(pool.name)}, whose address outside is ${code(`https://${entry.value}${path.directory}`)}.`,
						origin: pool.webFarm?.external?.origin ?? pool.origin,
					},
				];
	});
}

/** A note on what the file rules out would only confuse. */
function isAbout({ deployment }: RunbookContext, note: string): boolean {
	const limits = /allow list/.test(note) && scenarioOf(deployment, "federation")?.mode?.value === "direct";
	const frontEnds =
		/single Front Ends/.test(note) && !deployment.internalServers.some((server) => server.members.length > 0);
	return !limits && !frontEnds;
}

/** Public IM works only with what was bought and arranged beforehand, and with exactly these names. */
function provisioned(page: PageBuilder, context: RunbookContext, id: ScenarioId): readonly string[] {
	const state = id === "public-im" ? publicImState(page, context) : undefined;
	return state === undefined ? [] : [`What has to be provisioned: ${state.values}. ${state.stated}`];
}

/** What the Access Edge tells of a test that failed, said once for all tests that pass through it. */
function eventsAfter(page: PageBuilder, context: RunbookContext, id: ScenarioId): readonly string[] {
	const { catalogue, deployment } = context;
	const servers = deployment.edgeServers.filter((server) => server.accessEdge !== undefined);
	const event = catalogue.events.find((candidate) => candidate.id === TLS_FAILURE);
	if (event === undefined || servers.length === 0 || !passesAccessEdge(context, id)) {
		return [];
	}
	return [
		`After this test and after each of the following ones, look into the event log ${EVENT_LOG} of ${listed(servers.map((server) => code(server.name)))}: there is no new event ${code(event.id)}${page.mark(event.evidence)}, and there are no repeated failures of user or domain validation, which mean messages for unknown users or for SIP domains that the Access Edge does not list.${page.mark(documented("r2", "R2-EVENTS"))}`,
	];
}

function passesAccessEdge({ catalogue }: RunbookContext, id: ScenarioId): boolean {
	return catalogue.scenarios[id].requires.includes("access-edge");
}

const TLS_FAILURE = "14428";

/**
 * Through a balancer a test meets one member only, so each of them has to carry the tests alone once.
 *
 * @param ids the scenarios that are tested
 * @param moment when to do so, as the beginning of a sentence
 */
export function testArray(
	page: PageBuilder,
	context: RunbookContext,
	array: EdgeArray,
	ids: readonly ScenarioId[],
	moment: string,
): StepGroup {
	const { catalogue, deployment, requirements } = context;
	const members = deployment.edgeServers.filter((server) => deployment.index.arrayOf.get(server.name) === array);
	const roles = new Set(members.flatMap((server) => rolesOf(server).map((role) => role.role)));
	const tests = ids.filter(
		(id) =>
			catalogue.scenarios[id].requires.some((role) => role !== "reverse-proxy" && roles.has(role)) &&
			(roles.has("access-edge") || mediaMayPass(context, id, array.name)),
	);
	return {
		id: `array/${array.name}`,
		on: array.name,
		title: `Test: each member of ${code(array.name)} alone`,
		intro: [
			`A test through the load balancer meets one member, and says nothing of the others. ${moment}: while services are stopped, connections are lost.${page.mark(arrayTest)}`,
		],
		steps:
			tests.length === 0 || members.length < 2
				? []
				: members.flatMap((member): readonly Step[] => {
						const others = members.filter((other) => other !== member).map((other) => code(other.name));
						const task = page.link("task 5", taskPage({ number: 5, id: "start-services" }));
						return [
							{
								id: `${member.name}/stop`,
								action: `Stop the services of ${listed(others)} in the order of ${task}, so that only ${code(member.name)} serves the array.`,
								check: `the load balancer takes ${others.length === 1 ? "this member" : "these members"} for unavailable, and sends new connections to ${code(member.name)} only.`,
								evidence: arrayTest,
								origin: member.origin,
							},
							{
								id: member.name,
								action: `Repeat the tests above that pass through ${code(array.name)}: ${listed(tests.map((id) => text(catalogue.scenarios[id].title)))}.`,
								check: "they give the same results.",
								evidence: arrayTest,
								origin: member.origin,
							},
							{
								id: `${member.name}/start`,
								action: `Start the services of ${listed(others)} again, as in ${task}.`,
								check: `they run, and the load balancer sends connections to all members again.${
									requirements.scenarios.includes("web-conferencing") &&
									members.some((one) => one !== member && one.webConferencingEdge !== undefined)
										? " Where web conferences fail afterwards, restart the Web Conferencing Servers of the pools: they connect to each Web Conferencing Edge when they start."
										: ""
								}`,
								evidence: arrayTest,
								origin: member.origin,
							},
						];
					}),
		undo: "start every service that was stopped for these tests.",
	};
}

const arrayTest = {
	...documented("derived", "PLAN-LB"),
	note: "No text describes this test; it follows from what an array is for.",
};
