import { checks } from "./checks.js";

/** VS Code calls this when it is started for a test run; the promise decides about its exit code. */
export async function run(): Promise<void> {
	console.log(`host: ${"WorkerGlobalScope" in globalThis ? "web" : "node"}`);
	let failed = 0;
	for (const check of checks) {
		try {
			await check.run();
			console.log(`ok - ${check.name}`);
		} catch (error) {
			failed += 1;
			console.log(`not ok - ${check.name}: ${error instanceof Error ? error.message : error}`);
		}
	}
	if (failed > 0) throw new Error(`${failed} of ${checks.length} checks failed`);
}
