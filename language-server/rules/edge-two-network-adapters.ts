import { type Address, formatAddress } from "../model/address.js";
import type { Adapter, EdgeServer, Side } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import type { Fix, TextEdit } from "../model/finding.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { usualNetwork } from "./support/addresses/addresses.js";
import { insertBehind, removeValues } from "./support/edits.js";

export const rule = defineRule({
	code: "edge-two-network-adapters",
	title: "An edge server has two network adapters",
	severity: "warning",
	category: "addresses",
	evidence: "seed",
	sources: ["HMC-EDGE", "SCHERTZ-NIC"],
	why: "Two adapters, one for the internal and one for the external side, separate both sides physically.",
	howToFix: "Add the second adapter, and bind internal and external addresses to different adapters.",
	needs: "The adapters of the edge server: at least one of them.",
	note: "The OCS 2007 Supportability Guide, as a community page quotes it, supports one multihomed adapter too; hence a warning and no error.",
	*check({ deployment }) {
		const usual = { internal: usualNetwork(deployment, "internal"), external: usualNetwork(deployment, "external") };
		for (const edge of deployment.edgeServers) {
			const [adapter, second] = edge.adapters;
			if (!adapter) {
				yield undecided(edge, "the adapters (`adapter`)");
				continue;
			}
			if (second) {
				yield MET;
				continue;
			}
			if (!edge.block.complete) {
				continue;
			}
			const side = adapter.side?.value;
			yield {
				message: `${edge.name} has ${side ? `an ${side} network adapter only` : "one network adapter only"}. Two adapters separate the internal from the external side physically. Add an adapter for the ${side === "internal" ? "external" : side === "external" ? "internal" : "other"} side.`,
				at: adapter.side?.origin ?? adapter.origin,
				fixes: side === undefined ? [] : [addAdapter(usual, edge, adapter, side)],
			};
		}
	},
});

function addAdapter(
	usual: Readonly<Record<Side, string | undefined>>,
	edge: EdgeServer,
	present: Adapter,
	presentSide: Side,
): Fix {
	const side = presentSide === "internal" ? "external" : "internal";
	const network = usual[side];
	const head = network === undefined ? `adapter ${side}` : `adapter ${side} on ${network}`;
	const { addresses, moves } = side === "external" ? externalAddressesOf(edge, present) : { addresses: [], moves: [] };
	const statement = addresses.length === 0 ? head : `${head} { address ${addresses.join(", ")} }`;
	return {
		title: `Add an ${side} adapter to ${edge.name}`,
		edits: [...moves, insertBehind(edge.block, present.block, statement)],
		safety: "unsafe",
		preferred: true,
	};
}

/**
 * The external addresses of the roles, as the new adapter has them, and the edits that take them off the internal one.
 * Where the internal adapter would be left without an address, what stands on it stays: which address is the internal
 * one is then not known.
 */
function externalAddressesOf(
	edge: EdgeServer,
	present: Adapter,
): { readonly addresses: readonly string[]; readonly moves: readonly TextEdit[] } {
	const { addresses: list, block } = present;
	const wanted = new Map(
		rolesOf(edge).flatMap(({ external }) =>
			external?.address ? [[external.address.value.text, external.address] as const] : [],
		),
	);
	const isWanted = (item: Stated<Address>) => wanted.has(item.value.text);
	const isMoved = list.complete && !list.items.every(isWanted);
	const addresses = [...wanted.values()].flatMap((used) => {
		const bound = list.items.find((item) => item.value.text === used.value.text);
		return bound && !isMoved ? [] : [formatAddress((bound ?? used).value)];
	});
	const moves = isMoved ? removeValues(block, list, isWanted) : [];
	return { addresses, moves };
}
