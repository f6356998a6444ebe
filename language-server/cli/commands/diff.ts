import { type Command, Option } from "commander";
import { type ComparedTopology, type DiffInput, diffOf } from "../../reports/diff/diff.js";
import { type DiffFormat, diffFormats, formatDiff, type PaintChange } from "../../reports/diff/format-diff.js";
import { countFindings } from "../../reports/summary.js";
import { changesBetween } from "../../requirements/changes.js";
import type { Analysis } from "../../workspace/analysis.js";
import { helpPart, type RunAction } from "../command.js";
import { CannotRun, ExitCode } from "../exit-code.js";
import { count } from "../formats/text.js";
import { type Colour, paintFor, print, printable, tellError } from "../output.js";
import { type NamedTopology, topologyNamed } from "../revisions.js";
import { STANDARD_INPUT, Topologies } from "../topologies.js";

interface DiffOptions {
	readonly format: DiffFormat;
}

export function registerDiff(program: Command, run: RunAction): void {
	program
		.command("diff")
		.summary("print what changes between two topologies")
		.description(
			"Compares what two topologies need: firewall rules, DNS records, certificates, trust entries, settings and tasks, and what else they state and accept.\n\nOLD and NEW are files, or revisions of the Git repository that keeps them: a revision alone is one of the other file. A file that exists wins over a revision of the same name.",
		)
		.argument("<OLD>", "a file, - for standard input, a revision, or a file in a revision (REVISION:PATH)")
		.argument("<NEW>", "the same")
		.addOption(new Option("--format <name>", "how to print it").choices(diffFormats).default("text"))
		.addHelpText("after", () =>
			[
				helpPart("Examples", [
					"ocs-edge diff old.ocsedge new.ocsedge",
					"ocs-edge diff HEAD~1 contoso.ocsedge                                what the last commit and later edits change",
					"ocs-edge diff v1:plans/contoso.ocsedge plans/contoso.ocsedge",
					"ocs-edge diff main contoso.ocsedge --format markdown > changes.md   for a pull request",
				]),
				helpPart("Exit codes", [
					"0  nothing differs",
					"1  something differs",
					"2  could not run; the reason is on standard error",
				]),
			].join("\n"),
		)
		.action(run(diff));
}

async function diff(oldName: string, newName: string, { format }: DiffOptions): Promise<ExitCode> {
	if (oldName === STANDARD_INPUT && newName === STANDARD_INPUT) {
		throw new CannotRun("standard input can be one of the two topologies only. Name a file for the other.");
	}
	const before = await read(topologyNamed(oldName, newName));
	const after = await read(topologyNamed(newName, oldName));
	const input: DiffInput = {
		old: before.compared,
		new: after.compared,
		changes: changesBetween(before.analysis.requirements, after.analysis.requirements),
		catalogue: after.analysis.catalogue,
	};
	await print(formatDiff(input, format, paintChanges()));
	for (const { source, errors } of [before.compared, after.compared]) {
		if (errors > 0) {
			tellError(`${printable(source)} has ${count(errors, "error")}, so the comparison may be incomplete.`);
		}
	}
	return diffOf(input).same ? ExitCode.clean : ExitCode.findings;
}

/** Reads a topology to compare; one with errors is compared as far as it can be read. */
async function read({
	file,
	source,
	shown,
}: NamedTopology): Promise<{ readonly analysis: Analysis; readonly compared: ComparedTopology }> {
	const { topologies, analysis } = await Topologies.readDeployment(file, source);
	const { deployment, requirements, accepted } = analysis;
	const { error } = countFindings(topologies.findingsAgainst(analysis));
	return { analysis, compared: { source: shown, deployment, requirements, accepted, errors: error } };
}

const COLOURS: Readonly<Record<Parameters<PaintChange>[1], readonly Colour[]>> = {
	added: ["green"],
	altered: ["yellow"],
	removed: ["red"],
	title: ["bold"],
	plain: [],
};

function paintChanges(): PaintChange {
	const paint = paintFor(process.env, process.stdout.isTTY);
	return (words, change) => paint(printable(words), ...COLOURS[change]);
}
