import { membersBehind } from "../../../requirements/balancing.js";
import { type CsvColumn, csvOf } from "../../csv.js";
import type { RunbookContext } from "../page/page.js";
import type { BalancerRow, BalancerTable } from "../rows/row-ids.js";
import { scenariosOfFlow } from "../rows/scenarios-served.js";
import { type Artefact, evidenceColumns, list } from "./artefact.js";
import { balancerPortsFile } from "./paths.js";

interface Port extends BalancerRow {
	readonly balancer: BalancerTable;
}

/** One line for each port of the load balancer sheet; none where nothing is balanced. */
export function balancerPorts(context: RunbookContext): readonly Artefact[] {
	const { deployment, rows } = context;
	const ports = rows.balancers.flatMap((balancer) => balancer.rows.map((row): Port => ({ ...row, balancer })));
	const declared = ({ balancer }: Port) =>
		balancer.name === undefined ? undefined : deployment.index.loadBalancers.get(balancer.name);
	const columns: readonly CsvColumn<Port>[] = [
		{ title: "Row", value: ({ id }) => id },
		{ title: "Id", value: ({ identity }) => identity },
		{ title: "Load balancer", value: ({ balancer }) => balancer.name },
		{ title: "Kind", value: (port) => declared(port)?.type?.value },
		{ title: "Translation", value: (port) => declared(port)?.translation?.value },
		{ title: "Array", value: ({ array }) => array.name },
		{ title: "Side", value: ({ flow }) => flow.firewall },
		{ title: "Role", value: ({ flow }) => flow.role },
		{ title: "Virtual name", value: ({ flow }) => flow.destination.fqdn },
		{ title: "Virtual address", value: ({ flow }) => flow.address },
		{ title: "Protocol", value: ({ flow }) => flow.protocol },
		{ title: "Port", value: ({ flow }) => flow.ports },
		{ title: "Members", value: (port) => list(membersOf(context, port)) },
		{ title: "Scenarios", value: ({ flow }) => list(scenariosOfFlow(context, flow)) },
		...evidenceColumns<Port>(({ flow }) => flow.balanced?.evidence ?? flow.evidence),
	];
	return ports.length === 0
		? []
		: [{ path: balancerPortsFile, title: "Ports of the load balancers", content: csvOf(columns, ports) }];
}

/** The members that carry the role, each with the address to which the balancer connects, where the file gives it. */
function membersOf({ deployment }: RunbookContext, { array, flow }: Port): readonly string[] {
	return membersBehind(deployment, array, flow).map(({ server, address }) =>
		address === undefined ? server : `${server} (${address})`,
	);
}
