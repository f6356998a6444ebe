import { describe, expect, it } from "vitest";
import {
	catalogueOf,
	defaultCatalogue,
	edgeRoleIds,
	isEdgeRoleId,
	isPoolRoleId,
	isScenarioId,
	isTaskId,
	poolRoleIds,
	productIds,
	scenarioIds,
	taskIds,
} from "../../language-server/catalog/catalogue.js";
import type { Catalogue, Evidence, FlowTemplate } from "../../language-server/catalog/types.js";

const catalogue = catalogueOf("ocs2007");

/** Everything in the catalogue that claims to be founded on something, with a name to find it by. */
function evidenceIn(value: unknown, path: string): { path: string; evidence: Evidence }[] {
	if (typeof value !== "object" || value === null) {
		return [];
	}
	const own = "evidence" in value ? [{ path, evidence: value.evidence as Evidence }] : [];
	return [...own, ...Object.entries(value).flatMap(([key, child]) => evidenceIn(child, `${path}.${key}`))];
}

const { sources: _, ...facts } = catalogue;
const allEvidence = evidenceIn(facts, "ocs2007");

function flow(id: string): FlowTemplate {
	const found = catalogue.flows.find((candidate) => candidate.id === id);
	if (!found) {
		throw new Error(`There is no flow ${id}.`);
	}
	return found;
}

/** As a row of the port table: "external inbound tcp 443". */
function rows(id: string): string[] {
	const { firewall, direction, ports } = flow(id);
	return ports.map(
		({ protocol, setting }) => `${firewall} ${direction} ${protocol} ${catalogue.portSettings[setting].default}`,
	);
}

describe("evidence", () => {
	it("stands behind every fact", () => {
		expect(allEvidence.length).toBeGreaterThan(100);
	});

	it("names only sources that the reader can look up", () => {
		const unknown = allEvidence.flatMap(({ path, evidence }) =>
			evidence.sources.filter((key) => !(key in catalogue.sources)).map((key) => `${path}: ${key}`),
		);
		expect(unknown).toEqual([]);
	});

	it("names a source unless it says that there is none", () => {
		const bare = allEvidence
			.filter(({ evidence }) => evidence.sources.length === 0)
			.filter(({ evidence }) => evidence.class !== "derived" && evidence.class !== "unsourced");
		expect(bare.map(({ path }) => path)).toEqual([]);
	});

	it("tells the reader what is derived from, or why there is no source", () => {
		const silent = allEvidence
			.filter(({ evidence }) => evidence.class === "derived" || evidence.class === "unsourced")
			.filter(({ evidence }) => !evidence.note);
		expect(silent.map(({ path }) => path)).toEqual([]);
	});

	it("tells how the sources disagree where it is disputed", () => {
		const silent = allEvidence.filter(({ evidence }) => evidence.disputed && !evidence.note);
		expect(silent.map(({ path }) => path)).toEqual([]);
	});

	it("claims no higher class than its best source can give", () => {
		const order = ["seed", "ocs2007", "ocs2007-copy", "r2", "later", "community", "derived", "unsourced"];
		const overstated = allEvidence.filter(({ evidence }) => {
			const best = Math.min(
				...evidence.sources.map((key) => order.indexOf(catalogue.sources[key]?.kind ?? "unsourced")),
			);
			return evidence.sources.length > 0 && order.indexOf(evidence.class) < best;
		});
		expect(overstated.map(({ path }) => path)).toEqual([]);
	});
});

describe("sources", () => {
	it("have a title, an address and the key that they are filed under", () => {
		for (const [key, source] of Object.entries(catalogue.sources)) {
			expect(source.key).toBe(key);
			expect(source.title, key).not.toBe("");
			expect(() => new URL(source.url), key).not.toThrow();
		}
	});
});

describe("tables", () => {
	it.each([
		"roles",
		"scenarios",
		"topologies",
		"portSettings",
		"certificateSlots",
		"dnsRecords",
		"trust",
	] as const satisfies readonly (keyof Catalogue)[])("%s are filed under their own ids", (table) => {
		for (const [key, fact] of Object.entries(catalogue[table])) {
			expect(fact.id).toBe(key);
		}
	});

	it("give the words that a topology file may use", () => {
		expect(productIds).toEqual(["ocs2007"]);
		expect(defaultCatalogue).toBe(catalogue);
		expect(edgeRoleIds).toEqual(["access-edge", "web-conferencing-edge", "av-edge"]);
		expect(poolRoleIds).toEqual(["front-end", "web-conferencing", "av-conferencing", "web-components"]);
		expect(scenarioIds).toHaveLength(12);
		expect(isScenarioId("federation")).toBe(true);
		expect(isScenarioId("file-transfer")).toBe(false);
		expect(isScenarioId("toString")).toBe(false);
		expect(isEdgeRoleId("av-edge") && !isEdgeRoleId("director")).toBe(true);
		expect(isPoolRoleId("front-end") && !isPoolRoleId("director")).toBe(true);
		expect(isTaskId("validate") && !isTaskId("internal-deployment")).toBe(true);
	});
});

