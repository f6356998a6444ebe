import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changed, changeOf } from "./change-runbook-support.js";

/*
 * What nobody needs any more: a publication that ends, a certificate that is replaced. It goes without anything new in its place, by its
 * whole name, and with a way back that is there.
 */

const example = (name: string) => readFileSync(join(import.meta.dirname, `../../examples/${name}.ocsedge`), "utf8");
const [single, scaled, multiple] = [example("single-site"), example("scaled-single-site"), example("multiple-site")];

describe.each([
	["single-site", single, "pool1", "ocsweb.fabrikam.com"],
	["multiple-site", multiple, "pool-tyo", "ocsweb-tyo.wideworldimporters.com"],
])("a publishing rule that is removed from %s", (_, topology, pool, name) => {
	const { steps, page, interrupted } = changeOf(
		topology,
		changed(topology, [new RegExp(` {2}publish ${pool} \\{[^}]*\\}\n`), ""]),
	);
	const words = steps.map((step) => step.words).join("\n");

	it("asks for nothing in its place", () => {
		expect(page("01-add.md")).toBe("");
		expect(words).not.toContain("(not given)");
		expect(page("00-changes.md")).not.toContain("(not given)");
		expect(page("00-changes.md").split("## Still blank")[1] ?? "").not.toMatch(/subject of the certificate|value of/);
	});

	it("goes in one step with all that is set in it", () => {
		const [own, ...others] = steps.filter((step) => step.words.includes(`publishing rule for ${pool}`));
		expect(others).toEqual([]);
		expect(own?.number).toMatch(/^3\./);
		for (const value of [name, "/ABS/ext/*", "ssl-bridging", "client-authenticates"]) {
			expect(own?.words).toContain(`\`${value}\``);
		}
		expect(interrupted).toMatch(new RegExp(`publishing rule for ${pool}.*ends \\(step ${own?.number}\\)`));
		expect(interrupted).toContain(`\`${name}\``);
	});

	it("takes its certificate, record and rule of the firewall with it, behind it", () => {
		const removed = steps.filter((step) => step.number.startsWith("3."));
		const placeOf = (pattern: RegExp) => removed.findIndex((step) => pattern.test(step.words));
		const places = [
			placeOf(/publishing rule for/),
			placeOf(/Remove \*\*C-\d+\*\*.*listener of the reverse proxy/),
			placeOf(new RegExp(`Delete \\*\\*D-\\d+\\*\\*.*external A record \`${name.replaceAll(".", "\\.")}\``)),
			placeOf(/Remove \*\*F-\d+\*\*.*internal firewall/),
		];
		expect(places).not.toContain(-1);
		expect(places).toEqual(places.toSorted((a, b) => a - b));
	});
});

it("a reverse proxy keeps a certificate that another of its rules still shows", () => {
	const both = changed(multiple, ["certificate +web-tyo-ext\n", "certificate web-tyo-ext\n"]);
	const rule = / {2}publish pool-tyo \{[^}]*\}\n/.exec(both)?.[0] ?? "";
	const further = rule
		.replace("pool-tyo", "pool-ldn")
		.replace("ocsweb-tyo.wideworldimporters.com", "ocsweb-ldn2.wideworldimporters.com");
	const { steps } = changeOf(both.replace(rule, rule + further), both);
	const removed = steps.filter((step) => step.number.startsWith("3.")).map((step) => step.words);
	expect(removed.filter((words) => words.includes("publishing rule for pool-ldn"))).toHaveLength(1);
	expect(removed.filter((words) => /Remove .*from the store/.test(words))).toEqual([]);
});

describe("a certificate", () => {
	it("is not ordered anew where the topology states for it what is no longer needed", () => {
		const without = changed(
			single,
			[/ *\/\/ ocs-edge-ignore federated-identity.*\n/, ""],
			[/ {2}scenario federation \{.*\}\n/, ""],
			[/ {2}scenario public-im \{[^}]*\}\n/, ""],
			[/, federation, public-im\b/, ""],
		);
		const { steps, page } = changeOf(single, without);
		expect(steps.filter(({ words }) => /Request \*\*C-|new certificate/.test(words))).toEqual([]);
		expect(page("00-changes.md")).not.toMatch(/\| alter \| edge1: Access Edge, external interface \|/);
	});

	it("that is removed is named as it was ordered, and comes back from the locked copy", () => {
		const { steps } = changeOf(scaled, changed(scaled, ["key-length *2048", "key-length 4096"]));
		const removed = steps.filter(({ words }) =>
			/Remove the earlier certificate.*internal interface of `edge[12]`/.test(words),
		);
		expect(removed).toHaveLength(2);
		for (const { words } of removed) {
			expect(words).toContain("alternative names edge1.northwindtraders.net, edge2.northwindtraders.net;");
			expect(words).not.toContain("(advised)");
			expect(words).toMatch(/Undo: Import it again from the locked copy/);
		}
	});

	it("that goes with its member stands in the list of changes with the names that it has", () => {
		const without = changed(
			multiple,
			[/edge-server sea-edge2 in seattle \{[\s\S]*?\n\}\n/, ""],
			[/((?:members|web-conferencing-edges) .*), sea-edge2\b/, "$1"],
		);
		const line = changeOf(multiple, without)
			.page("00-changes.md")
			.split("\n")
			.find((one) => one.includes("| remove | sea-edge2: Internal interface"));
		expect(line).toContain("alternative names sea-edge1.wwimporters.net, sea-edge2.wwimporters.net");
		expect(line).not.toContain("(advised)");
	});

	it("whose key cannot be exported is not imported again", () => {
		const { steps } = changeOf(single, changed(single, ["key-length *2048", "key-length 4096"]));
		const removed = steps.filter(({ words }) => words.includes("Remove the earlier certificate"));
		expect(removed.length).toBeGreaterThan(0);
		for (const { words } of removed) {
			expect(words).toContain("Its key cannot be exported");
			expect(words).toMatch(/Undo: Order a certificate with the same names anew/);
			expect(words).not.toMatch(/Undo: Import/);
		}
	});
});
