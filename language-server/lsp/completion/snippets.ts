// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the protocol writes the blanks of a snippet like this.

/** A whole element to fill in, for editors that step through blanks. */
export interface Snippet {
	readonly keyword: string;
	readonly title: string;
	/** In the syntax of the language server protocol, indented by tabs. */
	readonly body: readonly string[];
}

/** Snippets for the top level of a file, by the keyword that they start with. */
export const elementSnippets: readonly Snippet[] = [
	{
		keyword: "deployment",
		title: "A deployment with its domains and scenarios",
		body: [
			"deployment ${1:Contoso} {",
			"\tproduct ocs2007",
			"\tsip-domain ${2:contoso.com}",
			"\tinternal-deployment ${3|complete,in-progress,planned|}",
			"\tclient-configuration ${4|automatic,manual|}",
			"",
			"\tscenario ${5:remote-access}",
			"\t$0",
			"}",
		],
	},
	{
		keyword: "network",
		title: "A network with its zone and subnet",
		body: ["network ${1:dmz-ext} { zone ${2|perimeter,internal,external|}  subnet ${3:131.107.155.0/26} }"],
	},
	{
		keyword: "firewall",
		title: "A firewall between two networks",
		body: [
			"firewall ${1:outer} between ${2:internet} and ${3:dmz-ext} {",
			"\tallow ${4|tcp,udp|} ${5:443} from ${6:any} to ${7:access-edge of edge1}",
			"}",
		],
	},
	{
		keyword: "pool",
		title: "A pool with its roles and web farm",
		body: [
			"pool ${1:pool1} in ${2:corp} {",
			"\tedition ${3|enterprise-consolidated,standard,enterprise-expanded|}",
			"\tfqdn ${4:pool1.contoso.net}",
			"\taddress ${5:192.168.10.10}",
			"\troles front-end, web-conferencing, av-conferencing, web-components",
			"\tweb-farm { internal ${6:pool1.contoso.net}  external ${7:ocsweb.contoso.com} }",
			"\ttrusts ${8:edge1}",
			"}",
		],
	},
	{
		keyword: "director",
		title: "A Director",
		body: ["director ${1:dir1} in ${2:corp} { fqdn ${3:dir1.contoso.net}  address ${4:192.168.10.20} }"],
	},
	{
		keyword: "edge-server",
		title: "A consolidated edge server with all three roles",
		body: [
			"edge-server ${1:edge1} {",
			"\tfqdn ${2:edge1.contoso.net}",
			"\tmembership workgroup",
			"\toperating-system windows-server-2003-sp2",
			"\tadapter internal on ${3:dmz-int} { address ${4:10.45.16.10} }",
			"\tadapter external on ${5:dmz-ext} { address ${6:131.107.155.10}, ${7:131.107.155.11}, ${8:131.107.155.12} }",
			"",
			"\taccess-edge {",
			"\t\texternal ${9:sip.contoso.com} at ${6}",
			"\t\tnext-hop ${10:dir1}",
			"\t\tauthorized-servers ${11:dir1}",
			"\t\tinternal-sip-domains ${12:contoso.com}",
			"\t\tcertificate ${13:access-ext}",
			"\t}",
			"\tweb-conferencing-edge {",
			"\t\texternal ${14:webconf.contoso.com} at ${7}",
			"\t\tcertificate ${15:webconf-ext}",
			"\t}",
			"\tav-edge {",
			"\t\texternal ${16:av.contoso.com} at ${8}",
			"\t\tauthentication-certificate ${17:av-auth}",
			"\t}",
			"\tinternal-certificate ${18:edge1-int}",
			"}",
		],
	},
	{
		keyword: "reverse-proxy",
		title: "A reverse proxy that publishes a pool",
		body: [
			"reverse-proxy ${1:isa1} {",
			"\tproduct ${2:isa-server-2006}",
			"\tmembership workgroup",
			"\tadapter internal on ${3:dmz-int} { address ${4:10.45.16.20} }",
			"\tadapter external on ${5:dmz-ext} { address ${6:131.107.155.20} }",
			"\tpublish ${7:pool1} {",
			"\t\texternal-url ${8:ocsweb.contoso.com}",
			"\t\tpaths address-book, group-expansion, meeting-content",
			"\t\tcertificate ${9:web-ext}",
			"\t}",
			"}",
		],
	},
	{
		keyword: "certificate",
		title: "A certificate",
		body: ["certificate ${1:access-ext} { subject ${2:sip.contoso.com}  issuer ${3|public,internal|}  usage server }"],
	},
	{
		keyword: "dns",
		title: "The external DNS records",
		body: [
			"dns external {",
			"\ta ${1:sip.contoso.com} -> ${2:131.107.155.10}",
			"\tsrv _sipfederationtls._tcp.${3:contoso.com} -> ${1}:5061",
			"}",
		],
	},
];
