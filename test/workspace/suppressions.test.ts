import { describe, expect, test } from "vitest";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import type { Fix } from "../../language-server/model/finding.js";
import { analyse, type Sources, uriOf, workspaceOf } from "../support/topology.js";
import { applyEdits } from "./support/apply-edits.js";

const AD = "no-active-directory-in-perimeter";
const EDGE = "edge-in-workgroup";
const DMZ = "network dmz { zone perimeter }";
const BAD = "active-directory ad in dmz { }";

/** A deployment around some lines; each of the names gives a finding on the line that it stands on. */
function text(...lines: readonly string[]): string {
	return ["deployment D { }", DMZ, ...lines, ""].join("\n");
}

/** What is said of the rules above and of the comments, with its line counted from the first line of the caller. */
function said(sources: Sources): readonly string[] {
	return analyse(sources)
		.findings.filter(({ code }) => code === AD || code === EDGE || code.startsWith("suppression"))
		.map(({ code, origin }) => `${code} ${origin.range.start.line - 2}`);
}

function accepted(sources: Sources): readonly string[] {
	return analyse(sources).analysis.accepted.map(({ finding, reason }) => `${finding.code}: ${reason}`);
}

/** The text after the preferred fix of the only finding on a comment. */
function mended(before: string): string {
	const [finding, ...others] = analyse(before).findings.filter(({ code }) => code.startsWith("suppression"));
	expect(others).toEqual([]);
	const fix: Fix | undefined = finding?.fixes.find((one) => one.preferred);
	return applyEdits(before, fix?.edits ?? []);
}

