import type { Flow, Party } from "../../../requirements/requirements.js";
import { type CsvColumn, csvOf } from "../../csv.js";
import type { RunbookContext } from "../page.js";
import type { FirewallTable, FlowRow } from "../row-ids.js";
import { type Artefact, evidenceColumns, list } from "./artefact.js";
import { firewallRulesFile } from "./paths.js";

interface Rule extends FlowRow {
	readonly firewall: FirewallTable;
}

/** What a firewall takes for all addresses; a party that is named only by what it does has no addresses either. */
const ANYBODY = /^any\b/;

/** One line for each rule of the firewall sheet. */
export function firewallRules({ rows }: RunbookContext): Artefact {
	const rules = rows.firewalls.flatMap((firewall) => firewall.rows.map((row): Rule => ({ ...row, firewall })));
	return { path: firewallRulesFile, title: "Firewall rules", content: csvOf(columns, rules) };
}

const columns: readonly CsvColumn<Rule>[] = [
	{ title: "Row", value: ({ id }) => id },
	{ title: "Id", value: ({ identity }) => identity },
	{ title: "Firewall", value: ({ firewall }) => firewall.name },
	{ title: "Side", value: ({ firewall }) => firewall.side },
	{ title: "Direction", value: ({ flow }) => flow.direction },
	{ title: "Source", value: ({ flow }) => flow.source.label },
	{ title: "Source addresses", value: ({ flow }) => list(addressesOf(flow.source)) },
	{ title: "Destination", value: ({ flow }) => flow.destination.label },
	{ title: "Destination addresses", value: ({ flow }) => list(addressesOf(flow.destination)) },
	{ title: "Protocol", value: ({ flow }) => flow.protocol },
	{ title: "Ports", value: ({ flow }) => flow.ports },
	{ title: "Purpose", value: ({ flow }) => flow.purpose },
	{ title: "Role", value: ({ flow }) => flow.role },
	{ title: "End of array", value: ({ flow }) => endOfArray(flow) },
	{ title: "Scenarios", value: ({ flow }) => list(flow.requiredBy) },
	{ title: "Port table", value: ({ flow }) => flow.template },
	{ title: "Confidence", value: ({ flow }) => flow.confidence },
	...evidenceColumns<Rule>(({ flow }) => flow.evidence),
	{ title: "Missing", value: ({ flow }) => list(missingFrom(flow)) },
];

function addressesOf(party: Party): readonly string[] {
	return party.addresses.length === 0 && isAnybody(party) ? ["any"] : party.addresses;
}

/** Whether a party is everybody, as opposed to somebody whose addresses the file does not give. */
export function isAnybody({ host, parts, label }: Party): boolean {
	return host === undefined && parts === undefined && ANYBODY.test(label);
}

/** The ends of which the file gives no address, so that nobody takes a rule for complete which is not. */
function missingFrom({ source, destination }: Flow): readonly string[] {
	return [source, destination]
		.flatMap((end) => end.parts ?? [end])
		.filter((part) => addressesOf(part).length === 0)
		.map((part) => `address of ${part.label}`);
}

function endOfArray({ balanced }: Flow): string | undefined {
	return balanced && `${balanced.end === "member" ? "member" : "virtual address"} of ${balanced.array}`;
}
