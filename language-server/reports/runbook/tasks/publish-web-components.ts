import { listed } from "../../../basics/sentences.js";
import type { PublishedPathFact } from "../../../catalog/types.js";
import { reverseProxyProductValues, valueFact } from "../../../catalog/values.js";
import type { Publish, ReverseProxy } from "../../../model/deployment.js";
import { adaptersOn } from "../../../model/lookups.js";
import { code, text } from "../../markdown.js";
import { blanks } from "../blanks.js";
import { addressText, documented, subnetOf } from "../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page.js";
import { certificatesPage, dnsPage } from "../page-paths.js";

const wizard = documented("later", "LYNC13-WEBPUB", "CS14-RP");

/** Task 1: the reverse proxies, one after the other, each with the pools that it publishes. */
export function publishWebComponents(page: PageBuilder, context: RunbookContext): readonly StepGroup[] {
	const { deployment } = context;
	const wanted = deployment.reverseProxies;
	if (wanted.length === 0) {
		const proxy = page.blank(blanks.reverseProxy(deployment.name));
		return [
			{
				title: "Reverse proxy",
				steps: [
					{
						action: `Name the reverse proxy in the topology file and generate this page again: ${proxy}.`,
						check: "This page shows the steps with its addresses.",
						evidence: documented("ocs2007", "SUP-PERIM"),
					},
				],
			},
		];
	}
	return wanted.flatMap((proxy) => [
		prepare(page, context, proxy),
		...(proxy.publishes.length === 0
			? [
					{
						title: `What ${code(proxy.name)} publishes`,
						steps: [
							{
								action: `Name the pool in the topology file and generate this page again: ${page.blank(blanks.published(proxy))}.`,
								check: "This page shows the publishing rule.",
							},
						],
					},
				]
			: webFarmsOf(context, proxy).flatMap((publish) => publishSteps(page, context, proxy, publish))),
	]);
}

/** What is published of web farms: Communicator Web Access has a procedure of its own. */
function webFarmsOf({ deployment }: RunbookContext, proxy: ReverseProxy): readonly Publish[] {
	return proxy.publishes.filter(
		(publish) => deployment.index.hosts.get(publish.pool.name)?.kind !== "communicator-web-access",
	);
}

function prepare(page: PageBuilder, context: RunbookContext, proxy: ReverseProxy): StepGroup {
	const { deployment } = context;
	const adapters = documented("ocs2007", "EDG-2.1");
	const [inside] = adaptersOn(proxy, "internal");
	const insideAddresses = inside?.addresses.items.map((address) => address.value) ?? [];
	const outside = adaptersOn(proxy, "external");
	const outsideAddresses = outside.flatMap((adapter) =>
		adapter.addresses.items.map((address) => {
			const subnet = subnetOf(deployment, adapter, address.value);
			return subnet === undefined || address.value.prefix !== undefined
				? code(addressText(address.value))
				: `${code(address.value.text)} (in ${code(subnet)})`;
		}),
	);
	const gateway = outside.flatMap((adapter) => adapter.gateway ?? [])[0];
	const product = proxy.product?.value;
	const productTitle = product === undefined ? undefined : valueFact(reverseProxyProductValues, product)?.title;
	const steps: Step[] = [
		{
			action: `Set the address of the internal network adapter to ${
				insideAddresses.length > 0
					? listed(insideAddresses.map((address) => code(addressText(address))))
					: page.blank(blanks.internalAddress(proxy))
			}.`,
			check: "The internal network is reachable from the computer.",
			evidence: adapters,
		},
		...(inside?.routes ?? []).map(
			(route): Step => ({
				action: `Add a persistent route to ${code(route.destination.value.text)} via ${page.value(
					route.gateway?.value.text,
					blanks.routeGateway(proxy, route.destination.value.text, route.destination.value.text),
				)}.`,
				check: "The route is in the computer's route table, also after a restart.",
				evidence: documented("derived", "EDG-2.1"),
			}),
		),
		{
			action: `Set the address of the external network adapter to ${
				outsideAddresses.length > 0 ? listed(outsideAddresses) : page.blank(blanks.externalAddress(proxy))
			}${gateway === undefined ? "" : `, with the default gateway ${code(gateway.value.text)}`}.`,
			check: "The Internet is reachable from the computer.",
			evidence: adapters,
		},
		...(["internal", "external"] as const).map((side): Step => {
			const servers = adaptersOn(proxy, side).flatMap((adapter) =>
				adapter.dnsServers.items.map((address) => code(address.value.text)),
			);
			return {
				action: `Enter the ${side} DNS servers on the ${side} adapter: ${
					servers.length > 0 ? listed(servers) : page.blank(blanks.dnsServers(proxy, side))
				}.`,
				check: `The computer resolves ${side === "internal" ? "internal" : "public"} names.`,
				evidence: documented("community", "PEDIA-RP"),
			};
		}),
	];
	if (product === undefined || product === "other") {
		steps.push({
			action: `Install and configure the reverse proxy product${
				product === undefined ? ` ${page.blank(blanks.proxyProduct(proxy))}` : ""
			}, as its own guide says. Any product with web publishing and SSL bridging will do.`,
			check: "The product runs, and web publishing rules can be created.",
			evidence: documented("ocs2007", "EDG-2.1", "HMC-RP"),
		});
	} else {
		steps.push({
			action: `Install and configure ${text(productTitle ?? product)}, as its own guide says.`,
			check: "The product runs, and *Firewall Policy* can be opened.",
			evidence: documented("ocs2007", "EDG-2.1"),
		});
	}
	steps.push({
		action: "Import the root certificate of the authority that issued the certificate of the internal web farm.",
		check: "The root certificate is among the trusted root certificates of the computer.",
		evidence: documented("community", "PEDIA-RP"),
	});
	return { title: `Prepare ${code(proxy.name)}`, steps };
}

