import { classifyExisting, sameText, withFingerprint } from "../runbook/page/fingerprint.js";
import type { PageWrite } from "../runbook/regenerate/plan-writes.js";
import type { Runbook } from "../runbook/render.js";
import type { MarkdownPage } from "./page.js";
import { type PrintHead, printRunbook } from "./print.js";

export interface PrintInput {
	readonly runbook: Pick<Runbook, "pages" | "artefacts">;
	/** What `planWrites` says of the folder. */
	readonly writes: readonly PageWrite[];
	/** The text files in the folder, by their path relative to it. */
	readonly existing: ReadonlyMap<string, string>;
	readonly head: Omit<PrintHead, "isThere">;
	/** Where the page for the printer belongs, relative to the folder. */
	readonly path: string;
	/** Whether the writes are carried out. Otherwise the page is all that is written, and leads only to what is there already. */
	readonly areWritten: boolean;
}

/**
 * What to do with the page for the printer. It shows the pages as they stand in the folder after the writes, with all that people
 * wrote into them; without a folder, as they are generated. People do not write into it: an unedited one is replaced, and beside
 * any other file of that name the new one goes under another name.
 */
export function planPrint({ runbook, writes, existing, head, path, areWritten }: PrintInput): PageWrite {
	const later = new Map(
		areWritten ? writes.flatMap((write) => ("target" in write ? [[write.target, write] as const] : [])) : [],
	);
	const own = new Set([...runbook.pages, ...runbook.artefacts].map((file) => file.path));
	const isThere = (file: string) => existing.has(file) || later.has(file) || !(own.has(file) || file.endsWith(".md"));
	const pages = runbook.pages.map((page) => printed(page, writes, existing));
	const content = withFingerprint(printRunbook(pages, { ...head, isThere }), head.file);
	return planWrite(path, content, existing);
}

function printed(
	page: MarkdownPage,
	writes: readonly PageWrite[],
	existing: ReadonlyMap<string, string>,
): MarkdownPage {
	const { path, title } = page;
	const write = writes.find((one) => one.path === path);
	const present = existing.get(path) ?? page.content;
	switch (write?.outcome) {
		case "merged":
			return { path, title, content: write.content };
		case "kept":
		case "unchanged":
			return { path, title, content: present };
		case "keep-both":
			return {
				path,
				title,
				content: present,
				notice: `This page was edited by hand and is not up to date. Its new text is in ${write.target}.`,
			};
		default:
			return { path, title, content: page.content };
	}
}

function planWrite(path: string, content: string, existing: ReadonlyMap<string, string>): PageWrite {
	for (let attempt = 0; ; attempt++) {
		const mark = attempt === 0 ? "" : attempt === 1 ? ".new" : `.new-${attempt}`;
		const target = path.replace(/\.html$/, `${mark}.html`);
		const present = existing.get(target);
		const isOurs = present !== undefined && classifyExisting(present) === "unedited";
		const isSame = present !== undefined && sameText(present, content);
		if (present !== undefined && !isOurs && !isSame) {
			continue;
		}
		if (attempt > 0) {
			return { outcome: "keep-both", path, target, replaces: isOurs, ...(isSame ? {} : { content }) };
		}
		if (isSame) {
			return { outcome: "unchanged", path };
		}
		return { outcome: isOurs ? "replace" : "create", path, target, content };
	}
}
