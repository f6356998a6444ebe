import type { Partner, Scenario } from "../../model/deployment.js";
import type { Fix } from "../../model/finding.js";
import { removeStatement } from "./edits.js";

/** Takes a partner out of the federation, with all that is said of it. */
export function removePartner(federation: Scenario, { domain, block }: Partner, preferred = false): Fix {
	return {
		title: `Remove the partner ${domain.value}`,
		edits: [removeStatement(federation.block, block.range)],
		safety: "unsafe",
		preferred,
	};
}
