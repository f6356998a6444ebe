import { html } from "./html.js";

/** A Mermaid diagram without Mermaid: its text, which can be read. */
export function diagram(source: string): string {
	return `<figcaption>Diagram, as the text that Mermaid draws it from</figcaption><pre class="mermaid">${html(source)}</pre>`;
}
