import type { Catalogue, Evidence, EvidenceClass } from "../../catalog/types.js";
import type { Deployment } from "../../model/deployment.js";
import type {
	CertificateRequirement,
	DnsRequirement,
	Flow,
	FlowInArray,
	Requirements,
	TaskRequirement,
	TrustRequirement,
} from "../../requirements/requirements.js";

/*
 * The derived requirements as a plain value: what `plan --format json` prints, and what the tables are made of. Its
 * JSON Schema is docs/schemas/plan.schema.json. Keys are added, never renamed or removed.
 */

export type PlanSection = "flows" | "dns" | "certificates" | "trust" | "tasks";
export const planSections: readonly PlanSection[] = ["flows", "dns", "certificates", "trust", "tasks"];

export interface Plan {
	readonly version: 1;
	readonly deployment: string;
	readonly product: string;
	/** The documented topology that the edge servers form; null when it is none of them. */
	readonly topology: string | null;
	readonly scenarios: readonly string[];
	readonly flows: readonly PlannedFlow[];
	readonly dns: readonly PlannedRecord[];
	readonly certificates: readonly PlannedCertificate[];
	readonly trust: readonly PlannedTrust[];
	readonly tasks: readonly PlannedTask[];
}

/** How well a row is founded. */
interface Founded {
	readonly evidence: EvidenceClass;
	/** Keys of the sources in the catalogue. */
	readonly sources: readonly string[];
}

export interface PlannedFlow extends Founded {
	/** The row of the port table, such as "E1". */
	readonly id: string;
	readonly firewall: Flow["firewall"];
	readonly direction: Flow["direction"];
	readonly source: string;
	readonly sourceAddresses: readonly string[];
	readonly destination: string;
	readonly destinationAddresses: readonly string[];
	/** The address of the perimeter computer; null where the file does not give it. */
	readonly address: string | null;
	readonly protocol: Flow["protocol"];
	readonly ports: string;
	readonly purpose: string;
	readonly role: Flow["role"];
	readonly server: string;
	/** In an edge array: which one, whether the rule is for its virtual address or for one member, and why. */
	readonly balanced?: PlannedEnd;
	readonly requiredBy: readonly string[];
	readonly confidence: Flow["confidence"];
}

interface PlannedEnd extends Partial<Founded> {
	readonly array: string;
	readonly end: FlowInArray["end"];
	readonly note?: string;
}

export interface PlannedRecord extends Founded {
	readonly view: DnsRequirement["view"];
	readonly type: DnsRequirement["type"];
	readonly name: string;
	readonly target?: string;
	readonly port?: number;
	readonly address?: string;
	readonly host?: string;
	readonly purpose: string;
	readonly requiredBy: readonly string[];
}

export interface PlannedCertificate extends Founded {
	readonly server: string;
	readonly array?: string;
	readonly slot: CertificateRequirement["slot"];
	readonly publishes?: string;
	/** Null where the file does not give the name that decides it. */
	readonly subject: string | null;
	/** Whether any other name would do as well. */
	readonly anySubject: boolean;
	readonly sans: readonly string[];
	/** A name that no requirement asks for and that may be on the certificate all the same. */
	readonly advisedName?: Founded & { readonly name: string; readonly note?: string };
	readonly eku: readonly string[];
	readonly issuer: CertificateRequirement["issuer"];
	readonly issuerRequired: boolean;
	readonly exportable: boolean;
	readonly declared?: string;
	readonly requiredBy: readonly string[];
}

export interface PlannedTrust extends Founded {
	readonly id: TrustRequirement["template"];
	readonly title: string;
	readonly side: TrustRequirement["side"];
	readonly where: string;
	/** Absent for a setting of the forest. */
	readonly on?: string;
	readonly names?: string;
	/** Null where the file does not give it. */
	readonly value: string | null;
	readonly port?: number;
	readonly fields?: readonly { readonly label: string; readonly value: string | null }[];
	readonly requiredBy: readonly string[];
}

export interface PlannedTask {
	readonly number: number;
	readonly id: TaskRequirement["id"];
	readonly title: string;
	readonly servers: readonly string[];
	readonly needed: boolean;
	readonly because?: string;
}

