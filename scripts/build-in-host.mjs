// Bundles the module that runs inside the extension host during the end-to-end tests. It uses nothing of Node, so that
// one bundle serves the Node host, the web worker host and the desktop.

import { build } from "esbuild";
import { root } from "./support/environment.mjs";

await build({
	absWorkingDir: root,
	entryPoints: ["test/e2e/in-host/index.ts", "test/e2e/in-host/mocha.ts"],
	outdir: "out/in-host",
	bundle: true,
	platform: "neutral",
	format: "cjs",
	target: "es2022",
	external: ["vscode"],
	logLevel: "warning",
});
