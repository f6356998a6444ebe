import { code } from "../../markdown.js";
import { documented } from "../facts.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { balancersPage } from "../page/page-paths.js";
import { balancersWithOpenWayBack } from "../way-back.js";
import type { Part } from "./parts.js";

/**
 * A sentence on the way back of answers, which the network team of a part settles with the load balancer team.
 *
 * @returns undefined where no balancer leaves it open
 */
export function wayBack(page: PageBuilder, { deployment }: RunbookContext, { edgeArrays }: Part): string | undefined {
	return balancersWithOpenWayBack(deployment, edgeArrays).length > 0
		? `The way back of answers through a load balancer that translates destinations only is settled, as the ${page.link("load balancer sheet", balancersPage)} asks; and whoever builds the servers knows it, with gateway and routes where they differ.${page.mark(documented("derived", "PLAN-HLB"))}`
		: undefined;
}

/** The networks that computers are connected to, each once. */
export function networksOf({ deployment }: RunbookContext, computers: readonly string[]): readonly string[] {
	const names = computers.flatMap((name) => {
		const host = deployment.index.hosts.get(name);
		return host?.kind === "edge-server" || host?.kind === "reverse-proxy"
			? host.adapters.flatMap((adapter) => adapter.network?.name ?? [])
			: [];
	});
	return [...new Set(names)];
}

/** As in "edge1 (steps 2.1 to 2.19)": the steps with which a computer is set up before anything is installed on it. */
export function builtBy(page: PageBuilder, { steps }: RunbookContext, name: string): string {
	const groups = (steps?.on(name) ?? []).filter(({ id }) => /\/(?:computer|adapters|name-resolution)$/.test(id));
	const [first] = groups;
	const last = groups.at(-1);
	return first === undefined || last === undefined
		? code(name)
		: `${code(name)} (${page.link(`steps ${first.first} to ${last.last}`, first.path)})`;
}
