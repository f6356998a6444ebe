import type { EdgeRoleId } from "../catalog/types.js";
import type { DeploymentIndex, EdgeArray, EdgeServer, Elements, Host } from "./deployment.js";
import { rolesOf } from "./edge-roles.js";
import type { Finding, TextEdit } from "./finding.js";
import type { Block } from "./origin.js";
import { problem } from "./problems.js";

/** Which edge servers belong to which array. */
export interface ArrayMembership {
	/** The array of an edge server, by the server's name. */
	readonly arrayOf: ReadonlyMap<string, EdgeArray>;
	/** The servers that are taken for members although their array does not name them. */
	readonly meantMembers: ReadonlyMap<EdgeArray, readonly EdgeServer[]>;
}

/**
 * The members that each array names. A server that no array names is taken for a member where the file leaves no doubt:
 * outside it has the very name of the array, or the array cannot be whole as it stands and the server is what it lacks.
 * That a name is missing or mistyped there is one mistake, which is reported as such; without this, everything that is
 * derived for an array would be found missing for the server.
 */
export function arrayMembership(
	{ edgeArrays, edgeServers }: Pick<Elements, "edgeArrays" | "edgeServers">,
	hosts: ReadonlyMap<string, Host>,
): ArrayMembership {
	const arrayOf = new Map(edgeArrays.flatMap((array) => array.members.map(({ name }) => [name, array] as const)));
	const meantMembers = new Map<EdgeArray, EdgeServer[]>();
	if (edgeArrays.length > 0) {
		const arrays = edgeArrays.map((array) => shapeOf(array, hosts));
		const byName = new Map(arrays.flatMap((shape) => shape.names.map((name) => [name, shape] as const)));
		const unfinished = arrays.filter(({ isUnfinished }) => isUnfinished);
		for (const server of edgeServers) {
			const meant = arrayOf.has(server.name) ? undefined : arrayThatLacks(server, byName, unfinished);
			if (meant) {
				arrayOf.set(server.name, meant);
				meantMembers.set(meant, [...(meantMembers.get(meant) ?? []), server]);
			}
		}
	}
	return { arrayOf, meantMembers };
}

/** What an array says of its members. */
interface Shape {
	readonly array: EdgeArray;
	/** The roles that it balances: those of its members and of its virtual addresses. */
	readonly roles: ReadonlySet<EdgeRoleId>;
	/** The combinations of roles on its members. */
	readonly combinations: ReadonlySet<string>;
	/** The names under which outside parties reach it, each with its role. */
	readonly names: readonly string[];
	/** Whether a member must be missing: it names none, or one that does not exist. */
	readonly isUnfinished: boolean;
}

function shapeOf(array: EdgeArray, hosts: ReadonlyMap<string, Host>): Shape {
	const members = array.members.flatMap(({ name }) => {
		const host = hosts.get(name);
		return host?.kind === "edge-server" ? [host] : [];
	});
	return {
		array,
		roles: new Set([
			...members.flatMap((member) => rolesOf(member).map(({ role }) => role)),
			...array.virtualAddresses.map(({ role }) => role),
		]),
		combinations: new Set(members.map(combinationOf)),
		names: [
			...array.virtualAddresses.flatMap(({ side, role, fqdn }) =>
				side.value === "external" && fqdn ? [keyOf(role, fqdn.value)] : [],
			),
			...members.flatMap(externalNamesOf),
		],
		isUnfinished: members.length < array.members.length || members.length === 0,
	};
}

function arrayThatLacks(
	server: EdgeServer,
	byName: ReadonlyMap<string, Shape>,
	unfinished: readonly Shape[],
): EdgeArray | undefined {
	const roles = rolesOf(server);
	const names = externalNamesOf(server);
	const fits = ({ array, roles: balanced }: Shape) =>
		roles.length > 0 &&
		roles.every(({ role }) => balanced.has(role)) &&
		(!server.site || !array.site || server.site.name === array.site.name);
	const named = names.map((name) => byName.get(name)).find((shape) => shape && fits(shape));
	const lacking = unfinished.find(
		(shape) =>
			fits(shape) &&
			// A name of its own outside makes a server that stands for itself.
			(names.length === 0 || shape.names.length === 0) &&
			(shape.combinations.size === 0 || shape.combinations.has(combinationOf(server))),
	);
	return (named ?? lacking)?.array;
}

function externalNamesOf(server: EdgeServer): readonly string[] {
	return rolesOf(server).flatMap(({ role, external }) => (external?.fqdn ? [keyOf(role, external.fqdn.value)] : []));
}

function combinationOf(server: EdgeServer): string {
	return rolesOf(server)
		.map(({ role }) => role)
		.join();
}

function keyOf(role: EdgeRoleId, name: string): string {
	return `${role} ${name}`;
}

/** An array that was read to its end and names no member. */
export function withoutMembers(array: EdgeArray, { meantMembers }: DeploymentIndex): readonly Finding[] {
	const { name, block, members, origin } = array;
	if (name === "" || !block.complete || members.length > 0) {
		return [];
	}
	const meant = meantMembers.get(array) ?? [];
	const names = meant.map((server) => server.name).join(", ");
	return [
		problem(
			"array-without-members",
			origin,
			`The array ${name} names no members, so nothing is known to stand behind its load balancer. List its edge servers with members.`,
			{
				related: meant.map((server) => ({ message: `${server.name} may be one`, origin: server.origin })),
				fixes:
					meant.length === 0
						? []
						: [
								{
									title: `List ${names}`,
									edits: [insertFirst(block, `members ${names}`)],
									safety: "unsafe",
									preferred: true,
								},
							],
			},
		),
	];
}

/** Writes a statement before the others of an element, its value in line with theirs. */
function insertFirst(
	{ uri, range, open, close, indent, indentUnit, valueOffset = 0 }: Block,
	statement: string,
): TextEdit {
	const at = open ?? range.end;
	const insert = (newText: string): TextEdit => ({ uri, range: { start: at, end: at }, newText });
	if (!open) {
		return insert(` { ${statement} }`);
	}
	if (close?.line === open.line) {
		return insert(` ${statement} `);
	}
	const [keyword = "", ...values] = statement.split(" ");
	return insert(`\n${indent}${indentUnit}${keyword.padEnd(valueOffset - 1)} ${values.join(" ")}`);
}
