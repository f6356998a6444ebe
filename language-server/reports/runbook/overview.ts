import { listed } from "../../basics/sentences.js";
import type { ScenarioId } from "../../catalog/types.js";
import {
	federationModeValues,
	imProviderValues,
	internalDeploymentValues,
	poolEditionValues,
	valueFact,
} from "../../catalog/values.js";
import type { Deployment, EdgeServer, InternalServer, ReverseProxy } from "../../model/deployment.js";
import { rolesOf } from "../../model/edge-roles.js";
import { compareFindings, type Finding, type Severity } from "../../model/finding.js";
import { adaptersOn, scenarioOf } from "../../model/lookups.js";
import type { SiteLayout } from "../../requirements/topology.js";
import { code, text } from "../markdown.js";
import { blanks } from "./blanks.js";
import { addressText, roleAddressOf, roleNameOf } from "./facts.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "./page.js";
import {
	balancersPage,
	bestPracticesPage,
	certificatesPage,
	dnsPage,
	firewallPage,
	overviewPage,
	taskPage,
} from "./page-paths.js";
import { relativeName } from "./relative-name.js";
import { spanOf } from "./row-ids.js";
import { rowsFor } from "./task-needs.js";

const severities: readonly Severity[] = ["error", "warning", "info"];

/** The page to read first. It is made last, because it lists the blanks of all other pages. */
export function overview(context: RunbookContext): RunbookPage {
	const page = new PageBuilder(context, overviewPage, "Edge deployment: overview");
	summary(page, context);
	findings(page, context);
	acceptedDeviations(page, context);
	const top = page.length;
	guidelines(page, context);
	order(page, context);
	servers(page, context);
	scenarios(page, context);
	sheets(page, context);
	// What is missing is read first, and is known only when the rest of this page is written.
	page.insertBehind(top, () => openBlanks(page, context));
	page.sources();
	return page.finish();
}

function summary(page: PageBuilder, context: RunbookContext): void {
	const { catalogue, deployment, requirements } = context;
	const topology = requirements.topology === undefined ? undefined : catalogue.topologies[requirements.topology];
	const status = deployment.internalDeployment?.value;
	const statusWord = status === "migrating-from-lcs2005-sp1" ? "migrating-from" : status;
	const rows: (readonly [string, string])[] = [
		["Product", text(catalogue.title)],
		[
			"Topology",
			topology === undefined
				? "none of the documented ones"
				: `${text(topology.title)}: ${text(topology.layout)}${page.mark(topology.evidence)}`,
		],
		...requirements.layout.map((site) => ["Edge servers", siteText(context, site)] as const),
		[
			"SIP domains",
			deployment.sipDomains.items.length > 0
				? deployment.sipDomains.items.map((domain) => code(domain.value)).join(", ")
				: page.blank(blanks.sipDomains(deployment.name)),
		],
		[
			"Internal deployment",
			statusWord === undefined
				? page.blank(blanks.internalDeployment(deployment.name))
				: text(withoutLabel(valueFact(internalDeploymentValues, statusWord)?.title ?? statusWord)),
		],
	];
	const { users } = deployment;
	if (users?.count !== undefined) {
		const share = users.externalShare === undefined ? "" : `, ${users.externalShare.value}% of them outside`;
		rows.push(["Users", `${users.count.value}${share}`]);
	}
	const { summary: counts, applicable } = context.practices;
	rows.push(["Best practices", `${counts.met} of ${applicable} met: ${page.link("all of them", bestPracticesPage)}`]);
	page.table(["", ""], rows);
}

/** As in "primary site seattle: Access Edge Server and Web Conferencing Edge Server on edge1 and edge2 (array access)". */
function siteText({ catalogue }: RunbookContext, { site, kind, groups }: SiteLayout): string {
	const place = site === undefined ? "" : `${kind} site ${code(site)}: `;
	const parts = groups.map(({ roles, servers, array }) => {
		const what = roles.length === 0 ? "no role" : listed(roles.map((role) => text(catalogue.roles[role].title)));
		return `${what} on ${listed(servers.map(code))}${array === undefined ? "" : ` (array ${code(array)})`}`;
	});
	return `${place}${parts.join("; ")}`;
}

