import fc from "fast-check";

/*
 * Topologies made from an example by edits that a planner makes: statements and whole elements that go away, addresses,
 * names and ports that change, and elements in another order. What comes out may have errors; it always has requirements.
 */

const edit = fc.record({
	kind: fc.constantFrom(
		"drop-line",
		"drop-block",
		"swap-blocks",
		"address",
		"name",
		"port",
		"sip-domain",
		"copy-server",
	),
	at: fc.nat({ max: 9999 }),
	value: fc.integer({ min: 2, max: 250 }),
});

type Edit = Readonly<{ kind: string; at: number; value: number }>;

/** A topology and one that comes out of it by some more edits. */
export function randomVariants(text: string): fc.Arbitrary<readonly [before: string, after: string]> {
	return fc
		.tuple(fc.array(edit, { maxLength: 3 }), fc.array(edit, { minLength: 1, maxLength: 6 }))
		.map(([first, second]) => {
			const before = first.reduce(applyEdit, text);
			return [before, second.reduce(applyEdit, before)] as const;
		});
}

function applyEdit(text: string, { kind, at, value }: Edit): string {
	switch (kind) {
		case "drop-line": {
			// A statement of its own line inside a block.
			const lines = text.split("\n");
			const statements = lines.flatMap((line, i) => (/^\s+[a-z][^{}]*$/.test(line) ? [i] : []));
			const gone = statements[at % Math.max(1, statements.length)];
			return lines.filter((_, i) => i !== gone).join("\n");
		}
		case "drop-block": {
			const gone = elementAt(blocksOf(text), at);
			return blocksOf(text)
				.filter((_, i) => i !== gone)
				.join("\n");
		}
		case "swap-blocks": {
			const blocks = blocksOf(text);
			const from = elementAt(blocks, at);
			const [moved = ""] = blocks.splice(from, from < 0 ? 0 : 1);
			blocks.splice(1 + (value % Math.max(1, blocks.length)), 0, moved);
			return blocks.join("\n");
		}
		case "address":
			return replaceNth(text, /\b(\d+\.\d+\.\d+)\.\d+\b/g, at, `$1.${value}`);
		case "name":
			return replaceNth(text, /\b[a-z0-9]+\.([a-z]+\.(?:net|com))\b/g, at, `n${value}.$1`);
		case "port":
			return replaceNth(text, /media-ports\s+\S+/g, at, `media-ports ${50000 + value}-59999`);
		case "sip-domain":
			return text.replace(/sip-domain(\s+)/, `sip-domain$1d${value}.example, `);
		default: {
			// One more of something that is there.
			const blocks = blocksOf(text);
			const one = blocks[elementAt(blocks, at)] ?? "";
			return `${text}\n${one.replace(/^([a-z-]+) (\S+)/m, `$1 $2x${value}`)}`;
		}
	}
}

/** The text cut before every line that begins at the margin with a keyword. */
function blocksOf(text: string): string[] {
	return text.split(/\n(?=[a-z])/);
}

/** The deployment block is no element: without it there is nothing to compare. */
function elementAt(blocks: readonly string[], at: number): number {
	const elements = blocks.flatMap((block, i) => (/^[a-z]/.test(block) && !block.startsWith("deployment ") ? [i] : []));
	return elements[at % Math.max(1, elements.length)] ?? -1;
}

function replaceNth(text: string, pattern: RegExp, at: number, by: string): string {
	const found = [...text.matchAll(pattern)];
	const match = found[at % Math.max(1, found.length)];
	if (match === undefined) {
		return text;
	}
	const { index } = match;
	const made = match[0].replace(new RegExp(pattern.source), by);
	return `${text.slice(0, index)}${made}${text.slice(index + match[0].length)}`;
}
