import { listed } from "../../../basics/sentences.js";
import { federationModeValues, imProviderValues, valueFact } from "../../../catalog/values.js";
import type { AccessEdge, AvEdge, EdgeServer, WebConferencingEdge } from "../../../model/deployment.js";
import { scenarioOf } from "../../../model/lookups.js";
import type { Reference } from "../../../model/origin.js";
import { internalAddressOf, internalNameOfArray, isBalancedInside } from "../../../requirements/resolve.js";
import { code, text } from "../../markdown.js";
import { blanks } from "../blanks.js";
import { documented, edgeServersOf, fqdnOf, port, roleAddressOf, roleNameOf } from "../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page.js";

const listening = documented("ocs2007", "SDK-LISTEN", "ADM-IF");
const options = documented("r2", "SDK-EXTEDGE");
const wizardUnknown =
	"The pages of this step could not be read, so they are not repeated here. The steps name the values that have to be set; take the dialogs from the Edge Server Deployment Guide of OCS 2007. Where a tab is named, the value can also be set there afterwards.";

/** Task 3: each edge server gets its values, interface by interface. */
export function configureEdgeServers(
	page: PageBuilder,
	context: RunbookContext,
	servers: readonly string[],
): readonly StepGroup[] {
	return edgeServersOf(context.deployment, servers).flatMap((server) => configure(page, context, server));
}

function configure(page: PageBuilder, context: RunbookContext, server: EdgeServer): readonly StepGroup[] {
	const { accessEdge, webConferencingEdge, avEdge } = server;
	const name = code(server.name);
	return [
		{
			title: `${name}: internal interface`,
			intro: [wizardUnknown],
			steps: [
				{
					action: `On the page *Deploy Edge Server*, start *Step 3: Configure Edge Server* on ${name}.`,
					check: "the configuration wizard opens.",
					evidence: documented("community", "SHUDNOW5"),
				},
				{
					action: `Set the IP address of the internal interface to ${page.value(
						internalAddressOf(server),
						blanks.internalAddress(server),
					)}. All roles of the computer share it.`,
					evidence: listening,
				},
				{
					action: `Set the FQDN of the internal interface to ${internalFqdn(page, context, server)}.`,
					evidence: listening,
				},
			],
			check: 'the tab *Edge Interfaces* shows the values (see "Check the values" below).',
		},
		...(accessEdge === undefined ? [] : accessEdgeGroups(page, context, server, accessEdge)),
		...(webConferencingEdge === undefined ? [] : [webConferencingGroup(page, context, server, webConferencingEdge)]),
		...(avEdge === undefined ? [] : [avGroup(page, context, server, avEdge)]),
		checkGroup(server),
	];
}

function internalFqdn(page: PageBuilder, context: RunbookContext, server: EdgeServer): string {
	const { deployment } = context;
	const array = deployment.index.arrayOf.get(server.name);
	// A computer that internal servers reach by its own name keeps that name, in an array too.
	return array !== undefined && isBalancedInside(deployment, server)
		? `${page.value(internalNameOfArray(array), blanks.virtualFqdn(array))} (the internal virtual address of ${code(array.name)})`
		: page.value(server.fqdn?.value, blanks.fqdn(server));
}

function externalSteps(
	page: PageBuilder,
	{ deployment }: RunbookContext,
	server: EdgeServer,
	role: AccessEdge | WebConferencingEdge | AvEdge,
): readonly Step[] {
	const array = deployment.index.arrayOf.get(server.name);
	const address = roleAddressOf(server, role);
	const fqdn = roleNameOf(deployment, server, role);
	const missing =
		array === undefined ? blanks.roleFqdn(server, role.role, address) : blanks.virtualFqdn(array, "external");
	const words = [
		...(role.role === "av-edge" ? ["It has to be publicly routable, without address translation."] : []),
		...(array === undefined ? [] : ["The load balancer connects to this address; do not enter the virtual one."]),
	];
	return [
		{
			action: [
				`Set the external IP address to ${page.value(address, blanks.roleAddress(server, role.role, fqdn))}.`,
				...words,
			].join(" "),
			evidence:
				array !== undefined
					? documented("r2", "R2-WEBEXT", "SDK-LISTEN")
					: role.role === "av-edge"
						? documented("ocs2007", "SDK-LISTEN", "EDG-2.3")
						: listening,
		},
		{
			action: `Set the external FQDN to ${page.value(fqdn, missing)}${array === undefined ? "" : ", the name of the virtual address, as on every member"}.`,
			evidence: listening,
		},
	];
}

