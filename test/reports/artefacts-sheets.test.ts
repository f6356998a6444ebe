import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { PageLine } from "../../language-server/reports/runbook/page/page.js";
import { existingRecords, rowsFor } from "../../language-server/reports/runbook/rows/task-needs.js";
import { artefactsIn, example, exampleTopologies } from "./artefacts-support.js";
import { northwind, runbookOf, sketch } from "./support.js";

const sheets = ["sheets/firewall.md", "sheets/dns.md", "sheets/certificates.md", "sheets/load-balancers.md"];

interface SheetRow {
	readonly id: string;
	readonly cells: Readonly<Record<string, string>>;
	readonly line?: PageLine;
}

/** The numbered rows of a sheet, each by the headers of its table, with the identity of its line. */
function rowsOf(text: string, path: string): readonly SheetRow[] {
	const page = runbookOf(text).pages.find((one) => one.path === path);
	const rows: SheetRow[] = [];
	let headers: readonly string[] = [];
	for (const [index, line] of (page?.content ?? "").split("\n").entries()) {
		const cells = line
			.split(/(?<!\\)\|/)
			.slice(1, -1)
			.map((cell) => cell.trim());
		if (cells[0] === "Row") {
			headers = cells;
		} else if (/^[FDCL]-\d+$/.test(cells[0] ?? "")) {
			expect(cells).toHaveLength(headers.length);
			rows.push({
				id: cells[0] ?? "",
				cells: Object.fromEntries(headers.map((header, at) => [header, cells[at] ?? ""])),
				line: page?.lines.find((one) => one.line === index),
			});
		}
	}
	return rows;
}

