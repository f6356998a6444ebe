import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyse, uriOf } from "../support/topology.js";
import { applyEdits } from "../support/words.js";

const SCALED = readFileSync(join(import.meta.dirname, "../../examples/scaled-single-site.ocsedge"), "utf8");
const MEMBERS = "  members       edge1, edge2\n";

/** The scaled example with another list of members for its array of Access Edges. */
function withMembers(statement: string): string {
	expect(SCALED).toContain(MEMBERS);
	return SCALED.replace(MEMBERS, statement);
}

function codes(text: string): readonly string[] {
	return analyse(text).findings.map(({ code }) => code);
}

/** The text after the preferred fix of its only finding. */
function mended(text: string): string {
	const [finding, second] = analyse(text).findings;
	const fix = finding?.fixes.find(({ preferred }) => preferred);
	expect(second).toBeUndefined();
	return applyEdits(text, fix?.edits.filter(({ uri }) => uri === uriOf("main.ocsedge")) ?? []);
}

describe("what is wrong with the members of an array is told once", () => {
	test.each([
		["there are none", "", "array-without-members"],
		["there is no list", "  members\n", "syntax-error"],
		["one is forgotten", "  members       edge1\n", "array-without-load-balancer"],
		["a name is mistyped", "  members       edge1, egde2\n", "unresolved-reference"],
		["all names are mistyped", "  members       xedge1, xedge2\n", "unresolved-reference unresolved-reference"],
	])("%s", (_title, statement, expected) => {
		expect(codes(withMembers(statement))).toEqual(expected.split(" "));
	});

	test("the third of three servers is forgotten", () => {
		const third = /edge-server edge2 \{[\s\S]*?\n\}\n/.exec(SCALED.replaceAll(" in chicago", ""))?.[0];
		const text = `${SCALED.replaceAll(" in chicago", "")}${third
			?.replaceAll("edge2", "edge3")
			.replaceAll("131.107.80.13", "131.107.80.17")
			.replaceAll("131.107.80.14", "131.107.80.18")
			.replaceAll("10.30.16.12", "10.30.16.15")}`;
		expect(analyse(text).findings.map(({ code, message }) => `${code} ${message.split(" ")[0]}`)).toContain(
			"array-without-load-balancer edge3",
		);
		expect(codes(text).filter((code) => code.startsWith("fw-ext-access") || code.startsWith("edge-not"))).toEqual([]);
	});
});

describe("the fix lists the servers that are meant", () => {
	test.each([
		["none", "", "  members edge1, edge2\n"],
		["one", "  members       edge1\n", MEMBERS],
		["a mistyped one", "  members       edge1, egde2\n", MEMBERS],
	])("of %s", (_title, statement, expected) => {
		expect(mended(withMembers(statement))).toBe(withMembers(expected));
	});

	test.each([
		["edge-array a { load-balancer hlb1 }", undefined],
		[
			"edge-array a { virtual-address external av-edge av.contoso.com }",
			"edge-array a { members av1  virtual-address external av-edge av.contoso.com }",
		],
	])("%s", (array, expected) => {
		const text = `deployment D\nload-balancer hlb1\n${array}\nedge-server av1 { av-edge }\nedge-server wc1 { web-conferencing-edge }\n`;
		const finding = analyse(text).findings.find(({ code }) => code === "array-without-members");
		const [fix] = finding?.fixes ?? [];
		expect(finding).toBeDefined();
		expect(fix && applyEdits(text, fix.edits).split("\n")[2]).toBe(expected);
	});
});

describe("a server that stands for itself is no forgotten member", () => {
	const ARRAY = `deployment D
load-balancer hlb1 { kind hardware }
edge-array a in one { members av1  load-balancer hlb1  virtual-address external av-edge av.contoso.com at 131.107.1.1 }
site one { primary }
site two { remote }
edge-server av1 in one { av-edge }
`;

	test.each([
		["at another site", "edge-server av2 in two { av-edge { external av.contoso.com } }"],
		["with a name of its own", "edge-server av2 in one { av-edge { external av2.contoso.com } }"],
		["with a further role", "edge-server av2 in one { av-edge { external av.contoso.com }  access-edge }"],
		["without any role", "edge-server av2 in one"],
	])("%s", (_title, server) => {
		const { deployment } = analyse(`${ARRAY}${server}\n`);
		expect(deployment.index.arrayOf.has("av2")).toBe(false);
	});

	test("but one with the name of the array is", () => {
		const { deployment } = analyse(`${ARRAY}edge-server av2 in one { av-edge { external av.contoso.com } }\n`);
		expect(deployment.index.arrayOf.get("av2")?.name).toBe("a");
	});
});
