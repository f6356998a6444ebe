import { TextDocument } from "langium";
import { describe, expect, test } from "vitest";
import type { TextEdit } from "../../language-server/model/finding.js";
import { comparePositions } from "../../language-server/model/origin.js";
import {
	insertBehind,
	insertElement,
	insertStatement,
	removeStatement,
	removeValues,
	type Statement,
} from "../../language-server/rules/support/edits.js";
import { analyse } from "../support/topology.js";

function apply(text: string, ...edits: readonly TextEdit[]): string {
	return TextDocument.applyEdits(TextDocument.create("", "ocs-edge", 0, text), [...edits]);
}

/** Adds a statement to the edge server of the text, which is declared behind a deployment. */
function inserted(server: string, statement: Statement = "membership workgroup"): string {
	const head = "deployment Contoso\n";
	const { deployment, findings } = analyse(head + server);
	const [edge] = deployment.edgeServers;
	if (!edge) {
		throw new Error("The text declares no edge server.");
	}
	const result = apply(head + server, insertStatement(edge.block, statement));
	const before = findings.filter((finding) => finding.code === "syntax-error").length;
	const after = analyse(result).findings.filter((finding) => finding.code === "syntax-error").length;
	expect(after, result).toBeLessThanOrEqual(before);
	expect(analyse(result).deployment.edgeServers[0]?.membership?.value.kind ?? "workgroup").toBe("workgroup");
	return result.slice(head.length);
}

const role: Statement = { head: "access-edge", body: ["next-hop pool1"] };

describe("a statement is added", () => {
	test("as the last line of a block", () => {
		expect(inserted("edge-server edge1 {\n  fqdn edge1.contoso.net\n}\n")).toBe(
			"edge-server edge1 {\n  fqdn edge1.contoso.net\n  membership workgroup\n}\n",
		);
	});

	test("with the indentation of the file", () => {
		expect(inserted("edge-server edge1 {\n\tfqdn edge1.contoso.net\n}\n", role)).toBe(
			"edge-server edge1 {\n\tfqdn edge1.contoso.net\n\taccess-edge {\n\t\tnext-hop pool1\n\t}\n}\n",
		);
	});

	test("with its value below the values of its siblings, where these are aligned", () => {
		expect(inserted("edge-server edge1 {\n  fqdn             e.contoso.net\n  operating-system windows\n}\n")).toBe(
			"edge-server edge1 {\n  fqdn             e.contoso.net\n  operating-system windows\n  membership       workgroup\n}\n",
		);
		expect(inserted("edge-server edge1 {\n  fqdn  e.contoso.net\n  runs  backup\n}\n")).toBe(
			"edge-server edge1 {\n  fqdn  e.contoso.net\n  runs  backup\n  membership workgroup\n}\n",
		);
	});

	test("as it is where it has braces, whatever is aligned", () => {
		const lines = "  fqdn             e.contoso.net\n  operating-system windows\n";
		expect(inserted(`edge-server edge1 {\n${lines}}\n`, "adapter internal { gateway 10.0.0.1 }")).toBe(
			`edge-server edge1 {\n${lines}  adapter internal { gateway 10.0.0.1 }\n}\n`,
		);
	});

	test("with one space where siblings of the same length only happen to be aligned", () => {
		expect(inserted("edge-server edge1 {\n  fqdn e.contoso.net\n  runs backup\n}\n", "runs a")).toBe(
			"edge-server edge1 {\n  fqdn e.contoso.net\n  runs backup\n  runs a\n}\n",
		);
		const hosts = "  hosts-entry a.contoso.net -> 10.0.0.1\n  hosts-entry b.contoso.net -> 10.0.0.2\n";
		expect(inserted(`edge-server edge1 {\n${hosts}}\n`)).toBe(
			`edge-server edge1 {\n${hosts}  membership workgroup\n}\n`,
		);
	});

	test("behind a comment on the last statement, and behind comments below it", () => {
		expect(inserted("edge-server edge1 {\n  fqdn edge1.contoso.net // ours\n  // more to come\n}\n")).toBe(
			"edge-server edge1 {\n  fqdn edge1.contoso.net // ours\n  // more to come\n  membership workgroup\n}\n",
		);
	});

	test("into a block of one line", () => {
		expect(inserted("edge-server edge1 { fqdn edge1.contoso.net }")).toBe(
			"edge-server edge1 { fqdn edge1.contoso.net  membership workgroup }",
		);
		expect(inserted("edge-server edge1 { fqdn edge1.contoso.net }", role)).toBe(
			"edge-server edge1 { fqdn edge1.contoso.net  access-edge { next-hop pool1 } }",
		);
	});

	test("into an empty block", () => {
		expect(inserted("edge-server edge1 {}")).toBe("edge-server edge1 { membership workgroup }");
		expect(inserted("edge-server edge1 { }")).toBe("edge-server edge1 { membership workgroup }");
		expect(inserted("  edge-server edge1 {\n  }")).toBe("  edge-server edge1 {\n    membership workgroup\n  }");
	});

	test("with braces of its own where there are none", () => {
		expect(inserted("edge-server edge1")).toBe("edge-server edge1 {\n\tmembership workgroup\n}");
		expect(inserted("edge-server edge1 // ours\npool pool1\n")).toBe(
			"edge-server edge1 {\n\tmembership workgroup\n} // ours\npool pool1\n",
		);
		expect(inserted("  edge-server edge1")).toBe("  edge-server edge1 { membership workgroup }");
		expect(inserted("  edge-server edge1", role)).toBe(
			"  edge-server edge1 {\n    access-edge {\n      next-hop pool1\n    }\n  }",
		);
	});

	test("on a line of its own where the line would get longer than 130 characters", () => {
		const fitting = `runs ${"x".repeat(84)}`;
		expect(inserted(`edge-server edge1 { ${fitting} }\n`)).toBe(
			`edge-server edge1 { ${fitting}  membership workgroup }\n`,
		);
		const long = `runs ${"x".repeat(85)}`;
		expect(inserted(`edge-server edge1 { ${long} }\n`)).toBe(
			`edge-server edge1 { ${long}\n\tmembership workgroup\n}\n`,
		);
	});

	test("where the closing brace stands behind the last statement", () => {
		expect(inserted("edge-server edge1 {\n  fqdn edge1.contoso.net }\n")).toBe(
			"edge-server edge1 {\n  fqdn edge1.contoso.net\n  membership workgroup\n}\n",
		);
	});

	test("where the closing brace is missing", () => {
		expect(inserted("edge-server edge1 {\n  fqdn edge1.contoso.net\n")).toBe(
			"edge-server edge1 {\n  fqdn edge1.contoso.net\n  membership workgroup\n",
		);
	});

	test("in a file with Windows line ends", () => {
		expect(inserted("edge-server edge1 {\r\n  fqdn edge1.contoso.net\r\n}\r\n")).toBe(
			"edge-server edge1 {\r\n  fqdn edge1.contoso.net\r\n  membership workgroup\n}\r\n",
		);
	});
});

