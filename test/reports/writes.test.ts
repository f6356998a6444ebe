import { describe, expect, it } from "vitest";
import { runbookFolderName } from "../../language-server/reports/runbook/folder-name.js";
import { classifyExisting, withFingerprint } from "../../language-server/reports/runbook/page/fingerprint.js";
import type { RunbookPage } from "../../language-server/reports/runbook/page/page.js";
import { type PageWrite, planWrites } from "../../language-server/reports/runbook/regenerate/plan-writes.js";
import { NO_NUMBERS } from "../../language-server/reports/runbook/rows/row-numbers.js";
import { keptPages, summaryOf } from "../../language-server/reports/runbook/summary.js";
import { northwind, runbookOf } from "./support.js";

const page = (body: string, path = "00-overview.md") => ({
	path,
	title: "Overview",
	content: withFingerprint(body, "main.ocsedge"),
	lines: [],
});

/** What is planned for the pages, without the memory, which other tests are about. */
function planned(pages: readonly RunbookPage[], existing: ReadonlyMap<string, string>): readonly PageWrite[] {
	const writes = planWrites({ pages, artefacts: [], numbers: NO_NUMBERS }, existing);
	return writes.filter((write) => write.outcome !== "memory");
}

/** What the folder holds after the plan was carried out. */
function applied(existing: ReadonlyMap<string, string>, writes: readonly PageWrite[]): ReadonlyMap<string, string> {
	const after = new Map(existing);
	for (const write of writes) {
		if ("content" in write && write.content !== undefined) {
			after.set(write.target, write.content);
		}
	}
	return after;
}

describe("an existing page", () => {
	const { content } = page("# Overview\n\nText.");

	it("is unedited as it was generated, also with other line ends or with a byte order mark", () => {
		expect(classifyExisting(content)).toBe("unedited");
		expect(classifyExisting(content.replaceAll("\n", "\r\n"))).toBe("unedited");
		expect(classifyExisting(`\uFEFF${content}`)).toBe("unedited");
		expect(classifyExisting(content.trimEnd())).toBe("unedited");
	});

	it("is edited when a word changed, something was added below, or the footer is gone", () => {
		expect(classifyExisting(content.replace("Text", "Note"))).toBe("edited");
		expect(classifyExisting(`${content}\nMy note.\n`)).toBe("edited");
		expect(classifyExisting("# Overview\n")).toBe("edited");
		expect(classifyExisting("")).toBe("edited");
	});

	it("keeps its footer on one line, whatever the root file is called", () => {
		const hostile = withFingerprint("# Overview", "a --> b\n<script>.ocsedge");
		expect(hostile.match(/<!--/g)).toHaveLength(1);
		expect(hostile.match(/-->/g)).toHaveLength(1);
		expect(classifyExisting(hostile)).toBe("unedited");
	});
});

describe("writing the pages", () => {
	const first = [page("# Overview\n\nFirst."), page("# Firewall\n\nFirst.", "sheets/firewall.md")];
	const second = [page("# Overview\n\nSecond."), page("# Firewall\n\nFirst.", "sheets/firewall.md")];
	const folder = applied(new Map(), planned(first, new Map()));
	const edited = new Map(folder).set("00-overview.md", (folder.get("00-overview.md") ?? "").replace("First", "Mine"));

	it("creates what is not there", () => {
		expect(planned(first, new Map()).map((write) => write.outcome)).toEqual(["create", "create"]);
	});

	it("leaves alone what is the same, also with other line ends", () => {
		const onWindows = new Map([...folder].map(([path, content]) => [path, content.replaceAll("\n", "\r\n")]));
		expect(planned(first, folder).map((write) => write.outcome)).toEqual(["unchanged", "unchanged"]);
		expect(planned(first, onWindows).map((write) => write.outcome)).toEqual(["unchanged", "unchanged"]);
	});

	it("replaces what nobody edited", () => {
		expect(planned(second, folder).map((write) => write.outcome)).toEqual(["replace", "unchanged"]);
	});

	it("keeps an edited page and puts the new text beside it", () => {
		const [write] = planned(second, edited);
		expect(write).toMatchObject({ outcome: "keep-both", target: "00-overview.new.md", replaces: false });
		const after = applied(edited, planned(second, edited));
		expect(after.get("00-overview.md")).toBe(edited.get("00-overview.md"));
		expect(after.get("00-overview.new.md")).toBe(second[0]?.content);
	});

	it("writes nothing for an edited page of which the generated text did not change", () => {
		expect(planned(first, edited)[0]).toEqual({ outcome: "kept", path: "00-overview.md" });
	});

	it("writes the text beside it only once", () => {
		const after = applied(edited, planned(second, edited));
		expect(planned(second, after)[0]).toEqual({
			outcome: "keep-both",
			path: "00-overview.md",
			target: "00-overview.new.md",
			replaces: false,
		});
	});

	it("replaces an unedited text beside it with the newer one", () => {
		const after = applied(edited, planned(second, edited));
		const third = [page("# Overview\n\nThird.")];
		expect(planned(third, after)[0]).toMatchObject({ target: "00-overview.new.md", replaces: true });
	});

	it("goes to the next free name when the text beside it was edited, too", () => {
		const after = new Map(applied(edited, planned(second, edited)));
		after.set("00-overview.new.md", (after.get("00-overview.new.md") ?? "").replace("Second", "Mine too"));
		const third = [page("# Overview\n\nThird.")];
		expect(planned(third, after)[0]).toMatchObject({ target: "00-overview.new-2.md", replaces: false });
		expect(applied(after, planned(third, after)).get("00-overview.new.md")).toContain("Mine too");
	});

	it("never overwrites a file that it did not write", () => {
		const foreign = new Map([["00-overview.md", "# My own overview\n"]]);
		const after = applied(foreign, planned(first, foreign));
		expect(after.get("00-overview.md")).toBe("# My own overview\n");
		expect(after.get("00-overview.new.md")).toBe(first[0]?.content);
	});

	it("reports unedited pages that are no longer produced, and only those", () => {
		const more = new Map(folder)
			.set("08-extra.md", page("# Extra").content)
			.set("09-mine.md", page("# Extra").content.replace("Extra", "Mine"))
			.set("notes.md", "My notes.");
		expect(planned(first, more).filter((write) => write.outcome === "obsolete")).toEqual([
			{ outcome: "obsolete", path: "08-extra.md" },
		]);
	});

	it("survives a change of the topology after somebody ticked a box", () => {
		const before = runbookOf(northwind).pages;
		const ticked = new Map(
			before.map(({ path, content }) => [path, content.replace("- [ ] **3.1**", "- [x] **3.1**")]),
		);
		const later = runbookOf(northwind.replaceAll("131.107.80.12", "131.107.80.13")).pages;
		const outcomes = new Map(planned(later, ticked).map((write) => [write.path, write.outcome]));
		expect(outcomes.get("03-configure-edge-servers.md")).toBe("keep-both");
		expect(outcomes.get("02-install-edge-servers.md")).toBe("replace");
		expect(outcomes.get("05-start-services.md")).toBe("unchanged");
	});
});

