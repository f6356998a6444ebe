import { groupBy } from "../../../basics/collections.js";
import { listed } from "../../../basics/sentences.js";
import type { TaskId, TrustTemplateId } from "../../../catalog/types.js";
import type { EdgeArray, Host, InternalServer } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { hostNamed, scenarioOf, virtualAddressOf } from "../../../model/lookups.js";
import type { Origin } from "../../../model/origin.js";
import { poolMembersWith } from "../../../requirements/pool-roles.js";
import type { TrustRequirement } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import { documented, roleNameOf } from "../facts.js";
import { type Blank, blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { certificatesPage, dnsPage, taskPage } from "../page/page-paths.js";
import { orderOf } from "../rows/certificate-orders.js";
import { spanOf } from "../rows/row-ids.js";
import { rowsForServer } from "../rows/task-needs.js";
import { nameOfComputer } from "./computers.js";
import { testUsers } from "./users.js";

/** A setting of the internal side, with what tells it from all others. */
interface Entry {
	/** As in "trusted-edge/edge1". */
	readonly id: string;
	readonly trust: TrustRequirement;
}

/** The dialogs that could not be read are in the guide that every administrator of the product has. */
const GUIDE = "the Administration Guide of OCS 2007";

/**
 * Task 6: what each internal server has to know beforehand, then the forest, since the pools choose from its list, then
 * each pool and each Mediation Server, and the test users at last.
 */
export function connectInternalServers(page: PageBuilder, context: RunbookContext): readonly StepGroup[] {
	const { deployment, requirements } = context;
	const entries = requirements.trust
		.filter((trust) => trust.side === "internal")
		.map((trust): Entry => ({ id: identityOf(trust), trust }));
	const entriesOn = groupBy(entries, ({ trust }) => trust.on);
	const servers = deployment.internalServers.filter(
		(server) => server.kind === "director" || entriesOn.has(server.name),
	);
	return [
		...servers.map((server) => beforehand(page, context, server)),
		forest(page, context, entries),
		...servers.flatMap((server) => [
			ownRoute(page, context, server, entries),
			ofServer(page, context, server, entriesOn.get(server.name) ?? []),
		]),
		testUsers(page, context),
	];
}

/** The place is that of the group, and of most settings there is one in it. */
function identityOf({ template, names, value }: TrustRequirement): string {
	switch (template) {
		case "trusted-edge":
		case "web-conferencing-edge-entry":
			return `${template}/${names ?? value ?? ""}`;
		default:
			return template;
	}
}

/** Names that resolve and roots that are trusted: without them the entries below are right and nothing connects. */
function beforehand(page: PageBuilder, context: RunbookContext, server: InternalServer): StepGroup {
	const { rows } = context;
	const name = code(server.name);
	const needed = rowsForServer("connect-internal-servers", context, server.name);
	const records = rows.dns.filter(({ id }) => needed.dns.includes(id));
	const issuers = (["public", "internal"] as const).flatMap((issuer) => {
		const ids = rows.certificates
			.filter(({ request }) => request.slot === "edge-internal" && orderOf(context, request).issuer === issuer)
			.map(({ id }) => id);
		return ids.length === 0 ? [] : [{ issuer, ids }];
	});
	return {
		id: `ready/${server.name}`,
		on: server.name,
		title: `Before the entries: ${name}`,
		steps: [
			...(records.length === 0
				? []
				: [
						{
							id: "names",
							action: `On ${server.members.length === 0 ? name : `each server of ${name}`}, look up the edge servers with ${code("nslookup")}: ${listed(records.map(({ record }) => code(record.name)))}.`,
							check: `the answers are those of ${page.link(spanOf(records.map((row) => row.id)), dnsPage)}: ${listed(
								records.map(({ record }) =>
									record.address === undefined
										? `for ${code(record.name)} the address of that row`
										: `${code(record.address)} for ${code(record.name)}`,
								),
							)}.`,
							evidence: documented("later", "LYNC13-DNSEDGE"),
							origin: server.origin,
						},
					]),
			...issuers.map(
				({ issuer, ids }): Step => ({
					id: `trusted-root/${issuer}`,
					action: `On ${server.members.length === 0 ? name : `each server of ${name}`}, check that the ${issuer} certification authority is trusted. It issues the certificates of the internal interfaces of the edge servers, ${page.link(spanOf(ids), certificatesPage)}.`,
					check: "the authority is listed in *Trusted Root Certification Authorities*.",
					evidence: documented("r2", "R2-CERTINT", "MP-14428"),
					origin: server.trustedRoots?.items.find((root) => root.value === issuer)?.origin ?? server.origin,
				}),
			),
			...ownCertificate(context, server),
			...addressBookOfDirector(server),
		],
	};
}

/** Where the file says nothing of the roles of a Director, somebody has to look. */
function addressBookOfDirector(server: InternalServer): readonly Step[] {
	return server.kind !== "director" || [server, ...server.members].some(({ roles }) => roles.items.length > 0)
		? []
		: [
				{
					id: "address-book",
					action: `Look whether the Address Book Server is active on ${server.members.length === 0 ? code(server.name) : `a server of ${code(server.name)}`}. To deactivate it on a Director is recommended: no user is at home there who would need it.`,
					check: "it is not active, or it is noted why it stays.",
					evidence: documented("ocs2007", "SUP-DIR"),
					origin: server.origin,
				},
			];
}

/** The edge servers compare the name by which they call a server with its certificate. */
function ownCertificate(
	{ deployment, requirements, catalogue }: RunbookContext,
	server: InternalServer,
): readonly Step[] {
	if (server.kind !== "director" && server.kind !== "pool") {
		return [];
	}
	// What the certificate of a computer with other roles has to name was not found.
	const frontEnds = poolMembersWith(server, "front-end").map(({ fqdn }) => fqdn.value);
	const where =
		server.members.length === 0
			? code(server.name)
			: frontEnds.length === server.members.length
				? `each server of ${code(server.name)}`
				: `each Front End of ${code(server.name)}${frontEnds.length === 0 ? "" : ` (${listed(frontEnds.map(code))})`}`;
	const declared =
		server.certificate === undefined ? undefined : deployment.index.certificates.get(server.certificate.name);
	const own = server.fqdn?.value;
	const isConferencing = server.kind === "pool" && requirements.scenarios.includes("web-conferencing");
	return [
		{
			id: "certificate",
			action: `On ${where}, read the certificate${declared === undefined ? "" : ` ${code(declared.name)}`} of Office Communications Server. The edge servers know the server as ${own === undefined ? "its FQDN" : code(own)}, and refuse a certificate with another name.`,
			check: `${own === undefined ? "its FQDN" : code(own)} ${
				isArrayOfDirectors(server)
					? "is a name on it (as the subject or beside it: for an array of Directors no text that was read says which)"
					: "is the subject"
			}, and the edge servers trust the authority that issued it (${taskWords(catalogue, "configure-certificates")}).`,
			evidence: documented("derived", "MP-14428", "MIG-4"),
			origin: server.certificate?.origin ?? server.fqdn?.origin ?? server.origin,
		},
		...(isConferencing && frontEnds.length > 0
			? [
					{
						id: "certificate/members",
						action: `Look for ${listed(frontEnds.map(code))} among the subject alternative names of the same certificate: where a meeting works inside and fails outside, their absence is one reason to look at.`,
						check: "each of these names is there, or it is noted for the test of web conferencing which one is not.",
						evidence: {
							...documented("community", "TT-SAN"),
							note: "A single source, written about OCS 2007 R2.",
						},
						origin: server.members[0]?.fqdn.origin ?? server.origin,
					},
				]
			: []),
	];
}

/** Several Directors of the Standard Edition behind one virtual address. */
function isArrayOfDirectors({ kind, members, edition }: InternalServer): boolean {
	return kind === "director" && members.length > 1 && !(edition?.value ?? "standard").startsWith("enterprise");
}

function taskWords(catalogue: RunbookContext["catalogue"], id: TaskId): string {
	return `task ${catalogue.tasks.find((task) => task.id === id)?.number ?? ""}`;
}

function forest(page: PageBuilder, context: RunbookContext, entries: readonly Entry[]): StepGroup {
	const own = entries.filter(({ trust }) => trust.on === undefined);
	const meetings = anonymous(context);
	const tabs = [
		...(own.some(({ trust }) => trust.template === "federation-route") ? ["*Federation*"] : []),
		...(meetings.length > 0 ? ["*Meetings*"] : []),
	];
	return {
		id: "forest",
		title: "Global Properties of the forest",
		intro: [
			`Do this in the administrative snap-in. The Configure Pool/Server Wizard sets the same values when external access is configured, so some may be there already.${page.mark(documented("r2", "R2-TRUST"))} Note every earlier value before changing it: the way back needs it.`,
		],
		steps: [...own.flatMap((entry) => stepsOf(page, context, entry)), ...meetings],
		undo: `remove the names from *Edge Servers*, after the entries of the pools that refer to them${
			tabs.length === 0 ? "" : `; enter the earlier values on ${listed(tabs)} again`
		}.${page.mark(undone)}`,
	};
}

const undone = { ...documented("derived"), note: "No documented procedure was found." };

/** The entries for what carries the Access Edge: the computer, or the internal virtual address of its array. */
function accessEdgeEntries({ deployment }: RunbookContext, entries: readonly Entry[]): readonly Entry[] {
	const carriesAccessEdge = (host: Host | undefined): boolean => {
		switch (host?.kind) {
			case "edge-server":
				return host.accessEdge !== undefined;
			case "edge-array":
				return deployment.edgeServers.some(
					(server) => server.accessEdge !== undefined && deployment.index.arrayOf.get(server.name) === host,
				);
			default:
				return false;
		}
	};
	return entries.filter(
		({ trust }) =>
			trust.template === "trusted-edge" &&
			trust.names !== undefined &&
			carriesAccessEdge(deployment.index.hosts.get(trust.names)),
	);
}

/**
 * The route of the forest leads to the Director, whose own has to lead on to the Access Edge; and a server of which the
 * file states another route than that of the forest has one of its own as well.
 */
function ownRoute(
	page: PageBuilder,
	context: RunbookContext,
	server: InternalServer,
	entries: readonly Entry[],
): StepGroup {
	const { catalogue, deployment } = context;
	const route = entries.find(({ trust }) => trust.template === "federation-route")?.trust;
	const stated = server.federationRoute;
	const target = stated === undefined ? undefined : hostNamed(deployment.index, stated.name);
	const needsOwn =
		route !== undefined && (route.names === server.name || (target !== undefined && target.name !== route.names));
	const accessEdges = accessEdgeEntries(context, entries);
	const [only, other] = accessEdges;
	const array = target === undefined ? undefined : deployment.index.arrayOf.get(target.name);
	const chosen =
		accessEdges.find(({ trust }) => trust.names === target?.name || trust.names === array?.name)?.trust ??
		(target === undefined && other === undefined ? only?.trust : undefined);
	const internal = target?.kind === "director" || target?.kind === "pool" ? target : undefined;
	const to = chosen?.value ?? internal?.fqdn?.value;
	const port = portOf(context, chosen) ?? Number(catalogue.portSettings["access-internal"].default);
	// Directors of the Standard Edition are single servers, also behind one virtual address: each has properties of its own.
	const places = isArrayOfDirectors(server)
		? server.members.map((member) => ({
				id: `federation-route/${nameOfComputer(server, member.fqdn.value)}`,
				name: member.fqdn.value,
			}))
		: [{ id: "federation-route", name: server.name }];
	return {
		id: `route/${server.name}`,
		on: server.name,
		title: `Federation route of ${code(server.name)}`,
		intro: [
			route?.names === server.name
				? `The forest sends federated traffic to ${code(server.name)}; from there it has to go on to the Access Edge.`
				: `The file states another route for ${code(server.name)} than that of the forest; a single server or pool may override it.`,
		],
		steps: needsOwn
			? [
					...places.map(({ id, name }) => ({
						id,
						action: `In the properties of ${code(name)}, override the route of the forest with ${
							to === undefined ? page.blank(blanks.byHand(`federation route of ${server.name}`)) : code(to)
						} and the port ${code(String(port))}. The dialog was not found; take it from ${GUIDE}.`,
						check: `the dialog shows this name and this port. Whether messages take the route is tested in ${page.link("task 7", taskPage({ number: 7, id: "validate" }))}.`,
						evidence: documented("derived", "R2-HLP-FED", "SDK-GLOBALFED"),
						origin: stated?.origin ?? server.origin,
					})),
					// Where the server has settings of its own below, one restart after them is enough.
					...(entries.some(({ trust }) => trust.on === server.name) ? [] : [restart(server, false, page)]),
				]
			: [],
		...(needsOwn ? { undo: `enter the earlier route again, and restart the same services.${page.mark(undone)}` } : {}),
	};
}

/** The port on which the Access Edge listens inside, as stated. */
function portOf({ deployment }: RunbookContext, trust: TrustRequirement | undefined): number | undefined {
	const host = trust?.names === undefined ? undefined : deployment.index.hosts.get(trust.names);
	const servers =
		host?.kind === "edge-array"
			? deployment.edgeServers.filter((server) => deployment.index.arrayOf.get(server.name) === host)
			: host?.kind === "edge-server"
				? [host]
				: [];
	return servers.flatMap((server) => server.accessEdge?.internalPort?.value.from ?? [])[0];
}

function ofServer(
	page: PageBuilder,
	context: RunbookContext,
	server: InternalServer,
	entries: readonly Entry[],
): StepGroup {
	const name = code(server.name);
	const hasConferencing = entries.some(({ trust }) => trust.template === "web-conferencing-edge-entry");
	const steps = entries.flatMap((entry) => stepsOf(page, context, entry));
	return {
		id: `on/${server.name}`,
		on: server.name,
		title: `Properties of ${name}`,
		intro: [
			server.kind === "mediation-server"
				? `The Mediation Server has to know the A/V Edge that outside voice users go through.${page.mark(documented("r2", "R2-TRUST"))}`
				: `In the administrative snap-in, expand ${nodeOf(server)} and right-click ${name}.`,
		],
		steps: [...steps, ...(steps.length === 0 ? [] : [restart(server, hasConferencing, page)])],
		undo: `remove the entries, or enter the earlier values, and restart the same services.${page.mark(undone)}`,
	};
}

/** Which services have to be restarted is in a part of the guide that could not be read. */
function restart(server: InternalServer, hasConferencing: boolean, page: PageBuilder): Step {
	const members = server.members.map(({ fqdn }) => code(fqdn.value));
	const where = members.length === 0 ? code(server.name) : `${code(server.name)} (${listed(members)})`;
	return {
		id: "restart",
		action: `Look up in Appendix C of ${GUIDE}, "Services That Must Be Restarted", which services of ${where} take the new values only with a restart, and restart them.${
			hasConferencing
				? ` Restart the Web Conferencing Servers in any case: they look up the Web Conferencing Edges, and connect to each, when they start.${page.mark(documented("derived", "PLAN-LB"))}`
				: ""
		}`,
		check: "the services run.",
		evidence: documented("ocs2007", "ADM-APPC"),
		origin: server.origin,
	};
}

function nodeOf(server: Host | undefined): string {
	switch (server?.kind === "pool" ? server.edition?.value : undefined) {
		case "standard":
			return "*Standard Edition servers*";
		case undefined:
			return "*Enterprise pools* (or *Standard Edition servers*)";
		default:
			return "*Enterprise pools*";
	}
}

/** The tabs that hold an external address. No such tab is documented for meeting content. */
const webFarmTabs = [
	{ scenario: "address-book", tab: "Address Book" },
	{ scenario: "group-expansion", tab: "Group Expansion" },
] as const;

function stepsOf(page: PageBuilder, context: RunbookContext, { id, trust: entry }: Entry): readonly Step[] {
	const { index } = context.deployment;
	const named = entry.names === undefined ? undefined : index.hosts.get(entry.names);
	const missing: Blank =
		entry.template === "external-web-farm" && entry.on !== undefined
			? blanks.webFarmExternal(entry.on)
			: named !== undefined && named.kind !== "edge-array"
				? blanks.fqdn(named)
				: named !== undefined
					? blanks.virtualFqdn(named)
					: blanks.byHand(entry.title);
	const value = page.value(entry.value, missing);
	const portText = entry.port === undefined ? "" : ` and the port ${code(String(entry.port))}`;
	const pool = entry.on === undefined ? undefined : index.hosts.get(entry.on);
	const open = pool?.kind === "pool" ? `${nodeOf(pool)} > ${code(pool.name)} > *Properties*` : "*Properties*";
	const origin = originOf(context, entry, named, pool);
	const step = (action: string, check: string, part?: string): Step => ({
		id: part === undefined ? id : `${id}/${part}`,
		action,
		check,
		evidence: entry.evidence,
		origin,
	});
	const steps: Readonly<Record<TrustTemplateId, () => readonly Step[]>> = {
		"trusted-edge": () => [
			step(
				`Forest node > *Properties* > *Global Properties* > *Edge Servers*: add ${value}${named?.kind === "edge-array" ? `, the internal virtual address of ${code(named.name)}` : ""}${rolesOfEntry(context, named)}.`,
				`the tab *Edge Servers* lists it, written as the subject of the certificate on the internal interface is.`,
			),
		],
		"federation-route": () => [
			step(
				"Forest node > *Properties* > *Global Properties* > *Federation*: tick *Enable Federation and Public IM connectivity*.",
				"the box is ticked.",
				"enable",
			),
			step(
				`*Federation*: enter ${value} as FQDN${portText === "" ? "" : `${portText.replace(" and the port", " and")} as port`}.`,
				"the tab shows FQDN and port of the route.",
			),
		],
		"web-conferencing-edge-entry": () => [
			step(
				`${open} > *Web Conferencing Properties* > *Web Conferencing Edge Server*: add an entry with the internal FQDN ${value}${webConferencingRest(page, context, entry)}.`,
				"the tab lists the entry. There is one entry per server, never one per virtual address.",
			),
		],
		"av-authentication-service": () => [
			step(
				`${open} > *Pool Properties* > *Media*: choose ${value}${entry.port === undefined ? "" : `, port ${code(String(entry.port))},`} at *A/V Authentication Service*. The list offers what the tab *Edge Servers* of the forest holds.`,
				"the tab shows it. A pool refers to exactly one such service.",
			),
		],
		"mediation-av-edge": () => [
			step(
				`Set ${value}${portText} as the A/V Edge of the Mediation Server. The dialog was not found; take it from the guide of the Mediation Server.`,
				"the properties of the Mediation Server show it.",
			),
		],
		"external-web-farm": () => webFarmSteps(page, context, entry, open, value, step),
		"authorized-server": () => [],
		"internal-sip-domain": () => [],
		"next-hop": () => [],
	};
	return steps[entry.template]();
}

/** The tab lists Access Edges, Web Conferencing Edges and A/V Edges; which of them one name stands for follows from the plan. */
function rolesOfEntry({ catalogue, deployment }: RunbookContext, named: Host | undefined): string {
	const servers =
		named?.kind === "edge-array"
			? deployment.edgeServers.filter((server) => deployment.index.arrayOf.get(server.name) === named)
			: named?.kind === "edge-server"
				? [named]
				: [];
	const roles = servers.flatMap((server) => rolesOf(server));
	const titles = [...new Set(roles.map(({ role }) => text(catalogue.roles[role].title)))];
	const av = servers.find((server) => server.avEdge !== undefined)?.avEdge;
	const port =
		av === undefined
			? undefined
			: (av.authenticationPort?.value.from ?? catalogue.portSettings["av-authentication-internal"].default);
	return titles.length === 0
		? ""
		: `, as ${listed(titles)}${port === undefined ? "" : `; where the tab asks for the port of the A/V Edge, it is ${code(String(port))}, that of A/V authentication`}`;
}

function webFarmSteps(
	page: PageBuilder,
	{ catalogue, requirements }: RunbookContext,
	entry: TrustRequirement,
	open: string,
	value: string,
	step: (action: string, check: string, part?: string) => Step,
): readonly Step[] {
	const addressOf = (scenario: string) => {
		const directory = catalogue.publishedPaths.find((path) => path.scenario === scenario)?.directory ?? "";
		return entry.value === undefined
			? `https:// ${value} ${code(directory)}`
			: code(`https://${entry.value}${directory}`);
	};
	return [
		...webFarmTabs
			.filter(({ scenario }) => requirements.scenarios.includes(scenario))
			.map(({ scenario, tab }) =>
				step(
					`${open} > *Web Component Properties* > *${tab}*: enter the address that the reverse proxy publishes, ${addressOf(scenario)}, as *External URL*.`,
					`the tab *${tab}* shows the external URL.`,
					scenario,
				),
			),
		...(requirements.scenarios.includes("meeting-content")
			? [
					{
						...step(
							`Find the external address for meeting content of the pool, and set it to ${addressOf("meeting-content")}. Where the pool holds it was not found; take that from the Edge Server Deployment Guide of OCS 2007.${page.mark(documented("ocs2007", "EDG-2.1"))}`,
							`the pool shows this address. The download from outside is tested in ${page.link("task 7", taskPage({ number: 7, id: "validate" }))}.`,
							"meeting-content",
						),
						evidence: undefined,
					},
				]
			: []),
	];
}

/** The statement of the internal side that a setting comes from, or else the name that it holds. */
function originOf(
	{ deployment }: RunbookContext,
	entry: TrustRequirement,
	named: Host | undefined,
	pool: Host | undefined,
): Origin | undefined {
	const server = pool?.kind === "pool" || pool?.kind === "mediation-server" ? pool : undefined;
	const name = nameOrigin(named);
	switch (entry.template) {
		case "trusted-edge":
			return name;
		case "federation-route":
			return (
				deployment.internalServers.find((one) => one.federationRoute?.name === entry.names)?.federationRoute?.origin ??
				name ??
				scenarioOf(deployment, "federation")?.origin
			);
		case "web-conferencing-edge-entry":
			return server?.webConferencingEdges?.find((edge) => edge.name === entry.names)?.origin ?? name;
		case "av-authentication-service":
		case "mediation-av-edge":
			return server?.avAuthentication?.origin ?? name ?? server?.origin;
		case "external-web-farm":
			return server?.webFarm?.external?.origin ?? server?.origin;
		default:
			return name;
	}
}

/** Where the internal name of an element stands. */
function nameOrigin(host: Host | undefined): Origin | undefined {
	if (host === undefined) {
		return undefined;
	}
	return host.kind === "edge-array" ? internalNameOrigin(host) : (host.fqdn?.origin ?? host.origin);
}

function internalNameOrigin(array: EdgeArray): Origin {
	const virtual = virtualAddressOf(array, "access-edge", "internal") ?? virtualAddressOf(array, "av-edge", "internal");
	return virtual?.fqdn?.origin ?? array.origin;
}

function webConferencingRest(page: PageBuilder, context: RunbookContext, entry: TrustRequirement): string {
	const server = entry.names === undefined ? undefined : context.deployment.index.hosts.get(entry.names);
	if (server?.kind !== "edge-server" || server.webConferencingEdge === undefined) {
		return entry.port === undefined ? "" : ` and the port ${code(String(entry.port))}`;
	}
	const role = server.webConferencingEdge;
	const { deployment } = context;
	const array = deployment.index.arrayOf.get(server.name);
	const fqdn = page.value(
		roleNameOf(deployment, server, role),
		array === undefined
			? blanks.roleFqdn(server, "web-conferencing-edge", role.external?.address?.value.text)
			: blanks.virtualFqdn(array, "external"),
	);
	const external = role.port?.value.from ?? context.catalogue.portSettings["web-conferencing-external"].default;
	const internal = role.internalPort?.value.from ?? context.catalogue.portSettings["web-conferencing-internal"].default;
	return `, the external FQDN ${fqdn}, the internal port ${code(String(internal))} and the external port ${code(String(external))}`;
}

function anonymous({ deployment }: RunbookContext): readonly Step[] {
	const scenario = scenarioOf(deployment, "web-conferencing");
	if (scenario?.anonymousUsers === undefined) {
		return [];
	}
	return [
		{
			id: "anonymous-users",
			action:
				scenario.meetingPolicy?.value === "per-user"
					? "*Global Properties* > *Meetings*: set the policy for anonymous users so that each user's own setting decides. By default nobody may invite them."
					: "*Global Properties* > *Meetings*: set the policy for anonymous users so that meetings with them are allowed. By default nobody may invite them.",
			check: "the tab *Meetings* shows the policy.",
			evidence: documented("r2", "R2-ANON", "ADM-GLOBAL"),
			origin: scenario.meetingPolicy?.origin ?? scenario.anonymousUsers,
		},
	];
}
