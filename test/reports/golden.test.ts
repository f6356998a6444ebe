import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalogueOf } from "../../language-server/catalog/catalogue.js";
import * as values from "../../language-server/catalog/values.js";
import { ruleCollection } from "../../language-server/workspace/rule-collection.js";
import { runbookOf } from "./support.js";

/*
 * The whole runbooks of the clean examples, as they are handed out. They lie in `golden/` so that a change of the pages is
 * reviewed as text. `UPDATE_GOLDEN=1` writes them anew.
 */

const here = dirname(fileURLToPath(import.meta.url));
const examples = ["consolidated", "single-site", "scaled-single-site", "multiple-site"];
const isUpdate = process.env.UPDATE_GOLDEN === "1";

const topologyOf = (example: string) => readFileSync(join(here, `../../examples/${example}.ocsedge`), "utf8");

function generate(example: string) {
	const { pages, artefacts, numbers } = runbookOf({ [`${example}.ocsedge`]: topologyOf(example) });
	const files = new Map([...pages, ...artefacts].map(({ path, content }) => [path, content]));
	// Rows and files are named after what they are for, and such a name may hold a number of the topology.
	const names = [...Object.values(numbers).flatMap((kind) => Object.keys(kind)), ...[...files.keys()].flatMap(namesOf)];
	return { files, names };
}

function namesOf(path: string): readonly string[] {
	const name = path.replace(/^.*\//, "");
	return [path, name, name.replace(/\.inf$/, ".req"), name.replace(/\.inf$/, ".cer"), name.replace(/\.md$/, "")];
}

function filesIn(folder: string, below = ""): readonly string[] {
	return readdirSync(join(folder, below)).flatMap((name) => {
		const path = below === "" ? name : `${below}/${name}`;
		return statSync(join(folder, path)).isDirectory() ? filesIn(folder, path) : [path];
	});
}

describe.each(examples)("the runbook of examples/%s.ocsedge", (example) => {
	const { files, names } = generate(example);
	const folder = join(here, "golden", example);

	it("is to the byte what was reviewed", () => {
		if (isUpdate) {
			rmSync(folder, { recursive: true, force: true });
			for (const [path, content] of files) {
				mkdirSync(dirname(join(folder, path)), { recursive: true });
				writeFileSync(join(folder, path), content);
			}
		}
		expect(filesIn(folder).toSorted()).toEqual([...files.keys()].toSorted());
		for (const [path, content] of files) {
			expect(readFileSync(join(folder, path), "utf8"), path).toBe(content);
		}
	});

	it("has no number that is not in the topology, in the catalogue, or a number of its own rows, steps and pages", () => {
		const known = new Set([
			...numbersOfTopology(topologyOf(example)),
			...knownEverywhere,
			...names.map((name) => name.toLowerCase()),
		]);
		const unknown = [...files].flatMap(([path, content]) =>
			content
				.split(/\r?\n/)
				.flatMap((line) => [...numbersIn(withoutOwnNumbers(path, line))].map((number) => ({ path, line, number })))
				.filter(({ number }) => !known.has(number)),
		);
		expect(unknown.map(({ path, line, number }) => `${path}: ${number} in: ${line}`)).toEqual([]);
	});
});

/** Everything with a digit in it, as a whole: an address, a range of ports, a date, a name. */
function numbersIn(text: string): Set<string> {
	return new Set(
		[...text.matchAll(/[\p{L}\d_.:%/-]*\d[\p{L}\d_.:%/-]*/gu)].map(([word]) =>
			word.replace(/^[^\p{L}\d_]+|[^\p{L}\d]+$/gu, "").toLowerCase(),
		),
	);
}

/** What a topology states: an address with its prefix is an address, a prefix and a mask as well. */
function numbersOfTopology(text: string): Set<string> {
	const parts = [...text.matchAll(/(\d+\.\d+\.\d+\.\d+)\/(\d+)/g)].flatMap(([, address = "", prefix = ""]) => [
		address,
		prefix,
		maskOf(Number(prefix)),
	]);
	return new Set([...numbersIn(text), ...parts]);
}

function maskOf(prefix: number): string {
	const bits = "1".repeat(prefix).padEnd(32, "0");
	return [0, 8, 16, 24].map((start) => Number.parseInt(bits.slice(start, start + 8), 2)).join(".");
}

/** What a runbook counts by itself: rows, steps, pages, notes, lines of the topology; and where its links lead. */
function withoutOwnNumbers(path: string, line: string): string {
	const plain = line
		.replace(/^<!-- ocs-edge: .* -->$/, "")
		.replace(/\]\([^)]*\)/g, "]")
		.replace(/\b[FDCL]-\d+\b(?!-)/g, "")
		.replace(/\*\*\d\.\d+\*\*/g, "")
		.replace(/\bsteps? \d\.\d+(?: to \d\.\d+)?/g, "")
		.replace(/\bnote \d+\b/gi, "")
		.replace(/^(\*\*Still blank on this page:\*\*) \d+ values?\b/, "$1")
		.replace(/; and \d+ more\. /, ". ")
		.replace(/\.ocsedge` line \d+/g, "")
		// Items of the plan, where a sheet names them.
		.replace(/(cut-over plan.*under DNS)7\b/, "$1")
		.replace(/line LB1 of the \[cut-over plan/, "line of the [cut-over plan");
	switch (path) {
		case "00-overview.md":
			return withoutNodes(plain)
				.replace(/\b\d+ of \d+ met\b(?:, \d+ (?:not met|undecided|accepted))*/, "")
				.replace(/\b\d+ to build in the perimeter, \d+ inside to check\b/, "");
		case "08-best-practices.md":
			return plain
				.replace(/\b\d+ times\b/g, "")
				.replace(/^\*\*\d+ of \d+ best practices .*$/, "")
				.replace(/^- \d+ best practices? /, "");
		case "09-cut-over.md":
			// The items of the plan: P3, FW1, SRV.2, CERT4.2 …
			return withoutNodes(plain).replace(/\b[A-Z]{1,4}(?:\d+|\.\d+|\d+\.\d+)\b/g, "");
		default:
			// What every request of this kind says, whatever it is for; encoded names are decoded in a test of their own.
			return path.endsWith(".inf")
				? plain.replace(/^(?:KeyUsage|ProviderType) = .*$/, "").replace(/^(2\.5\.29\.17) = "[\w+/=]+"$/, "$1")
				: plain;
	}
}

/** The names of the boxes of a picture. */
function withoutNodes(line: string): string {
	return line.replace(/\b[gn]\d+\b/g, "");
}

/** Numbers that stand in the words of a step, with what they are taken from. */
const inWords = [
	".NET Framework 2.0", // SHUDNOW5: what setup installs first
	"1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2 2.5.29.17", // the usages and the extension of X.509 itself
	"1800", // BARRACUDA: the timeouts of a load balancer
	"PKCS10", // the kind of request that the wizard and certreq write
];

const knownEverywhere = numbersIn(
	JSON.stringify([
		catalogueOf("ocs2007"),
		values,
		ruleCollection.rules.map(({ code, title }) => [code, title]),
		inWords,
	]),
);