describe("a comment that accepts a finding", () => {
	test("counts for the line below it", () => {
		const source = text(`// ocs-edge-ignore ${AD}: agreed with the security team`, BAD);
		expect(said(source)).toEqual([]);
		expect(accepted(source)).toEqual([`${AD}: agreed with the security team`]);
	});

	test("leaves the finding of another rule, and of another line", () => {
		expect(said(text(`// ocs-edge-ignore ${AD}: agreed`, BAD, "active-directory b in dmz { }"))).toEqual([`${AD} 2`]);
		expect(said(text(`// ocs-edge-ignore ${EDGE}: agreed`, BAD))).toContain(`${AD} 1`);
	});

	test("counts across blank lines and other comments", () => {
		expect(said(text(`// ocs-edge-ignore ${AD}: agreed`, "", "// the old one", "/* and", "more */", BAD))).toEqual([]);
	});

	test("counts for the whole block that begins on the next line, and not behind it", () => {
		const edge = ["edge-server e {", "\tfqdn e.contoso.net", "\tmembership domain contoso.net", "}"];
		expect(said(text(`// ocs-edge-ignore ${EDGE}: agreed`, ...edge))).toEqual([]);
		expect(said(text(`// ocs-edge-ignore ${EDGE}: agreed`, ...edge, ...edge.with(0, "edge-server f {")))).toEqual([
			`${EDGE} 7`,
		]);
	});

	test("counts inside a block for a statement, or for a nested block", () => {
		const edge = (line: string) => ["edge-server e {", line, "\tmembership domain contoso.net", "}"];
		expect(said(text(...edge(`\t// ocs-edge-ignore ${EDGE}: agreed`)))).toEqual([]);
	});

	test("counts for its own line when it stands behind something", () => {
		expect(said(text(`${BAD} // ocs-edge-ignore ${AD}: agreed`, "active-directory b in dmz { }"))).toEqual([`${AD} 1`]);
		expect(said(text("edge-server e {", `\tmembership domain x.net // ocs-edge-ignore ${EDGE}: agreed`, "}"))).toEqual(
			[],
		);
	});

	test("for the whole file counts everywhere in it, and not in other files", () => {
		const comment = `// Contoso\n// ocs-edge-ignore-file ${AD}: agreed\n`;
		expect(said(`${comment}${text(BAD, "active-directory b in dmz { }")}`)).toEqual([]);
		expect(
			said({
				"main.ocsedge": `${comment}import "./ad.ocsedge"\n${text(BAD)}`,
				"ad.ocsedge": "\n\nactive-directory b in dmz { }",
			}),
		).toEqual([`${AD} 0`]);
	});

	test("counts with several codes on lines of their own", () => {
		const edge = "edge-server e { membership domain contoso.net }";
		expect(said(text(`// ocs-edge-ignore ${AD}: one`, `// ocs-edge-ignore ${EDGE}: two`, `${BAD} ${edge}`))).toEqual(
			[],
		);
	});

	test("is known by its place after an edit above it, and gone when it is removed", () => {
		const parse = createFileParser();
		const workspace = workspaceOf(text(`// ocs-edge-ignore ${AD}: agreed`, BAD));
		const uri = uriOf("main.ocsedge");
		const codes = () => workspace.findings(uri).map(({ code }) => code);
		const edit = (now: string) => workspace.setFile(parse(uri, now, workspace.file(uri)));
		edit(`site redmond { primary }\n\n${text(`// ocs-edge-ignore ${AD}: agreed`, BAD)}`);
		expect(codes()).not.toContain(AD);
		expect(workspace.accepted(uri).map(({ origin }) => origin.range.start.line)).toEqual([4]);
		edit(text(BAD));
		expect(codes()).toContain(AD);
		expect(workspace.accepted(uri)).toEqual([]);
	});

	test("does not reach what the language itself finds", () => {
		const found = analyse(text("// ocs-edge-ignore syntax-error: agreed", "network {")).findings;
		expect(found.map(({ code }) => code)).toContain("syntax-error");
		expect(found.find(({ code }) => code === "suppression-unknown-code")?.message).toContain("cannot be ignored");
	});
});

describe("a comment that has no effect is reported, once, and the finding is shown", () => {
	test.each([
		["without a reason", `// ocs-edge-ignore ${AD}`, "suppression-without-reason"],
		["with an empty reason", `// ocs-edge-ignore ${AD}: `, "suppression-without-reason"],
		[
			"with a reason that is still to be written",
			`// ocs-edge-ignore ${AD}: TODO: say why`,
			"suppression-without-reason",
		],
		["without a colon", `// ocs-edge-ignore ${AD} because of the pilot`, "suppression-without-reason"],
		["without a code", "// ocs-edge-ignore: agreed", "suppression-unknown-code"],
		["with an unknown code", "// ocs-edge-ignore no-such-thing: agreed", "suppression-unknown-code"],
		["with several codes", `// ocs-edge-ignore ${AD}, ${EDGE}: agreed`, "suppression-unknown-code"],
		["with several codes and no blank", `// ocs-edge-ignore ${AD},${EDGE}: agreed`, "suppression-unknown-code"],
		["for the file, below a statement", `// ocs-edge-ignore-file ${AD}: agreed`, "suppression-misplaced"],
	])("%s", (_, comment, code) => {
		expect(said(text(comment, BAD)).toSorted()).toEqual([`${AD} 1`, `${code} 0`].toSorted());
	});

	test("of several codes it is said that each has a comment of its own", () => {
		const [found] = analyse(text(`// ocs-edge-ignore ${AD}, ${EDGE}: agreed`, BAD)).findings.filter(
			({ code }) => code === "suppression-unknown-code",
		);
		expect(found?.message).toContain("a comment of its own for each rule");
		expect(found?.fixes.map(({ title }) => title)).toEqual(["Remove the comment"]);
	});

	test("at the end of the file", () => {
		expect(said(text(BAD, `// ocs-edge-ignore ${AD}: agreed`))).toEqual([`${AD} 0`, "suppression-misplaced 1"]);
	});
});

describe("a comment that accepts nothing is reported", () => {
	const unused = ["suppression-unused 0"];

	test("when its rule was asked and finds nothing there", () => {
		expect(said(text(`// ocs-edge-ignore ${AD}: agreed`, "network corp { zone internal }"))).toEqual(unused);
		expect(said(`// ocs-edge-ignore-file ${AD}: agreed\n\n\ndeployment D { }\n`)).toEqual(["suppression-unused -2"]);
	});

	test("when a nearer one accepts the finding", () => {
		const both = text(`// ocs-edge-ignore ${AD}: the far one`, `// ocs-edge-ignore ${AD}: the near one`, BAD);
		expect(said(both)).toEqual(unused);
		expect(accepted(both)).toEqual([`${AD}: the near one`]);
	});

	test.each([
		["when its rule is turned off", { "ocs-edge.json": JSON.stringify({ rules: { [AD]: "off" } }) }, ""],
		["when an import is missing", {}, 'import "./missing.ocsedge"\n'],
		["when the text has a syntax error", {}, "network {\n"],
	])("but not %s", (_, more, line) => {
		const comment = `// ocs-edge-ignore ${AD}: agreed\nnetwork corp { zone internal }\n`;
		expect(said({ "main.ocsedge": `deployment D { }\n${comment}${line}`, ...more })).toEqual([]);
	});

	test("but not in a file that belongs to no deployment", () => {
		const sources = { "main.ocsedge": "deployment D { }", "part.ocsedge": `// ocs-edge-ignore ${AD}: agreed\n${BAD}` };
		expect(said(sources)).toEqual([]);
	});

	test("but not when one of two deployments that share the file needs it", () => {
		const sources = {
			"a.ocsedge": `import "./ad.ocsedge"\ndeployment A { }\n${DMZ}`,
			"b.ocsedge": 'import "./ad.ocsedge"\ndeployment B { }\nnetwork dmz { zone internal }',
			"ad.ocsedge": `// ocs-edge-ignore ${AD}: agreed\n${BAD}`,
		};
		expect(said(sources)).toEqual([]);
	});
});

describe("the proposals for a comment", () => {
	test("remove it with its line when it accepts nothing", () => {
		const clean = text("network corp { zone internal }");
		expect(mended(text(`// ocs-edge-ignore ${AD}: agreed`, "network corp { zone internal }"))).toBe(clean);
	});

	test("leave the statement before it alone", () => {
		expect(mended(text(`network corp { zone internal }  // ocs-edge-ignore ${AD}: agreed`))).toBe(
			text("network corp { zone internal }"),
		);
	});

	test("correct its code", () => {
		expect(mended(text(`// ocs-edge-ignore ${AD}s: agreed`, BAD))).toBe(text(`// ocs-edge-ignore ${AD}: agreed`, BAD));
	});

	test("insert the missing colon", () => {
		expect(mended(text(`// ocs-edge-ignore ${AD} agreed`, BAD))).toBe(text(`// ocs-edge-ignore ${AD}: agreed`, BAD));
	});

	test("move it to the top of the file", () => {
		const comment = `// ocs-edge-ignore-file ${AD}: agreed`;
		expect(mended(text(comment, BAD))).toBe(`${comment}\n${text(BAD)}`);
	});
});
