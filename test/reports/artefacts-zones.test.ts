import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeWith, outputOf } from "../support/system-tools.js";
import { artefactsIn, example, exampleTopologies } from "./artefacts-support.js";
import { northwind, sketch } from "./support.js";

/** The name of the zone that a fragment is for, by its $ORIGIN. */
function originOf(fragment: string): string {
	return /^\$ORIGIN (\S+)\.$/m.exec(fragment)?.[1] ?? "";
}

/** The zones of a view with their fragments. */
function zonesIn(text: string, view: "external" | "internal"): readonly string[] {
	return artefactsIn(text)
		.ending(".zone")
		.filter(({ path }) => path.startsWith(`dns/${view}/`))
		.map(({ content }) => originOf(content));
}

function zone(text: string, path: string): string {
	return artefactsIn(text).artefact(path);
}

describe("the zone of a name", () => {
	it.each([
		["consolidated", ["contoso.com"], ["contoso.net", "contoso.com"]],
		["single-site", ["fabrikam.com", "tailspintoys.com"], ["fabrikam.net", "fabrikam.com", "tailspintoys.com"]],
		["scaled-single-site", ["northwindtraders.com"], ["northwindtraders.net", "northwindtraders.com"]],
		[
			"multiple-site",
			["wideworldimporters.com", "adventure-works.com"],
			["wwimporters.net", "wideworldimporters.com", "adventure-works.com"],
		],
	])("is a domain that the file states: %s", (name, external, internal) => {
		expect(zonesIn(example(name), "external")).toEqual(external);
		expect(zonesIn(example(name), "internal")).toEqual(internal);
	});

	it("is the longest domain of those that it lies in", () => {
		const text = northwind
			.replace("sip-domain northwind.com", "sip-domain northwind.com, eu.northwind.com")
			.replaceAll("webconf.northwind.com", "webconf.eu.northwind.com");
		expect(zonesIn(text, "external")).toContain("eu.northwind.com");
		expect(zone(text, "dns/external/eu.northwind.com.zone")).toMatch(/^webconf +IN A +131\.107\.80\.11$/m);
	});

	it("is the domain behind the first label where the file states none, and says so", () => {
		const text = northwind.replaceAll("av.northwind.com", "av.media.fabrikam.com");
		const fragment = zone(text, "dns/external/media.fabrikam.com.zone");
		expect(fragment).toMatch(/^av +IN A +131\.107\.80\.12$/m);
		expect(fragment).toContain("because of the names in it");
		expect(zone(text, "dns/external/northwind.com.zone")).toContain("because it is a SIP domain");
	});

	it("is shared by names without a stated domain when one lies in the domain of the other", () => {
		const text = northwind
			.replaceAll("av.northwind.com", "av.media.fabrikam.com")
			.replaceAll("webconf.northwind.com", "webconf.fabrikam.com");
		expect(zonesIn(text, "external")).toEqual(["northwind.com", "tailspin.com", "fabrikam.com"]);
		expect(zone(text, "dns/external/fabrikam.com.zone")).toMatch(/^av\.media +IN A /m);
	});

	it("is written at its apex when it has the same name", () => {
		const text = northwind.replaceAll("av.northwind.com", "tailspin.com");
		expect(zone(text, "dns/external/tailspin.com.zone")).toMatch(/^@ +IN A +131\.107\.80\.12$/m);
	});

	it("is the name itself where only a top-level domain is behind it", () => {
		expect(zone(northwind.replaceAll("av.northwind.com", "av.example"), "dns/external/av.example.zone")).toMatch(
			/^@ +IN A /m,
		);
	});
});

