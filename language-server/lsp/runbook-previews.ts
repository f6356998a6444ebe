import { DocumentState, interruptAndCheck, isOperationCancelled, URI } from "langium";
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Catalogue } from "../catalog/types.js";
import {
	type LineOrigin,
	type PageOrigin,
	type PageOriginsParams,
	type PreviewPage,
	type PreviewRunbookParams,
	pageOriginsRequest,
	previewRunbookRequest,
	type RunbookPreview,
	type RunbooksChanged,
	runbooksChangedNotification,
} from "../protocol.js";
import { artefactPreview, pagePreview, pageStyle } from "../reports/print/index.js";
import { MEMORY_PATH, rememberedNumbers } from "../reports/runbook/index.js";
import type { PageLine } from "../reports/runbook/page/page.js";
import { type LabelOrigin, originsOfPage } from "../reports/runbook/page/page-origins.js";
import { overviewPage, taskPage } from "../reports/runbook/page/page-paths.js";
import { readMemory } from "../reports/runbook/regenerate/memory.js";
import type { Runbook } from "../reports/runbook/render.js";
import type { Analysis } from "../workspace/analysis.js";
import { RunbookFolder } from "./runbook-folder.js";
import type { OcsEdgeSharedServices } from "./services.js";

/**
 * Shows the pages of a runbook as they would be generated now, and leads from the lines of a page to the topology. Nothing is
 * written. Row numbers are those that the folder remembers, so that the preview shows the rows under the numbers that people know.
 */
export class RunbookPreviews {
	/** Whether a client has a preview open, or had one. */
	private areWatched = false;

	constructor(private readonly services: OcsEdgeSharedServices) {
		services.topology.Publisher.onPublished((uris) => {
			if (this.areWatched && services.topology.Editor.showsPreviews) {
				const changed: RunbooksChanged = { files: [...uris] };
				void services.lsp.Connection?.sendNotification(runbooksChangedNotification, changed);
			}
		});
	}

	async preview({ uri, page }: PreviewRunbookParams, token: CancellationToken): Promise<RunbookPreview | null> {
		this.areWatched = true;
		const analysis = await this.deploymentOf(uri, token);
		if (!analysis) {
			return null;
		}
		const { deployment } = analysis;
		const memory = await this.folderOf(analysis).memory();
		await interruptAndCheck(token);
		const runbook = this.services.topology.Renderer.render(analysis, { numbers: rememberedNumbers(memory) });
		return {
			root: deployment.uri,
			deployment: deployment.name,
			files: this.services.topology.Workspace.withConfigurations(deployment.files),
			pages: entriesOf(runbook, analysis.catalogue),
			style: pageStyle,
			...shownOf(runbook, page),
		};
	}

	/** Where the lines of a generated page come from. A page that belongs to no deployment in view comes from nowhere. */
	async originsOf({ uri, text }: PageOriginsParams, token: CancellationToken): Promise<readonly PageOrigin[]> {
		await this.services.workspace.DocumentBuilder.waitUntil(DocumentState.IndexedReferences, token);
		const page = URI.parse(uri);
		for (const analysis of this.services.topology.Workspace.analyses()) {
			const folder = this.folderOf(analysis);
			const path = folder.pathOf(page);
			if (path !== undefined) {
				const memory = await folder.memory();
				const { pages } = this.services.topology.Renderer.render(analysis, { numbers: rememberedNumbers(memory) });
				const now = pages.find((one) => one.path === path);
				const generations = readMemory(memory.get(MEMORY_PATH)).memory.pages.get(path) ?? [];
				return now ? originsOfPage(text, now, generations).map(toPageOrigin) : [];
			}
		}
		return [];
	}

	private folderOf({ deployment }: Analysis): RunbookFolder {
		const { FileSystemProvider, TextDocuments } = this.services.workspace;
		const all = this.services.topology.Workspace.analyses().map((other) => other.deployment);
		return new RunbookFolder(deployment, all, FileSystemProvider, TextDocuments);
	}

	private async deploymentOf(uri: string, token: CancellationToken): Promise<Analysis | undefined> {
		const { topology, workspace } = this.services;
		const known = URI.parse(uri).toString();
		// A key stroke is known at once; what was just opened, or is still being read, is known when it is built.
		if (!topology.Workspace.has(known)) {
			await workspace.DocumentBuilder.waitUntil(DocumentState.IndexedReferences, token);
		}
		const candidates = topology.Workspace.deploymentsWith(known);
		return candidates.find(({ deployment }) => deployment.uri === known) ?? candidates[0];
	}
}

/** Answers a client that has a preview of runbooks. */
export function addRunbookPreviews(connection: Connection, { topology }: OcsEdgeSharedServices): void {
	connection.onRequest<RunbookPreview | null, void>(previewRunbookRequest, (params: PreviewRunbookParams, token) =>
		answer(() => topology.Previews.preview(params, token)),
	);
	connection.onRequest<readonly PageOrigin[], void>(pageOriginsRequest, (params: PageOriginsParams, token) =>
		answer(() => topology.Previews.originsOf(params, token)),
	);
}

/** A request that its client has taken back gets the answer that the protocol has for that, and is no failure. */
async function answer<T>(give: () => Promise<T>): Promise<T | ResponseError<void>> {
	try {
		return await give();
	} catch (error) {
		if (isOperationCancelled(error)) {
			return new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
		}
		throw error;
	}
}

function shownOf(
	{ pages, artefacts }: Runbook,
	path: string | undefined,
): Pick<RunbookPreview, "path" | "html" | "origins"> {
	const artefact = artefacts.find((one) => one.path === path);
	if (artefact) {
		return { path: artefact.path, html: artefactPreview(artefact), origins: [] };
	}
	const page = pages.find((one) => one.path === path) ?? pages[0];
	return page
		? { path: page.path, html: pagePreview(page), origins: page.lines.flatMap(toLineOrigin) }
		: { path: "", html: "", origins: [] };
}

function toLineOrigin({ line, origin }: PageLine): readonly LineOrigin[] {
	return origin === undefined ? [] : [{ line, uri: origin.uri, range: origin.range }];
}

function toPageOrigin({ line, start, end, origin: { uri, range } }: LabelOrigin): PageOrigin {
	return { label: { start: { line, character: start }, end: { line, character: end } }, uri, range };
}

/** All that would be generated. */
function entriesOf({ pages, artefacts }: Runbook, catalogue: Catalogue): readonly PreviewPage[] {
	const tasks = new Set(catalogue.tasks.map(taskPage));
	const kindOf = (path: string): PreviewPage["kind"] => {
		if (path === overviewPage) {
			return "overview";
		}
		return tasks.has(path) ? "task" : path.includes("/") ? "sheet" : "plan";
	};
	return [
		...pages.map(({ path, title }): PreviewPage => ({ path, title, kind: kindOf(path) })),
		...artefacts.map(({ path, title }): PreviewPage => ({ path, title, kind: "artefact" })),
	];
}
