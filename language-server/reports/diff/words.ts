import type { Catalogue } from "../../catalog/types.js";
import type { RequirementKind, RequirementOf } from "../../requirements/changes.js";
import type { CertificateRequirement, Party, Sender, TrustRequirement } from "../../requirements/requirements.js";

/** Stands where the topology does not give a value. */
export const NOT_GIVEN = "(not given)";

/** A value as a person reads it: a list may be empty on purpose. */
export function shown(value: string | undefined): string {
	return value === undefined ? NOT_GIVEN : value === "" ? "none" : value;
}

/** One thing that is to be entered for a requirement, under the label that people know it by. */
export interface Value {
	readonly label: string;
	/** As it is typed; undefined where the topology does not give it. */
	readonly value: string | undefined;
}

/** A requirement in plain words. */
export interface Description {
	/** What it is, in words that do not change with its values. */
	readonly what: string;
	/** What is entered for it. What merely tells why it is needed is no value. */
	readonly values: readonly Value[];
}

/** What a requirement is and what is entered for it. */
export const describe: {
	readonly [K in RequirementKind]: (item: RequirementOf[K], catalogue: Catalogue) => Description;
} = {
	flows: (flow) => ({
		what: `${flow.firewall} firewall, ${flow.server}, ${flow.protocol.toUpperCase()}: ${flow.purpose}`,
		values: [
			{ label: "direction", value: flow.direction },
			{ label: "ports", value: `${flow.protocol.toUpperCase()} ${flow.ports}` },
			{ label: "from", value: partyText(flow.source) },
			{ label: "to", value: partyText(flow.destination) },
			{ label: "also from", value: sendersText(flow.alsoFrom ?? []) },
		],
	}),
	dns: (record) => ({
		what: `${record.view} ${record.type} record ${record.name}`,
		values:
			record.type === "SRV"
				? [
						{ label: "target", value: record.target },
						{ label: "port", value: record.port?.toString() },
					]
				: [{ label: "address", value: record.address }],
	}),
	certificates: (certificate, catalogue) => ({
		what: `${certificate.server}: ${catalogue.certificateSlots[certificate.slot].title}${
			certificate.publishes === undefined ? "" : ` for ${certificate.publishes}`
		}`,
		values: certificateValues(certificate),
	}),
	trust: (entry) => ({ what: `${entry.on ?? "forest"}: ${entry.title}`, values: trustValues(entry) }),
	settings: ({ on, part, title, value }) => ({
		what: `${on}${part === undefined ? "" : `, ${part}`}: ${title}`,
		values: [{ label: "value", value }],
	}),
	tasks: ({ number, title, servers, needed, because }) => ({
		what: `Task ${number}: ${title}`,
		values: [
			// The order of the servers is that of the file and says nothing.
			{ label: "servers", value: [...servers].sort().join(", ") || "none" },
			{ label: "needed", value: needed ? "yes" : `no. ${because ?? ""}`.trim() },
		],
	}),
};

/** All values in one line: "TCP 443, from any to edge1". */
export function valuesText(kind: RequirementKind, { values }: Description): string {
	if (kind === "flows") {
		const of = (label: string) => values.find((value) => value.label === label)?.value ?? NOT_GIVEN;
		const senders = of("also from");
		return `${of("direction")} ${of("ports")} from ${of("from")}${senders === "" ? "" : ` and also from ${senders}`} to ${of("to")}`;
	}
	const [first, ...others] = values;
	if (first === undefined) {
		return "";
	}
	const rest = others
		.filter(({ value }) => value !== undefined && value !== "")
		.map(({ label, value }) => `${label} ${value}`);
	const head =
		first.label === "value" || first.label === "address" || first.label === "target" ? "" : `${first.label} `;
	return [`${head}${first.value ?? NOT_GIVEN}`, ...rest].join(kind === "certificates" ? "; " : ", ");
}

/** The values in which two states of a requirement differ. */
export function differences(before: Description, after: Description): readonly ValueChange[] {
	const labels = [...new Set([...before.values, ...after.values].map(({ label }) => label))];
	const of = ({ values }: Description, label: string) => values.find((value) => value.label === label)?.value;
	return labels
		.map((label) => ({ label, before: of(before, label), after: of(after, label) }))
		.filter((change) => change.before !== change.after);
}

export interface ValueChange {
	readonly label: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
}

function partyText({ label, addresses }: Party): string {
	return addresses.length === 0 ? label : `${label} (${addresses.join(", ")})`;
}

/** Members of an array, each with the address from which it opens connections. */
function sendersText(senders: readonly Sender[]): string {
	return senders.map(({ server, address }) => `${server} (${address ?? NOT_GIVEN})`).join(", ");
}

function certificateValues(certificate: CertificateRequirement): readonly Value[] {
	const { subject, sans, advisedName, eku, issuer, exportable, declared } = certificate;
	const names = [...sans, ...(advisedName === undefined ? [] : [`${advisedName.name} (advised)`])];
	return [
		{ label: "subject", value: subject },
		{ label: "alternative names", value: names.length === 0 ? "" : names.join(", ") },
		{ label: "usage", value: eku.join(", ") },
		{ label: "issuer", value: issuer },
		{ label: "exportable", value: exportable ? "yes" : "no" },
		{ label: "friendly name", value: declared ?? "" },
	];
}

function trustValues({ value, port, fields, names }: TrustRequirement): readonly Value[] {
	if (fields !== undefined) {
		return fields.map((field) => ({ label: field.label, value: field.value }));
	}
	return [
		{ label: "value", value: value ?? (names === undefined ? undefined : `${NOT_GIVEN}, of ${names}`) },
		...(port === undefined ? [] : [{ label: "port", value: String(port) }]),
	];
}