/** The titles name what they are about, for places without a label; beside the label of the row that is once too often. */
function withoutLabel(title: string): string {
	return title.replace(/^Internal deployment (?=\S)/, "");
}

function guidelines(page: PageBuilder, context: RunbookContext): void {
	page.heading(2, "The three guidelines");
	page.boxes(
		context.catalogue.guidelines.map(
			(guideline) => `${text(guideline.text)} ${text(guideline.reason)}${page.mark(guideline.evidence)}`,
		),
	);
}

function order(page: PageBuilder, context: RunbookContext): void {
	page.heading(2, "Order of work");
	page.paragraph("Do the seven tasks in this order. Each page says what has to be ready before it starts.");
	page.table(
		["Task", "Title", "On", "Needed"],
		context.requirements.tasks.map((task) => [
			String(task.number),
			page.link(text(task.title), taskPage(task)),
			task.servers.length === 0 ? "" : task.servers.map(code).join(", "),
			task.needed ? "yes" : `no${task.because === undefined ? "" : `: ${text(task.because)}`}`,
		]),
	);
}

function servers(page: PageBuilder, context: RunbookContext): void {
	const { deployment } = context;
	page.heading(2, "Servers and addresses");
	if (deployment.edgeServers.length + deployment.reverseProxies.length > 0) {
		page.paragraph("In the perimeter network:");
		page.table(
			["Server", "What it is", "FQDN", "Internal address", "External names and addresses", "Membership"],
			[
				...deployment.edgeServers.map((server) => edgeRow(page, context, server)),
				...deployment.reverseProxies.map((proxy) => proxyRow(page, proxy)),
			],
		);
	}
	if (deployment.edgeArrays.length > 0) {
		page.paragraph("Arrays:");
		page.table(
			["Array", "Members", "Load balancer", "Virtual addresses"],
			deployment.edgeArrays.map((array) => [
				code(array.name),
				array.members.map((member) => code(member.name)).join(", "),
				array.loadBalancer === undefined ? page.blank(blanks.loadBalancer(array)) : code(array.loadBalancer.name),
				array.virtualAddresses
					.map((virtual) =>
						[
							virtual.side.value,
							text(context.catalogue.roles[virtual.role].title),
							virtual.fqdn === undefined ? "" : code(virtual.fqdn.value),
							virtual.address === undefined ? "" : code(virtual.address.value.text),
						]
							.filter((part) => part !== "")
							.join(" "),
					)
					.join("<br>"),
			]),
		);
	}
	if (deployment.internalServers.length > 0) {
		page.paragraph("In the internal network:");
		page.table(
			["Server", "What it is", "FQDN", "Addresses", "Web farm"],
			deployment.internalServers.map((server) => internalRow(page, context, server)),
		);
	}
}

function edgeRow(page: PageBuilder, context: RunbookContext, server: EdgeServer): readonly string[] {
	const roles = rolesOf(server);
	const inside =
		adaptersOn(server, "internal")[0]?.addresses.items.map((address) => code(addressText(address.value))) ?? [];
	return [
		code(server.name),
		roles.length === 0
			? "edge server without a role"
			: listed(roles.map((role) => text(context.catalogue.roles[role.role].title))),
		page.value(server.fqdn?.value, blanks.fqdn(server)),
		inside.length > 0 ? inside.join(", ") : page.blank(blanks.internalAddress(server)),
		roles
			.map((role) => {
				const fqdn = roleNameOf(context.deployment, server, role);
				const address = roleAddressOf(server, role);
				return `${text(context.catalogue.roles[role.role].title)}: ${page.value(
					fqdn,
					blanks.roleFqdn(server, role.role, address),
				)} at ${page.value(address, blanks.roleAddress(server, role.role, fqdn))}`;
			})
			.join("<br>"),
		membershipText(page, server),
	];
}

