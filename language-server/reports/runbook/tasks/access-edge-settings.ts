import { listed } from "../../../basics/sentences.js";
import { federationModeValues, imProviderValues, valueFact } from "../../../catalog/values.js";
import type { AccessEdge, AccessEdgeOption, EdgeServer, InternalServer, Scenario } from "../../../model/deployment.js";
import { hostNamed, isInternalServer, scenarioOf } from "../../../model/lookups.js";
import type { Origin } from "../../../model/origin.js";
import { code, text } from "../../markdown.js";
import { type Blank, blanks } from "../blanks.js";
import { documented, fqdnOf } from "../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page.js";
import { nameOfComputer } from "./computers.js";
import { statementOf } from "./origins.js";
import { towardsNextHop } from "./sheet-rows.js";

/*
 * What the Access Edge holds beyond its interface: who may come in from outside, and whom it works with inside.
 */

const options = documented("r2", "SDK-EXTEDGE");

/** Which outside users and partners are let in. */
export function outsideUsers(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: AccessEdge,
): StepGroup {
	const { deployment, catalogue } = context;
	const federation = scenarioOf(deployment, "federation");
	const publicIm = scenarioOf(deployment, "public-im");
	const conflict = catalogue.events.find((event) => event.id === "14517");
	return {
		id: `${server.name}/outside-users`,
		title: `${code(server.name)}: who is let in`,
		intro: [
			"The options belong to the settings of the Access Edge; on which page of the wizard each stands could not be read.",
			...sameOnMembers(page, context, server),
		],
		steps: [
			...switches(context, role),
			...(federation === undefined ? [] : federationSteps(page, federation)),
			...deployment.scenarios.flatMap((scenario) => dialInSteps(page, scenario)),
			...(publicIm === undefined ? [] : providerSteps(page, publicIm)),
		],
		...(conflict === undefined || federation === undefined || publicIm === undefined
			? {}
			: {
					check: `no name stands on two lists, as a partner's Access Edge and as the server of an IM provider: with event ${conflict.id} the Access Edge service would not start.${page.mark(conflict.evidence)}`,
				}),
		undo: `set the options back, remove the entries from the lists and restart the service; no separate procedure is documented.${page.mark(documented("derived", "ADM-IF"))}`,
	};
}

/** The members of an array stand for each other, so that what one of them holds the others have to hold as well. */
function sameOnMembers(page: PageBuilder, { deployment }: RunbookContext, server: EdgeServer): readonly string[] {
	const array = deployment.index.arrayOf.get(server.name);
	return array === undefined
		? []
		: [
				`Enter the same on every member of the array ${code(array.name)}: the load balancer sends a user to any of them.${page.mark(documented("derived", "PLAN-LB"))}`,
			];
}

function switches({ catalogue, deployment, requirements }: RunbookContext, role: AccessEdge): readonly Step[] {
	const wants = new Set(requirements.scenarios);
	const web = scenarioOf(deployment, "web-conferencing");
	const federation = scenarioOf(deployment, "federation");
	// Own users who join conferences or call from outside sign in like those of remote access, over the same port.
	const isForRemoteUsers = catalogue.flows
		.filter((flow) => flow.ports.some((flowPort) => flowPort.setting === "access-remote-access"))
		.some((flow) => flow.neededForAny.some((id) => wants.has(id)));
	const step = (
		id: AccessEdgeOption,
		what: string,
		isWanted: boolean,
		because: Origin | undefined,
		reason: string,
	): Step => {
		const stated = role.enables?.items.find((option) => option.value === id);
		const isOn = isWanted || stated !== undefined;
		return {
			id: `option/${id}`,
			action: `Switch ${what} ${isOn ? "on" : "off"}${isOn ? "" : `: ${reason}`}.`,
			check: "the setting reads back as chosen.",
			evidence: options,
			origin: statementOf(stated) ?? because ?? role.origin,
		};
	};
	return [
		step(
			"remote-users",
			"access for remote users",
			isForRemoteUsers,
			scenarioOf(deployment, "remote-access")?.origin,
			"no scenario of the file lets own users work from outside",
		),
		step(
			"anonymous-users",
			"access for anonymous users",
			web?.anonymousUsers !== undefined,
			web?.anonymousUsers,
			"the file lets no anonymous user join",
		),
		step(
			"federation",
			"federation",
			federation !== undefined,
			federation?.origin,
			"the file has no scenario of federation",
		),
	];
}

