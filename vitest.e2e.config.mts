import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/e2e/**/*.test.ts"],
		// One VS Code at a time: two cores are just enough for a server, an extension host and a browser.
		fileParallelism: false,
		// A browser, VS Code and an extension host on two cores now and then lose a key stroke or a click that no event of ours tells
		// of. A second attempt keeps that apart from a fault; `npm test` names every test that needed one, so that none hides behind it.
		retry: 1,
		// These are the longest that anything may take; nothing waits for them to pass.
		testTimeout: 120_000,
		hookTimeout: 180_000,
	},
});
