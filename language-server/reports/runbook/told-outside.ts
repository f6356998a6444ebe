import { listed } from "../../basics/sentences.js";
import type { Deployment } from "../../model/deployment.js";
import { code } from "../markdown.js";
import { roleNameOf } from "./facts.js";
import { blanks } from "./page/blanks.js";
import type { PageBuilder } from "./page/page.js";

/** What partners and IM providers are told of a deployment, so that they let it in. */
export interface ToldOutside {
	/** As in "the Access Edge `sip.contoso.com`". */
	readonly accessEdges: string;
	/** As in "the SIP domains `contoso.com` and `contoso.org`". */
	readonly sipDomains: string;
}

/** The Access Edges by their names outside, and the SIP domains; with blanks for what the file does not state. */
export function toldOutside(page: PageBuilder, deployment: Deployment): ToldOutside {
	const edges = new Set(
		deployment.edgeServers.flatMap((server) =>
			server.accessEdge === undefined
				? []
				: [
						page.value(
							roleNameOf(deployment, server, server.accessEdge),
							blanks.roleFqdn(server, "access-edge", undefined),
						),
					],
		),
	);
	const domains = deployment.sipDomains.items.map(({ value }) => code(value));
	return {
		accessEdges: `the Access Edge ${listed([...edges])}`,
		sipDomains: `the SIP ${domains.length > 1 ? "domains" : "domain"} ${
			domains.length === 0 ? page.blank(blanks.sipDomains(deployment.name)) : listed(domains)
		}`,
	};
}
