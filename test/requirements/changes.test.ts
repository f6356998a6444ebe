import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	applyChanges,
	changesBetween,
	invert,
	isEmpty,
	requirementKinds,
} from "../../language-server/requirements/changes.js";
import type { Requirements } from "../../language-server/requirements/requirements.js";
import { randomVariants } from "./random-topologies.js";
import { head, requirementsOf } from "./support.js";

const EXAMPLES = ["consolidated", "single-site", "scaled-single-site", "multiple-site"] as const;
const exampleOf = (name: string) => readFileSync(join("examples", `${name}.ocsedge`), "utf8");

/** Lazily derived lists are read out, so that plain values are compared. */
function plain(requirements: Requirements) {
	return {
		topology: requirements.topology,
		layout: requirements.layout,
		scenarios: requirements.scenarios,
		neededRoles: [...requirements.neededRoles],
		...Object.fromEntries(requirementKinds.map((kind) => [kind, requirements[kind]])),
	};
}

const edited = fc.constantFrom(...EXAMPLES).chain((name) => randomVariants(exampleOf(name)));
const pairs = fc.oneof(
	// Two states of one plan, as between two revisions of a file …
	edited.chain(([before, after]) => fc.constant([before, after] as const)),
	// … and plans that have little in common.
	fc.tuple(edited, edited).map(([[one], [other]]) => [one, other] as const),
);

describe("the changes between two topologies", () => {
	it("lead from the old requirements to exactly the new ones, in their order", () => {
		fc.assert(
			fc.property(pairs, ([oldText, newText]) => {
				const before = requirementsOf(oldText);
				const after = requirementsOf(newText);
				expect(plain(applyChanges(before, changesBetween(before, after)))).toEqual(plain(after));
			}),
			{ numRuns: 60 },
		);
	});

	it("are nothing between a topology and itself", () => {
		fc.assert(
			fc.property(edited, ([, text]) => {
				const changes = changesBetween(requirementsOf(text), requirementsOf(text));
				expect(isEmpty(changes)).toBe(true);
				expect(requirementKinds.flatMap((kind) => changes[kind].order ?? [])).toEqual([]);
			}),
			{ numRuns: 15 },
		);
	});

	it("undo themselves when they are turned round", () => {
		fc.assert(
			fc.property(pairs, ([oldText, newText]) => {
				const before = requirementsOf(oldText);
				const after = requirementsOf(newText);
				const changes = changesBetween(before, after);
				expect(invert(invert(changes))).toEqual(changes);
				expect(plain(applyChanges(applyChanges(before, changes), invert(changes)))).toEqual(plain(before));
			}),
			{ numRuns: 40 },
		);
	});

	it("are an error for requirements that they do not start from", () => {
		const before = requirementsOf(exampleOf("consolidated"));
		const after = requirementsOf(exampleOf("consolidated").replace("scenario federation", "// scenario federation"));
		const changes = changesBetween(before, after);
		expect(isEmpty(changes)).toBe(false);
		expect(() => applyChanges(after, changes)).toThrow("which is not there");
		expect(() => applyChanges(before, invert(changes))).toThrow("which is there already");
	});
});

describe("what changes", () => {
	const base = exampleOf("consolidated");
	const changesTo = (text: string) => changesBetween(requirementsOf(base), requirementsOf(text));
	const idsOf = (list: { readonly id: string }[] | readonly { readonly id: string }[]) => list.map(({ id }) => id);

	it("an address that moves alters what names it and adds or removes nothing that is needed", () => {
		const changes = changesTo(base.replaceAll("131.107.155.12", "131.107.155.22"));
		expect(changes.flows.added).toEqual([]);
		expect(changes.flows.removed).toEqual([]);
		expect(new Set(changes.flows.altered.map(({ after }) => after.server))).toEqual(new Set(["edge1"]));
		expect(new Set(changes.flows.altered.map(({ after }) => after.address))).toEqual(new Set(["131.107.155.22"]));
		expect(idsOf(changes.dns.altered)).toEqual(["external/A/av.contoso.com"]);
		expect(changes.dns.altered[0]?.fields).toEqual(["address"]);
		expect(idsOf(changes.settings.altered)).toEqual(["edge-server/edge1/A/V Edge/external-address"]);
		expect(idsOf(changes.settings.added)).toEqual(["edge-server/edge1/external adapter/address/131.107.155.22"]);
		expect(idsOf(changes.settings.removed)).toEqual(["edge-server/edge1/external adapter/address/131.107.155.12"]);
	});

	it("a further SIP domain brings records, a name on the certificate and an entry on the Access Edge", () => {
		const changes = changesTo(base.replace("sip-domain           contoso.com", "sip-domain contoso.com, fabrikam.net"));
		expect(idsOf(changes.trust.added)).toEqual(["edge/internal-sip-domain/edge1/fabrikam.net"]);
		expect(idsOf(changes.dns.added)).toEqual(
			expect.arrayContaining([
				"external/SRV/_sipfederationtls._tcp.fabrikam.net",
				"external/SRV/_sip._tls.fabrikam.net",
				"external/A/sip.fabrikam.net",
			]),
		);
		expect(changes.certificates.altered.map(({ id, fields }) => [id, fields])).toEqual([
			["edge1/access-edge-external", ["sans"]],
		]);
	});

	it("a port, a switch and a path of the proxy are seen although no rule names them", () => {
		const text = base
			.replace(
				"scenario web-conferencing { anonymous-users  meeting-policy allow-anonymous }",
				"scenario web-conferencing { meeting-policy allow-anonymous }",
			)
			.replace("remote-users, anonymous-users, federation", "remote-users, federation")
			.replace("paths                   address-book, group-expansion, meeting-content", "paths address-book")
			.replace("gateway     131.107.155.1\n", "gateway     131.107.155.2\n");
		const changes = changesTo(text);
		expect(changes.settings.altered.map(({ id, before, after }) => [id, before.value, after.value])).toEqual([
			["edge-server/edge1/external adapter/gateway", "131.107.155.1", "131.107.155.2"],
			["edge-server/edge1/Access Edge/anonymous-users", "on", "off"],
		]);
		expect(idsOf(changes.settings.removed)).toEqual([
			"reverse-proxy/isa1/publishing rule for ocs1/path/group-expansion",
			"reverse-proxy/isa1/publishing rule for ocs1/path/meeting-content",
		]);
	});

	it("declarations in another order are no difference", () => {
		const text = `${head(["remote-access", "web-conferencing"])}
			edge-server b { fqdn b.contoso.net  web-conferencing-edge { external b.contoso.com at 131.107.155.2 } }
			edge-server a { fqdn a.contoso.net  web-conferencing-edge { external a.contoso.com at 131.107.155.1 } }`;
		const [first = "", b = "", a = ""] = text.split("\n\t\t\t");
		const before = requirementsOf([first, a, b].join("\n"));
		const after = requirementsOf([first, b, a].join("\n"));
		const changes = changesBetween(before, after);
		for (const kind of ["flows", "dns", "certificates", "trust", "settings"] as const) {
			expect([kind, changes[kind].added, changes[kind].altered, changes[kind].removed]).toEqual([kind, [], [], []]);
		}
		expect(changes.flows.order).toBeDefined();
		expect(plain(applyChanges(before, changes))).toEqual(plain(after));
	});
});
