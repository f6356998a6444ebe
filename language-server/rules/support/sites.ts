import type { Deployment, EdgeArray, EdgeServer, Site } from "../../model/deployment.js";

/** Where an edge server stands. Two servers stand in one perimeter when their keys are the same. */
export interface Place {
	readonly key: string;
	/** The declared site; absent where the deployment declares none, and thus has only one. */
	readonly site?: Site;
}

const ONLY_PLACE: Place = { key: "" };

/**
 * Where an edge server or array stands: in the site that it names, or that its array names, or in the only site there
 * is. Undefined where the file leaves it open: with several sites, a server without one could stand in any.
 */
export function placeOf(deployment: Deployment, host: EdgeServer | EdgeArray): Place | undefined {
	const { index, sites } = deployment;
	const reference = host.site ?? index.arrayOf.get(host.name)?.site;
	if (reference) {
		const site = index.sites.get(reference.name);
		return site && { key: site.name, site };
	}
	const [only, second] = sites;
	if (second) {
		return undefined;
	}
	return only ? { key: only.name, site: only } : ONLY_PLACE;
}

/** Whether a place is a site that is marked as remote. */
export function isRemote(place: Place | undefined): place is Place & { readonly site: Site } {
	return place?.site?.role?.value === "remote";
}
