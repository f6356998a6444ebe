import { execFileSync, spawn } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

const root = resolve(import.meta.dirname, "../..");
export const CLI = join(root, "dist/cli.js");

if (!existsSync(CLI)) {
	execFileSync(process.execPath, [join(root, "scripts/build.mjs")], { cwd: root });
}

export interface Outcome {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	readonly input?: string | Uint8Array;
	readonly environment?: Readonly<Record<string, string>>;
}

/** A folder of its own for one test, from which the command line is called; it is gone when the test is over. */
export class Folder {
	/** Resolved, because the folder for temporary files is a link on some systems. */
	readonly path = realpathSync(mkdtempSync(join(tmpdir(), "ocs-edge-cli-")));

	constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
		onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
		for (const [path, content] of Object.entries(files)) {
			this.write(path, content);
		}
	}

	write(path: string, content: string | Uint8Array): void {
		mkdirSync(dirname(join(this.path, path)), { recursive: true });
		writeFileSync(join(this.path, path), content);
	}

	read(path: string): string {
		return readFileSync(join(this.path, path), "utf8");
	}

	/** All files below a folder with their content, by relative path. */
	snapshot(folder: string): Readonly<Record<string, string>> {
		const entries = readdirSync(join(this.path, folder), { recursive: true, encoding: "utf8" });
		const files = entries.filter((path) => path.endsWith(".md")).sort();
		return Object.fromEntries(files.map((path) => [path, this.read(join(folder, path))]));
	}

	run(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
		return run(args, { ...options, cwd: this.path });
	}
}

export function example(name: string): string {
	return readFileSync(join(root, "examples", name), "utf8");
}

export function documentOf(path: string): unknown {
	return JSON.parse(readFileSync(join(root, path), "utf8"));
}

export function run(args: readonly string[], options: RunOptions & { readonly cwd: string }): Promise<Outcome> {
	// What the machine that runs the tests thinks of colours must not decide what they see.
	const { FORCE_COLOR: _force, NO_COLOR: _no, ...environment } = process.env;
	const child = spawn(process.execPath, [CLI, ...args], {
		cwd: options.cwd,
		env: { ...environment, ...options.environment },
	});
	return new Promise((done, fail) => {
		let stdout = "";
		let stderr = "";
		child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
			stdout += chunk;
		});
		child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
			stderr += chunk;
		});
		child.on("error", fail);
		child.on("close", (code) => done({ code, stdout, stderr }));
		// A command that does not read its input may end before all of it is written.
		child.stdin.on("error", () => {});
		child.stdin.end(options.input ?? "");
	});
}

/** A deployment without findings, on which tests build. */
export const CLEAN = "deployment Contoso {\n  product ocs2007\n}\n";

/** The same with one mistake: an unknown product, in the third word of the second line. */
export const BROKEN = "deployment Contoso {\n  product ocs2005\n}\n";
