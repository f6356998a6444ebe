import { AstUtils, CstUtils, GrammarAST } from "langium";
import { describe, expect, test } from "vitest";
import type { Hover } from "vscode-languageserver";
import { contosoAt } from "./support/contoso.js";
import { everyKeyword } from "./support/every-keyword.js";
import { InProcess, openAtCursor, type Sources } from "./support/in-process.js";
import { linksIn, tablesIn } from "./support/markdown.js";

interface Shown {
	readonly text: string;
	/** The part of the text that the editor highlights. */
	readonly on: string;
}

async function hover(sources: Sources): Promise<Shown | undefined> {
	const { server, document, position } = await openAtCursor(sources);
	const params = { textDocument: { uri: document.uri.toString() }, position };
	const found: Hover | undefined = await server.language.lsp.HoverProvider?.getHoverContent(document, params);
	if (!found || typeof found.contents !== "object" || !("kind" in found.contents) || !found.range) {
		return undefined;
	}
	return { text: found.contents.value, on: document.textDocument.getText(found.range) };
}

async function shown(sources: Sources): Promise<Shown> {
	const result = await hover(sources);
	if (!result) {
		throw new Error("There is no hover here.");
	}
	return result;
}

interface Example {
	readonly what: string;
	/** A piece of the Contoso deployment with the cursor in it. */
	readonly at: string;
	readonly on: string;
	readonly says: readonly string[];
	/** Whether the catalogue stands behind what is said, so that it has to name its sources. */
	readonly sourced: boolean;
}

