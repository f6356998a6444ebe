import type { RunbookPage } from "../../language-server/reports/runbook/page/page.js";
import { filledBlanks } from "../../language-server/reports/runbook/regenerate/filled-blanks.js";
import { rememberedNumbers } from "../../language-server/reports/runbook/regenerate/memory.js";
import { type PageWrite, planWrites } from "../../language-server/reports/runbook/regenerate/plan-writes.js";
import { type Runbook, renderRunbook } from "../../language-server/reports/runbook/render.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { analyse, type Sources } from "../support/topology.js";

export type Folder = ReadonlyMap<string, string>;

export const EMPTY: Folder = new Map();

/** The runbook of a topology, with the row numbers that the folder remembers and what people filled in there. */
export function generate(sources: Sources, folder: Folder): Runbook {
	const { analysis, findings } = analyse(sources);
	const { deployment, requirements, catalogue, accepted } = analysis;
	const input = {
		deployment,
		requirements,
		catalogue,
		findings,
		accepted,
		practices: bestPracticesOf(analysis, findings),
		draft: findings.some((finding) => finding.severity === "error"),
		numbers: rememberedNumbers(folder),
	};
	return renderRunbook({ ...input, filled: filledBlanks(renderRunbook(input), folder) });
}

/** What the folder holds after the plan was carried out. */
export function applied(folder: Folder, writes: readonly PageWrite[]): Folder {
	const after = new Map(folder);
	for (const write of writes) {
		if ("content" in write && write.content !== undefined) {
			after.set(write.target, write.content);
		}
	}
	return after;
}

export interface Round {
	readonly runbook: Runbook;
	readonly writes: readonly PageWrite[];
	readonly folder: Folder;
}

/** Generates the runbook of a topology into a folder. */
export function regenerate(sources: Sources, folder: Folder): Round {
	const runbook = generate(sources, folder);
	const writes = planWrites(runbook, folder);
	return { runbook, writes, folder: applied(folder, writes) };
}

/** The folder with another text in place of one. */
export function edited(folder: Folder, path: string, edit: (content: string) => string): Folder {
	const content = folder.get(path);
	if (content === undefined) {
		throw new Error(`The folder has no page ${path}.`);
	}
	const text = edit(content);
	if (text === content) {
		throw new Error(`The edit of ${path} changes nothing.`);
	}
	return new Map(folder).set(path, text);
}

export function pageOf({ pages }: Pick<Runbook, "pages">, path: string): RunbookPage {
	const page = pages.find((candidate) => candidate.path === path);
	if (page === undefined) {
		throw new Error(`The runbook has no page ${path}.`);
	}
	return page;
}
