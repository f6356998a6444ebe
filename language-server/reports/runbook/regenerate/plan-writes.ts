import { classifyExisting, recordedFingerprint, sameText } from "../page/fingerprint.js";
import type { RunbookPage } from "../page/page.js";
import type { Runbook } from "../render.js";
import {
	artefactHash,
	fingerprintOf,
	type Generation,
	generationFrom,
	generationOfPage,
	MEMORY_PATH,
	type Memory,
	type MemoryState,
	otherOwner,
	printMemory,
	readMemory,
} from "./memory.js";
import { type MergeReport, mergePage } from "./merge-page.js";

/**
 * What to do with one file. Nothing is ever deleted, and nothing that a person wrote is ever lost. A write with `content` is
 * one to carry out: `content` goes to `target`. Whoever carries them out keeps their order, see `planWrites`.
 */
export type PageWrite =
	/** There is no such file yet. */
	| { readonly outcome: "create"; readonly path: string; readonly target: string; readonly content: string }
	/** The file holds the new text already. */
	| { readonly outcome: "unchanged"; readonly path: string }
	/** The file stands as an earlier generation left it. */
	| { readonly outcome: "replace"; readonly path: string; readonly target: string; readonly content: string }
	/** People wrote into the page, and what they wrote goes on in the new one. */
	| {
			readonly outcome: "merged";
			readonly path: string;
			readonly target: string;
			readonly content: string;
			readonly report: MergeReport;
	  }
	/** The file was edited, and what is generated has not changed since: nothing to write. */
	| { readonly outcome: "kept"; readonly path: string }
	/**
	 * The file was edited so that the new text cannot be brought into it: that goes beside it, to `target`. Without
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
	/** A file of an earlier generation that is no longer produced. It is reported, not deleted. */
	| {
			readonly outcome: "obsolete";
			readonly path: string;
			/** Whether people wrote into it. */
			readonly edited?: true;
	  }
	/** What the next generation has to know of this one; no file for people. Without `content` there is nothing to write. */
	| {
			readonly outcome: "memory";
			readonly path: string;
			readonly target: string;
			readonly content?: string;
			/**
			 * What became of the one that was there; `none` only where it is missed, beside pages that were generated before, and
			 * `another` where it is that of another deployment.
			 */
			readonly missed?: "none" | "damaged" | "newer" | "another";
	  };

/** What of a runbook is written. */
type Writable = Pick<Runbook, "pages" | "artefacts" | "numbers" | "owner">;

export interface PlanOptions {
	/**
	 * Whether `runbook` has only some of its pages, because somebody asked for one task or one team. Then what is missing is
	 * not obsolete.
	 */
	readonly partial?: boolean;
}

/**
 * Decides file by file what to write into the folder of a deployment, the memory of this generation included.
 *
 * The memory comes first. It knows the new texts and those from which the edited pages come, so that pages can be brought together
 * whether the writing stops before, behind or between them.
 *
 * Where the folder holds the runbooks of another deployment, none of its files is touched, and its memory neither: all that is new goes
 * beside them. Whoever can ask for another folder does so before, see `otherOwner`.
 *
 * @param existing every text file below the folder, `.generated.json` and what teams feed into their tools included, by its path
 * relative to the folder, with forward slashes
 */
export function planWrites(
	runbook: Writable,
	existing: ReadonlyMap<string, string>,
	{ partial = false }: PlanOptions = {},
): readonly PageWrite[] {
	if (runbook.owner !== undefined && otherOwner(existing, runbook.owner) !== undefined) {
		return planBeside(runbook, existing);
	}
	const { memory, state } = readMemory(existing.get(MEMORY_PATH));
	const generations = new Map(runbook.pages.map((page) => [page.path, generationFrom(page)]));
	const writes = [
		...runbook.pages.map((page) => planPage(page, generations.get(page.path) ?? [], existing, memory)),
		...runbook.artefacts.map((artefact) => planArtefact(artefact, existing, memory)),
	];
	const inUse = new Set(
		writes.flatMap((write) => (write.outcome === "keep-both" ? [write.path, write.target] : [write.path])),
	);
	const obsolete = partial ? [] : obsoleteFiles(existing, memory, inUse);
	const remembering = writeMemory(state, remember(runbook, generations, writes, existing, memory), existing);
	return [remembering, ...writes, ...obsolete];
}

