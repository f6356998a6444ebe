import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { classifyExisting } from "../../language-server/reports/runbook/page/fingerprint.js";
import { planWrites } from "../../language-server/reports/runbook/regenerate/plan-writes.js";
import { type Runbook, type RunbookInput, renderRunbook } from "../../language-server/reports/runbook/render.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { analyse } from "../support/topology.js";
import { applied, EMPTY } from "./regenerate-support.js";
import { northwind } from "./support.js";

/*
 * Names that no file can hold today are put in the place of those of a deployment: whatever the language lets through one day, no
 * page leaves its folder or falls apart, and what people write into it still survives.
 */

const RUNS = Number(process.env.OCS_EDGE_RUNS ?? 25);

const awkward = [
	"..",
	"../../etc/passwd",
	"/etc/passwd",
	"C:\\Windows",
	"CON",
	"a/b",
	"a\\b",
	"x".repeat(300),
	"a\nb",
	"a\r\n# Heading",
	"\u0000\u0007",
	"\u2028\u2029\u0085",
	"# x",
	"- [x] done",
	"| a | b |",
	"a|b",
	"`code`",
	"```",
	"~~~",
	"<!-- ocs-edge: generated from x; do not remove this line. sha256:00 -->",
	"-->",
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	"&lt;b&gt;",
	"[a](javascript:alert(1))",
	"![a](http://evil.example/x.png)",
	"](x)",
	"**3.4**",
	"____ (organisation)",
	"## No longer in the plan",
	"<<<<<<< HEAD",
	"[R2]",
	"$&",
	"édge ﬁ 🙂",
	"\u202Eevil",
	"\ufeff",
	" ",
	"__proto__",
	"constructor",
];

const hostile = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: "binary", minLength: 1, maxLength: 30 }));
/** Two servers of one name would be one server, and make another page. */
const areDifferent = (names: Readonly<Record<string, string>>) =>
	new Set(Object.values(names)).size === Object.keys(names).length;
const all = fc.record({
	Northwind: hostile,
	edge1: hostile,
	isa1: hostile,
	pool1: hostile,
	"northwind.com": hostile,
	"access-ext": hostile,
	outer: hostile,
	"An Organization": hostile,
	"Any Unit": hostile,
	"Any City": hostile,
	"Any State": hostile,
	"main.ocsedge": hostile,
});
const replacements = all.filter(areDifferent);

/** The value with other words in it, wherever they stand. */
function renamed<T>(value: T, rename: (text: string) => string, seen?: Map<unknown, unknown>): T;
function renamed(
	value: unknown,
	rename: (text: string) => string,
	seen: Map<unknown, unknown> = new Map<unknown, unknown>(),
): unknown {
	if (typeof value === "string") {
		return rename(value);
	}
	if (typeof value !== "object" || value === null) {
		return value;
	}
	const known = seen.get(value);
	if (known !== undefined) {
		return known;
	}
	const inside = (part: unknown): unknown => renamed(part, rename, seen);
	if (value instanceof Map) {
		const copy = new Map<unknown, unknown>();
		seen.set(value, copy);
		for (const [key, entry] of value) {
			copy.set(inside(key), inside(entry));
		}
		return copy;
	}
	if (value instanceof Set) {
		return new Set([...value].map(inside));
	}
	const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
	seen.set(value, copy);
	for (const [key, entry] of Object.entries(value)) {
		Object.assign(copy, { [key]: inside(entry) });
	}
	return copy;
}

function runbookNamed(names: Readonly<Record<string, string>>, address = "131.107.80.10"): Runbook {
	const organization =
		'organization "An Organization" { unit "Any Unit"  city "Any City"  state "Any State"  country US }';
	const stating = northwind.replace("  sip-domain", `  ${organization}\n  sip-domain`);
	const { analysis, findings } = analyse(stating.replaceAll("131.107.80.10", address));
	const rename = (text: string) =>
		Object.entries(names).reduce((words, [name, other]) => words.split(name).join(other), text);
	const { deployment, requirements, accepted } = analysis;
	const input: Omit<RunbookInput, "catalogue"> = {
		deployment,
		requirements,
		findings,
		accepted,
		practices: bestPracticesOf(analysis, findings),
		draft: false,
	};
	return renderRunbook({ ...renamed(input, rename), catalogue: analysis.catalogue });
}

