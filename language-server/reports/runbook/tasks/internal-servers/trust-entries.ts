import { listed } from "../../../../basics/sentences.js";
import type { TrustTemplateId } from "../../../../catalog/types.js";
import type { Host } from "../../../../model/deployment.js";
import { rolesOf } from "../../../../model/edge-roles.js";
import type { TrustRequirement } from "../../../../requirements/requirements.js";
import { code, text } from "../../../markdown.js";
import { documented, roleNameOf } from "../../facts.js";
import { type Blank, blanks } from "../../page/blanks.js";
import type { PageBuilder, RunbookContext, Step } from "../../page/page.js";
import { taskPage } from "../../page/page-paths.js";
import { originOf } from "./origins.js";

/** A setting of the internal side, with what tells it from all others. */
export interface Entry {
	/** As in "trusted-edge/edge1". */
	readonly id: string;
	readonly trust: TrustRequirement;
}

/** The dialogs that could not be read are in the guide that every administrator of the product has. */
export const GUIDE = "the Administration Guide of OCS 2007";

/** The way back from an entry is nobody's text. */
export const undone = { ...documented("derived"), note: "No documented procedure was found." };

/** Where the snap-in shows a server, as words for a step. */
export function nodeOf(server: Host | undefined): string {
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

/** The steps by which one entry is made, with the dialog, the value and what shows that it is there. */
export function stepsOf(page: PageBuilder, context: RunbookContext, { id, trust: entry }: Entry): readonly Step[] {
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
