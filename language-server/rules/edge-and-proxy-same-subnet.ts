import { groupBy } from "../basics/collections.js";
import type { Adapter, Deployment, EdgeServer, ReverseProxy, Side } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { adaptersOn } from "../model/lookups.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, type Outcome, undecided } from "./rule.js";
import {
	type Foothold,
	footholdsOf,
	networkAround,
	notPublicBecause,
	overlap,
	sidesInOneSubnet,
} from "./support/addresses/addresses.js";
import { avAddressOf } from "./support/addresses/av-addresses.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "edge-and-proxy-same-subnet",
	title: "Edge servers and the reverse proxy of one perimeter share a subnet",
	severity: "error",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["SUP-PERIM"],
	why: "All edge roles and the reverse proxy have to be deployed in the same subnet.",
	howToFix: "Renumber the computers into one subnet, on each side.",
	needs:
		"The adapters with their side, and their subnets: by the prefix of an address, or by the network with its subnet.",
	note: "The source does not say how this applies to the two sides. External addresses are compared with each other, and so are internal ones. Sites are perimeters of their own.",
	*check({ deployment }) {
		for (const computers of perimeters(deployment)) {
			for (const side of ["external", "internal"] as const) {
				yield* strangers(deployment, side, computers);
			}
		}
	},
});

type Computer = EdgeServer | ReverseProxy;

/** The perimeter computers by site. Without a site a computer belongs to the only site there is. */
function perimeters({ edgeServers, reverseProxies, index }: Deployment): readonly (readonly Computer[])[] {
	const computers: readonly Computer[] = [...edgeServers, ...reverseProxies];
	const groups = groupBy(computers, ({ site }) => site && index.sites.get(site.name)?.name);
	const sited = [...groups.keys()].filter((site) => site !== undefined);
	// With several sites, a computer without one could stand in any of them.
	return sited.length < 2 ? [computers] : sited.map((site) => groups.get(site) ?? []);
}

interface Standing {
	readonly computer: Computer;
	readonly footholds: readonly (Foothold & { readonly adapter: Adapter })[];
}

function* strangers(deployment: Deployment, side: Side, computers: readonly Computer[]): Iterable<Outcome> {
	if (computers.length < 2) {
		return;
	}
	const all = computers.map((computer) => standingOf(deployment, side, computer));
	for (const { computer, footholds } of all) {
		if (footholds.length === 0) {
			yield undecided(computer, `its subnet on the ${side} side`);
		}
	}
	const standings = all.filter(({ footholds }) => footholds.length > 0);
	const home = mostCommon(standings);
	if (!home) {
		return;
	}
	const [, reference] = home;
	for (const { computer, footholds } of standings) {
		const [first] = footholds;
		if (!first || footholds.some(({ subnet }) => overlap(subnet, reference.subnet))) {
			yield MET;
			continue;
		}
		const [resident] = home;
		yield {
			message: `${computer.name} stands in ${first.subnet.text} on its ${side} side, and ${resident.name} in ${reference.subnet.text}. All edge servers and the reverse proxy of one perimeter have to be in the same subnet. Renumber ${computer.name}.`,
			at: first.origin,
			related: [{ message: `${resident.name} stands in ${reference.subnet.text}`, origin: reference.origin }],
			fixes: changeNetwork(computer, first.adapter, reference.adapter),
		};
	}
}

function standingOf(deployment: Deployment, side: Side, computer: Computer): Standing {
	// An adapter outside the perimeter is in the wrong network, which is another mistake.
	const adapters = adaptersOn(computer, side).filter((adapter) => {
		const zone = networkAround(adapter, deployment)?.network.zone?.value;
		return zone === undefined || zone === "perimeter";
	});
	// Where both sides are in one subnet, one of them is wrong, and a rule of its own says so.
	const shared = computer.kind === "edge-server" ? sidesInOneSubnet(computer, deployment) : undefined;
	const wrong = typeof shared === "object" ? [shared.internal.origin, shared.external.origin] : [];
	return {
		computer,
		footholds: adapters.flatMap((adapter) =>
			footholdsOf(adapter, deployment)
				.filter(({ origin }) => !wrong.includes(origin) && !isPrivateAvAddress(computer, adapter, origin))
				.map((foothold) => ({ ...foothold, adapter })),
		),
	};
}

/** A private address of an A/V Edge has to go, wherever it lies; that has rules of its own. */
function isPrivateAvAddress(computer: Computer, adapter: Adapter, origin: Origin): boolean {
	const own = computer.kind === "edge-server" ? avAddressOf(computer)?.value.text : undefined;
	return (
		own !== undefined &&
		notPublicBecause(own) !== undefined &&
		adapter.addresses.items.some((item) => item.origin === origin && item.value.text === own)
	);
}

/** The subnet that most computers stand in; of several, the one that the first computer names. */
function mostCommon(standings: readonly Standing[]) {
	const counts = new Map<string, number>();
	for (const { footholds } of standings) {
		for (const text of new Set(footholds.map(({ subnet }) => subnet.text))) {
			counts.set(text, (counts.get(text) ?? 0) + 1);
		}
	}
	const most = [...counts.values()].reduce((highest, count) => Math.max(highest, count), 0);
	for (const { computer, footholds } of standings) {
		const reference = footholds.find(({ subnet }) => counts.get(subnet.text) === most);
		if (reference) {
			return [computer, reference] as const;
		}
	}
	return undefined;
}

/** An adapter without addresses only needs the right network; addresses are the author's to choose. */
function changeNetwork(computer: Computer, adapter: Adapter, model: Adapter): readonly Fix[] {
	if (adapter.addresses.items.length > 0 || !adapter.network || !model.network) {
		return [];
	}
	return [
		{
			title: `Put this adapter of ${computer.name} on ${model.network.name}`,
			edits: [replace(adapter.network.origin, model.network.name)],
			safety: "unsafe",
			preferred: true,
		},
	];
}
