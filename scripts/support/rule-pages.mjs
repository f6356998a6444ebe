import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./environment.mjs";

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
				export { rules } from "./rules/registry.generated.js";
				export { PROBLEMS } from "./model/problems.js";
				export { defaultCatalogue } from "./catalog/catalogue.js";
				export { rulePage, rulesOverview } from "./reports/rule-page.js";`,
		},
		bundle: true,
		write: false,
		format: "esm",
		platform: "node",
		logLevel: "warning",
	});
	const code = result.outputFiles[0]?.text ?? "";
	const { rules, PROBLEMS, defaultCatalogue, rulePage, rulesOverview } = await import(
		`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
	);
	/** @type {readonly { readonly code: string }[]} */
	const all = [...rules, ...Object.values(PROBLEMS)];
	return new Map([
		["docs/rules/README.md", rulesOverview(rules, Object.values(PROBLEMS))],
		...all.map(
			(rule) => /** @type {[string, string]} */ ([`docs/rules/${rule.code}.md`, rulePage(rule, defaultCatalogue)]),
		),
	]);
}