describe("the reference table of servers", () => {
	it.each([
		["access-edge", "Access Edge Server", "SIP", ["pool", "director"]],
		["web-conferencing-edge", "Web Conferencing Edge Server", "PSOM", ["web-conferencing"]],
		["av-edge", "A/V Edge Server", "RTP/RTCP and STUN", ["av-conferencing"]],
		["reverse-proxy", "Reverse proxy", "HTTP(S)", ["web-components"]],
	] as const)("%s: %s speaks %s", (id, title, protocol, counterparts) => {
		const role = catalogue.roles[id];
		expect(role).toMatchObject({ title, protocol, counterparts, zone: "perimeter" });
		expect(role.evidence.class).toBe("seed");
	});

	it("has an Access Edge in every scenario of signalling", () => {
		expect(catalogue.roles["access-edge"].supports).toEqual(
			scenarioIds.filter((id) => catalogue.scenarios[id].requires.includes("access-edge")),
		);
	});

	it("lists each role as supporting whatever cannot do without it", () => {
		for (const scenario of Object.values(catalogue.scenarios)) {
			for (const role of scenario.requires) {
				// Meeting content is fetched through the proxy, in a meeting that the Web Conferencing Edge carries.
				if (scenario.id === "meeting-content" && role === "web-conferencing-edge") {
					continue;
				}
				expect(catalogue.roles[role].supports, `${role} for ${scenario.id}`).toContain(scenario.id);
			}
		}
	});

	it("tells a tester how to see that each scenario works", () => {
		for (const scenario of Object.values(catalogue.scenarios)) {
			expect(scenario.validation.length, scenario.id).toBeGreaterThan(0);
		}
	});

	it("knows the four Windows services, the authentication service behind the media relay", () => {
		const services = edgeRoleIds.flatMap((id) => catalogue.roles[id].services);
		expect(services.map((service) => service.serviceName)).toEqual([
			"RtcSrv",
			"RTCDATAPROXY",
			"RTCMEDIARELAY",
			"RTCMRAUTH",
		]);
		expect(services.at(-1)?.dependsOn).toEqual(["Office Communications Server Audio/Video Edge"]);
	});
});

describe("the port table", () => {
	it("has twelve flows on the external and seven on the internal firewall", () => {
		const ids = (firewall: string) => catalogue.flows.filter((f) => f.firewall === firewall).map((f) => f.id);
		expect(ids("external")).toEqual(Array.from({ length: 12 }, (_, i) => `E${i + 1}`));
		expect(ids("internal")).toEqual(Array.from({ length: 7 }, (_, i) => `I${i + 1}`));
	});

	it.each([
		["E1", ["external inbound tcp 443"]],
		["E2", ["external inbound tcp 5061"]],
		["E3", ["external outbound tcp 5061"]],
		["E4", ["external outbound tcp 80"]],
		["E5", ["external outbound udp 53", "external outbound tcp 53"]],
		["E6", ["external inbound tcp 443"]],
		["E7", ["external inbound udp 3478"]],
		["E8", ["external inbound tcp 443"]],
		["E9", ["external both udp 50000-59999"]],
		["E10", ["external both tcp 50000-59999"]],
		["E11", ["external outbound udp 3478", "external outbound tcp 443"]],
		["E12", ["external inbound tcp 443"]],
		["I1", ["internal outbound tcp 5061"]],
		["I2", ["internal inbound tcp 5061"]],
		["I3", ["internal outbound tcp 8057"]],
		["I4", ["internal outbound tcp 5062"]],
		["I5", ["internal outbound udp 3478"]],
		["I6", ["internal outbound tcp 443"]],
		["I7", ["internal inbound tcp 443"]],
	])("%s is %j", (id, expected) => {
		expect(rows(id)).toEqual(expected);
	});

	it.each([
		["access-edge", ["E1", "E2", "E3", "E4", "E5", "I1", "I2"]],
		["web-conferencing-edge", ["E6", "I3"]],
		["av-edge", ["E7", "E8", "E9", "E10", "E11", "I4", "I5", "I6"]],
		["reverse-proxy", ["E12", "I7"]],
	])("%s has the flows %j", (role, expected) => {
		expect(catalogue.flows.filter((f) => f.role === role).map((f) => f.id)).toEqual(expected);
	});

	it("opens the federation port only for partners and IM providers", () => {
		for (const id of ["E2", "E3", "E5"]) {
			expect(flow(id).neededForAny).toEqual(["federation", "public-im"]);
		}
	});

	it("asks for media towards partner edges only when there is federation", () => {
		expect(flow("E11").neededForAll).toEqual(["federation"]);
		expect(catalogue.flows.filter((f) => f.neededForAll.length > 0).map((f) => f.id)).toEqual(["E11"]);
	});

	it("asks for SIP between edge and next hop whenever the Access Edge is needed", () => {
		const signalling = scenarioIds.filter((id) => catalogue.scenarios[id].requires.includes("access-edge"));
		for (const id of ["E4", "I1", "I2"]) {
			expect(flow(id).neededForAny).toEqual(signalling);
		}
	});

	it("never opens the media range on the internal firewall", () => {
		const internal = catalogue.flows.filter((f) => f.firewall === "internal");
		expect(internal.flatMap((f) => f.ports).map((port) => port.setting)).not.toContain("av-media-range");
	});

	it("opens the media range, PSOM from inside, DNS and revocation lists to each member of an array, not to its virtual address", () => {
		for (const id of ["E4", "E5", "E9", "E10", "I3"]) {
			expect(flow(id).balanced, id).toEqual({ virtualAddress: false, members: true });
		}
	});

	it("opens STUN to the virtual address and to each member", () => {
		for (const id of ["E7", "E8", "I5", "I6"]) {
			expect(flow(id).balanced, id).toEqual({ virtualAddress: true, members: true });
		}
	});

	it("opens signalling to the virtual address of an array only", () => {
		for (const id of ["E1", "E2", "E3", "E6", "I1", "I2", "I4"]) {
			expect(flow(id).balanced, id).toEqual({ virtualAddress: true, members: false });
		}
	});
});

