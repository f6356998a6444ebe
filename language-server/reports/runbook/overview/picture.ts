import { toMermaid } from "../../../diagram/mermaid.js";
import { graphOf } from "../../../diagram/topology-graph.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { firewallPage } from "../page/page-paths.js";

/** Beyond this nobody follows a line in the picture, and beyond 500 Mermaid draws none. */
const MOST_LINES = 200;

/** The topology as a picture: zones, networks, servers, and what passes the firewalls. */
export function picture(page: PageBuilder, { deployment, requirements }: RunbookContext): void {
	const graph = graphOf(deployment, requirements);
	if (graph.nodes.length === 0) {
		return;
	}
	page.heading(2, "Picture");
	if (graph.edges.length > MOST_LINES) {
		page.paragraph(
			`Left out: ${graph.nodes.length} boxes with ${graph.edges.length} lines between them are too many to read. The tables below say the same.`,
		);
		return;
	}
	page.mermaid(toMermaid(graph));
	page.paragraph(
		`An arrow points at the side that is called. With arrows at both ends, some of its ports are called on one side and some on the other. A line without an arrow leads to the perimeter from the internal network. Single rules are in the ${page.link("firewall sheet", firewallPage)}.`,
	);
}
