import { isInSubnet } from "../model/address.js";
import type { Deployment, InternalServer } from "../model/deployment.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";

export const rule = defineRule({
	code: "external-web-farm-equals-internal",
	title: "The external web farm name leads to the reverse proxy outside",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "r2",
	sources: ["R2-GRPEXP"],
	why: "One name may serve both sides only where the Internet gets the address of the reverse proxy for it. Outside clients cannot reach an internal address.",
	howToFix: "Use a public name of its own for outside clients, or let the external record lead to the reverse proxy.",
	needs: "A pool whose web farm has the same internal and external name, and that name in an external DNS view.",
	note: "Inferred from how OCS 2007 R2 gives out both URLs.",
	*check({ deployment }) {
		const outside = externalAddresses(deployment);
		const internal = deployment.networks
			.filter((network) => network.zone?.value === "internal")
			.flatMap((network) => network.subnets.items.map(({ value }) => value));
		for (const pool of deployment.internalServers) {
			const { webFarm } = pool;
			if (!webFarm?.external || !webFarm.internal) {
				continue;
			}
			const { external } = webFarm;
			if (external.value !== webFarm.internal.value) {
				yield MET;
				continue;
			}
			const addresses = outside.get(external.value);
			if (!addresses) {
				yield undecided(pool, `${external.value} in an external DNS view`);
				continue;
			}
			const own = ownAddresses(pool);
			const wrong = addresses.find(
				({ value }) => own.has(value) || internal.some((subnet) => isInSubnet(value, subnet)),
			);
			if (!wrong) {
				yield MET;
				continue;
			}
			yield {
				message: `${pool.name} has ${external.value} as the internal and the external name of its web farm, and the Internet gets ${wrong.value} for it, an internal address. Outside clients would never reach the reverse proxy. Use a public name of its own for them.`,
				at: external.origin,
				related: [
					{ message: "The same name inside", origin: webFarm.internal.origin },
					{ message: "What the Internet gets for it", origin: wrong.origin },
				],
			};
		}
	},
});

/** The addresses that the external DNS gives for each name. */
function externalAddresses({ dnsViews }: Deployment): ReadonlyMap<string, readonly Stated<string>[]> {
	const map = new Map<string, readonly Stated<string>[]>();
	for (const view of dnsViews.filter((one) => one.view.value === "external")) {
		for (const record of view.records) {
			if (record.type === "A") {
				const stated = record.addresses.items.map((item) => ({ ...item, value: item.value.text }));
				map.set(record.host.value, [...(map.get(record.host.value) ?? []), ...stated]);
			}
		}
	}
	return map;
}

function ownAddresses({ addresses, members }: InternalServer): ReadonlySet<string> {
	return new Set([
		...addresses.items.map(({ value }) => value.text),
		...members.flatMap(({ address }) => (address ? [address.value.text] : [])),
	]);
}