function accessEdgeGroups(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: AccessEdge,
): readonly StepGroup[] {
	const { catalogue, deployment, requirements } = context;
	const name = code(server.name);
	const ports: readonly Step[] = [
		{
			action: `Set the port for remote users to ${port(catalogue, "access-remote-access", role.remoteAccessPort)}.`,
			evidence: listening,
		},
		{
			action: `Set the port for federation to ${port(catalogue, "access-federation", role.federationPort)}.`,
			evidence: listening,
		},
		{
			action: `Set the internal port to ${port(catalogue, "access-internal", role.internalPort)}.`,
			evidence: listening,
		},
	];
	const hop = requirements.trust.find((entry) => entry.template === "next-hop" && entry.on === server.name);
	const hopHost = role.nextHop === undefined ? undefined : deployment.index.hosts.get(role.nextHop.name);
	const hopName = fqdnOf(hopHost) ?? hop?.value;
	const hopPort = hop?.port === undefined ? "" : `, port ${code(String(hop.port))}`;
	const domains = role.internalSipDomains?.items.map((domain) => domain.value) ?? [];
	const sipDomains = [...new Set([...deployment.sipDomains.items.map((domain) => domain.value), ...domains])];
	const servers = authorized(context, server, role.authorizedServers);
	return [
		{
			title: `${name}: Access Edge`,
			steps: [...externalSteps(page, context, server, role), ...ports],
			check: "the tab *Edge Interfaces* shows the values.",
		},
		{ title: `${name}: who is let in`, steps: optionSteps(page, context, role) },
		{
			title: `${name}: towards the internal servers`,
			steps: [
				{
					action: `Set the next hop to ${
						hopName !== undefined
							? code(hopName)
							: hopHost !== undefined && hopHost.kind !== "edge-array"
								? page.blank(blanks.fqdn(hopHost))
								: page.blank(blanks.nextHop(server))
					}${hopPort}. Enter a name; an IP address is not accepted.`,
					check: "on this computer the name resolves, and the port answers.",
					evidence: documented("r2", "SDK-NEXTHOP"),
				},
				...(sipDomains.length === 0 ? [undefined] : sipDomains).map(
					(domain): Step => ({
						action: `Add ${page.value(domain, blanks.sipDomains(deployment.name))} to the internal SIP domains.`,
						check: "the domain is listed. Messages for any other domain are rejected.",
						evidence: documented("r2", "R2-EVENTS", "SDK-NEXTHOP"),
					}),
				),
				...(servers.length === 0
					? [page.blank(blanks.authorizedServers(server))]
					: servers.map(({ label, fqdn }) => fqdn ?? label(page))
				).map(
					(fqdn): Step => ({
						action: `Add ${fqdn} to the internal servers that may connect: on the tab *Internal*, choose *Add Server* > *Add* > *Add Office Communications Server*.`,
						check: "the tab *Internal* lists it.",
						evidence: documented("later", "LYNC13-AUTH", "SDK-INTSRV"),
					}),
				),
			],
		},
	];
}

/** The internal servers that may connect: those that the requirements name, else those that the file names. */
function authorized(
	context: RunbookContext,
	server: EdgeServer,
	stated: readonly Reference[] | undefined,
): readonly { readonly fqdn?: string; readonly label: (page: PageBuilder) => string }[] {
	const { index } = context.deployment;
	const entries = new Map<string, { readonly fqdn?: string; readonly label: (page: PageBuilder) => string }>();
	const add = (name: string, value: string | undefined) => {
		const host = index.hosts.get(name);
		const fqdn = value ?? fqdnOf(host);
		const key = (fqdn ?? name).toLowerCase();
		if (!entries.has(key)) {
			const label = (page: PageBuilder) =>
				host === undefined || host.kind === "edge-array"
					? page.blank(blanks.byHand(`FQDN of ${name}`))
					: page.blank(blanks.fqdn(host));
			entries.set(key, fqdn === undefined ? { label } : { fqdn: code(fqdn), label });
		}
	};
	for (const entry of context.requirements.trust) {
		if (entry.template === "authorized-server" && entry.on === server.name) {
			add(entry.names ?? entry.value ?? "", entry.value);
		}
	}
	for (const reference of stated ?? []) {
		add(reference.name, undefined);
	}
	return [...entries.values()];
}

