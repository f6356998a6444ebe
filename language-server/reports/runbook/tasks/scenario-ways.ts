import { listed } from "../../../basics/sentences.js";
import type { ScenarioId } from "../../../catalog/types.js";
import { rolesOf } from "../../../model/edge-roles.js";
import type { Flow } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import { roleNameOf } from "../facts.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { balancersPage, certificatesPage, dnsPage, firewallPage } from "../page/page-paths.js";
import { type RecordRow, spanOf } from "../rows/row-ids.js";
import { scenariosIn, scenariosOfCertificate, scenariosOfFlow, scenariosOfRecord } from "../rows/scenarios-served.js";

/** The deployment's own names that the test of a scenario goes through. */
export function waysOf(context: RunbookContext, id: ScenarioId): readonly string[] {
	const { deployment } = context;
	// The members of an array share one external name; each site may have one of its own.
	const names = new Map<string, Set<string>>();
	for (const server of deployment.edgeServers) {
		for (const role of rolesOf(server).filter((one) => context.catalogue.roles[one.role].supports.includes(id))) {
			const array = deployment.index.arrayOf.get(server.name)?.name;
			if (role.role === "av-edge" && !mediaMayPass(context, id, array ?? server.name)) {
				continue;
			}
			const fqdn = roleNameOf(deployment, server, role);
			const title = text(context.catalogue.roles[role.role].title);
			if (fqdn !== undefined) {
				names.set(title, (names.get(title) ?? new Set<string>()).add(code(fqdn)));
			}
		}
	}
	if (names.size > 0 && context.catalogue.scenarios[id].requires.includes("reverse-proxy")) {
		for (const { template, value } of context.requirements.trust) {
			if (template === "external-web-farm" && value !== undefined) {
				const title = text(context.catalogue.roles["reverse-proxy"].title);
				names.set(title, (names.get(title) ?? new Set<string>()).add(code(value)));
			}
		}
	}
	if (names.size === 0) {
		return [];
	}
	const parts = [...names].map(([title, fqdns]) =>
		fqdns.size === 1 ? `${[...fqdns].join()} (${title})` : `one of ${listed([...fqdns])} (${title})`,
	);
	const isRepeated = [...names.values()].some((fqdns) => fqdns.size > 1);
	const repeat =
		id === "web-conferencing"
			? " Repeat the test so that each of them is used."
			: " Which one it is follows from the pool or the Mediation Server, as below.";
	return [`Passes through ${listed(parts)}.${isRepeated ? repeat : ""}`];
}

/** The rows of the sheets that the scenario needs: where to look when its test fails. */
export function restsOn(page: PageBuilder, context: RunbookContext, id: ScenarioId): readonly string[] {
	const { rows } = context;
	const elsewhere = avEdgesElsewhere(context, id);
	const carries = ({ flow }: { readonly flow: Flow }) =>
		scenariosOfFlow(context, flow).includes(id) && !elsewhere.has(flow.server);
	const flows = rows.firewalls.flatMap((firewall) => firewall.rows).filter(carries);
	const balancers = rows.balancers.flatMap((balancer) => balancer.rows).filter(carries);
	const records = rows.dns.filter(
		(row) =>
			scenariosOfRecord(context, row.record).includes(id) &&
			!isOfMemberUnused(context, row, id) &&
			!elsewhere.has(row.record.host ?? ""),
	);
	const certificates = rows.certificates.filter(
		({ request }) => scenariosOfCertificate(context, request).includes(id) && !elsewhere.has(request.server),
	);
	const part = (words: string, found: readonly { readonly id: string }[], path: string) =>
		found.length === 0
			? []
			: [`the ${words}${found.length === 1 ? "" : "s"} ${page.link(spanOf(found.map((row) => row.id)), path)}`];
	const parts = [
		...part("firewall rule", flows, firewallPage),
		...part("load balancer port", balancers, balancersPage),
		...part("DNS record", records, dnsPage),
		...part("certificate", certificates, certificatesPage),
	];
	return parts.length === 0 ? [] : [`Rests on ${listed(parts)}. Look there first when the test fails.`];
}

/**
 * Whether a record is that of a single member of an array, and the scenario finds the array by its virtual name. Only Web
 * Conferencing Servers turn to each member by its own name (8057 is not balanced).
 */
function isOfMemberUnused({ catalogue, deployment }: RunbookContext, { record }: RecordRow, id: ScenarioId): boolean {
	const host = record.host === undefined ? undefined : deployment.index.hosts.get(record.host);
	return (
		host?.kind === "edge-server" &&
		record.view === "internal" &&
		deployment.index.arrayOf.has(host.name) &&
		!(
			host.webConferencingEdge !== undefined &&
			scenariosIn(id).some((one) => catalogue.scenarios[one].requires.includes("web-conferencing-edge"))
		)
	);
}

/** Computers with nothing but an A/V Edge that the media of the scenario do not pass through, and their arrays. */
function avEdgesElsewhere(context: RunbookContext, id: ScenarioId): ReadonlySet<string> {
	const { edgeServers, index } = context.deployment;
	return new Set(
		edgeServers
			.filter((server) => rolesOf(server).every(({ role }) => role === "av-edge") && server.avEdge !== undefined)
			.map(({ name }) => [name, index.arrayOf.get(name)?.name ?? name])
			.filter((names) => !names.some((name) => mediaMayPass(context, id, name)))
			.flat(),
	);
}

/** A call with a partner goes out over what federation has and takes the way of the media of all other calls. */
export function restOfPartnerCall({ catalogue, requirements }: RunbookContext, id: ScenarioId): readonly string[] {
	return id === "point-to-point-av" && requirements.scenarios.includes("federation")
		? [
				`The call with a partner rests as well on what the test of the scenario ${text(catalogue.scenarios.federation.title)} rests on; make that test first.`,
			]
		: [];
}

/** Where each pool has an A/V Edge of its own, only what is set to use this array says something about it; likewise a server without an array. */
export function mediaMayPass({ requirements }: RunbookContext, id: ScenarioId, edge: string): boolean {
	const template = id === "enterprise-voice" ? "mediation-av-edge" : "av-authentication-service";
	const ways = requirements.trust.filter((entry) => entry.template === template);
	return (
		!["av-conferencing", "point-to-point-av", "enterprise-voice"].includes(id) ||
		ways.length === 0 ||
		ways.some(({ names }) => names === edge)
	);
}
