// `npm run test:desktop`: the module that runs inside the extension host, in a desktop VS Code that this downloads.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@vscode/test-cli";

export default defineConfig({
	files: "out/in-host/mocha.js",
	extensionDevelopmentPath: import.meta.dirname,
	workspaceFolder: mkdtempSync(join(tmpdir(), "ocs-edge-desktop-")),
	launchArgs: ["--disable-workspace-trust", "--disable-telemetry"],
	mocha: { ui: "tdd", timeout: 60_000 },
});
