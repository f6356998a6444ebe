/**
 * The mutation check: changes one condition, comparison or list of the rules at a time and asks the tests whether they notice.
 * What nobody notices is either not needed or not shown by a fixture.
 *
 *     npm run mutation                          rules and requirements, whole; takes a while
 *     npm run mutation -- edge-in-workgroup     one rule: seconds
 *     npm run mutation -- 'cert-*' support/dns  rules by pattern, and other files of the folder rules
 *     npm run mutation -- requirements          what a deployment needs
 *     npm run mutation -- --workers 1 …         on a busy machine; two otherwise
 *
 * The tests are the real ones, run in this process by `worker.mjs`: a program with all mutants is built once, and a switch
 * turns one of them on. So a mutant costs milliseconds. What the compiler refuses is left out. Results go to artifacts/mutation.json as well.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Worker } from "node:worker_threads";
import { refused } from "./compile.mjs";
import { instrument, rulesWith } from "./instrument.mjs";

const root = join(import.meta.dirname, "../..");
const server = join(root, "language-server");
/** Each run has a folder of its own, so that several can go on at once. */
const output = join(root, "artifacts/mutation", String(process.pid));
/** A mutant that is silent for so long runs in circles. */
const PATIENCE = 30_000;

/** @typedef {import("./instrument.mjs").Mutant} Mutant */
/** @typedef {Mutant & { readonly fate: "killed" | "survived" | "unreached" | "unchecked", readonly by?: string }} Result */

const args = process.argv.slice(2);
/** @type {Set<string>} */
const warnings = new Set();
const workers = Number(takeOption("--workers") ?? 2);
const files = filesOf(args);
if (files.length === 0) {
	console.error(`Nothing in language-server/rules or language-server/requirements is called ${args.join(" or ")}.`);
	process.exit(2);
}

mkdirSync(output, { recursive: true });
const started = Date.now();
const bundle = join(output, "bundle.cjs");
const { mutants, texts } = await instrument(files, bundle);
const ran = await run(mutants);
const impossible = refused(
	texts,
	ran.filter(({ fate }) => fate !== "killed"),
	join(output, "copy"),
);
rmSync(output, { recursive: true });
const results = ran.filter(({ id, fate }) => fate !== "unchecked" && !impossible.has(id));
writeFileSync(join(root, "artifacts/mutation.json"), JSON.stringify(results, undefined, "\t"));
for (const warning of [...warnings].slice(0, 5)) {
	console.log(warning);
}
if (warnings.size > 5) {
	console.log(`… and ${warnings.size - 5} more.`);
}
report(results);

/** @param {string} name */
function takeOption(name) {
	const at = args.indexOf(name);
	return at < 0 ? undefined : args.splice(at, 2)[1];
}

/**
 * The files that are meant, relative to language-server.
 *
 * @param {readonly string[]} patterns
 */