/**
 * What to remember where the page for the printer is all that is written: the numbers of the rows, because people hold them in their
 * hands from then on. Of the pages nothing is remembered, since none is written.
 *
 * Where pages are there whose memory is lost, nothing is begun that would look like it: the next generation of the pages says so.
 */
export function planNumbers(
	{ numbers, owner }: Pick<Writable, "numbers" | "owner">,
	existing: ReadonlyMap<string, string>,
): Extract<PageWrite, { outcome: "memory" }> {
	if (owner !== undefined && otherOwner(existing, owner) !== undefined) {
		return notRemembered;
	}
	const { memory, state } = readMemory(existing.get(MEMORY_PATH));
	const { content, ...write } = writeMemory(state, { ...memory, numbers }, existing);
	const arePagesThere = [...existing].some(
		([path, text]) => path.endsWith(".md") && recordedFingerprint(text) !== undefined,
	);
	const isLost = state === "damaged" || (state === "none" && arePagesThere);
	return content === undefined || isLost ? write : { ...write, content };
}

/** The memory of a folder belongs to the deployment whose runbooks it holds. */
const notRemembered = { outcome: "memory", path: MEMORY_PATH, target: MEMORY_PATH, missed: "another" } as const;

/** Writes into the folder of another deployment: only to places where nothing stands. */
function planBeside({ pages, artefacts }: Writable, existing: ReadonlyMap<string, string>): readonly PageWrite[] {
	const writes = [...pages, ...artefacts].map(({ path, content }): PageWrite => {
		const present = existing.get(path);
		if (present === undefined) {
			return { outcome: "create", path, target: path, content };
		}
		return sameText(present, content)
			? { outcome: "unchanged", path }
			: putBeside(path, content, existing, (beside) => (sameText(beside, content) ? "same" : "edited"));
	});
	return [notRemembered, ...writes];
}

/** What to do with a page: the first of its texts that fits decides. */
function planPage(
	page: RunbookPage,
	generation: Generation,
	existing: ReadonlyMap<string, string>,
	memory: Memory,
): PageWrite {
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
	const recorded = recordedFingerprint(present);
	if (recorded !== undefined && recorded === recordedFingerprint(content)) {
		return { outcome: "kept", path };
	}
	const base = generationOfPage(memory, path, present);
	const merged = base === undefined ? undefined : mergePage(base, present, generation);
	if (merged !== undefined) {
		return { outcome: "merged", path, target: path, ...merged };
	}
	return putBeside(path, content, existing, (beside) => {
		if (sameText(beside, content) || recordedFingerprint(beside) === recordedFingerprint(content)) {
			return "same";
		}
		return classifyExisting(beside);
	});
}

/** People do not write into these files; whoever did finds the new text beside his own. */
function planArtefact(
	artefact: Runbook["artefacts"][number],
	existing: ReadonlyMap<string, string>,
	memory: Memory,
): PageWrite {
	const { path, content } = artefact;
	const present = existing.get(path);
	if (present === undefined) {
		return { outcome: "create", path, target: path, content };
	}
	if (sameText(present, content)) {
		return { outcome: "unchanged", path };
	}
	if (isRemembered(memory, path, present)) {
		return { outcome: "replace", path, target: path, content };
	}
	if (memory.artefacts.get(path)?.[0] === artefactHash(artefact)) {
		return { outcome: "kept", path };
	}
	return putBeside(path, content, existing, (beside, target) => {
		if (sameText(beside, content)) {
			return "same";
		}
		return isRemembered(memory, target, beside) ? "unedited" : "edited";
	});
}

/** Whether a file that is no page stands as it was generated once. */
function isRemembered(memory: Memory, path: string, content: string): boolean {
	return memory.artefacts.get(path)?.includes(artefactHash({ content })) === true;
}

/** Finds the place beside a file where nothing of a person is overwritten: as in "01-task.new.md", "01-task.new-2.md". */
function putBeside(
	path: string,
	content: string,
	existing: ReadonlyMap<string, string>,
	look: (beside: string, target: string) => "same" | "unedited" | "edited",
): PageWrite {
	for (let attempt = 1; ; attempt++) {
		const target = besidePath(path, attempt);
		const beside = existing.get(target);
		if (beside === undefined) {
			return { outcome: "keep-both", path, target, content, replaces: false };
		}
		switch (look(beside, target)) {
			case "same":
				return { outcome: "keep-both", path, target, replaces: false };
			case "unedited":
				return { outcome: "keep-both", path, target, content, replaces: true };
			case "edited":
		}
	}
}

