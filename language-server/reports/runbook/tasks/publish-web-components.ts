import { listed } from "../../../basics/sentences.js";
import type { InternalServer, Publish, ReverseProxy } from "../../../model/deployment.js";
import { adaptersOn, hostNamed, isInternalServer } from "../../../model/lookups.js";
import { poolMembersWith } from "../../../requirements/pool-roles.js";
import { code } from "../../markdown.js";
import { requestFile } from "../artefacts/paths.js";
import { isRequestable } from "../artefacts/request-files.js";
import { documented } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { certificatesPage, dnsPage } from "../page/page-paths.js";
import { orderOf } from "../rows/certificate-orders.js";
import type { NumberedCertificate } from "../rows/row-ids.js";
import { addressOrigin } from "./adapters.js";
import { besideNames, validity } from "./certificates/answers.js";
import { nameOfComputer } from "./computers.js";
import { statementOf } from "./origins.js";
import { prepareReverseProxy } from "./prepare-reverse-proxy.js";
import { communicatorWebAccess, pathsOf, webFarmsOf } from "./published.js";
import { neutralSteps, type Publishing, type PublishingOrigins, wizardSteps } from "./publishing-rule.js";

/** Task 1: the reverse proxies, one after the other, each with the pools that it publishes. */
export function publishWebComponents(page: PageBuilder, context: RunbookContext): readonly StepGroup[] {
	const { deployment } = context;
	const wanted = deployment.reverseProxies;
	if (wanted.length === 0) {
		const proxy = page.blank(blanks.reverseProxy(deployment.name));
		return [
			{
				id: "reverse-proxy",
				title: "Reverse proxy",
				steps: [
					{
						id: "name",
						action: `Name the reverse proxy in the topology file and generate this page again: ${proxy}.`,
						check: "This page shows the steps with its addresses.",
						evidence: documented("ocs2007", "SUP-PERIM"),
						origin: deployment.origin,
					},
				],
			},
		];
	}
	return wanted.flatMap((proxy) => [
		...prepareReverseProxy(page, context, proxy),
		...(proxy.publishes.length === 0
			? [nothingPublished(page, proxy)]
			: webFarmsOf(context, proxy).flatMap((publish, position) =>
					publishSteps(page, context, proxy, publish, position > 0),
				)),
		...communicatorWebAccess(context, proxy).map((publish) => publishCwa(page, context, proxy, publish)),
	]);
}

function nothingPublished(page: PageBuilder, proxy: ReverseProxy): StepGroup {
	return {
		id: `${proxy.name}/published`,
		on: proxy.name,
		title: `What ${code(proxy.name)} publishes`,
		steps: [
			{
				id: "name",
				action: `Name the pool in the topology file and generate this page again: ${page.blank(blanks.published(proxy))}.`,
				check: "This page shows the publishing rule.",
				origin: proxy.origin,
			},
		],
	};
}

function publishSteps(
	page: PageBuilder,
	context: RunbookContext,
	proxy: ReverseProxy,
	publish: Publish,
	isFurther: boolean,
): readonly StepGroup[] {
	const host = hostNamed(context.deployment.index, publish.pool.name);
	const pool = isInternalServer(host) ? host : undefined;
	const name = pool?.name ?? publish.pool.name;
	const external = page.value(
		publish.externalUrl?.value ?? pool?.webFarm?.external?.value,
		blanks.webFarmExternal(name),
	);
	const listener = listenerOf(page, proxy);
	const row = certificateOf(context, proxy, publish);
	const isWizard = proxy.product !== undefined && /^(?:isa-server-2006|forefront-tmg)/.test(proxy.product.value);
	const values: Publishing = {
		proxy: proxy.name,
		pool: name,
		external,
		internal: page.value(pool?.webFarm?.internal?.value, blanks.webFarmInternal(name)),
		listener,
		paths: pathsOf(context, publish),
		...(row === undefined ? {} : { certificate: page.link(row.id, certificatesPage) }),
		isFurther,
		isProductOpen: proxy.product === undefined,
		origins: originsOf(proxy, publish, pool),
	};
	return [
		certificateGroup(page, context, values, row),
		isWizard ? wizardSteps(page, values) : neutralSteps(page, values),
		webComponentsGroup(page, context, values, pool),
		dnsGroup(page, context, values),
	];
}

