import { type Command, InvalidArgumentError, Option } from "commander";
import { planPrint } from "../../reports/print/index.js";
import { isChangeFile } from "../../reports/runbook/change/paths.js";
import {
	filledBlanks,
	otherOwner,
	type PageWrite,
	parseSelection,
	planNumbers,
	planWrites,
	printPath,
	type RunbookInput,
	rememberedNumbers,
	renderChangeRunbook,
	renderRunbook,
	selectablePages,
} from "../../reports/runbook/index.js";
import { relativeName } from "../../reports/runbook/relative-name.js";
import type { Runbook } from "../../reports/runbook/render.js";
import { summarySentences } from "../../reports/runbook/summary.js";
import { countFindings } from "../../reports/summary.js";
import type { Analysis } from "../../workspace/analysis.js";
import { bestPracticesOf } from "../../workspace/best-practices.js";
import { helpPart, type RunAction } from "../command.js";
import { CannotRun, ExitCode } from "../exit-code.js";
import { checkTargets, pathOf, readPages, shownPath, writePage } from "../files.js";
import { count, text } from "../formats/text.js";
import { paintFor, print, printable, tellError } from "../output.js";
import { topologyNamed } from "../revisions.js";
import { STANDARD_INPUT, Topologies } from "../topologies.js";

const FORMATS = ["markdown", "html"] as const;
type Format = (typeof FORMATS)[number];

interface RunbookOptions {
	readonly out: string;
	readonly format?: readonly Format[];
	/** As it was typed: what it means depends on the pages of the deployment. */
	readonly only?: string;
	readonly since?: string;
	readonly draft?: true;
	readonly dryRun?: true;
}

export function registerRunbook(program: Command, run: RunAction): void {
	program
		.command("runbook")
		.summary("write the deployment runbooks")
		.description(
			"Writes the runbooks of a deployment: an overview, one page for each of the seven tasks, the best practices, the cut-over, a sheet for each team, and files for the tools of the teams.\n\nWhat people wrote into a page is never lost: it goes on in the new text, or the page is kept and the new text is written beside it.",
		)
		.argument("<FILE>", "the file with the deployment block, or - for standard input")
		.requiredOption("--out <folder>", "the folder that the pages are written to; it is created where it is missing")
		.addOption(
			new Option(
				"--format <names>",
				"markdown for pages to work from, html for one page to print, or both: markdown,html",
			)
				.argParser(readFormats)
				.default(undefined, "markdown"),
		)
		.option(
			"--only <pages>",
			"only these pages, with the overview: the tasks 1 to 7, 8 (best-practices), 9 (cut-over), and sheets by their names, as in 1,3-5,firewall",
			(more, before?: string) => (before === undefined ? more : `${before},${more}`),
		)
		.option("--since <OLD>", "only what changes since another topology: a file, a revision, or REVISION:PATH")
		.option("--draft", "mark every page as a draft; writes the pages even if there are errors")
		.option("--dry-run", "show what would be written, and write nothing")
		.addHelpText("after", () =>
			[
				helpPart("Examples", [
					"ocs-edge runbook contoso.ocsedge --out runbooks/Contoso",
					"ocs-edge runbook contoso.ocsedge --out runbooks/Contoso --format markdown,html",
					"ocs-edge runbook contoso.ocsedge --out for-the-firewall-team --only firewall",
					"ocs-edge runbook contoso.ocsedge --out changes --since HEAD~1",
					"ocs-edge runbook contoso.ocsedge --out runbooks/Contoso --dry-run",
					"ocs-edge runbook half-done.ocsedge --out drafts --draft",
				]),
				helpPart("Exit codes", [
					"0  the pages are written or up to date",
					"1  the topology has errors, so nothing is written; --draft writes drafts nevertheless",
					"2  could not run; the reason is on standard error",
				]),
			].join("\n"),
		)
		.action(run(runbook));
}

/** "markdown,html", or one of them; given twice, the option adds up. */
function readFormats(names: string, before: readonly Format[] = []): readonly Format[] {
	const read = names.split(",").map((name) => {
		const format = FORMATS.find((one) => one === name.trim());
		if (format === undefined) {
			throw new InvalidArgumentError(`Allowed choices are ${FORMATS.join(", ")}, or both: ${FORMATS.join()}.`);
		}
		return format;
	});
	return [...new Set([...before, ...read])];
}