function publishSteps(
	page: PageBuilder,
	context: RunbookContext,
	proxy: ReverseProxy,
	publish: Publish,
): readonly StepGroup[] {
	const { deployment } = context;
	const pool = deployment.index.hosts.get(publish.pool.name);
	const webFarm = pool?.kind === "pool" ? pool.webFarm : undefined;
	const external = page.value(
		publish.externalUrl?.value ?? webFarm?.external?.value,
		blanks.webFarmExternal(publish.pool.name),
	);
	const internal = page.value(webFarm?.internal?.value, blanks.webFarmInternal(publish.pool.name));
	const outside = adaptersOn(proxy, "external").flatMap((adapter) => adapter.addresses.items);
	const listener =
		outside.length === 0
			? page.blank(blanks.externalAddress(proxy))
			: listed(outside.map((address) => code(address.value.text)));
	const paths = pathsOf(context, publish);
	const row = context.rows.certificates.find(
		({ request }) =>
			request.slot === "reverse-proxy-external" &&
			request.server === proxy.name &&
			(request.publishes === undefined || request.publishes === publish.pool.name),
	);
	const records = context.rows.dns.filter(({ record }) => record.template === "web-farm-external-a");
	const certificate: StepGroup = {
		title: `Certificate of ${code(proxy.name)} for ${external}`,
		steps: [
			{
				action:
					row?.copyOf === undefined
						? `Request the certificate${
								row === undefined ? "" : ` ${page.link(row.id, certificatesPage)}`
							}, with the subject ${external}, and install it in the computer's certificate store with its private key.`
						: `Export ${page.link(row.copyOf.id, certificatesPage)} with its private key on ${code(row.copyOf.request.server)}, and import it into the computer's certificate store as ${page.link(row.id, certificatesPage)}.`,
				check: `The certificate is in the store, shows the subject ${external} and has a private key.`,
				evidence: row?.copyOf === undefined ? documented("community", "PEDIA-RP") : documented("derived", "PEDIA-RP"),
			},
		],
	};
	const shared: Step[] = [
		{
			action: `Verify or configure authentication and certification on the IIS virtual directories of ${code(publish.pool.name)}. The settings are those of the guide; they are not repeated here.`,
			check: "The settings agree with step 2.1 of the Edge Server Deployment Guide.",
			evidence: documented("ocs2007", "EDG-2.1"),
		},
		{
			action: `Check the external DNS record of ${external}${
				records.length === 0 ? "" : ` (${page.link(records.map((row) => row.id).join(", "), dnsPage)})`
			} from a computer outside.`,
			check: `The name resolves to ${listener}.`,
			evidence: documented("ocs2007", "EDG-2.1"),
		},
	];
	const isWizard = proxy.product !== undefined && /^(?:isa-server-2006|forefront-tmg)/.test(proxy.product.value);
	const values: Publishing = {
		proxy: proxy.name,
		pool: publish.pool.name,
		external,
		internal,
		listener,
		paths,
		isProductOpen: proxy.product === undefined,
	};
	return [
		certificate,
		isWizard ? wizardSteps(values) : neutralSteps(values),
		{ title: `Web Components of ${code(publish.pool.name)} and DNS`, steps: shared },
	];
}

