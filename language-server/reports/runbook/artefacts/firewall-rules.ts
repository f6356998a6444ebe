import { nearNameServersOf } from "../../../requirements/near-name-servers.js";
import type { Flow, Party } from "../../../requirements/requirements.js";
import { type CsvColumn, csvOf } from "../../csv.js";
import type { RunbookContext } from "../page/page.js";
import type { FirewallTable, FlowRow } from "../rows/row-ids.js";
import { scenariosOfFlow } from "../rows/scenarios-served.js";
import { type Artefact, evidenceColumns, list } from "./artefact.js";
import { firewallRulesFile } from "./paths.js";

interface Rule extends FlowRow {
	readonly firewall: FirewallTable;
}

/** What a firewall takes for all addresses; a party that is named only by what it does has no addresses either. */
const ANYBODY = /^any\b/;

/** One line for each rule of the firewall sheet. */
export function firewallRules(context: RunbookContext): Artefact {
	const { rows } = context;
	const rules = rows.firewalls.flatMap((firewall) => firewall.rows.map((row): Rule => ({ ...row, firewall })));
	return { path: firewallRulesFile, title: "Firewall rules", content: csvOf(columnsOf(context), rules) };
}

function columnsOf(context: RunbookContext): readonly CsvColumn<Rule>[] {
	return [
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
		{ title: "Port side", value: ({ flow }) => portSideOf(flow) },
		{ title: "Purpose", value: ({ flow }) => flow.purpose },
		{ title: "Role", value: ({ flow }) => flow.role },
		{ title: "End of array", value: ({ flow }) => endOfArray(flow) },
		{ title: "Scenarios", value: ({ flow }) => list(scenariosOfFlow(context, flow)) },
		{ title: "Port table", value: ({ flow }) => flow.template },
		{ title: "Confidence", value: ({ flow }) => flow.confidence },
		...evidenceColumns<Rule>(({ flow }) => flow.evidence),
		{
			title: "Also from",
			value: ({ flow }) => list(alsoFrom(flow)),
		},
		{ title: "Missing", value: ({ flow }) => list(missingFrom(flow)) },
		{
			title: "In the same network",
			value: ({ flow }) => list(nearNameServersOf(context.deployment, flow).map(({ address }) => address)),
		},
	];
}

export function addressesOf(party: Party): readonly string[] {
	return party.addresses.length === 0 && isAnybody(party) ? ["any"] : party.addresses;
}

/** Whether a party is everybody, as opposed to somebody whose addresses the file does not give. */
export function isAnybody({ host, parts, label }: Party): boolean {
	return host === undefined && parts === undefined && ANYBODY.test(label);
}

/** Whether no text says if the ports of a rule are source or destination ports when the perimeter opens the connection. */
export function isPortSideOpen({ direction }: Flow): boolean {
	return direction === "both";
}

/** Whoever makes two rules of one in both directions has to know what is not known of the second. */
export function portSideOf(flow: Flow): string {
	return isPortSideOpen(flow) ? "destination inbound, not documented outbound" : "destination";
}

/** The ends of which the file gives no address, so that nobody takes a rule for complete which is not. */
export function missingFrom({ source, destination }: Flow): readonly string[] {
	return [source, destination]
		.flatMap((end) => end.parts ?? [end])
		.filter((part) => addressesOf(part).length === 0)
		.map((part) => `address of ${part.label}`);
}

/** The members of an array that the rule is for as well, by their addresses as far as the file gives them. */
export function alsoFrom({ alsoFrom = [] }: Flow): readonly string[] {
	return alsoFrom.map(({ server, address }) => address ?? server);
}

function endOfArray({ balanced }: Flow): string | undefined {
	return balanced && `${balanced.end === "member" ? "member" : "virtual address"} of ${balanced.array}`;
}
