import type { Origin } from "../../model/origin.js";
import { code, prose, table, text } from "../markdown.js";
import { type BestPractices, type Outcome, type Practice, summarySentence } from "./best-practices.js";

/** One report of several deployments, or of one, and how a place is named in it. */
export interface BestPracticesReport {
	readonly deployments: readonly BestPractices[];
	/** The path of a file as the reader knows it. */
	readonly pathOf: (uri: string) => string;
}

export type BestPracticesFormat = "text" | "json" | "markdown";
export const bestPracticesFormats: readonly BestPracticesFormat[] = ["text", "json", "markdown"];

/** The report as text that ends in a line break. */
export function formatBestPractices(report: BestPracticesReport, format: BestPracticesFormat): string {
	switch (format) {
		case "text":
			return report.deployments.map((one) => asText(one, report)).join("\n");
		case "json":
			return asJson(report);
		case "markdown":
			return report.deployments.map((one) => asMarkdown(one, report)).join("\n");
	}
}

const WORDS: Readonly<Record<Outcome, string>> = {
	met: "met",
	"not-met": "not met",
	accepted: "accepted",
	undecided: "undecided",
	"not-applicable": "not applicable",
	"not-asked": "not asked",
};

/** What was decided, or could be; the others are listed by their names only. */
function isShown({ outcome }: Practice): boolean {
	return outcome !== "not-applicable" && outcome !== "not-asked";
}

/** What the file would have to say, each thing once with all elements that lack it: "the membership (edge1, edge2)". */
function undecidedWords(
	{ undecided }: Practice,
	write: { readonly words: (words: string) => string; readonly name: (name: string) => string },
): readonly string[] {
	const lacking = new Map<string, Set<string>>();
	for (const { of, missing } of undecided) {
		lacking.set(missing, (lacking.get(missing) ?? new Set()).add(of));
	}
	return [...lacking].map(([missing, names]) => `${write.words(missing)} (${[...names].map(write.name).join(", ")})`);
}

const PLAIN = { words: (words: string) => words, name: (name: string) => name };

/** What a reader has to know who takes the report for the whole truth. */
function caveat({ unread }: Pick<BestPractices, "unread">): string | undefined {
	if (unread === 0) {
		return undefined;
	}
	const errors = unread === 1 ? "1 error" : `${unread} errors`;
	return `The topology has ${errors} that no rule reports, such as a word that cannot be read. What depends on ${unread === 1 ? "it" : "them"} is not checked.`;
}

/** The practices without a subject in the deployment, those that were not asked, and why. */
function leftAside({ topics }: BestPractices): readonly {
	readonly title: string;
	/** As in "1 best practice is about what the deployment does not have". */
	readonly counted: (count: number) => string;
	readonly codes: readonly string[];
}[] {
	const all = topics.flatMap((topic) => topic.practices);
	const codes = (isMeant: (practice: Practice) => boolean) =>
		all
			.filter(isMeant)
			.map(({ rule }) => rule.code)
			.sort();
	return [
		{
			title: "Not applicable, because the deployment has nothing that they are about",
			counted: (count: number) =>
				`${count} best ${count === 1 ? "practice is" : "practices are"} about something that the deployment does not have.`,
			codes: codes(({ outcome }) => outcome === "not-applicable"),
		},
		{
			title: "Not asked, because they belong to the preset strict",
			counted: (count: number) =>
				`${count} best ${count === 1 ? "practice belongs" : "practices belong"} to the preset ${code("strict")}, which asks also for what rests on later releases or on community sources alone. To have ${count === 1 ? "it" : "them"} asked, set ${code("preset")} in the configuration.`,
			codes: codes(({ because }) => because === "preset"),
		},
		{
			title: "Not asked, because the configuration turns them off",
			counted: (count: number) =>
				`${count} best ${count === 1 ? "practice is" : "practices are"} turned off by the configuration.`,
			codes: codes(({ because }) => because === "configuration"),
		},
	].filter((one) => one.codes.length > 0);
}

/** How many practices were left aside and why, as sentences in Markdown, for whoever need not know which ones. */
export function leftAsideSentences(report: BestPractices): readonly string[] {
	return leftAside(report).map(({ counted, codes }) => counted(codes.length));
}

