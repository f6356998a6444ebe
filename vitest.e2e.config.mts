import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/e2e/**/*.test.ts"],
		// One VS Code at a time: two cores are just enough for a server, an extension host and a browser.
		fileParallelism: false,
		// These are the longest that anything may take; nothing waits for them to pass.
		testTimeout: 120_000,
		hookTimeout: 180_000,
	},
});
