import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { csvOf } from "../../language-server/reports/csv.js";
import { scenariosOfFlow } from "../../language-server/reports/runbook/rows/scenarios-served.js";
import { artefactsIn, example, exampleTopologies } from "./artefacts-support.js";
import { northwind, sketch } from "./support.js";

type Line = Readonly<Record<string, string>>;

/** The lines of a file as a program reads them that takes nothing but well-formed CSV. */
function read(content: string): readonly Line[] {
	return parse(content, { columns: true, record_delimiter: "\r\n" });
}

function linesOf(text: string, path: string): readonly Line[] {
	return read(artefactsIn(text).artefact(path));
}

describe("the CSV files", () => {
	it.each(exampleTopologies)("end each line with CR LF, and have no byte order mark: %s", (_, text) => {
		for (const { path, content } of artefactsIn(text).ending(".csv")) {
			expect(content.endsWith("\r\n"), path).toBe(true);
			expect(content.replaceAll("\r\n", ""), path).not.toMatch(/[\r\n\uFEFF]/);
		}
	});

	it("are there for the load balancers only where there are some", () => {
		const paths = (text: string) =>
			artefactsIn(text)
				.ending(".csv")
				.map(({ path }) => path);
		const always = ["firewall/rules.csv", "dns/records.csv", "certificates/requests.csv", "servers/addresses.csv"];
		expect(paths(example("single-site"))).toEqual(always);
		expect(paths(example("scaled-single-site"))).toEqual([...always, "load-balancers/ports.csv"]);
	});

	it("never let a spreadsheet run a value as a formula", () => {
		const values = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "a=1", "1-1", "", 'a "b", c'];
		const lines = read(
			csvOf(
				[
					{ title: "Value", value: (value: string) => value },
					{ title: "x", value: () => "" },
				],
				values,
			),
		);
		expect(lines.map(({ Value }) => Value)).toEqual([
			"'=1+1",
			"'+1",
			"'-1",
			"'@SUM(A1)",
			"' =1",
			"' =1",
			`'=HYPERLINK("x")`,
			"a=1",
			"1-1",
			"",
			'a "b", c',
		]);
	});
});

describe("firewall/rules.csv", () => {
	it.each(exampleTopologies)("has exactly the rules of the sheet: %s", (_, text) => {
		const { context, artefact } = artefactsIn(text);
		const lines = read(artefact("firewall/rules.csv"));
		const expected = context.rows.firewalls.flatMap((firewall) =>
			firewall.rows.map(({ id, identity, flow }) => ({
				Row: id,
				Id: identity,
				Firewall: firewall.name ?? "",
				Direction: flow.direction,
				Source: flow.source.label,
				Destination: flow.destination.label,
				Protocol: flow.protocol,
				Ports: flow.ports,
				Purpose: flow.purpose,
				Scenarios: scenariosOfFlow(context, flow).join(", "),
				Evidence: flow.evidence.class,
				Sources: flow.evidence.sources.join(", "),
				Missing: "",
			})),
		);
		expect(lines).toEqual(expected.map((line) => expect.objectContaining(line)));
		for (const [index, { flow }] of context.rows.firewalls.flatMap(({ rows }) => rows).entries()) {
			const line = lines[index];
			const addresses = ({ addresses }: { readonly addresses: readonly string[] }) => addresses.join(", ") || "any";
			expect(line?.["Source addresses"]).toBe(addresses(flow.source));
			expect(line?.["Destination addresses"]).toBe(addresses(flow.destination));
		}
	});

	it("names the members that a rule of a virtual address has to allow as well", () => {
		const lines = linesOf(example("scaled-single-site"), "firewall/rules.csv").filter(
			(line) => line["Also from"] !== "",
		);
		expect(lines.map((line) => `${line.Row}: ${line["Source addresses"]}, also ${line["Also from"]}`)).toEqual([
			"F-03: 131.107.80.21, also 131.107.80.11, 131.107.80.13",
			"F-27: 10.30.16.21, also 10.30.16.11, 10.30.16.12",
		]);
	});

	it("has every rule once, under an identity of its own", () => {
		const lines = linesOf(example("multiple-site"), "firewall/rules.csv");
		expect(lines.length).toBe(75);
		expect(new Set(lines.map(({ Row }) => Row)).size).toBe(75);
		expect(new Set(lines.map(({ Id }) => Id)).size).toBe(75);
	});

	it("leaves an address empty that the file does not give, and says whose it is", () => {
		const lines = linesOf(sketch, "firewall/rules.csv");
		const inbound = lines.find((line) => line["Port table"] === "E1");
		expect(inbound).toMatchObject({
			"Source addresses": "any",
			"Destination addresses": "",
			Missing: "address of edge1",
		});
	});
});

