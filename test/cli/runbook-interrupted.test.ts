import { spawnSync } from "node:child_process";
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLI, example, Folder } from "./support.js";

const NAME = "single-site.ocsedge";
const MEMORY = "out/.generated.json";
const OVERVIEW = "out/00-overview.md";

const renamed = example(NAME).replace(/^deployment \S+/m, "deployment Renamed");

/** A folder in which somebody wrote into a page, and then the topology changed. */
async function workedIn(): Promise<Folder> {
	const folder = new Folder({ [NAME]: example(NAME) });
	await folder.run(["runbook", NAME, "--out", "out"]);
	folder.write(OVERVIEW, folder.read(OVERVIEW).replace("\n", "\n\nAsk Kim first.\n"));
	folder.write(NAME, renamed);
	return folder;
}

// The system lets no file grow beyond the limit, as if the disk were full.
test.skipIf(process.platform === "win32")("a run that stops in the middle of a file loses nothing", async () => {
	const folder = await workedIn();
	const [memory, overview] = [folder.read(MEMORY), folder.read(OVERVIEW)];
	const limited = spawnSync(
		"sh",
		["-c", 'ulimit -f 32 && exec "$@"', "sh", process.execPath, CLI, "runbook", NAME, "--out", "out"],
		{ cwd: folder.path },
	);
	expect(limited.status).not.toBe(0);
	expect([folder.read(MEMORY), folder.read(OVERVIEW)]).toEqual([memory, overview]);

	const again = await folder.run(["runbook", NAME, "--out", "out"]);
	expect(again.stdout).toContain("merged     out/00-overview.md (with what was written into it)\n");
	expect(folder.read(OVERVIEW)).toContain("\n\nAsk Kim first.\n");
});

test.skipIf(process.platform === "win32")("a page that is a link within the folder stays one", async () => {
	const folder = await workedIn();
	folder.write("out/kept/overview.md", folder.read(OVERVIEW));
	rmSync(join(folder.path, OVERVIEW));
	symlinkSync("kept/overview.md", join(folder.path, OVERVIEW));
	await folder.run(["runbook", NAME, "--out", "out"]);
	expect(folder.read("out/kept/overview.md")).toContain("Renamed");
	expect(folder.read(OVERVIEW)).toBe(folder.read("out/kept/overview.md"));
});