const examples: readonly Example[] = [
	{
		what: "the Access Edge: purpose, scenarios, counterpart, protocol, ports, certificates, and what follows here",
		at: "\taccess-<|>edge {",
		on: "access-edge",
		says: [
			"**Access Edge Server**",
			"only door for SIP",
			"Remote user access",
			"OCS 2007 server or pool; optionally a Director",
			"TCP 443",
			"TCP 5061",
			"**Next hop:** [dir1]",
			"`dir1.contoso.net` at `192.168.10.20`",
			"subject `sip.contoso.com`, also `sip.fabrikam.com`",
			"here `access-ext`",
			"SRV `_sipfederationtls._tcp.contoso.com` → `sip.contoso.com`, port 5061",
			"| external, in | any | edge1 (`131.107.155.10`) | TCP 443 |",
			"| internal, in | edge1 (`10.45.16.10`) | dir1 (`192.168.10.20`) | TCP 5061 |",
		],
		sourced: true,
	},
	{
		what: "the Web Conferencing Edge with the pool that connects to it",
		at: "\tweb-conf<|>erencing-edge {",
		on: "web-conferencing-edge",
		says: ["PSOM", "TCP 8057", "**Connected by:** [pool1]", "Web Conferencing Server", "here `webconf-ext`"],
		sourced: true,
	},
	{
		what: "the A/V Edge with its media range and its authentication certificate",
		at: "\tav-<|>edge {",
		on: "av-edge",
		says: ["UDP 50000-59999", "UDP 3478", "TCP 5062", "131.107.155.12", "here `av-auth`", "A/V Conferencing Server"],
		sourced: true,
	},
	{
		what: "the reverse proxy with what it publishes",
		at: "reverse-pro<|>xy isa1",
		on: "reverse-proxy",
		says: ["Web Components", "**Publishes:** [pool1]", "`ocsweb.contoso.com`", "`131.107.155.20`", "here `web-ext`"],
		sourced: true,
	},
	{
		what: "the Director with whose next hop it is",
		at: "<|>director dir1",
		on: "director",
		says: ["homes no users", "**Next hop of:** [edge1]", "TCP 5061"],
		sourced: true,
	},
	{
		what: "a role at the end of a firewall rule, for the server named there",
		at: "443 from any to access-<|>edge of edge1",
		on: "access-edge",
		says: ["Access Edge Server", "**Next hop:** [dir1]"],
		sourced: true,
	},
	{
		what: "a server role of a pool",
		at: "roles front-end, web-conf<|>erencing",
		on: "web-conferencing",
		says: ["Web Conferencing Server", "**Edge counterpart:** Web Conferencing Edge Server", "[pool1]", "TCP 8057"],
		sourced: true,
	},
	{
		what: "a scenario with what it needs, what is there, and the flows of its own",
		at: "scenario web-<|>conferencing",
		on: "web-conferencing",
		says: [
			"External web conferencing",
			"**Needs at the perimeter:** Access Edge Server, Web Conferencing Edge Server, Reverse proxy",
			"**Reverse proxy:** on [isa1]",
			"TCP 8057",
		],
		sourced: true,
	},
	{
		what: "a keyword with the settings that follow here",
		at: "\tnext-<|>hop dir1",
		on: "next-hop",
		says: ["Next hop", "`dir1.contoso.net`, port 5061"],
		sourced: true,
	},
	{
		what: "a keyword that only says how a file is written",
		at: "external av.contoso.com a<|>t",
		on: "at",
		says: ["The IP address that belongs to the name before it."],
		sourced: false,
	},
	{
		what: "a value word",
		at: "client-configuration auto<|>matic",
		on: "automatic",
		says: ["Automatic configuration", "the SRV record"],
		sourced: true,
	},
	{
		what: "the name of an edge server at its declaration: roles and who refers to it",
		at: "edge-server edge<|>1 {",
		on: "edge1",
		says: [
			"**edge1** · edge server",
			"main.ocsedge, line 39",
			"`edge1.contoso.net`",
			"| Access Edge | `sip.contoso.com` | `131.107.155.10` |",
			"trusted by [pool1]",
		],
		sourced: false,
	},
	{
		what: "a reference, by what it stands for",
		at: "\tnext-hop dir<|>1",
		on: "dir1",
		says: ["**dir1** · Director", "`192.168.10.20`", "next hop of [edge1]", "authorised on [edge1]"],
		sourced: false,
	},
	{
		what: "a certificate with what it must contain",
		at: "certificate access<|>-ext {",
		on: "access-ext",
		says: ["**Must be, on edge1:**", "subject `sip.contoso.com`, also `sip.fabrikam.com`", "public issuer (required)"],
		sourced: true,
	},
	{
		what: "a firewall with what it must let pass",
		at: "firewall out<|>er",
		on: "outer",
		says: ["the external firewall", "TCP 443", "UDP 50000-59999", "`131.107.155.20`"],
		sourced: false,
	},
	{
		what: "a DNS view with the records it must have",
		at: "dns exter<|>nal",
		on: "external",
		says: ["SRV `_sip._tls.fabrikam.com`", "A `webconf.contoso.com` | `131.107.155.11`"],
		sourced: true,
	},
	{
		what: "a SIP domain with what follows from it",
		at: "sip-domain contoso<|>.com,",
		on: "contoso.com",
		says: ["a SIP domain of its users", "SRV `_sipfederationtls._tcp.contoso.com`", "Internal SIP domains"],
		sourced: false,
	},
	{
		what: "an FQDN with whose name it is and the record it needs",
		at: "external webconf.con<|>toso.com",
		on: "webconf.contoso.com",
		says: ["the external name of the Web Conferencing Edge on [edge1]", "A `webconf.contoso.com` → `131.107.155.11`"],
		sourced: false,
	},
	{
		what: "an address with its holder, its network and its flows",
		at: "at 131.107.<|>155.12",
		on: "131.107.155.12",
		says: ["the A/V Edge on [edge1]", "[dmz-ext]", "UDP 50000-59999"],
		sourced: false,
	},
	{
		what: "the deployment: topology and tasks",
		at: "deployment Con<|>toso",
		on: "Contoso",
		says: ["Consolidated edge topology", "7. Validate your edge configuration", "`fabrikam.com`"],
		sourced: true,
	},
];

