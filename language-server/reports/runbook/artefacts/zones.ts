import { groupBy } from "../../../basics/collections.js";
import { normalizeFqdn } from "../../../model/address.js";
import type { DnsRequirement } from "../../../requirements/requirements.js";
import type { RunbookContext } from "../page/page.js";
import { recordAddresses, recordTarget } from "../rows/record-values.js";
import type { RecordRow } from "../rows/row-ids.js";
import { existsInside } from "../rows/task-needs.js";
import type { Artefact } from "./artefact.js";
import { zoneFile } from "./paths.js";
import { comment, fileHead, isHostName } from "./words.js";

/*
 * Fragments of BIND zone files (the master file format of RFC 1035, with the SRV records of RFC 2782), one for each zone of
 * each view.
 *
 * The topology does not say where DNS is cut into zones, so the zone of a name is decided here. The domains that the file
 * states are taken for zones: SIP domains, domains of Active Directory and DNS suffixes of computers, and of these the
 * longest one that the name lies in or is. A name in none of them belongs to the domain behind its first label (behind
 * the labels with an underscore, for an SRV record), and such domains that lie in one another are taken together. A name of
 * two labels only is a zone itself, since what is behind it would be a top-level domain. Where this guess is wrong nothing
 * breaks: $ORIGIN states the domain in full, so the fragment has the same meaning in a zone further up.
 */

/** The domain that a record belongs to, and how that was found. */
export interface Zone {
	readonly name: string;
	readonly basis: "SIP domain" | "Active Directory domain" | "DNS suffix" | "names";
}

/** One fragment. */
export interface ZoneFragment {
	readonly view: "external" | "internal";
	readonly zone: Zone;
	/** Whether this is the internal view of a zone that the Internet has as well. */
	readonly hidesPublic: boolean;
	readonly path: string;
	readonly rows: readonly RecordRow[];
}

/** Tells the zone of each record of the deployment. */
export function zoneFinder({ deployment, rows }: RunbookContext): (record: DnsRequirement) => Zone {
	const stated = zonesOf([
		...deployment.sipDomains.items.map(({ value }) => zone(value, "SIP domain")),
		...deployment.activeDirectories.flatMap(({ domain }) =>
			domain === undefined ? [] : [zone(domain.value, "Active Directory domain")],
		),
		...[...deployment.edgeServers, ...deployment.reverseProxies].flatMap(({ dnsSuffix }) =>
			dnsSuffix === undefined ? [] : [zone(dnsSuffix.value, "DNS suffix")],
		),
	]);
	const open = rows.dns.map(({ record }) => normalizeFqdn(record.name)).filter((name) => !zoneAt(stated, name));
	const guessed = zonesOf(open.map((name) => zone(domainBehind(name), "names")));
	const top = zonesOf([...guessed.values()].filter(({ name }) => !zoneAt(guessed, parentOf(name))));
	return (record) => {
		const name = normalizeFqdn(record.name);
		return zoneAt(stated, name) ?? zoneAt(top, name) ?? zone(domainBehind(name), "names");
	};
}

/** Zones by their names; of those of one name the first, so that a domain is called by the first thing that the file says of it. */
function zonesOf(zones: readonly Zone[]): ReadonlyMap<string, Zone> {
	return new Map(zones.toReversed().map((one) => [one.name, one]));
}

function zone(name: string, basis: Zone["basis"]): Zone {
	return { name: normalizeFqdn(name), basis };
}

/** The longest zone that a name is or lies in. */
function zoneAt(zones: ReadonlyMap<string, Zone>, name: string | undefined): Zone | undefined {
	return name === undefined ? undefined : (zones.get(name) ?? zoneAt(zones, parentOf(name)));
}

/** As in "contoso.com" of "sip.contoso.com". */
function parentOf(name: string): string | undefined {
	const dot = name.indexOf(".");
	return dot < 0 ? undefined : name.slice(dot + 1);
}

function domainBehind(name: string): string {
	const labels = name.split(".");
	const first = labels.findIndex((label) => !label.startsWith("_"));
	if (first > 0) {
		return labels.slice(first).join(".");
	}
	return labels.length > 2 ? labels.slice(1).join(".") : name;
}

