import type { TopologyId } from "../catalog/types.js";
import type { Deployment, EdgeServer } from "../model/deployment.js";

/**
 * Which of the four documented topologies the edge servers form, by which roles share a computer and by site; undefined
 * when they form none. A load balancer is not asked for: a scaled topology without one is that topology, with a mistake
 * (table of the OCS 2007 topologies, restated from the OCS 2007 Edge Server Deployment Guide).
 */
export function documentedTopology(deployment: Deployment): TopologyId | undefined {
	const primary = new Layout();
	const remote = new Map<string, Layout>();
	for (const server of deployment.edgeServers) {
		const site = server.site === undefined ? undefined : deployment.index.sites.get(server.site.name);
		if (site?.role?.value !== "remote") {
			primary.add(server);
			continue;
		}
		const layout = remote.get(site.name) ?? new Layout();
		layout.add(server);
		remote.set(site.name, layout);
	}
	if (remote.size > 0) {
		return primary.isScaled() && [...remote.values()].every((layout) => layout.isRemote())
			? "multiple-site"
			: undefined;
	}
	if (primary.isConsolidated()) {
		return "consolidated";
	}
	if (primary.isSingleSite()) {
		return "single-site";
	}
	return primary.isScaled() ? "scaled-single-site" : undefined;
}

/** How many computers of each combination of roles a site has. */
class Layout {
	private all = 0;
	private readonly counts = new Map<string, number>();

	add(server: EdgeServer): void {
		const combination = [server.accessEdge, server.webConferencingEdge, server.avEdge]
			.map((role) => (role === undefined ? "-" : "x"))
			.join("");
		this.counts.set(combination, this.count(combination) + 1);
		this.all++;
	}

	private count(combination: string): number {
		return this.counts.get(combination) ?? 0;
	}

	isConsolidated(): boolean {
		return this.all === 1 && this.count("xxx") === 1;
	}

	isSingleSite(): boolean {
		return this.all === 2 && this.count("xx-") === 1 && this.count("--x") === 1;
	}

	isScaled(): boolean {
		const access = this.count("xx-");
		const media = this.count("--x");
		return access >= 2 && media >= 2 && access + media === this.all;
	}

	isRemote(): boolean {
		const web = this.count("-x-");
		const media = this.count("--x");
		return web >= 1 && media >= 1 && web + media === this.all;
	}
}
