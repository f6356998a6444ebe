import type { Catalogue } from "../types.js";
import { evidence } from "./evidence.js";

export const guidelines: Catalogue["guidelines"] = [
	{
		text: "Deploy edge servers after the internal OCS 2007 deployment is complete, unless you migrate from Live Communications Server 2005 with SP1.",
		reason: "Every edge role needs its internal counterpart. A migration is the only exception that is stated.",
		evidence: evidence("seed", ["HMC-EDGE", "PEDIA-IMP"]),
	},
	{
		text: "Keep edge servers in a workgroup instead of a domain, and keep Active Directory out of the perimeter network.",
		reason:
			"A workgroup makes the installation simpler. Active Directory in the perimeter network is a significant security risk.",
		evidence: evidence(
			"seed",
			["HMC-EDGE", "PEDIA-IMP", "R2-ACCESS"],
			"For OCS 2007 R2 a dedicated domain outside the enterprise namespace is named as an alternative.",
		),
	},
	{
		text: "Give each edge server two network adapters, one for the internal and one for the external side.",
		reason: "Two adapters separate the internal from the external interface physically.",
		evidence: evidence(
			"seed",
			["HMC-EDGE", "ADM-IF", "SCHERTZ-NIC"],
			"The Supportability Guide, as quoted by a community page, supports one multihomed adapter too.",
		),
	},
];