/** Everything that a deployment needs, as the plan shows it. */
export function planOf(deployment: Deployment, requirements: Requirements, catalogue: Catalogue): Plan {
	return {
		version: 1,
		deployment: deployment.name,
		product: catalogue.product,
		topology: requirements.topology ?? null,
		scenarios: requirements.scenarios,
		flows: requirements.flows.map(plannedFlow),
		dns: requirements.dns.map(plannedRecord),
		certificates: requirements.certificates.map(plannedCertificate),
		trust: requirements.trust.map(plannedTrust),
		tasks: requirements.tasks.map(plannedTask),
	};
}

function founded(evidence: Evidence): Founded {
	return { evidence: evidence.class, sources: evidence.sources };
}

function noted(evidence: Evidence): Founded & { readonly note?: string } {
	return { ...founded(evidence), ...(evidence.note === undefined ? {} : { note: evidence.note }) };
}

/** One firewall rule as the plan shows it. */
export function plannedFlow(flow: Flow): PlannedFlow {
	return {
		id: flow.template,
		firewall: flow.firewall,
		direction: flow.direction,
		source: flow.source.label,
		sourceAddresses: flow.source.addresses,
		destination: flow.destination.label,
		destinationAddresses: flow.destination.addresses,
		address: flow.address ?? null,
		protocol: flow.protocol,
		ports: flow.ports,
		purpose: flow.purpose,
		role: flow.role,
		server: flow.server,
		...(flow.balanced === undefined ? {} : { balanced: plannedEnd(flow.balanced) }),
		requiredBy: flow.requiredBy,
		confidence: flow.confidence,
		...founded(flow.evidence),
	};
}

function plannedEnd({ array, end, evidence }: FlowInArray): PlannedEnd {
	return evidence === undefined ? { array, end } : { array, end, ...noted(evidence) };
}

/** One DNS record as the plan shows it. */
export function plannedRecord(record: DnsRequirement): PlannedRecord {
	const { view, type, name, target, port, address, host, purpose, requiredBy, evidence } = record;
	return {
		view,
		type,
		name,
		...(target === undefined ? {} : { target }),
		...(port === undefined ? {} : { port }),
		...(address === undefined ? {} : { address }),
		...(host === undefined ? {} : { host }),
		purpose,
		requiredBy,
		...founded(evidence),
	};
}

/** One certificate as the plan shows it. */
export function plannedCertificate(certificate: CertificateRequirement): PlannedCertificate {
	const {
		server,
		array,
		slot,
		publishes,
		subject,
		sans,
		advisedName,
		eku,
		issuer,
		issuerRequired,
		exportable,
		declared,
	} = certificate;
	return {
		server,
		...(array === undefined ? {} : { array }),
		slot,
		...(publishes === undefined ? {} : { publishes }),
		subject: subject ?? null,
		anySubject: certificate.anySubject ?? false,
		sans,
		...(advisedName === undefined ? {} : { advisedName: { name: advisedName.name, ...noted(advisedName.evidence) } }),
		eku,
		issuer,
		issuerRequired,
		exportable,
		...(declared === undefined ? {} : { declared }),
		requiredBy: certificate.requiredBy,
		...founded(certificate.evidence),
	};
}

/** One trust entry as the plan shows it. */
export function plannedTrust(entry: TrustRequirement): PlannedTrust {
	const { template, title, side, where, on, names, value, port, fields, requiredBy, evidence } = entry;
	return {
		id: template,
		title,
		side,
		where,
		...(on === undefined ? {} : { on }),
		...(names === undefined ? {} : { names }),
		value: value ?? null,
		...(port === undefined ? {} : { port }),
		...(fields === undefined
			? {}
			: { fields: fields.map((field) => ({ label: field.label, value: field.value ?? null })) }),
		requiredBy,
		...founded(evidence),
	};
}

/** One task as the plan shows it. */
export function plannedTask(task: TaskRequirement): PlannedTask {
	const { number, id, title, servers, needed, because } = task;
	return { number, id, title, servers, needed, ...(because === undefined ? {} : { because }) };
}
