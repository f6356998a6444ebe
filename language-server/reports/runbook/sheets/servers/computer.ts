import type { EdgeArray, EdgeServer, InternalServer, ReverseProxy } from "../../../../model/deployment.js";
import { code } from "../../../markdown.js";
import type { RunbookContext } from "../../page/page.js";

/** A computer of the perimeter network. */
export type Computer = EdgeServer | ReverseProxy;

/** Whatever has a section of its own on the sheet. */
export type Server = Computer | EdgeArray | InternalServer;

/** The site of a server; undefined where there is only one or the file does not say. */
export function siteOf({ deployment }: RunbookContext, server: Server): string | undefined {
	const stated =
		server.kind === "edge-server"
			? (server.site ?? deployment.index.arrayOf.get(server.name)?.site)
			: server.kind === "edge-array" || server.kind === "reverse-proxy"
				? server.site
				: undefined;
	return stated === undefined ? undefined : code(stated.name);
}

/** Rows of a table of two columns: what it is, and its value as Markdown. */
export type Rows = (readonly [string, string])[];