const BESIDE = /\.new(?:-\d+)?(?:\.[^./]*)?$/;

function besidePath(path: string, attempt: number): string {
	const mark = attempt === 1 ? ".new" : `.new-${attempt}`;
	const [, stem = path, extension = ""] = /^(.*?)(\.[^./]*)?$/.exec(path) ?? [];
	return `${stem}${mark}${extension}`;
}

function obsoleteFiles(
	existing: ReadonlyMap<string, string>,
	memory: Memory,
	inUse: ReadonlySet<string>,
): readonly PageWrite[] {
	return [...existing]
		.filter(([path]) => !inUse.has(path) && path !== MEMORY_PATH)
		.flatMap(([path, content]): readonly PageWrite[] => {
			const isPage = path.endsWith(".md") && classifyExisting(content) === "unedited";
			if (isPage || isRemembered(memory, path, content)) {
				return [{ outcome: "obsolete", path }];
			}
			// What was put beside a file and then edited is in the hands of a person already.
			const wasGenerated = memory.pages.has(path) || (memory.artefacts.has(path) && !BESIDE.test(path));
			return wasGenerated ? [{ outcome: "obsolete", path, edited: true }] : [];
		})
		.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * What the next generation has to know: the new text of each page, and those older ones from which a file in the folder comes, because
 * that file may stay as it is: when the new text goes beside it, when the writing stops half-way, when somebody takes it back.
 */
function remember(
	runbook: Writable,
	generations: ReadonlyMap<string, Generation>,
	writes: readonly PageWrite[],
	existing: ReadonlyMap<string, string>,
	memory: Memory,
): Memory {
	// What is not generated now may be again, and may lie where nobody looked this time.
	const pages = new Map(memory.pages);
	for (const [path, generation] of generations) {
		const known = memory.pages.get(path) ?? [];
		const newest = fingerprintOf(generation);
		if (known.length === 0 || fingerprintOf(known[0] ?? []) !== newest) {
			const named = namedIn(path, existing);
			const older = known.filter((one) => named.has(fingerprintOf(one) ?? "") && fingerprintOf(one) !== newest);
			pages.set(path, [generation, ...older]);
		}
	}
	const artefacts = new Map(memory.artefacts);
	const hashes = new Map(runbook.artefacts.map((artefact) => [artefact.path, artefactHash(artefact)]));
	for (const write of writes) {
		const hash = hashes.get(write.path);
		if (hash !== undefined) {
			// An edited file stays as it is, and so does what it was made from.
			const path = write.outcome === "keep-both" ? write.target : write.path;
			const known = memory.artefacts.get(path) ?? [];
			const present = existing.get(path);
			const left = present === undefined ? undefined : artefactHash({ content: present });
			artefacts.set(path, known[0] === hash ? known : [hash, ...known.filter((one) => one === left && one !== hash)]);
		}
	}
	return { owner: runbook.owner ?? memory.owner, numbers: runbook.numbers, pages, artefacts };
}

/** The generations from which the edited texts of a page come: the page itself, and what was put beside it. */
function namedIn(path: string, existing: ReadonlyMap<string, string>): ReadonlySet<string> {
	const named = new Set<string>();
	const look = (text: string | undefined): boolean => {
		const recorded =
			text === undefined || classifyExisting(text) === "unedited" ? undefined : recordedFingerprint(text);
		if (recorded !== undefined) {
			named.add(recorded);
		}
		return text !== undefined;
	};
	look(existing.get(path));
	for (let attempt = 1; look(existing.get(besidePath(path, attempt))); attempt++) {}
	return named;
}

function writeMemory(
	state: MemoryState,
	memory: Memory,
	existing: ReadonlyMap<string, string>,
): Extract<PageWrite, { outcome: "memory" }> {
	const target = { outcome: "memory", path: MEMORY_PATH, target: MEMORY_PATH } as const;
	const wasGenerated = [...existing.values()].some((text) => recordedFingerprint(text) !== undefined);
	const isMissed = state === "damaged" || state === "newer" || (state === "none" && wasGenerated);
	const missed = isMissed ? { missed: state } : {};
	const content = printMemory(memory);
	const present = existing.get(MEMORY_PATH);
	// What a later version wrote says more than this one could write.
	return state === "newer" || (present !== undefined && sameText(present, content))
		? { ...target, ...missed }
		: { ...target, ...missed, content };
}
