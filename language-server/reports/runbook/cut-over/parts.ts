import type { RunbookContext } from "../page/page.js";

/** What is deployed together: the perimeter computers of one site. Where no site is stated, all of them. */
export interface Part {
	/** The site, by its name; undefined for computers of which the file does not say where they are. */
	readonly site?: string;
	readonly kind: "primary" | "remote";
	readonly edgeServers: readonly string[];
	readonly edgeArrays: readonly string[];
	readonly reverseProxies: readonly string[];
}

/** The parts in the order of work, the primary site first. There is always one. */
export function partsOf({ deployment, requirements }: RunbookContext): readonly [Part, ...Part[]] {
	const sites = requirements.layout.toSorted((a, b) => Number(a.kind === "remote") - Number(b.kind === "remote"));
	const named = new Set(sites.map(({ site }) => site));
	const proxies = (site: string | undefined, isFirst: boolean) =>
		deployment.reverseProxies
			// A proxy of which the file does not say where it is, or at a site of its own, is published with the first part.
			.filter((proxy) => (named.has(proxy.site?.name) ? proxy.site?.name === site : isFirst))
			.map((proxy) => proxy.name);
	const [first, ...others] = sites.map(({ site, kind, groups }, index): Part => {
		const part = {
			kind,
			edgeServers: groups.flatMap((group) => group.servers),
			edgeArrays: [...new Set(groups.flatMap((group) => group.array ?? []))],
			reverseProxies: proxies(site, index === 0),
		};
		return site === undefined ? part : { site, ...part };
	});
	return first === undefined
		? [{ kind: "primary", edgeServers: [], edgeArrays: [], reverseProxies: proxies(undefined, true) }]
		: [first, ...others];
}
