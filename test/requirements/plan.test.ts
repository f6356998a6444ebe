import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { formatPlan } from "../../language-server/reports/plan/format-plan.js";
import { type PlanSection, planOf, planSections } from "../../language-server/reports/plan/plan.js";
import { deriveRequirements } from "../../language-server/requirements/derive.js";
import { allScenarios, catalogue, deploymentIn, internalServers, singleSite, usualScenarios } from "./support.js";

const schema: object = JSON.parse(readFileSync("docs/schemas/plan.schema.json", "utf8"));
const validate = new Ajv2020({ strict: true, allErrors: true, formats: { ipv4: /^\d+\.\d+\.\d+\.\d+$/ } }).compile(
	schema,
);

function planIn(text: string) {
	const deployment = deploymentIn(text);
	return planOf(deployment, deriveRequirements(deployment, catalogue), catalogue);
}
const jsonOf = (text: string, section?: PlanSection): unknown => JSON.parse(formatPlan(planIn(text), "json", section));

const emptyEdge = "edge-server edge1 { access-edge { } web-conferencing-edge { } av-edge { } }";
const samples = {
	"the single-site sample": singleSite(),
	"a file full of gaps": singleSite(allScenarios, { edge: emptyEdge, proxy: "reverse-proxy isa1" }),
	"an empty deployment": "deployment Nothing",
	"every scenario with a Mediation Server": singleSite(allScenarios, {
		internal: `${internalServers} mediation-server m1`,
	}),
};

describe("plan --format json", () => {
	it.each(Object.entries(samples))("keeps to its schema: %s", (_, text) => {
		expect(validate(jsonOf(text)), JSON.stringify(validate.errors)).toBe(true);
		for (const section of planSections) {
			expect(validate(jsonOf(text, section)), JSON.stringify(validate.errors)).toBe(true);
		}
	});

	it("begins with version, deployment and product", () => {
		expect(jsonOf(singleSite())).toMatchObject({
			version: 1,
			deployment: "Contoso",
			product: "ocs2007",
			topology: "single-site",
		});
	});

	it("gives every row the keys that others rely on", () => {
		const { flows, dns, certificates, trust, tasks } = planIn(singleSite());
		expect(flows[0]).toEqual({
			id: "E1",
			firewall: "external",
			direction: "inbound",
			source: "any",
			sourceAddresses: [],
			destination: "edge1",
			destinationAddresses: ["131.107.155.10"],
			address: "131.107.155.10",
			protocol: "tcp",
			ports: "443",
			purpose: "SIP/TLS, remote clients",
			role: "access-edge",
			server: "edge1",
			requiredBy: ["remote-access", "web-conferencing", "av-conferencing", "point-to-point-av"],
			confidence: "high",
			evidence: "ocs2007-copy",
			sources: expect.arrayContaining(["PEDIA-PORTS"]),
		});
		expect(dns[0]).toMatchObject({
			view: "external",
			type: "SRV",
			name: "_sipfederationtls._tcp.contoso.com",
			target: "sip.contoso.com",
			port: 5061,
		});
		expect(certificates[0]).toMatchObject({
			server: "edge1",
			slot: "access-edge-external",
			subject: "sip.contoso.com",
			sans: ["sip.fabrikam.com"],
			eku: ["server", "client"],
			issuer: "public",
		});
		expect(trust).not.toHaveLength(0);
		expect(tasks.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
	});

	it("marks what the file leaves open with null instead of leaving the key out", () => {
		const { flows, certificates } = planIn(samples["a file full of gaps"]);
		expect(flows[0]).toHaveProperty("address", null);
		expect(certificates[0]).toHaveProperty("subject", null);
	});

	it("holds one section only when that is asked for", () => {
		expect(Object.keys(jsonOf(singleSite(), "dns") as object)).toEqual([
			"version",
			"deployment",
			"product",
			"topology",
			"scenarios",
			"dns",
		]);
	});

	it("is the same text for the same file", () => {
		expect(formatPlan(planIn(singleSite()), "json")).toBe(formatPlan(planIn(singleSite()), "json"));
	});

	it("is refused by its schema when a key is missing", () => {
		const { flows } = planIn(singleSite());
		const [first] = flows;
		const broken = { ...planIn(singleSite()), flows: [{ ...first, requiredBy: undefined }] };
		expect(validate(JSON.parse(JSON.stringify(broken)))).toBe(false);
	});
});

describe("plan --format csv", () => {
	it("has a header and one line for each row", () => {
		const lines = formatPlan(planIn(singleSite()), "csv", "flows").split("\r\n");
		expect(lines[0]).toBe(
			"Row,Firewall,Direction,Source,Destination,Address,Protocol,Ports,Purpose,Role,Server,Array,Required by,Evidence",
		);
		expect(lines[2]).toMatch(
			/^E2,external,inbound,any \(partner edges\),edge1 \(131\.107\.155\.10\),131\.107\.155\.10,tcp,5061,"/,
		);
		expect(lines).toHaveLength(1 + 21 + 1);
	});

	it("puts every section below the other when none is chosen", () => {
		const tables = formatPlan(planIn(singleSite()), "csv").split("\r\n\r\n");
		expect(tables.map((table) => table.split(",")[0])).toEqual(["Row", "View", "Server", "Side", "Number"]);
	});

	it("leaves a blank empty", () => {
		expect(formatPlan(planIn(samples["a file full of gaps"]), "csv", "flows")).toContain(
			"E1,external,inbound,any,edge1,,tcp",
		);
	});

	it("never lets a spreadsheet run a name as a formula", () => {
		const [flow] = planIn(singleSite()).flows;
		const plan = { ...planIn(singleSite()), flows: flow === undefined ? [] : [{ ...flow, source: '=HYPERLINK("x")' }] };
		expect(formatPlan(plan, "csv", "flows")).toContain(`"'=HYPERLINK(""x"")"`);
	});
});

describe("plan --format markdown", () => {
	it("has one table for each section", () => {
		const text = formatPlan(planIn(singleSite()), "markdown");
		expect(text.match(/^#+ .*$/gm)).toEqual([
			"# Plan of Contoso",
			"## Firewall rules",
			"## DNS records",
			"## Certificates",
			"## Trust settings",
			"## Tasks",
		]);
		expect(text).toContain(
			"| E9 | external | both | any | av1 (131.107.155.12) | 131.107.155.12 | udp | 50000-59999 |",
		);
	});

	it("makes a blank catch the eye", () => {
		expect(formatPlan(planIn(samples["a file full of gaps"]), "markdown", "flows")).toContain("**`not given`**");
	});

	it("says that there is nothing rather than showing an empty table", () => {
		expect(formatPlan(planIn(samples["an empty deployment"]), "markdown", "dns")).toBe(
			"# Plan of Nothing\n\n## DNS records\n\nNone.\n",
		);
	});

	it("ends with one line break", () => {
		expect(formatPlan(planIn(singleSite(usualScenarios)), "markdown")).toMatch(/[^\n]\n$/);
	});
});
