import { upperFirst } from "../../../basics/sentences.js";
import type { Catalogue, Evidence, EvidenceClass } from "../../../catalog/types.js";
import type { Deployment } from "../../../model/deployment.js";
import type { Finding } from "../../../model/finding.js";
import type { Origin } from "../../../model/origin.js";
import type { AcceptedFinding } from "../../../model/suppression.js";
import type { Requirements } from "../../../requirements/requirements.js";
import { Anchors } from "../../anchors.js";
import type { BestPractices } from "../../best-practices/best-practices.js";
import { code, headingWords, link, table, text } from "../../markdown.js";
import type { RowIds } from "../rows/row-ids.js";
import type { Blank, BlankRegister, FilledBlanks } from "./blanks.js";
import { MARK_LEGEND, markWords, noteWord, printMark } from "./evidence-marks.js";
import { withFingerprint } from "./fingerprint.js";
import { overviewPage } from "./page-paths.js";
import type { StepRegister } from "./step-register.js";

export interface RunbookPage {
	/** Relative to the folder of the deployment, with forward slashes. */
	readonly path: string;
	readonly title: string;
	readonly content: string;
	/** The lines that people tick, fill in and annotate, from top to bottom. */
	readonly lines: readonly PageLine[];
	/** What belongs into the blanks of the page, see `Blank.what`; none where it is left out. */
	readonly blanks?: readonly string[];
}

/** A line of a page that stays the same one when the page is generated again, whatever then stands on it. */
export interface PageLine {
	/** Zero-based, in `content`. */
	readonly line: number;
	/** As in "configure-edge-servers/edge1/access-edge/next-hop"; no other line of the page has it. */
	readonly id: string;
	/** What of the topology the line comes from, where it comes from one statement or element. */
	readonly origin?: Origin;
}

/** What tells a line from all others, and where it comes from. */
export interface LineIdentity {
	/** Unique within the page, and made of names and not of values that may change. */
	readonly id: string;
	readonly origin?: Origin;
}

/** A thing to tick off that is no numbered step. */
export interface Box extends LineIdentity {
	readonly text: string;
}

/** A row of a table in which people fill in cells. */
export interface TableRow extends LineIdentity {
	readonly cells: readonly string[];
}

/** What a runbook is about: a deployment, and all that is known of it. */
export interface RunbookSubject {
	readonly deployment: Deployment;
	readonly requirements: Requirements;
	readonly catalogue: Catalogue;
	readonly findings: readonly Finding[];
	/** What comments in the topology files accept, with the reasons. */
	readonly accepted: readonly AcceptedFinding[];
	/** How the deployment stands to each rule. */
	readonly practices: BestPractices;
	/** Marks every page. Whoever asks for a runbook refuses to write pages that are no draft while there are errors. */
	readonly draft: boolean;
}

/** What every page is made from. */
export interface RunbookContext extends RunbookSubject {
	/** The name of the root file, without its folder. */
	readonly rootFile: string;
	readonly rows: RowIds;
	readonly blanks: BlankRegister;
	/** What people have filled in already, and nobody needs to be asked for. */
	readonly filled?: FilledBlanks;
	/** What is done where; without it, nobody asks. */
	readonly steps?: StepRegister;
	/** The page that lists errors and blanks, where it is not the overview of the runbook. */
	readonly overview?: string;
	/** The pages that there are, where a runbook has not all of them: a link to another page is shown as its label. */
	readonly pages?: ReadonlySet<string>;
	/** Set where the pages lead from one plan to another: the computers that are new. All others are in service. */
	readonly newServers?: readonly string[];
}

/** One of several values that a step enters, as in a field on a page of a wizard. */
export interface StepValue extends LineIdentity {
	/** As Markdown: where the value belongs, and the value. */
	readonly text: string;
}

/** One action of a person, as Markdown. */
export interface Step {
	/** As in "next-hop" or "sip-domain/contoso.com": unique within its group, the same when the values change. */
	readonly id: string;
	readonly action: string;
	/** What is entered, field by field, where one action has many of them. */
	readonly values?: readonly StepValue[];
	/** How one sees that it worked. */
	readonly check?: string;
	/** How this step alone is taken back, where that is known. */
	readonly undo?: string;
	readonly evidence?: Evidence;
	/** The statement or the element of the topology that the step comes from. */
	readonly origin?: Origin;
	/** The element on which it is done, by its name, in a group whose steps are done on several of them. */
	readonly on?: string;
}

