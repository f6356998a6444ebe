import { execFileSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { CannotRun } from "./exit-code.js";
import { DISK, decode, errorCode, type FileSource, kindOf, type PathKind, shownPath } from "./files.js";
import { STANDARD_INPUT } from "./topologies.js";

/*
 * Topologies as they stand in a revision of the Git repository that keeps them. The `git` executable is called without a
 * shell, and only to read: nothing is checked out, and nothing of the repository is run.
 */

/** A topology as a user names it: a file, standard input, or a file in a revision. */
export interface NamedTopology {
	/** The path of its root file; in a revision the path that the file would have on the disk. */
	readonly file: string;
	readonly source: FileSource;
	/** As a person would name it, such as "HEAD~1:contoso.ocsedge". */
	readonly shown: string;
}

/** A file on the disk, or standard input. */
function topologyAt(file: string): NamedTopology {
	return { file, source: DISK, shown: file === STANDARD_INPUT ? "standard input" : shownPath(file) };
}

/**
 * What one of two topologies to compare is. An existing path wins. Otherwise it is a revision with a path, as in
 * "v1:plans/contoso.ocsedge", or a revision of the other file, as in "HEAD~1".
 *
 * @param other the other topology, as the user named it
 */
export function topologyNamed(name: string, other: string): NamedTopology {
	if (name === STANDARD_INPUT || kindOf(name) !== "missing") {
		return topologyAt(name);
	}
	const parts = revisionAndPath(name);
	if (parts !== undefined) {
		return inRevision(parts.revision, parts.path, name);
	}
	if (looksLikePath(name)) {
		throw new CannotRun(`${shownPath(name)} does not exist. Check the path.`);
	}
	const file = fileOf(other);
	if (file === undefined && other !== STANDARD_INPUT && looksLikePath(other)) {
		throw new CannotRun(`${shownPath(other)} does not exist. Check the path.`);
	}
	if (file === undefined) {
		throw new CannotRun(
			`${name} is not a file here, and no other file is named that could have a revision of this name. Name a file, or a revision with a file, as in HEAD~1:contoso.ocsedge.`,
		);
	}
	const repository = repositoryOf(file, name);
	const commit = commitOf(repository, name);
	if (commit === undefined) {
		throw new CannotRun(
			`${name} is neither a file here nor a revision in the repository of ${shownPath(file)}. Check the path, or take a revision from git log.`,
		);
	}
	return revisionOf(repository, commit, name, file);
}

/** The file that a name is about, on the disk or in a revision. */
function fileOf(name: string): string | undefined {
	if (name === STANDARD_INPUT) {
		return undefined;
	}
	if (kindOf(name) === "file") {
		return name;
	}
	const parts = revisionAndPath(name);
	return parts === undefined ? undefined : pathInRepository(repositoryOf(".", name), parts.path);
}

/** As in "v1:plans/contoso.ocsedge". A colon within braces belongs to the revision, as in "HEAD@{2009-01-31 12:00}". */
function revisionAndPath(name: string): { readonly revision: string; readonly path: string } | undefined {
	const [, revision, path] = /^((?:[^:{]|\{[^}]*\}|\{)+):(.+)$/s.exec(name) ?? [];
	// As in "C:\plans" on Windows, where the letter is no revision.
	const isDrivePath = /^[A-Za-z]:[\\/]/.test(name);
	return revision === undefined || path === undefined || isDrivePath ? undefined : { revision, path };
}

/** What cannot be the name of a revision, or hardly, is a path with a mistake. */
function looksLikePath(name: string): boolean {
	return name.endsWith(".ocsedge") || name.startsWith(".") || name.startsWith("/") || name.includes("\\");
}

function inRevision(revision: string, path: string, name: string): NamedTopology {
	const repository = repositoryOf(".", name);
	const commit = commitOf(repository, revision);
	if (commit === undefined) {
		throw new CannotRun(
			`${name} is neither a file here nor a file in a revision: the repository has no revision ${revision}. Take one from git log.`,
		);
	}
	return revisionOf(repository, commit, revision, pathInRepository(repository, path));
}

/** As Git has it: a path begins at the top of the repository, unless it begins with a dot. */
function pathInRepository(repository: string, path: string): string {
	return /^\.\.?(?:[\\/]|$)/.test(path) ? resolve(path) : join(repository, path);
}

function revisionOf(repository: string, commit: string, revision: string, file: string): NamedTopology {
	const source = new Revision(repository, commit, revision);
	if (source.kindOf(file) === "missing") {
		throw new CannotRun(
			`${source.inside(file) ?? shownPath(file)} does not exist in the revision ${revision}. Name the path that it had then, as in ${revision}:plans/contoso.ocsedge.`,
		);
	}
	return { file, source, shown: source.shown(file) };
}

/** The files of one revision, under the paths that they would have on the disk. */
class Revision implements FileSource {
	readonly #kinds = new Map<string, PathKind>();

	constructor(
		private readonly repository: string,
		private readonly commit: string,
		private readonly revision: string,
	) {}

	readonly kindOf = (path: string): PathKind => {
		const inside = this.inside(path);
		if (inside === undefined) {
			return "missing";
		}
		const known = this.#kinds.get(inside) ?? this.#look(inside);
		this.#kinds.set(inside, known);
		return known;
	};

	readonly readText = (path: string): string => {
		const bytes = git(this.repository, ["cat-file", "blob", `${this.commit}:${this.inside(path) ?? ""}`]);
		if (bytes === undefined) {
			throw new CannotRun(`${this.shown(path)} cannot be read: the repository does not have it.`);
		}
		return decode(bytes, this.shown(path));
	};

	readonly shown = (path: string): string => `${this.revision}:${this.inside(path) ?? shownPath(path)}`;

	/** A deployment is read from its root file, so nobody looks for further files in a revision. */
	readonly findTopologies = (): readonly string[] => [];

	/** The path from the top of the repository, with forward slashes; undefined outside of it. */
	inside(path: string): string | undefined {
		const inside = relative(this.repository, resolved(path)).split(sep).join("/");
		return inside === ".." || inside.startsWith("../") || resolve(inside) === inside ? undefined : inside;
	}

	#look(inside: string): PathKind {
		if (inside === "") {
			return "folder";
		}
		const line = git(this.repository, ["--literal-pathspecs", "ls-tree", "-z", this.commit, "--", inside]);
		// As in "100644 blob <hash>\t<path>"; a link is a blob whose text is no topology.
		const [mode] = (line === undefined ? "" : decode(line, inside)).split(" ");
		switch (mode) {
			case "100644":
			case "100755":
				return "file";
			case "040000":
				return "folder";
			case "120000":
				throw new CannotRun(
					`${this.revision}:${inside} is a link. Name the file that it leads to, by its path in the repository.`,
				);
			default:
				return "missing";
		}
	}
}

/** The top of the repository that a file lies in, or would lie in. */
function repositoryOf(file: string, name: string): string {
	let folder = kindOf(file) === "folder" ? resolve(file) : dirname(resolve(file));
	// The folder of the file may be gone since.
	while (!existsSync(folder) && folder !== dirname(folder)) {
		folder = dirname(folder);
	}
	const refusals: string[] = [];
	const top = git(folder, ["rev-parse", "--show-toplevel"], (words) => refusals.push(words));
	if (top === undefined) {
		// Git refuses for other reasons, too, as where the repository belongs to somebody else.
		const reason = refusals.some((words) => words.includes("not a git repository"))
			? ""
			: ` Git says: ${refusals.join(" ").split("\n")[0] ?? ""}`.trimEnd();
		throw new CannotRun(
			`${name} is not a file, and ${shownPath(folder)} is not in the work tree of a Git repository, so it is no revision either. Check the path.${reason}`,
		);
	}
	return realpathSync(decode(top, folder).replace(/\r?\n$/, ""));
}

/** The commit that a revision stands for; undefined where the repository knows none. */
function commitOf(repository: string, revision: string): string | undefined {
	// What begins like an option never reaches Git.
	if (revision.startsWith("-")) {
		return undefined;
	}
	const commit = git(repository, ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]);
	const hash = commit === undefined ? "" : decode(commit, revision).trim();
	return /^[0-9a-f]{40,64}$/.test(hash) ? hash : undefined;
}

