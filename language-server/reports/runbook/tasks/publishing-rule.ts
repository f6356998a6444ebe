import type { PublishedPathFact } from "../../../catalog/types.js";
import type { Origin } from "../../../model/origin.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import type { PageBuilder, Step, StepGroup } from "../page/page.js";

const wizard = documented("later", "LYNC13-WEBPUB", "CS14-RP");
const noAuthentication = documented("later", "LYNC13-WEBPUB", "ISA-CONC");
const endings = {
	...documented("derived", "EDG-2.1", "LYNC13-WEBPUB"),
	note: "The directories are documented for OCS 2007; the /* endings of the publishing rule are derived.",
};
const rule = documented("ocs2007", "EDG-2.1", "HMC-RP");
const bridging = documented("community", "PEDIA-RP2");

/** The publishing rule of one pool on one reverse proxy. The values are Markdown: a code span or a blank. */
export interface Publishing {
	readonly proxy: string;
	readonly pool: string;
	readonly external: string;
	readonly internal: string;
	/** The external addresses of the proxy. */
	readonly listener: string;
	readonly paths: readonly PublishedPathFact[];
	/** The number of the certificate, where it has one. */
	readonly certificate?: string;
	/** Whether the proxy has a rule before this one. */
	readonly isFurther: boolean;
	/** Whether the file does not say which product it is. */
	readonly isProductOpen: boolean;
	readonly origins: PublishingOrigins;
}

/** The statements that decide single steps. */
export interface PublishingOrigins {
	readonly publish: Origin;
	readonly external: Origin;
	readonly internal: Origin;
	readonly listener: Origin;
	readonly certificate: Origin;
	readonly bridging: Origin;
	readonly authentication: Origin;
	readonly delegation: Origin;
	readonly paths: ReadonlyMap<PublishedPathFact["scenario"], Origin>;
}

/** The rule by the wizard of ISA Server and its successor, page by page. */
export function wizardSteps(page: PageBuilder, values: Publishing): StepGroup {
	const { origins } = values;
	return {
		id: idOf(values),
		on: values.proxy,
		title: titleOf(values),
		intro: [
			"The page titles are those of Forefront Threat Management Gateway 2010. Microsoft calls the steps for ISA Server 2006 almost identical.",
		],
		steps: [
			{
				id: "start",
				action: "Open *Firewall Policy* > *New* > *Web Site Publishing Rule*.",
				check: "the page *Welcome to the New Web Publishing Rule* opens.",
				evidence: wizard,
				origin: origins.publish,
			},
			...rulePages(values),
			...listenerPages(values),
			...delegationPages(values),
			...afterwards(values),
			...ruleProperties(values, "the action is *Allow*; "),
		],
		undo: undoOf(page),
	};
}

/** One page of the wizard, and the page that comes after it. */
function at(id: string, name: string, action: string, origin: Origin, next?: string): Step {
	return {
		id,
		action: `*${name}*: ${action}`,
		check: next === undefined ? "the page shows what was entered." : `the page *${next}* opens.`,
		evidence: wizard,
		origin,
	};
}

function rulePages({ external, internal, paths, origins }: Publishing): readonly Step[] {
	const [first, ...others] = paths;
	return [
		at(
			"name",
			"Welcome to the New Web Publishing Rule",
			`enter a name for the rule; the published name ${external} will do.`,
			origins.external,
			"Select Rule Action",
		),
		at("action", "Select Rule Action", "choose *Allow*.", origins.publish, "Publishing Type"),
		at(
			"publishing-type",
			"Publishing Type",
			"choose *Publish a single Web site or load balancer*.",
			origins.publish,
			"Server Connection Security",
		),
		at(
			"bridging",
			"Server Connection Security",
			"choose *Use SSL to connect to the published Web server or server farm*. This is SSL bridging.",
			origins.bridging,
			"Internal Publishing Details",
		),
		at(
			"internal-site-name",
			"Internal Publishing Details",
			`enter ${internal} as *Internal site name*.`,
			origins.internal,
		),
		...(first === undefined
			? []
			: [
					{
						...at(
							"first-path",
							"Internal Publishing Details",
							`enter ${code(first.rulePath)} as *Path* (${text(first.title.toLowerCase())}). The wizard takes one path${others.length === 0 ? "" : "; the others follow below"}.`,
							origins.paths.get(first.scenario) ?? origins.publish,
							"Public Name Details",
						),
						evidence: endings,
					},
				]),
		at(
			"accept-requests",
			"Public Name Details",
			"choose *This domain name* at *Accept requests for*.",
			origins.external,
		),
		at(
			"public-name",
			"Public Name Details",
			`enter ${external} as *Public name*.`,
			origins.external,
			"Select Web Listener",
		),
	];
}

