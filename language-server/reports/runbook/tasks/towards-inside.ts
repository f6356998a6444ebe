import type { AccessEdge, EdgeServer, InternalServer } from "../../../model/deployment.js";
import { hostNamed, isInternalServer } from "../../../model/lookups.js";
import type { Origin } from "../../../model/origin.js";
import { code } from "../../markdown.js";
import { documented, fqdnOf } from "../facts.js";
import { type Blank, blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { nameOfComputer, sameOnMembers } from "./computers.js";
import { statementOf } from "./origins.js";
import { towardsNextHop } from "./sheet-rows.js";

/** The next hop and the own SIP domains, for which no tab is known, so that the wizard has to have them. */
export function towardsInside(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: AccessEdge,
): StepGroup {
	return {
		id: `${server.name}/internal-servers`,
		on: server.name,
		title: `${code(server.name)}: towards the internal servers`,
		intro: sameOnMembers(page, context, server),
		steps: [nextHop(page, context, server, role), ...sipDomains(page, context, server, role)],
		undo: `set the next hop back, remove the SIP domains and restart the service; no separate procedure is documented.${page.mark(documented("derived", "ADM-IF"))}`,
	};
}

function nextHop(page: PageBuilder, context: RunbookContext, server: EdgeServer, role: AccessEdge): Step {
	const { requirements, deployment } = context;
	const hop = requirements.trust.find((entry) => entry.template === "next-hop" && entry.on === server.name);
	const host = role.nextHop === undefined ? undefined : deployment.index.hosts.get(role.nextHop.name);
	const missing = host === undefined || host.kind === "edge-array" ? blanks.nextHop(server) : blanks.fqdn(host);
	const hopPort = hop?.port === undefined ? "" : `, port ${code(String(hop.port))}`;
	return {
		id: "next-hop",
		action: `Set the next hop to ${page.value(fqdnOf(host) ?? hop?.value, missing)}${hopPort}. Enter a name; an IP address is not accepted.`,
		check: `on this computer the name resolves${answering(page, context, server)}.`,
		evidence: documented("r2", "SDK-NEXTHOP"),
		origin: statementOf(role.nextHop) ?? role.origin,
	};
}

/** Whether the port answers shows when the internal firewall lets the Access Edge through, which is later. */
function answering(page: PageBuilder, context: RunbookContext, server: EdgeServer): string {
	const rows = towardsNextHop(page, context, server);
	return rows === undefined ? "" : `; that its port answers is tested in task 7, through ${rows}`;
}

function sipDomains(
	page: PageBuilder,
	{ deployment }: RunbookContext,
	server: EdgeServer,
	role: AccessEdge,
): readonly Step[] {
	const check = "the domain is listed. Messages for any other domain are rejected.";
	const evidence = documented("r2", "R2-EVENTS", "SDK-NEXTHOP");
	const origins = new Map<string, Origin>();
	for (const domain of [...(role.internalSipDomains?.items ?? []), ...deployment.sipDomains.items]) {
		const name = domain.value.toLowerCase();
		origins.set(name, origins.get(name) ?? domain.origin);
	}
	if (origins.size === 0) {
		return [
			{
				id: "internal-sip-domain",
				action: `Add ${page.blank(blanks.sipDomains(deployment.name))} to the internal SIP domains.`,
				check,
				evidence,
				origin: server.origin,
			},
		];
	}
	const wanted = [...deployment.sipDomains.items, ...(role.internalSipDomains?.items ?? [])];
	const names = new Map(wanted.map((domain) => [domain.value.toLowerCase(), domain.value]));
	return [...names].map(
		([id, domain]): Step => ({
			id: `internal-sip-domain/${id}`,
			action: `Add ${code(domain)} to the internal SIP domains.`,
			check,
			evidence,
			origin: origins.get(id),
		}),
	);
}

/** An internal server that may connect. */
interface Authorized {
	/** Made of the names of the server and the computer. */
	readonly id: string;
	readonly fqdn?: string;
	readonly missing: Blank;
	readonly origin: Origin;
}

/** The internal servers that may connect: they are added on a tab. */
export function authorizedServers(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: AccessEdge,
): readonly Step[] {
	const entries = authorized(context, server, role);
	const all: readonly Authorized[] =
		entries.length > 0
			? entries
			: [{ id: "authorized-server", missing: blanks.authorizedServers(server), origin: role.origin }];
	return all.map(
		({ id, fqdn, missing, origin }): Step => ({
			id,
			action: `Add ${page.value(fqdn, missing)} to the internal servers that may connect: on the tab *Internal*, choose *Add Server* > *Add* > *Add Office Communications Server*.`,
			check: "the tab *Internal* lists it.",
			evidence: documented("later", "LYNC13-AUTH", "SDK-INTSRV"),
			origin,
		}),
	);
}

/** The internal servers that may connect: those that the requirements name, else those that the file names. */
function authorized(context: RunbookContext, server: EdgeServer, role: AccessEdge): readonly Authorized[] {
	const { index } = context.deployment;
	const entries = new Map<string, Authorized>();
	const add = (name: string, value: string | undefined, origin: Origin) => {
		const host = hostNamed(index, name);
		const fqdn = value ?? fqdnOf(host);
		const key = (fqdn ?? name).toLowerCase();
		if (entries.has(key)) {
			return;
		}
		const computer = host === undefined || fqdn === undefined ? name : nameOfComputer(host, fqdn);
		entries.set(key, {
			id: `authorized-server/${computer}`,
			...(fqdn === undefined ? {} : { fqdn }),
			missing: host === undefined || host.kind === "edge-array" ? blanks.byHand(`FQDN of ${name}`) : blanks.fqdn(host),
			origin: (fqdn === undefined || !isInternalServer(host) ? undefined : fqdnOrigin(host, fqdn)) ?? origin,
		});
	};
	for (const entry of context.requirements.trust) {
		if (entry.template === "authorized-server" && entry.on === server.name) {
			add(entry.names ?? entry.value ?? "", entry.value, role.origin);
		}
	}
	for (const reference of role.authorizedServers ?? []) {
		add(reference.name, undefined, reference.origin);
	}
	return [...entries.values()];
}

/** The statement that gives a server or one of its members this name. */
function fqdnOrigin(server: InternalServer, fqdn: string): Origin | undefined {
	const stated = [server.fqdn, ...server.members.map((member) => member.fqdn)];
	return statementOf(stated.find((name) => name?.value.toLowerCase() === fqdn.toLowerCase()));
}
