/** What tests need of the protocol library as values. */
export { type CompletionItem, InsertTextFormat, type TextEdit } from "vscode-languageserver";
export { TextDocument } from "vscode-languageserver-textdocument";
