import { scenarioOf } from "../model/lookups.js";
import { defineRule, MET, undecided } from "./rule.js";
import { removeValues, replace } from "./support/edits.js";
import { INTERNAL_PATHS, webFarmPublications } from "./support/reverse-proxy/publishing.js";

export const rule = defineRule({
	code: "rp-publishes-int-path",
	title: "The reverse proxy publishes the directories for outside users",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "ocs2007",
	sources: ["HMC-RP", "R2-GRPEXP"],
	why: "The Web Components have one directory for internal clients and another one for outside users; the internal one does not belong on the Internet.",
	howToFix: "Publish the ext directory in its place.",
	needs: "The paths that the reverse proxy publishes.",
	note: "The directories for outside users are documented; the names of the internal ones are general knowledge. It is an error where the scenario is wanted and its own directory is not published.",
	*check({ deployment }) {
		for (const { proxy, publish, server } of webFarmPublications(deployment)) {
			const { paths, pool } = publish;
			const internal = paths.items.filter(({ value }) => INTERNAL_PATHS.has(value));
			if (internal.length === 0) {
				yield paths.items.length > 0 && paths.complete
					? MET
					: undecided({ name: proxy.name, origin: pool.origin }, "the paths that it publishes (`paths`)");
			}
			for (const path of internal) {
				const right = INTERNAL_PATHS.get(path.value) ?? "address-book";
				const isPublished = paths.items.some(({ value }) => value === right);
				const scenario = scenarioOf(deployment, right);
				yield {
					message: `${proxy.name} publishes ${path.value} of ${server.name}, a directory for internal clients. It does not belong on the Internet${isPublished || !scenario ? "" : `, and outside users need ${right}`}. Publish ${right}${isPublished ? " only" : " in its place"}.`,
					at: path.origin,
					related: scenario ? [{ message: `The scenario ${right}`, origin: scenario.origin }] : [],
					...(scenario && !isPublished && { severity: "error" }),
					fixes: [
						{
							title: isPublished ? `Remove ${path.value}` : `Publish ${right} in its place`,
							edits: isPublished
								? removeValues(publish.block, paths, (item) => item === path)
								: [replace(path.origin, right)],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});
