import { listed } from "../../../basics/sentences.js";
import type { PublishedPathFact } from "../../../catalog/types.js";
import type { Deployment, Publish, ReverseProxy } from "../../../model/deployment.js";
import { hostNamed, isInternalServer } from "../../../model/lookups.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { Box, PageBuilder, RunbookContext } from "../page/page.js";
import { statementOf } from "./origins.js";

/*
 * What reverse proxies publish, and what they leave out.
 */

/** What is published of web farms: Communicator Web Access has a procedure of its own. */
export function webFarmsOf({ deployment }: RunbookContext, proxy: ReverseProxy): readonly Publish[] {
	return proxy.publishes.filter(
		(publish) => hostNamed(deployment.index, publish.pool.name)?.kind !== "communicator-web-access",
	);
}

/** What is published of Communicator Web Access. */
export function communicatorWebAccess({ deployment }: RunbookContext, proxy: ReverseProxy): readonly Publish[] {
	return proxy.publishes.filter(
		(publish) => hostNamed(deployment.index, publish.pool.name)?.kind === "communicator-web-access",
	);
}

/** The pools whose web farms are published, by all reverse proxies or by some of them, by their names, each once. */
export function publishedPools(
	{ index, reverseProxies }: Deployment,
	proxies: readonly string[] = reverseProxies.map(({ name }) => name),
): readonly string[] {
	const hosts = reverseProxies
		.filter(({ name }) => proxies.includes(name))
		.flatMap((proxy) => proxy.publishes.map(({ pool }) => hostNamed(index, pool.name)));
	return [...new Set(hosts.flatMap((host) => (host?.kind === "pool" ? [host.name] : [])))];
}

/** The paths that the file states and those that a wanted scenario needs, in the order of the catalogue. */
export function pathsOf(context: RunbookContext, publish: Publish): readonly PublishedPathFact[] {
	const stated = new Set(publish.paths.items.map((path) => path.value));
	const wanted = new Set(context.requirements.scenarios);
	return context.catalogue.publishedPaths.filter((path) => stated.has(path.scenario) || wanted.has(path.scenario));
}

/** The addresses to open from outside once the rules are in force. */
export function publishedAddresses(context: RunbookContext): readonly Box[] {
	return context.deployment.reverseProxies.flatMap((proxy) =>
		webFarmsOf(context, proxy).flatMap((publish) => {
			const host = hostNamed(context.deployment.index, publish.pool.name);
			const pool = isInternalServer(host) ? host : undefined;
			const stated = publish.externalUrl ?? pool?.webFarm?.external;
			return stated === undefined
				? []
				: pathsOf(context, publish).map((path) => ({
						id: `published/${proxy.name}/${pool?.name ?? publish.pool.name}/${path.scenario}`,
						text: `${code(`https://${stated.value}${path.directory}`)} (${text(path.title.toLowerCase())})`,
						origin: statementOf(stated),
					}));
		}),
	);
}

/** What the wanted scenarios need of the reverse proxy beyond these steps, or what the guide recommends on top. */
export function publishingNotes(page: PageBuilder, context: RunbookContext): readonly string[] {
	const { deployment, catalogue, requirements } = context;
	const notes: string[] = [];
	const published = new Set(
		deployment.reverseProxies.flatMap((proxy) =>
			webFarmsOf(context, proxy).flatMap((publish) => pathsOf(context, publish).map((path) => path.scenario)),
		),
	);
	const left = catalogue.publishedPaths.filter((path) => !published.has(path.scenario));
	if (published.size > 0 && left.length > 0) {
		notes.push(
			`Not published, because no scenario of the file asks for it: ${listed(left.map((path) => text(path.title.toLowerCase())))}. The deployment guide recommends to publish all three directories.${page.mark(documented("ocs2007", "EDG-2.1"))}`,
		);
	}
	if (requirements.scenarios.includes("device-updates")) {
		notes.push(
			`Device updates: no publishing path for OCS 2007 was found. Take it from the documentation of the Software Update Service.${page.mark(documented("r2", "R2-DUS", "R2-EDGRP"))}`,
		);
	}
	const isCwaPublished = deployment.reverseProxies.some((proxy) => communicatorWebAccess(context, proxy).length > 0);
	if (requirements.scenarios.includes("communicator-web-access") && !isCwaPublished) {
		notes.push(
			`Communicator Web Access is published on its own, over HTTPS only, as ${page.blank(
				blanks.byHand("external FQDN of Communicator Web Access"),
			)}. Take the steps from "Communicator Web Access (2007): Publishing a Virtual Server to the Web for Remote User Access".${page.mark(documented("ocs2007", "CWA-PUB"))}`,
		);
	}
	return notes;
}
