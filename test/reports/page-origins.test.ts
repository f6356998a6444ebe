import { expect, test } from "vitest";
import { withFingerprint } from "../../language-server/reports/runbook/page/fingerprint.js";
import type { RunbookPage } from "../../language-server/reports/runbook/page/page.js";
import { originsOfPage } from "../../language-server/reports/runbook/page/page-origins.js";
import { generationFrom } from "../../language-server/reports/runbook/regenerate/memory.js";

const at = (line: number) => ({
	uri: "file:///main.ocsedge",
	range: { start: { line, character: 2 }, end: { line, character: 9 } },
});

/** A page whose lines come from the lines of the topology that stand behind them. */
function page(lines: readonly (readonly [text: string, id?: string, from?: number])[]): RunbookPage {
	return {
		path: "03-configure-edge-servers.md",
		title: "Task 3",
		content: withFingerprint(lines.map(([text]) => text).join("\n"), "main.ocsedge"),
		lines: lines.flatMap(([, id, from], line) =>
			id === undefined ? [] : [{ line, id, ...(from !== undefined && { origin: at(from) }) }],
		),
	};
}

const before = page([
	["# Task 3"],
	["- [ ] **3.1** Set the address to `10.0.0.1`.", "edge1/address", 4],
	["  - Check: The adapter has it.", "edge1/address/check"],
	["- [ ] **3.2** Set the next hop.", "edge1/next-hop", 7],
	["| F-01 | sip.contoso.com |", "F-01", 9],
]);

/** The same plan with a step more at the top, another address, and everything three lines further down. */
const after = page([
	["# Task 3"],
	["- [ ] **3.1** Start the wizard.", "edge1/start", 2],
	["- [ ] **3.2** Set the address to `10.0.0.7`.", "edge1/address", 7],
	["- [ ] **3.3** Set the next hop.", "edge1/next-hop", 10],
	["| F-01 | sip.contoso.com |", "F-01", 12],
]);

function linked(text: string, now: RunbookPage, generations = [generationFrom(before)]) {
	const lines = text.split("\n");
	return originsOfPage(text, now, generations).map(({ line, start, end, origin }) => [
		lines[line]?.slice(start, end),
		origin.range.start.line,
	]);
}

test("the labels of a page lead to where their statements stand today, whatever number and value the steps have now", () => {
	expect(linked(before.content, after)).toEqual([
		["3.1", 7],
		["3.2", 10],
		["F-01", 12],
	]);
});

test("ticks, notes and lines of people do not lead the labels astray", () => {
	const mine = before.content
		.replace("# Task 3", "# Task 3\n\nStarted on Monday.")
		.replace("- [ ] **3.1** Set the address to `10.0.0.1`.", "* [x] **3.1** Set the address to `10.0.0.1`. Done by Jo.")
		.replace("| F-01 | sip", "| [x] F-01 | sip")
		.replaceAll("\n", "\r\n");
	expect(linked(mine, after).map(([, line]) => line)).toEqual([7, 10, 12]);
});

test("a step that the topology has no more leads nowhere", () => {
	const without = page([["# Task 3"], ["- [ ] **3.1** Set the next hop.", "edge1/next-hop", 5]]);
	expect(linked(before.content, without)).toEqual([["3.2", 5]]);
});

test("where nothing is remembered of a page, its labels mean what they would mean now", () => {
	expect(linked(after.content, after, [])).toEqual([
		["3.1", 2],
		["3.2", 7],
		["3.3", 10],
		["F-01", 12],
	]);
});
