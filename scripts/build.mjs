// Bundles what is shipped into dist/. Entry points that do not exist are skipped with a word, so that a part of the
// product can be built alone. --watch rebuilds on every change and adds source maps.

import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build, context } from "esbuild";
import { root } from "./support/environment.mjs";

const watch = process.argv.includes("--watch");
const dev = watch || process.argv.includes("--dev");

/*
 * Every bundle is CommonJS or a plain script, although the sources are ES modules: VS Code's web worker extension host
 * refuses ES modules outright, it decides by `type` in the manifest, and one kind of bundle for all hosts means that no
 * file depends on which package.json lies nearest. So package.json has no `type`.
 */
/** @type {import("esbuild").BuildOptions} */
const common = {
	absWorkingDir: root,
	bundle: true,
	minify: !dev,
	sourcemap: dev ? "linked" : false,
	legalComments: "none",
	logLevel: "warning",
	metafile: true,
	define: { "process.env.NODE_ENV": '"production"' },
};

// A module that asks where it lies gets the place of the bundle; esbuild leaves that open for CommonJS.
const place = 'const bundlePlace=require("node:url").pathToFileURL(__filename).href;';

/** @type {import("esbuild").BuildOptions} */
const node = {
	...common,
	platform: "node",
	target: "node20",
	format: "cjs",
	mainFields: ["module", "main"],
	define: { ...common.define, "import.meta.url": "bundlePlace" },
};

/*
 * The parser library calls Object.groupBy, which Node 20 does not have. The command line and the language server
 * promise to run there, so both bundles carry it where it is missing.
 */
const groupBy =
	"Object.groupBy??=(items,key)=>{const groups=Object.create(null);let index=0;" +
	"for(const item of items)(groups[key(item,index++)]??=[]).push(item);return groups};";

/** @type {import("esbuild").BuildOptions} */
const browser = { ...common, platform: "browser", target: "es2022", mainFields: ["browser", "module", "main"] };

/** @type {import("esbuild").BuildOptions[]} */
const bundles = [
	{ ...node, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] },
	{
		...browser,
		format: "cjs",
		entryPoints: ["src/extension.web.ts"],
		outfile: "dist/extension.web.js",
		external: ["vscode"],
	},
	{ ...browser, format: "iife", entryPoints: ["src/webview/preview.ts"], outfile: "dist/preview.js" },
	{
		...node,
		entryPoints: ["language-server/main.node.ts"],
		outfile: "dist/language-server.js",
		banner: { js: place + groupBy },
	},
	{
		...browser,
		format: "iife",
		entryPoints: ["language-server/main.browser.ts"],
		outfile: "dist/language-server.worker.js",
		banner: { js: groupBy },
	},
	{
		...node,
		entryPoints: ["language-server/cli/main.ts"],
		outfile: "dist/cli.js",
		banner: { js: `#!/usr/bin/env node\n${place}${groupBy}` },
	},
];

mkdirSync(join(root, "dist"), { recursive: true });
/** @type {Record<string, number>} */
const sizes = {};
for (const options of bundles) {
	const [entry] = /** @type {string[]} */ (options.entryPoints);
	if (!existsSync(join(root, entry ?? ""))) {
		console.warn(`skipped ${options.outfile}: ${entry} does not exist`);
		continue;
	}
	if (watch) {
		const running = await context({ ...options, logLevel: "info" });
		await running.watch();
		continue;
	}
	const { metafile } = await build(options);
	for (const [file, output] of Object.entries(metafile?.outputs ?? {})) {
		if (file.endsWith(".js")) sizes[file] = output.bytes;
	}
	if (options.outfile === "dist/cli.js") chmodSync(join(root, "dist/cli.js"), 0o755);
}
for (const [file, bytes] of Object.entries(sizes)) console.log(`${file}  ${(bytes / 1024).toFixed(0)} kB`);