function listenerPages({ external, listener, certificate, isFurther, origins }: Publishing): readonly Step[] {
	const number = certificate === undefined ? "" : ` (${certificate})`;
	return [
		...(isFurther
			? [
					{
						id: "shared-listener",
						action:
							"Compare the listener address with that of the rule before. Two listeners cannot answer on one address and port: on the same address, choose the listener that exists, whose certificate then has to bear both names, and go on at *Authentication Delegation*.",
						check: "it is clear whether this rule gets a listener of its own.",
						evidence: documented("unsourced"),
						origin: origins.listener,
					},
				]
			: []),
		at("listener", "Select Web Listener", "choose *New*.", origins.listener, "Client Connection Security"),
		at(
			"client-security",
			"Client Connection Security",
			"choose *Require SSL secured connections with clients*.",
			origins.listener,
			"Web Listener IP Addresses",
		),
		at(
			"listener-address",
			"Web Listener IP Addresses",
			`choose *External*, and of its addresses ${listener}.`,
			origins.listener,
			"Listener SSL Certificates",
		),
		at(
			"listener-certificate",
			"Listener SSL Certificates",
			`choose *Assign a certificate for each IP address*, and the certificate with the subject ${external}${number}.`,
			origins.certificate,
			"Authentication Settings",
		),
		{
			id: "listener-authentication",
			action:
				"*Authentication Settings*: choose *No Authentication*. The default is HTTP authentication, so this has to be chosen on purpose.",
			check: "the page *Single Sign On Settings* opens.",
			evidence: noAuthentication,
			origin: origins.authentication,
		},
		at(
			"single-sign-on",
			"Single Sign On Settings",
			"choose *Next*.",
			origins.authentication,
			"Authentication Delegation",
		),
	];
}

function delegationPages({ origins }: Publishing): readonly Step[] {
	return [
		at(
			"delegation",
			"Authentication Delegation",
			"choose *No delegation, but client may authenticate directly*.",
			origins.delegation,
			"User Sets",
		),
		{
			...at("user-sets", "User Sets", "choose *Next* without a change.", origins.publish),
			check: "the last page, with *Finish*, opens.",
		},
		{
			id: "finish",
			action: "Choose *Finish*.",
			check: "the rule is listed in the details pane.",
			evidence: wizard,
			origin: origins.publish,
		},
	];
}

function afterwards({ paths, origins }: Publishing): readonly Step[] {
	return [
		...paths.slice(1).map(
			(path): Step => ({
				id: `path/${path.scenario}`,
				action: `Add the path ${code(path.rulePath)} (${text(path.title.toLowerCase())}) in the properties of the rule.`,
				check: "the path is listed in the properties of the rule.",
				evidence: endings,
				origin: origins.paths.get(path.scenario) ?? origins.publish,
			}),
		),
		{
			id: "apply",
			action: "Choose *Apply* in the details pane.",
			check: "the rule is in force.",
			evidence: wizard,
			origin: origins.publish,
		},
	];
}

/** "Create the web publishing rule and check its properties": what stands there when all is right. */
function ruleProperties({ external, internal, listener, paths, origins }: Publishing, labels: string): readonly Step[] {
	const all = paths.map((path) => code(path.rulePath)).join(", ");
	return [
		{
			id: "properties",
			action: "Open the properties of the rule and compare them with this page.",
			check: `${labels}requests for ${external} go to ${internal} over SSL, port ${code("443")} on both sides; the listener answers on ${listener} without authentication; nothing is delegated${
				all === "" ? "" : `; the paths are ${all} and no other`
			}.`,
			evidence: rule,
			origin: origins.publish,
		},
	];
}

/** The rule in words that hold for any product. */
export function neutralSteps(page: PageBuilder, values: Publishing): StepGroup {
	const { external, internal, listener, paths, certificate, origins } = values;
	return {
		id: idOf(values),
		on: values.proxy,
		title: titleOf(values),
		intro: [
			`The steps do not depend on the product; take the dialogs from its guide.${
				values.isProductOpen
					? ` With ${code("product isa-server-2006")} in the file, this page shows the wizard page by page.`
					: ""
			}`,
		],
		steps: [
			{
				id: "listener-address",
				action: `Create a listener for HTTPS on ${listener}, port 443, with the certificate for ${external}${certificate === undefined ? "" : ` (${certificate})`}.`,
				check: "the listener accepts TLS connections on that address.",
				evidence: rule,
				origin: origins.listener,
			},
			{
				id: "listener-authentication",
				action: "Switch authentication at the listener off.",
				check: "the proxy asks nobody for a name and a password.",
				evidence: wizard,
				origin: origins.authentication,
			},
			{
				id: "bridging",
				action: `Publish ${external} to ${internal} with SSL bridging, not tunnelling: the proxy ends the connection of the client and opens a new one over HTTPS, port 443.`,
				check: "the web farm sees the connection coming from the proxy.",
				evidence: bridging,
				origin: origins.bridging,
			},
			{
				id: "delegation",
				action: "Delegate no credentials, and let clients authenticate with the web farm directly.",
				check: "the rule passes the credentials of the client through.",
				evidence: wizard,
				origin: origins.delegation,
			},
			...paths.map(
				(path): Step => ({
					id: `path/${path.scenario}`,
					action: `Publish the path ${code(path.rulePath)} (${text(path.title.toLowerCase())}).`,
					check: "the path is in the rule.",
					evidence: endings,
					origin: origins.paths.get(path.scenario) ?? origins.publish,
				}),
			),
			...ruleProperties(values, ""),
		],
		undo: undoOf(page),
	};
}

function idOf({ proxy, pool }: Publishing): string {
	return `${proxy}/rule/${pool}`;
}

function titleOf({ proxy, pool }: Publishing): string {
	return `Publishing rule on ${code(proxy)} for ${code(pool)}`;
}

function undoOf(page: PageBuilder): string {
	return `disable or delete the rule, then the listener, and apply the change; no procedure is documented.${page.mark(documented("unsourced"))}`;
}
