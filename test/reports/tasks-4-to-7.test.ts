import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ocs2007 } from "../../language-server/catalog/ocs2007/index.js";
import type { TaskId } from "../../language-server/catalog/types.js";
import { numberRows } from "../../language-server/reports/runbook/rows/row-ids.js";
import { needsByServer, rowsFor, rowsForServer } from "../../language-server/reports/runbook/rows/task-needs.js";
import { northwind, type Rendered, runbookOf } from "./support.js";

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");
const topologies = ["consolidated", "single-site", "scaled-single-site", "multiple-site"] as const;
const rendered = new Map(topologies.map((name) => [name, runbookOf(example(name), false)]));
const certificates = "04-configure-certificates.md";
const services = "05-start-services.md";
const connections = "06-connect-internal-servers.md";
const validation = "07-validate.md";
const paths = [certificates, services, connections, validation];

function of(name: (typeof topologies)[number]): Rendered {
	const runbook = rendered.get(name);
	if (runbook === undefined) {
		throw new Error(`There is no example ${name}.`);
	}
	return runbook;
}

/** The part of a page below a heading, up to the next one. */
function section(content: string, heading: string): string {
	const [, below = ""] = content.split(`\n### ${heading}\n`);
	return below.split(/\n##+ /)[0] ?? "";
}

function headings(content: string): readonly string[] {
	return [...content.matchAll(/^### (.*)$/gm)].map(([, heading = ""]) => heading);
}

function idsOf({ pages }: Rendered, path: string): readonly string[] {
	return pages.find((page) => page.path === path)?.lines.map((line) => line.id) ?? [];
}

/** The line of the topology that a line of a page leads to. */
function sourceOf({ pages }: Rendered, text: string, path: string, id: string): string | undefined {
	const line = pages.find((page) => page.path === path)?.lines.find((candidate) => candidate.id === id);
	return line?.origin === undefined ? undefined : text.split("\n")[line.origin.range.start.line]?.trim();
}

describe("the steps of tasks 4 to 7", () => {
	it.each(topologies)("have an identity of their own each: %s", (name) => {
		for (const path of paths) {
			const ids = idsOf(of(name), path);
			expect(ids.length, path).toBeGreaterThan(10);
			expect(new Set(ids).size, path).toBe(ids.length);
		}
	});

	it("stay the same ones when addresses, ports and names on the network change", () => {
		const text = example("multiple-site");
		const changed = text
			.replaceAll("wwimporters.net", "example.net")
			.replaceAll("192.168.40.", "192.168.41.")
			.replaceAll("10.40.16.", "10.40.17.")
			.replaceAll("key-length             2048", "key-length             4096");
		expect(changed).not.toBe(text);
		const after = runbookOf(changed, false);
		for (const path of [certificates, services, connections]) {
			expect(idsOf(after, path), path).toEqual(idsOf(of("multiple-site"), path));
		}
		// What is looked up from outside is identified by the record, and no external name has changed.
		expect(idsOf(after, validation)).toEqual(idsOf(of("multiple-site"), validation));
	});

	it("lead to the statement that they come from", () => {
		const text = example("consolidated");
		const source = (path: string, id: string) => sourceOf(of("consolidated"), text, path, id);
		expect(source(certificates, "request/edge1/access-edge-external/request/value/subject")).toBe(
			"external             sip.contoso.com at 131.107.155.10",
		);
		expect(source(certificates, "request/edge1/access-edge-external/request/value/bit-length")).toBe(
			"key-length             2048",
		);
		expect(source(certificates, "answers/edge1/av-authentication/assign")).toBe("authentication-certificate av-auth");
		expect(source(services, "edge1/revocation-list/access-edge-external")).toBe(
			"crl-distribution-point http://crl.litwareinc.com/ssl.crl",
		);
		expect(source(connections, "on/ocs1/web-conferencing-edge-entry/edge1")).toBe("web-conferencing-edges edge1");
		expect(source(connections, "on/ocs1/av-authentication-service")).toBe("av-authentication      edge1");
		expect(source(connections, "route/dir1/federation-route")).toBe("federation-route edge1");
		expect(source(validation, "scenario/federation/messages/fabrikam.com")).toContain("partner fabrikam.com");
	});

	it("name no event and no command line that the catalogue does not have", () => {
		const known = ocs2007.events.map((event) => event.id);
		const commands = ocs2007.stateCommands.map((command) => command.line);
		for (const name of topologies) {
			for (const path of paths) {
				const content = of(name).page(path);
				const events = [...content.matchAll(/event `?(\d{4,6})/g)].map(([, id]) => id);
				expect(events.filter((id) => id === undefined || !known.includes(id))).toEqual([]);
				for (const line of content.split("\n").filter((candidate) => candidate.includes("LCSCmd.exe /"))) {
					expect(commands.some((command) => line.includes(command))).toBe(true);
					expect(line).toMatch(/\[(?:R2|derived), note \d+\]/);
				}
			}
		}
	});
});

describe("task 4", () => {
	it("has the pages of the wizard with the value for each field, and one box for the request", () => {
		const steps = section(
			of("consolidated").page(certificates),
			"`edge1`: request C-01, Access Edge, external interface",
		);
		const pages = [...steps.matchAll(/^ {2}- (.*)$/gm)].map(([, line = ""]) => line);
		expect(pages.slice(0, 8)).toEqual([
			"*Available Certificate Tasks*: *Create a new certificate*.",
			"*Select the Component for Which Certificate Is Requested*: the component for: Access Edge, external interface. Its exact label was not found.",
			"*Delayed or Immediate Request*: *Prepare the request now, but send it later*.",
			"*Name and Security Settings*, friendly name: `access-ext`.",
			"*Name and Security Settings*, bit length: `2048`; the wizard offers 1024. [R2]",
			"*Name and Security Settings*, *Mark the certificate as exportable*: not ticked; no other server needs this key.",
			"*Organization Information*: organisation `Contoso Ltd`, unit `Information Technology`.",
			"*Your Server's Subject Name*: `sip.contoso.com`.",
		]);
		expect(steps.match(/^- \[ \]/gm)).toHaveLength(2);
	});

	it("says before each request what the certificate holds, and where the whole order is", () => {
		const steps = section(
			of("consolidated").page(certificates),
			"`edge1`: request C-01, Access Edge, external interface",
		);
		expect(steps).toContain(
			"From a public certification authority (required), with no subject alternative names, for server authentication (1.3.6.1.5.5.7.3.1).",
		);
		expect(steps).toContain("The whole order is [C-01](sheets/certificates.md).");
		expect(steps).toContain("to be sent to the public certification authority that the sheet names.");
	});

	it("names alternative names and client authentication where they are needed, since the wizard asks for neither", () => {
		const steps = section(
			runbookOf(northwind).page(certificates),
			"`edge1`: request C-01, Access Edge, external interface",
		);
		expect(steps).toContain("with the subject alternative name `sip.tailspin.com`, for");
		expect(steps).toContain("server authentication (1.3.6.1.5.5.7.3.1) and client authentication.");
		expect(steps).toContain(
			"which has to add the subject alternative name `sip.tailspin.com` and the client authentication usage:",
		);
	});

	it("says of the A/V authentication certificate that any subject works", () => {
		const steps = section(of("consolidated").page(certificates), "`edge1`: request C-04, A/V authentication");
		expect(steps).toContain("(any name works: only the private key is used)");
		expect(steps).toContain(
			"*Select the Component for Which Certificate Is Requested*: *A/V Authentication Certificate*.",
		);
	});

	it("has an issued certificate read before it is imported", () => {
		const steps = section(of("consolidated").page(certificates), "`edge1`: answers of the authorities");
		expect(steps).toContain(
			"It has the subject `sip.contoso.com`, the server authentication usage and the CRL distribution point `http://crl.litwareinc.com/ssl.crl`, and is valid beyond the go-live on `2008-10-06`.",
		);
		expect(steps.indexOf("before it is imported")).toBeLessThan(steps.indexOf("process the answer"));
		expect(steps.indexOf("process the answer")).toBeLessThan(steps.indexOf("Assign it"));
		expect(steps).toContain("On a first deployment there is none");
	});

	it("takes the certificates of an array from its first member, and closes with their keys", () => {
		const content = of("scaled-single-site").page(certificates);
		const order = headings(content);
		const at = (heading: string) => order.indexOf(heading);
		expect(at("`edge1`: answers of the authorities")).toBeGreaterThan(-1);
		expect(at("`edge1`: answers of the authorities")).toBeLessThan(at("`edge1`: certificates for other servers"));
		expect(at("`edge1`: certificates for other servers")).toBeLessThan(
			at("`edge2`: certificates shared with other servers"),
		);
		expect(at("`edge2`: certificates shared with other servers")).toBeLessThan(
			at("`edge1`: keys that no other server needs any more"),
		);
		expect(section(content, "`edge1`: certificates for other servers")).toMatch(
			/On `edge1`, export \[C-01\]\(sheets\/certificates\.md\) with its private key to a file, for `edge2`\./,
		);
		expect(section(content, "`edge2`: certificates shared with other servers")).toContain("is the same as on `edge1`");
		expect(order.filter((heading) => heading.startsWith("`edge2`: request"))).toEqual([]);
	});

	it("asks for the roots of the partners, and of nobody where nobody is a partner", () => {
		const steps = section(of("single-site").page(certificates), "`edge1`: certification paths");
		expect(steps).toContain("- `litware.com`, Access Edge `sip.litware.com`: ____");
		expect(steps).toContain("- The IM provider AOL: ____");
		expect(section(of("single-site").page(certificates), "`edge2`: certification paths")).not.toContain("partner");
	});

	it("exports nothing where each server has certificates of its own", () => {
		const content = of("consolidated").page(certificates);
		expect(content).not.toMatch(/, export \[C-|no other server needs any more$/m);
	});

	it("has every edge server trust the own authority, which issues what the internal servers show", () => {
		for (const server of runbookOf(northwind).deployment.edgeServers) {
			expect(idsOf(runbookOf(northwind), certificates)).toContain(`trusted-roots/${server.name}/internal`);
		}
		const publicOnly = northwind.replaceAll("issuer internal", "issuer public");
		const steps = section(runbookOf(publicOnly, false).page(certificates), "`edge1`: certification paths");
		expect(steps).toContain(
			"the internal certification authority and import it on `edge1`. It issues the certificates of the internal servers as a rule.",
		);
	});
});

describe("task 5", () => {
	it("fetches the revocation lists before the Access Edge starts, by the rule that lets them pass", () => {
		const steps = section(of("consolidated").page(services), "Services of `edge1`");
		expect(steps).toMatch(
			/fetch the revocation list of \[C-01, C-02\]\(sheets\/certificates\.md\) at `http:\/\/crl\.litwareinc\.com\/ssl\.crl`\. The firewall rules: for the list \[F-\d\d\]\(sheets\/firewall\.md\), for the name \[F-\d\d, F-\d\d\]/,
		);
		expect(steps).toContain("Check: `pki.contoso.com` resolves from this computer, and the list can be opened.");
		expect(steps.indexOf("revocation list")).toBeLessThan(steps.indexOf("Point to *Start*"));
		expect(steps).toContain("If it stops with the error `0xC3E93C62`");
		expect(section(of("scaled-single-site").page(services), "Services of `av1`")).not.toContain("revocation");
	});

	it("starts the A/V Edge before A/V Authentication, and stops them the other way round", () => {
		const steps = section(of("scaled-single-site").page(services), "Services of `av1`");
		const [starts = "", undo = ""] = steps.split("Undo of these:");
		const edge = "*Office Communications Server Audio/Video Edge*";
		const authentication = "*Office Communications Server Audio/Video Authentication*";
		expect(starts.indexOf(edge)).toBeLessThan(starts.indexOf(authentication));
		expect(undo.indexOf(authentication)).toBeGreaterThan(-1);
		expect(undo.indexOf(authentication)).toBeLessThan(undo.indexOf(edge));
	});

	it("leaves to the menu of a computer with one role what the menu offers, and has both services looked at", () => {
		const steps = section(of("single-site").page(services), "Services of `edge2`");
		expect(steps).toContain("Choose *Start*. The computer has one server role, so the menu offers no single service.");
		expect(steps).not.toContain("Point to *Start*");
		expect(steps).toContain("`RTCMEDIARELAY`");
		expect(steps).toContain("`RTCMRAUTH`");
		expect(section(of("single-site").page(services), "Services of `edge1`")).toContain("Point to *Start*");
	});

	it("stops in the documented order, and says of what no order is documented", () => {
		const [, undo = ""] = section(of("consolidated").page(services), "Services of `edge1`").split("Undo of these:");
		expect(undo).toContain(
			"The order is: *Office Communications Server Access Edge*, *Office Communications Server Audio/Video Authentication* [community], *Office Communications Server Audio/Video Edge* [derived].",
		);
		expect(undo).toContain(
			"The place of *Office Communications Server Web Conferencing Edge* in the order is not documented.",
		);
	});

	it("looks for nothing that only connections can bring up, which task 7 does", () => {
		for (const event of ["14428", "14559"]) {
			expect(of("scaled-single-site").page(services)).not.toContain(`event \`${event}\``);
			expect(of("scaled-single-site").page(validation)).toContain(`event \`${event}\``);
		}
		expect(of("consolidated").page(validation)).not.toContain("14559");
		expect(of("single-site").page(services)).toContain("event `14517`");
	});
});

describe("task 6", () => {
	it("checks names and roots on each internal server before anything is entered", () => {
		const content = of("consolidated").page(connections);
		const steps = section(content, "Before the entries: `ocs1`");
		expect(steps).toContain("look up the edge servers with `nslookup`: `edge1.contoso.net`");
		expect(steps).toContain("`10.45.16.10` for `edge1.contoso.net`");
		expect(steps).toContain("check that the internal certification authority is trusted");
		expect(headings(content).indexOf("Before the entries: `ocs1`")).toBeLessThan(
			headings(content).indexOf("Global Properties of the forest"),
		);
	});

	it("has the certificates of the internal servers read, with the names by which others call them", () => {
		const pool = section(of("single-site").page(connections), "Before the entries: `pool1`");
		expect(pool).toContain("Check: `pool1.fabrikam.net` is the subject");
		expect(pool).toContain("Look for `fe1.fabrikam.net` and `fe2.fabrikam.net` among the subject alternative names");
		const expanded = section(of("scaled-single-site").page(connections), "Before the entries: `pool1`");
		expect(expanded).toMatch(/On each Front End of `pool1` \(`fe1[^`]*` and `fe2[^`]*`\), read the certificate/);
		expect(expanded).toMatch(/Look for `fe1[^`]*` and `fe2[^`]*` among/);
		const director = section(of("single-site").page(connections), "Before the entries: `dir1`");
		expect(director).toContain("Check: `dir1.fabrikam.net` is the subject");
		expect(director).not.toContain("reverse proxy");
		const directors = section(of("scaled-single-site").page(connections), "Before the entries: `directors`");
		expect(directors).toContain(
			"Check: `directors.northwindtraders.net` is a name on it (as the subject or beside it:",
		);
		expect(director).toContain("Look whether the Address Book Server is active on `dir1`");
	});

	it("are entered on each Director of an array, which are servers of the Standard Edition", () => {
		const page = of("multiple-site").page(connections);
		for (const director of ["dir1", "dir2"]) {
			expect(page).toContain(
				`In the properties of \`${director}.wwimporters.net\`, override the route of the forest with \`sea-access.wwimporters.net\``,
			);
		}
	});

	it("leads federated traffic from the forest to the Director, and from there to the Access Edge", () => {
		const content = of("multiple-site").page(connections);
		expect(section(content, "Global Properties of the forest")).toContain(
			"enter `directors.wwimporters.net` as FQDN and `5061` as port",
		);
		expect(section(content, "Federation route of `directors`")).toContain(
			"override the route of the forest with `sea-access.wwimporters.net` and the port `5061`",
		);
		expect(headings(content).filter((heading) => heading.startsWith("Federation route"))).toHaveLength(1);
	});

	it("needs no route of a server's own where the forest leads straight to the Access Edge", () => {
		expect(headings(runbookOf(northwind).page(connections))).not.toContain("Federation route of `pool1`");
	});

	it("has each pool know every Web Conferencing Edge by its own name, and restarts what looks them up", () => {
		const content = of("multiple-site").page(connections);
		for (const pool of ["pool-sea", "pool-ldn", "pool-tyo"]) {
			const steps = section(content, `Properties of \`${pool}\``);
			expect(steps.match(/add an entry with the internal FQDN/g)).toHaveLength(4);
			expect(steps).toContain("Restart the Web Conferencing Servers in any case");
			expect(steps).toContain("Undo of these: remove the entries");
		}
		expect(section(content, "Properties of `sea-med1`")).toContain("Set `sea-media.wwimporters.net`");
		expect(section(content, "Properties of `sea-med1`")).not.toContain("Web Conferencing");
	});

	it("follows the meeting policy that the file states", () => {
		const perUser = runbookOf(example("consolidated").replace("allow-anonymous", "per-user"), false).page(connections);
		expect(section(perUser, "Global Properties of the forest")).toContain("each user's own setting decides");
		expect(section(perUser, "Test users")).toContain("In this deployment it does.");
	});
});

describe("task 7", () => {
	it("goes from the inside to the outside", () => {
		const order = headings(of("consolidated").page(validation));
		const places = [
			"Validate `dir1`",
			"Validate `ocs1`",
			"Validate `edge1`",
			"Names as seen from outside",
			"Test: Remote user access",
			"Test: Meeting content download",
		].map((heading) => order.indexOf(heading));
		expect(places).not.toContain(-1);
		expect(places).toEqual([...places].sort((a, b) => a - b));
	});

	it("says once what the event log tells after each test", () => {
		const content = of("multiple-site").page(validation);
		expect(content.match(/there is no new event `14428`/g)).toHaveLength(1);
		expect(section(content, "Test: Remote user access")).toContain(
			"After this test and after each of the following ones",
		);
	});

	it("calls a federated user only where there is audio and video", () => {
		const call = "scenario/point-to-point-av/call-partner";
		expect(idsOf(of("consolidated"), validation).some((id) => id.startsWith(call))).toBe(true);
		expect(section(of("consolidated").page(validation), "Test: Point-to-point A/V with external users")).toContain(
			"rests as well on what the test of the scenario Federation rests on",
		);
		const ways = of("multiple-site").page(validation);
		expect(section(ways, "Test: Point-to-point A/V with external users").match(/federated partner/g)).toHaveLength(3);
		const without = example("consolidated").replaceAll(
			/scenario (?:av-conferencing|point-to-point-av)\b/g,
			"scenario group-expansion",
		);
		expect(runbookOf(without, true).page(validation)).not.toContain("call with a user of a federated partner");
	});

	it("lets everybody in when all tests have succeeded, and test users before", () => {
		const content = of("scaled-single-site").page(validation);
		expect(headings(content).at(-1)).toBe("Users");
		expect(section(of("consolidated").page(validation), "Users")).toContain("the `2500` users for: Remote user access");
		const before = section(of("consolidated").page(connections), "Test users");
		expect(before).toContain("Enable test users for the scenarios");
		expect(before).not.toContain("2500");
	});

	it("has each edge server backed up when it is complete", () => {
		expect(idsOf(of("multiple-site"), validation)).toContain("backups/backup/ldn-av1");
	});

	it("reports the state of each computer with the command for its role", () => {
		const content = of("multiple-site").page(validation);
		expect(section(content, "Validate `pool-sea`").match(/\/Role:EE`/g)).toHaveLength(4);
		expect(section(content, "Validate `pool-ldn`").match(/\/Role:SE`/g)).toHaveLength(1);
		expect(section(content, "Validate `ldn-web1`").match(/\/Role:AP`/g)).toHaveLength(1);
	});

	it("takes the command for derived where a computer has neither Access Edge nor Front End", () => {
		const content = of("scaled-single-site").page(validation);
		const line = (computer: string) =>
			content.split("\n").find((one) => one.includes(`On \`${computer}\`, open a command`));
		expect(line("av1")).toContain("[derived");
		expect(line("edge1")).toContain("[R2");
		expect(line("wc1.northwindtraders.net")).toContain("[derived");
		expect(line("fe1.northwindtraders.net")).toContain("[R2");
	});

	it("looks up each external record and says what the answer has to be", () => {
		const { page, analysis } = of("multiple-site");
		const steps = section(page(validation), "Names as seen from outside");
		const records = analysis.requirements.dns.filter((record) => record.view === "external");
		expect(steps.match(/^- \[ \]/gm)).toHaveLength(records.length);
		for (const record of records) {
			expect(steps).toContain(`\`${record.name}\``);
			expect(steps).toContain(`\`${record.target ?? record.address ?? ""}\``);
		}
	});

	it("repeats a test for everything that it has to be made with", () => {
		const ids = idsOf(of("multiple-site"), validation);
		for (const id of [
			"scenario/remote-access/sign-in/wideworldimporters.com",
			"scenario/remote-access/sign-in/adventure-works.com",
			"scenario/federation/messages/woodgrovebank.com",
			"scenario/av-conferencing/join/pool-ldn",
			"scenario/enterprise-voice/call/sea-med1",
			"scenario/address-book/download/pool-tyo",
		]) {
			expect(ids).toContain(id);
		}
		expect(of("multiple-site").page(validation)).toContain(
			"The internal user is homed on `pool-tyo`, so the media pass through the A/V Edge `tyo-media`.",
		);
		const providers = runbookOf(northwind).page(validation);
		expect(providers).toContain("Provider: AOL.");
		expect(providers).not.toContain("Provider: MSN.");
	});

	it("says for each scenario which rows it rests on", () => {
		const { page, analysis } = of("consolidated");
		const rows = numberRows(analysis.deployment, analysis.requirements);
		const [first] = rows.firewalls.flatMap((firewall) => firewall.rows);
		expect(first?.flow.requiredBy).toContain("remote-access");
		expect(section(page(validation), "Test: Remote user access")).toContain(
			`Rests on the firewall rules [${first?.id ?? "none"}`,
		);
	});

	it("has each member of an array carry the tests alone", () => {
		const content = of("scaled-single-site").page(validation);
		const steps = section(content, "Test: each member of `media` alone");
		expect(steps).toContain("Stop the services of `av2`");
		expect(steps).toContain("Stop the services of `av1`");
		expect(steps).toContain("A/V conferencing with external users");
		expect(steps).not.toContain("Federation");
		expect(of("consolidated").page(validation)).not.toContain("Test: each member");
	});

	it("repeats telephone calls only for the array that the Mediation Server uses", () => {
		const content = of("multiple-site").page(validation);
		const voice = "Enterprise Voice for external users";
		expect(section(content, "Test: each member of `sea-media` alone")).toContain(voice);
		expect(section(content, "Test: each member of `tyo-media` alone")).not.toContain(voice);
	});

	it("rests telephone calls on no A/V Edge that no Mediation Server uses", () => {
		const { page, analysis } = of("multiple-site");
		const { certificates } = numberRows(analysis.deployment, analysis.requirements);
		const idOf = (server: string) =>
			certificates.find(({ request }) => request.server === server && request.slot === "av-authentication")?.id ??
			"none";
		const calls = section(page(validation), "Test: Enterprise Voice for external users");
		expect(calls).toContain("and `av.wideworldimporters.com` (A/V Edge Server)");
		expect(calls).not.toContain(idOf("ldn-av1"));
	});

	it("rests a test that only outside users make on no record for clients inside", () => {
		const { page, analysis } = of("consolidated");
		const { dns } = numberRows(analysis.deployment, analysis.requirements);
		const inside = dns.find(({ record }) => record.templates.includes("sip-internal-tls-srv"))?.id ?? "none";
		expect(section(page(validation), "Test: Remote user access")).toContain(inside);
		expect(section(page(validation), "Test: Address book download")).not.toContain(inside);
	});

	it("tests with anonymous users only where the file lets them in", () => {
		expect(of("consolidated").page(validation)).toContain("as an anonymous user");
		const without = example("consolidated").replace("anonymous-users  meeting-policy allow-anonymous", "");
		expect(runbookOf(without, false).page(validation)).not.toContain("as an anonymous user");
	});
});

describe("what a task waits for", () => {
	const tasks: readonly TaskId[] = ocs2007.tasks.map((task) => task.id);
	const context = (name: (typeof topologies)[number]) => {
		const { deployment, requirements } = of(name).analysis;
		return { deployment, requirements, rows: numberRows(deployment, requirements) };
	};

	it.each(topologies)("is for no server more than for the task, and nothing is left to nobody: %s", (name) => {
		const input = context(name);
		const { deployment } = input;
		const servers = [...deployment.edgeServers, ...deployment.reverseProxies, ...deployment.internalServers].map(
			(server) => server.name,
		);
		for (const task of tasks) {
			const all = rowsFor(task, input.rows);
			const single = servers.map((server) => rowsForServer(task, input, server));
			for (const sheet of ["flows", "certificates", "balancers"] as const) {
				expect([...new Set(single.flatMap((needed) => needed[sheet]))].sort(), `${task} ${sheet}`).toEqual(
					[...all[sheet]].sort(),
				);
			}
			for (const needed of single) {
				expect(all.dns).toEqual(expect.arrayContaining([...needed.dns]));
			}
		}
	});

	it("is for a member of an array what its array waits for, and the certificate of the first member", () => {
		const input = context("scaled-single-site");
		const [first, second] = ["edge1", "edge2"].map((server) => rowsForServer("configure-certificates", input, server));
		expect(first?.certificates.length).toBeGreaterThan(0);
		expect(second?.certificates).toEqual(first?.certificates);
		expect(rowsForServer("validate", input, "edge2").balancers).toEqual(
			rowsForServer("validate", input, "edge1").balancers,
		);
		expect(rowsForServer("validate", input, "edge2").balancers).not.toEqual(
			rowsForServer("validate", input, "av1").balancers,
		);
	});

	it("leaves out who waits for nothing", () => {
		const input = context("scaled-single-site");
		expect(needsByServer("start-services", input, ["edge1", "av1", "edge2"]).map(({ server }) => server)).toEqual([
			"edge1",
			"edge2",
		]);
	});

	it("is for a pool the way to the edge servers that it is told of, and their names", () => {
		const input = context("multiple-site");
		const needed = rowsForServer("connect-internal-servers", input, "pool-ldn");
		const hosts = input.rows.dns.filter((row) => needed.dns.includes(row.id)).map(({ record }) => record.host);
		expect(hosts).toContain("ldn-av1");
		expect(hosts).not.toContain("tyo-media");
		expect(needed.flows.length).toBeGreaterThan(0);
	});

	it("is for a Director the way to the Access Edge, and its name", () => {
		const input = context("multiple-site");
		const needed = rowsForServer("connect-internal-servers", input, "directors");
		const names = input.rows.dns.filter((row) => needed.dns.includes(row.id)).map(({ record }) => record.name);
		expect(names).toEqual(["sea-access.wwimporters.net"]);
		expect(of("multiple-site").page(connections)).toContain("Servers: `directors`, `pool-sea`");
	});
});
