import { type FileSystemProvider, interruptAndCheck, type TextDocumentProvider, URI, UriUtils } from "langium";
import { CancellationToken } from "vscode-languageserver";
import type { Deployment } from "../model/deployment.js";
import { MEMORY_PATH, runbookFolderName } from "../reports/runbook/index.js";
import { isConfiguration } from "../workspace/configuration.js";

/** Files that a runbook has, or had in an earlier version. What else people put beside them is not read. */
export const RUNBOOK_EXTENSIONS = ["md", "csv", "txt", "inf", "zone", "html", "json"] as const;
const TEXTS = new RegExp(`\\.(?:${RUNBOOK_EXTENSIONS.join("|")})$`, "i");

/** Whether a file is none of a topology, but may be one of a runbook. */
export function isRunbookFile(uri: string): boolean {
	const { path } = URI.parse(uri);
	return path.includes("/runbooks/") && TEXTS.test(path) && !isConfiguration(uri);
}

/** The texts of a folder, as they were read. */
export interface FolderTexts {
	/** By their path relative to the folder. */
	readonly texts: ReadonlyMap<string, string>;
	/** The versions of those that are open in the editor, by the same paths. */
	readonly versions: ReadonlyMap<string, number>;
}

/** The folder beside a root file that holds the runbook of its deployment. What is open in the editor counts as it stands there. */
export class RunbookFolder {
	readonly uri: URI;

	/** @param all the deployments of the workspace, because the folders of some may lie beside this one */
	constructor(
		deployment: Pick<Deployment, "uri" | "name">,
		all: readonly Pick<Deployment, "uri" | "name">[],
		private readonly files: FileSystemProvider,
		private readonly open: TextDocumentProvider | undefined,
	) {
		const folder = UriUtils.dirname(URI.parse(deployment.uri));
		const beside = all.filter(({ uri }) => UriUtils.dirname(URI.parse(uri)).toString() === folder.toString());
		const name = runbookFolderName(
			deployment.name,
			beside.map((other) => other.name),
		);
		this.uri = UriUtils.joinPath(folder, "runbooks", name);
	}

	uriOf(path: string): string {
		return UriUtils.joinPath(this.uri, ...path.split("/")).toString();
	}

	/** The path of a file below the folder, relative to it; undefined for one that lies elsewhere. */
	pathOf(uri: URI): string | undefined {
		const folder = `${this.uri.path}/`;
		const isBelow =
			uri.scheme === this.uri.scheme && uri.authority === this.uri.authority && uri.path.startsWith(folder);
		return isBelow ? uri.path.slice(folder.length) : undefined;
	}

	/** What earlier generations left to be remembered, by its path; empty before the first one. */
	async memory(): Promise<ReadonlyMap<string, string>> {
		try {
			return new Map([[MEMORY_PATH, await this.read(URI.parse(this.uriOf(MEMORY_PATH)))]]);
		} catch {
			return new Map();
		}
	}

	/**
	 * All text files below the folder, by their path relative to it.
	 *
	 * @param generated the paths of what is to be written: a file that stands there is read whatever its name
	 */
	async texts(
		generated: ReadonlySet<string> = new Set(),
		token: CancellationToken = CancellationToken.None,
	): Promise<FolderTexts> {
		const texts = new Map<string, string>();
		const versions = new Map<string, number>();
		const visit = async (uri: URI, path: string): Promise<void> => {
			for (const entry of await this.entriesOf(uri)) {
				await interruptAndCheck(token);
				const relative = `${path}${UriUtils.basename(entry.uri)}`;
				if (entry.isDirectory) {
					await visit(entry.uri, `${relative}/`);
				} else if (generated.has(relative) || TEXTS.test(relative)) {
					// Text and version have to be those of the same moment.
					const document = this.open?.get(entry.uri);
					if (document) {
						versions.set(relative, document.version);
					}
					texts.set(relative, document?.getText() ?? (await this.files.readFile(entry.uri)));
				}
			}
		};
		await visit(this.uri, "");
		return { texts, versions };
	}

	/** The version of a file that is open in the editor, as it stands there now. */
	versionOf(path: string): number | undefined {
		return this.open?.get(URI.parse(this.uriOf(path)))?.version;
	}

	private async read(uri: URI): Promise<string> {
		return this.open?.get(uri)?.getText() ?? (await this.files.readFile(uri));
	}

	private async entriesOf(folder: URI) {
		try {
			return await this.files.readDirectory(folder);
		} catch {
			// The folder of a first generation does not exist yet.
			return [];
		}
	}
}
