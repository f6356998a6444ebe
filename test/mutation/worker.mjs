/**
 * Runs the mutants of one file against the tests that reach them, until one fails.
 *
 * A fixture is run with its own rule, and with the rules whose findings it marks, and no others: what others find changes
 * nothing that it states of them.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Script } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { expect } from "vitest";

/** @typedef {import("./instrument.mjs").Mutant} Mutant */

/**
 * @typedef {object} Fixture
 * @property {string} code
 * @property {readonly { readonly code: string }[]} marks
 */

/**
 * @typedef {object} Test
 * @property {string} title
 * @property {() => unknown} run
 * @property {ReadonlySet<string>} [asks] the codes of the rules that are asked; all without
 */

/** A loop that the original goes through less than this often runs in circles. */
const HIT_LIMIT = 200_000;

const SLOW_OR_TEXTUAL = ["rules/consistency", "rules/half-typed", "rules/turned-off", "rules/unreadable-values"];

/** @type {{ bundle: string, batch: readonly Mutant[], codes: readonly string[] | undefined, root: string }} */
const { bundle, batch, codes, root } = workerData;
const require = requireEverything(createRequire(join(root, "package.json")), { langium: await import("langium") });
const program = new Script(`(require, module, exports) => {${readFileSync(bundle, "utf8")}\n}`, { filename: bundle });

/**
 * Some packages can only be imported, and the program is CommonJS so that it can be run again.
 *
 * @param {NodeJS.Require} require
 * @param {Readonly<Record<string, unknown>>} imported
 * @returns {(name: string) => any}
 */
function requireEverything(require, imported) {
	return (name) => imported[name] ?? require(name);
}

/** What the instrumented code reads and writes. */
const switches = {
	/** @type {string | undefined} */
	activeMutant: "none",
	/** @type {string | undefined} */
	currentTestId: undefined,
	mutantCoverage: {
		static: /** @type {Record<string, number>} */ ({}),
		perTest: /** @type {Record<string, Record<string, number>>} */ ({}),
	},
	hitCount: 0,
	hitLimit: HIT_LIMIT,
};

const file = batch[0]?.file ?? "";

/** @type {Test[]} */
let collected = [];
/** @type {readonly string[]} */
let path = [];
/** @type {Fixture | undefined} */
let fixture;
/** @type {Map<string, unknown>} */
const parsed = new Map();
/** @type {((uri: string, text: string) => unknown) | undefined} */
let realParser;
/** @type {readonly Fixture[] | undefined} */
let allFixtures;
/** How many tests have been run. */
let runs = 0;
/** How long the test that runs has waited for the parser, which has nothing to do with mutants. */
let parsing = 0;

Object.assign(globalThis, {
	__stryker__: switches,
	ocsEdgeMutation: {
		vitest: { describe: collector(group), test: collector(single), it: collector(single), expect },
		/** @param {() => (uri: string, text: string) => unknown} create */
		parserOf(create) {
			return (/** @type {string} */ uri, /** @type {string} */ text) => {
				const key = `${uri}\n${text}`;
				let file = parsed.get(key);
				if (!file) {
					const before = performance.now();
					realParser ??= create();
					file = realParser(uri, text);
					parsing += performance.now() - before;
					parsed.set(key, file);
				}
				return file;
			};
		},
		/** @param {() => (from: unknown) => unknown} create */
		forgetful(create) {
			let remember = create();
			let since = runs;
			return (/** @type {unknown} */ from) => {
				if (since !== runs) {
					remember = create();
					since = runs;
				}
				return remember(from);
			};
		},
		/** @param {() => readonly Fixture[]} read */
		fixturesOf(read) {
			allFixtures ??= read();
			return codes ? allFixtures.filter((one) => codes.some((code) => codesOf(one).has(code))) : allFixtures;
		},
	},
});
require("fast-check").configureGlobal({ seed: 42, endOnFailure: true });

/** @param {Fixture} fixture */
function codesOf({ code, marks }) {
	return new Set([code, ...marks.map((mark) => mark.code)]);
}

/**
 * @param {string} title
 * @param {() => unknown} body
 */
function group(title, body) {
	const before = path;
	path = [...path, title];
	body();
	path = before;
}

/**
 * @param {string} title
 * @param {() => unknown} run
 */
function single(title, run) {
	collected.push({ title: [...path, title].join(" > "), run, ...(fixture && { asks: codesOf(fixture) }) });
}

/** @param {(title: string, body: () => unknown) => void} add */
function collector(add) {
	/** @param {readonly unknown[]} cases */
	const each = (cases) => (/** @type {string} */ title, /** @type {(...values: unknown[]) => unknown} */ body) => {
		for (const [number, one] of cases.entries()) {
			const values = Array.isArray(one) ? one : [one];
			const before = fixture;
			fixture = values[0]?.fixture ?? fixture;
			add(`${fixture ? values[0].title : title} #${number}`, () => body(...values));
			fixture = before;
		}
	};
	return Object.assign(add, { each });
}

