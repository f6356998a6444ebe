import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pagePreview, printRunbook, renderPage } from "../../language-server/reports/print/index.js";
import { attribute, Html, inside, textOf } from "./print-support.js";
import { northwind, runbookOf } from "./support.js";

const head = { deployment: "Contoso", file: "contoso.ocsedge", draft: false };
const examples = ["consolidated", "single-site", "scaled-single-site", "multiple-site"];

function exampleOf(name: string) {
	const path = new URL(`../../examples/${name}.ocsedge`, import.meta.url);
	return runbookOf({ [`${name}.ocsedge`]: readFileSync(path, "utf8") });
}

/** One page printed by itself. */
function printed(content: string, path = "01-task.md", more: Partial<Parameters<typeof printRunbook>[1]> = {}) {
	return new Html(printRunbook([{ path, title: "Task 1", content }], { ...head, ...more }));
}

describe.each(examples)("the runbook of examples/%s.ocsedge on paper", (name) => {
	const { pages, artefacts, deployment } = exampleOf(name);
	const text = printRunbook(pages, { ...head, deployment: deployment.name });
	const document = new Html(text);

	test("is a document without mistakes that says its language and its title", () => {
		expect(document.mistakes).toEqual([]);
		expect(attribute(document.one("html"), "lang")).toBe("en");
		expect(textOf(document.one("title"))).toBe(`Edge deployment runbook: ${deployment.name}`);
		expect(textOf(document.one("h1"))).toBe("Edge deployment runbook");
	});

	test("needs no network and no script", () => {
		const [policy] = document.all("meta").filter((meta) => attribute(meta, "http-equiv") !== undefined);
		expect(policy && attribute(policy, "content")).toMatch(
			/^default-src 'none'; style-src 'unsafe-inline'; img-src data:/,
		);
		expect(document.all("script", "link", "img", "iframe", "object", "embed", "form", "base")).toEqual([]);
		expect(
			document.elements
				.flatMap(({ attrs }) => attrs.map((one) => one.name))
				.filter((one) => /^(?:on|style$|src)/.test(one)),
		).toEqual([]);
		expect(text).not.toMatch(/@import|url\(/);
	});

	test("has every page, in order, each on sheets of its own", () => {
		const sections = document.all("section");
		expect(sections.map((section) => inside(section, "h2").slice(0, 1).map(textOf).join())).toEqual(
			pages.map(({ title }) => title.replaceAll("`", "")),
		);
		const style = textOf(document.one("style"));
		expect(style).toContain("section.page { break-before: page;");
		for (const [index] of pages.entries()) {
			expect(style).toContain(`.sheet-${index + 1} { page: sheet-${index + 1}; }`);
		}
	});

	test("lays the sheets with wide tables across the paper", () => {
		const style = textOf(document.one("style"));
		const sheetOf = (path: string) =>
			new RegExp(`@page sheet-${pages.findIndex((page) => page.path === path) + 1} \\{ size: A4 landscape`);
		expect(style).toMatch(sheetOf("sheets/firewall.md"));
		expect(style).not.toMatch(sheetOf("05-start-services.md"));
	});

	test("every link leads to a place in the document, a file of the runbook, or a source", () => {
		const ids = document.values("id");
		expect(new Set(ids).size).toBe(ids.length);
		const links = document.values("href");
		const places = links.filter((link) => link.startsWith("#"));
		expect(places.filter((link) => !ids.includes(decodeURIComponent(link.slice(1))))).toEqual([]);
		const files = new Set(links.filter((link) => !/^(?:#|https?:)/.test(link)).map(decodeURIComponent));
		expect([...files].toSorted()).toEqual(artefacts.map(({ path }) => path).toSorted());
		// All links of the Markdown are still there.
		const written = pages.flatMap(({ content }) => [...content.matchAll(/\]\((?!https?:)/g)]).length;
		expect(
			document
				.all("main")
				.flatMap((main) => inside(main, "a"))
				.filter((link) => !/^https?:/.test(attribute(link, "href") ?? "")),
		).toHaveLength(written + pages.length);
	});

	test("a link to a heading of a page finds that heading", () => {
		const wanted = pages.flatMap(({ content }) =>
			[...content.matchAll(/\]\([^)#]*#([^)]+)\)/g)].map((match) => match[1]),
		);
		const lost = wanted.filter((heading) => !document.values("href").some((link) => link.endsWith(`.${heading}`)));
		expect(lost).toEqual([]);
	});

	test("the contents name every page", () => {
		const [contents] = document.all("nav");
		const entries = contents ? inside(contents, "a").map((link) => attribute(link, "href")) : [];
		expect(
			document
				.all("section")
				.map((section) => `#${attribute(section, "id")}`)
				.filter((link) => !entries.includes(link)),
		).toEqual([]);
	});

	test("can be used without eyes: headings in order, heads of columns and rows, names of boxes", () => {
		const levels = document.all("h1", "h2", "h3", "h4", "h5", "h6").map(({ tagName }) => Number(tagName.slice(1)));
		expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
		expect(document.all("th").filter((cell) => !["col", "row"].includes(attribute(cell, "scope") ?? ""))).toEqual([]);
		const labelled = new Set(document.all("label").flatMap((label) => inside(label, "input")));
		const unnamed = document
			.all("input")
			.filter((box) => !labelled.has(box) && attribute(box, "aria-label") === undefined);
		expect(unnamed).toEqual([]);
		expect(
			document.all("section").filter((one) => !document.values("id").includes(attribute(one, "aria-labelledby") ?? "")),
		).toEqual([]);
	});

	test("every box to tick of the pages is one in the document", () => {
		const boxes = pages.flatMap(({ content }) => content.match(/^\s*- \[[ x]\] /gm) ?? []);
		const cells = pages.flatMap(({ content }) => content.match(/(?<=\| )(?:\[[ x]\]|☐|☑)(?= )/gm) ?? []);
		expect(document.all("input")).toHaveLength(boxes.length + cells.length);
	});

	test("is the same to the byte each time", () => {
		expect(printRunbook(pages, { ...head, deployment: deployment.name })).toBe(text);
	});

	test("every line that people tick or fill in can be found in the preview", () => {
		for (const page of pages) {
			const lines = new Html(pagePreview(page)).values("data-line").map(Number);
			expect(new Set(lines).size, page.path).toBe(lines.length);
			expect(page.lines.filter(({ line }) => !lines.includes(line)).map(({ id }) => `${page.path}: ${id}`)).toEqual([]);
		}
	});
});

describe("what people wrote into the pages", () => {
	test("ticks are printed as ticks, and can be set on screen", () => {
		const boxes = printed(
			"# Task 1\n\n- [x] done\n- [ ] open\n- [X] done as well\n\n| Row | Done |\n| --- | --- |\n| F-01 | [x] |\n| F-02 | ☐ |\n| F-03 | ☑ Kim |\n",
		).all("input");
		expect(boxes.map((box) => attribute(box, "checked") !== undefined)).toEqual([true, false, true, true, false, true]);
		expect(boxes.filter((box) => attribute(box, "disabled") !== undefined)).toEqual([]);
		expect(boxes.map((box) => attribute(box, "aria-label")).slice(3)).toEqual(["F-01: done", "F-02: done", "Kim"]);
	});

	test("brackets that are escaped are text", () => {
		const page = printed("# Task 1\n\n- \\[ \\] not a box\n- [ ]( \n");
		expect(page.all("input")).toEqual([]);
	});

	test("a note below a step stays below it", () => {
		const [step] = printed(
			"# Task 1\n\n- [x] **1.1** Do it.\n  - Check: done.\n  Kim, 3 May\n\n  A second paragraph.\n",
		)
			.all("li")
			.slice(1);
		expect(step && textOf(step)).toContain("Kim, 3 May");
		expect(step && textOf(step)).toContain("A second paragraph.");
	});

	test("a page whose title somebody took away has the one it was generated with", () => {
		expect(printed("Only a note.").all("h2").map(textOf)).toEqual(["Contents", "Task 1"]);
	});

	test("headings that leave out a level are set right, and two of the same words are told apart", () => {
		const page = printed("# Task 1\n\n#### Deep\n\n#### Deep\n\n[second](#deep-1)\n");
		const deep = page.all("h3", "h4", "h5", "h6");
		expect(deep.map(({ tagName }) => tagName)).toEqual(["h3", "h3"]);
		expect(page.values("href")).toContain(`#${attribute(deep[1] ?? page.one("h1"), "id")}`);
	});

	test("comments are no text, unless they never end", () => {
		const page = printed(
			"# Task 1 <!-- one -->\n\n<!-- two\nlines -->\n\n- item\n<!-- three -->\n\n<!-- four --> after\n\nbefore <!-- never ends\n",
		);
		const [section] = page.all("section");
		const text = section ? textOf(section) : "";
		expect(text).not.toMatch(/one|two|lines|three|four/);
		expect(text).toContain("after");
		expect(text).toContain("before <!-- never ends");
	});
});

describe("markup", () => {
	test("a line break in a cell is one, and all other HTML is shown as the text that it is", () => {
		const page = printed(
			"# Task 1\n\n| A | B |\n| --- | --- |\n| one<br>two<BR/>three | <b>bold</b> <br onclick=x> |\n",
		);
		const cells = page.all("td").map(textOf);
		expect(cells).toEqual(["one\ntwo\nthree", "<b>bold</b> <br onclick=x>"]);
	});

	test("a table without headings has a heading for each row instead", () => {
		const page = printed("# Task 1\n\n|  |  |\n| --- | --- |\n| Product | OCS 2007 |\n");
		expect(page.all("th").map((cell) => [textOf(cell), attribute(cell, "scope")])).toEqual([["Product", "row"]]);
	});

	test("the marks of the evidence and the blanks to fill in can be seen as such", () => {
		const page = printed("# Task 1\n\nA fact. [R2, note 3] Enter ____ (organisation). See [F-03].\n");
		expect(page.all("span").map((span) => [attribute(span, "class"), textOf(span)])).toEqual([
			["mark", "[R2, note 3]"],
			["blank", "____"],
		]);
	});

	test("a flow chart becomes boxes and a list of its arrows, with the characters that Mermaid writes as numbers", () => {
		const page = printed(
			'# Task 1\n\n```mermaid\nflowchart TD\n  n1(["Outside #38; users"])\n  subgraph g1["Perimeter"]\n    n2["edge1<br>Access #60;Edge#62;"]\n  end\n  n1 -->|"TCP 443"| n2\n  n2 <--> n1\n```\n',
		);
		expect(
			page
				.all("div")
				.filter((box) => attribute(box, "class") === "node")
				.map(textOf),
		).toEqual(["Outside & users", "edge1\nAccess <Edge>"]);
		expect(
			page
				.all("div")
				.filter((box) => attribute(box, "class") === "group")
				.map(textOf),
		).toEqual(["Perimeteredge1\nAccess <Edge>"]);
		const [arrows] = page.all("ul");
		expect(arrows && inside(arrows, "li").map(textOf)).toEqual([
			"Outside & users → edge1: TCP 443",
			"edge1 ↔ Outside & users",
		]);
	});

	test("any other diagram is shown as its text", () => {
		expect(printed("# Task 1\n\n```mermaid\ngantt\n  title <b>\n```\n").all("pre").map(textOf)).toEqual([
			"gantt\ntitle <b>\n",
		]);
	});

	test("the pictures of the examples are charts and not their text", () => {
		for (const name of examples) {
			const document = new Html(printRunbook(exampleOf(name).pages, head));
			expect(document.all("figure").length, name).toBeGreaterThan(1);
			expect(
				document.all("pre").filter((one) => attribute(one, "class") === "mermaid"),
				name,
			).toEqual([]);
		}
	});
});

describe("links", () => {
	const pages = [
		{ path: "00-overview.md", title: "Overview", content: "# Overview\n\n## Still blank\n" },
		{
			path: "sheets/dns.md",
			title: "DNS",
			content:
				"# DNS\n\n[up](../00-overview.md#still-blank) [file](../dns/records.csv) [lost](gone.md) [away](../../notes.txt)\n",
		},
	];

	test("from sheet to page, to files beside the document, and none to pages that are not there", () => {
		const document = new Html(printRunbook(pages, head));
		const [, dns] = document.all("section");
		expect(dns && inside(dns, "a").map((link) => attribute(link, "href"))).toEqual([
			"#00-overview.still-blank",
			"dns/records.csv",
			"../notes.txt",
			"#contents",
		]);
		expect(dns && textOf(dns)).toContain("lost");
	});

	test("whoever knows what lies in the folder decides about the files", () => {
		const isThere = (path: string) => path === "sheets/gone.md";
		const [, dns] = new Html(printRunbook(pages, { ...head, isThere })).all("section");
		expect(dns && inside(dns, "a").map((link) => attribute(link, "href"))).toEqual([
			"#00-overview.still-blank",
			"sheets/gone.md",
			"#contents",
		]);
	});

	test.each([
		"javascript:alert(1)",
		"JaVaScRiPt:alert(1)",
		"java&#115;cript:alert(1)",
		"vbscript:x",
		"data:text/html,x",
		"file:///etc/passwd",
		"//evil.example/x",
		"\\\\\\\\evil\\\\x",
		"/etc/passwd",
		"ms-msdt:x",
		"command:workbench.action.quit",
	])("a link to %s is none", (target) => {
		const page = printed(`# Task 1\n\n[words](${target}) and ![picture](${target})\n`);
		const [section] = page.all("section");
		expect(section && inside(section, "a").map((link) => attribute(link, "href"))).toEqual(["#contents"]);
		expect(page.all("img")).toEqual([]);
	});

	test("a picture from elsewhere is its words, so that nothing is loaded", () => {
		const page = printed("# Task 1\n\n![the rack](https://evil.example/x.png)\n");
		expect(page.all("img")).toEqual([]);
		expect(page.all("section").map(textOf).join()).toContain("the rack");
	});

	test("a link in the preview tells which page and heading it leads to", () => {
		const [, link] = new Html(
			pagePreview({ path: "sheets/dns.md", content: "[x](http://a.example) [y](../00-overview.md#still-blank)" }),
		).all("a");
		expect(link && attribute(link, "data-page")).toBe("00-overview.md");
		expect(link && attribute(link, "data-heading")).toBe("still-blank");
	});
});

describe("hostile words", () => {
	const hostile = `</title></style><script>alert(1)</script><img src=x onerror=alert(1)>"'&amp; \\0 */ } @import url(//evil)`;

	test("in the names of the deployment, the file and a page stay words, in the text and in the style", () => {
		const page = { path: `${hostile}.md`, title: hostile, content: "no heading" };
		const document = new Html(
			printRunbook([page, page], { deployment: hostile, file: hostile, draft: true, title: hostile }),
		);
		expect(document.all("script", "img")).toEqual([]);
		expect(textOf(document.one("title"))).toBe(`${hostile}: ${hostile}`);
		expect(textOf(document.one("h1"))).toBe(hostile);
		expect(textOf(document.one("style"))).not.toMatch(/evil\)|@import|</);
		expect(document.all("style")).toHaveLength(1);
	});

	test("in a topology stay words", () => {
		const { pages, deployment } = runbookOf(
			northwind
				.replaceAll("access-ext", `"<script>alert(1)</script>"`)
				.replace("deployment Northwind", `deployment "<img src=x>|\`*"`),
			true,
		);
		const document = new Html(printRunbook(pages, { ...head, deployment: deployment.name }));
		expect(document.all("script", "img")).toEqual([]);
		expect(document.mistakes).toEqual([]);
	});

	const allowed = new Set(
		"a b blockquote br code div em figcaption figure h1 h2 h3 h4 h5 h6 hr input label li ol p pre s span strong table tbody td th thead tr ul wbr img".split(
			" ",
		),
	);
	const fragment = fc.constantFrom(
		...'<script> </script> <img src=x onerror=y> <a href=x> <!-- --> ](javascript:x) ]( ) [ ![ ` ``` | --- \n \n\n - [x] - [ ] # > < & &lt; &#60; " \' \\ ** _ ____ mermaid flowchart\u0020TD\n n1["a"] <br> 1. ☑ \t http://x data:image/png;base64,AA [R2] ~~ end a b'.split(
			" ",
		),
	);

	test("no text at all makes an element, an attribute or an address that the pages do not have", () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(fragment, fc.string()), { maxLength: 40 }), (parts) => {
				const shown = renderPage(parts.join(""), { anchor: "page", linkTo: () => undefined }).html;
				const document = new Html(shown);
				expect(document.mistakes.filter((code) => !/control-character|noncharacter|surrogate|null/.test(code))).toEqual(
					[],
				);
				for (const { tagName, attrs } of document.elements) {
					expect(allowed).toContain(tagName);
					for (const { name, value } of attrs) {
						expect(["id", "class", "scope", "type", "checked", "aria-label", "src", "alt", "start"]).toContain(name);
						expect(name === "src" && !value.startsWith("data:image/")).toBe(false);
					}
				}
			}),
			{ numRuns: 500 },
		);
	});
});

test("a draft is marked on every sheet of paper, and nothing else is", () => {
	expect(textOf(printed("# Task 1\n", "a.md", { draft: true }).one("style"))).toContain(
		'@top-right { content: "DRAFT"',
	);
	expect(textOf(printed("# Task 1\n").one("style"))).not.toContain("DRAFT");
});

test("pages of the same name but for its signs have places of their own", () => {
	const page = (path: string) => ({ path, title: path, content: `# ${path}\n\n[other](a%20b.md)\n` });
	const document = new Html(printRunbook([page("a-b.md"), page("a b.md"), page("contents.md")], head));
	const ids = document.values("id");
	expect(new Set(ids).size).toBe(ids.length);
	const [, second] = document.all("section");
	expect(document.values("href").filter((link) => link === `#${second && attribute(second, "id")}`)).toHaveLength(4);
});
