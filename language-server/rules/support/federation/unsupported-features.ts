import type { Scenario, ScenarioFeature } from "../../../model/deployment.js";
import { MET, type Outcome, undecided } from "../../rule.js";
import { removeValues } from "../edits.js";

/** A finding for every feature that is expected of a scenario and does not work in it. */
export function* findUnsupportedFeatures(
	scenario: Scenario,
	isSupported: (feature: ScenarioFeature) => boolean,
	message: (feature: ScenarioFeature) => string,
): Iterable<Outcome> {
	const { features, kind, origin, block } = scenario;
	const wrong = features.items.filter(({ value }) => !isSupported(value));
	if (wrong.length === 0) {
		yield features.items.length > 0 && features.complete
			? MET
			: undecided({ name: kind, origin }, "its features (`features`)");
	}
	for (const feature of wrong) {
		yield {
			message: message(feature.value),
			at: feature.origin,
			fixes: [
				{
					title: `Remove ${feature.value} from the features`,
					edits: removeValues(block, features, ({ value }) => value === feature.value),
					safety: "unsafe",
					preferred: true,
				},
			],
		};
	}
}
