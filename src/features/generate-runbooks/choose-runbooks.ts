import { type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type {
	GenerateRunbooksOptions,
	PreviewPage,
	RunbookFormat,
	RunbookPreview,
} from "../../../language-server/protocol.js";

interface PageItem extends QuickPickItem {
	readonly page: string;
}

interface FormatItem extends QuickPickItem {
	readonly format: RunbookFormat;
}

const FORMATS: readonly FormatItem[] = [
	{
		format: "markdown",
		label: "Markdown",
		description: "pages to work from, in which ticks and notes are kept",
		picked: true,
	},
	{ format: "html", label: "HTML", description: "one file for the printer" },
];

const GROUPS: readonly (readonly [PreviewPage["kind"], string])[] = [
	["task", "tasks"],
	["sheet", "sheets"],
	["plan", "plan"],
];

/** Asks which pages are wanted, besides the overview, which is always, and then in which formats. Undefined where the user thinks better of it. */
export async function chooseRunbooks({
	deployment,
	pages,
}: RunbookPreview): Promise<GenerateRunbooksOptions | undefined> {
	const items = GROUPS.flatMap(([kind, label]): readonly (PageItem | QuickPickItem)[] => {
		const found = pages.filter((page) => page.kind === kind);
		return found.length === 0
			? []
			: [
					{ label, kind: QuickPickItemKind.Separator },
					...found.map((page): PageItem => ({ page: page.path, label: page.title, picked: true })),
				];
	});
	const chosen = await window.showQuickPick(items, {
		title: `Generate the runbooks of ${deployment} (1/2)`,
		placeHolder: "Tasks and sheets to generate",
		canPickMany: true,
		matchOnDescription: true,
	});
	if (!chosen || chosen.length === 0) {
		return undefined;
	}
	const formats = await window.showQuickPick(FORMATS, {
		title: `Generate the runbooks of ${deployment} (2/2)`,
		placeHolder: "Formats",
		canPickMany: true,
	});
	if (!formats || formats.length === 0) {
		return undefined;
	}
	const paths = chosen.flatMap((item) => ("page" in item ? [item.page] : []));
	const all = items.filter((item) => "page" in item);
	return {
		// Everything is said by saying nothing: then what is no longer generated is told of.
		...(paths.length < all.length && { pages: paths }),
		formats: formats.map(({ format }) => format),
	};
}
