import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changePlan } from "../../language-server/reports/runbook/change/change-plan.js";
import type { InternalRestartStep, RestartStep } from "../../language-server/reports/runbook/change/change-step.js";
import { changesBetween } from "../../language-server/requirements/changes.js";
import { catalogue, requirementsOf } from "../requirements/support.js";

/*
 * Which services of the edge start, and which start again, when a plan changes. Each restart is a moment at which people are cut off, so
 * one too many is as wrong as one that is missing.
 */

const root = join(import.meta.dirname, "../..");
const plan = readFileSync(join(root, "examples/consolidated.ocsedge"), "utf8");
const scaled = readFileSync(join(root, "examples/scaled-single-site.ocsedge"), "utf8");
const [oneComputer, scaledOut] = ["old", "new"].map((name) =>
	readFileSync(join(root, "test/reports/diff/scaled", `${name}.ocsedge`), "utf8"),
);

/** The topology with other words; every pair of them has to be found in it. */
function changed(topology: string, ...words: readonly (readonly [string | RegExp, string])[]): string {
	return words.reduce((text, [from, to]) => {
		const after = text.replaceAll(from, to);
		expect(after, `nothing reads ${from}`).not.toBe(text);
		return after;
	}, topology);
}

/** The restarts in their order, as in "switch: restart access-edge on edge1". */
function restarts(before: string, after: string): readonly string[] {
	const [old, next] = [requirementsOf(before), requirementsOf(after)];
	return changePlan(old, next, changesBetween(old, next), catalogue)
		.steps.filter((step): step is RestartStep => step.does === "restart")
		.map(
			({ phase, first, roles, on }) => `${phase}: ${first === true ? "start" : "restart"} ${roles.join(", ")} on ${on}`,
		);
}

/** The restarts inside, as in "switch: pool1, entries and Web Conferencing Servers". */
function restartsInside(before: string, after: string): readonly string[] {
	const [old, next] = [requirementsOf(before), requirementsOf(after)];
	return changePlan(old, next, changesBetween(old, next), catalogue)
		.steps.filter((step): step is InternalRestartStep => step.does === "restart-internal")
		.map(({ phase, on, entries, conferencing }) => {
			const what = [...(entries ? ["entries"] : []), ...(conferencing ? ["Web Conferencing Servers"] : [])];
			return `${phase}: ${on}, ${what.join(" and ")}`;
		});
}

const withoutAv = changed(plan, [/ {2}av-edge \{[^}]*\}\n/g, ""]);
const withoutWeb = changed(plan, [/ {2}web-conferencing-edge \{[^}]*\}\n/g, ""]);

describe("services start again", () => {
	it("all of them when the internal interface has another address, because all listen there", () => {
		expect(restarts(plan, changed(plan, ["10.45.16.10", "10.45.16.15"]))).toEqual([
			"switch: restart access-edge, web-conferencing-edge, av-edge on edge1",
		]);
	});

	it("all of them when the internal interface gets another certificate, because all present it", () => {
		expect(restarts(plan, changed(plan, ["edge1.contoso.net", "edge8.contoso.net"]))).toEqual([
			"switch: restart access-edge, web-conferencing-edge, av-edge on edge1",
		]);
	});

	it("only the one whose external certificate has another name", () => {
		expect(restarts(plan, changed(plan, ["webconf.contoso.com", "meet.contoso.com"]))).toEqual([
			"switch: restart web-conferencing-edge on edge1",
		]);
	});

	it("only the Access Edge when its certificate has to name one more SIP domain", () => {
		expect(
			restarts(plan, changed(plan, ["sip-domain           contoso.com", "sip-domain contoso.com, fabrikam.net"])),
		).toEqual(["switch: restart access-edge on edge1"]);
	});

	it("on each member of an array those that it has, when the name in their internal certificate changes", () => {
		expect(restarts(scaled, changed(scaled, ["media.northwindtraders.net", "av.northwindtraders.net"]))).toEqual([
			"switch: restart av-edge on av1",
			"switch: restart av-edge on av2",
		]);
	});

	it("only the one whose external address is another", () => {
		expect(restarts(plan, changed(plan, ["131.107.155.12", "131.107.155.22"]))).toEqual([
			"switch: restart av-edge on edge1",
		]);
	});

	it("the Access Edge when its next hop is another, and once more when the earlier name is off its list", () => {
		expect(restarts(plan, changed(plan, ["dir1.contoso.net", "dir2.contoso.net"]))).toEqual([
			"switch: restart access-edge on edge1",
			"remove: restart access-edge on edge1",
		]);
	});

	it("the Access Edge of every member when a provider or a partner is let in, or is let in no more", () => {
		const more = changed(scaled, [/provider( +)msn, aol/g, "provider$1msn, aol, yahoo"]);
		expect(restarts(scaled, more)).toEqual([
			"switch: restart access-edge on edge1",
			"switch: restart access-edge on edge2",
		]);
		expect(restarts(more, scaled)).toEqual([
			"remove: restart access-edge on edge1",
			"remove: restart access-edge on edge2",
		]);
	});

	it("none of the edge when the reverse proxy gets another certificate", () => {
		expect(restarts(plan, changed(plan, ["ocsweb.contoso.com", "web.contoso.com"]))).toEqual([]);
	});

	it("none when nothing changes that they read as they start", () => {
		expect(restarts(plan, changed(plan, ["crl-distribution-point", "// crl-distribution-point"]))).toEqual([]);
		expect(restarts(plan, changed(plan, ["expires                2009-06-30", "expires 2010-06-30"]))).toEqual([]);
	});
});

