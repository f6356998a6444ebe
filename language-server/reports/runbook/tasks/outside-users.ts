import { listed } from "../../../basics/sentences.js";
import { imProviderValues, valueFact } from "../../../catalog/values.js";
import type { AccessEdge, AccessEdgeOption, EdgeServer, Scenario } from "../../../model/deployment.js";
import { scenarioOf } from "../../../model/lookups.js";
import type { Origin } from "../../../model/origin.js";
import { neededOptions } from "../../../requirements/access-edge-options.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import { federationModeTitle } from "../federation-mode.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { sameOnMembers } from "./computers.js";
import { statementOf } from "./origins.js";
import { authorizedServers } from "./towards-inside.js";

const options = documented("r2", "SDK-EXTEDGE");

/** Which outside users and partners are let in. */
export function outsideUsers(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	role: AccessEdge,
): StepGroup {
	const federation = scenarioOf(context.deployment, "federation");
	return {
		id: `${server.name}/outside-users`,
		on: server.name,
		title: `${code(server.name)}: who is let in`,
		intro: [
			"The options belong to the settings of the Access Edge; on which page of the wizard each of them is could not be read.",
			...sameOnMembers(page, context, server),
		],
		steps: [...switches(context, role), ...(federation === undefined ? [] : [discovery(page, federation)])],
		undo: `set the options back and restart the service; no separate procedure is documented.${page.mark(documented("derived", "ADM-IF"))}`,
	};
}

/** What is entered on tabs, which can be opened when the wizard has finished: partners, providers and internal servers. */
export function listsOfAccessEdge(
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
		id: `${server.name}/lists`,
		on: server.name,
		title: `${code(server.name)}: lists of partners, providers and internal servers`,
		intro: ["On the tabs of the properties that the step above has opened.", ...sameOnMembers(page, context, server)],
		steps: [
			...(federation === undefined ? [] : partnerSteps(page, federation)),
			...deployment.scenarios.flatMap((scenario) => dialInSteps(page, scenario)),
			...(publicIm === undefined ? [] : providerSteps(page, publicIm)),
			...authorizedServers(page, context, server, role),
		],
		check: `the tab *Internal* lists every entry: whatever can send messages to the Access Edge has to be there.${page.mark(documented("r2", "SDK-INTSRV"))}${
			server.avEdge === undefined
				? ""
				: ` A server that is missing there breaks external A/V conferencing for users who join through this edge server.${page.mark(documented("later", "LYNC13-AUTH"))}`
		}${
			conflict === undefined || federation === undefined || publicIm === undefined
				? ""
				: ` No name is on two lists, as a partner's Access Edge and as the server of an IM provider: with event ${conflict.id} the Access Edge service would not start.${page.mark(conflict.evidence)}`
		}`,
		undo: `remove the entries from the lists and restart the service; no separate procedure is documented.${page.mark(documented("derived", "ADM-IF"))}`,
	};
}

function switches({ catalogue, deployment, requirements }: RunbookContext, role: AccessEdge): readonly Step[] {
	const needed = neededOptions(deployment, catalogue, requirements.scenarios);
	const web = scenarioOf(deployment, "web-conferencing");
	const federation = scenarioOf(deployment, "federation");
	const step = (
		id: AccessEdgeOption,
		what: string,
		because: Origin | undefined,
		reason: string,
		property: string,
	): Step => {
		const stated = role.enables?.items.find((option) => option.value === id);
		const isOn = needed.has(id) || stated !== undefined;
		return {
			id: `option/${id}`,
			action: `Switch ${what} ${isOn ? "on" : "off"}${isOn ? "" : `: ${reason}`}.`,
			check: `the dialog shows it as chosen; in the settings class ${code("MSFT_SIPFederationExternalEdgeSetting")} it is the property ${code(property)}.`,
			evidence: options,
			origin: statementOf(stated) ?? because ?? role.origin,
		};
	};
	return [
		step(
			"remote-users",
			"access for remote users",
			scenarioOf(deployment, "remote-access")?.origin,
			"no scenario of the file lets own users work from outside",
			"AllowOutsideUsers",
		),
		step(
			"anonymous-users",
			"access for anonymous users",
			web?.anonymousUsers,
			"the file lets no anonymous user join",
			"SupportAnonymousUser",
		),
		step("federation", "federation", federation?.origin, "the file has no scenario of federation", "EnableFederation"),
	];
}

function discovery(page: PageBuilder, federation: Scenario): Step {
	const mode = federation.mode?.value;
	const discovered = federation.partners.filter((partner) => partner.discovered !== undefined);
	const found =
		discovered.length === 0
			? ""
			: ` ${listed(discovered.map((partner) => code(partner.domain.value)))} ${discovered.length === 1 ? "is" : "are"} found by discovery and ${discovered.length === 1 ? "is" : "are"} on no list.`;
	return {
		id: "discovery",
		action:
			mode === undefined
				? `Switch *Allow discovery of federation partners* on or off, as the mode wants it: ${page.blank(blanks.federationMode())}.`
				: `Switch *Allow discovery of federation partners* ${mode === "direct" ? "off" : "on"}. The mode is: ${federationModeTitle(mode, federation.partners)}.`,
		check: `the dialog shows the option as chosen.${found}`,
		evidence: documented("ocs2007", "MIG-7", "EDG-4.1"),
		origin: statementOf(federation.mode) ?? federation.origin,
	};
}

function partnerSteps(page: PageBuilder, federation: Scenario): readonly Step[] {
	const mode = federation.mode?.value;
	return [
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
		const provider = `the audio conferencing provider${name === undefined ? "" : ` ${name}`}`;
		const fill = {
			statement: "audio-conferencing-provider <domain> { access-edge <FQDN> }",
			block: `scenario ${scenario.kind}`,
		};
		const shownDomain = page.value(domain?.value, { what: `domain of ${provider}`, fill });
		const shownEdge = page.value(accessEdge?.value, { what: `Access Edge of ${provider}`, fill });
		return {
			id: `audio-conferencing-provider/${(domain?.value ?? "").toLowerCase()}`,
			action: `On the tab *Allow*, choose *Add* > *Add Federated Partner* and enter ${shownDomain} as *Federated partner domain name*, and ${shownEdge} as its Access Edge. The entry of an audio conferencing provider needs both.`,
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
