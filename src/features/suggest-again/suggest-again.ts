import type { CompletionItem } from "vscode";
import type { Feature } from "../../feature.js";

/**
 * Opens the proposals again behind a keyword that needs a value: the server inserts it with a space, and VS Code would
 * otherwise wait for the first letter.
 */
export const suggestAgain: Feature = {
	middleware: {
		async provideCompletionItem(document, position, context, token, next) {
			const result = await next(document, position, context, token);
			for (const item of itemsOf(result)) {
				if (typeof item.insertText === "string" && item.insertText.endsWith(" ")) {
					item.command = { command: "editor.action.triggerSuggest", title: "Propose values" };
				}
			}
			return result;
		},
	},
};

function itemsOf(
	result: readonly CompletionItem[] | { readonly items: readonly CompletionItem[] } | null | undefined,
): readonly CompletionItem[] {
	return result ? ("items" in result ? result.items : result) : [];
}
