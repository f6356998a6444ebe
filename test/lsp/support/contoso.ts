/** A clean consolidated deployment with everything that hovers and completion speak of. */
export const contoso = `deployment Contoso {
	product ocs2007
	sip-domain contoso.com, fabrikam.com
	internal-deployment complete
	client-configuration automatic
	scenario remote-access
	// ocs-edge-ignore federated-identity-not-guaranteed: The organisers of meetings know.
	scenario federation { mode open }
	scenario web-conferencing { anonymous-users }
	scenario av-conferencing
	scenario address-book
}

network internet { zone external }
network dmz-ext { zone perimeter  subnet 131.107.155.0/26 }
network dmz-int { zone perimeter  subnet 10.45.16.0/24 }
network corp { zone internal  subnet 192.168.10.0/24 }

firewall outer between internet and dmz-ext {
	allow tcp 443 from any to access-edge of edge1
	allow tcp 443 from any to web-conferencing-edge of edge1
	allow tcp 443 from any to isa1
	allow tcp 5061 from any to access-edge of edge1
	allow tcp 5061 from access-edge of edge1 to any
}
firewall inner between dmz-int and corp { nat none }

pool pool1 in corp {
	edition enterprise-consolidated
	fqdn pool1.contoso.net
	address 192.168.10.10
	roles front-end, web-conferencing, av-conferencing, web-components
	web-farm { internal pool1.contoso.net  external ocsweb.contoso.com }
	trusts edge1
	federation-route dir1
}
director dir1 in corp { fqdn dir1.contoso.net  address 192.168.10.20 }

edge-server edge1 {
	fqdn edge1.contoso.net
	membership workgroup
	operating-system windows-server-2003-sp2
	adapter internal on dmz-int { address 10.45.16.10 }
	adapter external on dmz-ext { address 131.107.155.10, 131.107.155.11, 131.107.155.12 }
	access-edge {
		external sip.contoso.com at 131.107.155.10
		next-hop dir1
		authorized-servers dir1, pool1
		internal-sip-domains contoso.com, fabrikam.com
		certificate access-ext
	}
	web-conferencing-edge { external webconf.contoso.com at 131.107.155.11  certificate webconf-ext }
	av-edge { external av.contoso.com at 131.107.155.12  authentication-certificate av-auth }
	internal-certificate edge1-int
}

reverse-proxy isa1 {
	product isa-server-2006
	membership workgroup
	adapter internal on dmz-int { address 10.45.16.20 }
	adapter external on dmz-ext { address 131.107.155.20 }
	publish pool1 { external-url ocsweb.contoso.com  paths address-book, group-expansion, meeting-content  certificate web-ext }
}

certificate access-ext { subject sip.contoso.com  san sip.fabrikam.com  issuer public  usage server, client }
certificate webconf-ext { subject webconf.contoso.com  issuer public  usage server }
certificate web-ext { subject ocsweb.contoso.com  issuer public  usage server }
certificate edge1-int { subject edge1.contoso.net  issuer internal  usage server }
certificate av-auth { subject edge1.contoso.net  issuer internal  usage server }

dns external {
	a sip.contoso.com -> 131.107.155.10
	a sip.fabrikam.com -> 131.107.155.10
	a webconf.contoso.com -> 131.107.155.11
	a av.contoso.com -> 131.107.155.12
	a ocsweb.contoso.com -> 131.107.155.20
	srv _sipfederationtls._tcp.contoso.com -> sip.contoso.com:5061
	srv _sipfederationtls._tcp.fabrikam.com -> sip.fabrikam.com:5061
}
dns internal { a edge1.contoso.net -> 10.45.16.10 }
`;

/**
 * The deployment with the cursor inside or behind a piece of its text.
 *
 * @param marked a piece of the text that occurs once, with the cursor mark in it
 */
export function contosoAt(marked: string): string {
	const piece = marked.replace("<|>", "");
	const at = contoso.indexOf(piece);
	if (at < 0 || contoso.indexOf(piece, at + 1) >= 0) {
		throw new Error(`"${piece}" has to occur exactly once.`);
	}
	return contoso.slice(0, at) + marked + contoso.slice(at + piece.length);
}
