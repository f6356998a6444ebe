import { expect } from "vitest";
import { withFingerprint } from "../../language-server/reports/runbook/page/fingerprint.js";
import type { PageLine, RunbookPage } from "../../language-server/reports/runbook/page/page.js";
import type { MergeReport } from "../../language-server/reports/runbook/regenerate/merge-page.js";
import { type PageWrite, planWrites } from "../../language-server/reports/runbook/regenerate/plan-writes.js";
import { NO_NUMBERS } from "../../language-server/reports/runbook/rows/row-numbers.js";
import { applied, EMPTY, edited, type Folder } from "./regenerate-support.js";

/*
 * Pages for the tests of what becomes of the writing of people. A page is written down as its lines; a line that is known by an identity
 * stands behind it, as in `set-address | - [ ] **3.1** Set the address`.
 */

export const PATH = "03-task.md";

/** A generated page. */
export function page(text: string, path = PATH): RunbookPage {
	const lines: PageLine[] = [];
	const body = text
		.trim()
		.split("\n")
		.map((line, index) => {
			const [, id, generated] = /^([\w/-]+) \| (.*)$/.exec(line.replace(/^\t+/, "")) ?? [];
			if (id !== undefined) {
				lines.push({ line: index, id });
			}
			return generated ?? line.replace(/^\t+/, "");
		});
	return { path, title: "Task", content: withFingerprint(body.join("\n"), "main.ocsedge"), lines };
}

export const runbook = (...pages: readonly RunbookPage[]) => ({ pages, artefacts: [], numbers: NO_NUMBERS });

/** The folder after the first generation, with what a person did to the page. */
export function worked(first: RunbookPage, person: (content: string) => string): Folder {
	const folder = applied(EMPTY, planWrites(runbook(first), EMPTY));
	return edited(folder, first.path, person);
}

export interface Result {
	/** The page without its last line. */
	readonly text: string;
	readonly outcome: PageWrite["outcome"];
	readonly report?: MergeReport;
	readonly folder: Folder;
	readonly writes: readonly PageWrite[];
}

/** Generates another text into the folder, and checks that doing so once more changes nothing. */
export function next(folder: Folder, second: RunbookPage): Result {
	const writes = planWrites(runbook(second), folder);
	const result = applied(folder, writes);
	const again = planWrites(runbook(second), result);
	expect(again.filter((write) => "content" in write && write.content !== undefined)).toEqual([]);
	const write = writes.find((one) => one.path === second.path);
	if (write === undefined) {
		throw new Error("Nothing is planned for the page.");
	}
	return {
		text: (result.get(second.path) ?? "").replace(/\n*<!-- ocs-edge.*-->\n?/, "\n").trimEnd(),
		outcome: write.outcome,
		...(write.outcome === "merged" ? { report: write.report } : {}),
		folder: result,
		writes,
	};
}

export const merged = (first: RunbookPage, person: (content: string) => string, second: RunbookPage) =>
	next(worked(first, person), second);

export const FIRST = page(`
	# Task 3: Configure

	## Steps

	### \`edge1\`

	address | - [ ] **3.1** Set the address to \`10.0.0.1\`.
	address/check |   - Check: the tab shows it.
	name | - [ ] **3.2** Set the name to \`sip.contoso.com\`. [R2]
	name/check |   - Check: the name resolves.
	restart | - [ ] **3.3** Restart the service.

	Check for all of these: the server answers.

	## Undo

	- Set the values back.
`);

/** The first page with other lines in place of some. */
export function with_(changes: Readonly<Record<string, string | undefined>>): RunbookPage {
	const names = new Map(FIRST.lines.map(({ line, id }) => [line, id]));
	const lines = FIRST.content.split("\n").slice(0, -3);
	const text = lines.flatMap((line, index) => {
		const id = names.get(index);
		const key = id ?? line;
		const changed = key in changes ? changes[key] : id === undefined ? line : `${id} | ${line}`;
		return changed === undefined ? [] : changed.split("\n");
	});
	return page(text.join("\n"));
}

export const OTHER_NAME = with_({ name: "name | - [ ] **3.2** Set the name to `sip.fabrikam.com`. [R2]" });
export const NO_NAME = with_({
	name: undefined,
	"name/check": undefined,
	restart: "restart | - [ ] **3.2** Restart the service.",
});
export const MORE = with_({
	name: "port | - [ ] **3.2** Set the port to `443`.\nname | - [ ] **3.3** Set the name to `sip.contoso.com`. [R2]",
	restart: "restart | - [ ] **3.4** Restart the service.",
});
