import type { Evidence } from "../../../catalog/types.js";
import type { CsvColumn } from "../../csv.js";

/** A file that a team feeds into its own tools. People do not write into it. */
export interface Artefact {
	/** Relative to the folder of the deployment, with forward slashes. */
	readonly path: string;
	readonly title: string;
	readonly content: string;
}

/** Several values in one cell, as in the CSV of the plan. */
export function list(values: readonly string[]): string {
	return values.join(", ");
}

/** How well a row is founded, and on which texts; the sheets link them. */
export function evidenceColumns<Row>(evidenceOf: (row: Row) => Evidence): readonly CsvColumn<Row>[] {
	return [
		{ title: "Evidence", value: (row) => evidenceOf(row).class },
		{ title: "Sources", value: (row) => list(evidenceOf(row).sources) },
	];
}
