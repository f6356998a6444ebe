import { listed } from "../../../basics/sentences.js";
import type { Deployment } from "../../../model/deployment.js";
import { type Description, differences, NOT_GIVEN, shown, valuesText } from "../../diff/words.js";
import { code, text } from "../../markdown.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import type { ChangeRows } from "./rows.js";

/** What the words of a step are made of. */
export interface StepWords {
	readonly page: PageBuilder;
	/** Of the new state. */
	readonly context: RunbookContext;
	readonly rows: ChangeRows;
	/** The deployment in the old state. */
	readonly before: Deployment;
}

/** Numbers of rows, as they stand out in a sentence. */
export function bold(ids: readonly string[]): string {
	return listed(ids.map((id) => `**${id}**`));
}

/** The values as they are typed; a page with a missing one says so at its top. */
export function valueWords(
	page: PageBuilder,
	kind: "dns" | "certificates" | "trust" | "settings",
	description: Description,
	what: string,
): string {
	const isMissing = description.values.some(({ value }) => value === undefined || value.includes(NOT_GIVEN));
	const words = valuesText(kind, description);
	return `${code(words)}${isMissing ? ` ${page.blank({ what })}` : ""}`;
}

/** As in "port from `443` to `444`". */
export function changeWords(before: Description, after: Description): string {
	return listed(
		differences(before, after).map(
			(one) =>
				`${one.label === "value" ? "" : `${text(one.label)} `}from ${code(shown(one.before))} to ${code(shown(one.after))}`,
		),
	);
}