describe("a zone fragment", () => {
	it("has no SOA, no NS and no TTL, because the zone is there", () => {
		for (const { content } of exampleTopologies.flatMap(([, text]) => artefactsIn(text).ending(".zone"))) {
			const records = content.split("\n").filter((line) => line !== "" && !line.startsWith(";"));
			for (const record of records.slice(1)) {
				expect(record).toMatch(/^\S+ +IN (?:A|SRV) +\S/);
			}
		}
	});

	it("points SRV records at names with a dot at the end, and says that priority and weight are its own choice", () => {
		const fragment = zone(northwind, "dns/external/northwind.com.zone");
		expect(fragment).toMatch(/^_sip\._tls +IN SRV 0 0 443 sip\.northwind\.com\.$/m);
		expect(fragment).toContain("no source documents priority and weight");
		expect(zone(example("consolidated"), "dns/internal/contoso.net.zone")).not.toContain("priority");
	});

	it("names each row by its number", () => {
		const { context, ending } = artefactsIn(northwind);
		const all = ending(".zone")
			.map(({ content }) => content)
			.join("\n");
		for (const { id } of context.rows.dns) {
			expect(all.match(new RegExp(`^; ${id} `, "gm")), id).toHaveLength(1);
		}
	});

	it("has every address that the file's own record gives, where the derivation leaves it open", () => {
		const text = `${northwind.replace("av.northwind.com at 131.107.80.12", "av.northwind.com").replace("131.107.80.10, 131.107.80.11, 131.107.80.12", "131.107.80.10, 131.107.80.11")}
dns external { a av.northwind.com -> 131.107.80.12, 131.107.80.13 }
`;
		const fragment = zone(text, "dns/external/northwind.com.zone");
		expect(fragment).toMatch(/^av +IN A +131\.107\.80\.12\nav +IN A +131\.107\.80\.13$/m);
	});

	it("says in a comment what is missing, and invents nothing", () => {
		const fragments = artefactsIn(sketch).ending(".zone");
		const all = fragments.map(({ content }) => content).join("\n");
		expect(all).toContain("; MISSING address: sip.sketch.example IN A");
		expect(all).not.toMatch(/^\S+ +IN A/m);
	});

	it("is marked where the topology has errors", () => {
		const draft = northwind.replace("edition standard", "edition stanard");
		expect(zone(draft, "dns/external/northwind.com.zone")).toContain("; DRAFT: ");
		expect(zone(northwind, "dns/external/northwind.com.zone")).not.toContain("DRAFT");
	});
});

describeWith("named-checkzone", "BIND", () => {
	let folder = "";
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "ocs-edge-zones-"));
	});
	afterAll(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	/** The records of a fragment as BIND understands them in a zone of that name, those of the zone itself left out. */
	function readBack(fragment: string, zoneName = originOf(fragment)): readonly string[] {
		const included = join(folder, "fragment.zone");
		const whole = join(folder, "whole.zone");
		writeFileSync(included, fragment);
		writeFileSync(
			whole,
			`$TTL 3600\n@ IN SOA ns.example. admin.example. 1 3600 600 86400 300\n@ IN NS ns.example.\n$INCLUDE "${included}"\n`,
		);
		outputOf("named-checkzone", [
			"-i",
			"local",
			"-k",
			"fail",
			"-n",
			"fail",
			"-m",
			"fail",
			"-S",
			"fail",
			zoneName,
			whole,
		]);
		const args = ["-i", "local", "-F", "text", "-s", "full", "-o", "-", zoneName, whole];
		return outputOf("named-compilezone", args)
			.split("\n")
			.map((line) => line.split(/\s+/))
			.filter(([, , kind, type]) => kind === "IN" && (type === "A" || type === "SRV"))
			.map(([name, , , type, ...value]) => [name, type, ...value].join(" "))
			.sort();
	}

	it.each(exampleTopologies)("reads exactly the planned records from the fragments: %s", (_, text) => {
		const { analysis, ending } = artefactsIn(text);
		for (const view of ["external", "internal"] as const) {
			const planned = analysis.requirements.dns
				.filter((record) => record.view === view)
				.map((record) =>
					record.type === "A"
						? `${record.name}. A ${record.address}`
						: `${record.name}. SRV 0 0 ${record.port} ${record.target}.`,
				);
			const read = ending(".zone")
				.filter(({ path }) => path.startsWith(`dns/${view}/`))
				.flatMap(({ content }) => readBack(content));
			expect(planned.length).toBeGreaterThan(3);
			expect(read.sort()).toEqual(planned.sort());
		}
	});

	it("reads the same from a fragment that is included into a zone further up", () => {
		const text = northwind.replace("sip-domain northwind.com", "sip-domain northwind.com, eu.northwind.com");
		const fragment = zone(text, "dns/external/eu.northwind.com.zone");
		expect(readBack(fragment, "northwind.com")).toEqual(readBack(fragment));
		expect(readBack(fragment)).toContain("sip.eu.northwind.com. A 131.107.80.10");
	});

	it("takes a name at the apex, several addresses, and a fragment of which everything is missing", () => {
		const apex = zone(northwind.replaceAll("av.northwind.com", "tailspin.com"), "dns/external/tailspin.com.zone");
		expect(readBack(apex)).toContain("tailspin.com. A 131.107.80.12");
		const [first] = artefactsIn(sketch).ending(".zone");
		expect(readBack(first?.content ?? "")).toEqual([]);
	});

	it("refuses an address that is none, and sees a missing dot, so that the tests above mean something", () => {
		const fragment = zone(northwind, "dns/external/northwind.com.zone");
		expect(() => readBack(fragment.replace("131.107.80.11", "131.107.80.511"))).toThrow("named-checkzone");
		const withoutDot = fragment.replace("sip.northwind.com.\n", "sip.northwind.com\n");
		expect(readBack(withoutDot)).toContain("_sip._tls.northwind.com. SRV 0 0 443 sip.northwind.com.northwind.com.");
	});
});
