import type { Certificate } from "../../../model/deployment.js";
import type { Stated } from "../../../model/origin.js";
import type { CertificateRequirement } from "../../../requirements/requirements.js";
import type { SubjectPartId } from "../page/blanks.js";
import type { RunbookContext } from "../page/page.js";

/** What to order: what the deployment needs, and what the file's own certificate states on top. */
export interface CertificateOrder {
	readonly declared?: Certificate;
	readonly subject?: string;
	readonly sans: readonly string[];
	readonly usages: readonly ("server" | "client")[];
	readonly issuer: "public" | "internal";
	/** Why this issuer. */
	readonly issuerBasis: "required" | "as the file states" | "usual";
	readonly exportable: boolean;
}

/**
 * Draws a requirement and the certificate that the file assigns to its place together. Where they contradict each
 * other, the requirement holds: the contradiction is a finding of its own.
 */
export function orderOf(
	{ deployment }: Pick<RunbookContext, "deployment">,
	request: CertificateRequirement,
): CertificateOrder {
	const { certificates } = deployment.index;
	const declared = request.declared === undefined ? undefined : certificates.get(request.declared);
	const stated = declared?.subject?.value;
	const subject = request.anySubject ? (stated ?? request.subject) : (request.subject ?? stated);
	const issuer = request.issuerRequired ? undefined : declared?.issuer?.value;
	return {
		...(declared === undefined ? {} : { declared }),
		...(subject === undefined ? {} : { subject }),
		sans: alternativeNames(request, declared),
		usages: [...new Set([...request.eku, ...(declared?.usages.items.map((usage) => usage.value) ?? [])])],
		issuer: issuer ?? request.issuer,
		issuerBasis: request.issuerRequired ? "required" : issuer === undefined ? "usual" : "as the file states",
		exportable: request.exportable || declared?.exportable !== undefined,
	};
}

/** Names that the file states stay in its order, for people compare the two; those that it leaves out come before them. */
function alternativeNames({ sans }: CertificateRequirement, declared: Certificate | undefined): readonly string[] {
	const stated = new Set(declared?.san.items.map(({ value }) => value));
	return [...sans.filter((name) => !stated.has(name)), ...stated];
}

/** What the subject of every request carries besides the name, as the certificate wizard writes it. */
export const subjectParts: readonly {
	/** Its statement in the topology, the title being that of the whole. */
	readonly id: SubjectPartId;
	/** Its name in a subject. */
	readonly attribute: "O" | "OU" | "L" | "S" | "C";
	readonly title: string;
}[] = [
	{ id: "title", attribute: "O", title: "Organisation" },
	{ id: "unit", attribute: "OU", title: "Organisational unit" },
	{ id: "city", attribute: "L", title: "City" },
	{ id: "state", attribute: "S", title: "State" },
	{ id: "country", attribute: "C", title: "Country" },
];

/** What the topology states of a part of all subjects. */
export function statedPart({ deployment }: RunbookContext, id: SubjectPartId): Stated<string> | undefined {
	return deployment.organization?.[id];
}
