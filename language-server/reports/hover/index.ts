/** What a hover shows, as Markdown, made from the catalogue and from what follows for the deployment at hand. */
export type { Facts, HoverContext } from "./card.js";
export { deploymentHover, dnsViewHover, elementHover, essence } from "./elements.js";
export { addressHover, fqdnHover } from "./names.js";
export { roleHover } from "./roles.js";
export { scenarioHover } from "./scenarios.js";
export { elementKeywordHover, keywordHover, note, valueHover } from "./words.js";
