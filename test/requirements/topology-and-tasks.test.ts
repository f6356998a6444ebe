import { describe, expect, it } from "vitest";
import { requirementsOf, reverseProxy, singleSite, singleSiteEdge, usualScenarios } from "./support.js";

const access = "access-edge { } web-conferencing-edge { }";
const media = "av-edge { }";
const topologyOf = (edge: string) => requirementsOf(singleSite(["remote-access"], { edge })).topology;
const servers = (count: number, roles: string, site = "") =>
	Array.from({ length: count }, (_, i) => {
		const name = `s${i}-${roles.length}-${site.slice(3)}`;
		return `edge-server ${name} ${site} { ${roles} }`;
	}).join("\n");

describe("the documented topology", () => {
	it("is consolidated: all roles on one computer", () => {
		expect(topologyOf(servers(1, `${access} ${media}`))).toBe("consolidated");
	});

	it("is single-site: the A/V Edge on a computer of its own", () => {
		expect(topologyOf(singleSiteEdge)).toBe("single-site");
	});

	it("is scaled: two or more of both", () => {
		expect(topologyOf(servers(2, access) + servers(3, media))).toBe("scaled-single-site");
	});

	const remoteSite = "site branch { remote } site head { primary }\n";
	const scaled = servers(2, access, "in head") + servers(2, media, "in head");

	it("is multiple-site: a scaled primary site, and dedicated computers at each remote one", () => {
		const edge = `${remoteSite}${scaled}${servers(1, "web-conferencing-edge { }", "in branch")}${servers(1, media, "in branch")}`;
		expect(topologyOf(edge)).toBe("multiple-site");
	});

	it.each([
		{ what: "no edge server", edge: "" },
		{ what: "an Access Edge alone", edge: servers(1, "access-edge { }") },
		{ what: "Access Edge and A/V Edge together", edge: servers(1, `access-edge { } ${media}`) },
		{ what: "two consolidated computers", edge: servers(2, `${access} ${media}`) },
		{ what: "a computer without a role", edge: `${singleSiteEdge} edge-server spare { }` },
		{ what: "an Access Edge at a remote site", edge: `${remoteSite}${scaled}${servers(1, access, "in branch")}` },
		{
			what: "a remote site whose roles share a computer",
			edge: `${remoteSite}${scaled}${servers(1, `web-conferencing-edge { }`, "in branch")}${servers(1, media, "in branch")}edge-server extra in branch { web-conferencing-edge { } ${media} }`,
		},
		{
			what: "a primary site that is not scaled, with a remote one",
			edge: `${remoteSite}${servers(1, access, "in head")}${servers(1, media, "in head")}${servers(1, "web-conferencing-edge { }", "in branch")}${servers(1, media, "in branch")}`,
		},
		{
			what: "a remote site without an A/V Edge",
			edge: `${remoteSite}${scaled}${servers(1, "web-conferencing-edge { }", "in branch")}`,
		},
	])("is none: $what", ({ edge }) => {
		expect(topologyOf(edge)).toBeUndefined();
	});
});

describe("the perimeter roles that the scenarios cannot do without", () => {
	it("come with the scenarios that ask for them", () => {
		const { neededRoles } = requirementsOf(singleSite(["address-book", "web-conferencing", "remote-access"]));
		expect(Object.fromEntries(neededRoles)).toEqual({
			"access-edge": ["remote-access", "web-conferencing"],
			"web-conferencing-edge": ["web-conferencing"],
			"reverse-proxy": ["web-conferencing", "address-book"],
		});
	});
});

describe("the seven tasks", () => {
	const tasksOf = (text: string) =>
		requirementsOf(text).tasks.map(({ number, servers: on, needed }) => `${number} ${needed ? on.join(" ") : "-"}`);

	it("come in their order, each with the servers concerned", () => {
		expect(tasksOf(singleSite())).toEqual([
			"1 isa1",
			"2 edge1 av1",
			"3 edge1 av1",
			"4 edge1 av1",
			"5 edge1 av1",
			"6 pool1 dir1",
			"7 edge1 av1 pool1 dir1",
		]);
	});

	it("do without the first when nothing is published, and say why", () => {
		const proxy = reverseProxy.replace(/publish pool1 .*/, "");
		const { tasks } = requirementsOf(singleSite(["remote-access"], { proxy }));
		expect(tasks[0]).toMatchObject({ needed: false, servers: [], because: expect.stringContaining("published") });
	});

	it("keep the first while a scenario needs it, with or without a reverse proxy", () => {
		expect(tasksOf(singleSite(["address-book"], { proxy: "" }))[0]).toBe("1 ");
		expect(tasksOf(singleSite(["remote-access"]))[0]).toBe("1 isa1");
	});

	it("have nothing to install without an edge server", () => {
		expect(tasksOf(singleSite(usualScenarios, { edge: "" }))).toEqual([
			"1 isa1",
			"2 -",
			"3 -",
			"4 -",
			"5 -",
			"6 -",
			"7 -",
		]);
	});
});