describe("certificates", () => {
	it("always have server authentication", () => {
		for (const slot of Object.values(catalogue.certificateSlots)) {
			expect(slot.usages, slot.id).toContain("server");
		}
	});

	it("name a component of the certificate wizard only where its label is documented", () => {
		const labelled = Object.values(catalogue.certificateSlots).filter((slot) => slot.wizardComponent);
		expect(labelled.map((slot) => [slot.id, slot.wizardComponent])).toEqual([
			["av-authentication", "A/V Authentication Certificate"],
		]);
	});
});

describe("DNS records", () => {
	it("have a port exactly when they are SRV records", () => {
		for (const record of Object.values(catalogue.dnsRecords)) {
			const hasPort = record.port !== undefined || record.fixedPort !== undefined;
			expect(hasPort, record.id).toBe(record.type === "SRV");
		}
	});

	it("lead partners to port 5061 and clients to port 443", () => {
		const port = (id: "federation-srv" | "sip-tls-srv") => {
			const setting = catalogue.dnsRecords[id].port;
			return setting && catalogue.portSettings[setting].default;
		};
		expect(port("federation-srv")).toBe("5061");
		expect(port("sip-tls-srv")).toBe("443");
	});
});

describe("the seven tasks", () => {
	it("are in the order and under the titles of the reference architecture", () => {
		expect(catalogue.tasks.map((task) => `${task.number}. ${task.title}`)).toEqual([
			"1. Publish (Reverse Proxy) the Address Book Web Components to the Internet",
			"2. Install the Edge Server roles",
			"3. Configure the Edge Server roles",
			"4. Configure certificates",
			"5. Start services",
			"6. Connect your internal servers with your edge servers",
			"7. Validate your edge configuration",
		]);
		expect(new Set(taskIds).size).toBe(7);
	});

	it("each say who does them, what must be ready, how to verify them and how to go back", () => {
		for (const task of catalogue.tasks) {
			expect(task.who, task.id).not.toBe("");
			expect(task.permissions.text, task.id).not.toBe("");
			expect(task.prerequisites.length, task.id).toBeGreaterThan(0);
			expect(task.verify.length, task.id).toBeGreaterThan(0);
			expect(task.undo.length, task.id).toBeGreaterThan(0);
		}
	});

	it("wait for earlier tasks only, so that they can be done in their order", () => {
		const numbers = new Map(catalogue.tasks.map((task) => [task.id, task.number]));
		for (const task of catalogue.tasks) {
			for (const { task: earlier } of task.after) {
				expect(numbers.get(earlier), `${earlier} before ${task.id}`).toBeLessThan(task.number);
			}
		}
	});

	it("print no activation command for edge servers, because none is documented", () => {
		expect(JSON.stringify(catalogue.tasks)).not.toMatch(/Action:Activate/);
	});

	it("print LCSCmd commands only with the remark that they are documented for R2", () => {
		const steps = catalogue.tasks.flatMap((task) => [...task.verify, ...task.undo, ...task.prerequisites]);
		const commands = steps.filter((step) => step.text.includes("LCSCmd"));
		expect(commands.length).toBeGreaterThan(0);
		for (const command of commands) {
			expect(command.evidence.class).toBe("r2");
			expect(command.evidence.note).toMatch(/R2/);
		}
	});
});

describe("published paths", () => {
	it("are the three directories of the Web Components", () => {
		expect(catalogue.publishedPaths.map((path) => [path.scenario, path.directory, path.rulePath])).toEqual([
			["address-book", "/ABS/ext", "/ABS/ext/*"],
			["group-expansion", "/GroupExpansion/ext/service.asmx", "/GroupExpansion/ext/*"],
			["meeting-content", "/etc/place/null", "/etc/place/null/*"],
		]);
	});
});

describe("guidelines", () => {
	it("are the three of the reference architecture", () => {
		expect(catalogue.guidelines).toHaveLength(3);
		for (const guideline of catalogue.guidelines) {
			expect(guideline.evidence.sources).toContain("HMC-EDGE");
		}
	});
});
