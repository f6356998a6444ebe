import { type CertificateOrder, orderOf } from "../certificate-orders.js";
import type { RunbookContext } from "../page.js";
import type { NumberedCertificate } from "../row-ids.js";
import type { Artefact } from "./artefact.js";
import { requestFile } from "./paths.js";
import { encodedNames } from "./subject-alternative-names.js";
import { comment, fileHead, isHostName } from "./words.js";

/*
 * The certificates to request as policy files for `certreq -new`, one for each request.
 *
 * The values are those of the plan, and where the plan is silent those of the requests that the certificate wizard of OCS
 * 2007 makes (CERT-SAMPLE). The keys and their syntax are no facts about OCS 2007: they are those of the `certreq`
 * reference of Windows Server and of Knowledge Base article 931351. From the latter's texts comes also that only Windows
 * Vista, Windows Server 2008 and later read alternative names as text, and that Windows Server 2003, on which OCS 2007
 * edge servers run, takes them encoded only.
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
	const system = host?.kind === "edge-server" || host?.kind === "reverse-proxy" ? host.operatingSystem : undefined;
	const name = requestFile(row)
		.replace(/^.*\//, "")
		.replace(/\.inf$/, "");
	return [
		...fileHead(context, `Request ${id}: ${slot.title}, ${request.server}.`),
		comment(`On ${request.server}: certreq -new ${name}.inf ${name}.req`),
		comment(`Then send ${name}.req to the ${order.issuer} certification authority (${order.issuerBasis}).`),
		...(order.issuer === "internal"
			? [
					comment(
						"[certreq] An authority that works with templates wants the name of one as well; certreq -submit -? says how.",
					),
				]
			: []),
		comment(
			"The certificate wizard of the edge server makes such a request as well; this file is for those who use certreq.",
		),
		";",
		comment("Where the values come from:"),
		comment("  [plan]    derived from the topology"),
		comment(
			`  [sample]  what the OCS 2007 certificate wizard asks for${sample === undefined ? "" : `: ${sample.title}`}`,
		),
		comment("  [certreq] syntax of certreq, general knowledge of Windows and no fact about OCS 2007"),
		"",
		comment("[certreq]"),
		"[Version]",
		'Signature = "$Windows NT$"',
		"",
		"[NewRequest]",
		comment(`[plan]${request.anySubject ? " Any other name works as well: only the private key is used." : ""}`),
		`Subject = "CN=${subject}"`,
		comment("[sample] Behind the name the wizard writes OU, O, L, S and C, which no topology file states. Where the"),
		comment(`authority asks for them: Subject = "CN=${subject},OU=...,O=...,L=...,S=...,C=..."`),
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
		...alternativeNames(order, system?.value),
	];
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
	const isOld = system?.startsWith("windows-server-2003") ?? false;
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
