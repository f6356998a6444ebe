import { TextDocument } from "vscode-languageserver-textdocument";
import type { TextEdit } from "../../../language-server/model/finding.js";

/** The text after some edits of it. */
export function applyEdits(text: string, edits: readonly Omit<TextEdit, "uri">[]): string {
	return TextDocument.applyEdits(TextDocument.create("file:///one", "ocs-edge", 1, text), [...edits]);
}
