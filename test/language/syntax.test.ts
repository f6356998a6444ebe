import { AstUtils, GrammarAST } from "langium";
import { describe, expect, test } from "vitest";
import { OcsEdgeGrammar } from "../../language-server/generated/grammar.js";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import { applyEdits, described, wordsAt } from "../support/words.js";

const parse = createFileParser();

/** What the language itself says about a text, without any rule of the domain. */
function problems(text: string): readonly string[] {
	const { syntax, elements } = parse("file:///one.ocsedge", text);
	return [...syntax, ...elements.problems].map((finding) => described(text, finding));
}

describe("what is malformed is said in plain words, and costs its neighbours nothing", () => {
	test.each([
		[
			"an address byte of 256",
			"edge-server e { av-edge { external av.contoso.com at 131.107.155.256 } }",
			"malformed-address «131.107.155.256»: 256 is not a byte of an address; each of the four numbers runs from 0 to 255.",
		],
		[
			"three numbers instead of four",
			"pool p { address 10.0.1 }",
			'malformed-address «10.0.1»: "10.0.1" is not an IPv4 address; it has four numbers with dots between them, as in 10.45.16.10.',
		],
		[
			"an IPv6 address",
			"pool p { address 2001:db8::1 }",
			'malformed-address «2001:db8::1»: "2001:db8::1" is not an IPv4 address; Office Communications Server 2007 takes IPv4 addresses only.',
		],
		[
			"a prefix of 40",
			"network n { subnet 10.0.0.0/40 }",
			"malformed-address «10.0.0.0/40»: /40 is not a prefix length of an IPv4 subnet; it runs from 0 to 32.",
		],
		[
			"a subnet that does not begin at its first address",
			"network n { subnet 10.0.0.1/24 }",
			"malformed-address «10.0.0.1/24»: 10.0.0.1 is not the first address of a /24 subnet; that is 10.0.0.0.",
		],
		[
			"a port of 70000",
			"firewall f { allow tcp 70000 from any to e }",
			"malformed-port «70000»: 70000 is not a port; ports run from 1 to 65535.",
		],
		[
			"a reversed range",
			"edge-server e { av-edge { media-ports 59999-50000 } }",
			"malformed-port «59999-50000»: The port range 59999-50000 is reversed; write 50000-59999.",
		],
		[
			"a URL in place of a name",
			"reverse-proxy r { publish p { external-url https://ocsweb.contoso.com/abs } }",
			'malformed-name «https://ocsweb.contoso.com/abs»: "https://ocsweb.contoso.com/abs" is an address of a page; write the host name only: ocsweb.contoso.com.',
		],
		[
			"a name without a domain",
			"pool p { fqdn pool1 }",
			'malformed-name «pool1»: "pool1" is not a fully qualified domain name; a dot and a domain are missing.',
		],
		[
			"two dots in a row",
			"pool p { fqdn pool1..contoso.net }",
			'malformed-name «pool1..contoso.net»: "pool1..contoso.net" has an empty label: two dots in a row.',
		],
		[
			"a day that does not exist",
			"certificate c { expires 2009-02-30 }",
			"malformed-date «2009-02-30»: There is no 2009-02-30 in the calendar.",
		],
		[
			"a date in another order",
			"certificate c { expires 31.01.2009 }",
			'malformed-date «31.01.2009»: "31.01.2009" is not a date; write year-month-day, as in 2009-01-31.',
		],
		[
			"a share above the whole",
			"deployment D { users 10 external 120% }",
			'malformed-number «120%»: "120%" is not a share; write a percentage from 0% to 100%.',
		],
		[
			"an unknown product",
			"deployment D { product ocs2007r2 }",
			'unknown-value «ocs2007r2»: "ocs2007r2" means Office Communications Server 2007 R2. OCS Edge does not cover this release yet; it checks ocs2007.',
		],
		[
			"a later release under another name",
			"deployment D { product lync-server-2010 }",
			'unknown-value «lync-server-2010»: "lync-server-2010" means Lync Server 2010. OCS Edge does not cover this release yet; it checks ocs2007.',
		],
		[
			"a mistyped product",
			"deployment D { product ocs207 }",
			'unknown-value «ocs207»: "ocs207" is not a product that OCS Edge knows. Did you mean ocs2007? The only one is ocs2007.',
		],
		[
			"a mistyped zone",
			"network n { zone permeter }",
			'unknown-value «permeter»: "permeter" is not a zone that OCS Edge knows. Did you mean perimeter? It is one of: external, perimeter, internal.',
		],
		[
			"a doubled property",
			"edge-server e { fqdn a.contoso.net\nfqdn b.contoso.net }",
			'duplicate-property «fqdn»: "fqdn" is stated twice here; the first statement counts. Remove one of the two.',
		],
		[
			"a scenario stated twice",
			"deployment D { scenario federation scenario federation { mode open } }",
			"duplicate-property «federation»: The scenario federation is stated twice; the first statement counts. Remove one of the two.",
		],
	])("%s", (_title, text, expected) => {
		expect(problems(text)).toEqual([expected]);
	});
});

