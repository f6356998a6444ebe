import { code, table, text } from "../markdown.js";
import { type AcceptedDeviation, type ChangeLine, changeLines, type Diff, type DiffInput, diffOf } from "./diff.js";
import { TEAM_TITLES, teams } from "./teams.js";
import { shown } from "./words.js";

export type DiffFormat = "text" | "json" | "markdown";
export const diffFormats: readonly DiffFormat[] = ["text", "json", "markdown"];

/** How an added, altered or removed line is set apart on a terminal. */
export type PaintChange = (words: string, change: ChangeLine["change"] | "title" | "plain") => string;

const plain: PaintChange = (words) => words;

/** The differences as text that ends in a line break. */
export function formatDiff(input: DiffInput, format: DiffFormat, paint: PaintChange = plain): string {
	const diff = diffOf(input);
	switch (format) {
		case "json":
			return `${JSON.stringify(diff, null, 2)}\n`;
		case "text":
			return asText(diff, groupsOf(input, diff), paint);
		case "markdown":
			return asMarkdown(diff, groupsOf(input, diff));
	}
}

/** The changes that one team has to make. */
interface Group {
	readonly title: string;
	readonly lines: readonly ChangeLine[];
	/** How many requirements of the team stay as they are for other scenarios than before. */
	readonly reasons: number;
}

function groupsOf({ changes, catalogue }: DiffInput, diff: Diff): readonly Group[] {
	const lines = changeLines(changes, catalogue);
	const altered = [diff.flows, diff.dns, diff.certificates, diff.trust, diff.settings].flatMap((section) =>
		section.altered.map(({ team, work }) => ({ team, work })),
	);
	const groups = [...teams, null].map((team) => ({
		title: team === null ? "Tasks" : TEAM_TITLES[team],
		lines: lines.filter((line) => line.team === team),
		reasons: team === null ? 0 : altered.filter((one) => one.team === team && !one.work).length,
	}));
	return groups.filter((group) => group.lines.length + group.reasons > 0);
}

/** What differs in the deployment as a whole. */
function headLines({
	old,
	new: next,
	scenarios,
	accepted,
}: Diff): readonly Pick<ChangeLine, "change" | "what" | "values" | "differences">[] {
	const replaced = (what: string, before: string | null, after: string | null) =>
		before === after
			? []
			: [
					{
						change: "altered" as const,
						what,
						values: "",
						differences: [{ label: "value", before: before ?? "none", after: after ?? "none" }],
					},
				];
	const scenario = (change: "added" | "removed") => (id: string) => ({
		change,
		what: "scenario",
		values: id,
		differences: [],
	});
	const deviation = (change: "added" | "removed") => (one: AcceptedDeviation) => ({
		change,
		what: `accepted deviation ${one.code}`,
		values: `${one.message} Accepted because: ${one.reason}`,
		differences: [],
	});
	return [
		...replaced("name", old.deployment, next.deployment),
		...replaced("documented topology", old.topology, next.topology),
		...scenarios.added.map(scenario("added")),
		...scenarios.removed.map(scenario("removed")),
		...accepted.added.map(deviation("added")),
		...accepted.removed.map(deviation("removed")),
	];
}

const MARKS = { added: "+", altered: "~", removed: "-" } as const;

/** A longer line is broken behind its first part. */
const WIDTH = 120;

function asText(diff: Diff, groups: readonly Group[], paint: PaintChange): string {
	const sides = [paint(`old  ${named(diff.old)}`, "plain"), paint(`new  ${named(diff.new)}`, "plain")];
	if (diff.same) {
		return `${[...sides, "", "No differences"].join("\n")}\n`;
	}
	const head = headLines(diff);
	const blocks = [
		...(head.length === 0 ? [] : [[paint("Deployment", "title"), ...head.flatMap((line) => textLines(line, paint))]]),
		...groups.map(({ title, lines, reasons }) => [
			paint(title, "title"),
			...lines.flatMap((line) => textLines(line, paint)),
			...(reasons === 0 ? [] : [`  ${reasonsText(reasons)}`]),
		]),
	];
	return `${[sides, ...blocks, [countsOf(diff)]].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function named({ source, deployment }: Diff["old"]): string {
	return `${source} (deployment ${deployment})`;
}

function textLines(
	{ change, what, values, differences }: Pick<ChangeLine, "change" | "what" | "values" | "differences">,
	paint: PaintChange,
): readonly string[] {
	const mark = `  ${MARKS[change]} `;
	if (change !== "altered") {
		const line = `${mark}${what}: ${values}`;
		return (line.length <= WIDTH ? [line] : [`${mark}${what}`, `      ${values}`]).map((part) => paint(part, change));
	}
	const [only, another] = differences;
	if (only !== undefined && another === undefined) {
		const words = `${labelled(only.label)}${shown(only.before)} -> ${shown(only.after)}`;
		const line = `${mark}${what}: ${words}`;
		return (line.length <= WIDTH ? [line] : [`${mark}${what}`, `      ${words}`]).map((part) => paint(part, change));
	}
	return [
		paint(`${mark}${what}`, change),
		...differences.map(({ label, before, after }) =>
			paint(`      ${labelled(label)}${shown(before)} -> ${shown(after)}`, change),
		),
	];
}

function labelled(label: string): string {
	return label === "value" ? "" : `${label} `;
}

function reasonsText(reasons: number): string {
	return reasons === 1
		? "1 more stays as it is, for other scenarios or reasons than before."
		: `${reasons} more stay as they are, for other scenarios or reasons than before.`;
}

/** "3 added, 1 altered, 2 removed". */
function countsOf({ summary: { added, altered, removed, reasons } }: Diff): string {
	const changes = `${added} added, ${altered} altered, ${removed} removed`;
	return reasons === 0 ? changes : `${changes}; ${reasons} for other reasons than before`;
}

function asMarkdown(diff: Diff, groups: readonly Group[]): string {
	const head = [
		"# Changes",
		`From ${code(diff.old.source)} (deployment ${code(diff.old.deployment)}) to ${code(diff.new.source)} (deployment ${code(diff.new.deployment)}).`,
	];
	if (diff.same) {
		return `${[...head, "No differences."].join("\n\n")}\n`;
	}
	const whole = headLines(diff);
	const sections = [
		...(whole.length === 0 ? [] : ["## Deployment", tableOf(whole)]),
		...groups.flatMap(({ title, lines, reasons }) => [
			`## ${title}`,
			...(lines.length === 0 ? [] : [tableOf(lines)]),
			...(reasons === 0 ? [] : [reasonsText(reasons)]),
		]),
	];
	return `${[...head, `${countsOf(diff)}.`, ...sections].join("\n\n")}\n`;
}

const WORDS = { added: "add", altered: "alter", removed: "remove" } as const;

function tableOf(lines: readonly Pick<ChangeLine, "change" | "what" | "values" | "differences">[]): string {
	return table(
		["Change", "What", "Before", "After"],
		lines.map(({ change, what, values, differences }) => {
			const side = (of: "before" | "after") =>
				differences.map((one) => `${text(labelled(one.label))} ${code(shown(one[of]))}`.trim()).join("<br>");
			const cells = {
				added: ["", code(values)],
				altered: [side("before"), side("after")],
				removed: [code(values), ""],
			};
			return [WORDS[change], text(what), ...cells[change]];
		}),
	);
}
