import { describe, expect, test } from "vitest";
import type { CompletionContext, InitializeParams } from "vscode-languageserver";
import { contosoAt } from "./support/contoso.js";
import { InProcess, openAtCursor, type Sources } from "./support/in-process.js";
import { type CompletionItem, InsertTextFormat, TextDocument, type TextEdit } from "./support/protocol.js";

const WITH_SNIPPETS: InitializeParams["capabilities"] = {
	textDocument: { completion: { completionItem: { snippetSupport: true } } },
};

async function complete(
	sources: Sources,
	capabilities: InitializeParams["capabilities"] = {},
	context?: CompletionContext,
) {
	const { server, document, position } = await openAtCursor(sources, capabilities);
	const params = { textDocument: { uri: document.uri.toString() }, position, ...(context && { context }) };
	const list = await server.language.lsp.CompletionProvider?.getCompletion(document, params);
	const items = list?.items ?? [];
	const accept = (label: string) => {
		const item = items.find((one) => one.label === label);
		return item?.textEdit ? TextDocument.applyEdits(document.textDocument, [item.textEdit as TextEdit]) : undefined;
	};
	return { items, accept };
}

async function labels(sources: Sources): Promise<readonly string[]> {
	return (await complete(sources)).items.map((item: CompletionItem) => item.label);
}

describe("completion of statements", () => {
	test("proposes what a block still lacks, and nothing that belongs elsewhere", async () => {
		const found = await labels(contosoAt("deployment Contoso {\n<|>"));
		expect(found).toEqual(["existing-servers", "go-live", "organization", "phases", "scenario", "users", "vpn-users"]);
	});

	test("proposes elements and imports at the top level, but no second deployment", async () => {
		const found = await labels("deployment D { }\n<|>");
		expect(found).toEqual(expect.arrayContaining(["edge-server", "reverse-proxy", "pool", "certificate", "import"]));
		expect(found).not.toContain("deployment");
		expect(found).not.toContain("next-hop");
	});

	test.each([["<|>"], ["// Contoso\n\n<|>"], ["network n { zone internal }\n<|>"], ["dep<|>"]])(
		"proposes the deployment first where there is none: %j",
		async (text) => {
			expect((await labels(text))[0]).toBe("deployment");
		},
	);

	test("proposes no deployment first in a file that belongs to one", async () => {
		const found = await labels({
			"main.ocsedge": 'import "./corp.ocsedge"\ndeployment D { }',
			"corp.ocsedge": "director near { }\n<|>",
		});
		expect(found[0]).toBe("active-directory");
	});

	test("knows the block whatever is broken around it", async () => {
		const text = `edge-server broken { bogus bogus
			access-edge {
				next-hop
		deployment D { @ # ! }
		pool p {
			edition standard
			fq<|>
		site x {`;
		const found = await labels(text);
		expect(found).toEqual(expect.arrayContaining(["fqdn", "roles", "web-farm"]));
		expect(found).not.toContain("edition");
		expect(found).not.toContain("access-edge");
	});

	test("takes a new line behind a lonely keyword for a new statement", async () => {
		const found = await labels(
			"deployment D { }\ndirector d { }\nedge-server e {\n\taccess-edge {\n\t\tnext-hop\n\t\t<|>\n\t}\n}",
		);
		expect(found).toContain("certificate");
		expect(found).not.toContain("d");
	});

	test("proposes one of two statements that exclude each other", async () => {
		expect(await labels("site s { <|> }")).toEqual(["primary", "remote"]);
		expect(await labels("site s { primary <|> }")).toEqual([]);
	});

	test("puts what continues a line before new statements", async () => {
		const found = await labels("edge-server e { access-edge { external sip.contoso.com <|> } }");
		expect(found[0]).toBe("at");
		expect(await labels("deployment D { users 100 <|> }")).toContain("external");
	});

	test("explains keywords from the catalogue", async () => {
		const { items } = await complete("edge-server e { <|> }");
		const item = items.find((one) => one.label === "membership");
		expect(item?.detail).toBe("Workgroup or domain");
		expect(JSON.stringify(item?.documentation)).toContain("Active Directory");
	});

	test("replaces the half-typed word", async () => {
		const { accept } = await complete("edge-server e {\n\tmemb<|> workgroup\n}");
		expect(accept("membership")).toBe("edge-server e {\n\tmembership workgroup\n}");
	});

	test.each([
		["a statement that needs a value", "edge-server e {\n\tmemb<|>\n}", "membership", "membership "],
		["a name", "depl<|>", "deployment", "deployment "],
		["a block", "edge-server e { acc<|>", "access-edge", "access-edge "],
		["a value that continues a line", "pool p i<|>", "in", "in "],
		["the rest of a rule", "firewall f { allow tcp 443 from a<|> }", "any", "any "],
	])("leaves room to type on where %s follows", async (_what, text, label, expected) => {
		expect((await complete(text)).accept(label)).toContain(expected);
	});

	test.each([
		["site s { prim<|>}", "primary", "site s { primary}"],
		["deployment D { scenario av-conferencing { anon<|>} }", "anonymous-users", "{ anonymous-users} }"],
		["edge-server e { memb<|> workgroup }", "membership", "{ membership workgroup }"],
		["edge-server e { memb<|>ership workgroup }", "membership", "{ membershipership workgroup }"],
	])("adds no needless space: %s", async (text, label, expected) => {
		expect((await complete(text)).accept(label)).toContain(expected);
	});
});