describe("a directory in the place of the word for it", () => {
	const publish = (paths: string) => `reverse-proxy r { publish p { paths ${paths} } }`;

	test.each([
		["/abs/ext, /etc/place/null", "address-book, meeting-content"],
		["/ABS/ext/*, /GroupExpansion/ext/service.asmx,/etc/place/null/*", "address-book, group-expansion,meeting-content"],
		["/groupexpansion/ext/*", "group-expansion"],
		["/abs/ext/ // the address book\n", "address-book // the address book\n"],
		["/abs/ext /* all */", "address-book /* all */"],
	])("%s is said once each, and the fixes write the words", (directories, words) => {
		const text = publish(directories);
		const { syntax, elements } = parse("file:///one.ocsedge", text);
		expect(syntax).toEqual([]);
		expect(elements.problems.map(({ code }) => code)).toEqual(
			words.match(/[a-z]+-[a-z]+/g)?.map(() => "unknown-value"),
		);
		const edits = elements.problems.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits));
		expect(applyEdits(text, edits)).toBe(publish(words));
	});

	test("the message names the word", () => {
		expect(problems(publish("/abs/ext"))).toEqual([
			'unknown-value «/abs/ext»: "/abs/ext" is the directory of a scenario, and the scenario is named here. Write address-book.',
		]);
	});

	test("another directory brings the list of words", () => {
		expect(problems(publish("/certsrv"))).toEqual([
			'unknown-value «/certsrv»: "/certsrv" is not a directory to publish that OCS Edge knows. It is one of: address-book, group-expansion, meeting-content, address-book-internal, group-expansion-internal.',
		]);
	});
});

describe("where the text shows what was meant, a fix writes it", () => {
	/** The titles of all fixes, each with the text that it leaves, on one line. */
	function fixed(text: string): readonly string[] {
		const { syntax, elements } = parse("file:///one.ocsedge", text);
		return [...syntax, ...elements.problems].flatMap(({ fixes }) =>
			fixes.map(({ title, edits, safety }) => `${title} (${safety}): ${applyEdits(text, edits)}`),
		);
	}

	test.each([
		[
			"a reversed range",
			"edge-server e { av-edge { media-ports 59999-50000 } }",
			"Change to 50000-59999 (safe): edge-server e { av-edge { media-ports 50000-59999 } }",
		],
		[
			"a subnet that does not begin at its first address",
			"network n { subnet 10.0.0.1/24 }",
			"Change to 10.0.0.0/24 (unsafe): network n { subnet 10.0.0.0/24 }",
		],
		[
			"a URL in place of a name",
			"reverse-proxy r { publish p { external-url https://web.contoso.com:443/abs } }",
			"Change to web.contoso.com (unsafe): reverse-proxy r { publish p { external-url web.contoso.com } }",
		],
		[
			"a doubled property in a line of its own",
			"pool p {\n  fqdn a.contoso.net\n  // again\n  fqdn b.contoso.net // old\n}\n",
			"Remove this statement (unsafe): pool p {\n  fqdn a.contoso.net\n  // again\n}\n",
		],
		[
			"a doubled property in the line of the first, which says the same",
			"site s {}\npool p { fqdn a.contoso.net  fqdn a.contoso.net }",
			"Remove this statement (safe): site s {}\npool p { fqdn a.contoso.net }",
		],
		[
			"a doubled property at the start of a line with another one",
			"pool p {\n  fqdn a.contoso.net\n  fqdn b.contoso.net  homed-users 10\n}",
			"Remove this statement (unsafe): pool p {\n  fqdn a.contoso.net\n  homed-users 10\n}",
		],
		[
			"a scenario stated twice",
			"deployment D {\n  scenario federation\n  scenario federation {\n    mode open\n  }\n}",
			"Remove this statement (unsafe): deployment D {\n  scenario federation\n}",
		],
		["a sign behind a statement", "pool p { fqdn a.contoso.net; }", "Remove ; (safe): pool p { fqdn a.contoso.net }"],
		[
			"a missing comma",
			"reverse-proxy r { publish p { paths address-book group-expansion  certificate c } }",
			"Insert the missing comma (unsafe): reverse-proxy r { publish p { paths address-book, group-expansion  certificate c } }",
		],
		[
			"several missing commas, and one that is there",
			"dns external { a x.contoso.com -> 10.0.0.1, 10.0.0.2 10.0.0.3 10.0.0.4 }",
			"Insert the missing commas (unsafe): dns external { a x.contoso.com -> 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4 }",
		],
		[
			"a missing comma before a word that is a statement elsewhere",
			"edge-server e { access-edge { enables remote-users anonymous-users } }",
			"Insert the missing comma (unsafe): edge-server e { access-edge { enables remote-users, anonymous-users } }",
		],
		[
			"a value in quotation marks",
			'deployment D { sip-domain "contoso.com" }',
			"Write contoso.com without quotation marks (safe): deployment D { sip-domain contoso.com }",
		],
		["a sign between statements", "site s { primary;}", "Remove ; (safe): site s { primary }"],
		["a sign before a value", "pool p { fqdn = a.contoso.net }", "Remove = (safe): pool p { fqdn a.contoso.net }"],
		[
			"a sign between keyword and value",
			"site t {}\npool p { fqdn=a.contoso.net }",
			"Remove = (safe): site t {}\npool p { fqdn a.contoso.net }",
		],
	])("%s", (_title, text, expected) => {
		expect(fixed(text)).toEqual([expected]);
	});

	test.each([
		["a later release", "deployment D { product ocs2007-r2 }"],
		["quotation marks around several words", 'pool p { fqdn "pool one" }'],
		["a second value where one is taken", "pool p { fqdn a.contoso.net b.contoso.net }"],
		["a word in the next line", "pool p { roles front-end\ncolour }"],
		["a URL without a whole host name", "pool p { fqdn https://pool1/abs }"],
		["a reversed range behind a name", "dns external { srv _a._tcp.contoso.com -> sip.contoso.com:20-10 }"],
	])("nothing is offered for %s", (_title, text) => {
		expect(problems(text)).toHaveLength(1);
		expect(fixed(text)).toEqual([]);
	});
});

