import { federationModeValues, valueFact } from "../../catalog/values.js";
import type { FederationMode, Partner } from "../../model/deployment.js";
import { text } from "../markdown.js";

/**
 * What the mode of federation is called, as Markdown. Discovery with partners on the allow list is a mode of its own in the
 * deployment guide, whichever word the file has for it: listed partners have a higher trust level.
 */
export function federationModeTitle(mode: FederationMode, partners: readonly Partner[]): string {
	const isListed = partners.some((partner) => partner.discovered === undefined);
	const shown = mode === "open" && isListed ? "enhanced" : mode;
	return text(valueFact(federationModeValues, shown)?.title ?? shown);
}
