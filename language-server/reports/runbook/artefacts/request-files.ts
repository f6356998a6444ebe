import { listed } from "../../../basics/sentences.js";
import type { RunbookContext } from "../page/page.js";
import { type CertificateOrder, orderOf } from "../rows/certificate-orders.js";
import type { NumberedCertificate } from "../rows/row-ids.js";
import type { Artefact } from "./artefact.js";
import { MOST_LETTERS, type SubjectBehindName, subjectBehindName } from "./distinguished-name.js";
import { requestFile } from "./paths.js";
import { encodedNames } from "./subject-alternative-names.js";
import { comment, fileHead, isHostName } from "./words.js";

/*
 * The certificates to request as policy files for `certreq -new`, one for each request.
 *
 * The values are those of the plan, and where the plan is silent those of the requests that the certificate wizard of OCS
 * 2007 makes (CERT-SAMPLE). The keys and their syntax are no facts about OCS 2007: they are those of the `certreq`
 * reference of Windows Server, of "Appendix 3: Certreq.exe Syntax" for Windows Server 2003, which has `-new` and `-accept`,
 * and of Knowledge Base article 931351. From the latter's texts comes also that only Windows Vista, Windows Server 2008 and
 * later read alternative names as text, and that Windows Server 2003, on which OCS 2007 edge servers run, takes them encoded
 * only. The key FriendlyName is in the reference of later versions; whether Windows Server 2003 reads it was not found.
 */

/** The key length that the certificate wizard of OCS 2007 asks for. */
const SAMPLE_KEY_LENGTH = 1024;

const usages = {
	server: { oid: "1.3.6.1.5.5.7.3.1", title: "server authentication" },
	client: { oid: "1.3.6.1.5.5.7.3.2", title: "client authentication" },
} as const;

/**
 * Whether there is a file for a certificate: it is requested and not a copy of another one, and the topology gives its
 * subject. A file without a subject would make a request without one as soon as somebody runs it.
 */
export function isRequestable(context: RunbookContext, { request, copyOf }: NumberedCertificate): boolean {
	const { subject, sans } = orderOf(context, request);
	return copyOf === undefined && subject !== undefined && [subject, ...sans].every(isHostName);
}

export function requestFiles(context: RunbookContext): readonly Artefact[] {
	return context.rows.certificates
		.filter((row) => isRequestable(context, row))
		.map((row) => ({
			path: requestFile(row),
			title: `Request ${row.id}`,
			// Files for a tool of Windows, with the line ends of Windows.
			content: `${linesOf(context, row).join("\r\n")}\r\n`,
		}));
}

