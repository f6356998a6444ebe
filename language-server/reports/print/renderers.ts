import type { RendererRule } from "markdown-it";
import { EVIDENCE_MARK } from "../runbook/page/evidence-marks.js";
import { diagram } from "./diagram.js";
import { attributes, html } from "./html.js";

const SPECIAL = new RegExp(`(${EVIDENCE_MARK.source}|_{4,})`);

/** How the elements of a page are written that the library would write otherwise, or does not know. */
export const renderers: Readonly<Record<string, RendererRule>> = {
	text: (tokens, index) =>
		(tokens[index]?.content ?? "")
			.split(SPECIAL)
			.map((part, at) => {
				if (at % 2 === 0) {
					return breakable(part);
				}
				return part.startsWith("_") ? `<span class="blank">${part}</span>` : `<span class="mark">${html(part)}</span>`;
			})
			.join(""),
	code_inline: (tokens, index) => codeSpan(tokens[index]?.content ?? ""),
	tick_box: (tokens, index, _options, _env, renderer) => {
		const token = tokens[index];
		return token === undefined ? "" : `<input${renderer.renderAttrs(token)}> `;
	},
	line_link: (tokens, index, _options, _env, renderer) => {
		const token = tokens[index];
		return token === undefined ? "" : ` <a${renderer.renderAttrs(token)}>${html(token.content)}</a>`;
	},
	link_open: (tokens, index, options, _env, renderer) =>
		tokens[index]?.hidden ? "" : renderer.renderToken(tokens, index, options),
	table_open: (tokens, index, _options, _env, renderer) => {
		const token = tokens[index];
		return token === undefined ? "" : `<div class="table"><table${renderer.renderAttrs(token)}>\n`;
	},
	table_close: () => "</table></div>\n",
	/** A picture from elsewhere would need the network, so its words stand for it. */
	image: (tokens, index, options, env, renderer) => {
		const token = tokens[index];
		const words = html(renderer.renderInlineAsText(token?.children ?? [], options, env));
		const source = String(token?.attrGet("src") ?? "");
		return /^data:image\/(?:png|gif|jpeg|webp);/i.test(source)
			? `<img${attributes({ src: source })} alt="${words}">`
			: words;
	},
	fence: (tokens, index, _options, _env, renderer) => {
		const token = tokens[index];
		if (token === undefined) {
			return "";
		}
		const attrs = renderer.renderAttrs(token);
		return token.info.trim() === "mermaid"
			? `<figure class="diagram"${attrs}>${diagram(token.content)}</figure>\n`
			: `<pre${attrs}><code>${html(token.content)}</code></pre>\n`;
	},
};

/**
 * What is typed breaks where a reader sees that it goes on, behind a dot or a stroke; an address not at all, and a name of a service,
 * as `_sip`, not behind its stroke.
 */
function codeSpan(words: string): string {
	const parts = words.length <= ADDRESS ? [words] : words.split(/(?<=[./\\@:,=-]|[^._]_)(?=[^\s./\\])/);
	const isWhole = parts.length === 1 && words.length <= ADDRESS;
	const isLong = parts.some((part) => part.length > COLUMN);
	const kind = isWhole ? ' class="whole"' : isLong ? ' class="long"' : "";
	return `<code${kind}>${parts.map(html).join("<wbr>")}</code>`;
}

/** Plain words, of which one that no column can hold may break anywhere. */
function breakable(words: string): string {
	return words
		.split(/(\S{41,})/)
		.map((part, at) => (at % 2 === 0 ? html(part) : `<span class="long">${html(part)}</span>`))
		.join("");
}

/** An address with its prefix is no longer than this. */
const ADDRESS = 18;

/** So many characters are never wider than a column. */
const COLUMN = 28;
