/**
 * A deployment with many sites, larger than anybody writes one. The first site has an array of Access Edges, every site of four
 * servers two Web Conferencing Edges and an array of A/V Edges, with networks and firewalls of its own. Everything is declared that
 * rules compare: firewall rules, DNS records, certificates, trust entries and hosts files. In every tenth site a few things are
 * wrong, as in a file that people work on.
 *
 * @param {number} servers
 * @returns {string}
 */
export function largeTopology(servers) {
	const sites = Array.from({ length: Math.ceil(servers / 4) }, (_, i) => site(i, Math.min(4, servers - 4 * i)));
	const trusted = sites.flatMap(({ trust }) => trust).join(", ");
	const web = sites.flatMap(({ web }) => web).join(", ");
	return `${[
		"deployment Large {",
		"  product ocs2007",
		"  sip-domain contoso.com",
		"  users 30000 external 10%",
		"  internal-deployment complete",
		"  client-configuration automatic",
		"  scenario remote-access",
		"  scenario federation { mode enhanced  partner fabrikam.com }",
		"  scenario web-conferencing { anonymous-users }",
		"  scenario av-conferencing",
		"  scenario address-book",
		"}",
		"network internet { zone external }",
		"network corp { zone internal  subnet 192.168.0.0/16 }",
		"load-balancer balancer { kind hardware  translation dnat }",
		"director directors in corp {",
		"  edition standard",
		"  fqdn directors.contoso.net",
		"  address 192.168.10.20",
		"  member dir1.contoso.net at 192.168.10.21",
		"  member dir2.contoso.net at 192.168.10.22",
		"  load-balancer balancer",
		`  trusts ${trusted}`,
		"  federation-route access",
		"}",
		"pool pool1 in corp {",
		"  edition enterprise-consolidated",
		"  fqdn pool1.contoso.net",
		"  address 192.168.10.10",
		"  member fe1.contoso.net at 192.168.10.11",
		"  member fe2.contoso.net at 192.168.10.12",
		"  load-balancer balancer",
		"  roles front-end, web-conferencing, av-conferencing, web-components, address-book",
		"  web-farm { internal pool1.contoso.net  external ocsweb.contoso.com }",
		`  trusts ${trusted}`,
		`  web-conferencing-edges ${web}`,
		"  av-authentication media0",
		"  federation-route directors",
		"}",
		"reverse-proxy isa1 in site0 {",
		"  membership workgroup",
		"  adapter internal on int0 { address 10.0.0.13/28 }",
		"  adapter external on ext0 { address 131.0.0.13/28  gateway 131.0.0.14 }",
		"  publish pool1 { external-url ocsweb.contoso.com  paths address-book  certificate web-ext }",
		"}",
		"certificate web-ext { subject ocsweb.contoso.com  issuer public  usage server }",
		"dns external {",
		"  srv _sipfederationtls._tcp.contoso.com -> sip.contoso.com:5061",
		"  srv _sip._tls.contoso.com -> sip.contoso.com:443",
		"  a ocsweb.contoso.com -> 131.0.0.13",
		...sites.flatMap(({ external }) => external.map((record) => `  ${record}`)),
		"}",
		"dns internal {",
		"  srv _sipinternaltls._tcp.contoso.com -> pool1.contoso.net:5061",
		...sites.flatMap(({ internal }) => internal.map((record) => `  ${record}`)),
		"}",
		...sites.flatMap(({ elements }) => elements),
	].join("\n")}\n`;
}

/**
 * @param {number} number of the site
 * @param {number} size how many servers it has, four at most
 */
