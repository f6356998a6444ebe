import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { renderChangeRunbook } from "../../language-server/reports/runbook/index.js";
import { deriveRequirements } from "../../language-server/requirements/derive.js";
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

function changeTo(text: string) {
	const judged = { catalogue, findings: [], accepted: [], practices, draft: false };
	const { pages, artefacts } = renderChangeRunbook({
		...stateOf(text),
		...judged,
		before: { ...stateOf(base), source: "old.ocsedge" },
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
		const server = /^edge-server edge2[\s\S]*?^}\n/m.exec(base)?.[0] ?? "";
		const added = server
			.replaceAll("edge2", "edge3")
			.replaceAll("10.30.16.12", "10.30.16.15")
			.replaceAll("131.107.80.13", "131.107.80.33")
			.replaceAll("131.107.80.14", "131.107.80.34");
		const change = changeTo(
			base.replace(server, `${server}\n${added}`).replace(/(members +edge1, edge2)$/m, "$1, edge3"),
		);
		expect(stepWith(change.add, "**F-03**")).toContain("edge3 (131.107.80.33)");
		expect(change.add).not.toContain("add the member `edge3`");
		const step = stepWith(change.toSwitch, "add the member `edge3`");
		expect(step).toContain(
			"`131.107.80.33` behind the external virtual address of the Access Edge (**L-01** and **L-02**)",
		);
		expect(step).toContain("`10.30.16.15` behind the internal virtual address of the Access Edge");
	});
});
