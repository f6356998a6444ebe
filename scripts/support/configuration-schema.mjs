import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./environment.mjs";

/**
 * The JSON Schemas of `ocs-edge.json`, made by the product's own code from its own rules: one that validates, and one that
 * only proposes and explains.
 *
 * @returns {Promise<Map<string, string>>} contents by path
 */
export async function configurationSchemas() {
	const result = await build({
		absWorkingDir: root,
		stdin: {
			resolveDir: join(root, "language-server"),
			loader: "ts",
			contents: `
				import { configurationSchema } from "./reports/rules/configuration-schema.js";
				import { PRESETS, SEVERITIES } from "./workspace/configuration.js";
				import { ruleCollection } from "./workspace/rule-collection.js";
				const words = { presets: PRESETS, severities: SEVERITIES };
				export const validation = configurationSchema(ruleCollection, words, "validation");
				export const suggestions = configurationSchema(ruleCollection, words, "suggestions");`,
		},
		bundle: true,
		write: false,
		format: "esm",
		platform: "node",
		mainFields: ["module", "main"],
		logLevel: "warning",
	});
	const code = result.outputFiles[0]?.text ?? "";
	const schemas = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
	return new Map([
		["docs/schemas/ocs-edge.schema.json", schemas.validation],
		["docs/schemas/ocs-edge.suggestions.json", schemas.suggestions],
	]);
}