function plain(cell: string): string {
	return cell.replace(/[`\\]/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

describe("the sheets of the teams", () => {
	it.each(exampleTopologies)("have cells for an owner and for what is done, which are empty: %s", (_, text) => {
		for (const path of sheets) {
			for (const { id, cells } of rowsOf(text, path)) {
				expect([cells.Owner, cells.Done], id).toEqual(["", ""]);
				// A rule is in force, and a port set up, long before anything listens behind it.
				expect(cells.Tested, id).toBe(/^[FL]/.test(id) ? "" : undefined);
				expect(Object.keys(cells).length, path).toBeLessThanOrEqual(9);
			}
			expect(runbookOf(text).pages.find((page) => page.path === path)?.content ?? "").not.toContain("- [ ]");
		}
	});

	it.each(exampleTopologies)("identify every row by what stays when its values change: %s", (_, text) => {
		const { firewalls, dns, certificates, balancers } = artefactsIn(text).context.rows;
		const expected = [
			firewalls.flatMap(({ rows }) => rows),
			dns,
			certificates,
			balancers.flatMap(({ rows }) => rows),
		].map((rows) => rows.map(({ id, identity }) => [id, identity]));
		for (const [index, path] of sheets.entries()) {
			expect(rowsOf(text, path).map(({ id, line }) => [id, line?.id])).toEqual(expected[index]);
		}
	});

	it.each(exampleTopologies)(
		"say for every row which tasks wait for it, unless it exists inside already: %s",
		(_, text) => {
			const { context } = artefactsIn(text);
			const existing = existingRecords(context.rows);
			for (const [path, kind] of [
				["sheets/firewall.md", "flows"],
				["sheets/dns.md", "dns"],
				["sheets/load-balancers.md", "balancers"],
			] as const) {
				for (const { id, cells } of rowsOf(text, path)) {
					const asking = context.catalogue.tasks.filter((task) => rowsFor(task.id, context.rows)[kind].includes(id));
					expect(plain(cells.Task ?? ""), id).toBe(asking.map(({ number }) => number).join(", "));
					expect(asking.length > 0, id).toBe(!existing.includes(id));
				}
			}
		},
	);

	it("link the task pages, and the files that hold the same", () => {
		const { page, artefacts } = runbookOf(example("scaled-single-site"));
		const files = (path: string) =>
			[...page(path).matchAll(/\]\(\.\.\/([^)]*\.(?:csv|zone|inf))\)/g)].map(([, target]) => target);
		expect(files("sheets/firewall.md")).toEqual(["firewall/rules.csv"]);
		expect(files("sheets/load-balancers.md")).toEqual(["load-balancers/ports.csv"]);
		expect(files("sheets/dns.md")).toEqual([
			"dns/records.csv",
			"dns/external/northwindtraders.com.zone",
			"dns/internal/northwindtraders.net.zone",
			"dns/internal/northwindtraders.com.zone",
		]);
		const requests = artefacts.map(({ path }) => path).filter((path) => path.endsWith(".inf"));
		expect(requests).toHaveLength(6);
		expect(new Set(files("sheets/certificates.md"))).toEqual(new Set(["certificates/requests.csv", ...requests]));
		expect(page("sheets/firewall.md")).toContain("[5](../05-start-services.md), [7](../07-validate.md)");
	});

	it.each(exampleTopologies)("show the same rules as the CSV file: %s", (_, text) => {
		const lines: readonly Readonly<Record<string, string>>[] = parse(artefactsIn(text).artefact("firewall/rules.csv"), {
			columns: true,
			record_delimiter: "\r\n",
		});
		const rows = rowsOf(text, "sheets/firewall.md");
		expect(rows.map(({ id }) => id)).toEqual(lines.map((line) => line.Row));
		for (const [index, line] of lines.entries()) {
			const cells = rows[index]?.cells ?? {};
			expect(plain(cells.Allow ?? ""), line.Row).toBe(
				`${line.Direction} ${line.Protocol?.toUpperCase()} ${line.Ports}`,
			);
			for (const end of ["Source", "Destination"]) {
				const addresses = (line[`${end} addresses`] ?? "").split(", ").filter((address) => address !== "any");
				const shown = plain(cells[end] ?? "").match(/\d+\.\d+\.\d+\.\d+/g) ?? [];
				expect(new Set(shown), line.Row).toEqual(new Set(addresses));
			}
		}
	});

	it("lead from a row to what it comes from in the topology", () => {
		const source = northwind.split("\n");
		const wordsAt = (path: string, id: string) => {
			const range = rowsOf(northwind, path).find((row) => row.id === id)?.line?.origin?.range;
			return range && source[range.start.line]?.slice(range.start.character, range.end.character);
		};
		expect(wordsAt("sheets/firewall.md", "F-01")).toBe("external sip.northwind.com at 131.107.80.10");
		expect(wordsAt("sheets/dns.md", "D-02")).toBe("tailspin.com");
		expect(wordsAt("sheets/dns.md", "D-06")).toBe("external av.northwind.com at 131.107.80.12");
		expect(wordsAt("sheets/dns.md", "D-08")).toBe("edge1");
		expect(wordsAt("sheets/certificates.md", "C-01")).toBe("access-ext");
		for (const path of sheets) {
			for (const { id, line } of rowsOf(example("scaled-single-site"), path)) {
				expect(line?.origin, id).toBeDefined();
			}
		}
	});

	it("ask in the cell of an address for what the file does not give", () => {
		const [inbound] = rowsOf(sketch, "sheets/firewall.md");
		expect(plain(inbound?.cells.Destination ?? "")).toBe("edge1 ____ (external address of the Access Edge on edge1)");
		expect(plain(rowsOf(sketch, "sheets/dns.md")[0]?.cells.Value ?? "")).toContain("____ (");
		expect(rowsOf(sketch, "sheets/certificates.md")[0]?.cells["Request file"]).toBe("none while the subject is open");
	});

	it("order a certificate once, and say of the others whose copy they are", () => {
		const rows = rowsOf(example("scaled-single-site"), "sheets/certificates.md");
		expect(rows.map(({ id, cells }) => `${id} ${plain(cells.Subject ?? "")}`).slice(0, 4)).toEqual([
			"C-01 sip.northwindtraders.com",
			"C-02 copy of C-01",
			"C-03 webconf.northwindtraders.com",
			"C-04 copy of C-03",
		]);
	});

	it("tell records that exist inside from those to create, in the sheet and in the zone", () => {
		const { page, artefacts } = runbookOf(example("single-site"));
		const rows = rowsOf(example("single-site"), "sheets/dns.md");
		const existing = rows.filter(({ cells }) => cells["Purpose and basis"]?.includes("**Exists**")).map(({ id }) => id);
		expect(existing).toEqual(["D-12", "D-13", "D-14", "D-15"]);
		const zone = artefacts.find(({ path }) => path === "dns/internal/fabrikam.com.zone")?.content ?? "";
		expect(zone).toContain("Exists since the internal deployment: leave it out where the zone has it.");
		expect(zone).toContain("internal clients see the internal one only");
		expect(page("sheets/dns.md")).toContain("The Internet has `fabrikam.com` and `tailspintoys.com` as well.");
		expect(page("sheets/dns.md")).toContain("- D-14 and D-15 point into another domain.");
		expect(rows.find(({ id }) => id === "D-12")?.cells["Purpose and basis"]).toMatch(/^The pool behind the Director\./);
	});

	it("name every internal name that an edge server has to find, and say which of them nothing in the file resolves", () => {
		const lookups = (name: string) =>
			[
				...runbookOf(example(name))
					.page("sheets/dns.md")
					.matchAll(/^\| `(\S+)` \| `(\S+)` \| .* \| (.*) \| (.*) \|$/gm),
			].map(([, server, host, what, where]) => `${server} ${host}: ${what}, ${where}`);
		expect(lookups("single-site")).toEqual([
			"edge1 dir1.fabrikam.net: next hop, hosts file",
			"edge1 pool1.fabrikam.net: pool, hosts file",
			"edge1 fe1.fabrikam.net: Web Conferencing Server, not stated in the file",
			"edge1 fe2.fabrikam.net: Web Conferencing Server, not stated in the file",
		]);
		expect(lookups("scaled-single-site").slice(0, 4)).toEqual([
			"edge1 directors.northwindtraders.net: next hop, hosts file",
			"edge1 pool1.northwindtraders.net: pool, hosts file",
			"edge1 wc1.northwindtraders.net: Web Conferencing Server, hosts file",
			"edge1 wc2.northwindtraders.net: Web Conferencing Server, hosts file",
		]);
	});

	it("ask the certificate team for what all subjects share, and for lists that the edge servers can fetch", () => {
		const { page } = runbookOf(example("single-site"));
		const sheet = page("sheets/certificates.md");
		expect([...sheet.matchAll(/^\| (`(?:O|OU|L|S|C)`) \| .* \| (.*) \|$/gm)].map(([, ...cells]) => cells)).toEqual([
			["`O`", "`Fabrikam Inc`"],
			["`OU`", "`Messaging`"],
			["`L`", "`Seattle`"],
			["`S`", "`Washington`"],
			["`C`", "`US`"],
		]);
		const open = runbookOf(northwind).page("sheets/certificates.md");
		for (const part of ["O", "OU", "L", "S", "C"]) {
			expect(open).toMatch(new RegExp(`^\\| \`${part}\` \\| .* \\| ____ \\(.*, for all certificates\\) \\|$`, "m"));
		}
		expect(sheet).toContain("| `http://pki.fabrikam.com/issuing.crl` | C-03, C-04, C-05 | internal |");
		expect(page("sheets/dns.md")).toContain("`pki.fabrikam.com` holds the list of the internal authority");
	});

	it("say of a name on a certificate that only the file asks for it", () => {
		const sheet = runbookOf(example("scaled-single-site")).page("sheets/certificates.md");
		expect(sheet).toContain(
			"`edge1.northwindtraders.net`, `edge2.northwindtraders.net` (as the file states; not required) [derived",
		);
		expect(sheet).not.toContain("Names to consider as well");
	});

	it("name the addresses of an A/V Edge that have to be public and routable, the virtual one included", () => {
		const sheet = runbookOf(example("scaled-single-site")).page("sheets/firewall.md");
		expect(sheet).toContain(
			"The external virtual address of the A/V Edge (`131.107.80.23`) has to be publicly routable",
		);
		expect(runbookOf(northwind).page("sheets/firewall.md")).not.toContain("virtual address of the A/V Edge");
	});

	it("name the members beside a virtual address from which they connect themselves, where the balancer leaves them theirs", () => {
		const outbound = (text: string) =>
			rowsOf(text, "sheets/firewall.md")
				.filter(({ cells }) => cells["Purpose and basis"]?.includes("Allow the same from"))
				.map(
					({ id, cells }) =>
						`${id} ${plain(cells["Purpose and basis"] ?? "").replace(/^.*(Allow the same from .*?:).*$/, "$1")}`,
				);
		const scaled = example("scaled-single-site");
		expect(outbound(scaled)).toEqual([
			"F-03 Allow the same from edge1 131.107.80.11 and edge2 131.107.80.13:",
			"F-27 Allow the same from edge1 10.30.16.11 and edge2 10.30.16.12:",
		]);
		expect(outbound(scaled.replace(/(edge-balancer\s*\{[^}]*translation\s+)dnat/, "$1snat"))).toEqual([]);
	});
});
