// Packs what dist/ holds into the extension that users install, and, for the tests, into one without a Node entry,
// which VS Code runs in the web worker host, as it would in a browser without a server.

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { root } from "./support/environment.mjs";

/** @param {string} cwd @param {string} name */
async function pack(cwd, name) {
	const packagePath = join(root, "artifacts", name);
	await createVSIX({
		cwd,
		packagePath,
		dependencies: false,
		allowMissingRepository: true,
		rewriteRelativeLinks: false,
	});
	console.log(`artifacts/${name}  ${(statSync(packagePath).size / 1024).toFixed(0)} kB`);
}

for (const file of ["dist/extension.js", "dist/extension.web.js"]) {
	if (!existsSync(join(root, file))) throw new Error(`${file} is missing; run \`npm run build\` first.`);
}
mkdirSync(join(root, "artifacts"), { recursive: true });
await pack(root, "ocs-edge.vsix");

if (process.argv.includes("--with-web")) {
	const stage = join(root, "out/web-extension");
	rmSync(stage, { recursive: true, force: true });
	for (const path of [
		"dist",
		"docs/rules",
		"media",
		"syntaxes",
		"docs/schemas",
		"language-configuration.json",
		".vscodeignore",
	]) {
		if (existsSync(join(root, path))) cpSync(join(root, path), join(stage, path), { recursive: true });
	}
	for (const path of ["README.md", "CHANGELOG.md", "LICENSE"]) {
		if (existsSync(join(root, path))) cpSync(join(root, path), join(stage, path));
	}
	const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	delete manifest.main;
	writeFileSync(join(stage, "package.json"), JSON.stringify(manifest, null, 2));
	await pack(stage, "ocs-edge-web.vsix");
}
