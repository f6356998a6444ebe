import { describe, expect, it } from "vitest";
import { northwind, runbookOf } from "./support.js";

/** The words of the sheet of the servers that say where the steps on a server stand. */
function stepsOn(server: string, text: string): string {
	const sheet = runbookOf(text).page("sheets/servers.md");
	const [, section = ""] = sheet.split(new RegExp(`^## .*\`${server}\`.*$`, "m"));
	return section.split(/^## /m)[0]?.replace(/\]\([^)]*\)/g, "]") ?? "";
}

describe("what is done on a server", () => {
	const steps = (words: string) => [...words.matchAll(/\b([1-7]\.\d+) to ([1-7]\.\d+)\b/g)].map(([all]) => all);

	it.each(["edge", "shared", "forest", "users", "scenario", "names", "keys"])(
		"does not depend on how the server is called: %s",
		(name) => {
			const own = steps(stepsOn("edge1", northwind));
			expect(own.length).toBeGreaterThan(6);
			expect(steps(stepsOn(name, northwind.replace(/\bedge1\b(?!\.)/g, name)))).toEqual(own);
		},
	);
});
