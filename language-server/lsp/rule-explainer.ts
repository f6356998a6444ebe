import { type FileSystemProvider, URI } from "langium";
import type { ClientCapabilities, Connection } from "vscode-languageserver";
import { nearestTo } from "../model/suggest.js";
import { leftOutPage } from "../reports/rules/rule-page.js";
import { ruleCollection } from "../workspace/rule-collection.js";
import type { RulePages } from "./convert.js";

/** The page that lists all others. */
const INDEX = "README";

/** Gives the page of a rule to whoever asks, from the pages that are installed with the server. */
export class RuleExplainer {
	private canShow = false;

	constructor(
		private readonly pages: RulePages,
		private readonly files: () => Pick<FileSystemProvider, "readFile">,
		private readonly connection: Connection | undefined,
	) {}

	/** @param showsRulePages the client shows what the command returns; for any other one the server opens the page */
	initialize(capabilities: ClientCapabilities, showsRulePages: boolean): void {
		this.canShow = capabilities.window?.showDocument?.support === true && !showsRulePages;
	}

	/**
	 * The page of a rule or of a problem of the language as Markdown; without a code, the list of all. Undefined where there
	 * is none, which the user is told.
	 */
	async explain(code: string = INDEX): Promise<string | undefined> {
		const { rules, problems, leftOut } = ruleCollection;
		const unchecked = leftOut.find((one) => one.code === code);
		if (unchecked) {
			return leftOutPage(unchecked);
		}
		const codes = [...rules, ...problems].map((one) => one.code);
		if (code !== INDEX && !codes.includes(code)) {
			const nearest = nearestTo(code, codes);
			this.connection?.window.showErrorMessage(
				`There is no rule ${code}.${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
			);
			return undefined;
		}
		const page = this.pages.pageOf(code);
		try {
			const text = await this.files().readFile(URI.parse(page));
			if (this.canShow) {
				await this.connection?.window.showDocument({ uri: page, takeFocus: true });
			}
			return text;
		} catch {
			this.connection?.window.showErrorMessage(`The page ${page} cannot be read. Install OCS Edge again.`);
			return undefined;
		}
	}
}
