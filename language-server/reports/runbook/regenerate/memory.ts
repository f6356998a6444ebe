import type { Artefact } from "../artefacts/index.js";
import { classifyExisting, hashOf, recordedFingerprint } from "../page/fingerprint.js";
import type { RunbookPage } from "../page/page.js";
import { NO_NUMBERS, type NumbersOfKind, type RowNumbers } from "../rows/row-numbers.js";

/** Where a folder of runbooks keeps what was generated into it, relative to the folder. */
export const MEMORY_PATH = ".generated.json";

/** A reader of another version would misread the file, so it leaves it alone. */
const VERSION = 1;

/** A line as it was generated. */
export interface RememberedLine {
	readonly text: string;
	/** What tells the line from all others of the page, where something does: see `PageLine.id`. */
	readonly id?: string;
}

/** The whole text of a page as it was generated once, from top to bottom. */
export type Generation = readonly RememberedLine[];

/** Whose runbooks a folder holds. */
export interface FolderOwner {
	readonly deployment: string;
	/** The file with the deployment block, without its folder. */
	readonly rootFile: string;
}

/** What the generations before this one left. */
export interface Memory {
	/** Undefined where an earlier version wrote the memory. */
	readonly owner?: FolderOwner | undefined;
	readonly numbers: RowNumbers;
	/** The generations of each page: the newest one, then the older ones from which some file in the folder still comes. */
	readonly pages: ReadonlyMap<string, readonly Generation[]>;
	/** The hashes of the files that teams feed into their tools, remembered by the same rule. */
	readonly artefacts: ReadonlyMap<string, readonly string[]>;
}

/**
 * What became of the memory of a folder: `none` when nothing was generated yet or the file was deleted, `damaged` when it cannot
 * be read, `newer` when a later version of OCS Edge wrote it.
 */
export type MemoryState = "read" | "none" | "damaged" | "newer";

const NOTHING: Memory = { numbers: NO_NUMBERS, pages: new Map(), artefacts: new Map() };

/**
 * The row numbers that a folder of runbooks remembers, to be given to `renderRunbook`; undefined where it remembers none.
 *
 * @param existing the files in the folder, by their path relative to it
 */
export function rememberedNumbers(existing: ReadonlyMap<string, string>): RowNumbers | undefined {
	// A preview asks with every key stroke, and to read the pages as well would take as long as to write them.
	const { state, records } = recordsOf(existing.get(MEMORY_PATH));
	return state === "read" ? records.map(({ numbers }) => numbersOf(numbers)).reduce(bothRowNumbers) : undefined;
}

/**
 * The deployment whose runbooks a folder holds, where it is another one than that of which runbooks are to be written into it. A
 * deployment or a file may get another name; one of which both the name and the file are others is another one.
 *
 * @param existing the files in the folder, by their path relative to it
 */
export function otherOwner(existing: ReadonlyMap<string, string>, owner: FolderOwner): FolderOwner | undefined {
	const { state, records } = recordsOf(existing.get(MEMORY_PATH));
	const present = state === "read" ? records.flatMap((record) => ownerOf(record.owner) ?? []).at(0) : undefined;
	return present === undefined || present.deployment === owner.deployment || present.rootFile === owner.rootFile
		? undefined
		: present;
}

/** Reads the memory of a folder. What cannot be read is as good as not there, and says so. */
export function readMemory(text: string | undefined): { readonly state: MemoryState; readonly memory: Memory } {
	const { state, records } = recordsOf(text);
	return { state, memory: state === "read" ? records.map(memoryOf).reduce(bothMemories) : NOTHING };
}

/** What stands in the file, unread: one record, or two where version control left both. Where it can be read there is one. */
function recordsOf(text: string | undefined): {
	readonly state: MemoryState;
	readonly records: readonly Readonly<Record<string, unknown>>[];
} {
	if (text === undefined) {
		return { state: "none", records: [] };
	}
	const records = sidesOf(text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n")).flatMap((side) => {
		const value = parsed(side);
		return isRecord(value) && typeof value.version === "number" ? [{ ...value, version: value.version }] : [];
	});
	if (records.length === 0) {
		return { state: "damaged", records };
	}
	return { state: records.some(({ version }) => version > VERSION) ? "newer" : "read", records };
}

/**
 * Two people may have generated, and version control left both memories in one file. Each of them is whole by itself, and the pages come from
 * the one or the other.
 */
function sidesOf(text: string): readonly string[] {
	const conflict = /^<{7}.*\n([\s\S]*?)(?:^\|{7}.*\n[\s\S]*?)?^={7}\n([\s\S]*?)^>{7}.*(?:\n|$)/gm;
	return conflict.test(text) ? [text.replace(conflict, "$1"), text.replace(conflict, "$2")] : [text];
}

function memoryOf(value: Readonly<Record<string, unknown>>): Memory {
	return {
		owner: ownerOf(value.owner),
		numbers: numbersOf(value.numbers),
		pages: new Map(
			entriesOf(value.pages).map(([path, generations]) => [
				path,
				listOf(generations).map(generationOf).filter(isWhole),
			]),
		),
		artefacts: new Map(
			entriesOf(value.artefacts).map(([path, hashes]) => [
				path,
				listOf(hashes).filter((hash) => typeof hash === "string"),
			]),
		),
	};
}

