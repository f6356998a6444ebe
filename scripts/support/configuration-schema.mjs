import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./environment.mjs";

/**
 * The JSON Schema of `ocs-edge.json`, made by the product's own code from its own rules.
 *
 * @returns {Promise<string>}
 */
export async function configurationSchema() {
	const result = await build({
		absWorkingDir: root,
		stdin: {
			resolveDir: join(root, "language-server"),
			loader: "ts",
			contents: `
				import { configurationSchema } from "./reports/configuration-schema.js";
				import { PRESETS, SEVERITIES } from "./workspace/configuration.js";
				import { ruleCollection } from "./workspace/rule-facts.js";
				export const text = configurationSchema(ruleCollection, { presets: PRESETS, severities: SEVERITIES });`,
		},
		bundle: true,
		write: false,
		format: "esm",
		platform: "node",
		mainFields: ["module", "main"],
		logLevel: "warning",
	});
	const code = result.outputFiles[0]?.text ?? "";
	const { text } = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
	return text;
}
