import { expect, test } from "vitest";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import { RulePages, toDiagnostic } from "../../language-server/lsp/convert.js";
import { coldStart, LastGood } from "../workspace/support/cold-start.js";
import { type Edit, Random, randomEdit, START } from "../workspace/support/random-edits.js";
import { Connected } from "./support/connected.js";

const EDITS = Number(process.env.OCS_EDGE_EDITS ?? 500);
const SEED = Number(process.env.OCS_EDGE_SEED ?? 1);

/** These stand in an editor, where edits are not saved; the others change on the disk. */
const OPEN = ["a/edge.ocsedge", "shared/net.ocsedge", "ocs-edge.json"];
/** Nothing waits this long, in milliseconds, unless something is wrong. */
const TOO_LONG = 20_000;

const pages = new RulePages("file:///rules/");

test(`after each of ${EDITS} random edits an editor shows what a cold start finds`, { timeout: 300_000 }, async () => {
	const random = new Random(SEED);
	const history: string[] = [];
	const files = new Map(START);
	const lastGood = new LastGood();
	lastGood.note(START);
	const server = await Connected.start(Object.fromEntries(START));
	const versions = new Map<string, number>();
	const parse = createFileParser();
	let codes: readonly string[] = [];

	/** Waits until the editor shows for every file what a fresh workspace finds. */
	const agree = async () => {
		const fresh = coldStart(parse, (path) => server.uri(path), files, lastGood);
		const found = [...files.keys()].flatMap((path) => fresh.findings(server.uri(path)));
		codes = [...new Set(found.map((finding) => finding.code))];
		for (const path of files.keys()) {
			const expected = JSON.stringify(fresh.findings(server.uri(path)).map((finding) => toDiagnostic(finding, pages)));
			let shown = "nothing";
			const agreed = server.shown(path, (all, version) => {
				shown = `version ${version}: ${JSON.stringify(all)}`;
				return JSON.stringify(all) === expected && version === versions.get(path);
			});
			let timer: ReturnType<typeof setTimeout> | undefined;
			const late = new Promise<never>((_, reject) => {
				timer = setTimeout(() => {
					const edits = history.map((one, i) => `${i + 1}. ${one}`).join("\n");
					reject(
						new Error(
							`With the seed ${SEED}, ${path} is shown as\n${shown}\nand should be version ${versions.get(path)}: ${expected}\nThe files: ${JSON.stringify(Object.fromEntries(files), null, 2)}\nThe edits:\n${edits}`,
						),
					);
				}, TOO_LONG);
			});
			await Promise.race([agreed, late]).finally(() => clearTimeout(timer));
		}
	};

	const apply = async ({ what, changes }: Edit) => {
		history.push(what);
		for (const [path, text] of changes) {
			const version = versions.get(path);
			if (text === undefined) {
				files.delete(path);
				await server.write({ [path]: undefined });
				if (version !== undefined) {
					versions.delete(path);
					await server.close(path);
				}
			} else {
				files.set(path, text);
				if (version !== undefined) {
					versions.set(path, version + 1);
					await server.edit(path, version + 1, text);
				} else {
					await server.write({ [path]: text });
					if (OPEN.includes(path)) {
						versions.set(path, 1);
						await server.open(path, text);
					}
				}
			}
		}
		lastGood.note(changes);
		await agree();
	};

	for (const path of OPEN) {
		versions.set(path, 1);
		await server.open(path, START.get(path) ?? "");
	}
	await agree();
	for (let i = 0; i < EDITS; i++) {
		await apply(randomEdit(random, files, codes));
	}
	expect(history).toHaveLength(EDITS);
	server.dispose();
});
