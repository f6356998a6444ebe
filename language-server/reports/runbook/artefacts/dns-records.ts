import { type CsvColumn, csvOf } from "../../csv.js";
import type { RunbookContext } from "../page/page.js";
import { recordAddresses, recordTarget } from "../rows/record-values.js";
import type { RecordRow } from "../rows/row-ids.js";
import { scenariosOfRecord } from "../rows/scenarios-served.js";
import { existsInside } from "../rows/task-needs.js";
import { type Artefact, evidenceColumns, list } from "./artefact.js";
import { dnsRecordsFile } from "./paths.js";
import { zoneFinder } from "./zones.js";

/** One line for each row of the DNS sheet. */
export function dnsRecords(context: RunbookContext): Artefact {
	const { deployment, rows } = context;
	const zoneOf = zoneFinder(context);
	const columns: readonly CsvColumn<RecordRow>[] = [
		{ title: "Row", value: ({ id }) => id },
		{ title: "Id", value: ({ identity }) => identity },
		{ title: "View", value: ({ record }) => record.view },
		{ title: "Zone", value: ({ record }) => zoneOf(record).name },
		{ title: "Name", value: ({ record }) => record.name },
		{ title: "Type", value: ({ record }) => record.type },
		{
			title: "Addresses",
			value: ({ record }) => (record.type === "A" ? list(recordAddresses(deployment, record)) : undefined),
		},
		{
			title: "Target",
			value: ({ record }) => (record.type === "SRV" ? recordTarget(deployment, record) : undefined),
		},
		{ title: "Port", value: ({ record }) => record.port },
		{ title: "Server", value: ({ record }) => record.host },
		{ title: "Exists", value: ({ record }) => (existsInside(record) ? "yes" : "no") },
		{ title: "Purpose", value: ({ record }) => record.purpose },
		{ title: "Scenarios", value: ({ record }) => list(scenariosOfRecord(context, record)) },
		...evidenceColumns<RecordRow>(({ record }) => record.evidence),
	];
	return { path: dnsRecordsFile, title: "DNS records", content: csvOf(columns, rows.dns) };
}
