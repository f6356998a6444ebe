import { describe, expect, it } from "vitest";
import type { RunbookPage } from "../../language-server/reports/runbook/page/page.js";
import { MEMORY_PATH, rememberedNumbers } from "../../language-server/reports/runbook/regenerate/memory.js";
import {
	type PageWrite,
	planNumbers,
	planWrites,
} from "../../language-server/reports/runbook/regenerate/plan-writes.js";
import { NO_NUMBERS, type RowNumbers } from "../../language-server/reports/runbook/rows/row-numbers.js";
import { summaryOf } from "../../language-server/reports/runbook/summary.js";
import {
	FIRST,
	MORE,
	merged,
	NO_NAME,
	next,
	OTHER_NAME,
	PATH,
	page,
	runbook,
	with_,
	worked,
} from "./regenerate-pages.js";
import { applied, EMPTY, edited, type Folder, pageOf, regenerate } from "./regenerate-support.js";
import { northwind } from "./support.js";

/*
 * What becomes of the writing of people when a runbook is generated again. How a page is written down here is said in
 * `regenerate-pages.ts`.
 */

describe("ticks", () => {
	it("stay with their step when steps come before it", () => {
		const { text, outcome, report } = merged(FIRST, (page) => page.replace("[ ] **3.3**", "[x] **3.3**"), MORE);
		expect(outcome).toBe("merged");
		expect(text).toContain("- [x] **3.4** Restart the service.");
		expect(text).toContain("- [ ] **3.2** Set the port to `443`.");
		expect(report).toMatchObject({ ticks: 1, changedSinceTicked: [], movedToEnd: 0 });
	});

	it.each(["[X]", "[✓]", "[x ]"])("may be written %s", (tick) => {
		const { text } = merged(FIRST, (page) => page.replace("[ ] **3.3**", `${tick} **3.3**`), MORE);
		expect(text).toMatch(/- \[[X✓x]\] \*\*3\.4\*\* Restart/);
	});

	it.each(["*", "+"])("stay when an editor begins lists with %s", (bullet) => {
		const person = (page: string) =>
			page.replaceAll(/^(\s*)- /gm, `$1${bullet} `).replace("[ ] **3.3**", "[x] **3.3**");
		expect(merged(FIRST, person, MORE).text).toContain(`${bullet} [x] **3.4** Restart the service.`);
	});

	it("stay when the step says something else now, and the line below says so, because it has to be done again", () => {
		const { text, report } = merged(FIRST, (page) => page.replace("[ ] **3.2**", "[x] **3.2**"), OTHER_NAME);
		expect(text).toContain(
			[
				"- [x] **3.2** Set the name to `sip.fabrikam.com`. [R2]",
				"  - **Changed since it was ticked.** Do it again, then delete this line. Before: Set the name to `sip.contoso.com`. [R2]",
				"  - Check: the name resolves.",
			].join("\n"),
		);
		expect(report?.changedSinceTicked).toEqual(["3.2"]);
	});

	it("count as done when only the number or the mark of a source changed", () => {
		const second = with_({ name: "name | - [ ] **3.5** Set the name to `sip.contoso.com`. [R2, note 3]" });
		const { text, report } = merged(FIRST, (page) => page.replace("[ ] **3.2**", "[x] **3.2**"), second);
		expect(text).toContain("- [x] **3.5** Set the name to `sip.contoso.com`. [R2, note 3]\n  - Check");
		expect(report?.changedSinceTicked).toEqual([]);
	});

	it("are to be looked at again when the check of the step says something else", () => {
		const second = with_({ "name/check": "name/check |   - Check: the name resolves to `10.0.0.1`." });
		const { text, report } = merged(FIRST, (page) => page.replace("[ ] **3.2**", "[x] **3.2**"), second);
		expect(text).toContain(
			"  - **Changed since it was ticked.** Do it again, then delete this line. Before: Check: the name resolves.\n  - Check: the name resolves to `10.0.0.1`.",
		);
		expect(report?.changedSinceTicked).toEqual(["3.2"]);
	});

	it("are to be looked at again when the step has other values, or more of them", () => {
		const plan = (...values: string[]) =>
			page(["# Task", "", "s | - [ ] **1.1** Request it:", ...values, "s/check |   - Check: done."].join("\n"));
		const [a, b, c] = ["s/a |   - Name: `a`", "s/b |   - Name: `b`", "s/a |   - Name: `c`"];
		const person = (content: string) => content.replace("[ ]", "[x]");
		const more = merged(plan(a), person, plan(a, b));
		expect(more.report?.changedSinceTicked).toEqual(["1.1"]);
		expect(more.text).toContain(
			"- [x] **1.1** Request it:\n  - **Changed since it was ticked.** Do it again, then delete this line.\n  - Name: `a`\n  - Name: `b`",
		);
		expect(merged(plan(a, b), person, plan(c)).text).toContain(
			"Before: Name: `a`; Name: `b`\n  - Name: `c`\n  - Check",
		);
	});

	it("that a person takes back are no ticks", () => {
		const folder = worked(FIRST, (page) => page.replace("[ ] **3.3**", "[x] **3.3**"));
		const again = edited(next(folder, MORE).folder, PATH, (page) => page.replace("[x]", "[ ]"));
		expect(next(again, FIRST).text).toContain("- [ ] **3.3** Restart the service.");
	});

	it("name the same change only once, however often the plan goes to and fro", () => {
		let folder = worked(FIRST, (page) => page.replace("[ ] **3.2**", "[x] **3.2**"));
		for (const plan of [OTHER_NAME, FIRST, OTHER_NAME, FIRST, OTHER_NAME]) {
			folder = next(folder, plan).folder;
		}
		expect(folder.get(PATH)?.match(/Changed since it was ticked/g)).toHaveLength(2);
	});
});

