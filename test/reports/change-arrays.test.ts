import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changePlan } from "../../language-server/reports/runbook/change/change-plan.js";
import { renderChangeRunbook } from "../../language-server/reports/runbook/index.js";
import { BALANCED_MEMBER } from "../../language-server/requirements/balancing.js";
import { changesBetween } from "../../language-server/requirements/changes.js";
import { deriveRequirements } from "../../language-server/requirements/derive.js";
import type { Requirements } from "../../language-server/requirements/requirements.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { catalogue, deploymentIn } from "../requirements/support.js";
import { analyse } from "../support/topology.js";

/* What a change of a member of an edge array, or of its balancer, means for firewalls, balancers and tests. */

const base = readFileSync(join("examples", "scaled-single-site.ocsedge"), "utf8");
const practices = bestPracticesOf(analyse(base).analysis, []);

function stateOf(text: string) {
	const deployment = deploymentIn(text);
	return { deployment, requirements: deriveRequirements(deployment, catalogue) };
}

function changeTo(text: string, from: string = base) {
	const judged = { catalogue, findings: [], accepted: [], practices, draft: false };
	const { pages, artefacts } = renderChangeRunbook({
		...stateOf(text),
		...judged,
		before: { ...stateOf(from), source: "old.ocsedge" },
	});
	const page = (name: string) => pages.find(({ path }) => path.endsWith(name))?.content ?? "";
	const file = (path: string): readonly Readonly<Record<string, string>>[] =>
		parse(artefacts.find((one) => one.path === path)?.content ?? "", { columns: true, bom: true });
	return {
		overview: page("00-changes.md"),
		add: page("01-add.md"),
		toSwitch: page("02-switch.md"),
		remove: page("03-remove.md"),
		file,
	};
}

/** The step in which some words stand, with its check and undo. */
function stepWith(page: string, words: string): string {
	return page.split(/^- \[ \] /m).find((step) => step.includes(words)) ?? "";
}

const replaced = (from: string, to: string) => base.replaceAll(new RegExp(`${from}\\b`, "g"), to);

/** The same with a third member of the array. */
const withThird = (() => {
	const server = /^edge-server edge2[\s\S]*?^}\n/m.exec(base)?.[0] ?? "";
	const added = server
		.replaceAll("edge2", "edge3")
		.replaceAll("10.30.16.12", "10.30.16.15")
		.replaceAll("131.107.80.13", "131.107.80.33")
		.replaceAll("131.107.80.14", "131.107.80.34");
	return base.replace(server, `${server}\n${added}`).replace(/(members +edge1, edge2)$/m, "$1, edge3");
})();

/** The text with other words in place of some, all at once. */
function exchanged(text: string, words: ReadonlyMap<string, string>): string {
	return text.replaceAll(/(?<![\w.])(?:edge\d|\d+(?:\.\d+){3})(?![\w]|\.\d)/g, (word) => words.get(word) ?? word);
}

describe("another address of a member behind a balancer that translates destinations only", () => {
	const change = changeTo(replaced("131.107.80.11", "131.107.80.41"));

	it("is let out beside the virtual address before the switch, and the old one removed after it", () => {
		expect(stepWith(change.add, "**F-03**")).toContain(
			"and also from edge1 (131.107.80.41), edge2 (131.107.80.13) to any",
		);
		expect(stepWith(change.remove, "**F-03**")).toContain("and also from edge1 (131.107.80.11), edge2 (131.107.80.13)");
		expect(change.file("firewall/changes.csv").filter(({ Row }) => Row === "F-03")).toMatchObject([
			{ Part: "1", Action: "add", "Also from": "131.107.80.41, 131.107.80.13", "Port side": "destination" },
			{ Part: "3", Action: "remove", "Also from": "131.107.80.11, 131.107.80.13" },
		]);
	});

	it("comes onto the balancer when the member answers there, and the old one goes at the end", () => {
		const step = stepWith(change.toSwitch, "**L-01** and **L-02**");
		expect(step).toContain("add the new address of the member `edge1`: `131.107.80.41`");
		expect(step).toContain("  - Undo: ");
		expect(change.toSwitch.indexOf(step)).toBeGreaterThan(
			change.toSwitch.indexOf("restart *Office Communications Server"),
		);
		expect(stepWith(change.remove, "**L-01** and **L-02**")).toContain(
			"remove the earlier address of the member `edge1`: `131.107.80.11`",
		);
		expect(change.remove.indexOf("**L-01**")).toBeLessThan(
			change.remove.indexOf("remove the address `131.107.80.11/26`"),
		);
		expect(change.overview).toMatch(/^\| Load balancer team \|.*L-01, L-02/m);
		expect(change.file("load-balancers/changes.csv")).toMatchObject([
			{ Part: "2", Action: "add", Row: "L-01, L-02", "Load balancer": "edge-balancer", "Value after": "131.107.80.41" },
			{ Part: "3", Action: "remove", Row: "L-01, L-02", Array: "access", "Value before": "131.107.80.11" },
		]);
	});

	it("is tested through each member alone, which is told as an interruption", () => {
		expect(change.toSwitch).toContain("### Test: each member of `access` alone");
		expect(change.toSwitch).not.toContain("each member of `media` alone");
		expect(change.toSwitch).toContain("so that only `edge1` serves the array");
		expect(change.toSwitch).toContain("so that only `edge2` serves the array");
		expect(change.overview).toContain("For the tests of each member of `access` alone");
	});
});

