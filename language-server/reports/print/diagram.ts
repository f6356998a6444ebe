import { groupBy } from "../../basics/collections.js";
import { html } from "./html.js";

/** A box of a flow chart: a node, or a group with what it contains. */
interface Box {
	readonly id: string;
	readonly label: string;
	/** Undefined for a node. */
	readonly inside?: Box[];
}

interface Arrow {
	readonly from: string;
	readonly to: string;
	readonly sign: string;
	readonly label: string;
}

/**
 * A Mermaid flow chart without Mermaid, which would need a script: its boxes in one another, and its arrows as a list. This reads the
 * charts that `diagram/mermaid.ts` writes. Whatever else stands in the block is shown as the text that it is.
 */
export function diagram(source: string): string {
	const chart = readChart(source);
	if (chart === undefined) {
		return `<figcaption>Diagram in Mermaid</figcaption><pre class="mermaid">${html(source)}</pre>`;
	}
	const { boxes, arrows, labels } = chart;
	const name = (id: string) => shortName(labels.get(id) ?? html(id));
	// One line for all arrows of a box that say nothing more.
	const lines = groupBy(arrows, ({ from, sign, label }) => `${from} ${sign} ${label}`);
	const listed = [...lines.values()].flatMap(([first, ...others]) => {
		if (first === undefined) {
			return [];
		}
		const targets = [first, ...others].map(({ to }) => name(to)).join(", ");
		const words = first.label === "" ? "" : `: ${first.label}`;
		return [`<li><strong>${name(first.from)}</strong> ${first.sign} ${targets}${words}</li>`];
	});
	const list = listed.length === 0 ? "" : `<ul class="arrows">${listed.join("")}</ul>`;
	return `<div class="chart">${boxes.map(boxHtml).join("")}</div>${list}`;
}

/** "T4" of "T4: Configure certificates", and otherwise the first line. */
function shortName(label: string): string {
	const [line = ""] = label.split("<br>");
	return /^([\w.]{1,12}): /.exec(line)?.[1] ?? line;
}

function boxHtml({ label, inside }: Box): string {
	return inside === undefined
		? `<div class="node">${label}</div>`
		: `<div class="group"><p>${label}</p><div>${inside.map(boxHtml).join("")}</div></div>`;
}

const START = /^flowchart (?:TD|LR)$/;
const GROUP = /^subgraph (\w+)\["([^"]*)"\]$/;
const NODE = /^(\w+)(?:\(\[|\[\/|\(\(|\{\{|\[|\()"([^"]*)"(?:\]\)|\/\]|\)\)|\}\}|\]|\))$/;
const ARROW = /^(\w+) (-->|---|<-->)(?:\|"([^"]*)"\|)? (\w+)$/;
const SIGNS: Readonly<Record<string, string>> = { "-->": "→", "---": "–", "<-->": "↔" };

function readChart(source: string) {
	const [start = "", ...lines] = source.split("\n").map((line) => line.trim());
	if (!START.test(start)) {
		return undefined;
	}
	const boxes: Box[] = [];
	const arrows: Arrow[] = [];
	const labels = new Map<string, string>();
	const open: Box[][] = [boxes];
	for (const line of lines.filter((one) => one !== "")) {
		const place = open.at(-1);
		const [, group, title = ""] = GROUP.exec(line) ?? [];
		const [, node, words = ""] = NODE.exec(line) ?? [];
		const [, from, sign = "", label = "", to = ""] = ARROW.exec(line) ?? [];
		if (group !== undefined) {
			const inside: Box[] = [];
			place?.push({ id: group, label: labelHtml(title), inside });
			labels.set(group, labelHtml(title));
			open.push(inside);
		} else if (line === "end" && open.length > 1) {
			open.pop();
		} else if (node !== undefined) {
			place?.push({ id: node, label: labelHtml(words) });
			labels.set(node, labelHtml(words));
		} else if (from !== undefined) {
			arrows.push({ from, to, sign: SIGNS[sign] ?? sign, label: labelHtml(label).replaceAll("<br>", ", ") });
		} else {
			return undefined;
		}
	}
	return open.length === 1 ? { boxes, arrows, labels } : undefined;
}

/** Mermaid writes a character with a meaning of its own as its number. */
function labelHtml(label: string): string {
	return label
		.split("<br>")
		.map((line) =>
			html(
				line.replace(/#(\d+);/g, (whole, digits: string) => {
					const point = Number(digits);
					return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
				}),
			),
		)
		.join("<br>");
}
