import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { northwind, runbookOf } from "./support.js";

/*
 * An edge server finds the revocation list of the internal authority on the Internet, or by its hosts file and a rule of the
 * internal firewall. Which of the two it is, somebody settles; every page that rests on it has to leave both open.
 */

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");
const names = ["consolidated", "single-site", "scaled-single-site", "multiple-site"] as const;
const install = "02-install-edge-servers.md";
const start = "05-start-services.md";
const cutOver = "09-cut-over.md";

/** The part of a page under a heading of the third level. */
const groupOf = (page: string, title: string) =>
	page.split(/^### /m).find((group) => group.startsWith(`${title}\n`)) ?? "";

/** The items of the plan by their codes, each with those that it waits for. */
function plan(page: string): ReadonlyMap<string, readonly string[]> {
	const rows = page
		.slice(0, page.indexOf("\n## When each is done"))
		.split("\n")
		.filter((line) => /^\| [A-Z]+[\d.]* \|/.test(line))
		.map((line) => line.split(" | "));
	return new Map(
		rows.map((cells) => [
			(cells[0] ?? "").replace("| ", ""),
			(cells[3] ?? "").split(", ").filter((code) => code.trim() !== ""),
		]),
	);
}

/** Everything that an item waits for, directly or not; fails where an item waits for itself. */
function allBefore(
	items: ReadonlyMap<string, readonly string[]>,
	code: string,
	way: readonly string[] = [],
): Set<string> {
	if (way.includes(code)) {
		throw new Error(`${[...way, code].join(" waits for ")}`);
	}
	const direct = items.get(code) ?? [];
	return new Set(direct.flatMap((one) => [one, ...allBefore(items, one, [...way, code])]));
}

describe.each(names)("the list of the internal authority in %s", (name) => {
	const { page, deployment } = { ...runbookOf(example(name), false), deployment: example(name) };
	const point = /http:\/\/(pki\.[^/\s]+)\/\S+/.exec(deployment);
	const [, host = ""] = point ?? [];
	const accessEdges = deployment
		.split(/^(?=edge-server )/m)
		.filter((block) => block.startsWith("edge-server ") && block.includes("\n  access-edge {"))
		.map((block) => block.split(" ")[1] ?? "");
	const others = [...deployment.matchAll(/^edge-server (\S+)/gm)]
		.map(([, server]) => server ?? "")
		.filter((server) => !accessEdges.includes(server));

	it("has its host entered into the hosts file of each server with an Access Edge, where it is settled so", () => {
		expect(accessEdges.length).toBeGreaterThan(0);
		for (const server of accessEdges) {
			const resolution = groupOf(page(install), `\`${server}\`: name resolution`);
			expect(resolution).toMatch(
				new RegExp(
					`Only where the \\[certificate sheet\\].* is settled that way: enter \`${host}\`.* ____ \\(.*hosts file`,
				),
			);
			expect(resolution).toContain(`Check: On this computer \`${host}\` resolves to that address.`);
		}
		for (const server of others) {
			expect(groupOf(page(install), `\`${server}\`: name resolution`)).not.toContain(host);
		}
		expect(page(install)).toContain("From the certificate team: it is settled how");
	});

	it("gives whoever builds these computers the same entry on their sheet", () => {
		const rows = page("sheets/servers.md")
			.split("\n")
			.filter((line) => line.startsWith("| ____") && line.includes(`| \`${host}\` | only where`));
		expect(rows).toHaveLength(accessEdges.length);
	});

	it("is fetched before the start by the one way or the other", () => {
		for (const server of accessEdges) {
			const [, step = ""] = groupOf(page(start), `Services of \`${server}\``).split(`at \`http://${host}/`);
			const [own = ""] = step.split("\n- [ ] ");
			expect(own).toContain("The firewall rules: for the list [F-");
			expect(own).toMatch(
				/Or, where the \[certificate sheet\].* the hosts entry of \[task 2\].* row for TCP port `80` under \*Asked for beyond the port table\* on the \[firewall sheet\]/,
			);
		}
		expect(page(start)).toContain(
			"From the firewall team, [beyond the port table](sheets/firewall.md), where so settled",
		);
		expect(page("sheets/firewall.md")).toContain("## Asked for beyond the port table");
		// A public list is on the Internet, and there is nothing to settle.
		const publicly = page(start)
			.split("\n- [ ] ")
			.filter((step) => step.includes("fetch the revocation list") && !step.includes(host));
		expect(publicly.length).toBeGreaterThan(0);
		expect(publicly.join("\n")).not.toContain("Or, where the");
	});

	it("is settled before the computers are built, and within reach before their services start", () => {
		const items = plan(page(cutOver));
		const site = items.has("SRV") ? "" : ".1";
		expect(items.get("CRL")).toEqual(["P3"]);
		expect(items.get(`SRV${site}`)).toContain("CRL");
		expect(items.get(`FW5${site}`)).toEqual(["P3", "CRL"]);
		expect(items.get(`CRL5${site}`)).toEqual(["CRL", `SRV${site}`, `FW5${site}`]);
		expect(items.get(`T5${site}`)).toContain(`CRL5${site}`);
		expect([...items.keys()].filter((code) => code.startsWith("CRL"))).toEqual(["CRL", `CRL5${site}`]);
	});

	it("is published before task 4, and within reach only before task 5, on every page", () => {
		const [, ready = ""] = page("04-configure-certificates.md").split("\n## What must be ready\n");
		const box = /^- \[ \] The certificate team has published .*$/m.exec(ready.split("\n## ")[0] ?? "")?.[0] ?? "";
		expect(box).toContain("at the CRL distribution point of the certificates");
		expect(box).toContain("before task 5, not before this one");
		expect(page(start)).toContain("Each Access Edge can fetch the revocation lists of its certificates");
		const items = plan(page(cutOver));
		const site = items.has("SRV") ? "" : ".1";
		expect(allBefore(items, `T4${site}`)).not.toContain(`CRL5${site}`);
	});

	it("makes nothing in the plan wait for itself", () => {
		const items = plan(page(cutOver));
		expect(items.size).toBeGreaterThan(20);
		expect([...allBefore(items, "GO"), "GO"].toSorted()).toEqual([...items.keys()].toSorted());
	});
});

describe("the list of the internal authority", () => {
	it("is not spoken of as something to settle where no certificate names one", () => {
		const { page } = runbookOf(northwind, false);
		expect(page(install)).not.toContain("is settled");
		expect(page(start)).not.toContain("Or, where");
		expect(page(cutOver)).not.toContain("CRL5");
	});

	it("needs no second entry where the hosts file of the topology names its host", () => {
		const stated = example("consolidated").replace(
			/^ {2}hosts-entry dir1.*$/m,
			(line) => `${line}\n  hosts-entry pki.contoso.com -> 192.168.10.40`,
		);
		const { page } = runbookOf(stated, false);
		expect(page(install)).toContain("Enter `pki.contoso.com` with the address `192.168.10.40` into the hosts file.");
		expect(page(install)).not.toContain("Only where the");
	});

	it("has a row on the firewall sheet for either way", () => {
		const beyond =
			runbookOf(example("consolidated"), false).page("sheets/firewall.md").split("## Asked for beyond")[1] ?? "";
		expect(beyond).toMatch(/\| internal firewall: inbound TCP `80` \| `edge1` `10\.45\.16\.10` \| host of /);
		expect(beyond).toMatch(
			/\| external firewall: inbound TCP `80` \| any \| `pki\.contoso\.com`, at its public address \| Only where .* settled that way/,
		);
	});

	it("leaves a blank that no statement has to fill", () => {
		const [, blanks = ""] = runbookOf(example("consolidated"), false)
			.page("00-overview.md")
			.split("These are for people to fill in on the pages:");
		expect(blanks).toContain("| address of pki.contoso.com, where edge servers find it by their hosts files |");
	});
});