describe("notes", () => {
	it("below a step stay below it, and new steps come behind them", () => {
		const person = (page: string) =>
			page.replace("the tab shows it.", "the tab shows it.\n  - Anna: done on Monday\n\n    Second try.");
		expect(merged(FIRST, person, MORE).text).toContain(
			[
				"  - Check: the tab shows it.",
				"  - Anna: done on Monday",
				"",
				"    Second try.",
				"- [ ] **3.2** Set the port to `443`.",
			].join("\n"),
		);
	});

	it("behind a step stay behind it when its value changes", () => {
		const person = (page: string) => page.replace("`sip.contoso.com`. [R2]", "`sip.contoso.com`. [R2] Ask Bob first!");
		expect(merged(FIRST, person, OTHER_NAME).text).toContain(
			"- [ ] **3.2** Set the name to `sip.fabrikam.com`. [R2] Ask Bob first!",
		);
	});

	it("within a step stay where they are when another part of it changes", () => {
		const person = (page: string) => page.replace("Set the name to", "Set the name (on both tabs) to");
		expect(merged(FIRST, person, OTHER_NAME).text).toContain(
			"- [ ] **3.2** Set the name (on both tabs) to `sip.fabrikam.com`. [R2]",
		);
	});

	it("that replace what changes stand below the new line", () => {
		const person = (page: string) => page.replace("`sip.contoso.com`", "`edge.contoso.com`");
		expect(merged(FIRST, person, OTHER_NAME).text).toContain(
			"- [ ] **3.2** Set the name to `sip.fabrikam.com`. [R2]\n  - Before: Set the name to `edge.contoso.com`. [R2]",
		);
	});

	it("that the new plan has come to say itself are said once", () => {
		const person = (page: string) => page.replace("`sip.contoso.com`", "`sip.fabrikam.com`");
		const { text } = merged(FIRST, person, OTHER_NAME);
		expect(text.match(/sip\.fabrikam\.com/g)).toHaveLength(1);
		expect(text).not.toContain("Before");
	});

	it("may be a section of their own, anywhere", () => {
		const person = (page: string) => page.replace("## Undo", "## What we learned\n\nBe early.\n\n## Undo");
		expect(merged(FIRST, person, MORE).text).toContain(
			"Check for all of these: the server answers.\n\n## What we learned\n\nBe early.\n\n## Undo",
		);
	});

	it("below the last line and above the title stay there", () => {
		const { folder } = merged(FIRST, (page) => `Printed for Anna\n\n${page}\nSeen by Bob\n`, MORE);
		expect(folder.get(PATH)).toMatch(/^Printed for Anna\n\n# Task 3[\s\S]* -->\n\nSeen by Bob\n$/);
	});

	it("in paragraphs and headings stay, and what cannot be brought together is kept below", () => {
		const second = with_({
			"Check for all of these: the server answers.": "Check for all of these: the server responds.",
		});
		const added = merged(
			FIRST,
			(page) => page.replace("server answers.", "server answers. It takes a minute."),
			second,
		);
		expect(added.text).toContain("Check for all of these: the server responds. It takes a minute.");
		const other = merged(FIRST, (page) => page.replace("server answers.", "server pings."), second);
		expect(other.text).toContain(
			"Check for all of these: the server responds.\n\nBefore: Check for all of these: the server pings.",
		);
	});

	it("survive as many generations as you like", () => {
		let folder = worked(FIRST, (page) => page.replace("Restart the service.", "Restart the service. Slowly!"));
		for (const plan of [MORE, OTHER_NAME, NO_NAME, FIRST, MORE, FIRST]) {
			folder = next(folder, plan).folder;
		}
		expect(folder.get(PATH)).toBe(worked(FIRST, (page) => page.replace("service.", "service. Slowly!")).get(PATH));
	});
});

describe("blanks", () => {
	const blank = page("# Task\n\norganisation | - [ ] **4.1** Enter ____ (organisation) and ____ (unit).");
	const filled = (content: string) => content.replace("____ (organisation)", "Contoso Ltd");

	it("stay as they were filled in", () => {
		const second = page("# Task\n\norganisation | - [ ] **4.1** Enter ____ (organisation), then ____ (unit).");
		expect(merged(blank, filled, second).text).toContain("Enter Contoso Ltd, then ____ (unit).");
	});

	it("that the plan has come to fill with another value show both", () => {
		const second = page("# Task\n\norganisation | - [ ] **4.1** Enter `Fabrikam` and ____ (unit).");
		expect(merged(blank, filled, second).text).toContain(
			"Enter `Fabrikam` and ____ (unit).\n  - Before: Enter Contoso Ltd and ____ (unit).",
		);
	});
});

describe("tables", () => {
	const rows = (first: string, ...others: string[]) =>
		page(
			["# Sheet", "", "| Row | Source | Owner | Done |", "| --- | --- | --- | --- |", `f1 | ${first}`, ...others].join(
				"\n",
			),
		);
	const table = rows("| F-01 | `10.0.0.1` |  |  |", "f2 | | F-02 | `10.0.0.2` |  |  |");
	const changed = rows(
		"| F-01 | `10.0.0.9` |  |  |",
		"f3 | | F-03 | `10.0.0.3` |  |  |",
		"f2 | | F-02 | `10.0.0.2` |  |  |",
	);
	const own = (content: string) => content.replace("| F-01 | `10.0.0.1` |  |  |", "| F-01 | `10.0.0.1` | Anna |  |");

	it("keep the owner of a row whose value changes", () => {
		const { text } = merged(table, own, changed);
		expect(text).toContain("| F-01 | `10.0.0.9` | Anna |  |\n| F-03 | `10.0.0.3` |  |  |\n| F-02 |");
	});

	it("say of a row that was done what it said then", () => {
		const person = (content: string) =>
			content.replace("| F-01 | `10.0.0.1` |  |  |", "| F-01 | `10.0.0.1` | Anna | 3 May |");
		const { text, report } = merged(table, person, changed);
		expect(text).toContain(
			"| F-01 | `10.0.0.9` | Anna | 3 May<br>**Changed since.** Source: `10.0.0.1` → `10.0.0.9` |",
		);
		expect(report?.changedSinceTicked).toEqual(["F-01"]);
	});

	describe("with a row that was done", () => {
		const sheet = (source: string, purpose = "SIP/MTLS<br>Scenarios: Federation") =>
			page(
				[
					"# Sheet",
					"",
					"| Row | Source | Purpose | Owner | Done |",
					"| --- | --- | --- | --- | --- |",
					`f1 | | F-01 | ${source} | ${purpose} |  |  |`,
				].join("\n"),
			);
		const done = worked(sheet("`10.0.0.1`"), (content) => content.replace("|  |  |", "| Anna | 3 May |"));
		const rowOf = (text: string) => text.split("\n").find((line) => line.startsWith("| F-01")) ?? "";
		const changedTo = (folder: Folder, ...sources: readonly string[]) =>
			sources.reduce(({ folder }, source) => next(folder, sheet(source)), next(folder, sheet("`10.0.0.1`")));

		it("have one note, however often the row changes, of what it was when it was done", () => {
			const { text, report } = changedTo(done, "`10.0.0.2`", "`10.0.0.3`", "`10.0.0.4`");
			expect(rowOf(text)).toMatch(/\| 3 May<br>\*\*Changed since\.\*\* Source: `10\.0\.0\.1` → `10\.0\.0\.4` \|$/);
			expect(report?.changedSinceTicked).toEqual(["F-01"]);
		});

		it("have none when the row is again what was done, and the message does not list it", () => {
			const { text, report, outcome } = changedTo(done, "`10.0.0.2`", "`10.0.0.3`", "`10.0.0.1`");
			expect(outcome).toBe("merged");
			expect(rowOf(text)).toBe("| F-01 | `10.0.0.1` | SIP/MTLS<br>Scenarios: Federation | Anna | 3 May |");
			expect(report?.changedSinceTicked).toEqual([]);
		});

		it("name only the line of a cell that is another one", () => {
			const members = (last: string) =>
				`SIP/MTLS<br>Scenarios: Federation<br>Allow the same from \`a\` \`10.0.0.8\`${last}`;
			const worker = worked(sheet("any", members("")), (content) => content.replace("|  |  |", "| Anna | 3 May |"));
			const second = next(worker, sheet("any", `${members(" and `b`")}<br>virtual address of \`c\``));
			expect(rowOf(second.text)).toMatch(
				/\| 3 May<br>\*\*Changed since\.\*\* Purpose: Allow the same from `a` `10\.0\.0\.8` → Allow the same from `a` `10\.0\.0\.8` and `b`<br>Purpose: nothing → virtual address of `c` \|$/,
			);
			expect(rowOf(next(second.folder, sheet("any", members(""))).text)).toMatch(/\| 3 May \|$/);
		});

		it("read a value with an arrow in it", () => {
			const arrow = (port: string) => `\`a → b\`, \`${port}\``;
			const worker = worked(sheet(arrow("1")), (content) => content.replace("|  |  |", "| Anna | 3 May |"));
			const { text } = changedTo(worker, arrow("2"), arrow("3"));
			expect(text.match(/Changed since/g)).toHaveLength(1);
			const back = next(next(worker, sheet(arrow("2"))).folder, sheet(arrow("1")));
			expect(rowOf(back.text)).toMatch(/\| 3 May \|$/);
		});

		it("leave a note alone that a person changed, or wrote behind", () => {
			for (const person of [
				(content: string) => content.replace("`10.0.0.2` |\n", "`10.0.0.2`<br>done again 5 May |\n"),
				(content: string) => content.replace("Source: `10.0.0.1` →", "Source: `10.0.0.1` (by Bob) →"),
				(content: string) => content.replace(/→ `10\.0\.0\.2`/, "→ `10.0.0.2` checked"),
			]) {
				const { folder } = next(done, sheet("`10.0.0.2`"));
				const after = edited(folder, PATH, person);
				const before = rowOf(after.get(PATH) ?? "").replace(/^.*Anna \| (.*) \|$/, "$1");
				const { text } = next(after, sheet("`10.0.0.3`"));
				const own = before.includes("(by Bob)")
					? "3 May<br>**Changed since.** Source: `10.0.0.1` (by Bob) → `10.0.0.3`"
					: `${before}<br>**Changed since.** Source: \`10.0.0.2\` → \`10.0.0.3\``;
				expect(rowOf(text)).toContain(`| Anna | ${own} |`);
			}
		});

		it("begin anew where somebody did it again and took the note away", () => {
			const { folder } = next(done, sheet("`10.0.0.2`"));
			const again = edited(folder, PATH, (content) => content.replace(/3 May<br>.*? \|$/m, "5 May |"));
			expect(rowOf(next(again, sheet("`10.0.0.1`")).text)).toMatch(
				/\| 5 May<br>\*\*Changed since\.\*\* Source: `10\.0\.0\.2` → `10\.0\.0\.1` \|$/,
			);
		});
	});

	it("show both where a person and the plan have changed one cell", () => {
		const person = (content: string) => content.replace("`10.0.0.1`", "`10.0.0.5`");
		expect(merged(table, person, changed).text).toContain("| F-01 | `10.0.0.9`<br>Before: `10.0.0.5` |  |  |");
	});

	it("may be laid out by a formatter", () => {
		const person = (content: string) =>
			own(content)
				.replace("| --- | --- | --- | --- |", "|:-----|------------|-------|------|")
				.replace("| F-02 | `10.0.0.2` |", "| F-02 | `10.0.0.2`   |");
		expect(merged(table, person, changed).text).toContain("| F-01 | `10.0.0.9` | Anna |  |");
	});

	it("keep a row that is gone, filled in, at the end, however little it says", () => {
		const progress = (id: string, server: string) =>
			page(
				[
					"# Sheet",
					"",
					"| Server | Owner | Built on |",
					"| --- | --- | --- |",
					`${id} | | ${server} |  |  |`,
					"x | | b |  |  |",
				].join("\n"),
			);
		const person = (content: string) =>
			content.replace("| `a` |  |  |", "| `a` | Carl of the night shift | 3 May, at last |");
		const { text } = merged(progress("a", "`a`"), person, progress("c", "`c`"));
		const [plan, gone] = text.split("## No longer in the plan");
		expect(plan).not.toContain("Carl");
		expect(gone).toContain("| `a` | Carl of the night shift | 3 May, at last |");
	});

	it("keep columns that a person has added, and get new rows with them", () => {
		const person = (content: string) =>
			content
				.replace("| Row | Source |", "| Row | Ticket | Source |")
				.replace("| --- |", "| --- | --- |")
				.replace("| F-01 |", "| F-01 | T-77 |")
				.replace("| F-02 |", "| F-02 | T-78 |");
		const { text } = merged(table, person, changed);
		expect(text).toContain(
			[
				"| Row | Ticket | Source | Owner | Done |",
				"| --- | --- | --- | --- | --- |",
				"| F-01 | T-77 | `10.0.0.9` |  |  |",
				"| F-03 |  | `10.0.0.3` |  |  |",
				"| F-02 | T-78 | `10.0.0.2` |  |  |",
			].join("\n"),
		);
	});

	it("keep a person's rows and cells when the generated columns are others", () => {
		const second = page(
			[
				"# Sheet",
				"",
				"| Row | Port | Source | Owner |",
				"| --- | --- | --- | --- |",
				"f1 | | F-01 | `443` | `10.0.0.1` |  |",
			].join("\n"),
		);
		const person = (content: string) =>
			own(content).replace("Anna |  |", "Anna | 3 May |").replace("| F-02", "| mine | `1.1.1.1` | Bob |  |\n| F-02");
		const { text } = merged(table, person, second);
		expect(text).toContain("| F-01 | `443` | `10.0.0.1` | Anna<br>Before: 3 May |");
		expect(text).toContain("| mine |  | `1.1.1.1` | Bob |");
	});

	it("keep rows of a person, and rows that are gone at the end with their head", () => {
		const person = (content: string) => own(content).replace("| F-02", "| ours | any |  |  |\n| F-02");
		const { text, report } = merged(
			table,
			person,
			rows("| F-02 | `10.0.0.2` |  |  |").lines.length
				? page(
						[
							"# Sheet",
							"",
							"| Row | Source | Owner | Done |",
							"| --- | --- | --- | --- |",
							"f2 | | F-02 | `10.0.0.2` |  |  |",
						].join("\n"),
					)
				: table,
		);
		expect(text).toContain(
			"| Row | Source | Owner | Done |\n| --- | --- | --- | --- |\n| F-01 | `10.0.0.1` | Anna |  |\n| ours | any |  |  |",
		);
		expect(text.indexOf("| F-02 |")).toBeLessThan(text.indexOf("## No longer in the plan"));
		expect(report?.movedToEnd).toBeGreaterThan(0);
	});
});

describe("a step that is no longer in the plan", () => {
	it("goes without a word when nobody had touched it", () => {
		const { text } = merged(FIRST, (page) => page.replace("[ ] **3.1**", "[x] **3.1**"), NO_NAME);
		expect(text).not.toContain("sip.contoso.com");
		expect(text).not.toContain("No longer in the plan");
	});

	it("is kept at the end, as it was, when it was ticked or annotated", () => {
		const person = (page: string) =>
			page
				.replace("[ ] **3.2**", "[x] **3.2**")
				.replace("the name resolves.", "the name resolves.\n  - it took an hour");
		const { text, report } = merged(FIRST, person, NO_NAME);
		expect(text.slice(text.indexOf("## Undo"))).toBe(
			[
				"## Undo",
				"",
				"- Set the values back.",
				"",
				"## No longer in the plan",
				"",
				"Somebody ticked, filled in or annotated what stands here, and the plan no longer has it. What is ticked was done: undo it where it must not stay. Then delete it from this page.",
				"",
				"From the section `edge1`:",
				"",
				"- [x] **3.2** Set the name to `sip.contoso.com`. [R2]",
				"  - Check: the name resolves.",
				"  - it took an hour",
			].join("\n"),
		);
		expect(report).toMatchObject({ ticks: 0, movedToEnd: 3 });
	});

	it("stays there in later generations, and others come below it", () => {
		const folder = worked(FIRST, (page) =>
			page.replace("[ ] **3.2**", "[x] **3.2**").replace("[ ] **3.3**", "[x] **3.3**"),
		);
		const once = next(folder, NO_NAME).folder;
		const { text } = next(once, with_({ name: undefined, "name/check": undefined, restart: undefined }));
		expect(text.match(/## No longer in the plan/g)).toHaveLength(1);
		expect(text.indexOf("- [x] **3.2** Set the name")).toBeLessThan(text.indexOf("- [x] **3.2** Restart"));
		expect(text.indexOf("- [x] **3.2** Set the name")).toBeGreaterThan(text.indexOf("## No longer"));
	});

	it("comes back as a new one, to be done again, when the plan has it again", () => {
		const folder = next(
			worked(FIRST, (page) => page.replace("[ ] **3.2**", "[x] **3.2**")),
			NO_NAME,
		).folder;
		const { text } = next(folder, FIRST);
		const [plan, gone] = text.split("## No longer in the plan");
		expect(plan).toContain("- [ ] **3.2** Set the name to `sip.contoso.com`.");
		expect(gone).toContain("- [x] **3.2** Set the name to `sip.contoso.com`.");
	});

	it("takes the notes of its whole section with it when the section is gone", () => {
		const person = (page: string) => page.replace("### `edge1`\n", "### `edge1`\n\nThis one is in rack 7.\n");
		const second = page("# Task 3: Configure\n\n## Steps\n\nNothing to do.\n\n## Undo\n\n- Set the values back.");
		const { text } = merged(FIRST, person, second);
		const [plan, gone] = text.split("## No longer in the plan");
		expect(plan).not.toContain("rack 7");
		expect(gone).toContain("From the section `edge1`:\n\nThis one is in rack 7.");
	});
});

describe("what a person took away or moved", () => {
	it("stays away while the plan says the same of it", () => {
		const person = (page: string) => page.replace(/.*\*\*3\.3\*\*.*\n/, "").replace("[ ] **3.1**", "[x] **3.1**");
		expect(merged(FIRST, person, MORE).text).not.toContain("Restart");
	});

	it("comes back when the plan says something else", () => {
		const person = (page: string) => page.replace(/.*\*\*3\.2\*\*.*\n/, "");
		expect(merged(FIRST, person, OTHER_NAME).text).toContain("- [ ] **3.2** Set the name to `sip.fabrikam.com`.");
	});

	it("stays where it was moved to, and is kept up to date there", () => {
		const person = (page: string) => {
			const [line = ""] = /.*\*\*3\.2\*\*.*\n/.exec(page) ?? [];
			return page.replace(line, "").replace("- [ ] **3.1**", `${line}- [ ] **3.1**`);
		};
		expect(merged(FIRST, person, OTHER_NAME).text).toContain(
			"- [ ] **3.2** Set the name to `sip.fabrikam.com`. [R2]\n- [ ] **3.1** Set the address",
		);
	});

	it("follows the plan where only the plan moves it, with the notes at it", () => {
		const lines = FIRST.content.split("\n");
		const restart = lines.find((line) => line.includes("3.3")) ?? "";
		const second = with_({
			address: `restart | ${restart.replace("3.3", "3.1")}\naddress | - [ ] **3.2** Set the address to \`10.0.0.1\`.`,
			name: "name | - [ ] **3.3** Set the name to `sip.contoso.com`. [R2]",
			restart: undefined,
		});
		const person = (page: string) => page.replace(restart, `${restart}\n  - at night only`);
		expect(merged(FIRST, person, second).text).toContain(
			"- [ ] **3.1** Restart the service.\n  - at night only\n- [ ] **3.2** Set the address",
		);
	});

	it("brings its heading back when a section that was deleted has new steps", () => {
		const person = (page: string) => page.replace(/### `edge2`[\s\S]*?(?=## Undo)/, "");
		const twice = with_({ "## Undo": "### `edge2`\n\ntwo | - [ ] **3.4** Start `edge2`.\n\n## Undo" });
		const more = with_({
			"## Undo": "### `edge2`\n\ntwo | - [ ] **3.4** Start `edge2`.\nthree | - [ ] **3.5** Ping `edge2`.\n\n## Undo",
		});
		expect(merged(twice, person, more).text).toContain("\n\n### `edge2`\n\n- [ ] **3.5** Ping `edge2`.\n\n## Undo");
	});

	it("brings the head of a table back when one that was deleted has new rows", () => {
		const rows = (...sources: string[]) => {
			const listed = sources.map((source, index) => `f${index} | | F-0${index} | \`${source}\` |`);
			const head = ["## Rows", "", "| Row | Source |", "| --- | --- |"];
			return page(["# Sheet", "", "done | - [ ] Ready", "asked | - [ ] Asked", "", ...head, ...listed].join("\n"));
		};
		const person = (content: string) => content.replace(/\| Row[\s\S]*?(?=\n\n)/, "");
		expect(merged(rows("10.0.0.1"), person, rows("10.0.0.1", "10.0.0.2")).text).toContain(
			"## Rows\n\n| Row | Source |\n| --- | --- |\n| F-01 | `10.0.0.2` |",
		);
	});

	it("leaves as many empty lines as he likes", () => {
		const person = (content: string) => content.replace("\n\n## Undo", "\n\n\n\nAsk Kim.\n\n\n## Undo");
		expect(merged(FIRST, person, OTHER_NAME).text).toContain("\n\n\n\nAsk Kim.\n\n\n## Undo");
	});
});

describe("comments", () => {
	const comment = "<!--\nAnna: ask Bob.\n\n- [ ] not yet\n| a |\n-->";

	it("of several lines stay whole, so that no line of the plan is hidden in one", () => {
		const person = (page: string) => page.replace("the tab shows it.", `the tab shows it.\n${comment}`);
		const { text } = merged(FIRST, person, MORE);
		expect(text).toContain(`  - Check: the tab shows it.\n${comment}\n\n- [ ] **3.2** Set the port to \`443\`.`);
		const alone = (page: string) => page.replace("## Undo", `${comment}\n\n## Undo`);
		expect(merged(FIRST, alone, MORE).text).toContain(`the server answers.\n\n${comment}\n\n## Undo`);
	});

	it("take out of the plan what a person put into one, until the plan says something else of it", () => {
		const person = (page: string) => page.replace(/(- \[ \] \*\*3\.3\*\*.*)/, "<!--\n$1\n-->");
		const same = merged(FIRST, person, OTHER_NAME).text;
		expect(same).toContain("<!--\n- [ ] **3.3** Restart the service.\n-->");
		expect(same.match(/Restart/g)).toHaveLength(1);
		const other = with_({ restart: "restart | - [ ] **3.3** Restart the computer." });
		expect(merged(FIRST, person, other).text).toContain("-->\n\n- [ ] **3.3** Restart the computer.");
	});

	it("that do not end are lines like others, and end not at the last line of the page", () => {
		const person = (page: string) => page.replace("the tab shows it.", "the tab shows it.\n  <!-- Anna");
		const { text, outcome } = merged(FIRST, person, MORE);
		expect(outcome).toBe("merged");
		expect(text).toContain("  - Check: the tab shows it.\n  <!-- Anna\n- [ ] **3.2** Set the port");
	});
});

describe("fenced blocks", () => {
	const chart = (...lines: string[]) =>
		page(["# Plan", "", "```mermaid", ...lines, "```", "", "x | - [ ] Look at it."].join("\n"));

	it("stay whole: lines are brought together, or the two stand one below the other", () => {
		const first = chart("graph TD", "a --> b", "b --> c");
		const second = chart("graph TD", "a --> b", "b --> d");
		const added = merged(first, (content) => content.replace("graph TD", "graph LR"), second);
		expect(added.text).toContain("```mermaid\ngraph LR\na --> b\nb --> d\n```");
		const other = merged(first, (content) => content.replace("b --> c", "b --> e"), second);
		expect(other.text).toContain("a --> b\nb --> d\n```\n\nBefore:\n\n```mermaid\ngraph TD\na --> b\nb --> e\n```");
	});
});

describe("a file as editors leave it", () => {
	it("keeps its line ends and its byte order mark", () => {
		const person = (page: string) => `\uFEFF${page.replace("[ ] **3.3**", "[x] **3.3**").replaceAll("\n", "\r\n")}`;
		const content = merged(FIRST, person, MORE).folder.get(PATH) ?? "";
		expect(content.startsWith("\uFEFF# Task 3")).toBe(true);
		expect(content.replaceAll("\r\n", "")).not.toContain("\n");
		expect(content).toContain("- [x] **3.4** Restart");
	});

	it("may have other quotes, and blanks at the ends of lines", () => {
		const first = page('# Task\n\na | - [ ] **1.1** Choose "Next", don\'t wait.\nb | - [ ] **1.2** Set `1`.');
		const second = page('# Task\n\na | - [ ] **1.1** Choose "Next", don\'t wait.\nb | - [ ] **1.2** Set `2`.');
		const person = (content: string) =>
			content
				.replace('"Next", don\'t', "“Next”, don’t")
				.replace(/^(- .*)$/gm, "$1  ")
				.replace("[ ] **1.1**", "[x] **1.1**");
		const { text, report } = merged(first, person, second);
		expect(text).toBe("# Task\n\n- [x] **1.1** Choose “Next”, don’t wait.  \n- [ ] **1.2** Set `2`.");
		expect(report?.notes).toBe(0);
	});

	it("may have wrapped lines", () => {
		const long = (value: string) =>
			page(
				`# Task\n\na | - [ ] **1.1** Set the address of the internal network adapter to \`${value}\`, and nothing else at all.`,
			);
		const person = (content: string) =>
			content
				.replace("[ ]", "[x]")
				.replace("adapter to", "adapter\n  to")
				.replace("at all.", "at all. Anna\n  was here.");
		const { text, report } = merged(long("10.0.0.1"), person, long("10.0.0.2"));
		expect(text).toContain(
			"- [x] **1.1** Set the address of the internal network adapter to `10.0.0.2`, and nothing else at all. Anna\n",
		);
		expect(text).toContain("was here.");
		expect(report?.changedSinceTicked).toEqual(["1.1"]);
	});
});

describe("a page that cannot be known again", () => {
	const beside = (person: (content: string) => string) => {
		const folder = worked(FIRST, person);
		const { outcome, folder: result } = next(folder, MORE);
		expect(result.get(PATH)).toBe(folder.get(PATH));
		expect(result.get("03-task.new.md")).toBe(MORE.content);
		return outcome;
	};

	it.each<[string, (content: string) => string]>([
		[
			"less than half of its steps are left",
			(page) => page.replace(/- \[ \] \*\*3\.[12][\s\S]*?(?=- \[ \] \*\*3\.3)/, ""),
		],
		["its title is gone", (page) => page.replace("# Task 3: Configure", "# My notes")],
		["its last line is gone", (page) => page.replace(/<!-- .* -->/, "mine")],
		[
			"it holds a conflict of version control",
			(page) => page.replace("## Steps", "<<<<<<< HEAD\n## Steps\n=======\n>>>>>>> theirs"),
		],
		["it has characters that could not be read", (page) => page.replace("Restart", "Restart \uFFFD")],
	])("is not touched, and the new text goes beside it: %s", (_, person) => {
		expect(beside(person)).toBe("keep-both");
	});

	it("is known again once its notes were carried over into the text beside it", () => {
		const { folder } = next(
			worked(FIRST, (page) => page.replace("# Task 3: Configure", "# My notes")),
			MORE,
		);
		const adopted = new Map(folder).set(PATH, MORE.content.replace("Restart", "Carefully restart"));
		adopted.delete("03-task.new.md");
		const { outcome, text } = next(adopted, with_({ restart: "restart | - [ ] **3.3** Restart the services." }));
		expect(outcome).toBe("merged");
		expect(text).toContain("Carefully");
	});
});

describe("the memory of a folder", () => {
	const ticked = worked(FIRST, (page) => page.replace("[ ] **3.3**", "[x] **3.3**"));
	const without = (folder: Folder) => new Map([...folder].filter(([path]) => path !== MEMORY_PATH));

	it("may be copied with the folder", () => {
		expect(next(new Map(ticked), MORE).outcome).toBe("merged");
	});

	it("is missed when somebody deletes it: edited pages stay as they are, and the message says why", () => {
		const { outcome, writes } = next(without(ticked), MORE);
		expect(outcome).toBe("keep-both");
		expect(summaryOf(writes, "Contoso")).toContain("There was no .generated.json beside the pages");
	});

	it("is missed by files that cannot tell whether they were edited, and the message says no more than that", () => {
		const rules = (content: string) => ({ path: "firewall/rules.csv", title: "Rules", content });
		const folder = applied(EMPTY, planWrites({ ...runbook(FIRST), artefacts: [rules("Row\r\n")] }, EMPTY));
		const writes = planWrites({ ...runbook(FIRST), artefacts: [rules("Row\r\nF-01\r\n")] }, without(folder));
		expect(summaryOf(writes, "Contoso")).toContain(
			"Kept, because nothing tells whether they were edited: firewall/rules.csv (new text in firewall/rules.new.csv).",
		);
	});

	it("is missed by nobody in a new folder", () => {
		expect(summaryOf(planWrites(runbook(FIRST), EMPTY), "Contoso")).toBe(
			"The runbooks of Contoso are ready: 1 page written.",
		);
	});

	it.each(["", "{", "null", "[]", '{"version":"1"}', "\0"])("may be damaged, and nothing is lost: %j", (text) => {
		const { outcome, writes } = next(new Map(ticked).set(MEMORY_PATH, text), MORE);
		expect(outcome).toBe("keep-both");
		expect(summaryOf(writes, "Contoso")).toContain(".generated.json could not be read");
		expect(rememberedNumbers(new Map([[MEMORY_PATH, text]]))).toBeUndefined();
	});

	it("of a later version is left as it is", () => {
		const newer = new Map(ticked).set(MEMORY_PATH, '{"version": 2, "numbers": {}}');
		const { outcome, folder, writes } = next(newer, MORE);
		expect(outcome).toBe("keep-both");
		expect(folder.get(MEMORY_PATH)).toBe('{"version": 2, "numbers": {}}');
		expect(summaryOf(writes, "Contoso")).toContain("Update OCS Edge");
	});

	it("may have lost or gained anything inside: what is whole still counts", () => {
		const text = (ticked.get(MEMORY_PATH) ?? "").replace("Restart the service", "Restart it");
		expect(next(new Map(ticked).set(MEMORY_PATH, text), MORE).outcome).toBe("keep-both");
		const odd = JSON.stringify({
			version: 1,
			numbers: { flows: { a: 3, b: "x", c: -1 } },
			pages: { p: 7 },
			artefacts: [],
		});
		expect(rememberedNumbers(new Map([[MEMORY_PATH, odd]]))?.flows).toEqual({ a: 3 });
	});

	it("that version control could not merge is read from both sides", () => {
		const ours = { ...NO_NUMBERS, flows: { a: 1, b: 2 } };
		const theirs = { ...NO_NUMBERS, flows: { a: 1, c: 2, d: 3 } };
		const text = (page: RunbookPage, numbers: RowNumbers) => {
			const [write] = planWrites({ ...runbook(page), numbers }, EMPTY);
			return write !== undefined && "content" in write ? (write.content ?? "") : "";
		};
		const conflict = `<<<<<<< HEAD\n${text(MORE, ours)}=======\n${text(FIRST, theirs)}>>>>>>> other\n`;
		const folder = new Map(ticked).set(MEMORY_PATH, conflict);
		expect(rememberedNumbers(folder)?.flows).toEqual({ a: 1, b: 2, d: 3 });
		expect(next(folder, OTHER_NAME).outcome).toBe("merged");
	});

	it("knows the generation before, so that writing may stop half-way and a page may be taken back", () => {
		const [memory, ...others] = planWrites(runbook(MORE), ticked);
		expect(memory?.outcome).toBe("memory");
		expect(others.map((write) => write.outcome)).toEqual(["merged"]);
		const stopped = applied(ticked, memory === undefined ? [] : [memory]);
		expect(next(stopped, MORE).text).toContain("- [x] **3.4** Restart");
		const done = next(ticked, MORE).folder;
		const takenBack = new Map(done).set(PATH, ticked.get(PATH) ?? "");
		expect(next(takenBack, MORE).folder.get(PATH)).toBe(done.get(PATH));
	});

	it("keeps what it knows of pages that are not asked for", () => {
		const other = page("# Other\n\nx | - [ ] Look.", "other.md");
		const both = applied(EMPTY, planWrites(runbook(FIRST, other), EMPTY));
		const worked = edited(both, "other.md", (content) => content.replace("[ ]", "[x]"));
		const partial = planWrites(runbook(MORE), worked, { partial: true });
		expect(partial.map((write) => write.outcome)).toEqual(["memory", "replace"]);
		const { outcome, text } = next(applied(worked, partial), page("# Other\n\nx | - [ ] Look up.", "other.md"));
		expect(outcome).toBe("merged");
		expect(text).toContain("- [x] Look up.");
	});

	it("keeps what it knows of pages in folders that nobody looked into", () => {
		const sheet = page("# Sheet\n\nx | - [ ] Look.", "sheets/sheet.md");
		const both = applied(EMPTY, planWrites(runbook(FIRST, sheet), EMPTY));
		const worked = edited(both, "sheets/sheet.md", (content) => content.replace("[ ]", "[x]"));
		const seen = new Map([...worked].filter(([path]) => !path.startsWith("sheets/")));
		const after = new Map([...worked, ...applied(seen, planWrites(runbook(MORE), seen))]);
		expect(next(after, page("# Sheet\n\nx | - [ ] Look up.", "sheets/sheet.md")).text).toContain("- [x] Look up.");
	});

	it("has the same bytes for the same plan, and no time", () => {
		const bytes = () => applied(EMPTY, planWrites(runbook(FIRST, MORE), EMPTY)).get(MEMORY_PATH);
		expect(bytes()).toBe(bytes());
	});

	it("comes with a page that is no longer generated: it is reported, and not deleted", () => {
		const { writes, folder } = { writes: planWrites(runbook(), ticked), folder: ticked };
		expect(writes).toContainEqual({ outcome: "obsolete", path: PATH, edited: true });
		expect(applied(folder, writes).get(PATH)).toBe(ticked.get(PATH));
		expect(summaryOf(writes, "Contoso")).toContain(
			"but edited by hand, so look into them before you delete them: 03-task.md.",
		);
	});
});

describe("two deployments in one folder", () => {
	const of = (deployment: string, rootFile: string, ...pages: readonly RunbookPage[]) => ({
		...runbook(...pages),
		artefacts: [{ path: "firewall/rules.csv", title: "Rules", content: `${deployment}\n` }],
		owner: { deployment, rootFile },
	});
	const contoso = applied(EMPTY, planWrites(of("Contoso", "contoso.ocsedge", FIRST), EMPTY));
	const ticked = edited(contoso, PATH, (page) => page.replace("[ ] **3.3**", "[x] **3.3**"));

	it.each([
		["nobody edited", contoso],
		["people ticked", ticked],
	])("leave the pages of each other alone, and take no tick for their own: pages that %s", (_, folder) => {
		const other = of("Fabrikam", "fabrikam.ocsedge", MORE);
		const writes = planWrites(other, folder);
		const after = applied(folder, writes);
		for (const [path, text] of folder) {
			expect(after.get(path), path).toBe(text);
		}
		expect(after.get("03-task.new.md")).toBe(MORE.content);
		expect(after.get("firewall/rules.new.csv")).toBe("Fabrikam\n");
		const written = planWrites(other, after).filter((write) => "content" in write && write.content !== undefined);
		expect(written).toEqual([]);
		expect(summaryOf(writes, "Fabrikam")).toContain("belongs to another deployment");
		// The first one goes on as if nothing had been.
		const later = applied(after, planWrites(of("Contoso", "contoso.ocsedge", OTHER_NAME), after));
		expect(later.get(PATH)).toContain("sip.fabrikam.com");
		expect(later.get(PATH)?.match(/\[x\]/g) ?? []).toHaveLength(folder === ticked ? 1 : 0);
	});

	it("keep the numbers of each other where only the page for the printer is made", () => {
		const numbers = { ...NO_NUMBERS, flows: { "external/E1/edge1/tcp": 7 } };
		const other = { ...of("Fabrikam", "fabrikam.ocsedge", MORE), numbers };
		expect(planNumbers(other, contoso)).not.toHaveProperty("content");
		expect(
			planNumbers({ ...other, owner: { deployment: "Contoso", rootFile: "contoso.ocsedge" } }, contoso),
		).toHaveProperty("content");
	});

	it.each([
		["its file", "Contoso", "edge.ocsedge"],
		["the deployment", "Contoso Ltd", "contoso.ocsedge"],
	])("are one where only %s has another name", (_, deployment, rootFile) => {
		const after = applied(ticked, planWrites(of(deployment, rootFile, MORE), ticked));
		expect(after.get(PATH)).toContain("- [x] **3.4** Restart");
		expect([...after.keys()].filter((path) => path.includes(".new"))).toEqual([]);
	});
});

describe("what teams feed into their tools", () => {
	const files = (content: string) => ({
		...runbook(),
		artefacts: [{ path: "firewall/rules.csv", title: "Rules", content }],
	});
	const folder = applied(EMPTY, planWrites(files("a,b\n1,2\n"), EMPTY));
	const csv = (writes: readonly PageWrite[]) => writes.filter((write) => write.outcome !== "memory");

	it("is replaced while nobody edited it", () => {
		expect(csv(planWrites(files("a,b\n1,3\n"), folder))).toMatchObject([{ outcome: "replace" }]);
		expect(csv(planWrites(files("a,b\n1,2\n"), folder))).toMatchObject([{ outcome: "unchanged" }]);
		const windows = new Map(folder).set("firewall/rules.csv", "a,b\r\n1,2\r\n");
		expect(csv(planWrites(files("a,b\n1,3\n"), windows))).toMatchObject([{ outcome: "replace" }]);
	});

	it("stays when somebody edited it, and the new text goes beside it", () => {
		const mine = new Map(folder).set("firewall/rules.csv", "a,b\n1,mine\n");
		expect(csv(planWrites(files("a,b\n1,2\n"), mine))).toMatchObject([{ outcome: "kept" }]);
		const both = applied(mine, planWrites(files("a,b\n1,3\n"), mine));
		expect(both.get("firewall/rules.csv")).toBe("a,b\n1,mine\n");
		expect(both.get("firewall/rules.new.csv")).toBe("a,b\n1,3\n");
		expect(csv(planWrites(files("a,b\n1,4\n"), both))).toMatchObject([
			{ target: "firewall/rules.new.csv", replaces: true },
		]);
		const edited = new Map(both).set("firewall/rules.new.csv", "mine too");
		expect(csv(planWrites(files("a,b\n1,4\n"), edited))).toMatchObject([{ target: "firewall/rules.new-2.csv" }]);
	});

	it("is not overwritten where nobody knows who wrote it", () => {
		const foreign = new Map([["firewall/rules.csv", "theirs"]]);
		expect(csv(planWrites(files("a,b\n"), foreign))).toMatchObject([{ outcome: "keep-both" }]);
	});

	it("is reported when it is no longer generated", () => {
		expect(planWrites(runbook(), folder)).toContainEqual({ outcome: "obsolete", path: "firewall/rules.csv" });
	});
});

describe("the message", () => {
	it("begins with what somebody has to act on", () => {
		const folder = worked(FIRST, (page) => page.replace("[ ] **3.2**", "[x] **3.2**"));
		expect(summaryOf(planWrites(runbook(OTHER_NAME), folder), "Contoso")).toBe(
			"Changed since they were ticked, to be done again: 3.2. The runbooks of Contoso are ready: 1 page written. What people wrote was kept in: 03-task.md.",
		);
		expect(summaryOf(planWrites(runbook(NO_NAME), folder), "Contoso")).toBe(
			"No longer in the plan, though somebody ticked or annotated it; now at the end of: 03-task.md. The runbooks of Contoso are ready: 1 page written. What people wrote was kept in: 03-task.md.",
		);
	});
});

describe("a long list of changed steps", () => {
	const steps = (value: string) =>
		page(
			[
				"# Task",
				"",
				...Array.from({ length: 30 }, (_, n) => `s${n} | - [ ] **3.${n + 1}** Set ${n} to \`${value}\`.`),
			].join("\n"),
		);

	it("is cut in the message, and whole on the page", () => {
		const folder = worked(steps("a"), (content) => content.replaceAll("[ ]", "[x]"));
		const writes = planWrites(runbook(steps("b")), folder);
		expect(summaryOf(writes, "Contoso")).toMatch(
			/^Changed since they were ticked, to be done again: 3\.1, .*3\.12, and 18 others, marked on the pages\. /,
		);
		expect(
			applied(folder, writes)
				.get(PATH)
				?.match(/Changed since it was ticked/g),
		).toHaveLength(30);
	});
});

describe("two people", () => {
	it("may tick and generate on branches of their own, and version control brings the page together", () => {
		const start = applied(EMPTY, planWrites(runbook(FIRST), EMPTY));
		const anna = next(
			edited(start, PATH, (content) => content.replace("[ ] **3.1**", "[x] **3.1**")),
			MORE,
		).folder;
		// What Bob ticked arrives in the page that Anna generated.
		const both = edited(anna, PATH, (content) => content.replace(/\[ \] (\*\*3\.\d\*\* Restart)/, "[x] $1"));
		const { text, report } = next(both, OTHER_NAME);
		expect(text).toContain("- [x] **3.1** Set the address");
		expect(text).toContain("- [x] **3.3** Restart");
		expect(report).toMatchObject({ ticks: 2, changedSinceTicked: [] });
	});

	it("may leave lines of both generations on a page: what the new plan says as well is said once", () => {
		const folder = worked(FIRST, (content) =>
			content.replace("`sip.contoso.com`", "`sip.fabrikam.com`").replace("[ ] **3.3**", "[x] **3.3**"),
		);
		const { text } = next(folder, OTHER_NAME);
		expect(text).not.toContain("Before:");
		expect(text.match(/sip\.fabrikam\.com/g)).toHaveLength(1);
	});
});

describe("the runbook of a real deployment", () => {
	const path = "03-configure-edge-servers.md";
	const first = regenerate(northwind, EMPTY);
	const ADDRESS = /- \[ \] (\*\*3\.\d+\*\* Set the external IP address to `131\.107\.80\.10`.*)/;

	it("keeps ticks and notes when an address, a domain and a scenario change", () => {
		const folder = edited(first.folder, path, (page) =>
			page
				.replace(ADDRESS, "- [x] $1 (Anna)\n  - took two tries")
				.replace(/- \[ \] (\*\*3\.\d+\*\* .*\*IM Provider\*.*)/, "- [x] $1"),
		);
		const later = northwind
			.replaceAll("131.107.80.10", "131.107.80.40")
			.replace("  scenario public-im { provider aol }\n", "")
			.replace("sip-domain northwind.com,", "sip-domain northwind.com, fabrikam.com,");
		const { folder: after, writes } = regenerate(later, folder);
		const page = after.get(path) ?? "";
		expect(page).toMatch(
			/- \[x\] \*\*3\.\d+\*\* Set the external IP address to `131\.107\.80\.40`.*\(Anna\)\n {2}- \*\*Changed since/,
		);
		expect(page).toContain("  - took two tries");
		expect(page.split("## No longer in the plan")[1]).toMatch(/- \[x\] \*\*3\.\d+\*\* .*\*IM Provider\*/);
		expect(summaryOf(writes, "Northwind")).toMatch(
			/^Changed since they were ticked, to be done again: 3\.\d+\. No longer/,
		);
	});

	it("says nothing of changes in the firewall rows that are done, once all of them are taken back", () => {
		const sheet = "sheets/firewall.md";
		const done = edited(first.folder, sheet, (page) =>
			page.replace(/^(\| F-\d+ .*)\| {2}\| {2}\| {2}\|$/gm, "$1| Anna | 3 May |  |"),
		);
		let folder = done;
		for (const last of ["40", "41", "10"]) {
			({ folder } = regenerate(northwind.replaceAll("131.107.80.10", `131.107.80.${last}`), folder));
			const notes = folder.get(sheet)?.match(/\| 3 May<br>\*\*Changed since\.\*\* (?:(?! \|).)*/g) ?? [];
			expect(notes.length > 0).toBe(last !== "10");
			for (const note of notes) {
				expect(note).toMatch(/^[^→]*131\.107\.80\.10\b[^→]*→[^→]*$/);
				expect(note).toContain(`131.107.80.${last}`);
			}
		}
		expect(folder.get(sheet)).toBe(done.get(sheet));
	});

	it("is generated anew for pages that nobody edited", () => {
		const { writes, runbook } = regenerate(northwind.replaceAll("131.107.80.10", "131.107.80.40"), first.folder);
		const changed = writes.filter((write) => write.outcome === "replace").map((write) => write.path);
		expect(changed).toContain(path);
		expect(new Set(writes.map((write) => write.outcome))).toEqual(new Set(["memory", "replace", "unchanged"]));
		expect(pageOf(runbook, path).content).toContain("131.107.80.40");
	});
});
