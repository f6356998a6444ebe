/** A page without the line that holds its fingerprint. */
export function withoutFooter(content: string): string {
	return content.replace(/\n<!-- ocs-edge: [^\n]*-->\n$/, "\n");
}
