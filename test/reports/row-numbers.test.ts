import { expect, it } from "vitest";
import { Numbering } from "../../language-server/reports/runbook/rows/row-numbers.js";

it("gives a row the number that it had, and a new one the next that nobody ever had", () => {
	const numbering = new Numbering("F", { "external/E1/edge1/tcp": 2, "external/E2/edge1/tcp": 7 });
	expect(numbering.idOf("external/E1/edge1/tcp")).toBe("F-02");
	expect(numbering.idOf("external/E9/edge1/tcp")).toBe("F-08");
});

it("goes on from any number of rows", () => {
	// More than a call of a function can have arguments.
	const remembered = Object.fromEntries(
		Array.from({ length: 200_000 }, (_, row) => [`external/E1/edge${row}`, row + 1]),
	);
	expect(new Numbering("F", remembered).idOf("external/E1/another")).toBe("F-200001");
});

it("gives numbers to rows whose names are those of properties that every object has", () => {
	const numbering = new Numbering("D", JSON.parse('{ "__proto__": 3 }'));
	expect(numbering.idOf("__proto__")).toBe("D-03");
	expect(numbering.idOf("constructor")).toBe("D-04");
	expect(Object.entries(numbering.numbers)).toEqual([
		["__proto__", 3],
		["constructor", 4],
	]);
});