async function runbook(file: string, options: RunbookOptions): Promise<ExitCode> {
	if (options.only !== undefined && options.since !== undefined) {
		throw new CannotRun(
			"--only names pages of the whole runbook, and --since writes other ones. Leave one of them out.",
		);
	}
	const { topologies, analysis } = await Topologies.readDeployment(file);
	const { deployment, requirements, catalogue, accepted } = analysis;
	const findings = topologies.findingsAgainst(analysis);
	const errors = findings.filter((finding) => finding.severity === "error");
	const draft = options.draft === true;
	if (errors.length > 0 && !draft) {
		const report = {
			findings: errors,
			accepted,
			summary: countFindings(errors),
			files: deployment.files,
			pathOf,
			textOf: (uri: string) => topologies.textOf(uri),
		};
		await print(text.print(report, paintFor(process.env, process.stdout.isTTY)));
		tellError(
			`no runbook is written, because the topology has ${count(errors.length, "error")}. Mend ${errors.length === 1 ? "it" : "them"}, or add --draft for pages marked as drafts.`,
		);
		return ExitCode.findings;
	}
	const practices = bestPracticesOf(analysis, findings);
	// The numbers of the rows have to be known before there are pages.
	const present = readPages(options.out, []);
	const rootFile = relativeName(deployment.uri, deployment.uri);
	const other = otherOwner(present, { deployment: deployment.name, rootFile });
	if (other !== undefined && options.since === undefined) {
		throw new CannotRun(
			`${shownPath(options.out)} holds the runbooks of the deployment ${printable(other.deployment)}, from ${printable(other.rootFile)}. Choose another folder for those of ${printable(deployment.name)}.`,
		);
	}
	const numbers = rememberedNumbers(present);
	const input = { deployment, requirements, catalogue, findings, accepted, practices, draft, numbers };
	const plan =
		options.since === undefined ? wholePlan(input, options) : await changePlan(input, options, file, options.since);
	const { writes, existing } = plan;
	checkTargets(
		options.out,
		writes.flatMap((write) => ("target" in write ? [write.target] : [])),
	);
	const shown = writes.filter((write) => write.outcome !== "memory");
	const lines = shown.map((write) => `${outcomeOf(write, options.dryRun === true)}  ${describe(write, options.out)}`);
	if (options.dryRun) {
		await print(`${[...lines, "", "Nothing was written: this was a dry run."].join("\n")}\n`);
		return ExitCode.clean;
	}
	for (const write of writes) {
		if ("content" in write && write.content !== undefined) {
			writePage(options.out, write.target, write.content, !existing.has(write.target));
		}
	}
	const drafts = draft
		? [`They are drafts, marked on every page. The topology has ${count(errors.length, "error")}.`]
		: [];
	const sentences = summarySentences(writes, deployment.name).map(printable);
	await print(`${[...lines, "", ...sentences, ...drafts].join("\n")}\n`);
	return ExitCode.clean;
}

/** What is to be written into a folder in which `existing` stands. */
interface WritePlan {
	readonly writes: readonly PageWrite[];
	readonly existing: ReadonlyMap<string, string>;
}

/** The whole runbook, or the pages of it that were asked for. */
function wholePlan(input: RunbookInput, { out, format, only }: RunbookOptions): WritePlan {
	const whole = renderRunbook(input);
	const selection = only === undefined ? undefined : parseSelection(only, selectablePages(whole));
	if (selection !== undefined && "problem" in selection) {
		throw new CannotRun(`--only: ${printable(selection.problem)}`);
	}
	const html = printPath(selection?.words);
	const existing = readPages(out, pathsOf(whole, html));
	const filled = filledBlanks(whole, existing);
	const runbook =
		selection === undefined && filled.size === 0
			? whole
			: renderRunbook({
					...input,
					filled,
					...(selection && { only: { pages: selection.pages, present: new Set(existing.keys()) } }),
				});
	const title = selection === undefined ? "Edge deployment runbook" : "Edge deployment runbook, in part";
	const writes = planWrites(runbook, existing, { partial: selection !== undefined });
	return planFormats(input, runbook, writes, existing, format, {
		path: html,
		title,
		isOwn: (path) => !isChangeFile(path),
	});
}

