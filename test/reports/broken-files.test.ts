import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { northwind, runbookOf } from "./support.js";

const lines = northwind.split("\n");

describe("a file on its way to completion", () => {
	it("yields whole pages whatever lines are still missing, with every blank listed", () => {
		fc.assert(
			fc.property(fc.subarray(lines.map((_, index) => index).slice(2), { maxLength: 12 }), (missing) => {
				const text = lines.filter((_, index) => !missing.includes(index)).join("\n");
				const { pages, page, all } = runbookOf(text);
				expect(pages).toHaveLength(14);
				expect(all).not.toMatch(/undefined|\[object/);
				const overview = page("00-overview.md");
				for (const [, what] of all.matchAll(/____ \(([^)]*)\)/g)) {
					expect(overview).toContain(`\n| ${what} | `);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it("yields whole pages wherever the text breaks off", () => {
		fc.assert(
			fc.property(fc.integer({ min: northwind.indexOf("{"), max: northwind.length }), (end) => {
				const { pages } = runbookOf(northwind.slice(0, end));
				expect(pages).toHaveLength(14);
				for (const { content } of pages) {
					expect(content).not.toMatch(/undefined|\[object|[ \t]\n/);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it("yields pages for a deployment of which nothing else is known", () => {
		const { pages, page } = runbookOf("deployment Empty");
		expect(pages).toHaveLength(14);
		expect(page("03-configure-edge-servers.md")).toContain("**Not needed in this deployment**");
		expect(page("sheets/firewall.md")).not.toContain("F-01");
	});
});
