import type { Command } from "commander";
import { type PageWrite, planWrites, rememberedNumbers, renderRunbook } from "../../reports/runbook/index.js";
import { summaryOf } from "../../reports/runbook/summary.js";
import { countFindings } from "../../reports/summary.js";
import { bestPracticesOf } from "../../workspace/best-practices.js";
import { helpPart, type RunAction } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { pathOf, readPages, shownPath, writePage } from "../files.js";
import { count, text } from "../formats/text.js";
import { paintFor, print, printable, tellError } from "../output.js";
import { Topologies } from "../topologies.js";

interface RunbookOptions {
	readonly out: string;
	readonly draft?: true;
	readonly dryRun?: true;
}

export function registerRunbook(program: Command, run: RunAction): void {
	program
		.command("runbook")
		.summary("write the deployment runbooks")
		.description(
			"Writes the runbooks of a deployment: an overview, one page for each of the seven tasks, the best practices, and a sheet for each team.\n\nA page that somebody edited is never overwritten: it is kept, and where the new text differs from what was generated before, that is written beside it.",
		)
		.argument("<FILE>", "the file with the deployment block, or - for standard input")
		.requiredOption("--out <folder>", "the folder that the pages are written to; it is created where it is missing")
		.option("--draft", "mark every page as a draft; writes the pages even if there are errors")
		.option("--dry-run", "show what would be written, and write nothing")
		.addHelpText("after", () =>
			[
				helpPart("Examples", [
					"ocs-edge runbook contoso.ocsedge --out runbooks/Contoso",
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

async function runbook(file: string, options: RunbookOptions): Promise<ExitCode> {
	const { topologies, analysis } = await Topologies.readDeployment(file);
	const { deployment, requirements, catalogue, accepted } = analysis;
	const findings = topologies.findingsAgainst(analysis);
	const errors = findings.filter((finding) => finding.severity === "error");
	const isDraft = options.draft === true;
	if (errors.length > 0 && !isDraft) {
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
	const input = { deployment, requirements, catalogue, findings, accepted, practices, draft: isDraft };
	// The numbers of the rows have to be known before there are pages.
	const runbook = renderRunbook({ ...input, numbers: rememberedNumbers(readPages(options.out, [])) });
	const existing = readPages(
		options.out,
		[...runbook.pages, ...runbook.artefacts].map((file) => file.path),
	);
	const writes = planWrites(runbook, existing);
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
	const drafts = isDraft
		? [`They are drafts, marked on every page. The topology has ${count(errors.length, "error")}.`]
		: [];
	await print(`${[...lines, "", printable(summaryOf(writes, deployment.name)), ...drafts].join("\n")}\n`);
	return ExitCode.clean;
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
			return `${path} (edited by hand; the new text is for ${shownPath(`${folder}/${write.target}`)})`;
		case "obsolete":
			return `${path} (no longer generated; delete it by hand)`;
		case "merged":
			return `${path} (with what was written into it)`;
		default:
			return path;
	}
}
