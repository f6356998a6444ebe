import { describe, expect, test } from "vitest";
import type { Finding, Fix } from "../../language-server/model/finding.js";
import { fixesTogether } from "../../language-server/model/fix-all.js";

const URI = "file:///main.ocsedge";

function range(from: number, to: number, line = 0) {
	return { start: { line, character: from }, end: { line, character: to } };
}

function fix(title: string, from: number, to: number, more: Partial<Fix> = {}): Fix {
	const edits = [{ uri: URI, range: range(from, to), newText: title }];
	return { title, edits, safety: "safe", preferred: true, ...more };
}

function finding(...fixes: readonly Fix[]): Finding {
	return { code: "x", severity: "error", message: "", origin: { uri: URI, range: range(0, 1) }, related: [], fixes };
}

function titles(...findings: readonly Finding[]): readonly string[] {
	return fixesTogether(findings, ({ safety }) => safety === "safe").map((one) => one.title);
}

describe("fixes that can be applied together", () => {
	test("are one for each finding, the preferred one where there are several", () => {
		const either = finding(fix("likely", 0, 2), fix("other", 0, 2, { preferred: false }));
		const swapped = finding(fix("second", 5, 6, { preferred: false }), fix("first", 5, 6));
		expect(titles(either, swapped)).toEqual(["likely", "first"]);
	});

	test("are acceptable ones only, even if the preferred one is not", () => {
		const mixed = finding(fix("unsafe", 0, 1, { safety: "unsafe" }), fix("safe", 3, 4, { preferred: false }));
		expect(titles(mixed, finding(fix("unsafe too", 7, 8, { safety: "unsafe" })))).toEqual(["safe"]);
	});

	test("do not write in the same place; the one that comes first counts", () => {
		expect(titles(finding(fix("a", 0, 4)), finding(fix("b", 3, 6)), finding(fix("c", 5, 7)))).toEqual(["a", "c"]);
		// Two insertions at one place, and an insertion at the edge of a replacement: their order would be open.
		expect(titles(finding(fix("a", 2, 2)), finding(fix("b", 2, 2)))).toEqual(["a"]);
		expect(titles(finding(fix("a", 0, 2)), finding(fix("b", 2, 2)))).toEqual(["a"]);
	});

	test("a finding whose likely fix has to wait does not get the less likely one instead", () => {
		const second = finding(fix("taken", 1, 3), fix("free", 8, 9, { preferred: false }));
		expect(titles(finding(fix("a", 0, 4)), second)).toEqual(["a"]);
	});

	test("places in different files or lines do not collide", () => {
		const elsewhere = fix("b", 0, 4);
		const otherFile = { ...elsewhere, edits: elsewhere.edits.map((edit) => ({ ...edit, uri: "file:///b.ocsedge" })) };
		const otherLine = { ...elsewhere, edits: [{ uri: URI, range: range(0, 4, 1), newText: "" }] };
		expect(titles(finding(fix("a", 0, 4)), finding(otherFile), finding(otherLine))).toEqual(["a", "b", "b"]);
	});
});