describe("other changes around an array", () => {
	it("another next hop is reached from the addresses of the members as well", () => {
		const { add, file } = changeTo(replaced("192\\.168\\.30\\.20", "192.168.30.60"));
		expect(stepWith(add, "**F-27**")).toContain("also from edge1 (10.30.16.11), edge2 (10.30.16.12) to directors");
		expect(file("firewall/changes.csv").find(({ Row }) => Row === "F-27")).toMatchObject({
			"Also from": "10.30.16.11, 10.30.16.12",
		});
	});

	it("a balancer that translates senders as well spares the firewall the members", () => {
		const { overview } = changeTo(base.replaceAll("translation dnat", "translation snat"));
		expect(overview).toMatch(/^\| F-03 \| alter \|.*also from `edge1 \(131\.107\.80\.11\).*also from `none`/m);
		expect(overview).toMatch(/^\| F-27 \| alter \|/m);
	});

	it("a new member is let out by the firewalls before users are sent to it", () => {
		const change = changeTo(withThird);
		expect(stepWith(change.add, "**F-03**")).toContain("edge3 (131.107.80.33)");
		expect(change.add).not.toContain("add the member `edge3`");
		const step = stepWith(change.toSwitch, "add the member `edge3`");
		expect(step).toContain(
			"`131.107.80.33` behind the external virtual address of the Access Edge (**L-01** and **L-02**)",
		);
		expect(step).toContain("`10.30.16.15` behind the internal virtual address of the Access Edge");
	});
});

describe("members that swap addresses or get other names", () => {
	const swapped = new Map([
		["131.107.80.11", "131.107.80.13"],
		["131.107.80.13", "131.107.80.11"],
	]);
	const renamed = new Map([["edge1", "edgex"]]);

	it("keep their addresses on the balancer, in one step, and are out of service meanwhile", () => {
		const change = changeTo(exchanged(base, swapped));
		const keep = stepWith(change.toSwitch, "keep these addresses");
		expect(keep).toContain(
			"`131.107.80.13` behind the external virtual address of the Access Edge (**L-01** and **L-02**)",
		);
		expect(keep).toContain("is `edge1` now, and was `edge2`");
		expect(change.remove).not.toContain("load balancer");
		expect(change.toSwitch.indexOf("take `edge2` and `edge1` out of service")).toBeLessThan(
			change.toSwitch.indexOf("Addresses that move"),
		);
		expect(change.toSwitch.indexOf("### Test: ")).toBeGreaterThan(change.toSwitch.indexOf(keep));
		expect(change.overview).toContain("no member serves the array until the addresses have moved");
		expect(change.file("load-balancers/changes.csv").map(({ Action }) => Action)).toEqual(["keep", "keep"]);
	});

	it("are not removed from the balancer under the earlier name", () => {
		const change = changeTo(exchanged(base, renamed));
		expect(stepWith(change.toSwitch, "keep these addresses")).toContain("is `edgex` now, and was `edge1`");
		expect(change.toSwitch).not.toContain("add the member");
		expect(change.remove).not.toContain("remove the member");
	});

	it.each([
		["swapped", swapped],
		["renamed", renamed],
	])("%s, they leave a rule alone that is typed the same under the same number", (_, words) => {
		const { overview, add, remove, file } = changeTo(exchanged(base, words));
		for (const row of ["F-03", "F-27"]) {
			expect(overview).not.toContain(`the same rule as ${row}**`);
			expect(stepWith(add, `rule of **${row}**`)).toBe("");
			expect(stepWith(remove, `rule of **${row}**`)).toBe("");
			expect(file("firewall/changes.csv").filter(({ Row }) => Row === row)).toEqual([]);
		}
	});

	it("never take an address from the balancer that some member has afterwards, nor leave an array empty", () => {
		const addresses = ["11", "13", "33", "41", "43", "45"].map((end) => `131.107.80.${end}`);
		const inside = ["11", "12", "15", "51", "52"].map((end) => `10.30.16.${end}`);
		const names = ["edge1", "edge2", "edge3", "edge7", "edge8"];
		const variant = fc
			.tuple(...[names, addresses, inside].map((pool) => fc.shuffledSubarray(pool, { minLength: 3, maxLength: 3 })))
			.map(
				(taken) =>
					new Map(
						[names, addresses, inside].flatMap((pool, i) =>
							(taken[i] ?? []).map((one, at) => [pool[at] ?? "", one] as const),
						),
					),
			);
		fc.assert(
			fc.property(variant, variant, (one, other) => {
				const [oldText, newText] = [exchanged(withThird, one), exchanged(withThird, other)];
				const [before, after] = [stateOf(oldText).requirements, stateOf(newText).requirements];
				const goal = membersOf(after);

				// What the balancer team feeds into its tools.
				const setUp = membersOf(before);
				for (const line of changeTo(newText, oldText).file("load-balancers/changes.csv")) {
					const members = setUp.get(line["Virtual address"] ?? "");
					if (members === undefined || !line["Value of"]?.startsWith("address of")) {
						continue;
					}
					const [old = "", next = ""] = [line["Value before"], line["Value after"]];
					if (line.Action === "add") {
						expect([next, members.has(next)]).toEqual([next, false]);
						members.add(next);
					} else {
						expect([old, members.has(old)]).toEqual([old, true]);
					}
					if (line.Action === "remove") {
						members.delete(old);
					}
					expect(members.size).toBeGreaterThan(0);
				}
				expect(setUp).toEqual(goal);

				// Who is sent connections when the steps are done.
				const serving = membersOf(before);
				for (const step of changePlan(before, after, changesBetween(before, after), catalogue).steps) {
					if (step.does === "members") {
						for (const { item } of step.kept) {
							const members = serving.get(item.part ?? "");
							members?.[step.what === "drain" ? "delete" : "add"](item.value ?? "");
						}
					}
					for (const operation of step.operations) {
						if (
							operation.kind === "settings" &&
							operation.does !== "alter" &&
							operation.item.field === BALANCED_MEMBER &&
							step.does === "entry"
						) {
							const { part = "", value = "" } = operation.item;
							serving.get(part)?.[operation.does === "add" ? "add" : "delete"](value);
						}
					}
					for (const address of "idle" in step ? (step.idle ?? []) : []) {
						expect([address, [...goal.values()].some((members) => members.has(address))]).toEqual([address, false]);
					}
				}
				expect(serving).toEqual(goal);
			}),
			{ numRuns: 25 },
		);
	});
});

/** The addresses behind each virtual address of the array of Access Edges. */
function membersOf({ settings }: Requirements): Map<string, Set<string>> {
	const members = new Map<string, Set<string>>();
	for (const { on, field, part = "", value = "" } of settings) {
		if (on === "access" && field === BALANCED_MEMBER) {
			members.set(part, (members.get(part) ?? new Set()).add(value));
		}
	}
	return members;
}

describe("what is in force with partners and providers", () => {
	it.each([
		["a new member", base, withThird],
		["another name of a member", base, exchanged(base, new Map([["edge1", "edgex"]]))],
		["a member that goes", withThird, base],
	])("is neither arranged anew nor ended for %s", (_, from, to) => {
		const { add, toSwitch, remove } = changeTo(to, from);
		for (const words of [
			"Arrange federation",
			"Have public IM",
			"federation does not come about",
			"end what was agreed",
		]) {
			expect(add + toSwitch + remove).not.toContain(words);
		}
		expect(add).not.toContain("import the root of that authority on `edge2`");
	});

	it("stays as it is where a further partner or provider is taken back", () => {
		const one = base.replace(
			/^(\s*)partner +wingtiptoys\.com/m,
			"$1partner new.example { access-edge sip.new.example }\n$&",
		);
		expect(stepWith(changeTo(one).add, "Arrange federation with `new.example`.")).toContain(
			"Undo: Tell `new.example` that the federation does not come about.",
		);
		const without = base.replace(/provider +msn, aol/, "provider aol");
		expect(stepWith(changeTo(base, without).add, "Have public IM licensed")).toContain(
			"Undo: End what was agreed for `msn`, and nothing else",
		);
	});
});

describe("the page on which a new member is set up", () => {
	const { add } = changeTo(withThird);

	it("points at no section that it does not have", () => {
		for (const words of ["*What must be ready*", "section *Undo*", "must be ready above", "Do `edge1`"]) {
			expect(add).not.toContain(words);
		}
	});

	it("says what gateway and routes depend on, and how a role is deactivated", () => {
		expect(add).toContain("have settled the way back of answers through `edge-balancer` otherwise");
		expect(add).toContain("deactivate this server in *Computer Management*, one role after the other");
		expect(add).toContain("Certificates that the members share come from `edge1`, in task 4.");
	});
});
