import { expect, test } from "vitest";
import { rules } from "../../language-server/rules/registry.generated.js";
import type { RuleSettings } from "../../language-server/rules/settings.js";
import { EVERY_RULE, marksFound, readable } from "./support/findings.js";
import { fixtures } from "./support/fixture.js";

const all = fixtures();

test.each(rules.map(({ code }) => code))("without %s a fixture is not what it says", (code) => {
	const without: RuleSettings = { ...EVERY_RULE, severities: new Map([[code, "off"]]) };
	const own = all.filter((fixture) => fixture.code === code);
	const agreeing = own.filter((fixture) => {
		const found = marksFound(fixture, without);
		return found.join("\n") === readable(fixture.marks).join("\n");
	});
	expect(agreeing.length).toBeLessThan(own.length);
	// A fixture that fires is never the one that agrees: no other rule says the same in the place of this one.
	expect(agreeing.map(({ name }) => name).filter((name) => name.startsWith("fires"))).toEqual([]);
});
