import { defineRule } from "./rule.js";
import { translatedAvEdges } from "./support/firewall/address-translation.js";

export const rule = defineRule({
	code: "av-edge-internal-nat",
	title: "The internal firewall does not translate the address of an A/V Edge",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["EDG-2.3"],
	why: "Internal clients and servers send media to the internal address of the A/V Edge, which has to be fully routable from the internal network. The internal firewall must not translate it.",
	howToFix: "Route between the internal network and the perimeter instead of translating.",
	needs: "What the internal firewall translates (`nat`), and the zones of the two networks that it stands between.",
	check: ({ deployment }) =>
		translatedAvEdges(deployment, "internal", {
			why: "Internal clients and servers send media to this address, which has to be fully routable for them.",
			whatToDo: "Route it instead.",
		}),
});
