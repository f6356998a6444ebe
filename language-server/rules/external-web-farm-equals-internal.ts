import { isInSubnet } from "../model/address.js";
import type { InternalServer } from "../model/deployment.js";
import { defineRule, MET, undecided } from "./rule.js";
import { hostRecords } from "./support/dns/host-records.js";
import { addressesOf, externalZone } from "./support/dns/zone.js";

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
	*check(context) {
		const { deployment } = context;
		const outside = externalZone(deployment);
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
			const addresses = addressesOf(outside, external.value);
			if (!addresses?.length) {
				yield undecided(pool, `${external.value} in an external DNS view`);
				continue;
			}
			const own = ownAddresses(pool);
			const wrong = addresses.find(
				({ address: { value } }) => own.has(value.text) || internal.some((subnet) => isInSubnet(value.text, subnet)),
			)?.address;
			if (!wrong) {
				yield MET;
				continue;
			}
			// Where the right address is known, the record is what is wrong, and its own rule says so.
			const record = hostRecords(context, "external").find(({ name }) => name === external.value);
			if (record?.is === "wrong") {
				yield undecided(pool, `the address of the reverse proxy for ${external.value}`);
				continue;
			}
			yield {
				message: `${pool.name} has ${external.value} as the internal and the external name of its web farm, and the Internet gets ${wrong.value.text} for it, an internal address. Outside clients would never reach the reverse proxy. Use a public name of its own for them.`,
				at: external.origin,
				related: [
					{ message: "The same name inside", origin: webFarm.internal.origin },
					{ message: "What the Internet gets for it", origin: wrong.origin },
				],
			};
		}
	},
});

function ownAddresses({ addresses, members }: InternalServer): ReadonlySet<string> {
	return new Set([
		...addresses.items.map(({ value }) => value.text),
		...members.flatMap(({ address }) => (address ? [address.value.text] : [])),
	]);
}
