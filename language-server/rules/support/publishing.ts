import type { PublishedPathFact } from "../../catalog/types.js";
import type { Deployment, InternalServer, Publish, PublishedPath, ReverseProxy } from "../../model/deployment.js";
import { internalServerNamed } from "./internal-side.js";

/** What one reverse proxy publishes of one internal server. */
export interface Publication {
	readonly proxy: ReverseProxy;
	readonly publish: Publish;
	readonly server: InternalServer;
}

function publicationsOf(deployment: Deployment): readonly Publication[] {
	return deployment.reverseProxies.flatMap((proxy) =>
		proxy.publishes.flatMap((publish) => {
			const server = internalServerNamed(deployment, publish.pool.name);
			return server ? [{ proxy, publish, server }] : [];
		}),
	);
}

/** What is published of the Web Components of pools: everything but Communicator Web Access. */
export function webFarmPublications(deployment: Deployment): readonly Publication[] {
	return publicationsOf(deployment).filter(({ server }) => server.kind !== "communicator-web-access");
}

/** What is published of Communicator Web Access servers. */
export function webAccessPublications(deployment: Deployment): readonly Publication[] {
	return publicationsOf(deployment).filter(({ server }) => server.kind === "communicator-web-access");
}

/** The directories for internal clients, with those that outside users need in their place. */
export const INTERNAL_PATHS: ReadonlyMap<PublishedPath, PublishedPathFact["scenario"]> = new Map([
	["address-book-internal", "address-book"],
	["group-expansion-internal", "group-expansion"],
]);
