import { defineRule } from "./rule.js";
import { translatedAvEdges } from "./support/firewall/address-translation.js";

export const rule = defineRule({
	code: "av-edge-external-nat",
	title: "The external firewall does not translate the address of an A/V Edge",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["EDG-2.3", "PEDIA-PUBIP"],
	why: "The A/V Edge hands its own address out to clients. Behind address translation that address leads nowhere, so the external firewall must not translate it.",
	howToFix: "Route the public subnet to the perimeter instead of translating it.",
	needs: "What the external firewall translates (`nat`), and the zones of the two networks that it stands between.",
	check: ({ deployment }) =>
		translatedAvEdges(deployment, "external", {
			why: "The A/V Edge does not work behind address translation.",
			whatToDo: "Route its public address instead.",
		}),
});
