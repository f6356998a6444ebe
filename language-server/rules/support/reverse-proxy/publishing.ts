import type { PublishedPathFact } from "../../../catalog/types.js";
import type { Deployment, InternalServer, Publish, PublishedPath, ReverseProxy } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import { internalServerNamed } from "../../../model/lookups.js";
import { neighbourAmong } from "../completeness.js";
import { insertElement } from "../edits.js";
import { numberedName } from "../names.js";

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

/** A new reverse proxy that publishes one server, or none while it is open which; its adapters are for the author to give. */
export function addProxy(deployment: Deployment, published: InternalServer | undefined, body: readonly string[]): Fix {
	const name = numberedName(deployment, "proxy");
	const { edgeArrays, edgeServers, internalServers } = deployment;
	const neighbour = neighbourAmong(deployment, edgeArrays, edgeServers, internalServers);
	return {
		title: published ? `Add a reverse proxy ${name} that publishes ${published.name}` : `Add a reverse proxy ${name}`,
		edits: [
			insertElement(neighbour.block, {
				head: `reverse-proxy ${name}`,
				body: published ? [{ head: `publish ${published.name}`, body }] : [],
			}),
		],
		safety: "unsafe",
		preferred: true,
	};
}
