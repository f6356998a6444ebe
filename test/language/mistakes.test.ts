import { describe, expect, test } from "vitest";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import { applyEdits } from "../support/words.js";

const parse = createFileParser();

function messages(text: string): readonly string[] {
	return parse("file:///main.ocsedge", text).syntax.map((finding) => finding.message);
}

/** The text after the first fix of the first finding. */
function mended(text: string): string | undefined {
	const fix = parse("file:///main.ocsedge", text).syntax[0]?.fixes[0];
	return fix && applyEdits(text, fix.edits);
}

describe("a typical mistake is told once, in plain words", () => {
	test.each([
		["no name", "deployment { product ocs2007 }", 'A name is missing behind "deployment"; "{" follows instead.'],
		[
			"the brace of the block before is missing",
			"deployment D {\n  product ocs2007\nnetwork n { zone internal }",
			'"network" belongs at the top level of a file, not into this deployment block. Close the block before it with a }.',
		],
		[
			"a statement stands outside of its block",
			"deployment D\nsubnet 10.0.0.0/8",
			'"subnet" does not belong at the top level of a file. It belongs into the block of network.',
		],
		[
			"a statement stands in a block of another kind",
			"network n { membership workgroup }",
			'"membership" does not belong into this network block. It belongs into the block of communicator-web-access, director, edge-server, mediation-server, pool or reverse-proxy.',
		],
		[
			"the path of an import stands without quotation marks",
			"import ./networks.ocsedge",
			'A path in quotation marks is missing behind "import", as in import "./corporate.ocsedge".',
		],
		["a path is not closed", 'import "./networks.ocsedge', "The quotation mark is not closed on its line."],
		[
			"an equals sign in place of an arrow",
			"dns external { a sip.contoso.com = 131.107.155.10 }",
			'"->" is missing behind "sip.contoso.com"; "131.107.155.10" follows instead.',
		],
		[
			"the source of a firewall rule is left out",
			"firewall f { allow tcp 443 from to b }",
			'A value is missing before "to".',
		],
	])("%s", (_title, text, message) => {
		expect(messages(text)).toEqual([message]);
	});
});

test.each(['"A \\"B"', '"A \\"B\\" C"', '"A \\" B"'])(
	"a quotation mark that is meant as a part of a text is told once: %s",
	(title) => {
		expect(messages(`deployment D {\n  organization ${title}\n}`)).toEqual([
			"This quotation mark ends the text: there is no escape, so \\\" is a backslash and the end. Leave it out, or write ' in its place.",
		]);
	},
);

describe("where it is clear what was meant, a fix writes it", () => {
	test.each([
		[
			"the arrow of a record is missing",
			"dns external { a sip.contoso.com 131.107.155.10 }",
			'"->" is missing behind "sip.contoso.com"; "131.107.155.10" follows instead.',
			"dns external { a sip.contoso.com -> 131.107.155.10 }",
		],
		[
			"an equals sign stands in place of the arrow",
			"dns external { a sip.contoso.com = 131.107.155.10 }",
			'"->" is missing behind "sip.contoso.com"; "131.107.155.10" follows instead.',
			"dns external { a sip.contoso.com -> 131.107.155.10 }",
		],
		[
			"a word between the networks of a firewall is missing",
			"network a\nnetwork b\nfirewall f between a b { nat none }",
			'"and" is missing behind "a"; "b" follows instead.',
			"network a\nnetwork b\nfirewall f between a and b { nat none }",
		],
		[
			"a word between two values is missing",
			"edge-server e { access-edge { external sip.contoso.com 131.107.155.10 } }",
			'"131.107.155.10" starts no statement in this access-edge block. Is "at" missing before it?',
			"edge-server e { access-edge { external sip.contoso.com at 131.107.155.10 } }",
		],
		[
			"the word before a share is missing",
			"deployment D { users 4000 15% }",
			'"15%" starts no statement in this deployment block. Is "external" missing before it?',
			"deployment D { users 4000 external 15% }",
		],
		[
			"the word before a network is missing",
			"network corp { zone internal }\npool p corp { edition standard }",
			'"corp" starts no statement at the top level of a file. Is "in" missing before it?',
			"network corp { zone internal }\npool p in corp { edition standard }",
		],
		[
			"a name of two words",
			"deployment Contoso Ltd { product ocs2007 }",
			'"Ltd" starts no statement at the top level of a file. A name is one word; write Contoso-Ltd.',
			"deployment Contoso-Ltd { product ocs2007 }",
		],
		[
			"a comment of another language",
			"deployment D\n# network = the perimeter; (outside)\nsite s",
			"A comment begins with //, not with #.",
			"deployment D\n// network = the perimeter; (outside)\nsite s",
		],
	])("%s", (_title, text, message, expected) => {
		expect(messages(text)).toEqual([message]);
		expect(mended(text)).toBe(expected);
		expect(messages(expected)).toEqual([]);
	});

	test("parentheses in place of braces, one after the other", () => {
		const text = "deployment D (product ocs2007)";
		expect(messages(text)).toEqual(["A block stands in { and }; write { instead of (."]);
		const half = mended(text) ?? "";
		expect(half).toBe("deployment D {product ocs2007)");
		expect(messages(half)).toEqual(["A block stands in { and }; write } instead of )."]);
		expect(mended(half)).toBe("deployment D {product ocs2007}");
	});
});

test("mistakes on other lines are told as well", () => {
	expect(messages("# one\nnetwork n { zone }\nsite s { primary; }")).toEqual([
		"A comment begins with //, not with #.",
		'A value is missing behind "zone".',
		"The character ; has no meaning here; remove it.",
	]);
});