/** With the links of its folders followed, as Git names the top of a repository. */
function resolved(path: string): string {
	let folder = resolve(path);
	const below: string[] = [];
	while (!existsSync(folder) && folder !== dirname(folder)) {
		below.unshift(folder.slice(dirname(folder).length).replace(/^[\\/]/, ""));
		folder = dirname(folder);
	}
	return join(existsSync(folder) ? realpathSync(folder) : folder, ...below);
}

/** What a call of Git prints; undefined where Git says no. */
function git(
	folder: string,
	args: readonly string[],
	onRefusal: (words: string) => void = () => {},
): Uint8Array | undefined {
	// Windows would look for git.exe in the working directory first, which anybody may have put there.
	process.env.NoDefaultCurrentDirectoryInExePath = "1";
	try {
		return execFileSync("git", ["-C", folder, ...args], {
			stdio: ["ignore", "pipe", "pipe"],
			maxBuffer: 256 * 1024 * 1024,
			windowsHide: true,
			// Objects that a partial clone lacks are not fetched: this program opens no network connection.
			env: { ...process.env, GIT_NO_LAZY_FETCH: "1", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
		});
	} catch (error) {
		if (errorCode(error) === "ENOENT") {
			throw new CannotRun("a revision cannot be read: git is not installed, or not on the PATH.");
		}
		onRefusal(error instanceof Error && "stderr" in error ? String(error.stderr) : "");
		return undefined;
	}
}
