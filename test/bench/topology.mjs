/**
 * A deployment with many edge servers, as nobody writes one: each with two adapters, three roles and its certificates.
 *
 * @param {number} servers
 * @returns {string}
 */
export function largeTopology(servers) {
	const lines = [
		"deployment Large {",
		"  product ocs2007",
		"  sip-domain contoso.com",
		"  internal-deployment complete",
		"  scenario remote-access",
		"  scenario federation",
		"  scenario web-conferencing",
		"  scenario av-conferencing",
		"  scenario address-book",
		"}",
		"network internet { zone external }",
		"network dmz-ext { zone perimeter  subnet 131.0.0.0/8 }",
		"network dmz-int { zone perimeter  subnet 10.0.0.0/8 }",
		"network corp { zone internal  subnet 192.168.0.0/16 }",
		"firewall outer between internet and dmz-ext { nat none }",
		"firewall inner between dmz-int and corp { nat none }",
		"pool pool1 in corp {",
		"  edition enterprise-consolidated",
		"  fqdn pool1.contoso.net",
		"  address 192.168.10.10",
		"  roles front-end, web-conferencing, av-conferencing, web-components",
		"  web-farm { internal pool1.contoso.net  external ocsweb.contoso.com }",
		"}",
		"reverse-proxy isa1 {",
		"  adapter internal on dmz-int { address 10.255.0.1/8 }",
		"  adapter external on dmz-ext { address 131.255.0.1/8 }",
		"  publish pool1 { external-url ocsweb.contoso.com  paths address-book }",
		"}",
	];
	for (let i = 0; i < servers; i++) {
		const [high, low] = [i >> 6, (i & 63) << 2];
		/** @param {number} n */
		const ext = (n) => `131.${high >> 8}.${high & 255}.${low + n}`;
		lines.push(
			`edge-server edge${i} {`,
			`  fqdn edge${i}.contoso.net`,
			"  membership workgroup",
			`  adapter internal on dmz-int { address 10.${high >> 8}.${high & 255}.${low + 1}/8 }`,
			`  adapter external on dmz-ext { address ${ext(1)}/8, ${ext(2)}/8, ${ext(3)}/8 }`,
			`  access-edge { external sip${i}.contoso.com at ${ext(1)}  next-hop pool1  certificate access${i} }`,
			`  web-conferencing-edge { external webconf${i}.contoso.com at ${ext(2)}  certificate webconf${i} }`,
			`  av-edge { external av${i}.contoso.com at ${ext(3)}  authentication-certificate int${i} }`,
			`  internal-certificate int${i}`,
			"}",
			`certificate access${i} { subject sip${i}.contoso.com  issuer public  usage server }`,
			`certificate webconf${i} { subject webconf${i}.contoso.com  issuer public  usage server }`,
			`certificate int${i} { subject edge${i}.contoso.net  issuer internal  usage server }`,
		);
	}
	return `${lines.join("\n")}\n`;
}
