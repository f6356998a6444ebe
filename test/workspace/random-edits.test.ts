import { expect, test } from "vitest";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import type { Finding } from "../../language-server/model/finding.js";
import { isConfiguration } from "../../language-server/workspace/configuration.js";
import { TopologyWorkspace } from "../../language-server/workspace/topology-workspace.js";
import { coldStart, LastGood } from "./support/cold-start.js";
import { type Edit, Random, randomEdit, START } from "./support/random-edits.js";

const EDITS = Number(process.env.OCS_EDGE_EDITS ?? 2000);
const SEED = Number(process.env.OCS_EDGE_SEED ?? 2007);

const parse = createFileParser();
const uriOf = (path: string) => `file:///topology/${path}`;

/** What a workspace says of one file, in a form that can be compared. */
function said(workspace: TopologyWorkspace, path: string): string {
	const uri = uriOf(path);
	return JSON.stringify({ findings: workspace.findings(uri), accepted: workspace.accepted(uri) });
}

/** A workspace that keeps up with edits, and what an editor would show that hears only of what is affected. */
class Warm {
	readonly workspace = new TopologyWorkspace();
	readonly shown = new Map<string, string>();

	apply(changes: Edit["changes"]): void {
		for (const [path, text] of changes) {
			const uri = uriOf(path);
			if (isConfiguration(uri)) {
				if (text === undefined) {
					this.workspace.removeConfiguration(uri);
				} else {
					this.workspace.setConfiguration(uri, text);
				}
			} else if (text === undefined) {
				this.workspace.removeFile(uri);
			} else {
				this.workspace.setFile(parse(uri, text, this.workspace.file(uri)));
			}
		}
		for (const uri of this.workspace.takeAffected()) {
			const path = uri.slice(uriOf("").length);
			this.shown.set(path, said(this.workspace, path));
		}
	}

	codes(): readonly string[] {
		const found: Finding[] = this.workspace.uris().flatMap((uri) => [...this.workspace.findings(uri)]);
		return [...new Set(found.map((finding) => finding.code))];
	}
}

test(`after each of ${EDITS} random edits the findings are those of a cold start`, { timeout: 300_000 }, () => {
	const random = new Random(SEED);
	const history: string[] = [];
	const seen = new Set<string>();
	const files = new Map<string, string>();
	const lastGood = new LastGood();
	const warm = new Warm();
	const apply = ({ what, changes }: Edit) => {
		history.push(what);
		for (const [path, text] of changes) {
			if (text === undefined) {
				files.delete(path);
			} else {
				files.set(path, text);
			}
		}
		lastGood.note(changes);
		warm.apply(changes);
		const fresh = coldStart(parse, uriOf, files, lastGood);
		const gone = [...warm.shown.keys()].filter((path) => !files.has(path));
		for (const path of [...files.keys(), ...gone]) {
			const expected = said(fresh, path);
			if (warm.shown.get(path) !== expected || said(warm.workspace, path) !== expected) {
				throw new Error(
					[
						`With the seed ${SEED}, after edit ${history.length}, ${path} is shown as\n${warm.shown.get(path)}`,
						`computed as\n${said(warm.workspace, path)}`,
						`and from a cold start as\n${expected}`,
						`The files: ${JSON.stringify(Object.fromEntries(files), null, 2)}`,
						`The edits:\n${history.map((one, i) => `${i + 1}. ${one}`).join("\n")}`,
					].join("\n"),
				);
			}
		}
		for (const code of warm.codes()) {
			seen.add(code);
		}
		if (warm.workspace.uris().some((uri) => warm.workspace.accepted(uri).length > 0)) {
			seen.add("accepted");
		}
	};
	apply({ what: "begin", changes: START });
	for (let i = 0; i < EDITS; i++) {
		apply(randomEdit(random, files, warm.codes()));
	}
	// Edits that break everything for good, or touch nothing, would prove nothing.
	expect([...seen]).toEqual(
		expect.arrayContaining([
			"accepted",
			"edge-in-workgroup",
			"fragment-not-imported",
			"import-not-found",
			"import-of-deployment",
			"no-active-directory-in-perimeter",
			"suppression-misplaced",
			"suppression-unknown-code",
			"suppression-unused",
			"suppression-without-reason",
			"syntax-error",
			"unresolved-reference",
		]),
	);
});