/**
 * Reads the program anew, with a mutant that changes what it does while it is read, and collects the tests.
 *
 * @param {readonly string[]} names
 * @returns {{ readonly tests: readonly Test[], readonly ask: (test: Test) => void }}
 */
function load(names) {
	collected = [];
	path = [];
	const { every, asked, suites } = exportsOf(program);
	const ask = (/** @type {Test} */ { asks }) => {
		asked.splice(0, asked.length, ...every.filter(({ code }) => !asks || asks.has(code)));
	};
	asked.push(...every);
	for (const name of names) {
		suites[name]?.();
	}
	return { tests: collected, ask };
}

/**
 * @param {Test} test
 * @param {(test: Test) => void} ask
 * @returns {Promise<boolean>} whether it passes
 */
async function passes(test, ask) {
	runs++;
	if (runs % 100 === 0) {
		// A sign of life: a mutant that nobody notices is asked for by many tests.
		parentPort?.postMessage(undefined);
	}
	switches.hitCount = 0;
	ask(test);
	try {
		await test.run();
		return true;
	} catch {
		return false;
	}
}

/**
 * The test files that can notice something, the nearest first. Those that hold texts and lists, or type a text key by key,
 * have nothing to say of a condition.
 */
function stages() {
	const { every, suites } = exportsOf(program);
	const known = Object.keys(suites);
	const requirements = known.filter((name) => name.startsWith("requirements/"));
	const others = known.filter((name) => name.startsWith("rules/") && !SLOW_OR_TEXTUAL.includes(name));
	if (every.some(({ code }) => file === `rules/${code}.ts`)) {
		return [["rules/fixtures"]];
	}
	return file.startsWith("requirements/") ? [requirements, ["rules/fixtures"]] : [others];
}

/**
 * @param {Script} program
 * @returns {{ every: readonly { code: string }[], asked: { code: string }[], suites: Readonly<Record<string, () => void>> }}
 */
function exportsOf(program) {
	/** @type {{ exports: any }} */
	const module = { exports: {} };
	program.runInThisContext()(require, module, module.exports);
	const { every, ...others } = module.exports;
	// A rule that somebody is writing may still be nothing.
	return { every: every.filter(Boolean), ...others };
}

/** Runs all tests once without a mutant, to learn which of them reach which mutant, and how long they take. */
async function survey(/** @type {readonly string[]} */ names) {
	switches.activeMutant = "none";
	switches.mutantCoverage.static = {};
	switches.mutantCoverage.perTest = {};
	switches.currentTestId = undefined;
	const { tests, ask } = load(names);
	const atLoad = new Set(Object.keys(switches.mutantCoverage.static));
	/** @type {Map<string, Test[]>} */
	const reach = new Map();
	/** @type {Map<Test, number>} */
	const times = new Map();
	/** @type {Test[]} */
	const sound = [];
	for (const test of tests) {
		switches.currentTestId = test.title;
		parsing = 0;
		const before = performance.now();
		if (!(await passes(test, ask))) {
			parentPort?.postMessage(`The test "${test.title}" fails without any mutant and is left out.`);
			continue;
		}
		sound.push(test);
		times.set(test, performance.now() - before - parsing);
		for (const id of Object.keys(switches.mutantCoverage.perTest[test.title] ?? {})) {
			const those = reach.get(id) ?? [];
			those.push(test);
			reach.set(id, those);
		}
		delete switches.mutantCoverage.perTest[test.title];
		parentPort?.postMessage(undefined);
	}
	switches.currentTestId = "none";
	for (const those of reach.values()) {
		those.sort((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
	}
	return { names, sound: new Set(sound.map(({ title }) => title)), ask, atLoad, reach };
}

/** @type {Awaited<ReturnType<typeof survey>>[]} */
const surveys = [];
for (const names of stages()) {
	surveys.push(await survey(names));
}

for (const mutant of batch) {
	parentPort?.postMessage({ ...mutant, ...(await fateOf(mutant)) });
}

/** @param {Mutant} mutant */
async function fateOf({ id }) {
	let isReached = false;
	switches.activeMutant = id;
	for (const { ask, reach } of surveys) {
		for (const test of reach.get(id) ?? []) {
			isReached = true;
			if (!(await passes(test, ask))) {
				return { fate: "killed", by: test.title };
			}
		}
	}
	for (const { names, sound, atLoad } of surveys) {
		if (atLoad.has(id)) {
			isReached = true;
			try {
				const { tests, ask } = load(names);
				for (const test of tests) {
					if (sound.has(test.title) && !(await passes(test, ask))) {
						return { fate: "killed", by: test.title };
					}
				}
			} catch {
				return { fate: "killed", by: "the program does not start" };
			}
		}
	}
	return { fate: isReached ? "survived" : "unreached" };
}
