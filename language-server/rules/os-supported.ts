import { operatingSystemValues, valueFact } from "../catalog/values.js";
import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "os-supported",
	title: "An edge server runs 32-bit Windows Server 2003",
	severity: "error",
	category: "planning",
	evidence: "ocs2007",
	sources: ["HMC-OS", "MARKGA", "EPT-SCHERTZ"],
	why: "OCS 2007 is not supported on Windows Server 2008, nor on a 64-bit Windows. Hosted OCS 2007 is deployed on Windows Server 2003 even where everything else runs Windows Server 2008.",
	howToFix: "Install a 32-bit Windows Server 2003.",
	needs: "The operating system of the edge server.",
	note: "The official table of platforms was not readable, so which service packs and editions are supported is general knowledge. OCS 2007 R2 reverses the rule and runs on 64-bit systems only.",
	*check({ deployment }) {
		for (const edge of deployment.edgeServers) {
			const { name, operatingSystem } = edge;
			if (!operatingSystem) {
				yield undecided(edge, "the operating system (`operating-system`)");
				continue;
			}
			const fact = valueFact(operatingSystemValues, operatingSystem.value);
			if (fact?.supported) {
				yield MET;
			} else if (fact || isUnsupported(operatingSystem.value)) {
				yield {
					message: `${name} runs ${fact?.title ?? operatingSystem.value}. Office Communications Server 2007 is not supported on Windows Server 2008 and later, or on any 64-bit Windows. Use a 32-bit Windows Server 2003.`,
					at: operatingSystem.origin,
					fixes: [
						{
							title: `Use Windows Server 2003 on ${name}`,
							edits: [replace(operatingSystem.origin, "windows-server-2003")],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			} else {
				yield undecided(edge, "an operating system that is known");
			}
		}
	},
});

/** Later releases and 64-bit editions, however a file calls them. */
function isUnsupported(word: string): boolean {
	return /(?:x64|64-?bit|amd64|ia64)/i.test(word) || /^windows-server-20(?:0[89]|[1-9]\d)/i.test(word);
}
