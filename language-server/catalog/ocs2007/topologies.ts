import type { TopologyFact, TopologyId } from "../types.js";
import { disputed, evidence } from "./evidence.js";

const restated =
	"A community page restates the OCS 2007 Edge Server Deployment Guide, whose own page was not readable.";

export const topologies: Readonly<Record<TopologyId, TopologyFact>> = {
	consolidated: {
		id: "consolidated",
		title: "Consolidated edge topology",
		layout: "Access Edge, Web Conferencing Edge and A/V Edge on one computer.",
		loadBalancer: "None.",
		evidence: evidence("ocs2007-copy", ["R2TOPO", "BYRONS"], restated),
	},
	"single-site": {
		id: "single-site",
		title: "Single-site edge topology",
		layout: "Access Edge and Web Conferencing Edge on one computer, the A/V Edge on a computer of its own.",
		loadBalancer: "None.",
		evidence: evidence(
			"ocs2007",
			["MIG-4", "R2TOPO", "BYRONS"],
			"OCS 2007 pages confirm the name; the layout is a restatement.",
		),
	},
	"scaled-single-site": {
		id: "scaled-single-site",
		title: "Scaled single-site edge topology",
		layout:
			"Two or more computers with Access Edge and Web Conferencing Edge, and two or more computers with an A/V Edge each.",
		loadBalancer: "Both sets are load balanced, towards the Internet and towards the internal network.",
		evidence: disputed(
			"ocs2007",
			["PLAN-LB", "MIG-4", "R2TOPO", "SUP-LB"],
			"The Planning Guide says that the scaled topologies must use a load balancer; the supportability page calls it recommended, though not required.",
		),
	},
	"multiple-site": {
		id: "multiple-site",
		title: "Multiple-site edge topology with a remote site",
		layout:
			"The primary site is a scaled single-site edge. Each remote site has one or more Web Conferencing Edges on dedicated computers and an A/V Edge on a dedicated computer, and no Access Edge.",
		loadBalancer:
			"The primary site as in the scaled single-site topology. A remote site with several servers of a role is load balanced as well.",
		evidence: evidence(
			"ocs2007-copy",
			["R2TOPO", "BYRONS", "PLAN-LB", "R2-ADMEXT"],
			`${restated} The Planning Guide also speaks of a scaled remote site edge topology.`,
		),
	},
};
