/** What an element gets because it begins on a certain line of the Markdown. */
export interface LineMark {
	readonly attributes?: Readonly<Record<`data-${string}`, string>>;
	/** A link at the end of the line, such as the way back to the topology. */
	readonly link?: { readonly href: string; readonly words: string; readonly title?: string };
}

/** How a page of a runbook is shown. */
export interface PageOptions {
	/** What the ids of the page's headings begin with; unique within the document. Without it, headings have the ids of GitHub. */
	readonly anchor?: string;
	/** How many levels below those of the Markdown the headings stand. */
	readonly headingsBelow?: number;
	/**
	 * Where a link leads, as it is to stand in the document; undefined makes its label plain words. The target is given as it
	 * stands in the Markdown, relative to the page or an address of the web. Without it, links stay as they are written.
	 */
	readonly linkTo?: (target: string) => Link | undefined;
	/**
	 * Asked once for each heading, paragraph, list item, table row and block of code, with the line that it begins on: zero-based
	 * in `content`, and thus the `line` of `PageLine`.
	 */
	readonly markLine?: (line: number) => LineMark | undefined;
}

export interface Link {
	readonly href: string;
	readonly attributes?: Readonly<Record<`data-${string}`, string>>;
}

export interface Heading {
	readonly id: string;
	/** As in the Markdown, from 1. */
	readonly level: number;
	/** Without markup. */
	readonly words: string;
	/** Zero-based. */
	readonly line: number;
}
