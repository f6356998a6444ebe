/*
 * Tables as CSV by RFC 4180: a header line, lines that end in CR LF, and quotes around what has a comma or a quote in it.
 * There is no byte order mark: many programs that read CSV take it for a part of the first column's name, and hardly
 * anything but a purpose or a name ever leaves ASCII.
 */

/** A value that is not known is `undefined`, and becomes an empty cell. */
export type CsvValue = string | number | undefined;

export interface CsvColumn<Row> {
	readonly title: string;
	readonly value: (row: Row) => CsvValue;
}

/** A header line and one line for each row. */
export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
	return csvLines([
		columns.map(({ title }) => title),
		...rows.map((row) => columns.map((column) => (column.value(row) ?? "").toString())),
	]);
}

/** Lines as they are, each with its end. */
export function csvLines(rows: readonly (readonly (string | undefined)[])[]): string {
	return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/**
 * A cell on one line. A spreadsheet runs a cell that begins with =, +, - or @ as a formula; an apostrophe in front makes it
 * text, as OWASP recommends ("CSV Injection"). Tabs and line breaks, after which a formula could hide, become blanks.
 */
function csvCell(value = ""): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what has to go.
	const plain = value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
	const harmless = /^\s*[=+\-@]/.test(plain) ? `'${plain}` : plain;
	return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
