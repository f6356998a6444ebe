import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changed, changeOf, type RenderedChange } from "./change-runbook-support.js";

/*
 * What refers to something by its name goes with the name: the federation routes of single servers, and SRV records.
 */

const example = (name: string) => readFileSync(join(import.meta.dirname, `../../examples/${name}.ocsedge`), "utf8");
const [consolidated, single, multiple] = [example("consolidated"), example("single-site"), example("multiple-site")];

describe("a federation route of a server's own", () => {
	const routeSteps = ({ steps }: RenderedChange) => steps.filter(({ words }) => /federation route:/.test(words));

	it.each([
		["an edge server", consolidated, "edge1.contoso.net", "edgex.contoso.net", "dir1"],
		["an edge server", single, "edge1.fabrikam.net", "edgex.fabrikam.net", "dir1"],
		["an array inside", multiple, "sea-access.wwimporters.net", "sea-acc.wwimporters.net", "directors"],
	])("follows the name of %s, and its services take it up before the tests", (_, topology, before, after, server) => {
		const change = changeOf(topology, changed(topology, [before.replaceAll(".", "\\."), after]));
		const [step, other] = routeSteps(change);
		expect(other).toBeUndefined();
		expect(step?.number).toMatch(/^2\./);
		expect(step?.words).toContain(
			`On \`${server}\`: alter federation route: from \`${before}, port 5061\` to \`${after}, port 5061\``,
		);
		expect(step?.words).toContain("overrides the route of the forest");
		expect(step?.words).toContain("Undo: Set the earlier value again");
		const place = (pattern: RegExp) => change.steps.findIndex(({ words }) => pattern.test(words));
		const places = [
			place(/alter federation route/),
			place(new RegExp(`which services of \`${server}\` .*take the new values`)),
			place(/Sign in with Office Communicator/),
			place(new RegExp(`remove from \\*Trusted edge servers.*${before}`)),
		];
		expect(places).not.toContain(-1);
		expect(places).toEqual(places.toSorted((a, b) => a - b));
		expect(change.interrupted).toContain(`On \`${server}\`: federation route is altered in its place`);
		expect(change.page("00-changes.md")).toContain(after);
	});

	it("follows the name also where the file states none and the forest's leads to the Director", () => {
		const unstated = changed(single, ["federation-route +edge1", ""]);
		const [step] = routeSteps(changeOf(unstated, changed(unstated, ["edge1\\.fabrikam\\.net", "edgex.fabrikam.net"])));
		expect(step?.words).toContain("On `dir1`: alter federation route: from `edge1.fabrikam.net, port 5061`");
	});

	it("follows the internal port of the Access Edge", () => {
		const change = changeOf(
			consolidated,
			changed(consolidated, ["access-edge \\{", "access-edge {\n    internal-port 5071"]),
		);
		expect(routeSteps(change)[0]?.words).toContain("to `edge1.contoso.net, port 5071`");
	});

	it("is not touched on a server that goes by the route of the forest", () => {
		const change = changeOf(single, changed(single, ["dir1\\.fabrikam\\.net", "dirx.fabrikam.net"]));
		expect(routeSteps(change)).toEqual([]);
	});
});

describe("an SRV record", () => {
	const another = (topology: string) => changed(topology, ["sip-domain +", "sip-domain b.example, "]);
	const placesIn = ({ steps }: RenderedChange, type: "A" | "SRV", does: "Add" | "Delete") =>
		steps.flatMap(({ words }, place) =>
			new RegExp(`${does} \\*\\*[^*]+\\*\\*, the external ${type} record \`[^\`]*b\\.example\``).test(words)
				? [place]
				: [],
		);

	it.each([
		["consolidated", consolidated],
		["single-site", single],
		["multiple-site", multiple],
	])("is added after the A record that it points at, and deleted before it: %s", (_, topology) => {
		const added = changeOf(topology, another(topology));
		const [hosts, services] = [placesIn(added, "A", "Add"), placesIn(added, "SRV", "Add")];
		expect(hosts).not.toEqual([]);
		expect(services).not.toEqual([]);
		expect(Math.max(...hosts)).toBeLessThan(Math.min(...services));
		const removed = changeOf(another(topology), topology);
		const [oldHosts, oldServices] = [placesIn(removed, "A", "Delete"), placesIn(removed, "SRV", "Delete")];
		expect(oldHosts).toHaveLength(hosts.length);
		expect(Math.max(...oldServices)).toBeLessThan(Math.min(...oldHosts));
	});
});
