import type { Catalogue, Evidence, EvidenceClass, PortSettingId, ScenarioId } from "../../catalog/types.js";
import { type Address, formatPortRange, isInSubnet, type PortRange } from "../../model/address.js";
import type { Adapter, AnyEdgeRole, Deployment, EdgeServer, Host } from "../../model/deployment.js";
import { virtualAddressOf } from "../../model/lookups.js";
import type { Stated } from "../../model/origin.js";
import { externalAddressOfRole } from "../../requirements/resolve.js";
import { code, text } from "../markdown.js";
import type { RunbookContext } from "./page/page.js";

/** Evidence of a step: what kind of text documents it, and which texts. */
export function documented(founded: EvidenceClass, ...sources: readonly string[]): Evidence {
	return { class: founded, sources };
}

/** From the strongest to the weakest. */
const strengths: readonly EvidenceClass[] = [
	"seed",
	"ocs2007",
	"ocs2007-copy",
	"r2",
	"later",
	"community",
	"derived",
	"unsourced",
];

/** Evidence of what several sources say only together: it is as good as the weakest of them. */
export function documentedTogether(catalogue: Catalogue, sources: readonly string[]): Evidence {
	const kinds = sources.flatMap((key) => catalogue.sources[key]?.kind ?? []);
	const weakest = Math.max(-1, ...kinds.map((kind) => strengths.indexOf(kind)));
	return { class: strengths[weakest] ?? "unsourced", sources };
}

/** The external address of a role, found as the derivation finds it, so that no page disagrees with the sheets. */
export function roleAddressOf(server: EdgeServer, role: AnyEdgeRole): string | undefined {
	return externalAddressOfRole({ server, role });
}

/** The name under which outside parties reach a role on this computer: in an array that of the virtual address. */
export function roleNameOf(deployment: Deployment, server: EdgeServer, role: AnyEdgeRole): string | undefined {
	const array = deployment.index.arrayOf.get(server.name);
	const virtual = array === undefined ? undefined : virtualAddressOf(array, role.role, "external");
	return virtual?.fqdn?.value ?? role.external?.fqdn?.value;
}

/** The address and the prefix length as the file states it. */
export function addressText(address: Address): string {
	return address.prefix === undefined ? address.text : `${address.text}/${address.prefix}`;
}

/** The subnet of an adapter's network that an address lies in, where the file states it. */
export function subnetOf(deployment: Deployment, adapter: Adapter, address: Address): string | undefined {
	const network = adapter.network === undefined ? undefined : deployment.index.networks.get(adapter.network.name);
	return network?.subnets.items.find((subnet) => isInSubnet(address.text, subnet.value))?.value.text;
}

/** The titles of scenarios; "all scenarios" where there are several and none is missing. */
export function scenarioTitles(context: RunbookContext, ids: readonly ScenarioId[]): string {
	const all = context.requirements.scenarios;
	return all.length > 1 && ids.length === all.length
		? "all scenarios"
		: ids.map((id) => text(context.catalogue.scenarios[id].title)).join(", ");
}

/** The elements of the given names that are edge servers, the members of arrays included, each once. */
export function edgeServersOf(deployment: Deployment, names: readonly string[]): readonly EdgeServer[] {
	const wanted = new Set(
		names.flatMap((name) => {
			const host = deployment.index.hosts.get(name);
			return host?.kind === "edge-array" ? host.members.map((member) => member.name) : [name];
		}),
	);
	return deployment.edgeServers.filter((server) => wanted.has(server.name));
}

/** The FQDN of a host; an array has one for each role and side. */
export function fqdnOf(host: Host | undefined): string | undefined {
	return host === undefined || host.kind === "edge-array" ? undefined : host.fqdn?.value;
}

/** A port as the file states it, or the default of the product. */
export function port(catalogue: Catalogue, setting: PortSettingId, stated: Stated<PortRange> | undefined): string {
	return stated === undefined
		? `${code(catalogue.portSettings[setting].default)} (the default)`
		: code(formatPortRange(stated.value));
}
