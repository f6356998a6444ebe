import { listed } from "../../../basics/sentences.js";
import { internalDeploymentValues, valueFact } from "../../../catalog/values.js";
import type { SiteLayout } from "../../../requirements/topology.js";
import { code, text } from "../../markdown.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { bestPracticesPage } from "../page/page-paths.js";
import { publicImState } from "../public-im.js";

export function summary(page: PageBuilder, context: RunbookContext): void {
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
	const publicIm = publicImState(page, context);
	if (publicIm !== undefined) {
		rows.push(["Public IM connectivity", `to be licensed and provisioned for ${publicIm.values}. ${publicIm.stated}`]);
	}
	const { users } = deployment;
	if (users?.count !== undefined) {
		const share = users.externalShare === undefined ? "" : `, ${users.externalShare.value}% of them outside`;
		rows.push(["Users", `${users.count.value}${share}`]);
	}
	const { summary: counts, applicable } = context.practices;
	if (deployment.goLive !== undefined) {
		rows.push(["Go-live", code(deployment.goLive.value)]);
	}
	const others = [
		...(counts["not-met"] > 0 ? [`${counts["not-met"]} not met`] : []),
		...(counts.undecided > 0 ? [`${counts.undecided} undecided`] : []),
		...(counts.accepted > 0 ? [`${counts.accepted} accepted`] : []),
	];
	rows.push([
		"Best practices",
		`${[`${counts.met} of ${applicable} met`, ...others].join(", ")}: ${page.link("all of them", bestPracticesPage)}`,
	]);
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

export function guidelines(page: PageBuilder, context: RunbookContext): void {
	page.heading(2, "The three guidelines");
	page.boxes(
		context.catalogue.guidelines.map(
			(guideline) => `${text(guideline.text)} ${text(guideline.reason)}${page.mark(guideline.evidence)}`,
		),
	);
}
