import { groupBy } from "../basics/collections.js";
import { counted, listed } from "../basics/sentences.js";
import type { Publish, PublishedPath, Scenario } from "../model/deployment.js";
import { defineRule, MET, type RuleContext, undecided } from "./rule.js";
import { appendToList } from "./support/edits.js";
import { INTERNAL_PATHS, webFarmPublications } from "./support/reverse-proxy/publishing.js";

export const rule = defineRule({
	code: "rp-missing-path",
	title: "The reverse proxy publishes the directory of every scenario",
	severity: "error",
	category: "reverse-proxy",
	evidence: "ocs2007",
	sources: ["HMC-RP", "EDG-2.1"],
	why: "Address book, group expansion and meeting content are three directories of the Web Components, and each serves one scenario.",
	howToFix: "Add the missing path. The deployment guide recommends to publish all three.",
	needs: "The scenarios of the deployment, and the paths that the reverse proxy publishes.",
	*check(context) {
		const needed = wanted(context);
		if (needed.length === 0) {
			return;
		}
		for (const publishes of byPool(context)) {
			const [first] = publishes;
			if (!first) {
				continue;
			}
			if (publishes.some((publish) => !statesPaths(publish))) {
				yield undecided(first.pool, "the paths that are published of it");
				continue;
			}
			const published = new Set(publishes.flatMap(({ paths }) => paths.items.map(({ value }) => meant(value))));
			const missing = needed.filter(({ path }) => !published.has(path));
			if (missing.length === 0) {
				yield MET;
				continue;
			}
			const paths = missing.map(({ path }) => path);
			const edit = appendToList(first.paths, paths.join(", "));
			yield {
				message: `The directories published of ${first.pool.name} lack ${listed(paths)}. ${counted("The scenario", paths)} would not work outside. Add the ${paths.length === 1 ? "path" : "paths"}.`,
				at: first.pool.origin,
				related: missing.map(({ scenario }) => ({
					message: `The scenario ${scenario.kind}`,
					origin: scenario.origin,
				})),
				fixes: edit ? [{ title: `Publish ${listed(paths)}`, edits: [edit], safety: "safe", preferred: true }] : [],
			};
		}
	},
});

/** What is published of each pool, by one proxy or by several. */
function byPool({ deployment }: RuleContext): Iterable<readonly Publish[]> {
	const publishes = webFarmPublications(deployment)
		.filter(({ proxy }) => proxy.block.complete)
		.map(({ publish }) => publish);
	return groupBy(publishes, (publish) => publish.pool.name).values();
}

/** A directory for internal clients in the place of the right one is a mistake of its own, with a rule of its own. */
function meant(path: PublishedPath): PublishedPath {
	return INTERNAL_PATHS.get(path) ?? path;
}

function statesPaths({ paths }: Publish): boolean {
	return paths.items.length > 0 && paths.complete;
}

interface Wanted {
	readonly path: PublishedPath;
	readonly scenario: Scenario;
}

function wanted({ deployment, catalogue }: RuleContext): readonly Wanted[] {
	const scenarios = new Map<string, Scenario>(deployment.scenarios.map((scenario) => [scenario.kind, scenario]));
	return catalogue.publishedPaths.flatMap((path) => {
		const scenario = scenarios.get(path.scenario);
		return scenario ? [{ path: path.scenario, scenario }] : [];
	});
}
