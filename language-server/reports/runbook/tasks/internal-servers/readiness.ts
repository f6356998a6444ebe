import { listed } from "../../../../basics/sentences.js";
import type { TaskId } from "../../../../catalog/types.js";
import type { InternalServer } from "../../../../model/deployment.js";
import { poolMembersWith } from "../../../../requirements/pool-roles.js";
import { code } from "../../../markdown.js";
import { documented } from "../../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../../page/page.js";
import { certificatesPage, dnsPage } from "../../page/page-paths.js";
import { orderOf } from "../../rows/certificate-orders.js";
import { spanOf } from "../../rows/row-ids.js";
import { rowsForServer } from "../../rows/task-needs.js";

/** Names that resolve and roots that are trusted: without them the entries below are right and nothing connects. */
export function beforehand(page: PageBuilder, context: RunbookContext, server: InternalServer): StepGroup {
	const { rows } = context;
	const name = code(server.name);
	const needed = rowsForServer("connect-internal-servers", context, server.name);
	const records = rows.dns.filter(({ id }) => needed.dns.includes(id));
	const issuers = (["public", "internal"] as const).flatMap((issuer) => {
		const ids = rows.certificates
			.filter(({ request }) => request.slot === "edge-internal" && orderOf(context, request).issuer === issuer)
			.map(({ id }) => id);
		return ids.length === 0 ? [] : [{ issuer, ids }];
	});
	return {
		id: `ready/${server.name}`,
		on: server.name,
		title: `Before the entries: ${name}`,
		steps: [
			...(records.length === 0
				? []
				: [
						{
							id: "names",
							action: `On ${server.members.length === 0 ? name : `each server of ${name}`}, look up the edge servers with ${code("nslookup")}: ${listed(records.map(({ record }) => code(record.name)))}.`,
							check: `the answers are those of ${page.link(spanOf(records.map((row) => row.id)), dnsPage)}: ${listed(
								records.map(({ record }) =>
									record.address === undefined
										? `for ${code(record.name)} the address of that row`
										: `${code(record.address)} for ${code(record.name)}`,
								),
							)}.`,
							evidence: documented("later", "LYNC13-DNSEDGE"),
							origin: server.origin,
						},
					]),
			...issuers.map(
				({ issuer, ids }): Step => ({
					id: `trusted-root/${issuer}`,
					action: `On ${server.members.length === 0 ? name : `each server of ${name}`}, check that the ${issuer} certification authority is trusted. It issues the certificates of the internal interfaces of the edge servers, ${page.link(spanOf(ids), certificatesPage)}.`,
					check: "the authority is listed in *Trusted Root Certification Authorities*.",
					evidence: documented("r2", "R2-CERTINT", "MP-14428"),
					origin: server.trustedRoots?.items.find((root) => root.value === issuer)?.origin ?? server.origin,
				}),
			),
			...ownCertificate(context, server),
			...addressBookOfDirector(server),
		],
	};
}

/** Where the file says nothing of the roles of a Director, somebody has to look. */
function addressBookOfDirector(server: InternalServer): readonly Step[] {
	return server.kind !== "director" || [server, ...server.members].some(({ roles }) => roles.items.length > 0)
		? []
		: [
				{
					id: "address-book",
					action: `Look whether the Address Book Server is active on ${server.members.length === 0 ? code(server.name) : `a server of ${code(server.name)}`}. To deactivate it on a Director is recommended: no user is at home there who would need it.`,
					check: "it is not active, or it is noted why it stays.",
					evidence: documented("ocs2007", "SUP-DIR"),
					origin: server.origin,
				},
			];
}

/** The edge servers compare the name by which they call a server with its certificate. */
function ownCertificate(
	{ deployment, requirements, catalogue }: RunbookContext,
	server: InternalServer,
): readonly Step[] {
	if (server.kind !== "director" && server.kind !== "pool") {
		return [];
	}
	// What the certificate of a computer with other roles has to name was not found.
	const frontEnds = poolMembersWith(server, "front-end").map(({ fqdn }) => fqdn.value);
	const where =
		server.members.length === 0
			? code(server.name)
			: frontEnds.length === server.members.length
				? `each server of ${code(server.name)}`
				: `each Front End of ${code(server.name)}${frontEnds.length === 0 ? "" : ` (${listed(frontEnds.map(code))})`}`;
	const declared =
		server.certificate === undefined ? undefined : deployment.index.certificates.get(server.certificate.name);
	const own = server.fqdn?.value;
	const isConferencing = server.kind === "pool" && requirements.scenarios.includes("web-conferencing");
	return [
		{
			id: "certificate",
			action: `On ${where}, read the certificate${declared === undefined ? "" : ` ${code(declared.name)}`} of Office Communications Server. The edge servers know the server as ${own === undefined ? "its FQDN" : code(own)}, and refuse a certificate with another name.`,
			check: `${own === undefined ? "its FQDN" : code(own)} ${
				isArrayOfDirectors(server)
					? "is a name on it (as the subject or beside it: for an array of Directors no text that was read says which)"
					: "is the subject"
			}, and the edge servers trust the authority that issued it (${taskWords(catalogue, "configure-certificates")}).`,
			evidence: documented("derived", "MP-14428", "MIG-4"),
			origin: server.certificate?.origin ?? server.fqdn?.origin ?? server.origin,
		},
		...(isConferencing && frontEnds.length > 0
			? [
					{
						id: "certificate/members",
						action: `Look for ${listed(frontEnds.map(code))} among the subject alternative names of the same certificate: where a meeting works inside and fails outside, their absence is one reason to look at.`,
						check: "each of these names is there, or it is noted for the test of web conferencing which one is not.",
						evidence: {
							...documented("community", "TT-SAN"),
							note: "A single source, written about OCS 2007 R2.",
						},
						origin: server.members[0]?.fqdn.origin ?? server.origin,
					},
				]
			: []),
	];
}

/** Several Directors of the Standard Edition behind one virtual address. */
export function isArrayOfDirectors({ kind, members, edition }: InternalServer): boolean {
	return kind === "director" && members.length > 1 && !(edition?.value ?? "standard").startsWith("enterprise");
}

function taskWords(catalogue: RunbookContext["catalogue"], id: TaskId): string {
	return `task ${catalogue.tasks.find((task) => task.id === id)?.number ?? ""}`;
}
