/**
 * Measures the rules one by one, for two sizes, so that one stands out that takes long or whose time grows faster than the
 * topology.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { largeTopology } from "./topology.mjs";

const RUNS = 7;
/** Two sizes, far enough apart that a square shows. */
const SIZES = [1000, 4000];
const SHOWN = 20;

/**
 * @param {string} root
 * @param {readonly number[]} sizes how many edge servers: a few, and more
 */
export async function measureRules(root, [fewer = SIZES[0] ?? 0, more = SIZES[1] ?? 0]) {
	const folder = join(root, "artifacts/bench");
	mkdirSync(folder, { recursive: true });
	const outfile = join(folder, "analysis.mjs");
	await build({
		absWorkingDir: root,
		stdin: {
			resolveDir: join(root, "language-server"),
			contents: `
				export { createFileParser } from "./grammar/parser-module.js";
				export { buildDeployment } from "./model/build-deployment.js";
				export { catalogueOf } from "./catalog/catalogue.js";
				export { deriveRequirements } from "./requirements/derive.js";
				export { rules } from "./rules/registry.generated.js";`,
		},
		outfile,
		bundle: true,
		format: "esm",
		platform: "node",
		target: "node24",
		logLevel: "warning",
	});
	const parts = await import(pathToFileURL(outfile).href);
	const [small, large] = [timesOf(parts, fewer), timesOf(parts, more)];
	const rows = [...small]
		.map(([name, { time, findings }]) => ({
			name,
			findings,
			[fewer]: rounded(time),
			[more]: rounded(large.get(name)?.time ?? 0),
			// Small times are noise: what takes no time grows as it likes.
			growth: time < 0.2 ? undefined : rounded((large.get(name)?.time ?? 0) / time),
		}))
		.sort((a, b) => Number(b[more]) - Number(a[more]));
	const isStep = (/** @type {{ name: string }} */ { name }) => name.startsWith("(");
	console.table(rows.filter(isStep));
	console.table(rows.filter((row) => !isStep(row)).slice(0, SHOWN));
	const sum = (/** @type {typeof small} */ times) => [...times].reduce((total, [, { time }]) => total + time, 0);
	console.log(
		`Milliseconds for ${fewer} and ${more} edge servers, the best of ${RUNS} runs; ${rounded(sum(small))} and ${rounded(sum(large))} in all.`,
	);
	console.log(`Growth ${more / fewer} is linear, ${(more / fewer) ** 2} quadratic.`);
}

/**
 * @param {any} parts
 * @param {number} servers
 * @returns {Map<string, { time: number, findings: number }>}
 */
function timesOf({ createFileParser, buildDeployment, catalogueOf, deriveRequirements, rules }, servers) {
	const text = largeTopology(servers);
	const parse = createFileParser();
	/** @type {Map<string, { time: number, findings: number }>} */
	const times = new Map();
	/** @template T @param {string} name @param {() => T} work @returns {T} */
	const measure = (name, work) => {
		const before = performance.now();
		const result = work();
		const time = Math.min(performance.now() - before, times.get(name)?.time ?? Number.POSITIVE_INFINITY);
		times.set(name, { time, findings: Array.isArray(result) ? result.length : 0 });
		return result;
	};
	const { elements } = measure("(parse)", () => parse("file:///bench.ocsedge", text));
	const catalogue = catalogueOf("ocs2007");
	for (let run = 0; run < RUNS; run++) {
		// Rules share what they work out of a deployment; the first of them is charged for it, in every run.
		const { deployment } = measure("(build the deployment)", () =>
			buildDeployment(elements.heads[0], elements, [elements], false),
		);
		const requirements = measure("(derive the requirements)", () => {
			const derived = deriveRequirements(deployment, catalogue);
			// They are derived when they are read.
			Object.values(derived);
			return derived;
		});
		const context = { deployment, requirements, catalogue, isAsked: () => true };
		for (const rule of rules) {
			measure(rule.code, () =>
				[...rule.check(context)].filter((outcome) => typeof outcome === "object" && "message" in outcome),
			);
		}
	}
	return times;
}

/** @param {number} time */
function rounded(time) {
	return Math.round(time * 10) / 10;
}
