import type { TrustTemplateId } from "../../../catalog/types.js";
import { scenarioOf } from "../../../model/lookups.js";
import type { TrustRequirement } from "../../../requirements/requirements.js";
import { code } from "../../markdown.js";
import { type Blank, blanks } from "../blanks.js";
import { documented, roleNameOf } from "../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page.js";

/** Task 6: the forest first, then each pool and each Mediation Server. */
export function connectInternalServers(page: PageBuilder, context: RunbookContext): readonly StepGroup[] {
	const entries = context.requirements.trust.filter((entry) => entry.side === "internal");
	const places = new Map<string | undefined, TrustRequirement[]>([[undefined, []]]);
	for (const entry of entries) {
		const there = places.get(entry.on) ?? [];
		there.push(entry);
		places.set(entry.on, there);
	}
	const users: StepGroup = {
		id: "users",
		title: "Users",
		steps: [
			{
				id: "enable",
				action:
					"Enable the user accounts that shall work from outside for the scenarios. By default outside users have no access.",
				check: "the properties of a test user show the scenarios as enabled.",
				evidence: documented("ocs2007", "SUP-EXT"),
			},
		],
	};
	return [
		...[...places].map(
			([on, trust]): StepGroup => ({
				id: on === undefined ? "forest" : `on/${on}`,
				intro: ["Open this in the administrative snap-in."],
				title: on === undefined ? "Global Properties of the forest" : `Properties of ${code(on)}`,
				steps: [
					...trust.flatMap((entry) => stepsOf(page, context, entry)),
					...(on === undefined ? anonymous(context) : []),
				],
			}),
		),
		users,
	];
}

/** The tabs that hold an external address. No such tab is documented for meeting content. */
const webFarmTabs = [
	{ scenario: "address-book", tab: "Address Book" },
	{ scenario: "group-expansion", tab: "Group Expansion" },
] as const;

function stepsOf(page: PageBuilder, context: RunbookContext, entry: TrustRequirement): readonly Step[] {
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
	const nodeText =
		pool?.kind === "pool" && pool.edition?.value === "standard" ? "*Standard Edition servers*" : "*Enterprise pools*";
	const open = pool?.kind === "pool" ? `${nodeText} > ${code(pool.name)} > *Properties*` : "*Properties*";
	const identity = (part?: string) => [entry.template, named?.name ?? entry.value, part].filter(Boolean).join("/");
	const step = (action: string, check: string, part?: string): Step => ({
		id: identity(part),
		action,
		check,
		evidence: entry.evidence,
	});
	const steps: Readonly<Record<TrustTemplateId, readonly Step[]>> = {
		"trusted-edge": [
			step(
				`Forest node > *Properties* > *Global Properties* > *Edge Servers*: add ${value}.`,
				"the tab *Edge Servers* lists it.",
			),
		],
		"federation-route": [
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
		"web-conferencing-edge-entry": [
			step(
				`${open} > *Web Conferencing Properties* > *Web Conferencing Edge Server*: add an entry with the internal FQDN ${value}${webConferencingRest(page, context, entry)}.`,
				"the tab lists the entry. There is one entry per server, never one per virtual address.",
			),
		],
		"av-authentication-service": [
			step(
				`${open} > *Pool Properties* > *Media*: choose ${value}${entry.port === undefined ? "" : `, port ${code(String(entry.port))},`} at *A/V Authentication Service*.`,
				"the tab shows it. A pool refers to exactly one such service.",
			),
		],
		"mediation-av-edge": [
			step(
				`Set ${value}${portText} as the A/V Edge of the Mediation Server. The dialog was not found; take it from the guide of the Mediation Server.`,
				"the properties of the Mediation Server show it.",
			),
		],
		"external-web-farm": webFarmTabs
			.filter(({ scenario }) => context.requirements.scenarios.includes(scenario))
			.map(({ scenario, tab }) => {
				const directory = context.catalogue.publishedPaths.find((path) => path.scenario === scenario)?.directory ?? "";
				const url =
					entry.value === undefined
						? `https:// ${value} ${code(directory)}`
						: code(`https://${entry.value}${directory}`);
				return step(
					`${open} > *Web Component Properties* > *${tab}*: enter the address that the reverse proxy publishes, ${url}, as *External URL*.`,
					`the tab *${tab}* shows the external URL.`,
					scenario,
				);
			}),
		"authorized-server": [],
		"internal-sip-domain": [],
		"next-hop": [],
	};
	return steps[entry.template];
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

function anonymous(context: RunbookContext): readonly Step[] {
	if (scenarioOf(context.deployment, "web-conferencing")?.anonymousUsers === undefined) {
		return [];
	}
	return [
		{
			id: "anonymous-users",
			action:
				"*Global Properties* > *Meetings*: set the policy for anonymous users so that meetings with them are allowed. By default nobody may invite them.",
			check:
				"the tab *Meetings* shows the policy; where it is set per user, the users concerned are allowed to invite them.",
			evidence: documented("r2", "R2-ANON", "ADM-GLOBAL"),
		},
	];
}