function bothMemories(a: Memory, b: Memory): Memory {
	const both = <T>(one: ReadonlyMap<string, readonly T[]>, other: ReadonlyMap<string, readonly T[]>) =>
		new Map([...one, ...other].map(([key]) => [key, [...(one.get(key) ?? []), ...(other.get(key) ?? [])]] as const));
	return {
		owner: a.owner ?? b.owner,
		numbers: bothRowNumbers(a.numbers, b.numbers),
		pages: both(a.pages, b.pages),
		artefacts: both(a.artefacts, b.artefacts),
	};
}

function bothRowNumbers(a: RowNumbers, b: RowNumbers): RowNumbers {
	return {
		flows: bothNumbers(a.flows, b.flows),
		dns: bothNumbers(a.dns, b.dns),
		certificates: bothNumbers(a.certificates, b.certificates),
		balancers: bothNumbers(a.balancers, b.balancers),
	};
}

/** A number is given once: where both gave the same one to different rows, the second row gets another. */
function bothNumbers(a: NumbersOfKind, b: NumbersOfKind): NumbersOfKind {
	const given = new Set(Object.values(a));
	const further = Object.entries(b).filter(([identity, number]) => !Object.hasOwn(a, identity) && !given.has(number));
	return Object.fromEntries([...Object.entries(a), ...further]);
}

/**
 * The memory as a file. It has no times and a fixed order, and each line of a page stands on a line of its own, so that
 * a version control system shows and merges it as it does the pages.
 */
export function printMemory({ owner, numbers, pages, artefacts }: Memory): string {
	const line = ({ text, id }: RememberedLine) => JSON.stringify(id === undefined ? text : { id, text });
	const generation = (lines: Generation) => `[\n${lines.map(line).join(",\n")}\n]`;
	const page = ([path, generations]: readonly [string, readonly Generation[]]) =>
		`${JSON.stringify(path)}: [\n${generations.map(generation).join(",\n")}\n]`;
	const pair = ([key, value]: readonly [string, string | number | readonly string[]]) =>
		`${JSON.stringify(key)}: ${JSON.stringify(value)}`;
	const kind = ([key, value]: readonly [string, NumbersOfKind]) =>
		`${JSON.stringify(key)}: ${object(Object.entries(value).map(pair))}`;
	const { flows, dns, certificates, balancers } = numbers;
	return `${object([
		`"about": ${JSON.stringify("OCS Edge keeps what it generated here, so that what people write into the pages survives the next generation. Keep this file beside the pages.")}`,
		`"version": ${VERSION}`,
		...(owner === undefined ? [] : [`"owner": ${object(Object.entries(owner).map(pair))}`]),
		`"numbers": ${object(Object.entries({ flows, dns, certificates, balancers }).map(kind))}`,
		`"artefacts": ${object(sorted(artefacts).map(pair))}`,
		`"pages": ${object(sorted(pages).map(page))}`,
	])}\n`;
}

/** A page as it is generated now, to be remembered. */
export function generationFrom({ content, lines }: Pick<RunbookPage, "content" | "lines">): Generation {
	const ids = new Map(lines.map(({ line, id }) => [line, id]));
	return content.split("\n").map((text, line) => {
		const id = ids.get(line);
		return id === undefined ? { text } : { text, id };
	});
}

/** The text of a generation, as it was written. */
export function textOf(generation: Generation): string {
	return generation.map(({ text }) => text).join("\n");
}

/** The generation from which the text of a page in the folder comes; undefined where the folder does not remember it. */
export function generationOfPage({ pages }: Memory, path: string, content: string): Generation | undefined {
	const recorded = recordedFingerprint(content);
	return recorded === undefined ? undefined : pages.get(path)?.find((one) => fingerprintOf(one) === recorded);
}

/** The hash by which a page says from which generation it comes. */
export function fingerprintOf(generation: Generation): string | undefined {
	return recordedFingerprint(textOf(generation));
}

/** What is remembered of a file that people do not write into. */
export function artefactHash({ content }: Pick<Artefact, "content">): string {
	return hashOf(content);
}

function object(entries: readonly string[]): string {
	return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n}`;
}

function sorted<T>(entries: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
	return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function ownerOf(value: unknown): FolderOwner | undefined {
	const { deployment, rootFile } = isRecord(value) ? value : {};
	return typeof deployment === "string" && typeof rootFile === "string" ? { deployment, rootFile } : undefined;
}

function numbersOf(value: unknown): RowNumbers {
	const kind = (key: string): NumbersOfKind =>
		Object.fromEntries(
			entriesOf(isRecord(value) ? value[key] : undefined).filter(
				(entry): entry is [string, number] => Number.isSafeInteger(entry[1]) && Number(entry[1]) > 0,
			),
		);
	return {
		flows: kind("flows"),
		dns: kind("dns"),
		certificates: kind("certificates"),
		balancers: kind("balancers"),
	};
}

function generationOf(value: unknown): Generation {
	return listOf(value).flatMap((line): readonly RememberedLine[] => {
		if (typeof line === "string") {
			return [{ text: line }];
		}
		const isLine = isRecord(line) && typeof line.text === "string" && typeof line.id === "string";
		return isLine ? [{ text: String(line.text), id: String(line.id) }] : [];
	});
}

/** Whether nobody has changed what is remembered: it still has the hash that it names itself. */
function isWhole(generation: Generation): boolean {
	return classifyExisting(textOf(generation)) === "unedited";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entriesOf(value: unknown): readonly [string, unknown][] {
	return isRecord(value) ? Object.entries(value) : [];
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
