import {
	accessSync,
	constants,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { URI } from "vscode-uri";
import { MEMORY_PATH } from "../reports/runbook/index.js";
import { CannotRun } from "./exit-code.js";

/*
 * Everything that the command line does with files. Whatever goes wrong here becomes one line that a person can act on.
 */

export const TOPOLOGY_EXTENSION = ".ocsedge";

/** A file's URI, by which all other modules know it. */
export function uriOf(path: string): string {
	return URI.file(resolve(path)).toString();
}

/** A file's path as a person would type it here: relative to the working directory, with forward slashes. */
export function pathOf(uri: string): string {
	return shownPath(URI.parse(uri).fsPath);
}

/** A path as a person would type it here: relative to the working directory, with forward slashes. */
export function shownPath(path: string): string {
	const absolute = resolve(path);
	const fromHere = relative(process.cwd(), absolute) || ".";
	// There is no relative path from one drive of Windows to another.
	return (isAbsolute(fromHere) ? absolute : fromHere).split(sep).join("/");
}

/** Whether a path lies in the working directory and that is a folder of work, which one may search as a whole. */
export function isInSearchableDirectory(path: string): boolean {
	const here = process.cwd();
	const fromHere = relative(here, resolve(path));
	const isInside = !isAbsolute(fromHere) && fromHere.split(sep)[0] !== "..";
	return isInside && here !== homedir() && here !== dirname(here);
}

export type PathKind = "file" | "folder" | "missing";

/** What lies at a path. */
export function kindOf(path: string): PathKind {
	if (path === "") {
		// An unset variable in a script comes out like this; it must not stand for the working directory.
		throw new CannotRun("a path is empty. Name a file or a folder.");
	}
	try {
		return statSync(path).isDirectory() ? "folder" : "file";
	} catch (error) {
		if (isAbsence(error)) {
			return "missing";
		}
		throw new CannotRun(`${shownPath(path)} cannot be read: ${reasonOf(error)}.`);
	}
}

/** The text of a file. A byte order mark is no part of it, as in an editor. */
export function readText(path: string): string {
	let bytes: Uint8Array;
	try {
		bytes = readFileSync(path);
	} catch (error) {
		throw new CannotRun(`${shownPath(path)} cannot be read: ${reasonOf(error)}.`);
	}
	return decode(bytes, shownPath(path));
}

/** Where topologies are read from: the disk, or a revision in the repository that keeps them. */
export interface FileSource {
	/** What lies at a path. */
	readonly kindOf: (path: string) => PathKind;
	/** The text of a file. Fails with the reason where it cannot be read. */
	readonly readText: (path: string) => string;
	/** A path as a person would name it. */
	readonly shown: (path: string) => string;
	/** The topology files in a folder and below; of those in the way none is a reason to fail for `skip`. */
	readonly findTopologies: (folder: string, onUnreadable: "fail" | "skip") => readonly string[];
}

export const DISK: FileSource = { kindOf, readText, shown: shownPath, findTopologies };

/** The text of an imported file; undefined where there is none, which is a finding and no failure. */
export function readImported(source: FileSource, uri: string): string | undefined {
	const path = URI.parse(uri).fsPath;
	// The editor takes only files of this kind for topologies, and both must come to the same result.
	return path.endsWith(TOPOLOGY_EXTENSION) && source.kindOf(path) === "file" ? source.readText(path) : undefined;
}

/** The same for a file that nobody asked for: what cannot be read is as good as not there. */
export function readIfPossible(source: FileSource, uri: string): string | undefined {
	try {
		return readImported(source, uri);
	} catch {
		return undefined;
	}
}

/** The text of a configuration; undefined where there is none. */
export function readConfigurationFile(source: FileSource, uri: string): string | undefined {
	const path = URI.parse(uri).fsPath;
	return source.kindOf(path) === "file" ? source.readText(path) : undefined;
}

/** The text that comes through standard input. */
export async function readStandardInput(): Promise<string> {
	const chunks: Uint8Array[] = [];
	try {
		for await (const chunk of process.stdin) {
			chunks.push(chunk);
		}
	} catch (error) {
		throw new CannotRun(`standard input cannot be read: ${reasonOf(error)}.`);
	}
	return decode(Buffer.concat(chunks), "standard input");
}

/**
 * The topology files in a folder and all folders below it, in a stable order. Installed packages, hidden folders and
 * links to folders are left out.
 *
 * @param onUnreadable what to do about a folder that cannot be listed
 */
export function findTopologies(folder: string, onUnreadable: "fail" | "skip"): readonly string[] {
	const found: string[] = [];
	// The list grows while it is walked, folder by folder.
	const due = [folder];
	for (const path of due) {
		for (const entry of entriesOf(path, onUnreadable)) {
			const inside = join(path, entry.name);
			if (entry.isDirectory()) {
				if (!entry.name.startsWith(".") && entry.name !== "node_modules") {
					due.push(inside);
				}
			} else if (entry.name.endsWith(TOPOLOGY_EXTENSION) && (entry.isFile() || isLinkToFile(inside))) {
				found.push(inside);
			}
		}
	}
	return found.sort((a, b) => (a < b ? -1 : 1));
}

function isLinkToFile(path: string): boolean {
	return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function entriesOf(folder: string, onUnreadable: "fail" | "skip") {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch (error) {
		if (onUnreadable === "skip") {
			return [];
		}
		throw new CannotRun(`the folder ${shownPath(folder)} cannot be read: ${reasonOf(error)}.`);
	}
}

/**
 * What stands in a folder that pages are to be written to, by path relative to it with forward slashes.
 *
 * Only the folders that pages go to are read, so that neither other files nor the pages of another deployment in a folder
 * below are taken for pages of this one.
 */
export function readPages(folder: string, pagePaths: readonly string[]): ReadonlyMap<string, string> {
	if (kindOf(folder) === "file") {
		throw new CannotRun(`${shownPath(folder)} is a file. Name a folder after --out.`);
	}
	const existing = new Map<string, string>();
	// Beside the files themselves may lie newer texts of them, and those of earlier generations.
	const extensions = new Set([MEMORY_PATH, ...pagePaths].map((path) => extname(path)));
	for (const place of new Set([MEMORY_PATH, ...pagePaths].map((path) => dirname(path)))) {
		const kind = kindOf(join(folder, place));
		if (kind === "file") {
			throw new CannotRun(
				`${shownPath(join(folder, place))} is a file, but pages belong into a folder of that name. Move it away or choose another folder.`,
			);
		}
		for (const entry of kind === "folder" ? entriesOf(join(folder, place), "fail") : []) {
			const path = place === "." ? entry.name : `${place}/${entry.name}`;
			if (extensions.has(extname(entry.name)) && kindOf(join(folder, path)) === "file") {
				existing.set(path, readPage(join(folder, path)));
			}
		}
	}
	return existing;
}

/** Reads a page that anybody may have put there: one in another encoding counts as edited and is kept. */
function readPage(path: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		throw new CannotRun(`${shownPath(path)} cannot be read: ${reasonOf(error)}.`);
	}
}

/**
 * Makes sure, before anything is written, that all of it will lie in the folder. The folder may be a link itself, since somebody
 * named it; a link inside it that leads out of it is none that anybody meant to write through.
 */
export function checkTargets(folder: string, paths: readonly string[]): void {
	if (kindOf(folder) === "missing") {
		return;
	}
	const home = realpathSync(folder);
	for (const path of paths) {
		let place = folder;
		for (const part of path.split("/")) {
			place = join(place, part);
			const found = lstatSync(place, { throwIfNoEntry: false });
			if (found?.isSymbolicLink() && !leadsInto(home, place)) {
				throw new CannotRun(
					`${shownPath(place)} is a link that leads out of ${shownPath(folder)}, so nothing is written. Remove the link, or choose another folder.`,
				);
			}
		}
	}
}

/** Whether what a link leads to exists and lies in a folder. */
function leadsInto(home: string, link: string): boolean {
	try {
		const inside = relative(home, realpathSync(link));
		return !isAbsolute(inside) && inside.split(sep)[0] !== "..";
	} catch {
		return false;
	}
}

/** Writes a page and the folders above it. A new page never replaces a file that came to be in the meantime. */
export function writePage(folder: string, path: string, content: string, isNew: boolean): void {
	const file = join(folder, path);
	makeFolder(dirname(file));
	try {
		if (isNew) {
			writeFileSync(file, content, { flag: "wx" });
		} else {
			replaceFile(file, content);
		}
	} catch (error) {
		throw new CannotRun(`${shownPath(file)} cannot be written: ${reasonOf(error)}. Name another folder after --out.`);
	}
}

/** Replaces a file at once. Were it emptied first, a full disk would cost what people wrote into it. */
function replaceFile(path: string, content: string): void {
	// A link in the folder stays a link, and what may not be written is not replaced either.
	const file = realpathSync(path);
	accessSync(file, constants.W_OK);
	const next = `${file}.${process.pid}.part`;
	try {
		writeFileSync(next, content, { flag: "wx", mode: statSync(file).mode });
		renameSync(next, file);
	} catch (error) {
		rmSync(next, { force: true });
		throw error;
	}
}

/**
 * Creates a folder and those above it. The option `recursive` of Node.js never comes back in places where the system says
 * of every new folder that it does not exist, such as `/proc`.
 */
function makeFolder(folder: string): void {
	const missing: string[] = [];
	for (let path = resolve(folder); kindOf(path) === "missing" && path !== dirname(path); path = dirname(path)) {
		missing.unshift(path);
	}
	for (const path of missing) {
		try {
			mkdirSync(path);
		} catch (error) {
			throw new CannotRun(
				`the folder ${shownPath(path)} cannot be created: ${reasonOf(error)}. Name another folder after --out.`,
			);
		}
	}
}

/** Bytes as text. A byte order mark is no part of it, as in an editor. */
export function decode(bytes: Uint8Array, name: string): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw new CannotRun(`${name} is not UTF-8 text. Save it with the encoding UTF-8.`);
	}
}

function isAbsence(error: unknown): boolean {
	return ["ENOENT", "ENOTDIR"].includes(errorCode(error));
}

const REASONS: Readonly<Record<string, string>> = {
	EACCES: "the permission is missing",
	EPERM: "the permission is missing",
	EEXIST: "there is a file of that name already",
	EISDIR: "it is a folder",
	ENOENT: "the system knows no such place",
	ENOTDIR: "a part of its path is a file and not a folder",
	ELOOP: "its links lead in a circle",
	ENAMETOOLONG: "its name is too long",
	ENOSPC: "the disk is full",
	EROFS: "the disk is read-only",
};

/** Why something could not be read or written, in words. */
export function reasonOf(error: unknown): string {
	return REASONS[errorCode(error)] ?? (error instanceof Error ? error.message : String(error));
}

/** The code of a system error, such as ENOENT. */
export function errorCode(error: unknown): string {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