/** The paths that the file states and those that a wanted scenario needs, in the order of the catalogue. */
function pathsOf(context: RunbookContext, publish: Publish): readonly PublishedPathFact[] {
	const stated = new Set(publish.paths.items.map((path) => path.value));
	const wanted = new Set(context.requirements.scenarios);
	return context.catalogue.publishedPaths.filter((path) => stated.has(path.scenario) || wanted.has(path.scenario));
}

interface Publishing {
	readonly proxy: string;
	readonly pool: string;
	/** The values are Markdown: a code span or a blank. */
	readonly external: string;
	readonly internal: string;
	readonly listener: string;
	readonly paths: readonly PublishedPathFact[];
	/** Whether the file does not say which product it is. */
	readonly isProductOpen: boolean;
}

function wizardSteps(values: Publishing): StepGroup {
	const { external, internal, listener, paths } = values;
	const [first, ...others] = paths;
	const at = (name: string, action: string, next?: string): Step => ({
		action: `*${name}*: ${action}`,
		check: next === undefined ? "the wizard goes on." : `the page *${next}* opens.`,
		evidence: wizard,
	});
	return {
		title: `Publishing rule on ${code(values.proxy)} for ${code(values.pool)}`,
		intro: [
			"The page titles are those of Forefront Threat Management Gateway 2010. Microsoft calls the steps for ISA Server 2006 almost identical.",
		],
		steps: [
			{
				action: "Open *Firewall Policy* > *New* > *Web Site Publishing Rule*.",
				check: "the page *Welcome to the New Web Publishing Rule* opens.",
				evidence: wizard,
			},
			at(
				"Welcome to the New Web Publishing Rule",
				`enter a name for the rule; the published name ${external} will do.`,
				"Select Rule Action",
			),
			at("Select Rule Action", "choose *Allow*.", "Publishing Type"),
			at("Publishing Type", "choose *Publish a single Web site or load balancer*.", "Server Connection Security"),
			at(
				"Server Connection Security",
				"choose *Use SSL to connect to the published Web server or server farm*. This is SSL bridging.",
				"Internal Publishing Details",
			),
			at(
				"Internal Publishing Details",
				`enter ${internal} as *Internal site name*. Where the proxy cannot resolve it, choose *Use a computer name or IP address to connect to the published server*, or add a hosts entry.`,
			),
			...(first === undefined
				? []
				: [
						at(
							"Internal Publishing Details",
							`enter ${code(first.rulePath)} as *Path* (${text(first.title.toLowerCase())}). The wizard takes one path${others.length === 0 ? "" : "; the others follow below"}.`,
							"Public Name Details",
						),
					]),
			at("Public Name Details", "choose *This domain name* at *Accept requests for*."),
			at("Public Name Details", `enter ${external} as *Public name*.`, "Select Web Listener"),
			at("Select Web Listener", "choose *New*.", "Client Connection Security"),
			at(
				"Client Connection Security",
				"choose *Require SSL secured connections with clients*.",
				"Web Listener IP Addresses",
			),
			at(
				"Web Listener IP Addresses",
				`choose *External*, and of its addresses ${listener}.`,
				"Listener SSL Certificates",
			),
			at(
				"Listener SSL Certificates",
				`choose *Assign a certificate for each IP address*, and the certificate with the subject ${external}.`,
				"Authentication Settings",
			),
			{
				action:
					"*Authentication Settings*: choose *No Authentication*. The default is HTTP authentication, so this has to be chosen on purpose.",
				check: "the page *Single Sign On Settings* opens.",
				evidence: documented("later", "LYNC13-WEBPUB", "ISA-CONC"),
			},
			at("Single Sign On Settings", "choose *Next*.", "Authentication Delegation"),
			at("Authentication Delegation", "choose *No delegation, but client may authenticate directly*.", "User Sets"),
			at("User Sets", "choose *Next* without a change."),
			{
				action: "Choose *Finish*.",
				check: "the rule is listed in the details pane.",
				evidence: wizard,
			},
			...others.map(
				(path): Step => ({
					action: `Add the path ${code(path.rulePath)} (${text(path.title.toLowerCase())}) in the properties of the rule.`,
					check: "the path is listed in the properties of the rule.",
					evidence: wizard,
				}),
			),
			{
				action: "Choose *Apply* in the details pane.",
				check: "the rule is in force.",
				evidence: wizard,
			},
		],
	};
}

