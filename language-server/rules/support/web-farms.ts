import type { Catalogue } from "../../catalog/types.js";
import type { Deployment, Scenario } from "../../model/deployment.js";

/** The first scenario for which outside clients fetch content from the web farm of a pool. */
export function webContentScenario({ scenarios }: Deployment, catalogue: Catalogue): Scenario | undefined {
	const content = new Set<string>(catalogue.publishedPaths.map((path) => path.scenario));
	return scenarios.find(({ kind }) => content.has(kind)) ?? scenarios.find(({ kind }) => kind === "web-conferencing");
}
