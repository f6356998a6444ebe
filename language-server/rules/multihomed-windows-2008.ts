import { operatingSystemValues, valueFact } from "../catalog/values.js";
import { defineRule, MET, undecided } from "./rule.js";

export const rule = defineRule({
	code: "multihomed-windows-2008",
	title: "An edge server on Windows Server 2008 has no more than two adapters",
	severity: "warning",
	category: "addresses",
	evidence: "community",
	sources: ["SCHERTZ-2008"],
	why: "The strong host model of Windows Server 2008 can break routing with several external adapters.",
	howToFix: "Put all external addresses on one adapter, or adjust the routing or the weak host settings.",
	needs: "The operating system and the adapters of the edge server.",
	note: "OCS 2007 itself is not supported on Windows Server 2008; that is another rule's.",
	*check({ deployment }) {
		for (const edge of deployment.edgeServers) {
			const { operatingSystem, adapters, name } = edge;
			if (!operatingSystem || adapters.length === 0) {
				yield undecided(
					edge,
					operatingSystem ? "its adapters (`adapter`)" : "the operating system (`operating-system`)",
				);
				continue;
			}
			const third = adapters[2];
			if (!third || !isStrongHost(operatingSystem.value)) {
				yield MET;
				continue;
			}
			const title = valueFact(operatingSystemValues, operatingSystem.value)?.title ?? operatingSystem.value;
			yield {
				message: `${name} has ${adapters.length} adapters and runs ${title}. Its strong host model can break routing with several external adapters. Put all external addresses on one adapter, or adjust the routing.`,
				at: third.side?.origin ?? third.origin,
				related: [{ message: `The operating system of ${name}`, origin: operatingSystem.origin }],
			};
		}
	},
});

/** Windows Server 2008 and later, however a file writes the edition. */
function isStrongHost(word: string): boolean {
	return /^windows-server-20(?:0[89]|[1-9]\d)/i.test(word);
}
