/*
 * Reads a policy file of certreq as Windows reads INF files, independently of the code that writes them: sections, keys
 * with values in quotes or without, comments behind a semicolon outside of quotes.
 */

export interface PolicyFile {
	readonly keys: ReadonlyMap<string, readonly string[]>;
}

/** Keys as in "NewRequest/Subject"; what `_continue_` goes on with is joined to the value before it. */
export function parsePolicyFile(content: string): PolicyFile {
	const keys = new Map<string, string[]>();
	let section = "";
	let last: string[] = [];
	for (const line of content.split("\r\n").map(withoutComment)) {
		const header = /^\[([A-Za-z]+)\]$/.exec(line);
		if (line === "") {
			continue;
		}
		if (header) {
			section = header[1] ?? "";
			continue;
		}
		const [, key = "", raw = ""] = /^([A-Za-z0-9._]+) = (.*)$/.exec(line) ?? [];
		if (key === "" || section === "") {
			throw new Error(`No line of an INF file: ${JSON.stringify(line)}`);
		}
		const value = unquoted(raw);
		if (key === "_continue_") {
			last.push(`${last.pop() ?? ""}${value}`);
			continue;
		}
		const name = `${section}/${key}`;
		last = keys.get(name) ?? [];
		last.push(value);
		keys.set(name, last);
	}
	return { keys };
}

function withoutComment(line: string): string {
	let quoted = false;
	for (const [index, letter] of [...line].entries()) {
		if (letter === '"') {
			quoted = !quoted;
		} else if (letter === ";" && !quoted) {
			return line.slice(0, index).trim();
		}
	}
	if (quoted) {
		throw new Error(`A quote that is never closed: ${line}`);
	}
	return line.trim();
}

function unquoted(raw: string): string {
	const inside = /^"((?:[^"]|"")*)"$/.exec(raw)?.[1];
	if (inside === undefined && raw.includes('"')) {
		throw new Error(`Quotes in the middle of a value: ${raw}`);
	}
	return (inside ?? raw).replaceAll('""', '"');
}