function originsOf(proxy: ReverseProxy, publish: Publish, pool: InternalServer | undefined): PublishingOrigins {
	const origin = statementOf(publish.pool) ?? publish.origin;
	return {
		publish: publish.pool.origin,
		external: statementOf(publish.externalUrl) ?? statementOf(pool?.webFarm?.external) ?? origin,
		internal: statementOf(pool?.webFarm?.internal) ?? pool?.origin ?? origin,
		listener: addressOrigin(proxy, adaptersOn(proxy, "external")[0]),
		certificate: statementOf(publish.certificate) ?? publish.pool.origin,
		bridging: statementOf(publish.bridging) ?? publish.pool.origin,
		authentication: statementOf(publish.listenerAuthentication) ?? publish.pool.origin,
		delegation: statementOf(publish.delegation) ?? publish.pool.origin,
		paths: new Map(
			publish.paths.items.flatMap((path) =>
				path.value === "address-book-internal" || path.value === "group-expansion-internal"
					? []
					: [[path.value, path.origin] as const],
			),
		),
	};
}

function listenerOf(page: PageBuilder, proxy: ReverseProxy): string {
	const outside = adaptersOn(proxy, "external").flatMap((adapter) => adapter.addresses.items);
	return outside.length === 0
		? page.blank(blanks.externalAddress(proxy))
		: listed(outside.map((address) => code(address.value.text)));
}

/** The certificate that the proxy shows for what it publishes. */
function certificateOf(
	{ rows }: RunbookContext,
	proxy: ReverseProxy,
	publish: Publish,
): NumberedCertificate | undefined {
	return rows.certificates.find(
		({ request }) =>
			request.slot === "reverse-proxy-external" &&
			request.server === proxy.name &&
			(request.publishes === undefined || request.publishes === publish.pool.name),
	);
}

function certificateGroup(
	page: PageBuilder,
	context: RunbookContext,
	{ proxy, pool, external, origins }: Publishing,
	row: NumberedCertificate | undefined,
): StepGroup {
	const origin = origins.certificate;
	const order = row === undefined ? undefined : orderOf(context, row.request);
	const isWithoutServicePack =
		context.deployment.reverseProxies.find((candidate) => candidate.name === proxy)?.product?.value ===
		"isa-server-2006";
	const sans = order?.sans.map(code) ?? [];
	const names = sans.length === 0 ? "" : ` and the subject alternative names ${listed(sans)}`;
	const number = row === undefined ? "the certificate" : page.link(row.id, certificatesPage);
	const authority = `the ${order?.issuer ?? "public"} certification authority that the sheet names`;
	const file = row === undefined || !isRequestable(context, row) ? undefined : requestFile(row);
	const [byTool, accept] =
		file === undefined
			? ["with the tools of the reverse proxy product or of Windows", "with the tool that has made the request"]
			: [
					`from ${page.link("its request file", file)}, as the first lines of that file say`,
					"as the request file says",
				];
	const isCopy = row?.copyOf !== undefined;
	const obtain: readonly Step[] =
		row?.copyOf === undefined
			? [
					{
						id: "request",
						action: `On ${code(proxy)}, make the request of ${number}, with the subject ${external}${names}, ${byTool}. The ${page.link("certificate sheet", certificatesPage)} has the organisation and the place that go with it.`,
						check: "The request has exactly these names; its key stays on this computer.",
						evidence: {
							...documented("unsourced", "PEDIA-RP"),
							note: "That this certificate is requested, and with which subject, is documented by a weblog; how a request is made with certreq is general knowledge of Windows.",
						},
						origin,
					},
					{
						id: "order",
						action: `Order the certificate from ${authority} with this request. Go on when it is issued.`,
						check: "The authority confirms the order.",
						evidence: documented("community", "PEDIA-RP"),
						origin,
					},
				]
			: [
					{
						id: "request",
						action: `Export ${page.link(row.copyOf.id, certificatesPage)} with its private key on ${code(row.copyOf.request.server)}, and take it to this computer as ${number}.`,
						check: "The file holds the certificate and its private key.",
						evidence: documented("derived", "PEDIA-RP"),
						origin,
					},
				];
	return {
		id: `${proxy}/certificate/${pool}`,
		on: proxy,
		title: `Certificate of ${code(proxy)} for ${external}`,
		steps: [
			...obtain,
			{
				id: "install",
				action: isCopy
					? "Install the certificate in the certificate store of the computer, with its private key."
					: `Install the certificate in the certificate store of the computer, ${accept}: that joins it with its private key.`,
				check: `The certificate is in the store, has exactly the names of the request, shows the subject ${external} and has a private key.${
					row === undefined
						? ""
						: ` It has ${listed(besideNames(context, row.request))}${validity(context)}.${page.mark(documented("ocs2007", "PLAN-CERT"))}`
				}${
					isWithoutServicePack
						? " ISA Server 2006 without service pack reads no subject alternative names, so the published name has to be the subject."
						: ""
				}`,
				evidence: documented("community", "PEDIA-RP"),
				origin,
			},
		],
		undo: `remove the certificate from the store of the computer; no procedure is documented.${page.mark(documented("unsourced"))}`,
	};
}