describe("the summary of what was written", () => {
	const write = (path: string): PageWrite => ({ outcome: "create", path, target: path, content: "" });
	const beside: PageWrite = {
		outcome: "keep-both",
		path: "00-overview.md",
		target: "00-overview.new.md",
		content: "",
		replaces: false,
	};
	const same: PageWrite = { outcome: "kept", path: "07-validate.md" };

	it("counts the pages", () => {
		expect(summaryOf([write("a.md"), write("b.md")], "Contoso")).toBe(
			"The runbooks of Contoso are ready: 2 pages written.",
		);
		expect(summaryOf([write("a.md")], "Contoso")).toBe("The runbooks of Contoso are ready: 1 page written.");
		expect(summaryOf([same], "Contoso")).toBe("The runbooks of Contoso are up to date.");
	});

	it("begins with the edited pages whose new text lies beside them", () => {
		expect(summaryOf([write("a.md"), beside], "Contoso")).toBe(
			"Edited by hand and therefore kept: 00-overview.md (new text in 00-overview.new.md). The runbooks of Contoso are ready: 1 page written.",
		);
		expect(summaryOf([beside], "Contoso")).toBe(
			"Edited by hand and therefore kept: 00-overview.md (new text in 00-overview.new.md). All other pages of Contoso are up to date.",
		);
	});

	it("ends with the pages that are no longer needed", () => {
		expect(summaryOf([write("a.md"), { outcome: "obsolete", path: "08-extra.md" }], "Contoso")).toBe(
			"The runbooks of Contoso are ready: 1 page written. No longer needed, to be deleted by hand: 08-extra.md.",
		);
	});

	it("lets its caller know which pages somebody has to bring together", () => {
		expect(keptPages([write("a.md"), beside, same])).toEqual([beside]);
		expect(keptPages([write("a.md"), same])).toEqual([]);
	});
});

describe("the folder of a deployment", () => {
	it("bears its name", () => {
		expect(runbookFolderName("Contoso", [])).toBe("Contoso");
		expect(runbookFolderName("north-west_2", [])).toBe("north-west_2");
	});

	it.each([
		"..",
		".",
		"",
		"a/b",
		"a\\b",
		"../../etc",
		"/root",
		"C:\\Windows",
		"CON",
		"nul.txt",
		"Lpt1",
		"x.",
		" x",
		"a:b",
		"a\0b",
		"a\nb",
		'*?<>|"',
		"x".repeat(500),
		"café",
		"~",
		"-rf",
	])("is one safe folder for %j", (name) => {
		const folder = runbookFolderName(name, []);
		expect(folder).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
		expect(folder).not.toMatch(/[.-]$/);
		expect(folder).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i);
		expect(folder.length).toBeLessThanOrEqual(80);
	});

	it("is another one for another name", () => {
		const names = ["a/b", "a-b", "a\\b", "a.b", "..", ".", "con", "CON", `${"x".repeat(300)}1`, `${"x".repeat(300)}2`];
		expect(new Set(names.map((name) => runbookFolderName(name, names))).size).toBe(names.length);
	});

	it("is another one even where the system does not tell upper from lower case", () => {
		const names = ["Contoso", "contoso", "CONTOSO", "Fabrikam"];
		const folders = names.map((name) => runbookFolderName(name, names).toLowerCase());
		expect(new Set(folders).size).toBe(names.length);
		expect(runbookFolderName("Fabrikam", names)).toBe("Fabrikam");
		expect(runbookFolderName("Contoso", ["Contoso", "Contoso"])).toBe("Contoso");
	});
});
