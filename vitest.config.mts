import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		exclude: ["test/e2e/**"],
		// Tests that start the built server or command line wait for a process on a machine that may be busy.
		testTimeout: 30_000,
		hookTimeout: 60_000,
	},
});