describe("completion of values", () => {
	test.each([
		["deployment D { product <|> }", ["ocs2007"]],
		["deployment D { internal-deployment <|> }", ["complete", "in-progress", "planned", "migrating-from"]],
		["deployment D { client-configuration <|> }", ["automatic", "manual"]],
		["deployment D { scenario federation { mode <|> } }", ["open", "enhanced", "direct"]],
		["deployment D { scenario public-im { provider msn, <|> } }", ["aol", "yahoo", "none"]],
		["network n { zone <|> }", ["external", "perimeter", "internal"]],
		["pool p { edition <|> }", ["standard", "enterprise-consolidated", "enterprise-expanded"]],
		["pool p { roles front-end, <|> }", ["web-conferencing", "av-conferencing", "web-components", "address-book"]],
		["edge-server e { membership <|> }", ["workgroup", "domain"]],
		["edge-server e { adapter internal { }  adapter <|> }", ["external"]],
		["certificate c { issuer <|> }", ["public", "internal"]],
		["certificate c { usage server, <|> }", ["client"]],
		[
			"reverse-proxy r { publish p { paths address-book, <|> } }",
			["group-expansion", "meeting-content", "address-book-internal", "group-expansion-internal"],
		],
		["load-balancer l { translation <|> }", ["snat", "dnat"]],
		["dns <|>", ["external", "internal", "perimeter"]],
		["firewall f { allow <|> }", ["tcp", "udp", "any"]],
		["edge-server e { av-edge { media-ports <|> } }", ["50000-59999"]],
		["edge-server e { web-conferencing-edge { internal-port <|> } }", ["8057"]],
	] as const)("%s", async (text, expected) => {
		expect(await labels(text)).toEqual(expected);
	});

	test("proposes the release behind migrating-from first", async () => {
		expect((await labels("deployment D { internal-deployment migrating-from <|> }"))[0]).toBe("lcs2005-sp1");
	});

	test("does not propose what is not supported, or a scenario twice", async () => {
		expect(await labels("edge-server e { operating-system <|> }")).not.toContain("windows-server-2008");
		const scenarios = await labels("deployment D { scenario federation\n\tscenario <|>\n\tscenario address-book }");
		expect(scenarios).toContain("remote-access");
		expect(scenarios).not.toContain("federation");
		expect(scenarios).not.toContain("address-book");
	});

	test.each([
		["the external name that clients expect", "external <|>sip.contoso.com at", "sip.fabrikam.com"],
		["an external address that no other role has", "external av.contoso.com at <|>", "131.107.155.12"],
		["the name that a certificate must have", "certificate av-auth { subject <|>", "edge1.contoso.net"],
		["the further names that a certificate must have", "subject sip.contoso.com  san <|>", "sip.fabrikam.com"],
		["the name to publish", "external-url <|>ocsweb", "ocsweb.contoso.com"],
		["the DNS records that are needed", "dns external {\n\ta <|>", "webconf.contoso.com"],
		["the address of a record", "a sip.contoso.com -> <|>", "131.107.155.10"],
		["the target of a service record", "srv _sipfederationtls._tcp.contoso.com -> <|>", "sip.contoso.com:5061"],
	])("derives %s", async (_what, at, expected) => {
		expect(await labels(contosoAt(at))).toContain(expected);
	});

	test("derives the SIP domains that the list lacks", async () => {
		const text =
			"deployment D { sip-domain a.com, b.com }\nedge-server e { access-edge { internal-sip-domains a.com, <|> } }";
		expect(await labels(text)).toEqual(["b.com"]);
	});

	test("is silent in comments, and behind a slash or a quotation mark outside of a path", async () => {
		expect(await labels("deployment D { } // <|>")).toEqual([]);
		const slash = { triggerKind: 2, triggerCharacter: "/" } as const;
		expect((await complete("deployment D {\n /<|>\n}", {}, slash)).items).toEqual([]);
	});

	test("is not asked at a space: what is typed before the answer would bring no proposals", () => {
		const provider = new InProcess().language.lsp.CompletionProvider;
		expect(provider?.completionOptions?.triggerCharacters).toEqual(['"', "/"]);
	});
});

