import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./environment.mjs";
import { examplesOf } from "./rule-examples.mjs";

/**
 * The pages of all rules, rendered by the product's own code, which is bundled and loaded for the purpose.
 *
 * @returns {Promise<Map<string, string>>} contents by path
 */
export async function rulePages() {
	const result = await build({
		absWorkingDir: root,
		stdin: {
			resolveDir: join(root, "language-server"),
			loader: "ts",
			contents: `
				import { TextDocument } from "langium";
				import { createFileParser } from "./grammar/parser-module.js";
				import { fixesTogether } from "./model/fix-all.js";
				import { CONFIGURATION_NAME } from "./workspace/configuration.js";
				import { TopologyWorkspace } from "./workspace/topology-workspace.js";

				export { defaultCatalogue } from "./catalog/catalogue.js";
				export { rulePage } from "./reports/rules/rule-page.js";
				export { rulesOverview } from "./reports/rules/rules-overview.js";
				export { ruleCollection } from "./workspace/rule-collection.js";
				export { readMarked } from "../test/rules/support/marks.js";

				const uriOf = (file) => "file:///" + file;
				const parse = createFileParser();
				export function check(files) {
					const workspace = new TopologyWorkspace();
					workspace.setConfiguration(uriOf(CONFIGURATION_NAME), '{ "preset": "strict" }');
					for (const { file, text } of files) {
						if (file === CONFIGURATION_NAME) workspace.setConfiguration(uriOf(file), text);
						else workspace.setFile(parse(uriOf(file), text));
					}
					return files.flatMap(({ file }) => workspace.findings(uriOf(file)));
				}

				export function mend(files, findings) {
					const fixes = fixesTogether(findings, (fix) => fix.preferred);
					const edits = fixes.flatMap((fix) => fix.edits);
					return {
						titles: fixes.map((fix) => fix.title),
						files: files.map(({ file, text }) => {
							const document = TextDocument.create(uriOf(file), "ocs-edge", 0, text);
							return { file, text: TextDocument.applyEdits(document, edits.filter((edit) => edit.uri === uriOf(file))) };
						}),
					};
				}`,
		},
		bundle: true,
		write: false,
		format: "esm",
		platform: "node",
		mainFields: ["module", "main"],
		logLevel: "warning",
	});
	const code = result.outputFiles[0]?.text ?? "";
	const { defaultCatalogue, ruleCollection, rulePage, rulesOverview, ...product } = await import(
		`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
	);
	/** @type {readonly { readonly code: string }[]} */
	const all = [...ruleCollection.rules, ...ruleCollection.problems];
	return new Map([
		["docs/rules/README.md", rulesOverview(ruleCollection)],
		...all.map((rule) => {
			const page = rulePage(rule, defaultCatalogue, examplesOf(rule.code, product));
			return /** @type {[string, string]} */ ([`docs/rules/${rule.code}.md`, page]);
		}),
	]);
}
