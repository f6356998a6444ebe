import type { PageWrite } from "./regenerate/plan-writes.js";

/**
 * The pages that were left alone because somebody edited them while the generated text changed, so that two texts have
 * to be brought together. Pages whose generated text is the same as before need nobody's attention and are not among them.
 */
export function keptPages(writes: readonly PageWrite[]): readonly Extract<PageWrite, { outcome: "keep-both" }>[] {
	return writes.flatMap((write) => (write.outcome === "keep-both" ? [write] : []));
}

/** What became of the files in one paragraph, for a notification: see `summarySentences`. */
export function summaryOf(writes: readonly PageWrite[], name: string): string {
	return summarySentences(writes, name).join(" ");
}

/**
 * A few sentences: what was left alone, what has to be done again, what was written, what is no longer needed. What somebody has to
 * act on comes first, because a notification may show no more than its beginning.
 */
export function summarySentences(writes: readonly PageWrite[], name: string): readonly string[] {
	const kept = keptPages(writes);
	const merged = writes.flatMap((write) => (write.outcome === "merged" ? [write] : []));
	const written = [
		...writes.filter((write) => write.outcome === "create" || write.outcome === "replace"),
		...merged,
	].map((write) => write.path);
	const obsolete = writes.flatMap((write) => (write.outcome === "obsolete" ? [write] : []));
	const sentences: string[] = [];
	const say = (words: string, items: readonly string[]) => {
		if (items.length > 0) {
			sentences.push(`${words}: ${items.join(", ")}.`);
		}
	};
	// A page tells by its footer whether it was edited; of any other file only the memory of the last generation tells.
	const isMissed = writes.some((write) => write.outcome === "memory" && write.missed !== undefined);
	const isUncertain = ({ path }: PageWrite) => isMissed && !path.endsWith(".md");
	const besideEach = (writesBeside: typeof kept) =>
		writesBeside.map((write) => `${write.path} (new text in ${write.target})`);
	if (writes.some((write) => write.outcome === "memory" && write.missed === "another")) {
		say("Kept, because they belong to another deployment", besideEach(kept));
	} else {
		say("Edited by hand and therefore kept", besideEach(kept.filter((write) => !isUncertain(write))));
		say("Kept, because nothing tells whether they were edited", besideEach(kept.filter(isUncertain)));
	}
	say(
		"Changed since they were ticked, to be done again",
		named(merged.flatMap(({ report }) => report.changedSinceTicked)),
	);
	say(
		"No longer in the plan, though somebody ticked or annotated it; now at the end of",
		merged.filter(({ report }) => report.movedToEnd > 0).map(({ path }) => path),
	);
	if (written.length > 0) {
		sentences.push(`The runbooks of ${name} are ready: ${counted(written)} written.`);
	} else {
		sentences.push(`${kept.length > 0 ? "All other pages" : "The runbooks"} of ${name} are up to date.`);
	}
	say(
		"What people wrote was kept in",
		merged.map(({ path }) => path),
	);
	say(
		"No longer needed, to be deleted by hand",
		obsolete.filter((write) => write.edited !== true).map((write) => write.path),
	);
	say(
		"No longer needed, but edited by hand, so look into them before you delete them",
		obsolete.filter((write) => write.edited === true).map((write) => write.path),
	);
	for (const write of writes) {
		if (write.outcome === "memory" && write.missed !== undefined) {
			sentences.push(MISSED[write.missed](write.path));
		}
	}
	return sentences;
}

/** What follows from not knowing the generation before. */
const MISSED = {
	none: (path: string) =>
		`There was no ${path} beside the pages, so the rows of the sheets are numbered anew, and the new text of edited pages is not brought into them.`,
	damaged: (path: string) =>
		`${path} could not be read, so the rows of the sheets are numbered anew, and the new text of edited pages is not brought into them.`,
	newer: (path: string) =>
		`${path} comes from a later version of OCS Edge and was left as it is; the rows of the sheets are numbered without it. Update OCS Edge before you hand out the pages.`,
	another: (path: string) =>
		`${path} belongs to another deployment and was left as it is. Generate the runbooks of this deployment into a folder of their own.`,
} as const;

/** A notification has room for so many steps; the pages mark all of them. */
const MOST_NAMED = 12;

function named(steps: readonly string[]): readonly string[] {
	const others = steps.length - MOST_NAMED;
	return others < 2 ? steps : [...steps.slice(0, MOST_NAMED), `and ${others} others, marked on the pages`];
}

/** As in "12 pages and 3 other files". */
function counted(paths: readonly string[]): string {
	const pages = paths.filter((path) => path.endsWith(".md")).length;
	const others = paths.length - pages;
	const words = [
		...(pages > 0 ? [pages === 1 ? "1 page" : `${pages} pages`] : []),
		...(others > 0 ? [`${others} ${pages > 0 ? "other " : ""}${others === 1 ? "file" : "files"}`] : []),
	];
	return words.join(" and ");
}