describe("dns/records.csv", () => {
	it.each(exampleTopologies)("has exactly the planned records, each with its zone: %s", (_, text) => {
		const { analysis, artefact } = artefactsIn(text);
		const lines = read(artefact("dns/records.csv"));
		const key = (values: readonly (string | number | undefined)[]) => values.map((value) => value ?? "").join(" ");
		expect(
			lines.map((line) => key([line.View, line.Type, line.Name, line.Addresses, line.Target, line.Port])).sort(),
		).toEqual(
			analysis.requirements.dns
				.map((record) => key([record.view, record.type, record.name, record.address, record.target, record.port]))
				.sort(),
		);
		for (const { Name = "", Zone = "" } of lines) {
			expect(Name === Zone || Name.endsWith(`.${Zone}`), Name).toBe(true);
		}
	});
});

describe("certificates/requests.csv", () => {
	it("tells what is ordered, with its file, from what is imported", () => {
		const lines = linesOf(example("scaled-single-site"), "certificates/requests.csv");
		expect(lines).toHaveLength(11);
		expect(lines[0]).toMatchObject({
			Row: "C-01",
			Id: "edge1/access-edge-external",
			"Copy of": "",
			Subject: "sip.northwindtraders.com",
			"Key usage": "server, client",
			Exportable: "yes",
			"Key length": "2048",
			"Request file": "certificates/C-01-edge1-access-edge-external.inf",
		});
		expect(lines[1]).toMatchObject({ Row: "C-02", "Copy of": "C-01", "Request file": "" });
	});

	it("names no file that is not there, and every one that is", () => {
		for (const [, text] of exampleTopologies) {
			const { ending, artefact } = artefactsIn(text);
			const named = read(artefact("certificates/requests.csv")).flatMap((line) => line["Request file"] || []);
			expect(named).toEqual(ending(".inf").map(({ path }) => path));
		}
	});
});

describe("servers/addresses.csv", () => {
	const lines = linesOf(northwind, "servers/addresses.csv");

	it("has a line for each address, with what the adapter needs and the names that lead there", () => {
		expect(lines.map((line) => `${line.Server} ${line.Adapter} ${line.Address}`)).toEqual([
			"edge1 internal 10.50.1.10",
			"edge1 external 131.107.80.10",
			"edge1 external 131.107.80.11",
			"edge1 external 131.107.80.12",
			"isa1 internal 10.50.1.20",
			"isa1 external 131.107.80.20",
			"pool1  172.20.5.10",
		]);
		expect(lines[0]).toMatchObject({
			FQDN: "edge1.northwind.local",
			Site: "main",
			Roles: "access-edge, web-conferencing-edge, av-edge",
			"Prefix length": "24",
			"Names at the address": "edge1.northwind.local",
			Routes: "172.20.0.0/16 via 10.50.1.1",
			"Default gateway": "",
		});
		expect(lines[2]).toMatchObject({ "Names at the address": "webconf.northwind.com" });
	});

	it("has what belongs to an adapter and not to an address once: a computer has one default route", () => {
		expect(lines.filter((line) => line.Server === "edge1").map((line) => line["Default gateway"])).toEqual([
			"",
			"131.107.80.1",
			"",
			"",
		]);
	});

	it("takes the prefix length and the network from the subnets where an address is stated without", () => {
		const scaled = linesOf(example("scaled-single-site"), "servers/addresses.csv");
		const at = (address: string) => scaled.find((line) => line.Address === address);
		expect(at("131.107.80.21")).toMatchObject({ Network: "dmz-ext", "Prefix length": "26" });
		expect(at("192.168.30.33")).toMatchObject({ Network: "servers", "Prefix length": "24" });
		const open = linesOf(northwind.replace("subnet 172.20.0.0/16", ""), "servers/addresses.csv");
		expect(open.find((line) => line.Address === "172.20.5.10")?.["Prefix length"]).toBe("");
	});

	it("puts the names of an array at its virtual addresses, and none at those of the members", () => {
		const scaled = linesOf(example("scaled-single-site"), "servers/addresses.csv");
		const at = (address: string) => scaled.find((line) => line.Address === address);
		expect(at("131.107.80.21")).toMatchObject({
			Server: "access",
			Kind: "virtual address",
			"Names at the address": "sip.northwindtraders.com",
		});
		expect(at("131.107.80.11")).toMatchObject({ Server: "edge1", "Names at the address": "" });
		expect(at("192.168.30.33")).toMatchObject({
			Server: "pool1",
			Member: "wc1.northwindtraders.net",
			Roles: "web-conferencing",
		});
	});

	it("keeps a line for a server of which no address is known", () => {
		expect(linesOf(sketch, "servers/addresses.csv").map((line) => [line.Server, line.Address])).toEqual([
			["edge1", ""],
			["proxy1", ""],
			["pool1", ""],
		]);
	});
});

describe("load-balancers/ports.csv", () => {
	it("names the members behind each port with the addresses to connect to", () => {
		const lines = linesOf(example("scaled-single-site"), "load-balancers/ports.csv");
		expect(lines).toHaveLength(9);
		expect(lines[2]).toMatchObject({
			Row: "L-03",
			"Load balancer": "edge-balancer",
			"Virtual name": "webconf.northwindtraders.com",
			"Virtual address": "131.107.80.22",
			Port: "443",
			Members: "edge1 (131.107.80.12), edge2 (131.107.80.14)",
		});
	});
});
