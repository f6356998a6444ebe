import type { Artefact } from "../../language-server/reports/runbook/artefacts/index.js";
import type { RunbookPage } from "../../language-server/reports/runbook/page/page.js";
import { renderRunbook } from "../../language-server/reports/runbook/render.js";
import type { RowNumbers } from "../../language-server/reports/runbook/rows/row-numbers.js";
import { bestPracticesOf } from "../../language-server/workspace/best-practices.js";
import { type Analysed, analyse, type Sources } from "../support/topology.js";

export interface Rendered extends Analysed {
	readonly pages: readonly RunbookPage[];
	readonly artefacts: readonly Artefact[];
	readonly numbers: RowNumbers;
	/** The text of a page; fails the test where there is no such page. */
	readonly page: (path: string) => string;
	/** All pages in one text. */
	readonly all: string;
}

export function runbookOf(sources: Sources, draft?: boolean): Rendered {
	const analysed = analyse(sources);
	const { deployment, requirements, catalogue, accepted } = analysed.analysis;
	const { findings } = analysed;
	const { pages, artefacts, numbers } = renderRunbook({
		deployment,
		requirements,
		catalogue,
		findings,
		accepted,
		practices: bestPracticesOf(analysed.analysis, findings),
		draft: draft ?? findings.some((finding) => finding.severity === "error"),
	});
	return {
		...analysed,
		pages,
		artefacts,
		numbers,
		page: (path) => {
			const found = pages.find((page) => page.path === path);
			if (!found) {
				throw new Error(`The runbook has no page ${path}.`);
			}
			return found.content;
		},
		all: pages.map((page) => page.content).join("\n"),
	};
}

/** A complete deployment of one edge computer. */
export const northwind = `
deployment Northwind {
  product ocs2007
  sip-domain northwind.com, tailspin.com
  users 4000 external 15%
  internal-deployment complete
  client-configuration automatic
  scenario remote-access
  scenario federation { mode direct  partner contoso.com { access-edge sip.contoso.com }  blocked spam.example }
  scenario public-im { provider aol }
  scenario web-conferencing { anonymous-users }
  scenario av-conferencing
  scenario address-book
  scenario group-expansion
}
site main { primary }
network internet { zone external }
network outside  { zone perimeter  subnet 131.107.80.0/26 }
network inside   { zone perimeter  subnet 10.50.1.0/24 }
network corp     { zone internal   subnet 172.20.0.0/16 }
firewall outer between internet and outside { nat none }
firewall inner between inside and corp { nat none }
pool pool1 in corp {
  edition standard
  fqdn pool1.northwind.local
  address 172.20.5.10
  roles front-end, web-conferencing, av-conferencing, web-components
  web-farm { internal pool1.northwind.local  external ocsweb.northwind.com }
}
edge-server edge1 in main {
  fqdn edge1.northwind.local
  membership workgroup
  operating-system windows-server-2003-sp2
  adapter internal on inside { address 10.50.1.10/24  route 172.20.0.0/16 via 10.50.1.1 }
  adapter external on outside { address 131.107.80.10, 131.107.80.11, 131.107.80.12  gateway 131.107.80.1 }
  hosts-entry pool1.northwind.local -> 172.20.5.10
  access-edge {
    external sip.northwind.com at 131.107.80.10
    next-hop pool1
    authorized-servers pool1
    internal-sip-domains northwind.com, tailspin.com
    certificate access-ext
  }
  web-conferencing-edge { external webconf.northwind.com at 131.107.80.11  port 4443  certificate webconf-ext }
  av-edge { external av.northwind.com at 131.107.80.12  media-ports 51000-58000  authentication-certificate av-auth }
  internal-certificate edge1-int
}
reverse-proxy isa1 {
  product isa-server-2006
  membership workgroup
  adapter internal on inside { address 10.50.1.20/24  dns-servers 172.20.5.2 }
  adapter external on outside { address 131.107.80.20  gateway 131.107.80.1  dns-servers 131.107.80.53 }
  publish pool1 { external-url ocsweb.northwind.com  paths address-book, group-expansion  certificate web-ext }
}
certificate access-ext  { subject sip.northwind.com  san sip.tailspin.com  issuer public  usage server, client }
certificate webconf-ext { subject webconf.northwind.com  issuer public  usage server }
certificate web-ext     { subject ocsweb.northwind.com  issuer public  usage server }
certificate edge1-int   { subject edge1.northwind.local  issuer internal  usage server }
certificate av-auth     { subject edge1.northwind.local  issuer internal  usage server  key-length 2048 }
`;

/** A plan at its beginning: servers are named, and hardly anything else is known. */
export const sketch = `
deployment Sketch {
  sip-domain sketch.example
  scenario remote-access
  scenario federation
  scenario web-conferencing
  scenario point-to-point-av
  scenario address-book
}
network corp { zone internal }
pool pool1 in corp { roles front-end, web-conferencing, av-conferencing, web-components }
edge-server edge1 {
  access-edge { next-hop pool1 }
  web-conferencing-edge { }
  av-edge { }
}
reverse-proxy proxy1 { publish pool1 { } }
`;