function proxyRow(page: PageBuilder, proxy: ReverseProxy): readonly string[] {
	const inside =
		adaptersOn(proxy, "internal")[0]?.addresses.items.map((address) => code(addressText(address.value))) ?? [];
	const outside = adaptersOn(proxy, "external").flatMap((adapter) =>
		adapter.addresses.items.map((address) => code(addressText(address.value))),
	);
	const names = proxy.publishes.flatMap((publish) =>
		publish.externalUrl === undefined ? [] : [code(publish.externalUrl.value)],
	);
	return [
		code(proxy.name),
		"Reverse proxy",
		proxy.fqdn === undefined ? "" : code(proxy.fqdn.value),
		inside.length > 0 ? inside.join(", ") : page.blank(blanks.internalAddress(proxy)),
		`${names.length === 0 ? "" : `${names.join(", ")} at `}${
			outside.length > 0 ? outside.join(", ") : page.blank(blanks.externalAddress(proxy))
		}`,
		membershipText(page, proxy),
	];
}

function membershipText(page: PageBuilder, server: EdgeServer | ReverseProxy): string {
	const membership = server.membership?.value;
	if (membership === undefined) {
		return page.blank(blanks.membership(server));
	}
	return membership.kind === "workgroup"
		? "workgroup"
		: `domain${membership.domain === undefined ? "" : ` ${code(membership.domain)}`}`;
}

function internalRow(page: PageBuilder, context: RunbookContext, server: InternalServer): readonly string[] {
	// Several computers behind one address: it is that of their balancer.
	const virtual = server.members.length > 1 ? " (virtual)" : "";
	const addresses = [
		...server.addresses.items.map((address) => `${code(address.value.text)}${virtual}`),
		...server.members.map((member) =>
			member.address === undefined
				? code(member.fqdn.value)
				: `${code(member.fqdn.value)} ${code(member.address.value.text)}`,
		),
	];
	const farm = server.webFarm;
	return [
		code(server.name),
		text(
			server.edition === undefined || server.kind !== "pool"
				? context.catalogue.roles[server.kind].title
				: (valueFact(poolEditionValues, server.edition.value)?.title ?? server.edition.value),
		),
		page.value(server.fqdn?.value, blanks.fqdn(server)),
		addresses.length > 0 ? addresses.join("<br>") : page.blank(blanks.address(server)),
		[
			farm?.internal === undefined ? "" : `internal ${code(farm.internal.value)}`,
			farm?.external === undefined ? "" : `external ${code(farm.external.value)}`,
		]
			.filter((part) => part !== "")
			.join("<br>"),
	];
}

function scenarios(page: PageBuilder, context: RunbookContext): void {
	const { catalogue, requirements } = context;
	page.heading(2, "Scenarios");
	if (requirements.scenarios.length === 0) {
		page.paragraph("The file asks for no scenario, so no role, flow, record or certificate follows.");
		return;
	}
	page.table(
		["Scenario", "What outside users can do", "Options", "Needs in the perimeter", "Basis"],
		requirements.scenarios.map((id) => {
			const scenario = catalogue.scenarios[id];
			return [
				text(scenario.title),
				text(scenario.description),
				options(context, id),
				listed(scenario.requires.map((role) => text(catalogue.roles[role].title))),
				page.mark(scenario.evidence).trim() || "reference architecture",
			];
		}),
	);
}

/** What the file states with a scenario, so that a reader sees what was decided. */
function options(context: RunbookContext, id: ScenarioId): string {
	const scenario = scenarioOf(context.deployment, id);
	if (scenario === undefined) {
		return "";
	}
	const mode = scenario.mode?.value;
	const named = (label: string, values: readonly string[]) =>
		values.length === 0 ? [] : [`${label} ${values.map(code).join(", ")}`];
	return [
		...(mode === undefined ? [] : [text(valueFact(federationModeValues, mode)?.title ?? mode)]),
		...named(
			"partners",
			scenario.partners.map((partner) => partner.domain.value),
		),
		...named(
			"blocked",
			scenario.blockedDomains.items.map((domain) => domain.value),
		),
		...(scenario.providers.items.length === 0
			? []
			: [
					scenario.providers.items
						.map((provider) => text(valueFact(imProviderValues, provider.value)?.title ?? provider.value))
						.join(", "),
				]),
		...(scenario.anonymousUsers === undefined ? [] : ["anonymous users"]),
	].join("; ");
}

