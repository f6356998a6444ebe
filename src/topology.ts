import { type CancellationToken, Uri, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type PreviewRunbookParams, previewRunbookRequest, type RunbookPreview } from "../language-server/protocol.js";

/**
 * The topology file that a command is about: the first of its arguments, which a lens passes as text, a menu as an object of VS Code,
 * and the palette not at all; then it is the file in the active editor.
 */
export function topologyOf(argument: unknown): string | undefined {
	if (typeof argument === "string") return argument;
	if (argument instanceof Uri) return argument.toString();
	const document = window.activeTextEditor?.document;
	return document?.languageId === "ocs-edge" ? document.uri.toString() : undefined;
}

/** The runbook of a deployment with one of its pages; null where the file belongs to no deployment. */
export function askForPreview(
	client: BaseLanguageClient,
	uri: string,
	page?: string,
	token?: CancellationToken,
): Promise<RunbookPreview | null> {
	const params: PreviewRunbookParams = { uri, ...(page !== undefined && { page }) };
	// A token that is not there would go out as a second parameter.
	return token
		? client.sendRequest<RunbookPreview | null>(previewRunbookRequest, params, token)
		: client.sendRequest<RunbookPreview | null>(previewRunbookRequest, params);
}
