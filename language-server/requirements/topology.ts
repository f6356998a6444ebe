import type { EdgeRoleId, TopologyId } from "../catalog/types.js";
import type { Deployment, EdgeArray, EdgeServer, Site } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";

/** What stands at one site: its edge servers by the roles that share a computer, and by array. */
export interface SiteLayout {
	/** The site, by its name; undefined for edge servers of which the file does not say where they are. */
	readonly site?: string;
	/** A site that is not marked as remote counts as the primary one. */
	readonly kind: "primary" | "remote";
	readonly groups: readonly SiteGroup[];
}

export interface SiteGroup {
	readonly roles: readonly EdgeRoleId[];
	/** The edge servers with exactly these roles, by name. */
	readonly servers: readonly string[];
	/** The array that balances them, by its name. */
	readonly array?: string;
}

/** Where the edge servers are and what they carry, in the order of the file. */
export function edgeLayout(deployment: Deployment): readonly SiteLayout[] {
	const sites = new Map<string | undefined, { readonly site?: Site; readonly groups: Map<string, Group> }>();
	for (const server of deployment.edgeServers) {
		const array = deployment.index.arrayOf.get(server.name);
		const site = siteOf(deployment, server, array);
		const there = sites.get(site?.name) ?? { ...(site && { site }), groups: new Map<string, Group>() };
		sites.set(site?.name, there);
		const roles = rolesOf(server).map((role) => role.role);
		const key = `${roles.join()} ${array?.name ?? ""}`;
		const group = there.groups.get(key) ?? { roles, servers: [], ...(array && { array: array.name }) };
		group.servers.push(server.name);
		there.groups.set(key, group);
	}
	return [...sites.values()].map(({ site, groups }) => ({
		...(site && { site: site.name }),
		kind: site?.role?.value === "remote" ? "remote" : "primary",
		groups: [...groups.values()],
	}));
}

interface Group extends SiteGroup {
	readonly servers: string[];
}

/** A member stands where its array does, unless it says otherwise. */
function siteOf(deployment: Deployment, server: EdgeServer, array: EdgeArray | undefined): Site | undefined {
	const reference = server.site ?? array?.site;
	return reference === undefined ? undefined : deployment.index.sites.get(reference.name);
}

/**
 * Which of the four documented topologies the edge servers form, by which roles share a computer and by site; undefined
 * when they form none. A load balancer is not asked for: a scaled topology without one is that topology, with a mistake
 * (table of the OCS 2007 topologies, restated from the OCS 2007 Edge Server Deployment Guide).
 *
 * A remote site may hold several Web Conferencing Edges, and several A/V Edges where they are balanced ("scaled remote
 * site edge topology", OCS 2007 Planning Guide).
 */
export function documentedTopology(layout: readonly SiteLayout[]): TopologyId | undefined {
	const primary = new Counts(layout.filter((site) => site.kind === "primary"));
	const remote = layout.filter((site) => site.kind === "remote");
	if (remote.length > 0) {
		return primary.areScaled() && remote.every((site) => new Counts([site]).areRemote()) ? "multiple-site" : undefined;
	}
	if (primary.areConsolidated()) {
		return "consolidated";
	}
	if (primary.areSingleSite()) {
		return "single-site";
	}
	return primary.areScaled() ? "scaled-single-site" : undefined;
}

/** How many computers of each combination of roles there are. */
class Counts {
	private all = 0;
	private readonly counts = new Map<string, number>();

	constructor(sites: readonly SiteLayout[]) {
		for (const { roles, servers } of sites.flatMap((site) => site.groups)) {
			const combination = roles.join();
			this.counts.set(combination, this.count(combination) + servers.length);
			this.all += servers.length;
		}
	}

	private count(combination: string): number {
		return this.counts.get(combination) ?? 0;
	}

	areConsolidated(): boolean {
		return this.all === 1 && this.count(everyRole) === 1;
	}

	areSingleSite(): boolean {
		return this.all === 2 && this.count(accessAndWeb) === 1 && this.count("av-edge") === 1;
	}

	areScaled(): boolean {
		const access = this.count(accessAndWeb);
		const media = this.count("av-edge");
		return access >= 2 && media >= 2 && access + media === this.all;
	}

	areRemote(): boolean {
		const web = this.count("web-conferencing-edge");
		const media = this.count("av-edge");
		return web >= 1 && media >= 1 && web + media === this.all;
	}
}

const everyRole = "access-edge,web-conferencing-edge,av-edge";
const accessAndWeb = "access-edge,web-conferencing-edge";