function sheets(page: PageBuilder, context: RunbookContext): void {
	const { rows } = context;
	page.heading(2, "Who gets which sheet");
	const neededBy = (sheet: "flows" | "dns" | "certificates" | "balancers") =>
		context.catalogue.tasks
			.filter((task) => rowsFor(task.id, rows)[sheet].length > 0)
			.map((task) => page.link(String(task.number), taskPage(task)))
			.join(", ");
	page.table(
		["Team", "Sheet", "Rows", "Needed for task"],
		[
			[
				"Firewall team",
				page.link("Firewall sheet", firewallPage),
				spanOf(rows.firewalls.flatMap((firewall) => firewall.rows.map((row) => row.id))),
				neededBy("flows"),
			],
			["DNS team", page.link("DNS sheet", dnsPage), spanOf(rows.dns.map((row) => row.id)), neededBy("dns")],
			[
				"Certificate team",
				page.link("Certificate sheet", certificatesPage),
				spanOf(rows.certificates.map((row) => row.id)),
				neededBy("certificates"),
			],
			...(rows.balancers.length === 0
				? []
				: [
						[
							"Load balancer team",
							page.link("Load balancer sheet", balancersPage),
							spanOf(rows.balancers.flatMap((balancer) => balancer.rows.map((row) => row.id))),
							neededBy("balancers"),
						],
					]),
		],
	);
}

function openBlanks(page: PageBuilder, context: RunbookContext): void {
	page.heading(2, "Still blank");
	const entries = context.blanks.entries();
	if (entries.length === 0) {
		page.paragraph("Nothing: the file gives every value.");
		return;
	}
	const pagesOf = (paths: readonly string[]) =>
		paths.map((path) => (path === overviewPage ? "this page" : page.link(path.replace(/\.md$/, ""), path))).join(", ");
	const stated = entries.filter(({ blank }) => blank.fill !== undefined);
	if (stated.length > 0) {
		page.paragraph("State these in the topology file and generate the pages again:");
		page.table(
			["Blank", "Statement", "In", "Pages"],
			stated.map(({ blank, pages }) => [
				text(blank.what),
				code(blank.fill?.statement ?? ""),
				text(blank.fill?.block ?? ""),
				pagesOf(pages),
			]),
		);
	}
	const byHand = entries.filter(({ blank }) => blank.fill === undefined);
	if (byHand.length > 0) {
		page.paragraph("A topology file does not state these; fill them in by hand:");
		page.table(
			["Blank", "Pages"],
			byHand.map(({ blank, pages }) => [text(blank.what), pagesOf(pages)]),
		);
	}
}

function findings(page: PageBuilder, context: RunbookContext): void {
	page.heading(2, "Open findings");
	const open = context.findings.toSorted(byGravity);
	if (open.length === 0) {
		page.paragraph("None.");
		return;
	}
	page.table(
		["Severity", "Code", "What is wrong", "Place"],
		open.map((finding) => [
			finding.severity,
			code(finding.code),
			text(finding.message),
			place(context.deployment, finding),
		]),
	);
}

/** What the authors know and leave as it is: whoever carries the plan out or signs it has to know it too. */
function acceptedDeviations(page: PageBuilder, context: RunbookContext): void {
	if (context.accepted.length === 0) {
		return;
	}
	page.heading(2, "Accepted deviations");
	page.paragraph("Comments in the topology files accept these findings, with the reasons given here.");
	page.table(
		["Code", "What is found", "Place", "Accepted because"],
		context.accepted
			.toSorted((a, b) => byGravity(a.finding, b.finding))
			.map(({ finding, reason }) => [
				code(finding.code),
				text(finding.message),
				place(context.deployment, finding),
				text(reason),
			]),
	);
}

function byGravity(a: Finding, b: Finding): number {
	return severities.indexOf(a.severity) - severities.indexOf(b.severity) || compareFindings(a, b);
}

/** The file relative to the root file's folder, and the line as an editor counts it. */
function place(deployment: Deployment, finding: Finding): string {
	const { uri, range } = finding.origin;
	return `${code(relativeName(deployment.uri, uri))} line ${range.start.line + 1}`;
}
