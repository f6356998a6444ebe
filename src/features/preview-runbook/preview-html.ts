import { type ExtensionContext, Uri, type Webview } from "vscode";

/** Where the script and the style of the preview lie in the extension. */
const SCRIPT = "dist/preview.js";
const STYLE = "media/preview.css";

/** What a preview may load: nothing else of the extension. */
export function previewResources({ extensionUri }: ExtensionContext): readonly Uri[] {
	return [Uri.joinPath(extensionUri, "dist"), Uri.joinPath(extensionUri, "media")];
}

/**
 * The frame of the preview; pages come into it as messages, so that a new text replaces the old one without a flicker. Nothing
 * runs in it but its own script, and nothing is fetched but that and its style.
 */
export function previewHtml({ extensionUri }: ExtensionContext, webview: Webview): string {
	const uriOf = (path: string) => webview.asWebviewUri(Uri.joinPath(extensionUri, path)).toString();
	const nonce = crypto.randomUUID();
	const policy = [
		"default-src 'none'",
		`style-src ${webview.cspSource}`,
		`script-src 'nonce-${nonce}'`,
		"img-src data:",
	].join("; ");
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${uriOf(STYLE)}">
<title>Runbook</title>
</head>
<body>
<nav id="navigation" hidden>
<button id="previous" type="button" title="Previous page" aria-label="Previous page">&#8249;</button>
<select id="pages" aria-label="Page"></select>
<button id="next" type="button" title="Next page" aria-label="Next page">&#8250;</button>
</nav>
<main id="page" tabindex="-1"></main>
<script nonce="${nonce}" src="${uriOf(SCRIPT)}"></script>
</body>
</html>
`;
}