describe("completion of names", () => {
	test("proposes fitting elements only, the best first", async () => {
		expect(await labels(contosoAt("\tnext-hop <|>"))).toEqual(["dir1", "pool1"]);
		expect(await labels(contosoAt("adapter internal on <|>dmz-int { address 10.45.16.10"))).toEqual([
			"dmz-ext",
			"dmz-int",
			"corp",
			"internet",
		]);
		expect((await labels(contosoAt("av.contoso.com at 131.107.155.12  authentication-certificate <|>")))[0]).toBe(
			"av-auth",
		);
		expect(await labels(contosoAt("\ttrusts <|>edge1"))).toEqual(["edge1"]);
	});

	test("proposes hosts of edge roles behind of, and the other network behind and", async () => {
		expect(await labels(contosoAt("443 from any to access-edge of <|>edge1"))).toEqual(["edge1"]);
		expect(await labels(contosoAt("between internet and <|>dmz-ext"))).not.toContain("internet");
	});

	test("leaves out what the list has already", async () => {
		expect(await labels(contosoAt("authorized-servers dir1, <|>pool1"))).toEqual(["pool1"]);
	});

	test("says what each name is", async () => {
		const { items } = await complete(contosoAt("\tnext-hop <|>"));
		expect(items[0]?.detail).toBe("Director, dir1.contoso.net");
	});

	test("proposes names of the deployment's other files, and of no other deployment", async () => {
		const found = await labels({
			"main.ocsedge": 'import "./corp.ocsedge"\ndeployment D { }\nedge-server e { access-edge { next-hop <|> } }',
			"corp.ocsedge": "director near { }",
			"other.ocsedge": "deployment Other { }\ndirector far { }",
		});
		expect(found).toEqual(["near"]);
	});

	test("proposes files behind import", async () => {
		const files = { "a.ocsedge": "site a { }", "parts/b.ocsedge": "site b { }" };
		const found = await complete({ ...files, "main.ocsedge": 'import "./<|>"\ndeployment D { }' });
		expect(found.items.map((item) => item.label)).toEqual(["./a.ocsedge", "./parts/b.ocsedge"]);
		expect(found.accept("./a.ocsedge")).toContain('import "./a.ocsedge"');
		expect(await labels({ ...files, "main.ocsedge": 'import "<|>' })).toContain("./a.ocsedge");
	});
});

describe("snippets", () => {
	test("come only to clients that support them", async () => {
		const isSnippet = (item: CompletionItem) => item.insertTextFormat === InsertTextFormat.Snippet;
		expect((await complete("<|>")).items.some(isSnippet)).toBe(false);
		const snippets = (await complete("<|>", WITH_SNIPPETS)).items.filter(isSnippet);
		expect(snippets.map((item) => item.label)).toEqual(
			expect.arrayContaining(["deployment", "edge-server", "reverse-proxy", "pool"]),
		);
		expect((await complete("edge-server e { <|> }", WITH_SNIPPETS)).items.some(isSnippet)).toBe(false);
	});

	test("stand beside their keyword, the deployment before all others", async () => {
		const { items } = await complete("<|>", WITH_SNIPPETS);
		const sorted = [...items].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
		expect(sorted).toEqual(items);
		const found = items.map((item) => `${item.label}${item.insertTextFormat === InsertTextFormat.Snippet ? " …" : ""}`);
		expect(found.slice(0, 2)).toEqual(["deployment", "deployment …"]);
		for (const one of found.filter((label) => label.endsWith(" …"))) {
			expect(found[found.indexOf(one) - 1]).toBe(one.replace(" …", ""));
		}
	});

	test("are texts without a finding of syntax", async () => {
		const { items, accept } = await complete("<|>", WITH_SNIPPETS);
		for (const item of items.filter((one) => one.insertTextFormat === InsertTextFormat.Snippet)) {
			const body = item.textEdit?.newText ?? "";
			const plain = body
				.replace(/\$\{\d+\|([^,}|]*)[^}]*\}/g, "$1")
				.replace(/\$\{\d+:([^}]*)\}/g, "$1")
				.replace(/\$\{(\d+)\}/g, (_all, n: string) => new RegExp(`\\$\\{${n}:([^}]*)\\}`).exec(body)?.[1] ?? "")
				.replace(/\$\d+/g, "");
			const { server } = await openAtCursor(`${plain}<|>`);
			const malformed = server.codes("main.ocsedge").filter((code) => /syntax|malformed|unknown-value/.test(code));
			expect(malformed, plain).toEqual([]);
		}
		expect(accept("pool")).toBeDefined();
	});
});
