import { URI } from "langium";
import { DefaultDocumentUpdateHandler } from "langium/lsp";
import type { TextDocument, TextDocumentChangeEvent } from "vscode-languageserver";

/** Reads a file from the disk again when its editor closes: unsaved changes are gone then, and no watcher tells of it. */
export class DocumentUpdates extends DefaultDocumentUpdateHandler {
	didCloseDocument(event: TextDocumentChangeEvent<TextDocument>): void {
		this.fireDocumentUpdate([URI.parse(event.document.uri)], []);
	}
}