function optionSteps(page: PageBuilder, context: RunbookContext, role: AccessEdge): readonly Step[] {
	const { deployment, requirements } = context;
	const wants = new Set(requirements.scenarios);
	const web = scenarioOf(deployment, "web-conferencing");
	const federation = scenarioOf(deployment, "federation");
	const publicIm = scenarioOf(deployment, "public-im");
	const stated = new Set(role.enables?.items.map((option) => option.value));
	// Own users who join conferences or call from outside sign in like those of remote access, over the same port.
	const isForRemoteUsers = context.catalogue.flows
		.filter((flow) => flow.ports.some((flowPort) => flowPort.setting === "access-remote-access"))
		.some((flow) => flow.neededForAny.some((id) => wants.has(id)));
	const onOff = (on: boolean) => (on ? "on" : "off");
	const steps: Step[] = [
		{
			action: `Switch access for remote users ${onOff(isForRemoteUsers || stated.has("remote-users"))}.`,
			check: "the setting reads back as chosen.",
			evidence: options,
		},
		{
			action: `Switch access for anonymous users ${onOff(web?.anonymousUsers !== undefined || stated.has("anonymous-users"))}.`,
			check: "the setting reads back as chosen.",
			evidence: options,
		},
		{
			action: `Switch federation ${onOff(federation !== undefined || stated.has("federation"))}.`,
			check: "the setting reads back as chosen.",
			evidence: options,
		},
	];
	if (federation !== undefined) {
		const mode = federation.mode?.value;
		steps.push({
			action:
				mode === undefined
					? `Switch *Allow discovery of federation partners* on or off, as the mode wants it: ${page.blank(blanks.federationMode())}.`
					: `Switch *Allow discovery of federation partners* ${onOff(mode !== "direct")}. The mode is: ${text(valueFact(federationModeValues, mode)?.title ?? mode)}.`,
			check: "the option reads back as chosen.",
			evidence: documented("ocs2007", "MIG-7", "EDG-4.1"),
		});
		for (const partner of federation.partners) {
			const edge = partner.accessEdge?.value;
			const access =
				edge !== undefined
					? `, and ${code(edge)} as the Access Edge of the partner`
					: mode === "direct"
						? `, and ${page.blank(blanks.partnerEdge(partner.domain.value))} as the Access Edge of the partner`
						: "";
			steps.push({
				action: `On the tab *Allow*, choose *Add* > *Add Federated Partner* and enter ${code(partner.domain.value)} as *Federated partner domain name*${access}.`,
				check: "the tab *Allow* lists it.",
				evidence: documented("r2", "R2-FEDMON"),
			});
		}
		for (const domain of federation.blockedDomains.items) {
			steps.push({
				action: `On the tab *Block*, add ${code(domain.value)} to *Blocked SIP domains*.`,
				check: "the tab *Block* lists it.",
				evidence: documented("r2", "R2-HLP-BLOCK"),
			});
		}
	}
	const providers = publicIm?.providers.items.map((provider) => provider.value) ?? [];
	if (publicIm !== undefined && providers.length === 0) {
		steps.push({
			action: `Switch on the IM provider ${page.blank(blanks.provider())}.`,
			check: "the tab *IM Provider* shows it as switched on.",
			evidence: documented("r2", "R2-IMP", "RK-PIC"),
		});
	}
	for (const provider of providers) {
		steps.push({
			action: `On the tab *IM Provider*, switch ${text(valueFact(imProviderValues, provider)?.title ?? provider)} on. It is off by default.`,
			check: "the tab shows it as switched on.",
			evidence: documented("r2", "R2-IMP", "RK-PIC"),
		});
	}
	return steps;
}

function webConferencingGroup(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: WebConferencingEdge,
): StepGroup {
	return {
		title: `${code(server.name)}: Web Conferencing Edge`,
		steps: [
			...externalSteps(page, context, server, role),
			{
				action: `Set the external port to ${port(context.catalogue, "web-conferencing-external", role.port)}.`,
				evidence: listening,
			},
			{
				action: `Set the internal data port to ${port(context.catalogue, "web-conferencing-internal", role.internalPort)}. The pools are given the same port in task 6.`,
				evidence: documented("r2", "R2-WEBINT", "R2-WEBEXT", "SDK-LISTEN"),
			},
		],
		check:
			"the tab *Edge Interfaces*, *Configure* under *Web Conferencing Edge Server*, shows the address at *External IP address* and the port at *Data port*.",
	};
}

function avGroup(page: PageBuilder, context: RunbookContext, server: EdgeServer, role: AvEdge): StepGroup {
	const { catalogue } = context;
	return {
		title: `${code(server.name)}: A/V Edge`,
		steps: [
			...externalSteps(page, context, server, role),
			{
				action: `Set the external TCP port to ${port(catalogue, "av-external-tcp", role.tcpPort)}.`,
				evidence: listening,
			},
			{
				action: `Set the external UDP port to ${port(catalogue, "av-external-udp", role.udpPort)}.`,
				evidence: listening,
			},
			{
				action: `Set the media port range to ${port(catalogue, "av-media-range", role.mediaPorts)}. The external firewall has to open the same range.`,
				evidence: documented("ocs2007", "SDK-LISTEN"),
			},
			{
				action: `Set the internal port of the A/V Authentication service to ${port(catalogue, "av-authentication-internal", role.authenticationPort)}.`,
				evidence: listening,
			},
		],
		check:
			"the tab *Edge Interfaces*, *Configure* under *A/V Edge Server*, shows address and FQDN at *External Interface*, the TCP port and the media port range.",
	};
}

function checkGroup(server: EdgeServer): StepGroup {
	const tabs = ["*Edge Interfaces*", ...(server.accessEdge === undefined ? [] : ["*Internal*", "*Allow*", "*Block*"])];
	return {
		title: `${code(server.name)}: check the values`,
		steps: [
			{
				action: `Open *Computer Management* > *Services and Applications*, right-click *Office Communications Server 2007*, choose *Properties*, and compare ${
					tabs.length === 1 ? "the tab" : "the tabs"
				} ${listed(tabs)} with the steps above.`,
				check: "every value agrees. A changed value takes effect when the service is restarted.",
				evidence: documented("r2", "R2-WEBEXT", "R2-AVEXT", "LYNC13-AUTH"),
			},
		],
	};
}
