import { classifyExisting, recordedFingerprint, sameText } from "./fingerprint.js";
import type { RunbookPage } from "./page.js";

/** What to do with one page. Nothing is ever deleted, and no page that a person edited is ever overwritten. */
export type PageWrite =
	/** There is no such file yet. */
	| { readonly outcome: "create"; readonly path: string; readonly target: string; readonly content: string }
	/** The file holds the new text already. */
	| { readonly outcome: "unchanged"; readonly path: string }
	/** The file is an unedited page of an earlier generation. */
	| { readonly outcome: "replace"; readonly path: string; readonly target: string; readonly content: string }
	/** The file was edited, and what is generated has not changed since: nothing to write. */
	| { readonly outcome: "kept"; readonly path: string }
	/**
	 * The file was edited, and what is generated has changed: the new text goes beside it, to `target`. Without
	 * `content` the new text stands there already.
	 */
	| {
			readonly outcome: "keep-both";
			readonly path: string;
			readonly target: string;
			readonly content?: string;
			/** Whether `target` is an unedited file of an earlier generation that `content` replaces. */
			readonly replaces: boolean;
	  }
	/** An unedited page of an earlier generation that is no longer produced. It is reported, not deleted. */
	| { readonly outcome: "obsolete"; readonly path: string };

/**
 * Decides page by page what to write into the folder of a deployment.
 *
 * @param existing The files in the folder, by their path relative to it, with forward slashes.
 */
export function planWrites(pages: readonly RunbookPage[], existing: ReadonlyMap<string, string>): readonly PageWrite[] {
	const writes = pages.map((page) => planWrite(page, existing));
	const inUse = new Set(
		writes.flatMap((write) => (write.outcome === "keep-both" ? [write.path, write.target] : [write.path])),
	);
	const obsolete = [...existing]
		.filter(([path, content]) => !inUse.has(path) && path.endsWith(".md") && classifyExisting(content) === "unedited")
		.map(([path]) => path)
		.sort()
		.map((path): PageWrite => ({ outcome: "obsolete", path }));
	return [...writes, ...obsolete];
}

function planWrite(page: RunbookPage, existing: ReadonlyMap<string, string>): PageWrite {
	const { path, content } = page;
	const present = existing.get(path);
	if (present === undefined) {
		return { outcome: "create", path, target: path, content };
	}
	if (sameText(present, content)) {
		return { outcome: "unchanged", path };
	}
	if (classifyExisting(present) === "unedited") {
		return { outcome: "replace", path, target: path, content };
	}
	if (isSameGeneration(present, content)) {
		return { outcome: "kept", path };
	}
	for (let attempt = 1; ; attempt++) {
		const target = path.replace(/\.md$/, attempt === 1 ? ".new.md" : `.new-${attempt}.md`);
		const beside = existing.get(target);
		if (beside === undefined) {
			return { outcome: "keep-both", path, target, content, replaces: false };
		}
		if (sameText(beside, content) || isSameGeneration(beside, content)) {
			return { outcome: "keep-both", path, target, replaces: false };
		}
		if (classifyExisting(beside) === "unedited") {
			return { outcome: "keep-both", path, target, content, replaces: true };
		}
	}
}

/** Whether an edited page comes from the very text that would be written now. */
function isSameGeneration(present: string, content: string): boolean {
	const recorded = recordedFingerprint(present);
	return recorded !== undefined && recorded === recordedFingerprint(content);
}