describe("an element is added", () => {
	function added(text: string, layout: "list" | "paragraph", element: Statement): string {
		const [network] = analyse(text).deployment.networks;
		return network ? apply(text, insertElement(network.block, element, layout)) : "";
	}
	const corp: Statement = { head: "network corp", body: ["zone internal"] };

	test("in a paragraph of its own", () => {
		expect(added("deployment Contoso\nnetwork dmz // between\n\npool pool1\n", "paragraph", corp)).toBe(
			"deployment Contoso\nnetwork dmz // between\n\nnetwork corp {\n\tzone internal\n}\n\npool pool1\n",
		);
	});

	test("as the next line of a list of lines", () => {
		expect(added("deployment Contoso\nnetwork dmz { zone perimeter }\n\npool pool1\n", "list", corp)).toBe(
			"deployment Contoso\nnetwork dmz { zone perimeter }\nnetwork corp { zone internal }\n\npool pool1\n",
		);
	});

	test("in a paragraph where the elements of the list have several lines", () => {
		expect(added("deployment Contoso\nnetwork dmz {\n  zone perimeter\n}\n", "list", corp)).toBe(
			"deployment Contoso\nnetwork dmz {\n  zone perimeter\n}\n\nnetwork corp {\n  zone internal\n}\n",
		);
	});

	test("at the end of a file without a last line end", () => {
		expect(added("deployment Contoso\nnetwork dmz", "paragraph", corp)).toBe(
			"deployment Contoso\nnetwork dmz\nnetwork corp {\n\tzone internal\n}\n",
		);
	});
});

describe("a statement is removed", () => {
	function removed(text: string): string {
		const { deployment } = analyse(text);
		const [first] = deployment.scenarios;
		return first ? apply(text, removeStatement(deployment.block, first.block.range)) : "";
	}

	test("with its line and the comment on it", () => {
		expect(removed("deployment Contoso {\n  // wanted\n  scenario federation // soon\n  product ocs2007\n}\n")).toBe(
			"deployment Contoso {\n  // wanted\n  product ocs2007\n}\n",
		);
	});

	test("with all its lines", () => {
		expect(removed("deployment Contoso {\n  scenario federation {\n    mode open\n  }\n}\n")).toBe(
			"deployment Contoso {\n}\n",
		);
	});

	test("from a line that it shares", () => {
		expect(removed("deployment Contoso { scenario federation  scenario public-im }")).toBe(
			"deployment Contoso { scenario public-im }",
		);
		expect(removed("deployment Contoso {\n  scenario federation scenario public-im\n}")).toBe(
			"deployment Contoso {\n  scenario public-im\n}",
		);
	});

	test("that is the last one of a line", () => {
		const line = "deployment Contoso { product ocs2007  scenario federation }";
		expect(removed(line)).toBe("deployment Contoso { product ocs2007 }");
		const two =
			"deployment Contoso {\n  users 10\n  product ocs2007  scenario federation // soon\n  sip-domain a.com\n}\n";
		expect(removed(two)).toBe("deployment Contoso {\n  users 10\n  product ocs2007 // soon\n  sip-domain a.com\n}\n");
	});

	test("that stands beside a brace", () => {
		expect(removed("deployment Contoso { scenario federation\n}\n")).toBe("deployment Contoso { \n}\n");
		expect(removed("deployment Contoso {\n  scenario federation }\n")).toBe("deployment Contoso {\n   }\n");
		expect(removed("deployment Contoso {\n  scenario federation{mode open}scenario public-im\n}\n")).toBe(
			"deployment Contoso {\n  scenario public-im\n}\n",
		);
	});
});

