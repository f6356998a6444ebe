import type {
	Plan,
	PlannedCertificate,
	PlannedFlow,
	PlannedRecord,
	PlannedTask,
	PlannedTrust,
	PlanSection,
} from "./plan.js";

/** A section of the plan as a table: what CSV and Markdown have in common. */
export interface PlanTable {
	readonly section: PlanSection;
	readonly title: string;
	readonly columns: readonly string[];
	readonly rows: readonly (readonly CellValue[])[];
}

/** A value that the file does not give is `undefined`: a blank, not an empty string. */
export type CellValue = string | undefined;

interface Column<Row> {
	readonly title: string;
	readonly value: (row: Row) => CellValue;
}

/** One section of the plan as a table. */
export function tableOf(plan: Plan, section: PlanSection): PlanTable {
	switch (section) {
		case "flows":
			return table(section, "Firewall rules", flowColumns, plan.flows);
		case "dns":
			return table(section, "DNS records", recordColumns, plan.dns);
		case "certificates":
			return table(section, "Certificates", certificateColumns, plan.certificates);
		case "trust":
			return table(section, "Trust settings", trustColumns, plan.trust);
		case "tasks":
			return table(section, "Tasks", taskColumns, plan.tasks);
	}
}

function table<Row>(
	section: PlanSection,
	title: string,
	columns: readonly Column<Row>[],
	rows: readonly Row[],
): PlanTable {
	return {
		section,
		title,
		columns: columns.map((column) => column.title),
		rows: rows.map((row) => columns.map((column) => column.value(row))),
	};
}

/** Something that is not there on purpose, as opposed to a value that the file leaves open. */
const NONE = "";

function list(values: readonly string[]): string {
	return values.join(", ");
}

/** A name with its addresses, as far as there are any. */
function end(label: string, addresses: readonly string[]): string {
	return addresses.length === 0 ? label : `${label} (${list(addresses)})`;
}

const flowColumns: readonly Column<PlannedFlow>[] = [
	{ title: "Row", value: (flow) => flow.id },
	{ title: "Firewall", value: (flow) => flow.firewall },
	{ title: "Direction", value: (flow) => flow.direction },
	{ title: "Source", value: (flow) => end(flow.source, flow.sourceAddresses) },
	{ title: "Destination", value: (flow) => end(flow.destination, flow.destinationAddresses) },
	{ title: "Address", value: (flow) => flow.address ?? undefined },
	{ title: "Protocol", value: (flow) => flow.protocol },
	{ title: "Ports", value: (flow) => flow.ports },
	{ title: "Purpose", value: (flow) => flow.purpose },
	{ title: "Role", value: (flow) => flow.role },
	{ title: "Server", value: (flow) => flow.server },
	{ title: "Array", value: (flow) => (flow.balanced === undefined ? NONE : endOfArray(flow.balanced)) },
	{ title: "Required by", value: (flow) => list(flow.requiredBy) },
	{ title: "Evidence", value: (flow) => flow.evidence },
];

function endOfArray({ array, end }: NonNullable<PlannedFlow["balanced"]>): string {
	return `${end === "member" ? "member" : "virtual address"} of ${array}`;
}

const recordColumns: readonly Column<PlannedRecord>[] = [
	{ title: "View", value: (record) => record.view },
	{ title: "Type", value: (record) => record.type },
	{ title: "Name", value: (record) => record.name },
	{ title: "Target", value: (record) => (record.type === "SRV" ? record.target : NONE) },
	{ title: "Port", value: (record) => (record.type === "SRV" ? record.port?.toString() : NONE) },
	{ title: "Address", value: (record) => (record.type === "A" ? record.address : NONE) },
	{ title: "Server", value: (record) => record.host ?? NONE },
	{ title: "Purpose", value: (record) => record.purpose },
	{ title: "Required by", value: (record) => list(record.requiredBy) },
	{ title: "Evidence", value: (record) => record.evidence },
];

const certificateColumns: readonly Column<PlannedCertificate>[] = [
	{ title: "Server", value: (certificate) => certificate.server },
	{ title: "Array", value: (certificate) => certificate.array ?? NONE },
	{ title: "Place", value: (certificate) => certificate.slot },
	{ title: "Subject", value: (certificate) => certificate.subject ?? undefined },
	{ title: "Subject alternative names", value: sansOf },
	{ title: "Key usage", value: (certificate) => list(certificate.eku) },
	{ title: "Issuer", value: (certificate) => certificate.issuer },
	{ title: "Issuer required", value: (certificate) => (certificate.issuerRequired ? "yes" : "no") },
	{ title: "Exportable", value: (certificate) => (certificate.exportable ? "yes" : "no") },
	{ title: "In the topology", value: (certificate) => certificate.declared ?? NONE },
	{ title: "Required by", value: (certificate) => list(certificate.requiredBy) },
	{ title: "Evidence", value: (certificate) => certificate.evidence },
];

function sansOf({ sans, advisedName }: PlannedCertificate): string {
	return list([...sans, ...(advisedName === undefined ? [] : [`${advisedName.name} (advised)`])]);
}

const trustColumns: readonly Column<PlannedTrust>[] = [
	{ title: "Side", value: (entry) => entry.side },
	{ title: "Set on", value: (entry) => entry.on ?? "the forest" },
	{ title: "Setting", value: (entry) => entry.title },
	{ title: "Where", value: (entry) => entry.where },
	{ title: "Concerns", value: (entry) => entry.names ?? NONE },
	{ title: "Value", value: (entry) => (entry.fields === undefined ? (entry.value ?? undefined) : fieldsOf(entry)) },
	{ title: "Port", value: (entry) => entry.port?.toString() ?? NONE },
	{ title: "Required by", value: (entry) => list(entry.requiredBy) },
	{ title: "Evidence", value: (entry) => entry.evidence },
];

function fieldsOf({ fields = [] }: PlannedTrust): string {
	return fields.map(({ label, value }) => `${label}: ${value ?? "(not given)"}`).join("; ");
}

const taskColumns: readonly Column<PlannedTask>[] = [
	{ title: "Number", value: (task) => String(task.number) },
	{ title: "Task", value: (task) => task.title },
	{ title: "Servers", value: (task) => list(task.servers) },
	{ title: "Needed", value: (task) => (task.needed ? "yes" : "no") },
	{ title: "Because", value: (task) => task.because ?? NONE },
];