/** The fragments, external ones first, in the order of their rows. */
export function zoneFragments(context: RunbookContext): readonly ZoneFragment[] {
	const zoneOf = zoneFinder(context);
	const publicZones = new Set(
		context.rows.dns.filter(({ record }) => record.view === "external").map(({ record }) => zoneOf(record).name),
	);
	return (["external", "internal"] as const).flatMap((view) => {
		const rows = context.rows.dns.filter(({ record }) => record.view === view);
		return [...groupBy(rows, ({ record }) => zoneOf(record).name).values()].flatMap((group) => {
			const [first] = group;
			const zone = first && zoneOf(first.record);
			const hidesPublic = view === "internal" && zone !== undefined && publicZones.has(zone.name);
			return zone === undefined ? [] : [{ view, zone, hidesPublic, path: zoneFile(view, zone.name), rows: group }];
		});
	});
}

export function zones(context: RunbookContext): readonly Artefact[] {
	return zoneFragments(context).map((fragment) => ({
		path: fragment.path,
		title: `Zone ${fragment.zone.name}, ${fragment.view} view`,
		content: `${[...head(context, fragment), ...fragment.rows.flatMap((row) => linesOf(context, row, fragment.zone))].join("\n")}\n`,
	}));
}

const bases: Readonly<Record<Zone["basis"], string>> = {
	"SIP domain": "Taken for a zone because it is a SIP domain of the topology.",
	"Active Directory domain": "Taken for a zone because it is an Active Directory domain of the topology.",
	"DNS suffix": "Taken for a zone because it is the DNS suffix of a computer of the topology.",
	names: "Taken for a zone because of the names in it; the topology states no domain that they lie in.",
};

function head(context: RunbookContext, { view, zone, hidesPublic, rows }: ZoneFragment): readonly string[] {
	const origin = isHostName(zone.name) ? [`$ORIGIN ${zone.name}.`] : [];
	return [
		...fileHead(
			context,
			`Records for the zone ${zone.name}, ${view} view${view === "external" ? " (public DNS)" : ""}.`,
		),
		comment(bases[zone.basis]),
		comment("A fragment for the zone as it exists: it has no SOA and no NS records, and takes the TTL of the zone."),
		comment(
			"Include it with $INCLUDE, or copy the records. The origin is stated in full, so it fits a parent zone, too.",
		),
		...(hidesPublic
			? [
					comment(
						"The Internet has this zone as well, and internal clients see the internal one only. Where there is none",
					),
					comment("inside yet, everything public that they use has to be in it, too."),
				]
			: []),
		...(rows.some(({ record }) => record.type === "SRV")
			? [
					comment(
						"SRV: no source documents priority and weight. Both are 0 here, which has no effect while a service has",
					),
					comment("one record only."),
				]
			: []),
		"",
		...origin,
	];
}

/** The records of one row; a row of which something is missing becomes comments that say what. */
function linesOf(context: RunbookContext, { id, record }: RecordRow, zone: Zone): readonly string[] {
	const name = normalizeFqdn(record.name);
	const title = comment(
		`${id} ${record.purpose}${existsInside(record) ? " Exists since the internal deployment: leave it out where the zone has it." : ""}`,
	);
	const missing = (what: string) => ["", title, comment(`MISSING ${what}: ${record.name} IN ${record.type}`)];
	if (!isHostName(name)) {
		return missing("because DNS does not take the name");
	}
	const owner = name === zone.name ? "@" : name.slice(0, -zone.name.length - 1);
	const line = (value: string) => `${owner.padEnd(30)} IN ${record.type.padEnd(3)} ${value}`;
	if (record.type === "A") {
		const addresses = recordAddresses(context.deployment, record);
		return addresses.length === 0 ? missing("address") : ["", title, ...addresses.map(line)];
	}
	const target = recordTarget(context.deployment, record);
	if (target === undefined || record.port === undefined) {
		const what = [...(target === undefined ? ["target"] : []), ...(record.port === undefined ? ["port"] : [])];
		return missing(what.join(" and "));
	}
	const host = normalizeFqdn(target);
	return isHostName(host)
		? ["", title, line(`0 0 ${record.port} ${host}.`)]
		: missing("because DNS does not take the target");
}