function linesOf(context: RunbookContext, row: NumberedCertificate): readonly string[] {
	const { request, id } = row;
	const { catalogue, deployment } = context;
	const order = orderOf(context, request);
	const { subject = "", exportable } = order;
	const slot = catalogue.certificateSlots[request.slot];
	const sample = catalogue.sources["CERT-SAMPLE"];
	const stated = order.declared?.keyLength?.value;
	const host = deployment.index.hosts.get(request.server);
	const system =
		host?.kind === "edge-server" || host?.kind === "reverse-proxy" ? host.operatingSystem?.value : undefined;
	const hasWizard = host?.kind !== "reverse-proxy";
	const name = requestFile(row)
		.replace(/^.*\//, "")
		.replace(/\.inf$/, "");
	return [
		...fileHead(context, `Request ${id}: ${slot.title}, ${request.server}.`),
		comment(`On ${request.server}: certreq -new ${name}.inf ${name}.req`),
		comment(`Then send ${name}.req to the ${order.issuer} certification authority, and save`),
		comment(`its answer as ${name}.cer.`),
		comment(`Back on ${request.server}: certreq -accept ${name}.cer`),
		comment(
			exportable
				? "[certreq] That joins the answer with the key of the request, which this plan lets be exported."
				: "[certreq] That joins the answer with the key of the request, which never leaves this computer.",
		),
		...(order.issuer === "internal"
			? [
					comment(
						"[certreq] An authority that works with templates wants the name of one as well; certreq -submit -? says how.",
					),
				]
			: []),
		...(hasWizard
			? [
					comment(
						"The certificate wizard of the edge server makes such a request as well; this file is for those who use",
					),
					comment("certreq. The certificate is then assigned to its place as task 4 says."),
				]
			: [comment("The certificate wizard of OCS 2007 is on edge servers only; its values serve here as an example.")]),
		";",
		comment("Where the values come from:"),
		comment("  [plan]    derived from the topology"),
		comment(
			`  [sample]  what the certificate wizard of OCS 2007 asks for${hasWizard ? "" : " on an edge server"}${sample === undefined ? "" : `: ${sample.title}`}`,
		),
		comment("  [certreq] syntax of certreq, general knowledge of Windows and no fact about OCS 2007"),
		"",
		comment("[certreq]"),
		"[Version]",
		'Signature = "$Windows NT$"',
		"",
		"[NewRequest]",
		comment(`[plan]${request.anySubject ? " Any other name works as well: only the private key is used." : ""}`),
		...subjectLines(subject, subjectBehindName(context)),
		...friendlyName(request.declared, system),
		comment(exportable ? "[plan] The key is taken to other servers, or the file says so." : "[plan]"),
		`Exportable = ${exportable ? "TRUE" : "FALSE"}`,
		...(stated === undefined
			? [
					comment(`[sample] The file states no key-length. RSA of up to 4096 bits is supported (documented for R2).`),
					`KeyLength = ${SAMPLE_KEY_LENGTH}`,
				]
			: [comment("[plan]"), `KeyLength = ${stated}`]),
		comment("[sample]"),
		"MachineKeySet = TRUE",
		"UseExistingKeySet = FALSE",
		'ProviderName = "Microsoft RSA SChannel Cryptographic Provider"',
		"ProviderType = 12",
		"RequestType = PKCS10",
		"KeyUsage = 0xa0",
		comment("[certreq] A key for encryption and signatures."),
		"KeySpec = 1",
		"",
		"[EnhancedKeyUsageExtension]",
		...order.usages.flatMap((usage) => [
			comment(
				usage === "server"
					? `[sample] ${usages.server.title}`
					: `[plan] ${usages[usage].title}; it is not in the requests of the wizard, so agree on it with the authority`,
			),
			`OID = ${usages[usage].oid}`,
		]),
		...alternativeNames(order, system),
	];
}

/** The name with what the topology states behind it. What the file cannot carry is left out, and a comment says what and why. */
function subjectLines(subject: string, { text, whole, missing, unsafe }: SubjectBehindName): readonly string[] {
	const wizard = "[sample] Behind the name the wizard writes OU, O, L, S and C";
	const instead = [
		comment("Where the authority asks for more than there is, this line takes the place of the one above:"),
		comment(`Subject = "CN=${subject}${whole}"`),
	];
	const unstated = missing.length === 0 ? [] : [comment(`The topology does not state ${listed(missing)}.`)];
	if (unsafe.length > 0) {
		return [
			`Subject = "CN=${subject}${text}"`,
			comment(`${wizard}. LEFT OUT: ${listed(unsafe)}.`),
			comment(
				`What the topology states there would not be read here as it is meant: ${MOST_LETTERS} letters at most, of ASCII,`,
			),
			comment("without a comma, a quotation mark, a backslash, two spaces together or one of + ; < > = # %."),
			...unstated,
			...instead,
		];
	}
	if (text === "") {
		return [
			`Subject = "CN=${subject}"`,
			comment(`${wizard}; the statement organization in the deployment`),
			comment("gives them, and the certificate sheet has blanks for them."),
			...instead,
		];
	}
	return [
		`Subject = "CN=${subject}${text}"`,
		comment(`${wizard}, too${missing.length === 0 ? "; the topology states them." : "."}`),
		...unstated,
		...(missing.length === 0 ? [] : instead),
	];
}

/** The name by which people find the certificate on the computer: its name in the topology, as in the wizard. */
function friendlyName(declared: string | undefined, system: string | undefined): readonly string[] {
	// Other letters have a meaning in INF files.
	if (declared === undefined || !/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/.test(declared)) {
		return [];
	}
	const line = `FriendlyName = "${declared}"`;
	return system === undefined || isWindows2003(system)
		? [
				comment(
					"[certreq] Later versions of Windows take a friendly name here. Whether Windows Server 2003 does was not",
				),
				comment("found; there, enter it in the properties of the certificate:"),
				comment(line),
			]
		: [comment("[plan] The name in the topology."), line];
}

function isWindows2003(system: string): boolean {
	return system.startsWith("windows-server-2003");
}

/** The names both ways, because which one is read depends on the system; two of them in force would be an error. */
function alternativeNames({ sans }: CertificateOrder, system: string | undefined): readonly string[] {
	if (sans.length === 0) {
		return ["", comment("No subject alternative names are planned.")];
	}
	const text = [
		'2.5.29.17 = "{text}"',
		// The names are told apart by the ampersand at the end of each but the last.
		...sans.map((name, index) => `_continue_ = "dns=${name}${index < sans.length - 1 ? "&" : ""}"`),
	];
	const encoded = `2.5.29.17 = "${encodedNames(sans)}"`;
	const isOld = system !== undefined && isWindows2003(system);
	return [
		"",
		"[Extensions]",
		comment("[plan] Subject alternative names (2.5.29.17)"),
		...(isOld
			? [
					comment("[certreq] Windows Server 2003 takes them encoded only. The same names as later versions read them:"),
					...text.map(comment),
					encoded,
				]
			: [
					...text,
					comment(
						"[certreq] Windows Server 2003 takes them encoded only; there, put this line in place of those above:",
					),
					comment(encoded),
				]),
	];
}
