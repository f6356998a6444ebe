import { URI, Utils } from "vscode-uri";
import type { ParsedFile } from "../grammar/parse-file.js";
import type { FileElements, ImportStatement } from "../model/build-file.js";
import type { Finding } from "../model/finding.js";
import { compareOrigins } from "../model/origin.js";
import { problem } from "../model/problems.js";
import type { RuleSettings } from "../rules/settings.js";
import { type Analysis, analyse, type RuleFailureListener } from "./analysis.js";

/** A deployment's root file and what it imports, as found in the workspace. */
interface Reach {
	readonly root: FileElements;
	/** The root first, then what it imports, breadth first. */
	readonly files: readonly FileElements[];
	readonly importsMissing: boolean;
}

interface Known {
	readonly reach: Reach;
	readonly analysis: Analysis;
}

/**
 * All topology files that are in view, and the deployments that they form.
 *
 * A file is handed in when it changed; what follows is computed when it is asked for, and only for deployments one of
 * whose files changed: a deployment is analysed again exactly when the parsed values of its files are not the same
 * objects as before.
 */
export class TopologyWorkspace {
	private readonly files = new Map<string, ParsedFile>();
	private known = new Map<string, Known>();
	private reaches: ReadonlyMap<string, Reach> | undefined;
	private readonly touched = new Set<string>();

	/**
	 * @param settingsOf what is set for the rules in a file; without it every rule has its own severity
	 */
	constructor(
		private readonly onRuleFailure?: RuleFailureListener,
		private readonly settingsOf?: (uri: string) => RuleSettings,
	) {}

	setFile(file: ParsedFile): void {
		const { uri } = file.elements;
		if (this.files.get(uri) !== file) {
			this.files.set(uri, file);
			this.touch(uri);
		}
	}

	removeFile(uri: string): void {
		if (this.files.delete(uri)) {
			this.touch(uri);
		}
	}

	has(uri: string): boolean {
		return this.files.has(uri);
	}

	file(uri: string): ParsedFile | undefined {
		return this.files.get(uri);
	}

	uris(): readonly string[] {
		return [...this.files.keys()];
	}

	private touch(uri: string): void {
		this.touched.add(uri);
		this.reaches = undefined;
	}

	/** The files that a file imports, as URIs, whether they are in view or not. */
	importsOf(uri: string): readonly string[] {
		return this.files.get(uri)?.elements.imports.map((one) => importedUri(uri, one)) ?? [];
	}

	/**
	 * Brings everything up to date and tells for which files the findings may be others than at the last call: files that
	 * were handed in or removed, and all files of deployments that were analysed again, appeared, or went away.
	 */
	takeAffected(): ReadonlySet<string> {
		const before = this.known;
		const affected = new Set(this.touched);
		this.touched.clear();
		this.analyses();
		for (const [root, { reach, analysis }] of this.known) {
			if (before.get(root)?.analysis !== analysis) {
				addAll(affected, reach);
			}
		}
		for (const [root, { reach, analysis }] of before) {
			if (this.known.get(root)?.analysis !== analysis) {
				addAll(affected, reach);
			}
		}
		return affected;
	}

	/** All deployments in view, ordered by their root file. */
	analyses(): readonly Analysis[] {
		const next = new Map<string, Known>();
		for (const [uri, reach] of this.currentReaches()) {
			const known = this.known.get(uri);
			const head = reach.root.heads[0];
			if (known && sameFiles(known.reach, reach)) {
				next.set(uri, known);
			} else if (head) {
				const analysis = analyse(
					head,
					reach.root,
					reach.files,
					reach.importsMissing,
					this.onRuleFailure,
					this.settingsOf,
				);
				next.set(uri, { reach, analysis });
			}
		}
		this.known = next;
		return [...next.values()].map((one) => one.analysis);
	}

	/** The deployments that contain a file. */
	deploymentsWith(uri: string): readonly Analysis[] {
		return this.analyses().filter((analysis) => analysis.deployment.files.includes(uri));
	}

	/** The files that share a deployment with a file, itself included, so far as the imports in view tell. */
	neighboursOf(uri: string): ReadonlySet<string> {
		const neighbours = new Set([uri]);
		for (const reach of this.currentReaches().values()) {
			if (reach.files.some((file) => file.uri === uri)) {
				addAll(neighbours, reach);
			}
		}
		return neighbours;
	}

