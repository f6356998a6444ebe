import { listed } from "../../../../basics/sentences.js";
import type { InternalServer } from "../../../../model/deployment.js";
import { code } from "../../../markdown.js";
import { documented } from "../../facts.js";
import type { PageBuilder, Step } from "../../page/page.js";
import { GUIDE } from "./trust-entries.js";

/** Which services have to be restarted is in a part of the guide that could not be read. */
export function restart(server: InternalServer, hasConferencing: boolean, page: PageBuilder): Step {
	const members = server.members.map(({ fqdn }) => code(fqdn.value));
	const where = members.length === 0 ? code(server.name) : `${code(server.name)} (${listed(members)})`;
	return {
		id: "restart",
		action: `Look up in Appendix C of ${GUIDE}, "Services That Must Be Restarted", which services of ${where} take the new values only with a restart, and restart them.${
			hasConferencing
				? ` Restart the Web Conferencing Servers in any case: they look up the Web Conferencing Edges, and connect to each, when they start.${page.mark(documented("derived", "PLAN-LB"))}`
				: ""
		}`,
		check: "the services run.",
		evidence: documented("ocs2007", "ADM-APPC"),
		origin: server.origin,
	};
}