function filesOf(patterns) {
	const all = ["rules", "requirements"].flatMap((folder) =>
		readdirSync(join(server, folder), { recursive: true, encoding: "utf8" })
			.filter((name) => name.endsWith(".ts") && !name.endsWith(".generated.ts") && name !== "left-out.ts")
			.map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
	);
	const wanted = patterns.map((pattern) => {
		const plain = pattern.replace(/^.*language-server\//, "").replace(/\.ts$|\/$/, "");
		const text = plain.replaceAll("*", "[^/]*");
		return new RegExp(`^(?:rules/)?${text}(?:\\.ts|/.*)$`);
	});
	return all.filter((file) => wanted.length === 0 || wanted.some((one) => one.test(file))).sort();
}

/**
 * Hands the mutants to the workers, a file at a time.
 *
 * @param {readonly Mutant[]} mutants
 * @returns {Promise<readonly Result[]>}
 */
async function run(mutants) {
	const queue = [...groupBy(mutants, (mutant) => mutant.file).values()];
	/** @type {Result[]} */
	const results = [];
	const show = () => process.stderr.write(`\r${results.length} of ${mutants.length} mutants `);
	await Promise.all(
		Array.from({ length: Math.min(workers, queue.length) }, async () => {
			for (let batch = queue.shift(); batch; batch = queue.shift()) {
				for (let rest = batch; rest.length > 0; ) {
					const done = await runBatch(rest);
					results.push(...done);
					rest = rest.slice(done.length);
					show();
				}
			}
		}),
	);
	process.stderr.write("\r");
	return results.sort((a, b) => Number(a.id) - Number(b.id));
}

/**
 * Runs the mutants of one file in a worker of their own. One that runs in circles is noticed by its silence: it counts as
 * killed, and the answer ends with it.
 *
 * @param {readonly Mutant[]} batch
 * @returns {Promise<readonly Result[]>}
 */
function runBatch(batch) {
	return new Promise((resolve) => {
		const codes = rulesWith(batch[0]?.file ?? "");
		const worker = new Worker(join(import.meta.dirname, "worker.mjs"), { workerData: { bundle, batch, codes, root } });
		/** @type {Result[]} */
		const done = [];
		/** @type {NodeJS.Timeout | undefined} */
		let alarm;
		const finish = () => {
			clearTimeout(alarm);
			void worker.terminate();
			resolve(done);
		};
		worker.on("message", (/** @type {Result | string | undefined} */ message) => {
			clearTimeout(alarm);
			if (typeof message === "string") {
				warnings.add(message);
			} else if (message) {
				done.push(message);
			}
			if (done.length === batch.length) {
				finish();
				return;
			}
			alarm = setTimeout(() => {
				const stuck = batch[done.length];
				if (stuck) {
					done.push({ ...stuck, fate: "killed", by: "ran in circles" });
				}
				finish();
			}, PATIENCE);
		});
		// The tests themselves do not start, with or without a mutant.
		worker.on("error", (error) => {
			warnings.add(`${batch[0]?.file} is left out: ${error instanceof Error ? error.message : error}`);
			done.push(...batch.slice(done.length).map((mutant) => ({ ...mutant, fate: /** @type {const} */ ("unchecked") })));
			finish();
		});
	});
}

/** @param {readonly Result[]} results */
function report(results) {
	for (const [file, own] of groupBy(results, (result) => result.file)) {
		const survivors = own.filter(({ fate }) => fate !== "killed");
		console.log(`${file}: ${scoreOf(own)}`);
		const source = (texts.get(file) ?? "").split("\n");
		for (const { line, from, to, fate, mutator, replacement } of survivors) {
			const first = source[line - 1] ?? "";
			const original = to === undefined ? `${first.slice(from)} …` : first.slice(from, to);
			console.log(
				`  ${relative(root, join(server, file))}:${line}:${from + 1} ${mutator}${fate === "unreached" ? ", reached by no test" : ""}`,
			);
			console.log(`    in       ${first.trim()}`);
			console.log(`    instead  ${original.trim()}`);
			console.log(`    but      ${replacement.replaceAll(/\s+/g, " ").slice(0, 160)}`);
		}
	}
	console.log();
	const folderOf = (/** @type {Result} */ { file }) => file.slice(0, file.lastIndexOf("/"));
	for (const [folder, own] of groupBy(results, folderOf)) {
		console.log(`${folder}: ${scoreOf(own)}`);
	}
	console.log(`${scoreOf(results)} in ${Math.round((Date.now() - started) / 1000)} s`);
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @returns {Map<string, T[]>}
 */
function groupBy(items, keyOf) {
	/** @type {Map<string, T[]>} */
	const groups = new Map();
	for (const item of items) {
		groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
	}
	return groups;
}

/** @param {readonly Result[]} results */
function scoreOf(results) {
	const killed = results.filter(({ fate }) => fate === "killed").length;
	const score = results.length === 0 ? 100 : (100 * killed) / results.length;
	return `${score.toFixed(1)} %, ${killed} of ${results.length} mutants noticed`;
}
