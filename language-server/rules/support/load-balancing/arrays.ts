import { edgeRoleIds } from "../../../catalog/catalogue.js";
import type { EdgeRoleId } from "../../../catalog/types.js";
import type { Deployment, EdgeArray, EdgeServer, Side } from "../../../model/deployment.js";
import { roleOf, rolesOf } from "../../../model/edge-roles.js";
import type { Reference } from "../../../model/origin.js";

/** A member of an array, with the word by which the array names it. */
export interface Member {
	readonly reference: Reference;
	readonly edge: EdgeServer;
}

/** The edge servers that an array names, as far as they are declared. */
export function membersOf({ index }: Deployment, array: EdgeArray): readonly Member[] {
	return array.members.flatMap((reference) => {
		const edge = index.hosts.get(reference.name);
		return edge?.kind === "edge-server" ? [{ reference, edge }] : [];
	});
}

/** The edge servers behind an array: those that it names, and those that it must mean without naming them. */
export function serversBehind(deployment: Deployment, array: EdgeArray): readonly EdgeServer[] {
	const meant = deployment.index.meantMembers.get(array) ?? [];
	return [...membersOf(deployment, array).map(({ edge }) => edge), ...meant];
}

/** The members of an array that carry a role. */
export function membersWith(deployment: Deployment, array: EdgeArray, role: EdgeRoleId): readonly Member[] {
	return membersOf(deployment, array).filter(({ edge }) => roleOf(edge, role) !== undefined);
}

/** Whether the members carry a role, by the order in which the roles are usually named. */
export function rolesOfArray(deployment: Deployment, array: EdgeArray): readonly EdgeRoleId[] {
	const carried = new Set(membersOf(deployment, array).flatMap(({ edge }) => rolesOf(edge).map(({ role }) => role)));
	return edgeRoleIds.filter((role) => carried.has(role));
}

/** Whether a computer carries all three edge roles. */
export function isConsolidated({ accessEdge, webConferencingEdge, avEdge }: EdgeServer): boolean {
	return accessEdge !== undefined && webConferencingEdge !== undefined && avEdge !== undefined;
}

/** The members with all three roles, where there are other members to share the load with. */
export function consolidatedMembers(deployment: Deployment, array: EdgeArray): readonly Member[] {
	const members = membersOf(deployment, array);
	return members.length < 2 ? [] : members.filter(({ edge }) => isConsolidated(edge));
}

/** The one address that DNS has for a name, unless it is that of a single member. */
export function addressInDns(deployment: Deployment, array: EdgeArray, side: Side, name: string): string | undefined {
	const addresses = deployment.dnsViews
		.filter(({ view }) => view.value === side)
		.flatMap(({ records }) => records)
		.flatMap((record) => (record.type === "A" && record.host.value === name ? record.addresses.items : []))
		.map(({ value }) => value.text);
	const [only, second] = new Set(addresses);
	const taken = new Set(
		membersOf(deployment, array).flatMap(({ edge }) =>
			edge.adapters.flatMap((adapter) => adapter.addresses.items.map(({ value }) => value.text)),
		),
	);
	return only !== undefined && second === undefined && !taken.has(only) ? only : undefined;
}
