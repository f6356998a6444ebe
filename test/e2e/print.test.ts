import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findOrInstallBrowser } from "../../scripts/support/browser.mjs";

const root = resolve(import.meta.dirname, "../..");

const example = (name: string) => readFileSync(join(root, `examples/${name}.ocsedge`), "utf8");

describe.each([
	["examples/consolidated.ocsedge", example("consolidated")],
	["examples/multiple-site.ocsedge", example("multiple-site")],
	["a topology with names of 300 characters", example("consolidated").replaceAll("edge1", `e${"x".repeat(299)}`)],
])("a person who prints the runbook of %s", (_, text) => {
	const folder = mkdtempSync(join(tmpdir(), "ocs-edge-print-"));
	const asked: string[] = [];
	const complaints: string[] = [];
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		const topology = join(folder, "topology.ocsedge");
		writeFileSync(topology, text);
		execFileSync(process.execPath, [
			join(root, "dist/cli.js"),
			"runbook",
			topology,
			"--out",
			folder,
			"--draft",
			"--format",
			"html",
		]);
		browser = await chromium.launch({ executablePath: await findOrInstallBrowser(), args: ["--no-sandbox"] });
		page = await browser.newPage();
		page.on("request", (request) => asked.push(request.url()));
		page.on("console", (message) => complaints.push(message.text()));
		await page.goto(pathToFileURL(join(folder, "runbook.html")).href);
	});

	afterAll(async () => {
		await browser?.close();
		rmSync(folder, { recursive: true, force: true });
	});

	test("sees it without network, and without a complaint of the browser", () => {
		expect(asked).toEqual([pathToFileURL(join(folder, "runbook.html")).href]);
		expect(complaints).toEqual([]);
	});

	test("ticks a box", async () => {
		const box = page.getByRole("checkbox").first();
		await box.check();
		expect(await box.isChecked()).toBe(true);
	});

	test("follows the contents to a sheet", async () => {
		await page.getByRole("navigation").getByRole("link", { name: "Firewall sheet" }).click();
		await page.getByRole("heading", { name: "Firewall sheet" }).waitFor();
		expect(new URL(page.url()).hash).toBe("#sheets-firewall");
	});

	test("has nothing that is wider than the sheet that it is on", async () => {
		for (const [upright, width] of [
			["section.page:not(.wide)", 672],
			["section.page.wide", 1000],
		] as const) {
			await page.emulateMedia({ media: "print" });
			await page.setViewportSize({ width, height: 1000 });
			const tooWide = await page.$$eval(`${upright} *`, (elements) =>
				elements
					.filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
					.map((one) => one.outerHTML.slice(0, 200)),
			);
			expect(tooWide).toEqual([]);
		}
	});

	test("gets A4 sheets, those of the firewall team across", async () => {
		const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
		const sheets = [...pdf.matchAll(/\/MediaBox \[0 0 (\d+)(?:\.\d+)? (\d+)/g)].map(([, width, height]) => [
			Number(width),
			Number(height),
		]);
		const upright = sheets.filter(([width, height]) => width === 594 && height === 841).length;
		const across = sheets.filter(([width, height]) => width === 841 && height === 594).length;
		const pages = await page.getByRole("region").count();
		expect(upright + across).toBe(sheets.length);
		expect(sheets.length).toBeGreaterThan(pages);
		expect(across).toBeGreaterThan(2);
	});

	test("finds no heading, and no words that introduce a table or a list, alone at the end of a sheet", async () => {
		const copy = await browser.newPage();
		await copy.goto(page.url());
		// A PDF says on which sheet the target of a link is, so each pair of lines that belong together becomes two targets.
		const leads = await copy.evaluate(() => {
			const links = document.body.appendChild(document.createElement("p"));
			const target = (element: Element, id: string) => {
				const [place, link] = [document.createElement("span"), document.createElement("a")];
				place.id = id;
				link.href = `#${id}`;
				link.textContent = id;
				element.prepend(place);
				links.append(link, " ");
			};
			return [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, p)")].flatMap((lead, index) => {
				const next = lead.nextElementSibling;
				const leadsOn = lead.tagName !== "P" || next?.matches(".table, ul, ol, pre, figure") === true;
				// What fills many lines by itself, as with a name of 300 characters, the browser may leave where it is.
				const isLong = (lead.textContent ?? "").length > 250;
				if (next === null || !leadsOn || isLong || next.matches(".screen")) {
					return [];
				}
				target(lead, `lead-${index}`);
				target(next.querySelector("tbody :is(td, th), li, figcaption, .node") ?? next, `next-${index}`);
				return [{ index, words: lead.textContent?.slice(0, 80) }];
			});
		});
		const pdf = (await copy.pdf({ preferCSSPageSize: true })).toString("latin1");
		await copy.close();
		const sheets = new Map([...pdf.matchAll(/\/((?:lead|next)-\d+) \[(\d+) 0 R/g)].map(([, id, sheet]) => [id, sheet]));
		expect(leads.length).toBeGreaterThan(100);
		expect(sheets.size).toBe(leads.length * 2);
		const alone = leads.filter(({ index }) => sheets.get(`lead-${index}`) !== sheets.get(`next-${index}`));
		expect(alone).toEqual([]);
	});
});