describe("hover", () => {
	for (const { what, at, on, says, sourced } of examples) {
		test(`explains ${what}`, async () => {
			const found = await shown(contosoAt(at));
			expect(found.on).toBe(on);
			for (const words of says) {
				expect(found.text).toContain(words);
			}
			expect(tablesIn(found.text)).toBeLessThanOrEqual(1);
			expect(linksIn(found.text).some((link) => link.startsWith("http"))).toBe(sourced);
		});
	}

	test("explains every keyword and every name of the language", async () => {
		const server = new InProcess();
		await server.open(everyKeyword);
		const document = server.document("main.ocsedge");
		const root = document.parseResult.value.$cstNode;
		const words = root ? CstUtils.flattenCst(root).filter((leaf) => !leaf.hidden && /^[a-z]/i.test(leaf.text)) : [];
		const silent: string[] = [];
		const keywords = new Set<string>();
		for (const leaf of words) {
			const params = { textDocument: { uri: document.uri.toString() }, position: leaf.range.start };
			const found = await server.language.lsp.HoverProvider?.getHoverContent(document, params);
			if (!found) {
				silent.push(leaf.text);
			} else if (typeof found.contents === "object" && "kind" in found.contents) {
				expect(tablesIn(found.contents.value)).toBeLessThanOrEqual(1);
			}
			if (leaf.tokenType.name !== "WORD") {
				keywords.add(leaf.text);
			}
		}
		expect(silent).toEqual([]);
		const known = AstUtils.streamAst(server.language.Grammar)
			.filter(GrammarAST.isKeyword)
			.map((keyword) => keyword.value)
			.filter((word) => /^[a-z]/.test(word))
			.toSet();
		expect([...known].filter((word) => !keywords.has(word))).toEqual([]);
	});

	test("says what a scenario lacks", async () => {
		const text = "deployment D {\n\tscenario web-conf<|>erencing\n}\nedge-server e { access-edge { } }";
		const found = await shown(text);
		expect(found.text).toContain("**Access Edge Server:** on [e]");
		expect(found.text).toContain("**Web Conferencing Edge Server:** **missing**");
		expect(found.text).toContain("**Reverse proxy:** **missing**");
	});

	test("shows the catalogue, ports included, in a file that no deployment imports", async () => {
		const found = await shown("edge-server e {\n\taccess-<|>edge { }\n}");
		expect(found.text).toContain("Access Edge Server");
		expect(found.text).toContain("| external, in | TCP 443 |");
		expect(found.text).not.toContain("In this deployment");
		expect(tablesIn(found.text)).toBe(1);
	});

	test.each(["deployment La<|>rge", "sip-domain contoso<|>.com", "next-hop di<|>r\n", "edge-server e1<|> "])(
		"stays readable in a deployment of many servers: %s",
		async (at) => {
			const server = (i: number) =>
				`edge-server e${i} { access-edge { external sip.contoso.com at 131.107.155.10  next-hop dir\n } }\n`;
			const servers = Array.from({ length: 200 }, (_, i) => server(i)).join("");
			const text = `deployment Large { sip-domain contoso.com\n scenario remote-access }\ndirector dir { }\n${servers}`;
			const piece = at.replace("<|>", "");
			const found = await shown(text.replace(piece, at));
			expect(found.text.length).toBeLessThan(6000);
		},
	);

	test("follows names into other files of the deployment", async () => {
		const found = await shown({
			"main.ocsedge":
				'import "./corp.ocsedge"\ndeployment D { scenario remote-access }\nedge-server e { access-edge { next-hop di<|>r } }',
			"corp.ocsedge": "director dir { fqdn dir.contoso.net  address 192.168.1.2 }",
		});
		expect(found.text).toContain("corp.ocsedge, line 1");
		expect(found.text).toContain("`dir.contoso.net`");
		expect(found.text).toContain("next hop of [e]");
	});

	test("tells a partner's Access Edge from the role", async () => {
		const text = "deployment D { scenario federation { partner litware.com { access-<|>edge sip.litware.com } } }";
		expect((await shown(text)).text).toContain("Access Edge of the partner");
	});

	test("names the other deployments of a shared file", async () => {
		const found = await shown({
			"a.ocsedge": 'import "./shared.ocsedge"\ndeployment Adatum { }',
			"b.ocsedge": 'import "./shared.ocsedge"\ndeployment Bellows { }',
			"shared.ocsedge": "site hea<|>d { primary }",
		});
		expect(found.text).toContain("Shown for Adatum; the file is also part of Bellows.");
	});

	test("works at the end of a word and in half-typed text", async () => {
		expect((await shown("deployment D { }\nedge-server e {\n\taccess-edge {\n\t\tnext-hop<|>\n")).on).toBe("next-hop");
	});

	test.each([
		"// access-<|>edge of the site\ndeployment D { }",
		"deployment D <|>{ }",
		"deployment D { }\n<|>\n",
		"/* edge<|>1 */ deployment D { }",
	])("says nothing where nothing means anything: %s", async (text) => {
		expect(await hover(text)).toBeUndefined();
	});

	test("makes no markup of what somebody typed", async () => {
		const found = await shown("deployment D { }\nedge-server __e<|>__ { operating-system windows_*_x }");
		expect(found.text).toContain("\\_\\_e\\_\\_");
	});
});
