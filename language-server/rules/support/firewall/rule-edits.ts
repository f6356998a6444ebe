import { remembered } from "../../../basics/collections.js";
import { formatPortRange, type PortRange } from "../../../model/address.js";
import type { Firewall, FirewallRule } from "../../../model/deployment.js";
import type { TextEdit } from "../../../model/finding.js";
import { insertAt } from "../edits.js";
import { rangeOf } from "./compiled-rules.js";
import type { Point } from "./reach.js";

/** A rule to write. */
export interface NewRule {
	readonly protocol: "tcp" | "udp";
	readonly ports: PortRange;
	readonly source: Point;
	readonly destination: Point;
}

/** The rules as they stand in a file, each text once: with names, or with addresses where the firewall's rules have those. */
export function textsOf(firewall: Firewall, rules: readonly NewRule[]): readonly string[] {
	const { usesAddresses, column } = styleOf(firewall);
	const word = ({ word: name, address }: Point) => (usesAddresses && name !== "any" ? (address ?? name) : name);
	const texts = rules.map(({ protocol, ports, source, destination }) => {
		const head = `allow ${protocol} ${formatPortRange(ports)}`.padEnd(column - "from ".length - 1);
		return `${head} from ${word(source)} to ${word(destination)}`;
	});
	return [...new Set(texts)];
}

/** A rule for any end as it stands in a file. */
export function textOf({ action, protocol, ports }: FirewallRule): string {
	const which = ports.items.map(({ value }) => formatPortRange(value)).join(", ");
	return `${action} ${protocol?.value ?? "any"}${which === "" ? "" : ` ${which}`} from any to any`;
}

/** How the rules of a firewall are written. */
interface Style {
	readonly usesAddresses: boolean;
	/** How far behind the start of a rule its source begins, where the rules are aligned; else 0. */
	readonly column: number;
}

const styleOf = remembered(({ rules }: Firewall): Style => {
	const ends = new Set(rules.flatMap(({ source, destination }) => [source.kind, destination.kind]));
	const [column = 0, other] = new Set(
		rules.map(({ origin, source }) => source.origin.range.start.character - origin.range.start.character),
	);
	return {
		usesAddresses: ends.has("address") && !ends.has("role") && !ends.has("host"),
		column: other === undefined ? column : 0,
	};
});

/** Writes rules behind the last one, or before the one that would keep them from being asked. */
export function insertRules(firewall: Firewall, texts: readonly string[], before?: FirewallRule): TextEdit {
	const { block, rules } = firewall;
	const { uri, open, close } = block;
	const inner = block.indent + block.indentUnit;
	const isInline = open?.line === close?.line;
	if (before) {
		const { start } = rangeOf(before);
		return insertAt(uri, start, texts.map((text) => (isInline ? `${text}  ` : `${text}\n${inner}`)).join(""));
	}
	const last = rules.at(-1);
	const end = last ? rangeOf(last).end : (open ?? block.range.end);
	if (isInline || !close || close.line === end.line) {
		return insertAt(uri, end, texts.map((text) => (isInline ? `  ${text}` : `\n${inner}${text}`)).join(""));
	}
	// The next line and not the end of this one, so that a comment behind the last rule stays with it.
	return insertAt(uri, { line: end.line + 1, character: 0 }, texts.map((text) => `${inner}${text}\n`).join(""));
}
