import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import { describe } from "vitest";

/** Where Debian keeps programs that are not on the PATH of every user. */
const PATH = [process.env.PATH, "/usr/sbin", "/sbin"].join(delimiter);

/** Debian and Ubuntu packages of the programs, for the message. */
const packages = { "named-checkzone": "bind9-utils", "named-compilezone": "bind9-utils", openssl: "openssl" } as const;

type Program = keyof typeof packages;

/** What a program prints. Fails the test with what the program says when it does not succeed. */
export function outputOf(program: Program, args: readonly string[], input = ""): string {
	const { error, status, stdout, stderr } = spawnSync(program, args, {
		input,
		encoding: "utf8",
		env: { ...process.env, PATH },
	});
	if (error !== undefined && "code" in error && error.code === "ENOENT") {
		throw new Error(
			`These tests need ${program}. \`npm test\` installs it where it may; otherwise: apt-get install ${packages[program]}`,
		);
	}
	if (error !== undefined || status !== 0) {
		throw new Error(`${program} ${args.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
	}
	return stdout;
}

/**
 * Tests that need a program. They run on Linux, and fail there without it; on Windows and macOS, where it may not be had,
 * they are skipped without it.
 */
export function describeWith(program: Program, title: string, tests: () => void): void {
	const isThere = spawnSync(program, ["-h"], { env: { ...process.env, PATH } }).error === undefined;
	const isSkipped = !isThere && process.platform !== "linux";
	describe.skipIf(isSkipped)(isSkipped ? `${title} (skipped: there is no ${program})` : title, tests);
}
