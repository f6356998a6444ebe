import type { PublishedPathFact } from "../types.js";
import { evidence } from "./evidence.js";

const endings = "The directories are documented; the /* endings of the publishing rule are derived.";

/** The directories of the Web Components that outside users need; publishing all of them is recommended. */
export const publishedPaths: readonly PublishedPathFact[] = [
	{
		scenario: "address-book",
		title: "Address book files",
		directory: "/ABS/ext",
		rulePath: "/ABS/ext/*",
		evidence: evidence("ocs2007", ["HMC-RP", "EDG-2.1"], endings),
	},
	{
		scenario: "group-expansion",
		title: "Distribution group expansion",
		directory: "/GroupExpansion/ext/service.asmx",
		rulePath: "/GroupExpansion/ext/*",
		evidence: evidence("ocs2007", ["HMC-RP", "EDG-2.1"], endings),
	},
	{
		scenario: "meeting-content",
		title: "Meeting content",
		directory: "/etc/place/null",
		rulePath: "/etc/place/null/*",
		evidence: evidence("ocs2007", ["HMC-RP", "EDG-2.1"], endings),
	},
];