function site(number, size) {
	const isWrong = number % 10 === 9;
	const isPrimary = number === 0;
	const block = `${number >> 12}.${(number >> 4) & 255}.${(number & 15) << 4}`;
	/** @param {number} n */
	const inside = (n) => `10.${block.replace(/\d+$/, (low) => `${Number(low) + n}`)}`;
	/** @param {number} n */
	const outside = (n) => `131.${block.replace(/\d+$/, (low) => `${Number(low) + n}`)}`;
	const web = ["a", "b"].slice(0, size).map((letter, i) => ({ name: `web${number}${letter}`, at: 1 + i }));
	const media = ["a", "b"]
		.slice(0, Math.max(0, size - 2))
		.map((letter, i) => ({ name: `av${number}${letter}`, at: 3 + i }));
	const array = media.length === 0 ? [] : [`media${number}`];

	/** @param {{ name: string, at: number }} server @param {readonly string[]} addresses @param {readonly string[]} roles */
	const server = ({ name, at }, addresses, roles) => [
		`edge-server ${name} in site${number} {`,
		`  fqdn ${name}.contoso.net`,
		`  membership ${isWrong ? "domain contoso.net" : "workgroup"}`,
		"  operating-system windows-server-2003-sp2",
		`  adapter internal on int${number} { address ${inside(at)}/28  route 192.168.0.0/16 via ${inside(14)} }`,
		`  adapter external on ext${number} { address ${addresses.map((one) => `${one}/28`).join(", ")}  gateway ${outside(14)} }`,
		"  hosts-entry directors.contoso.net -> 192.168.10.20",
		"  hosts-entry pool1.contoso.net -> 192.168.10.10",
		...roles.map((role) => `  ${role}`),
		"}",
	];
	/** @param {string} name @param {string} subject @param {string} issuer */
	const certificate = (name, subject, issuer) =>
		`certificate ${name} { subject ${subject}  issuer ${issuer}  usage server  exportable }`;

	const webNames = web.map(({ name }) => (isPrimary ? "webconf.contoso.com" : `${name}.contoso.com`));
	const elements = [
		`site site${number} { ${isPrimary ? "primary" : "remote"} }`,
		`network ext${number} { zone perimeter  subnet 131.${block}/28 }`,
		`network int${number} { zone perimeter  subnet 10.${block}/28 }`,
		...web.flatMap(({ name, at }, i) =>
			server({ name, at }, isPrimary ? [outside(at), outside(at + 5)] : [outside(at)], [
				...(isPrimary
					? [
							`access-edge { external sip.contoso.com at ${outside(at + 5)}  next-hop directors  authorized-servers directors, pool1  internal-sip-domains contoso.com  enables remote-users, anonymous-users, federation  certificate access-ext }`,
						]
					: []),
				`web-conferencing-edge { external ${webNames[i]} at ${outside(at)}  certificate ${isPrimary ? "webconf" : name}-ext }`,
				`internal-certificate ${isPrimary ? "access" : name}-int`,
			]),
		),
		...media.flatMap(({ name, at }) =>
			server(
				{ name, at },
				[outside(at)],
				[
					`av-edge { external av${number}.contoso.com at ${outside(at)}  authentication-certificate av-auth${number} }`,
					`internal-certificate media-int${number}`,
				],
			),
		),
		...(isPrimary
			? [
					"edge-array access in site0 {",
					`  members ${web.map(({ name }) => name).join(", ")}`,
					"  load-balancer balancer",
					`  virtual-address external access-edge sip.contoso.com at ${outside(10)}`,
					`  virtual-address external web-conferencing-edge webconf.contoso.com at ${outside(11)}`,
					`  virtual-address internal access-edge access.contoso.net at ${inside(10)}`,
					"}",
					certificate("access-ext", "sip.contoso.com", "public"),
					certificate("webconf-ext", "webconf.contoso.com", "public"),
					certificate("access-int", "access.contoso.net", "internal"),
				]
			: web.flatMap(({ name }) => [
					certificate(`${name}-ext`, `${name}.contoso.com`, "public"),
					certificate(`${name}-int`, `${isWrong ? "wrong-" : ""}${name}.contoso.net`, "internal"),
				])),
		...array.flatMap((name) => [
			`edge-array ${name} in site${number} {`,
			`  members ${media.map((member) => member.name).join(", ")}`,
			"  load-balancer balancer",
			`  virtual-address external av-edge av${number}.contoso.com at ${outside(12)}`,
			`  virtual-address internal av-edge ${name}.contoso.net at ${inside(12)}`,
			"}",
			certificate(`media-int${number}`, `${name}.contoso.net`, "internal"),
			certificate(`av-auth${number}`, `${name}.contoso.net`, "internal"),
		]),
		`firewall outer${number} between internet and ext${number} {`,
		"  nat none",
		...outerRules().map((rule) => `  ${rule}`),
		"}",
		`firewall inner${number} between int${number} and corp {`,
		"  nat none",
		...innerRules().map((rule) => `  ${rule}`),
		"}",
	];
	return {
		elements,
		web: web.map(({ name }) => name),
		trust: [...(isPrimary ? ["access"] : web.map(({ name }) => name)), ...array],
		external: [
			...(isPrimary
				? [`a sip.contoso.com -> ${outside(10)}`, `a webconf.contoso.com -> ${outside(11)}`]
				: web.map(({ name, at }) => `a ${name}.contoso.com -> ${outside(isWrong ? 9 : at)}`)),
			...array.map(() => `a av${number}.contoso.com -> ${outside(12)}`),
		],
		internal: [
			...(isPrimary ? [`a access.contoso.net -> ${inside(10)}`] : []),
			...(isWrong ? [] : array.map((name) => `a ${name}.contoso.net -> ${inside(12)}`)),
			...[...web, ...media].map(({ name, at }) => `a ${name}.contoso.net -> ${inside(at)}`),
		],
	};

	function outerRules() {
		const balanced = isPrimary ? ["access"] : web.map(({ name }) => name);
		const access = isPrimary ? web : [];
		return [
			...(isPrimary
				? [
						"allow tcp 443 from any to access-edge of access",
						"allow tcp 5061 from any to access-edge of access",
						"allow tcp 5061 from access-edge of access to any",
						"allow tcp 443 from any to isa1",
					]
				: []),
			...access.flatMap(({ name }) => [
				`allow tcp 80 from access-edge of ${name} to any`,
				`allow udp 53 from access-edge of ${name} to any`,
				`allow tcp 53 from access-edge of ${name} to any`,
			]),
			...(isWrong ? [] : balanced.map((name) => `allow tcp 443 from any to web-conferencing-edge of ${name}`)),
			...[...array, ...media.map(({ name }) => name)].flatMap((name) => [
				`allow udp 3478 from any to av-edge of ${name}`,
				`allow tcp 443 from any to av-edge of ${name}`,
			]),
			...media.flatMap(({ name }) => [
				`allow udp 50000-59999 from any to av-edge of ${name}`,
				`allow udp 50000-59999 from av-edge of ${name} to any`,
				`allow tcp 50000-59999 from any to av-edge of ${name}`,
				`allow tcp 50000-59999 from av-edge of ${name} to any`,
				`allow udp 3478 from av-edge of ${name} to any`,
				`allow tcp 443 from av-edge of ${name} to any`,
			]),
		];
	}

	function innerRules() {
		return [
			...(isPrimary
				? [
						"allow tcp 5061 from directors to access-edge of access",
						"allow tcp 5061 from pool1 to access-edge of access",
						"allow tcp 5061 from access-edge of access to directors",
						"allow tcp 443 from isa1 to pool1",
					]
				: []),
			...web.map(({ name }) => `allow tcp 8057 from pool1 to web-conferencing-edge of ${name}`),
			...array.map((name) => `allow tcp 5062 from pool1 to av-edge of ${name}`),
			...[...array, ...media.map(({ name }) => name)].flatMap((name) => [
				`allow udp 3478 from any to av-edge of ${name}`,
				`allow tcp 443 from any to av-edge of ${name}`,
			]),
		];
	}
}
