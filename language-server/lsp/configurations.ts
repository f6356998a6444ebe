import { type FileSystemProvider, type TextDocumentProvider, URI } from "langium";
import { FileChangeType, type FileEvent } from "vscode-languageserver";
import { isConfiguration } from "../workspace/configuration.js";
import { configurationUris } from "../workspace/configurations.js";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import type { Log } from "./log.js";

/**
 * Hands the configurations to the workspace: those in the folder of each topology and in the folders above it. The text in
 * an open editor counts before that of the file.
 */
export class Configurations {
	/** The places that were looked at, each with the end of looking. */
	private readonly searched = new Map<string, Promise<void>>();
	/** How often a place was read; of two readings that overlap only the later one counts. */
	private readonly readings = new Map<string, number>();

	constructor(
		private readonly workspace: TopologyWorkspace,
		private readonly files: () => FileSystemProvider,
		private readonly open: () => TextDocumentProvider | undefined,
		private readonly log: Log,
	) {}

	/** Sees to it that all configurations that may count for a file are known. */
	async findFor(uri: string): Promise<void> {
		const unknown = configurationUris(uri).filter((place) => !this.searched.has(place));
		for (const place of unknown) {
			this.searched.set(place, this.read(place));
		}
		await Promise.all(configurationUris(uri).map((place) => this.searched.get(place)));
	}

	/** Reads one from its editor or its file; where there is neither, it counts no more. */
	async read(uri: string): Promise<void> {
		const reading = (this.readings.get(uri) ?? 0) + 1;
		this.readings.set(uri, reading);
		const text = this.textInEditor(uri) ?? (await this.textOfFile(uri));
		if (this.readings.get(uri) !== reading) {
			return;
		}
		if (text === undefined) {
			this.workspace.removeConfiguration(uri);
		} else {
			this.workspace.setConfiguration(uri, text);
		}
	}

	/** Reads again what changed on the disk. Of a folder that was moved or deleted the events name the folder alone. */
	async filesChanged(changes: readonly FileEvent[]): Promise<void> {
		const changed = new Set<string>();
		for (const { uri, type } of changes.map((one) => ({ ...one, uri: URI.parse(one.uri).toString() }))) {
			if (isConfiguration(uri)) {
				changed.add(uri);
			} else if (type !== FileChangeType.Changed) {
				for (const place of this.searched.keys()) {
					if (place.startsWith(`${uri}/`)) {
						changed.add(place);
					}
				}
			}
		}
		await Promise.all([...changed].map((uri) => this.read(uri)));
	}

	private textInEditor(uri: string): string | undefined {
		return this.open()?.get(URI.parse(uri))?.getText();
	}

	private async textOfFile(uri: string): Promise<string | undefined> {
		const place = URI.parse(uri);
		try {
			if (!(await this.files().stat(place)).isFile) {
				return undefined;
			}
		} catch {
			return undefined;
		}
		try {
			return await this.files().readFile(place);
		} catch (error) {
			this.log.error(`${place.toString(true)} cannot be read.`, error);
			return undefined;
		}
	}
}