/** What leads from another topology to this one. */
async function changePlan(
	input: RunbookInput,
	{ out, format }: RunbookOptions,
	file: string,
	since: string,
): Promise<WritePlan> {
	if (since === STANDARD_INPUT && file === STANDARD_INPUT) {
		throw new CannotRun("standard input can be one of the two topologies only. Name a file for the other.");
	}
	const old = topologyNamed(since, file);
	const { topologies, analysis } = await Topologies.readDeployment(old.file, old.source);
	tellErrorsOf(topologies, analysis, old.shown);
	const { deployment, requirements } = analysis;
	const change = { ...input, before: { deployment, requirements, source: old.shown } };
	const whole = renderChangeRunbook(change);
	const html = "changes.html";
	const existing = readPages(out, pathsOf(whole, html));
	const filled = filledBlanks(whole, existing);
	const runbook = filled.size === 0 ? whole : renderChangeRunbook({ ...change, filled });
	const writes = planWrites(runbook, existing);
	return planFormats(input, runbook, writes, existing, format, {
		path: html,
		title: "Edge deployment change",
		since: old.shown,
		isOwn: isChangeFile,
	});
}

function tellErrorsOf(topologies: Topologies, analysis: Analysis, shown: string): void {
	const { error } = countFindings(topologies.findingsAgainst(analysis));
	if (error > 0) {
		tellError(`${printable(shown)} has ${count(error, "error")}, so what changes since then may be incomplete.`);
	}
}

function pathsOf(runbook: Runbook, html: string): readonly string[] {
	return [...[...runbook.pages, ...runbook.artefacts].map((file) => file.path), html];
}

interface PrintPlace {
	readonly path: string;
	readonly title: string;
	/** What a change leads from. */
	readonly since?: string;
	/** Whether a file is of this kind of runbook. One folder may hold both: what the other one wrote is not obsolete. */
	readonly isOwn: (path: string) => boolean;
}

function planFormats(
	{ deployment, draft }: RunbookInput,
	runbook: Runbook,
	writes: readonly PageWrite[],
	existing: ReadonlyMap<string, string>,
	asked: readonly Format[] | undefined,
	{ path, title, since, isOwn }: PrintPlace,
): WritePlan {
	// Once there is a page for the printer, it is not left behind when the others change.
	const formats = asked ?? (existing.has(path) ? FORMATS : ["markdown"]);
	const areWritten = formats.includes("markdown");
	const pages = writes.filter((write) => write.outcome !== "obsolete" || isOwn(write.path));
	if (!formats.includes("html")) {
		return { writes: pages, existing };
	}
	const head = {
		deployment: deployment.name,
		file: relativeName(deployment.uri, deployment.uri),
		draft,
		title,
		...(since !== undefined && { since }),
	};
	const printed = planPrint({ runbook, writes, existing, head, path, areWritten });
	return { writes: [...(areWritten ? pages : [planNumbers(runbook, existing)]), printed], existing };
}

const OUTCOMES: Readonly<Record<PageWrite["outcome"], readonly [done: string, planned: string]>> = {
	create: ["created  ", "create   "],
	replace: ["updated  ", "update   "],
	unchanged: ["unchanged", "unchanged"],
	kept: ["kept     ", "keep     "],
	merged: ["merged   ", "merge    "],
	"keep-both": ["kept     ", "keep     "],
	obsolete: ["obsolete ", "obsolete "],
	memory: ["updated  ", "update   "],
};

function outcomeOf(write: PageWrite, isDryRun: boolean): string {
	return OUTCOMES[write.outcome][isDryRun ? 1 : 0];
}

function describe(write: PageWrite, folder: string): string {
	const path = shownPath(`${folder}/${write.path}`);
	switch (write.outcome) {
		case "kept":
			return `${path} (edited by hand)`;
		case "keep-both":
			return `${path} (kept as it is; the new text is for ${shownPath(`${folder}/${write.target}`)})`;
		case "obsolete":
			return `${path} (no longer generated; delete it by hand)`;
		case "merged":
			return `${path} (with what was written into it)`;
		default:
			return path;
	}
}