/** The certificate and the directories of the web farm, on each computer that has them. */
function webComponentsGroup(
	page: PageBuilder,
	context: RunbookContext,
	{ proxy, pool: name, internal, paths, origins }: Publishing,
	pool: InternalServer | undefined,
): StepGroup {
	const evidence = documented("ocs2007", "EDG-2.1");
	const members = pool === undefined ? [] : poolMembersWith(pool, "web-components");
	const computers =
		pool === undefined || members.length === 0
			? [{ id: name, label: code(pool?.fqdn?.value ?? name), origin: statementOf(pool?.fqdn) ?? origins.publish }]
			: members.map((member) => ({
					id: nameOfComputer(pool, member.fqdn.value),
					label: code(member.fqdn.value),
					origin: statementOf(member.fqdn),
				}));
	const published = paths.length === 0 ? context.catalogue.publishedPaths : paths;
	const directories = published.map((path) => code(path.directory));
	return {
		id: `${proxy}/web-components/${name}`,
		on: name,
		title: `Web Components of ${code(name)}`,
		intro: [
			`For the administrators of the web farm. The settings are those of the "OCS 2007 Edge Server Deployment Guide, Step 2.1. Configure a Reverse Proxy"; they are not repeated here.`,
		],
		steps: computers.flatMap((computer): readonly Step[] => [
			{
				id: `certificate/${computer.id}`,
				action: `On ${computer.label}, read the certificate of the web site. The reverse proxy calls the site ${internal}, and refuses a certificate with another name.`,
				check: `${internal} is a name on it, and ${code(proxy)} trusts the authority that issued it.`,
				evidence: documented("derived", "PEDIA-RP", "EDG-2.1"),
				origin: origins.internal,
			},
			{
				id: computer.id,
				action: `On ${computer.label}, verify or configure authentication and certification on the IIS virtual directories of ${listed(directories)}.`,
				check: "The settings agree with the guide, and the directories answer over HTTPS from inside.",
				evidence,
				origin: computer.origin,
			},
		]),
		undo: `set the virtual directories back to what they were; no procedure is documented.${page.mark(documented("unsourced"))}`,
	};
}

function dnsGroup(
	page: PageBuilder,
	context: RunbookContext,
	{ proxy, pool, external, listener, origins }: Publishing,
): StepGroup {
	const records = context.rows.dns.filter(
		({ record }) =>
			record.templates.includes("web-farm-external-a") && code(record.name).toLowerCase() === external.toLowerCase(),
	);
	const numbers = records.length === 0 ? "" : ` (${page.link(records.map((row) => row.id).join(", "), dnsPage)})`;
	return {
		id: `${proxy}/outside/${pool}`,
		on: proxy,
		title: `DNS record and access from outside for ${external}`,
		steps: [
			{
				id: "dns",
				action: `Check the external DNS record of ${external}${numbers} from a computer outside, with nslookup.`,
				check: `The name resolves to ${listener}.`,
				evidence: documented("later", "EDG-2.1", "LYNC13-DNSEDGE"),
				origin: origins.external,
			},
			{
				id: "certificate",
				action: `Open a connection to ${external} over HTTPS from that computer.`,
				check: `The certificate shown bears the name ${external} and is trusted, and the reverse proxy asks for no name and password of its own.`,
				evidence: documented("derived", "EDG-2.1", "LYNC13-WEBPUB"),
				origin: origins.external,
			},
		],
	};
}

/** Communicator Web Access, which is published by a procedure of its own. */
function publishCwa(page: PageBuilder, context: RunbookContext, proxy: ReverseProxy, publish: Publish): StepGroup {
	const name = hostNamed(context.deployment.index, publish.pool.name)?.name ?? publish.pool.name;
	const external = page.value(publish.externalUrl?.value, blanks.byHand("external FQDN of Communicator Web Access"));
	const row = certificateOf(context, proxy, publish);
	const certificate = row === undefined ? "" : `, with the certificate ${page.link(row.id, certificatesPage)}`;
	return {
		id: `${proxy.name}/communicator-web-access/${name}`,
		on: proxy.name,
		title: `Communicator Web Access ${code(name)} on ${code(proxy.name)}`,
		steps: [
			{
				id: "publish",
				action: `Communicator Web Access is published on its own, over HTTPS only, as ${external}${certificate}. Take the steps from "Communicator Web Access (2007): Publishing a Virtual Server to the Web for Remote User Access".`,
				check: `From outside, ${external} answers over HTTPS and not over HTTP, and its DNS record leads to ${listenerOf(page, proxy)}.`,
				evidence: documented("ocs2007", "CWA-PUB"),
				origin: statementOf(publish.externalUrl) ?? publish.pool.origin,
			},
		],
		undo: `disable or delete the rule; no procedure is documented.${page.mark(documented("unsourced"))}`,
	};
}
