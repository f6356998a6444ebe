import { groupBy } from "../../../basics/collections.js";
import type { Deployment, EdgeServer } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import type { Stated } from "../../../model/origin.js";
import { removeValues } from "../edits.js";
import { sharedEdgeComputer } from "./computers.js";

/** What other software on an edge computer is to its edge roles. Each kind is a mistake with a rule of its own. */
export type SoftwareKind = "accepted" | "internal-role" | "perimeter-service" | "other";

/** The internal servers of Office Communications Server, as a file may name them. */
const INTERNAL_ROLES: ReadonlyMap<string, string> = new Map([
	["front-end", "a Front End Server"],
	["director", "a Director"],
	["web-conferencing", "a Web Conferencing Server"],
	["av-conferencing", "an A/V Conferencing Server"],
	["web-components", "the Web Components"],
	["mediation-server", "a Mediation Server"],
	["archiving-server", "an Archiving Server"],
	["communicator-web-access", "Communicator Web Access"],
	["address-book", "the Address Book Server"],
]);

/** Products with a task of their own in the perimeter network. */
const PERIMETER_SERVICE = /^(?:isa-server|forefront|exchange)/;

/** Programs that route SIP with MSPL or the OCS API are named as acceptable. */
const ACCEPTED: ReadonlySet<string> = new Set(["mspl-application"]);

/** What a word behind `runs` is to the edge roles. */
export function kindOfSoftware(word: string): SoftwareKind {
	if (ACCEPTED.has(word)) {
		return "accepted";
	}
	if (INTERNAL_ROLES.has(word)) {
		return "internal-role";
	}
	return PERIMETER_SERVICE.test(word) ? "perimeter-service" : "other";
}

/** "a Director": what an internal role is called in a sentence. */
export function internalRoleTitle(word: string): string {
	return INTERNAL_ROLES.get(word) ?? word;
}

/**
 * The products of the declared reverse proxies and firewalls that run on the computer of each edge server. That they do
 * has rules of its own, which speak of these products too.
 */
export function declaredProducts(deployment: Deployment): ReadonlyMap<string, readonly (string | undefined)[]> {
	const { reverseProxies, firewalls } = deployment;
	const hosted = [
		...reverseProxies.map((proxy) => ({
			computer: sharedEdgeComputer(deployment, proxy)?.edge.name,
			product: proxy.product,
		})),
		...firewalls.map(({ product, runsOn }) => ({ computer: runsOn?.name, product })),
	];
	return new Map(
		[...groupBy(hosted, ({ computer }) => computer)].flatMap(([computer, list]) =>
			computer === undefined ? [] : [[computer, list.map(({ product }) => product?.value)] as const],
		),
	);
}

/** Whether the software is one of the declared products, of whatever release; ISA Server may be any that is not named. */
export function isDeclaredProduct(word: string, products: readonly (string | undefined)[] | undefined): boolean {
	return products?.some((product) => familyOf(product ?? "isa-server") === familyOf(word)) ?? false;
}

function familyOf(word: string): string {
	return /^(?:isa-server|forefront)/.exec(word)?.[0] ?? word;
}

/** Takes a program off the computer. */
export function removeSoftware(edge: EdgeServer, software: Stated<string>): readonly Fix[] {
	return [
		{
			title: `Take ${software.value} off ${edge.name}`,
			edits: removeValues(edge.block, edge.runs, (item) => item === software),
			safety: "unsafe",
			preferred: true,
		},
	];
}
