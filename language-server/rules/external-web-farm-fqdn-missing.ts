import type { Catalogue } from "../catalog/types.js";
import type { Deployment, Scenario } from "../model/deployment.js";
import { carries } from "../requirements/pool-roles.js";
import { defineRule, MET, undecided } from "./rule.js";
import { insertStatement } from "./support/edits.js";
import { webFarmPublications } from "./support/reverse-proxy/publishing.js";

export const rule = defineRule({
	code: "external-web-farm-fqdn-missing",
	title: "A pool with content for outside users has an external web farm name",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "r2",
	sources: ["R2-GRPEXP", "PEDIA-RP2"],
	why: "Clients get the external URLs from the pool, so a download from outside works only where the external name is set.",
	howToFix: "Set the external web farm name of the pool: the name that the reverse proxy publishes.",
	needs: "A scenario with web content, and a pool that states the names of its web farm.",
	note: "Described for OCS 2007 R2. A pool without any web farm name is taken to have those that follow from the reverse proxy.",
	*check({ deployment, catalogue }) {
		const scenario = webContentScenario(deployment, catalogue);
		if (!scenario) {
			return;
		}
		const urls = new Map(
			webFarmPublications(deployment).flatMap(({ publish: { externalUrl }, server }) =>
				externalUrl ? [[server, externalUrl] as const] : [],
			),
		);
		for (const pool of deployment.internalServers) {
			const { webFarm } = pool;
			if (pool.kind !== "pool" || carries(pool, "web-components") === false) {
				continue;
			}
			if (!webFarm?.block.complete) {
				yield undecided(pool, "the names of its web farm (`web-farm`)");
				continue;
			}
			if (webFarm.external) {
				yield MET;
				continue;
			}
			const url = urls.get(pool);
			yield {
				message: `The web farm of ${pool.name} has no external name, and the scenario ${scenario.kind} is wanted. Clients get the external URLs from the pool, so outside users could not download. Set the name that the reverse proxy publishes.`,
				at: { uri: webFarm.block.uri, range: webFarm.block.header },
				related: [
					{ message: `The scenario ${scenario.kind}`, origin: scenario.origin },
					...(url ? [{ message: `${pool.name} is published under this name`, origin: url.origin }] : []),
				],
				fixes: url
					? [
							{
								title: `Set the external name to ${url.value}`,
								edits: [insertStatement(webFarm.block, `external ${url.value}`)],
								safety: "safe",
								preferred: true,
							},
						]
					: [],
			};
		}
	},
});

/** The first scenario for which outside clients fetch content from the web farm of a pool. */
function webContentScenario({ scenarios }: Deployment, catalogue: Catalogue): Scenario | undefined {
	const content = new Set<string>(catalogue.publishedPaths.map((path) => path.scenario));
	return scenarios.find(({ kind }) => content.has(kind)) ?? scenarios.find(({ kind }) => kind === "web-conferencing");
}
