import { DefaultWorkspaceManager, type LangiumDocument, type URI } from "langium";
import type { OcsEdgeSharedServices } from "./services.js";

/** So many files are read at the same time: reading all at once would run into the limit of open files. */
const AT_ONCE = 32;

/** Loads the topology files of the workspace folders; one that cannot be read is logged and costs nothing else. */
export class WorkspaceFiles extends DefaultWorkspaceManager {
	constructor(private readonly services: OcsEdgeSharedServices) {
		super(services);
	}

	protected override async loadWorkspaceDocuments(
		uris: Iterable<URI>,
		collector: (document: LangiumDocument) => void,
	): Promise<void> {
		const queue = [...uris];
		for (let i = 0; i < queue.length; i += AT_ONCE) {
			await Promise.all(queue.slice(i, i + AT_ONCE).map((uri) => this.load(uri, collector)));
		}
		this.services.topology.Log.info(
			queue.length === 1 ? "Read 1 topology file." : `Read ${queue.length} topology files.`,
		);
	}

	private async load(uri: URI, collector: (document: LangiumDocument) => void): Promise<void> {
		try {
			collector(await this.langiumDocuments.getOrCreateDocument(uri));
		} catch (error) {
			this.services.topology.Log.error(`${uri.toString(true)} cannot be read.`, error);
		}
	}
}
