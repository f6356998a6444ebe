/** A text in which every keyword of the language occurs, so that nothing of it is forgotten. */
export const everyKeyword = `import "./nowhere.ocsedge"
deployment Everything {
	product ocs2007
	sip-domain contoso.com
	users 1000 external 10%
	internal-deployment complete
	client-configuration automatic
	phases install-edge-servers
	go-live 2009-03-01
	organization "Contoso Ltd" { unit IT  city "New York"  state Washington  country US }
	vpn-users internal
	existing-servers lcs2005-sp1
	scenario federation { mode direct  partner litware.com { access-edge sip.litware.com }  blocked bad.example
		partner fabrikam.com { discovered  targeted-uris 1500  messages-per-second 30 }
		audio-conferencing-provider proseware.com { access-edge sip.proseware.com }
	}
	scenario public-im { provider msn  licences purchased  provisioning complete  features im }
	scenario web-conferencing { anonymous-users  meeting-policy per-user  concurrent-sessions 100  enabled-users 50 }
}
site redmond { primary }
site berlin { remote }
network dmz { zone perimeter  subnet 10.0.0.0/24  speed 1-gbit  ipsec except-media }
network corp { zone internal }
firewall inner between dmz and corp {
	product other
	runs-on edge1
	nat none
	allow tcp 443 from any to access-edge of edge1
	deny udp from web-conferencing-edge of edge1 to av-edge of edge1
}
active-directory ad in corp { domain contoso.net  domain-controllers dc1.contoso.net }
pool pool1 in corp {
	edition standard
	fqdn pool1.contoso.net
	address 192.168.1.1
	member fe1.contoso.net at 192.168.1.2 { roles front-end }
	roles front-end
	homed-users 100
	web-farm { internal pool1.contoso.net  external ocsweb.contoso.com }
	trusts edge1
	web-conferencing-edges edge1
	av-authentication edge1
	federation-route dir1
}
director dir1 in corp { membership domain contoso.net  load-balancer lb1  serves external  certificate c  runs-on edge1  trusted-roots internal }
communicator-web-access cwa1 in corp { fqdn cwa1.contoso.net }
mediation-server med1 in corp { }
edge-server edge1 in redmond {
	membership workgroup
	operating-system windows-server-2003
	adapter internal on dmz {
		gateway 10.0.0.1
		route 192.168.0.0/16 via 10.0.0.1
		dns-servers 10.0.0.2
		dhcp
	}
	access-edge {
		external sip.contoso.com at 10.0.0.3
		next-hop dir1
		authorized-servers dir1
		internal-sip-domains contoso.com
		certificate c
		enables federation
		remote-access-port 443
		federation-port 5061
		internal-port 5061
	}
	web-conferencing-edge { port 443 }
	av-edge { media-ports 50000-59999  authentication-port 5062  authentication-certificate c  tcp-port 443  udp-port 3478 }
	internal-certificate c
	runs mspl-application
	dns-suffix contoso.net
	operations auditing
	hosts-entry dir1.contoso.net -> 192.168.1.3
}
edge-array edges in redmond {
	members edge1
	load-balancer lb1
	virtual-address external access-edge sip.contoso.com at 10.0.0.4
}
load-balancer lb1 { kind hardware  translation dnat  snat-addresses 2 }
reverse-proxy isa1 {
	publish pool1 { external-url ocsweb.contoso.com  paths address-book  bridging ssl-bridging  listener-authentication none  delegation client-authenticates }
	publish cwa1 { external-url im.contoso.com  protocol https  single-sign-on }
}
certificate c {
	subject sip.contoso.com
	san sip.fabrikam.com
	issuer public
	usage server
	exportable
	installed-key not-exportable
	enrollment offline
	key-length 1024
	algorithm sha1
	expires 2009-01-31
	crl-distribution-point crl.contoso.com
}
certificate d { not-exportable }
dns external {
	a sip.contoso.com -> 10.0.0.3
	srv _sip._tls.contoso.com -> sip.contoso.com:443
	cname meet.contoso.com -> sip.contoso.com
}
`;
