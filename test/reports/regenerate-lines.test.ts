import { describe, expect, it } from "vitest";
import { FIRST, MORE, merged, NO_NAME, next, OTHER_NAME, PATH, page, with_, worked } from "./regenerate-pages.js";
import { edited } from "./regenerate-support.js";

/*
 * Line by line: which line of a page that people have edited is which generated one, and what becomes of the lines that go.
 */

/** A page of steps below one heading; each is given as "id: words". */
function steps(...all: readonly string[]) {
	const lines = all.map((one, index) => one.replace(/^(\w+): (.*)$/, `$1 | - [ ] **3.${index + 1}** $2`));
	return page(["# Task", "", "## Steps", "", ...lines, "", "## Undo", "", "- Set the values back."].join("\n"));
}

/** What stands in the plan, and what was put to the end of the page. */
function parts(text: string) {
	const [plan = "", gone = ""] = text.split("## No longer in the plan");
	return { plan, gone };
}

describe("what goes to the end of the page", () => {
	it("is the whole step, with its check, when it was ticked", () => {
		const { text, report } = merged(FIRST, (page) => page.replace("[ ] **3.2**", "[x] **3.2**"), NO_NAME);
		expect(parts(text).gone).toContain(
			"- [x] **3.2** Set the name to `sip.contoso.com`. [R2]\n  - Check: the name resolves.",
		);
		expect(report?.movedToEnd).toBe(2);
	});

	it("is the whole step when only its check was annotated", () => {
		const person = (page: string) => page.replace("the name resolves.", "the name resolves. It took an hour.");
		const { gone, plan } = parts(merged(FIRST, person, NO_NAME).text);
		expect(gone).toContain(
			"- [ ] **3.2** Set the name to `sip.contoso.com`. [R2]\n  - Check: the name resolves. It took an hour.",
		);
		expect(plan).not.toContain("sip.contoso.com");
	});

	it("is the whole step when all that a person did was to write something below it", () => {
		const person = (page: string) => page.replace("the name resolves.", "the name resolves.\n  - it took an hour");
		expect(parts(merged(FIRST, person, NO_NAME).text).gone).toContain(
			"- [ ] **3.2** Set the name to `sip.contoso.com`. [R2]\n  - Check: the name resolves.\n  - it took an hour",
		);
	});

	it("is the whole step when something was written between it and its check", () => {
		const person = (page: string) =>
			page.replace("`sip.contoso.com`. [R2]\n", "`sip.contoso.com`. [R2]\n  - ask Bob\n");
		expect(parts(merged(FIRST, person, NO_NAME).text).gone).toContain(
			"- [ ] **3.2** Set the name to `sip.contoso.com`. [R2]\n  - ask Bob\n  - Check: the name resolves.",
		);
	});

	it("is no row in which a person's own column, or a cell that he emptied, has nothing in it", () => {
		const sheet = (...rows: readonly string[]) =>
			page(["# Sheet", "", "| Row | Source | Owner |", "| --- | --- | --- |", ...rows].join("\n"));
		const first = sheet(
			"f1 | | F-01 | `10.0.0.1` |  |",
			"f2 | | F-02 | `10.0.0.2` |  |",
			"f3 | | F-03 | `10.0.0.3` |  |",
			"f4 | | F-04 | `10.0.0.4` |  |",
		);
		const person = (content: string) =>
			content
				.replace("| Row | Source | Owner |", "| Row | Ticket | Source | Owner |")
				.replace("| --- | --- | --- |", "| --- | --- | --- | --- |")
				.replace(/^\| (F-0\d) \|/gm, "| $1 |  |")
				.replace("| F-02 |  |", "| F-02 | T-2 |")
				.replace("| `10.0.0.3` |", "|  |");
		const second = sheet("f4 | | F-04 | `10.0.0.4` |  |", "f5 | | F-05 | `10.0.0.5` |  |");
		const { text, folder } = merged(first, person, second);
		const { plan, gone } = parts(text);
		expect(gone).toContain("| F-02 | T-2 | `10.0.0.2` |  |");
		expect(gone).not.toMatch(/F-01|F-03/);
		expect(plan).toContain("| F-05 |  | `10.0.0.5` |  |");
		// The cell of the new row, which nobody wrote, is no writing either.
		expect(next(folder, sheet("f4 | | F-04 | `10.0.0.4` |  |")).text).not.toContain("F-05");
	});

	it("is not the step beside it, which nobody touched", () => {
		const nothing = with_({ address: undefined, "address/check": undefined, name: undefined, "name/check": undefined });
		const { gone } = parts(merged(FIRST, (page) => page.replace("[ ] **3.1**", "[x] **3.1**"), nothing).text);
		expect(gone).toContain("Set the address");
		expect(gone).not.toContain("Set the name");
		const other = parts(merged(FIRST, (page) => page.replace("[ ] **3.2**", "[x] **3.2**"), nothing).text).gone;
		expect(other).toContain("Set the name");
		expect(other).not.toContain("Set the address");
	});

	it("names the section that it stood in, also where a person gave the section another name", () => {
		const person = (page: string) =>
			page.replace("### `edge1`", "### `edge1` in rack 7").replace("[ ] **3.2**", "[x] **3.2**");
		expect(parts(merged(FIRST, person, NO_NAME).text).gone).toContain("From the section `edge1` in rack 7:");
	});

	const section = with_({
		"## Undo": "### `edge2`\n\ntwo | - [ ] **3.4** Start `edge2`.\n\nIt runs.\n\n## Undo",
	});

	it("is what people wrote in a section that is gone: paragraphs, lists and tables of their own, as they wrote them", () => {
		const own = ["Rack 7.", "", "Ask Kim.", "", "#### Who", "", "| Who | When |", "| --- | --- |", "| Kim | 3 May |"];
		const person = (page: string) => page.replace("### `edge2`\n", `### \`edge2\`\n\n${own.join("\n")}\n`);
		const { text } = merged(section, person, FIRST);
		const { plan, gone } = parts(text);
		expect(plan).not.toMatch(/edge2|Kim|rack/i);
		expect(plan).toMatch(/the server answers\.\n\n## Undo\n\n- Set the values back\.\n\n$/);
		expect(gone).toContain(`From the section \`edge2\`:\n\n${own.slice(0, 5).join("\n")}`);
		expect(gone).toContain(own.slice(6).join("\n"));
	});

	it("has the words of a heading that a person changed, and no heading, which would end the section", () => {
		const person = (page: string) => page.replace("### `edge2`", "### `edge2` in rack 7");
		expect(parts(merged(section, person, FIRST).text).gone).toContain(
			"From the section `edge2` in rack 7:\n\n**`edge2` in rack 7**",
		);
	});

	it("keeps a table of a person's as he laid it out, and what stands below it apart", () => {
		const own = "| Who | When |\n|:----|----:|\n| Kim | 3 May |\n\nAsk her.";
		const person = (page: string) => page.replace("### `edge2`\n", `### \`edge2\`\n\n${own}\n`);
		expect(parts(merged(section, person, FIRST).text).gone).toContain(own);
	});

	it("is not what stands at steps that stay, below a heading that has become another one", () => {
		const person = (page: string) => page.replace("### `edge1`\n", "### `edge1`\n\nRack 7.\n");
		const { plan, gone } = parts(merged(FIRST, person, with_({ "### `edge1`": "### Computers in Tokyo" })).text);
		expect(plan).toContain("Rack 7.");
		expect(plan).toContain("### Computers in Tokyo");
		expect(gone).toBe("");
	});

	it("is not a section of a person's own that stands behind one that is gone", () => {
		const person = (page: string) => page.replace("It runs.", "It runs.\n\n### Weather\n\nIt rained.");
		const { plan, gone } = parts(merged(section, person, FIRST).text);
		expect(plan).toContain("\n\n### Weather\n\nIt rained.\n\n## Undo");
		expect(gone).toBe("");
	});

	it("is not what stands below a heading that stays while its steps go", () => {
		const person = (page: string) => page.replace("### `edge1`\n", "### `edge1`\n\nRack 7.\n");
		const empty = with_({
			address: undefined,
			"address/check": undefined,
			name: undefined,
			"name/check": undefined,
			restart: undefined,
		});
		const { plan, gone } = parts(merged(FIRST, person, empty).text);
		expect(plan).toContain("### `edge1`\n\nRack 7.\n");
		expect(gone).toBe("");
	});

	it("is no table without its head, and nothing of a table that nobody filled in", () => {
		const table = (...rows: readonly string[]) =>
			page(["# Sheet", "", "done | - [ ] Ready", "asked | - [ ] Asked", "", ...rows].join("\n"));
		const full = table(
			"## Rows",
			"",
			"| Row | Owner |",
			"| --- | --- |",
			"f1 | | F-01 |  |",
			"f2 | | F-02 |  |",
			"",
			"End.",
		);
		const untouched = merged(full, (content) => content.replace("[ ] Ready", "[x] Ready"), table());
		expect(untouched.text).toBe("# Sheet\n\n- [x] Ready\n- [ ] Asked");
		const filled = merged(full, (content) => content.replace("| F-02 |  |", "| F-02 | Kim |"), table());
		expect(parts(filled.text).gone).toMatch(
			/From the section Rows:\n\n\| Row \| Owner \|\n\| --- \| --- \|\n\| F-02 \| Kim \|$/,
		);
	});
});

describe("a line that a person edited is known", () => {
	const first = steps("a: Open the console.", "b: Start the wizard of the edge server.", "c: Close it.");

	it("by its number, where he wrote all else of it anew", () => {
		const second = steps(
			"z: Sit down.",
			"a: Open the console.",
			"b: Start the wizard of the edge server.",
			"c: Close it.",
		);
		const person = (content: string) => content.replace(/\*\*3\.2\*\* .*/, "**3.2** Anna did this already");
		const { text } = merged(first, person, second);
		expect(text.match(/\*\*3\.3\*\*/g)).toHaveLength(1);
		expect(text).toContain("- [ ] **3.3** Anna did this already");
	});

	it("by its words, where he took its number and its box away and moved it", () => {
		const second = steps("a: Open the console.", "b: Start the wizard of the `edge` server.", "c: Close it.");
		const line = "Start the wizard of the edge server.";
		const person = (content: string) =>
			content
				.replace(`- [ ] **3.2** ${line}\n`, "")
				.replace("- Set the values back.", `- Set the values back.\n- ${line}`);
		const { plan } = parts(merged(first, person, second).text);
		expect(plan.match(/Start the wizard/g)).toHaveLength(1);
		expect(plan).toContain("Start the wizard of the `edge` server.");
	});

	it("by the number of its row, where he wrote all else of it anew", () => {
		const rows = (...values: readonly string[]) =>
			page(["# Sheet", "", "| Row | Source |", "| --- | --- |", ...values].join("\n"));
		const one = rows("f1 | | F-01 | `10.0.0.1` |", "f2 | | F-02 | `10.0.0.2` |", "f3 | | F-03 | `10.0.0.3` |");
		const two = rows("f1 | | F-01 | `10.0.0.9` |", "f2 | | F-02 | `10.0.0.2` |", "f3 | | F-03 | `10.0.0.3` |");
		const person = (content: string) =>
			content.replace("| F-01 | `10.0.0.1` |\n", "").replace(/(\| F-03 .*\n)/, "$1| **F-01** | see the ticket |\n");
		const { text } = merged(one, person, two);
		expect(text.match(/F-01/g)).toHaveLength(1);
		expect(text).toContain("| **F-01** | `10.0.0.9`<br>Before: see the ticket |");
	});

	it("where he only wrote something behind it, however much", () => {
		const much = Array.from({ length: 40 }, (_, n) => `word${n}`).join(" ");
		const person = (content: string) => content.replace("**3.3** Close it.", `Close it. ${much}`);
		const second = steps("a: Open the console.", "b: Start the wizard of the edge server.", "c: Close it. Now.");
		const { plan } = parts(merged(first, person, second).text);
		expect(plan.match(/Close it\./g)).toHaveLength(1);
		expect(plan).toContain(much);
	});

	it("and not taken for another of much the same words", () => {
		const servers = (...names: readonly string[]) =>
			steps(...names.map((name) => `${name}: Start the service *RTCSRV* on the computer \`${name}\`.`));
		const person = (content: string) =>
			content.replace("computer `e2`.", "computer `e2`. Kim does it.").replace("[ ] **3.2**", "[x] **3.2**");
		const { text } = merged(servers("e1", "e2", "e3"), person, servers("e3", "e2", "e0"));
		expect(text).toContain("- [x] **3.2** Start the service *RTCSRV* on the computer `e2`. Kim does it.");
		expect(text).not.toMatch(/e1/);
		expect(text.match(/\[x\]/g)).toHaveLength(1);
	});

	it("and not taken for what an earlier generation put to the end of the page", () => {
		const folder = worked(FIRST, (page) => page.replace("[ ] **3.2**", "[x] **3.2**"));
		const gone = next(folder, NO_NAME).folder;
		const back = next(gone, FIRST);
		const again = next(back.folder, OTHER_NAME);
		const { plan, gone: end } = parts(again.text);
		expect(plan).toContain("- [ ] **3.2** Set the name to `sip.fabrikam.com`. [R2]");
		expect(end).toContain("- [x] **3.2** Set the name to `sip.contoso.com`. [R2]");
	});
});

describe("lines of the same words in several places", () => {
	const servers = (...names: readonly string[]) =>
		page(
			[
				"# Task",
				"",
				...names.flatMap((name, index) => [
					`## \`${name}\``,
					"",
					`${name}/open | - [ ] **3.${2 * index + 1}** Open the console.`,
					`${name}/start | - [ ] **3.${2 * index + 2}** Start the service.`,
					`${name}/start/check |   - Check: it runs.`,
					"",
					"Then go on.",
					"",
				]),
			].join("\n"),
		);

	it("keep the notes at the place where they were written, when a section comes before them", () => {
		const person = (content: string) => {
			const at = content.lastIndexOf("Check: it runs.");
			return `${content.slice(0, at)}Check: it runs. Kim saw it.\n  - twice${content.slice(at + "Check: it runs.".length)}`;
		};
		const { text } = merged(servers("e1", "e2"), person, servers("e0", "e1", "e2"));
		const sections = text.split("## ");
		expect(sections).toHaveLength(4);
		expect(sections[3]).toContain("  - Check: it runs. Kim saw it.\n  - twice\n\nThen go on.");
		expect(sections.slice(0, 3).join("")).not.toMatch(/Kim|twice/);
	});

	it("keep the ticks of each section, when another section goes", () => {
		const person = (content: string) => content.replace("[ ] **3.4**", "[x] **3.4**");
		const { text } = merged(servers("e1", "e2", "e3"), person, servers("e2", "e3"));
		expect(text).toContain("- [x] **3.2** Start the service.");
		expect(text.match(/\[x\]/g)).toHaveLength(1);
		expect(text).not.toContain("`e1`");
	});

	it("follow the plan when it puts the sections in another order, with the notes at them", () => {
		const person = (content: string) =>
			content.replace("[ ] **3.2**", "[x] **3.2**").replace("it runs.", "it runs.\n  - slow");
		const { text } = merged(servers("e1", "e2"), person, servers("e2", "e1"));
		const [, e2 = "", e1 = ""] = text.split("## ");
		expect(e1).toContain("- [x] **3.4** Start the service.\n  - Check: it runs.\n  - slow");
		expect(e2).not.toMatch(/\[x\]|slow/);
	});
});

describe("half of a page is enough to know it again", () => {
	const six = steps("a: One.", "b: Two.", "c: Three.", "d: Four.");
	const later = steps("a: One.", "b: Two.", "c: Three.", "d: Five.");
	const without =
		(...numbers: readonly number[]) =>
		(content: string) =>
			numbers.reduce((text, number) => text.replace(new RegExp(`.*\\*\\*3\\.${number}\\*\\*.*\n`), ""), content);

	it("of the lines that people work with, whatever else was rewritten", () => {
		const person = (content: string) =>
			without(1, 2)(content).replace("## Undo", "## Otherwise").replace("- Set the values back.", "Nobody knows.");
		expect(merged(six, person, later).outcome).toBe("merged");
		expect(merged(six, without(1, 2, 3), later).outcome).toBe("keep-both");
	});

	it("of all lines, where there are none to work with", () => {
		const words = (last: string) => page(`# Read this\n\nAlpha one.\n\nBeta two.\n\n${last}`);
		const keep = (content: string) => content.replace("Alpha one.", "Other words, quite.");
		expect(merged(words("Gamma three."), keep, words("Delta four.")).outcome).toBe("merged");
		const lose = (content: string) =>
			keep(content).replace("Beta two.", "Never said.").replace("Gamma three.", "At all.");
		expect(merged(words("Gamma three."), lose, words("Delta four.")).outcome).toBe("keep-both");
	});
});

describe("several lines that a person put behind the same line", () => {
	const lines = ["  - first", "  - second", "  - third"];

	it("keep their order over generations", () => {
		let folder = worked(FIRST, (page) => page.replace("the tab shows it.", `the tab shows it.\n${lines.join("\n")}`));
		for (const plan of [MORE, OTHER_NAME, FIRST]) {
			folder = next(folder, plan).folder;
			expect(folder.get(PATH)).toContain(`  - Check: the tab shows it.\n${lines.join("\n")}\n- [ ] **3.2**`);
		}
	});

	it("keep their order when more are put between them, and when the line moves or goes", () => {
		const folder = worked(FIRST, (page) =>
			page.replace("the name resolves.", `the name resolves.\n${lines.join("\n")}`),
		);
		const once = next(folder, OTHER_NAME).folder;
		const more = edited(once, PATH, (page) => page.replace("  - second", "  - first and a half\n  - second"));
		const all = "  - first\n  - first and a half\n  - second\n  - third";
		const twice = next(more, MORE);
		expect(twice.text).toContain(all);
		expect(parts(next(twice.folder, NO_NAME).text).gone).toContain(all);
	});

	it("stand before the new lines of the plan, which keep their own order", () => {
		const plan = (...new_: readonly string[]) => steps("a: Begin.", ...new_, "z: End.");
		let folder = worked(plan(), (page) => page.replace("Begin.", `Begin.\n${lines.join("\n")}`));
		folder = next(folder, plan("c: Third.")).folder;
		const { text } = next(folder, plan("a1: First.", "b: Second.", "c: Third."));
		expect(text).toContain(
			[
				"- [ ] **3.1** Begin.",
				...lines,
				"- [ ] **3.2** First.",
				"- [ ] **3.3** Second.",
				"- [ ] **3.4** Third.",
				"- [ ] **3.5** End.",
			].join("\n"),
		);
	});
});
