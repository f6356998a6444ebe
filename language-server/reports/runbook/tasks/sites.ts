import type { Deployment, EdgeServer } from "../../../model/deployment.js";
import { code } from "../../markdown.js";

/** Where a server stands, for whoever walks up to it; nothing where there is one site only. */
export function siteLine({ index, sites }: Deployment, server: EdgeServer): readonly string[] {
	const site = server.site ?? index.arrayOf.get(server.name)?.site;
	return sites.length < 2 || site === undefined ? [] : [`Site: ${code(site.name)}.`];
}