describe("a syntax error names what is missing or what may stand there", () => {
	test("a half-typed statement keeps the error on its line, and the next statement works", () => {
		const text = "edge-server e {\n  access-edge {\n    next-hop\n    authorized-servers d\n  }\n}\n";
		expect(problems(text)).toEqual([
			'syntax-error «next-hop»: A value is missing behind "next-hop"; "authorized-servers" follows instead.',
		]);
		const [server] = parse("file:///one.ocsedge", text).elements.edgeServers;
		expect(server?.accessEdge?.authorizedServers?.map((one) => one.name)).toEqual(["d"]);
	});

	test("a mistyped keyword is recognised, and the fix corrects it", () => {
		const text = "edge-server e {\n  fqnd edge1.contoso.net\n}\n";
		const [finding] = parse("file:///one.ocsedge", text).syntax;
		expect(finding?.message).toBe('"fqnd" starts no statement in this edge-server block. Did you mean fqdn?');
		expect(applyEdits(text, finding?.fixes[0]?.edits ?? [])).toBe("edge-server e {\n  fqdn edge1.contoso.net\n}\n");
	});

	test("two values without a comma between them", () => {
		expect(problems("reverse-proxy r { publish p { paths address-book group-expansion } }")).toEqual([
			'syntax-error «group-expansion»: "group-expansion" starts no statement in this publish block. Is a comma missing?',
		]);
	});

	test("a value in quotation marks", () => {
		expect(problems('deployment D { sip-domain fabrikam.com, "contoso.com" }')).toEqual([
			'syntax-error «"contoso.com"»: "contoso.com" stands in quotation marks. Write it without them.',
		]);
	});

	test("a quotation mark that is meant as a part of a text is shown where it ends the text", () => {
		expect(problems('deployment D { organization "A \\"B" }')).toEqual([
			expect.stringMatching(/^syntax-error «\\"»: This quotation mark ends the text: there is no escape/),
		]);
	});

	test("a word without meaning in a block brings the list of statements", () => {
		expect(problems("network n { colour blue }")).toEqual([
			'syntax-error «colour»: "colour" starts no statement in this network block. Expected here: ipsec, speed, subnet, zone.',
		]);
	});

	test.each([
		["a block that is not closed", "site s {", "The block of this site is not closed: a } is missing."],
		["a string that is not closed", 'import "./a.ocsedge\n', "The quotation mark is not closed on its line."],
		["a comment that is not closed", "/* note", "The comment is not closed: a */ is missing."],
		["a sign without meaning", "site s { primary } §", "The character § has no meaning here; remove it."],
		["a brace too many", "site s { primary } }", "This } closes nothing."],
		["an import without a path", "import site s", 'A path in quotation marks is missing behind "import"'],
		[
			"a firewall rule without its end",
			"firewall f { allow tcp 443 from any to }",
			'The end of a firewall rule is missing behind "to"',
		],
	])("%s", (_title, text, expected) => {
		expect(problems(text).join("\n")).toContain(expected);
	});

	test.each([
		["an error inside a closed block", "edge-server e { fqnd x }\nsite s {}", true],
		["an error between the blocks", "reverse-prxy r\nsite s {}", false],
		["a block that is not closed, although one inside it is", "edge-server e { av-edge { }\n", false],
	])("%s: nothing else was lost: %s", (_title, text, complete) => {
		expect(parse("file:///one.ocsedge", text).elements.complete).toBe(complete);
	});

	test("a block that is not closed is shown where it begins", () => {
		const text = "site a {}\nedge-server e {\n  av-edge {\n    media-ports 50000-59999\n}\n";
		const [finding] = parse("file:///one.ocsedge", text).syntax;
		expect(finding?.related.map((one) => wordsAt(text, one.origin.range))).toEqual(["e"]);
	});

	test("elements around a broken one are read as if nothing had happened", () => {
		const { elements } = parse("file:///one.ocsedge", "site a { primary }\nnetwork n { zone ?? }\nsite b { remote }\n");
		expect(elements.sites.map((site) => site.role?.value)).toEqual(["primary", "remote"]);
	});
});

const keywords = AstUtils.streamAst(OcsEdgeGrammar())
	.filter(GrammarAST.isKeyword)
	.map((keyword) => keyword.value)
	.filter((value) => /^[a-z]/.test(value))
	.toSet();

describe("every keyword is a good name too", () => {
	test.each([...keywords].sort())("%s", (keyword) => {
		const text = `
			deployment ${keyword} { sip-domain contoso.com }
			site ${keyword} { primary }
			network ${keyword} { zone external }
			pool ${keyword} in ${keyword} { trusts one, ${keyword} }
			edge-server one in ${keyword} { access-edge { next-hop ${keyword}  certificate ${keyword} } }
			certificate ${keyword} { subject sip.contoso.com }
			firewall ${keyword} between ${keyword} and ${keyword} { allow tcp 443 from one to access-edge of ${keyword} }`;
		expect(problems(text)).toEqual([]);
		const { elements } = parse("file:///one.ocsedge", text);
		expect(elements.heads[0]?.name).toBe(keyword);
		expect(elements.edgeServers[0]?.accessEdge?.nextHop?.name).toBe(keyword);
		expect(elements.firewalls[0]?.sides.map((side) => side.name)).toEqual([keyword, keyword]);
	});

	test.each([...keywords].filter((keyword) => keyword !== "any").sort())(
		"%s as the end of a firewall rule",
		(keyword) => {
			const text = `firewall f { allow tcp 443 from ${keyword} to ${keyword} }`;
			expect(problems(text)).toEqual([]);
			const [rule] = parse("file:///one.ocsedge", text).elements.firewalls[0]?.rules ?? [];
			expect(rule?.destination).toMatchObject({ kind: "host", host: { name: keyword } });
		},
	);
});

describe("layout is free", () => {
	test("comments stand anywhere, order is free, statements need no line of their own", () => {
		const text = `/* head */ network n { // the perimeter
			subnet /* one */ 10.0.0.0/24 , // two
			10.0.1.0/24 zone perimeter }`;
		expect(problems(text)).toEqual([]);
		const [network] = parse("file:///one.ocsedge", text).elements.networks;
		expect(network?.subnets.items.map((one) => one.value.text)).toEqual(["10.0.0.0/24", "10.0.1.0/24"]);
		expect(network?.zone?.value).toBe("perimeter");
	});

	test("Windows line ends and a byte order mark change nothing", () => {
		expect(problems("\uFEFFsite s {\r\n  primary\r\n}\r\n")).toEqual([]);
	});

	test("an empty file and one with nothing but comments are fine", () => {
		expect(problems("")).toEqual([]);
		expect(problems("// nothing yet\n")).toEqual([]);
	});
});

describe("a role needs no braces", () => {
	test.each([
		"access-edge av-edge",
		"access-edge  web-conferencing-edge  av-edge",
		"av-edge access-edge { next-hop p }",
	])("%s on one line", (roles) => {
		expect(problems(`edge-server e { ${roles} }\npool p`)).toEqual([]);
	});
});
