import { DocumentLink, type DocumentLinkProvider, languages, Range, Uri } from "vscode";
import {
	type PageOrigin,
	type PageOriginsParams,
	pageOriginsRequest,
	type TextRange,
} from "../../../language-server/protocol.js";
import type { Feature } from "../../feature.js";

/** What every generated page ends with, so that the server is not asked about others. */
const FOOTER = "<!-- ocs-edge: generated from ";

/** Makes the number of each step and row of a generated page a link to the line of the topology that it comes from. */
export const pageLinks: Feature = {
	activate({ client }) {
		const provider: DocumentLinkProvider = {
			async provideDocumentLinks(document, token) {
				const text = document.getText();
				if (!text.includes(FOOTER)) return [];
				const params: PageOriginsParams = { uri: document.uri.toString(), text };
				const origins = await client.sendRequest<readonly PageOrigin[]>(pageOriginsRequest, params, token);
				return origins.map(({ label, uri, range }) => {
					const link = new DocumentLink(toRange(label), toPlace(uri, range));
					link.tooltip = `Show line ${range.start.line + 1} of the topology`;
					return link;
				});
			},
		};
		return languages.registerDocumentLinkProvider({ language: "markdown" }, provider);
	},
};

/** VS Code reads the place in a file from the fragment of its address. */
function toPlace(uri: string, { start }: TextRange): Uri {
	return Uri.parse(uri).with({ fragment: `L${start.line + 1},${start.character + 1}` });
}

function toRange({ start, end }: TextRange): Range {
	return new Range(start.line, start.character, end.line, end.character);
}