describe("a service that is new on a computer", () => {
	it("is started for the first time, while the others go on", () => {
		expect(restarts(withoutAv, plan)).toEqual(["add: start av-edge on edge1"]);
	});

	it("is started once with others that are new", () => {
		const onlyAccess = changed(withoutAv, [/ {2}web-conferencing-edge \{[^}]*\}\n/g, ""]);
		expect(restarts(onlyAccess, plan)).toEqual(["add: start web-conferencing-edge, av-edge on edge1"]);
	});

	it("is not restarted as well when the computer changes in the same step", () => {
		const moved = changed(plan, ["10.45.16.10", "10.45.16.15"]);
		expect(restarts(withoutAv, moved)).toEqual([
			"add: start av-edge on edge1",
			"switch: restart access-edge, web-conferencing-edge on edge1",
		]);
	});

	it("waits for the switch when it takes the address of another element, and only it waits", () => {
		expect(restarts(scaledOut ?? "", oneComputer ?? "")).toEqual([
			"switch: start av-edge on edge1",
			"switch: restart access-edge, web-conferencing-edge on edge1",
		]);
	});
});

describe("no service starts again", () => {
	it("on a computer that it leaves", () => {
		expect(restarts(plan, withoutAv)).toEqual([]);
		const moved = changed(withoutWeb, ["10.45.16.10", "10.45.16.15"]);
		expect(restarts(plan, moved)).toEqual(["switch: restart access-edge, av-edge on edge1"]);
	});

	it("on a computer that is new: its own task starts it", () => {
		const server = plan.slice(plan.indexOf("edge-server edge1"), plan.indexOf("reverse-proxy isa1"));
		const second = changed(
			server,
			["edge1", "edge2"],
			["131.107.155.1", "131.107.155.4"],
			["10.45.16.10", "10.45.16.40"],
		);
		expect(restarts(plan, `${plan}\n${second}`).filter((step) => step.includes("edge2"))).toEqual([]);
		expect(restarts(plan, changed(plan, ["edge1", "edge9"]))).toEqual([]);
	});
});

describe("services inside start again", () => {
	it("the Web Conferencing Servers when their edge has another address inside", () => {
		expect(restartsInside(plan, changed(plan, ["10.45.16.10", "10.45.16.15"]))).toEqual([
			"switch: ocs1, Web Conferencing Servers",
		]);
	});

	it("when an edge is entered in the pool, and when an entry is taken out", () => {
		const other = changed(plan, ["webconf.contoso.com", "meet.contoso.com"]);
		expect(restartsInside(plan, other)).toEqual([
			"switch: ocs1, entries and Web Conferencing Servers",
			"remove: ocs1, entries and Web Conferencing Servers",
		]);
	});

	it("without the Web Conferencing Servers when only the web farm has another external name", () => {
		const other = changed(plan, ["ocsweb.contoso.com", "web.contoso.com"]);
		expect(restartsInside(plan, other)).toEqual(["switch: ocs1, entries"]);
	});

	it("none when nothing alters that they know of the edge", () => {
		expect(restartsInside(plan, changed(plan, ["expires                2009-06-30", "expires 2010-06-30"]))).toEqual(
			[],
		);
		expect(restartsInside(plan, changed(plan, ["131.107.155.10", "131.107.155.20"]))).toEqual([]);
	});
});