function federationSteps(page: PageBuilder, federation: Scenario): readonly Step[] {
	const mode = federation.mode?.value;
	const discovered = federation.partners.filter((partner) => partner.discovered !== undefined);
	const found =
		discovered.length === 0
			? ""
			: ` ${listed(discovered.map((partner) => code(partner.domain.value)))} ${discovered.length === 1 ? "is" : "are"} found by discovery and ${discovered.length === 1 ? "stands" : "stand"} on no list.`;
	return [
		{
			id: "discovery",
			action:
				mode === undefined
					? `Switch *Allow discovery of federation partners* on or off, as the mode wants it: ${page.blank(blanks.federationMode())}.`
					: `Switch *Allow discovery of federation partners* ${mode === "direct" ? "off" : "on"}. The mode is: ${text(valueFact(federationModeValues, mode)?.title ?? mode)}.`,
			check: `the option reads back as chosen.${found}`,
			evidence: documented("ocs2007", "MIG-7", "EDG-4.1"),
			origin: statementOf(federation.mode) ?? federation.origin,
		},
		...federation.partners
			.filter((partner) => partner.discovered === undefined)
			.map((partner): Step => {
				const domain = partner.domain.value;
				const edge = partner.accessEdge?.value;
				const access =
					edge !== undefined
						? `, and ${code(edge)} as the Access Edge of the partner`
						: mode === "direct"
							? `, and ${page.blank(blanks.partnerEdge(domain))} as the Access Edge of the partner`
							: "";
				return {
					id: `partner/${domain.toLowerCase()}`,
					action: `On the tab *Allow*, choose *Add* > *Add Federated Partner* and enter ${code(domain)} as *Federated partner domain name*${access}.`,
					check: "the tab *Allow* lists it.",
					evidence: documented("r2", "R2-FEDMON"),
					origin: { uri: partner.domain.origin.uri, range: partner.block.range },
				};
			}),
		...federation.blockedDomains.items.map(
			(domain): Step => ({
				id: `blocked/${domain.value.toLowerCase()}`,
				action: `On the tab *Block*, add ${code(domain.value)} to *Blocked SIP domains*.`,
				check: "the tab *Block* lists it; no Access Edge of this domain may connect.",
				evidence: documented("r2", "R2-HLP-BLOCK"),
				origin: domain.origin,
			}),
		),
	];
}

/** A provider of dial-in audio conferences is let in like a partner, by an entry that has both domain and name. */
function dialInSteps(page: PageBuilder, scenario: Scenario): readonly Step[] {
	return scenario.audioConferencingProviders.map(({ domain, accessEdge, origin }): Step => {
		const name = domain?.value ?? accessEdge?.value;
		return {
			id: `audio-conferencing-provider/${(domain?.value ?? "").toLowerCase()}`,
			action: `On the tab *Allow*, choose *Add* > *Add Federated Partner* and enter ${page.value(
				domain?.value,
				blanks.byHand(`domain of the audio conferencing provider${name === undefined ? "" : ` ${name}`}`),
			)} as *Federated partner domain name*, and ${page.value(
				accessEdge?.value,
				blanks.byHand(`Access Edge of the audio conferencing provider${name === undefined ? "" : ` ${name}`}`),
			)} as its Access Edge. The entry of an audio conferencing provider needs both.`,
			check: "the tab *Allow* lists it.",
			evidence: documented("r2", "R2-FED", "R2-FEDMON"),
			origin: statementOf(domain) ?? origin,
		};
	});
}

function providerSteps(page: PageBuilder, publicIm: Scenario): readonly Step[] {
	const evidence = documented("r2", "R2-IMP", "RK-PIC");
	if (publicIm.providers.items.length === 0) {
		return [
			{
				id: "provider",
				action: `Switch on the IM provider ${page.blank(blanks.provider())}.`,
				check: "the tab *IM Provider* shows it as switched on.",
				evidence,
				origin: publicIm.origin,
			},
		];
	}
	return publicIm.providers.items.map(
		(provider): Step => ({
			id: `provider/${provider.value}`,
			action: `On the tab *IM Provider*, switch ${text(valueFact(imProviderValues, provider.value)?.title ?? provider.value)} on. It is off by default.`,
			check: "the tab shows it as switched on.",
			evidence,
			origin: provider.origin,
		}),
	);
}

/** The next hop, the own SIP domains, and the internal servers that may connect. */
export function towardsInside(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: AccessEdge,
): StepGroup {
	return {
		id: `${server.name}/internal-servers`,
		title: `${code(server.name)}: towards the internal servers`,
		intro: sameOnMembers(page, context, server),
		steps: [
			nextHop(page, context, server, role),
			...sipDomains(page, context, server, role),
			...authorizedServers(page, context, server, role),
		],
		check: `the tab *Internal* lists every entry. A server that is missing there breaks external A/V conferencing for users who join through this edge server.${page.mark(documented("later", "LYNC13-AUTH"))}`,
		undo: `remove the entries, set the next hop back and restart the service; no separate procedure is documented.${page.mark(documented("derived", "ADM-IF"))}`,
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

/** The port can answer only when the internal firewall lets the Access Edge through to the next hop. */
function answering(page: PageBuilder, context: RunbookContext, server: EdgeServer): string {
	const rows = towardsNextHop(page, context, server);
	return rows === undefined ? ", and the port answers" : `, and the port answers as soon as the firewall has ${rows}`;
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

function authorizedServers(
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