function neutralSteps(values: Publishing): StepGroup {
	const { external, internal, listener, paths } = values;
	const rule = documented("ocs2007", "EDG-2.1", "HMC-RP");
	return {
		title: `Publishing rule on ${code(values.proxy)} for ${code(values.pool)}`,
		intro: [
			`The steps do not depend on the product; take the dialogs from its guide.${
				values.isProductOpen
					? ` With ${code("product isa-server-2006")} in the file, this page shows the wizard page by page.`
					: ""
			}`,
		],
		steps: [
			{
				action: `Create a listener for HTTPS on ${listener}, port 443, with the certificate for ${external}.`,
				check: "the listener accepts TLS connections on that address.",
				evidence: rule,
			},
			{
				action: "Switch authentication at the listener off.",
				check: "the proxy asks nobody for a name and a password.",
				evidence: wizard,
			},
			{
				action: `Publish ${external} to ${internal} with SSL bridging, not tunnelling: the proxy ends the connection of the client and opens a new one over HTTPS, port 443.`,
				check: "the web farm sees the connection coming from the proxy.",
				evidence: documented("community", "PEDIA-RP2"),
			},
			...paths.map(
				(path): Step => ({
					action: `Publish the path ${code(path.rulePath)} (${text(path.title.toLowerCase())}).`,
					check: "the path is in the rule.",
					evidence: path.evidence,
				}),
			),
		],
	};
}

/** The addresses to open from outside once the rules are in force. */
export function publishedAddresses(context: RunbookContext): readonly string[] {
	return context.deployment.reverseProxies.flatMap((proxy) =>
		webFarmsOf(context, proxy).flatMap((publish) => {
			const pool = context.deployment.index.hosts.get(publish.pool.name);
			const name = publish.externalUrl?.value ?? (pool?.kind === "pool" ? pool.webFarm?.external?.value : undefined);
			return name === undefined
				? []
				: pathsOf(context, publish).map(
						(path) => `${code(`https://${name}${path.directory}`)} (${text(path.title.toLowerCase())})`,
					);
		}),
	);
}

/** What the wanted scenarios need of the reverse proxy beyond these steps, or what the guide recommends on top. */
export function publishingNotes(page: PageBuilder, context: RunbookContext): readonly string[] {
	const notes: string[] = [];
	const published = new Set(
		context.deployment.reverseProxies.flatMap((proxy) =>
			webFarmsOf(context, proxy).flatMap((publish) => pathsOf(context, publish).map((path) => path.scenario)),
		),
	);
	const left = context.catalogue.publishedPaths.filter((path) => !published.has(path.scenario));
	if (published.size > 0 && left.length > 0) {
		notes.push(
			`Not published, because no scenario of the file asks for it: ${listed(left.map((path) => text(path.title.toLowerCase())))}. The deployment guide recommends to publish all three directories.${page.mark(documented("ocs2007", "EDG-2.1"))}`,
		);
	}
	if (context.requirements.scenarios.includes("device-updates")) {
		notes.push(
			`Device updates: no publishing path for OCS 2007 was found. Take it from the documentation of the Software Update Service.${page.mark(documented("r2", "R2-DUS", "R2-EDGRP"))}`,
		);
	}
	if (context.requirements.scenarios.includes("communicator-web-access")) {
		const names = context.deployment.reverseProxies.flatMap((proxy) =>
			proxy.publishes
				.filter((publish) => !webFarmsOf(context, proxy).includes(publish))
				.flatMap((publish) => publish.externalUrl?.value ?? []),
		);
		const name =
			names.length > 0
				? listed(names.map(code))
				: page.blank(blanks.byHand("external FQDN of Communicator Web Access"));
		notes.push(
			`Communicator Web Access is published on its own, over HTTPS only, as ${name}. Take the steps from "Publishing a Virtual Server to the Web for Remote User Access".${page.mark(documented("ocs2007", "CWA-PUB"))}`,
		);
	}
	return notes;
}
