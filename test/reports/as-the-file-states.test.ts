import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { northwind, runbookOf } from "./support.js";

/* What people compare with the file stands on the pages as it stands there. */

describe("alternative names", () => {
	const { page, artefacts } = runbookOf(
		northwind.replace("san sip.tailspin.com", "san b.northwind.com, sip.tailspin.com, a.northwind.com"),
	);

	it("keep the order of the file on the sheet, which says of each whether it is required", () => {
		expect(page("sheets/certificates.md")).toContain(
			"| `b.northwind.com` (as the file states; not required); `sip.tailspin.com`; `a.northwind.com` (as the file states; not required) |",
		);
	});

	it("keep it where the wizard is followed, and in the list of requests", () => {
		expect(page("04-configure-certificates.md")).toContain(
			"the subject alternative names `b.northwind.com`, `sip.tailspin.com` and `a.northwind.com`",
		);
		const csv = artefacts.find(({ path }) => path === "certificates/requests.csv")?.content ?? "";
		const [first]: readonly Readonly<Record<string, string>>[] = parse(csv, { columns: true });
		expect(first?.["Subject alternative names"]).toBe("b.northwind.com, sip.tailspin.com, a.northwind.com");
	});
});

describe("the table of scenarios", () => {
	const rowFor = (providers: string) =>
		runbookOf(northwind.replace("{ provider aol }", providers))
			.page("00-overview.md")
			.split("\n")
			.find((line) => line.startsWith("| Public IM connectivity | Own users"));

	it.each([
		["{ provider aol }", "with users of AOL."],
		["{ provider yahoo, msn }", "with users of Yahoo! and MSN."],
		["{ provider msn, aol, yahoo }", "with users of MSN, AOL and Yahoo!."],
		["", "with users of MSN, AOL and Yahoo!."],
	])("tells of the networks that the file names: %s", (statement, words) => {
		expect(rowFor(statement)).toContain(words);
	});
});
