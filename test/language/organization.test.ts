import { describe, expect, test } from "vitest";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import { deploymentOf } from "../support/topology.js";
import { applyEdits, described } from "../support/words.js";

const parse = createFileParser();

/** What the language itself says about a text, without any rule of the domain. */
function problems(text: string): readonly string[] {
	const { syntax, elements } = parse("file:///one.ocsedge", text);
	return [...syntax, ...elements.problems].map((finding) => described(text, finding));
}

/** What the preferred fixes of all problems change. */
function fixesOf(text: string) {
	const { syntax, elements } = parse("file:///one.ocsedge", text);
	return [...syntax, ...elements.problems].flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits));
}

function stated(block: string) {
	const { organization } = deploymentOf(`deployment Contoso { ${block} }`);
	return (
		organization && {
			title: organization.title?.value,
			unit: organization.unit?.value,
			city: organization.city?.value,
			state: organization.state?.value,
			country: organization.country?.value,
		}
	);
}

describe("the organisation of the certificates", () => {
	test("is stated once, with its parts in any order", () => {
		const block = 'organization "Contoso Ltd" { country US  state Washington  city "New York"  unit "R&D, Edge" }';
		expect(problems(`deployment Contoso { ${block} }`)).toEqual([]);
		expect(stated(block)).toEqual({
			title: "Contoso Ltd",
			unit: "R&D, Edge",
			city: "New York",
			state: "Washington",
			country: "US",
		});
	});

	test("may leave out any part, and the block", () => {
		expect(stated("product ocs2007")).toBeUndefined();
		expect(stated("organization Contoso")).toMatchObject({ title: "Contoso", unit: undefined, country: undefined });
		expect(stated("organization { city Redmond }")).toMatchObject({ title: undefined, city: "Redmond" });
	});

	test("says nothing with an empty text", () => {
		expect(stated('organization "" { unit " " }')).toMatchObject({ title: undefined, unit: undefined });
	});

	test("is taken as it is written, a backslash, a brace and a comment sign included", () => {
		expect(stated(String.raw`organization "A\n//B{" { unit "\" }`)).toMatchObject({
			title: String.raw`A\n//B{`,
			unit: "\\",
		});
	});

	test("takes words that are keywords elsewhere", () => {
		expect(stated("organization site { unit edge-server  city state  state city }")).toMatchObject({
			title: "site",
			unit: "edge-server",
			city: "state",
			state: "city",
		});
	});

	test("leaves its words to other elements as names", () => {
		const text = `deployment Contoso
site city { primary }
edge-server unit in city
network state
pool country in state
edge-array organization { members unit }`;
		expect(problems(text)).toEqual([]);
		const { edgeServers, edgeArrays, internalServers } = deploymentOf(text);
		expect([...edgeServers, ...edgeArrays, ...internalServers].map(({ name }) => name)).toEqual([
			"unit",
			"organization",
			"country",
		]);
	});

	test("keeps the place of every part", () => {
		const text = 'deployment Contoso {\n  organization "Contoso Ltd" {\n    country us\n  }\n}';
		const { organization } = deploymentOf(text);
		expect(organization?.origin.range.start).toEqual({ line: 1, character: 2 });
		expect(organization?.title?.origin.range).toEqual({
			start: { line: 1, character: 15 },
			end: { line: 1, character: 28 },
		});
		expect(organization?.country).toMatchObject({
			value: "US",
			origin: { range: { start: { line: 2, character: 12 }, end: { line: 2, character: 14 } } },
			statement: { start: { line: 2, character: 4 }, end: { line: 2, character: 14 } },
		});
	});
});

describe("a mistake in the organisation costs its neighbours nothing", () => {
	test.each([
		[
			"two organisations",
			"organization A organization B",
			'duplicate-property «organization»: "organization" is stated twice here; the first statement counts. Remove one of the two.',
		],
		[
			"two cities",
			"organization A { city B city C }",
			'duplicate-property «city»: "city" is stated twice here; the first statement counts. Remove one of the two.',
		],
		[
			"a country in full",
			'organization A { country "United States"  city B }',
			'malformed-country «"United States"»: "United States" is not a country as certificates carry it; write its code of two letters, as in US.',
		],
		["a part without a value", "organization A { city }", 'syntax-error «city»: A value is missing behind "city".'],
		[
			"a list",
			"organization A { city , B }",
			'syntax-error «city»: A value is missing behind "city"; "," follows instead.',
		],
		[
			"a value of two words without quotation marks",
			"organization A { city New York  state B }",
			'syntax-error «York»: Several words behind "city" stand in quotation marks; write "New York".',
		],
		[
			"a name of two words without quotation marks",
			"organization Contoso Ltd  product ocs2007",
			'syntax-error «Ltd»: Several words behind "organization" stand in quotation marks; write "Contoso Ltd".',
		],
	])("%s", (_title, block, expected) => {
		expect(problems(`deployment Contoso { ${block} }`)).toEqual([expected]);
	});

	test("the quotation marks are put around all the words", () => {
		const text = "deployment Contoso { organization A { city Salt Lake City  state Utah } }";
		expect(applyEdits(text, fixesOf(text))).toBe(text.replace("Salt Lake City", '"Salt Lake City"'));
	});

	test("what is malformed is left out, and the rest counts", () => {
		expect(stated("organization A { country USA  city B }")).toEqual({
			title: "A",
			unit: undefined,
			city: "B",
			state: undefined,
			country: undefined,
		});
	});
});
