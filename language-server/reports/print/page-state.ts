import type { StateCore } from "markdown-it";
import type { Heading, PageOptions } from "./page-options.js";

/** What the rules below leave in the tokens for each other. */
export interface PageState {
	readonly options: PageOptions;
	readonly headings: Heading[];
	rows: number;
	wideRows: number;
}

/** The page that a rule works on. */
export function pageOf(env: StateCore["env"] | undefined): PageState {
	// The library hands through what `renderPage` gave it, and knows nothing of its type.
	return (env as { readonly page: PageState }).page;
}
