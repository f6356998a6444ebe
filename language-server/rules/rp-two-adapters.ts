import { defineRule, MET, undecided } from "./rule.js";
import { usualNetwork } from "./support/addresses/addresses.js";
import { insertBehind } from "./support/edits.js";

export const rule = defineRule({
	code: "rp-two-adapters",
	title: "The reverse proxy has an internal and an external network adapter",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "ocs2007",
	sources: ["EDG-2.1", "PEDIA-RP"],
	why: "The setup of the reverse proxy begins with an internal and an external network adapter.",
	howToFix: "Add the second adapter.",
	needs: "The adapters of the reverse proxy: at least one of them.",
	*check({ deployment }) {
		for (const proxy of deployment.reverseProxies) {
			const [adapter, second] = proxy.adapters;
			// On the computer of another server it uses adapters that are not its own.
			if (!adapter || !proxy.block.complete || proxy.runsOn) {
				yield undecided(proxy, "its adapters (`adapter`)");
				continue;
			}
			if (second) {
				yield MET;
				continue;
			}
			const side = adapter.side?.value;
			const other = side === "internal" ? "external" : side === "external" ? "internal" : undefined;
			const network = other && usualNetwork(deployment, other);
			const statement = `adapter ${other}${network === undefined ? "" : ` on ${network}`}`;
			yield {
				message: `${proxy.name} has one network adapter${side ? `, ${side}` : ""}. The setup of a reverse proxy begins with an internal and an external one. Add ${other ? `the ${other}` : "the other"} adapter.`,
				at: adapter.side?.origin ?? adapter.origin,
				fixes: other
					? [
							{
								title: `Add an ${other} adapter to ${proxy.name}`,
								edits: [insertBehind(proxy.block, adapter.block, statement)],
								safety: "unsafe",
								preferred: true,
							},
						]
					: [],
			};
		}
	},
});
