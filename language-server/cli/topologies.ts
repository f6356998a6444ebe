import { createFileParser, type FileParser } from "../grammar/parser-module.js";
import type { Finding } from "../model/finding.js";
import type { AcceptedFinding } from "../model/suppression.js";
import type { Analysis } from "../workspace/analysis.js";
import { isConfiguration } from "../workspace/configuration.js";
import { configurationUris } from "../workspace/configurations.js";
import { TopologyWorkspace } from "../workspace/topology-workspace.js";
import { CannotRun } from "./exit-code.js";
import {
	DISK,
	type FileSource,
	isInSearchableDirectory,
	pathOf,
	readConfigurationFile,
	readIfPossible,
	readImported,
	readStandardInput,
	TOPOLOGY_EXTENSION,
	uriOf,
} from "./files.js";
import { tellError } from "./output.js";

/** The path that stands for standard input. */
export const STANDARD_INPUT = "-";

/** The topology files that one call of the command line is about, read together with all that they import. */
export class Topologies {
	private readonly workspace = new TopologyWorkspace((code, error) =>
		tellError(`the rule ${code} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
	);
	private readonly texts = new Map<string, string>();
	private readonly given = new Set<string>();
	/** Where a configuration was looked for. */
	private readonly searched = new Set<string>();
	private readonly parse: FileParser = createFileParser();

	private constructor(private readonly source: FileSource) {}

	/** Reads the files, the topologies in the folders, and standard input where it is asked for. */
	static async read(
		paths: readonly string[],
		standardInputName?: string,
		source: FileSource = DISK,
	): Promise<Topologies> {
		const topologies = new Topologies(source);
		// First, so that it stands for the file of its name wherever that is read.
		if (paths.includes(STANDARD_INPUT)) {
			topologies.add(uriOf(standardInputName ?? `stdin${TOPOLOGY_EXTENSION}`), await readStandardInput());
		}
		for (const path of paths) {
			if (path !== STANDARD_INPUT) {
				topologies.addPath(path);
			}
		}
		topologies.followImports((uri) => readImported(source, uri));
		topologies.findContext();
		return topologies;
	}

	/** The deployment whose root is a given file. */
	static async readDeployment(
		file: string,
		source: FileSource = DISK,
	): Promise<{ topologies: Topologies; analysis: Analysis }> {
		if (file !== STANDARD_INPUT && source.kindOf(file) === "folder") {
			throw new CannotRun(`${source.shown(file)} is a folder. Name the file with the deployment block.`);
		}
		const topologies = await Topologies.read([file], undefined, source);
		const analysis = topologies.workspace.analyses().find((one) => topologies.given.has(one.deployment.uri));
		if (!analysis) {
			throw new CannotRun(
				`${file === STANDARD_INPUT ? "standard input" : source.shown(file)} has no deployment block. Name the file with the deployment block; what it imports is read with it.`,
			);
		}
		return { topologies, analysis };
	}

	/**
	 * The files to report on: those given, all files of the deployments whose root is given, and the configurations with
	 * mistakes that count for any of them; ordered by path.
	 */
	reportedFiles(): readonly string[] {
		const deployments = this.workspace.analyses().map((one) => one.deployment);
		const files = deployments.filter((one) => this.given.has(one.uri)).flatMap((one) => one.files);
		const reported = new Set([...this.given, ...files]);
		const broken = this.workspace
			.withConfigurations([...reported])
			.filter((uri) => isConfiguration(uri) && this.workspace.findings(uri).length > 0);
		return [...new Set([...reported, ...broken])]
			.map((uri) => ({ uri, path: pathOf(uri) }))
			.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
			.map(({ uri }) => uri);
	}

	/** What is to be said about some files, file by file and in the order of the text. */
	findings(uris: readonly string[]): readonly Finding[] {
		return uris.flatMap((uri) => this.workspace.findings(uri));
	}

	/** All that stands against a deployment, in its files and in the configurations that count for them. */
	findingsAgainst(analysis: Analysis): readonly Finding[] {
		return this.workspace.findingsAgainst(analysis);
	}

	/** What comments in some files accept, file by file and in the order of the text. */
	accepted(uris: readonly string[]): readonly AcceptedFinding[] {
		return uris.flatMap((uri) => this.workspace.accepted(uri));
	}

	textOf(uri: string): string {
		return this.texts.get(uri) ?? "";
	}

	private addPath(path: string): void {
		switch (this.source.kindOf(path)) {
			case "missing":
				throw new CannotRun(`${this.source.shown(path)} does not exist. Check the path.`);
			case "file":
				this.addFile(path);
				break;
			case "folder": {
				const files = this.source.findTopologies(path, "fail");
				if (files.length === 0) {
					throw new CannotRun(
						`the folder ${this.source.shown(path)} has no ${TOPOLOGY_EXTENSION} file. Name a file, or a folder with topologies in it.`,
					);
				}
				for (const file of files) {
					this.addFile(file);
				}
			}
		}
	}

	private addFile(path: string): void {
		const uri = uriOf(path);
		if (!this.given.has(uri)) {
			this.add(uri, this.source.readText(path));
		}
	}

	private add(uri: string, text: string): void {
		this.given.add(uri);
		this.hand(uri, text);
	}

	private hand(uri: string, text: string): void {
		this.texts.set(uri, text);
		if (isConfiguration(uri)) {
			this.workspace.setConfiguration(uri, text);
		} else {
			this.workspace.setFile(this.parse(uri, text));
			this.readConfigurations(uri);
		}
	}

	/** Reads the configurations in the folder of a file and in those above, each once. */
	private readConfigurations(uri: string): void {
		for (const configuration of configurationUris(uri)) {
			if (this.searched.has(configuration)) {
				// What lies above was looked for when this place was.
				return;
			}
			this.searched.add(configuration);
			const text = this.texts.has(configuration) ? undefined : readConfigurationFile(this.source, configuration);
			if (text !== undefined) {
				this.hand(configuration, text);
			}
		}
	}

	/** Reads what is imported, directly or not. A missing file stays missing: that is a finding. */
	private followImports(read: (uri: string) => string | undefined): void {
		// The list grows while it is walked, so that imports of imports are read too.
		const due = [...this.workspace.uris()];
		for (const uri of due) {
			for (const imported of this.workspace.importsOf(uri)) {
				const text = this.workspace.has(imported) ? undefined : read(imported);
				if (text !== undefined) {
					this.hand(imported, text);
					due.push(imported);
				}
			}
		}
	}

	/**
	 * A file is checked as a part of its deployments, as in the editor. Where nothing given imports a given part, the
	 * deployments are looked for below the working directory. They are context: nothing in them is reported, and what of
	 * them cannot be read is passed over.
	 */
	private findContext(): void {
		const given = [...this.given].filter((uri) => !isConfiguration(uri));
		const isAlone = given.some((uri) => this.workspace.deploymentsWith(uri).length === 0);
		if (!isAlone || !given.every((uri) => isInSearchableDirectory(pathOf(uri)))) {
			return;
		}
		for (const uri of this.source.findTopologies(".", "skip").map(uriOf)) {
			const text = this.workspace.has(uri) ? undefined : readIfPossible(this.source, uri);
			if (text !== undefined) {
				this.hand(uri, text);
			}
		}
		this.followImports((uri) => readIfPossible(this.source, uri));
	}
}