/** Steps that belong together, as a rule those on one server. */
export interface StepGroup {
	/** As in "edge1/access-edge": unique within the task. */
	readonly id: string;
	/** The element of the topology on which the steps are done, by its name, where it is one. */
	readonly on?: string;
	readonly title: string;
	/** What holds for all steps of the group. */
	readonly intro?: readonly string[];
	readonly steps: readonly Step[];
	/** How one sees that the group as a whole worked. */
	readonly check?: string;
	/** How the steps of the group alone are taken back, where that is known. */
	readonly undo?: string;
}

const kinds: Readonly<Record<EvidenceClass, string>> = {
	seed: "reference architecture",
	ocs2007: "Microsoft, OCS 2007",
	"ocs2007-copy": "copy or restatement of a Microsoft text for OCS 2007",
	r2: "Microsoft, OCS 2007 R2",
	later: "Microsoft, a later release",
	community: "community",
	derived: "derived",
	unsourced: "no source",
};

/** A paragraph, a list or a table; its lines are counted from its own start. */
interface Block {
	readonly content: string;
	readonly lines: readonly PageLine[];
}

/** The lines of a table above its first row. */
const TABLE_HEAD = 2;

function identified({ id, origin }: LineIdentity, line: number): PageLine {
	return origin === undefined ? { line, id } : { line, id, origin };
}

/** Whatever names a topology gives, twice the same one included, no two lines have one identity: "#2" is the second one. */
function distinct(lines: readonly PageLine[]): readonly PageLine[] {
	const seen = new Map<string, number>();
	return lines.map((line) => {
		const count = (seen.get(line.id) ?? 0) + 1;
		seen.set(line.id, count);
		return count === 1 ? line : { ...line, id: `${line.id}#${count}` };
	});
}

/** How many blanks the head of a page names. */
const MOST_BLANKS = 6;

/** Collects the Markdown of one page, its blanks and its sources. */
export class PageBuilder {
	readonly #context: RunbookContext;
	readonly #blocks: Block[] = [];
	readonly #sources = new Set<string>();
	readonly #notes = new Set<string>();
	readonly #marks = new Set<string>();
	readonly #blanks = new Set<string>();
	readonly #anchors = new Anchors();

	constructor(
		context: RunbookContext,
		readonly path: string,
		readonly title: string,
	) {
		this.#context = context;
		this.#anchors.of(headingWords(title));
	}

	/** @returns the address of the heading, as `link` takes it */
	heading(level: 2 | 3 | 4, title: string): string {
		this.#push(`${"#".repeat(level)} ${title}`);
		return `${this.path}#${this.#anchors.of(headingWords(title))}`;
	}

	/**
	 * Puts what `write` adds behind the first `count` blocks: for what is known late and belongs early. A heading in it has words that
	 * no other heading of the page has, because anchors are counted in the order in which headings are written.
	 */
	insertBehind(count: number, write: () => void): void {
		const later = this.#blocks.splice(count);
		write();
		this.#blocks.push(...later);
	}

	/** How many blocks the page has so far. */
	get length(): number {
		return this.#blocks.length;
	}

	paragraph(words: string): void {
		this.#push(words);
	}

	/** A picture, as the text from which Mermaid draws it. */
	mermaid(source: string): void {
		this.#push(`\`\`\`mermaid\n${source}\n\`\`\``);
	}

	bullets(items: readonly string[]): void {
		if (items.length > 0) {
			this.#push(items.map((item) => `- ${item}`).join("\n"));
		}
	}