describe("values are removed from a list", () => {
	function without(adapter: string, ...values: readonly string[]): string {
		const head = "deployment Contoso\nedge-server edge1 {\n";
		const text = `${head}${adapter}\n}\n`;
		const [edge] = analyse(text).deployment.edgeServers;
		const [first] = edge?.adapters ?? [];
		if (!first) {
			throw new Error("The text declares no adapter.");
		}
		const edits = removeValues(first.block, first.addresses, ({ value }) => values.includes(value.text));
		expect(edits.map(({ range }) => range).filter(({ start, end }) => comparePositions(start, end) === 0)).toEqual([]);
		return apply(text, ...edits).slice(head.length, -3);
	}
	const three = "adapter external { address 10.0.0.1, 10.0.0.2, 10.0.0.3 }";

	test.each([
		{ place: "first", values: ["10.0.0.1"], left: "10.0.0.2, 10.0.0.3" },
		{ place: "middle", values: ["10.0.0.2"], left: "10.0.0.1, 10.0.0.3" },
		{ place: "last", values: ["10.0.0.3"], left: "10.0.0.1, 10.0.0.2" },
		{ place: "first two", values: ["10.0.0.1", "10.0.0.2"], left: "10.0.0.3" },
		{ place: "last two", values: ["10.0.0.2", "10.0.0.3"], left: "10.0.0.1" },
		{ place: "outer two", values: ["10.0.0.1", "10.0.0.3"], left: "10.0.0.2" },
	])("with their commas: $place", ({ values, left }) => {
		expect(without(three, ...values)).toBe(`adapter external { address ${left} }`);
	});

	test("and nothing where none of them is in it", () => {
		expect(without(three, "10.0.0.4")).toBe(three);
	});

	test("with the statement when nothing is left of it, and only with that one", () => {
		const all = ["10.0.0.1", "10.0.0.2"];
		const gateway = "adapter external { address 10.0.0.1, 10.0.0.2  gateway 10.0.0.9 }";
		expect(without(gateway, ...all)).toBe("adapter external { gateway 10.0.0.9 }");
		const lines = "adapter external {\n  address 10.0.0.1\n  address 10.0.0.2\n  address 10.0.0.3\n}";
		expect(without(lines, ...all)).toBe("adapter external {\n  address 10.0.0.3\n}");
	});

	test("but a statement of which no value could be read stays", () => {
		const lines = "adapter external {\n  address 10.0.0.999\n  address 10.0.0.1\n}";
		expect(without(lines, "10.0.0.1")).toBe("adapter external {\n  address 10.0.0.999\n}");
	});
});

describe("a statement is added behind another", () => {
	function behind(server: string): string {
		const head = "deployment Contoso\n";
		const [edge] = analyse(head + server).deployment.edgeServers;
		const [adapter] = edge?.adapters ?? [];
		return edge && adapter
			? apply(head + server, insertBehind(edge.block, adapter.block, "adapter external")).slice(head.length)
			: "";
	}

	test("on the next line, with the same indentation and behind a comment", () => {
		expect(behind("edge-server e1 {\n    adapter internal // inside\n    runs backup\n}\n")).toBe(
			"edge-server e1 {\n    adapter internal // inside\n    adapter external\n    runs backup\n}\n",
		);
	});

	test("on the same line where something else stands there", () => {
		expect(behind("edge-server e1 {\n  adapter internal runs backup\n}\n")).toBe(
			"edge-server e1 {\n  adapter internal  adapter external runs backup\n}\n",
		);
		expect(behind("edge-server e1 {\n  runs backup adapter internal\n}\n")).toBe(
			"edge-server e1 {\n  runs backup adapter internal  adapter external\n}\n",
		);
		expect(behind("edge-server e1 {\n  adapter internal }\n")).toBe(
			"edge-server e1 {\n  adapter internal  adapter external }\n",
		);
	});
});