function asText(report: BestPractices, { pathOf }: BestPracticesReport): string {
	const place = ({ uri, range }: Origin) => `${pathOf(uri)}:${range.start.line + 1}:${range.start.character + 1}`;
	const warning = caveat(report);
	const lines = [`${report.deployment}: ${summarySentence(report)}`, ...(warning ? [warning] : [])];
	for (const { title, practices } of report.topics) {
		const shown = practices.filter(isShown);
		if (shown.length > 0) {
			lines.push("", title);
		}
		for (const practice of shown) {
			const { rule, outcome, notMet, accepted } = practice;
			lines.push(
				`  ${WORDS[outcome].padEnd("undecided".length)}  ${rule.code}: ${rule.title}`,
				...notMet.map(({ severity, message, origin }) => `    ${place(origin)}: ${severity}: ${message}`),
				...accepted.map(({ message, reason, origin }) => `    ${place(origin)}: ${message} Accepted: ${reason}`),
				...undecidedWords(practice, PLAIN).map((words) => `    not stated: ${words}`),
			);
		}
	}
	for (const { title, codes } of leftAside(report)) {
		lines.push("", `${title} (${codes.length}):`, `  ${codes.join(", ")}`);
	}
	return `${lines.join("\n")}\n`;
}

function asJson({ deployments, pathOf }: BestPracticesReport): string {
	const placed = ({ uri, range }: Origin) => ({ file: pathOf(uri), range });
	const document = {
		version: 1,
		deployments: deployments.map(({ deployment, applicable, summary, topics }) => ({
			deployment,
			summary: {
				applicable,
				met: summary.met,
				notMet: summary["not-met"],
				accepted: summary.accepted,
				undecided: summary.undecided,
				notApplicable: summary["not-applicable"],
				notAsked: summary["not-asked"],
			},
			practices: topics.flatMap(({ topic, practices }) =>
				practices.map(({ rule, outcome, met, notMet, accepted, undecided, because }) => ({
					code: rule.code,
					title: rule.title,
					category: topic,
					severity: rule.severity,
					preset: rule.preset,
					outcome,
					...(because && { because }),
					met,
					notMet: notMet.map(({ severity, message, origin }) => ({ severity, message, ...placed(origin) })),
					accepted: accepted.map(({ message, reason, origin }) => ({ message, reason, ...placed(origin) })),
					undecided: undecided.map(({ of, missing, origin }) => ({ of, missing, ...placed(origin) })),
				})),
			),
		})),
	};
	return `${JSON.stringify(document, null, 2)}\n`;
}

function asMarkdown(report: BestPractices, { pathOf }: BestPracticesReport): string {
	const place = ({ uri, range }: Origin) => `${code(pathOf(uri))} line ${range.start.line + 1}`;
	const aside = leftAside(report).flatMap(({ title, codes }) => [`## ${title}`, `${codes.map(code).join(", ")}.`]);
	return `${[`# Best practices of ${text(report.deployment)}`, ...practiceBlocks(report, place), ...aside].join("\n\n")}\n`;
}

/** What was decided, or could be, as blocks of Markdown. */
export function practiceBlocks(report: BestPractices, place: (origin: Origin) => string): readonly string[] {
	const warning = caveat(report);
	return [
		`**${summarySentence(report)}**`,
		...(warning ? [warning] : []),
		...report.topics.flatMap(({ title, practices }) => {
			const shown = practices.filter(isShown);
			if (shown.length === 0) {
				return [];
			}
			const rows = shown.map((practice) => [
				WORDS[practice.outcome],
				`${text(practice.rule.title)} (${code(practice.rule.code)})`,
				details(practice, place).join("<br>"),
			]);
			return [`## ${title}`, table(["Outcome", "Best practice", "Details"], rows)];
		}),
	];
}

function details(practice: Practice, place: (origin: Origin) => string): readonly string[] {
	const { notMet, accepted, outcome, met } = practice;
	return [
		...notMet.map(({ severity, message, origin }) => `${severity}, ${place(origin)}: ${text(message)}`),
		...accepted.map(
			({ message, reason, origin }) => `${place(origin)}: ${text(message)} Accepted because: ${text(reason)}`,
		),
		...undecidedWords(practice, { words: prose, name: text }).map((words) => `Not stated: ${words}`),
		...(outcome === "met" && met > 1 ? [`${met} times`] : []),
	];
}