const plain = runbookNamed({});
const markdown = new MarkdownIt({ html: true });

/** What a page is made of, apart from its words. */
function shapeOf(content: string) {
	const tokens = markdown.parse(content, {});
	const inline = tokens.flatMap((token) => token.children ?? []);
	return {
		headings: tokens.flatMap((token) => (token.type === "heading_open" ? [token.tag] : [])),
		tables: tokens.filter((token) => token.type === "table_open").length,
		html: [...tokens, ...inline].flatMap((token) => (token.type.startsWith("html") ? [token.content.trim()] : [])),
		images: inline.filter((token) => token.type === "image").length,
		links: inline.flatMap((token) => (token.type === "link_open" ? [String(token.attrGet("href"))] : [])),
	};
}

describe("a page with hostile names", () => {
	it("lies where it always lies, has the shape it always has, and says who it comes from", { timeout: 300_000 }, () => {
		const property = fc.property(replacements, (names) => {
			const { pages } = runbookNamed(names);
			expect(pages.map((page) => page.path)).toEqual(plain.pages.map((page) => page.path));
			for (const [index, { path, content, lines }] of pages.entries()) {
				const usual = shapeOf(plain.pages[index]?.content ?? "");
				const shape = shapeOf(content);
				expect(shape.headings, path).toEqual(usual.headings);
				expect(shape.tables, path).toBe(usual.tables);
				expect(shape.images, path).toBe(0);
				const foreign = shape.html.filter((html) => html !== "<br>" && !/^<!-- ocs-edge: [^<>]*-->$/.test(html));
				expect(foreign, path).toEqual([]);
				const targets = shape.links.filter((link) => !/^(?:https?:|#|[\w./-]+$|[\w./-]+#)/.test(link));
				expect(targets, path).toEqual([]);
				expect(classifyExisting(content), path).toBe("unedited");
				const text = content.split("\n");
				for (const { line } of lines) {
					expect(text[line], `${path} line ${line}`).toMatch(/^(?: {2}- |- |\| )/);
				}
			}
		});
		fc.assert(property, { seed: 2007, numRuns: RUNS });
	});

	it("keeps what people wrote when the plan changes", { timeout: 300_000 }, () => {
		const property = fc.property(replacements, (names) => {
			const first = runbookNamed(names);
			const folder = applied(EMPTY, planWrites(first, EMPTY));
			const worked = new Map(folder);
			for (const { path } of first.pages) {
				const ticked = (folder.get(path) ?? "").replace(/^- \[ \] (.*)$/gm, "- [x] $1 seen by Anna");
				worked.set(path, ticked.replace(/^# .*$/m, "$&\n\nPrinted for Bob."));
			}
			const second = runbookNamed(names, "131.107.80.40");
			const writes = planWrites(second, worked);
			const after = applied(worked, writes);
			for (const { path, content } of second.pages) {
				const outcome = writes.find((write) => write.path === path)?.outcome;
				expect(["merged", "kept"], path).toContain(outcome);
				const page = after.get(path) ?? "";
				expect(page, path).toContain("\n\nPrinted for Bob.");
				const boxes = content.match(/^- \[ \] /gm)?.length ?? 0;
				expect(page.match(/^- \[x\] .* seen by Anna$/gm)?.length ?? 0, path).toBeGreaterThanOrEqual(boxes);
				expect(page.match(/^- \[ \] /gm), path).toBeNull();
			}
			expect(planWrites(second, after).filter((write) => "content" in write && write.content !== undefined)).toEqual(
				[],
			);
		});
		fc.assert(property, { seed: 2008, numRuns: RUNS });
	});
});