	/** Things to tick off that are no numbered steps. Words of the catalogue carry no values, so they are their own identity. */
	boxes(items: readonly (string | Box)[]): void {
		if (items.length > 0) {
			const boxes = items.map((item) => (typeof item === "string" ? { id: item, text: item } : item));
			this.#push(
				boxes.map((box) => `- [ ] ${box.text}`).join("\n"),
				boxes.map((box, offset) => identified(box, offset)),
			);
		}
	}

	/** A table to read. Where people fill in cells, or tick rows off, use `rows`. */
	table(headers: readonly string[], rows: readonly (readonly string[])[]): void {
		if (rows.length > 0) {
			this.#push(table(headers, rows));
		}
	}

	/** A table whose rows stay the same ones when the page is generated again. */
	rows(headers: readonly string[], rows: readonly TableRow[]): void {
		if (rows.length > 0) {
			this.#push(
				table(
					headers,
					rows.map((row) => row.cells),
				),
				rows.map((row, index) => identified(row, index + TABLE_HEAD)),
			);
		}
	}

	#push(content: string, lines: Block["lines"] = []): void {
		this.#blocks.push({ content, lines });
	}

	/** The value as it is to be typed, or a blank to fill in. */
	value(value: string | number | undefined, blank: Blank): string {
		return value === undefined || value === "" ? this.blank(blank) : code(String(value));
	}

	blank(blank: Blank): string {
		this.#context.blanks.add(blank, this.path);
		this.#blanks.add(blank.what);
		return printBlank(blank.what);
	}

	/** The mark behind a fact that is not founded on a text for OCS 2007; notes its sources for the end of the page. */
	mark(evidence: Evidence | undefined): string {
		if (evidence === undefined) {
			return "";
		}
		for (const key of evidence.sources) {
			this.#sources.add(key);
		}
		const words = [...markWords(evidence.class, evidence.disputed === true)];
		for (const word of words) {
			this.#marks.add(word);
		}
		if (evidence.note !== undefined) {
			this.#notes.add(evidence.note);
			words.push(noteWord([...this.#notes].indexOf(evidence.note) + 1));
		}
		return printMark(words);
	}

	/** A fact of the catalogue as a sentence with its mark. */
	fact(fact: { readonly text: string; readonly evidence: Evidence }): string {
		return `${prose(fact.text)}${this.mark(fact.evidence)}`;
	}

	/** A link to another page of the same runbook, or to a heading of it. */
	link(label: string, path: string): string {
		const [page = path, anchor] = path.split("#");
		if (page === this.path && anchor !== undefined) {
			return link(label, `#${anchor}`);
		}
		if (this.#context.pages?.has(page) === false) {
			return label;
		}
		const up = "../".repeat(this.path.split("/").length - 1);
		return link(label, `${up}${path}`);
	}

	/** The steps of a task, numbered through all groups. */
	steps(task: number, groups: readonly StepGroup[]): void {
		let number = 0;
		for (const group of groups) {
			if (group.steps.length === 0) {
				continue;
			}
			const path = this.heading(3, group.title);
			const [first, last] = [`${task}.${number + 1}`, `${task}.${number + group.steps.length}`];
			this.#context.steps?.add(group.on, { task, path, id: group.id, title: group.title, first, last });
			for (const sentence of group.intro ?? []) {
				this.paragraph(sentence);
			}
			const content: string[] = [];
			const lines: PageLine[] = [];
			const add = (line: string, identity: LineIdentity) => {
				lines.push(identified(identity, content.length));
				content.push(line);
			};
			for (const step of group.steps) {
				number += 1;
				const id = `${group.id}/${step.id}`;
				if (step.on !== undefined) {
					const only = `${task}.${number}`;
					this.#context.steps?.add(step.on, { task, path, id, title: group.title, first: only, last: only });
				}
				add(`- [ ] **${task}.${number}** ${step.action}${this.mark(step.evidence)}`, { id, origin: step.origin });
				for (const value of step.values ?? []) {
					add(`  - ${value.text}`, { id: `${id}/value/${value.id}`, origin: value.origin });
				}
				if (step.check !== undefined) {
					add(`  - Check: ${upperFirst(step.check)}`, { id: `${id}/check` });
				}
				if (step.undo !== undefined) {
					add(`  - Undo: ${upperFirst(step.undo)}`, { id: `${id}/undo` });
				}
			}
			this.#push(content.join("\n"), lines);
			if (group.check !== undefined) {
				this.paragraph(`Check for all of these: ${group.check}`);
			}
			if (group.undo !== undefined) {
				this.paragraph(`Undo of these: ${group.undo}`);
			}
		}
	}

	/** The sources of every fact on the page, with what kind of text each one is. */
	sources(): void {
		const { sources } = this.#context.catalogue;
		const known = [...this.#sources].flatMap((key) => sources[key] ?? []);
		if (known.length === 0) {
			return;
		}
		this.heading(2, "Sources");
		if (this.#marks.size > 0) {
			this.paragraph("Marks on this page:");
			this.bullets(
				Object.entries(MARK_LEGEND)
					.filter(([mark]) => this.#marks.has(mark))
					.map(([mark, meaning]) => `[${mark}] ${meaning}.`),
			);
		}
		if (this.#notes.size > 0) {
			this.paragraph("Notes:");
			this.bullets([...this.#notes].map((note, index) => `Note ${index + 1}: ${prose(note)}`));
		}
		this.paragraph("Texts:");
		this.bullets(
			known.map((source) => `${link(text(source.title), source.url)} (${source.form ?? kinds[source.kind]})`),
		);
	}

	get #overview(): string {
		return this.#context.overview ?? overviewPage;
	}

	finish(): RunbookPage {
		const { deployment, draft, rootFile } = this.#context;
		const head = [`# ${this.title}`];
		if (draft) {
			head.push(`> **DRAFT.** ${this.#whyDraft()} Do not deploy from this page.`);
		}
		head.push(`Deployment ${code(deployment.name)}, from ${code(rootFile)}.`);
		// The overview has a list of its own, with what would fill each blank.
		const open = [...this.#blanks].filter((what) => this.#context.filled?.get(this.path)?.has(what) !== true);
		if (open.length > 0 && this.path !== this.#overview) {
			head.push(this.#stillBlank(open));
		}
		const blocks: readonly Block[] = [...head.map((content): Block => ({ content, lines: [] })), ...this.#blocks];
		const lines: PageLine[] = [];
		let first = 0;
		for (const block of blocks) {
			lines.push(...block.lines.map((line) => ({ ...line, line: first + line.line })));
			// Between two blocks stands an empty line.
			first += block.content.split("\n").length + 1;
		}
		const body = blocks.map((block) => block.content).join("\n\n");
		return {
			path: this.path,
			title: this.title,
			content: withFingerprint(body, rootFile),
			lines: distinct(lines),
			blanks: [...this.#blanks],
		};
	}

	#whyDraft(): string {
		const errors = this.#context.findings.filter((finding) => finding.severity === "error").length;
		if (errors === 0) {
			return "It was asked for as a draft.";
		}
		const [count, them] = errors === 1 ? ["1 error", "it"] : [`${errors} errors`, "them"];
		const where =
			this.path === this.#overview
				? `this page lists ${them}`
				: `the ${this.link("overview", this.#overview)} lists ${them}`;
		return `The topology file has ${count}; ${where}.`;
	}

	/** Whoever opens a page sees first what is missing on it; a long list is cut, since the overview has it whole. */
	#stillBlank(open: readonly string[]): string {
		const names = open.map(text);
		const count = names.length === 1 ? "1 value" : `${names.length} values`;
		const rest = names.length - MOST_BLANKS;
		const shown = rest > 1 ? `${names.slice(0, MOST_BLANKS).join("; ")}; and ${rest} more` : names.join("; ");
		return `**Still blank on this page:** ${count}, marked ____ below: ${shown}. The ${this.link("overview", this.#overview)} says how to fill ${names.length === 1 ? "it" : "them"} in.`;
	}
}

/** A blank as it stands on a page. */
export function printBlank(what: string): string {
	return `____ (${text(what)})`;
}

/** Plain words in which command lines are shown as code. */
function prose(words: string): string {
	const parts = words.split(/(LCSCmd\.exe(?: \[?\/[^\s,]+(?:,[^\s,]+)*)+)/);
	// Splitting by a group in parentheses leaves what it matched at the odd places.
	return parts.map((part, index) => (index % 2 === 1 ? code(part) : escaped(part))).join("");
}

/** Escapes words without taking away the white space at their ends. */
function escaped(words: string): string {
	const [, before = "", middle = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(words) ?? [];
	return `${before}${text(middle)}${after}`;
}