	/** What is to be said about one file, in the order of the text; each thing once, also where deployments share it. */
	findings(uri: string): readonly Finding[] {
		const file = this.files.get(uri);
		if (!file) {
			return [];
		}
		const deployments = this.deploymentsWith(uri);
		const all = [
			...file.syntax,
			...file.elements.problems,
			...this.importProblems(file.elements),
			...headProblems(file.elements, deployments.length > 0),
			...deployments.flatMap((one) => one.findings.filter((finding) => finding.origin.uri === uri)),
		];
		return unique(all).sort(
			(a, b) => compareOrigins(a.origin, b.origin) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
		);
	}

	private importProblems(file: FileElements): readonly Finding[] {
		return file.imports.flatMap((statement) => {
			const target = this.files.get(importedUri(file.uri, statement));
			if (!target) {
				return [
					problem(
						"import-not-found",
						statement.origin,
						`There is no file ${statement.path} here. What it declares is unknown, so what depends on it is not checked. Correct the path; it is relative to this file.`,
					),
				];
			}
			const other = target.elements.heads[0];
			if (other && target.elements.uri !== file.uri) {
				return [
					problem(
						"import-of-deployment",
						statement.origin,
						`${statement.path} is the root file of the deployment ${other.name} and cannot be part of another one. Move what both need into a file without a deployment block and import that.`,
						{ related: [{ message: `The deployment ${other.name}`, origin: other.origin }] },
					),
				];
			}
			return [];
		});
	}

	private currentReaches(): ReadonlyMap<string, Reach> {
		if (!this.reaches) {
			const roots = [...this.files.values()]
				.map((file) => file.elements)
				.filter((file) => file.heads.length > 0)
				.sort((a, b) => (a.uri < b.uri ? -1 : 1));
			this.reaches = new Map(roots.map((root) => [root.uri, this.reach(root)]));
		}
		return this.reaches;
	}

	private reach(root: FileElements): Reach {
		const files = new Map([[root.uri, root]]);
		let importsMissing = false;
		// A map keeps the order of insertion and is walked to the end even while it grows.
		for (const file of files.values()) {
			for (const statement of file.imports) {
				const uri = importedUri(file.uri, statement);
				const target = this.files.get(uri)?.elements;
				if (!target || (target.heads.length > 0 && target !== root)) {
					importsMissing = true;
				} else {
					files.set(uri, files.get(uri) ?? target);
				}
			}
		}
		return { root, files: [...files.values()], importsMissing };
	}
}

/** The URI of an imported file: its path is relative to the importing file. */
export function importedUri(from: string, statement: ImportStatement): string {
	const base = Utils.dirname(URI.parse(from));
	return Utils.resolvePath(base, statement.path.replaceAll("\\", "/")).toString();
}

function headProblems(file: FileElements, isInDeployment: boolean): readonly Finding[] {
	const [first, ...others] = file.heads;
	const several = others.map((head) =>
		problem(
			"several-deployments",
			head.origin,
			`This file already describes the deployment ${first?.name ?? ""}; ${head.name} is ignored. Move it into a file of its own and import what both share.`,
			first ? { related: [{ message: "The first deployment of this file", origin: first.origin }] } : {},
		),
	);
	const element = firstElement(file);
	if (isInDeployment || file.heads.length > 0 || !element) {
		return several;
	}
	return [
		...several,
		problem(
			"fragment-not-imported",
			element.origin,
			"No deployment in view imports this file, so only its syntax is checked. Import it from the file with the deployment block, or add a deployment block here.",
		),
	];
}

function firstElement(file: FileElements) {
	return [
		...file.sites,
		...file.networks,
		...file.firewalls,
		...file.activeDirectories,
		...file.internalServers,
		...file.edgeServers,
		...file.edgeArrays,
		...file.loadBalancers,
		...file.reverseProxies,
		...file.certificates,
	].sort((a, b) => compareOrigins(a.origin, b.origin))[0];
}

function addAll(target: Set<string>, reach: Reach): void {
	for (const file of reach.files) {
		target.add(file.uri);
	}
}

function sameFiles(a: Reach, b: Reach): boolean {
	return (
		a.importsMissing === b.importsMissing &&
		a.files.length === b.files.length &&
		a.files.every((file, i) => file === b.files[i])
	);
}

function unique(findings: readonly Finding[]): Finding[] {
	const seen = new Map<string, Finding>();
	for (const finding of findings) {
		const { start, end } = finding.origin.range;
		const key = `${finding.code} ${start.line}:${start.character}-${end.line}:${end.character} ${finding.message}`;
		if (!seen.has(key)) {
			seen.set(key, finding);
		}
	}
	return [...seen.values()];
}
