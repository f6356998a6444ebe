import type { ParsedFile } from "../grammar/parse-file.js";
import type { FileElements } from "../model/build-file.js";
import type { Finding } from "../model/finding.js";
import { compareFindings } from "../model/finding.js";
import { PROBLEMS } from "../model/problems.js";
import type { AcceptedFinding } from "../model/suppression.js";
import { RULE_FAILED } from "../rules/engine.js";
import { rules } from "../rules/registry.generated.js";
import { areSame, configuredSeverity, DEFAULT_SETTINGS, type RuleSettings } from "../rules/settings.js";
import { type Analysis, analyse, type RuleFailureListener } from "./analysis.js";
import { Configurations } from "./configurations.js";
import { headProblems, importedUri, importProblems } from "./imports.js";
import { suppressionProblems } from "./suppressions.js";

/** A deployment's root file and what it imports, as found in the workspace. */
interface Reach {
	readonly root: FileElements;
	/** The root first, then what it imports, breadth first. */
	readonly files: readonly FileElements[];
	readonly importsMissing: boolean;
	/** What is set for the rules in each of the files. */
	readonly settings: readonly RuleSettings[];
}

interface Known {
	readonly reach: Reach;
	readonly analysis: Analysis;
	/** Whether every word of the deployment was read, so that what the rules do not find is not there. */
	readonly isWhole: boolean;
}

/**
 * All topology files that are in view, and the deployments that they form.
 *
 * A file is handed in when it changed; what follows is computed when it is asked for, and only for deployments one of
 * whose files changed: a deployment is analysed again exactly when the parsed values of its files are not the same
 * objects as before, or when other settings count for one of them.
 */
export class TopologyWorkspace {
	private readonly files = new Map<string, ParsedFile>();
	private known = new Map<string, Known>();
	private reaches: ReadonlyMap<string, Reach> | undefined;
	private readonly touched = new Set<string>();
	private readonly configurations = new Configurations();
	/** What each file imports, so that its paths are resolved once and not with every change of another file. */
	private readonly imported = new WeakMap<FileElements, readonly string[]>();

	constructor(private readonly onRuleFailure?: RuleFailureListener) {}

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

	/** Takes in the text of a configuration. What counts while it has a mistake, `Configurations` says. */
	setConfiguration(uri: string, text: string): void {
		if (this.configurations.set(uri, text)) {
			this.touch(uri);
		}
	}

	removeConfiguration(uri: string): void {
		if (this.configurations.remove(uri)) {
			this.touch(uri);
		}
	}

	/** The URI of the configuration that counts for a file. */
	configurationOf(uri: string): string | undefined {
		return this.configurations.nearestTo(uri);
	}

	/** The text of a configuration in view. */
	configurationText(uri: string): string | undefined {
		return this.configurations.text(uri);
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
		const elements = this.files.get(uri)?.elements;
		return elements ? this.importedBy(elements) : [];
	}

	private importedBy(file: FileElements): readonly string[] {
		const known = this.imported.get(file) ?? file.imports.map((one) => importedUri(file.uri, one));
		this.imported.set(file, known);
		return known;
	}

	/**
	 * Brings everything up to date and tells for which files the findings may be others than at the last call: files that
	 * were handed in or removed, those that import one of these, and all files of deployments that were analysed again,
	 * appeared, or went away.
	 */
	takeAffected(): ReadonlySet<string> {
		const before = this.known;
		const affected = new Set(this.touched);
		for (const [uri, { elements }] of this.touched.size > 0 ? this.files : []) {
			if (this.importedBy(elements).some((imported) => this.touched.has(imported))) {
				affected.add(uri);
			}
		}
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
				const settings = new Map(reach.files.map((file, i) => [file.uri, reach.settings[i]]));
				const analysis = analyse({
					head,
					root: reach.root,
					files: reach.files,
					importsMissing: reach.importsMissing,
					settingsOf: (file) => settings.get(file) ?? DEFAULT_SETTINGS,
					suppressionsOf: (file) => this.files.get(file)?.suppressions ?? [],
					onRuleFailure: this.onRuleFailure,
				});
				next.set(uri, { reach, analysis, isWhole: this.isWhole(reach, analysis) });
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

	/**
	 * What is to be said about one file, in the order of the text; each thing once, also where deployments share it. The
	 * file may be a topology or a configuration.
	 */
	findings(uri: string): readonly Finding[] {
		const file = this.files.get(uri);
		if (!file) {
			return this.configurations.findings(uri);
		}
		const deployments = this.deploymentsWith(uri);
		const all = [
			...file.syntax,
			...file.elements.problems,
			...importProblems(file.elements, (target) => this.files.get(target)?.elements),
			...headProblems(file.elements, deployments.length > 0),
			...deployments.flatMap((one) => one.findings.filter((finding) => finding.origin.uri === uri)),
			...this.suppressionProblems(file, deployments),
		];
		return sorted(all);
	}

	/**
	 * All that stands against a deployment: the findings of its files, and of the configurations that count for them, for a
	 * broken one may hide what its author meant.
	 */
	findingsAgainst({ deployment }: Analysis): readonly Finding[] {
		return this.withConfigurations(deployment.files).flatMap((uri) => this.findings(uri));
	}

	/** Some files, and before them the configurations in view that count for them. */
	withConfigurations(uris: readonly string[]): readonly string[] {
		const configurations = uris.map((uri) => this.configurationOf(uri)).filter((uri) => uri !== undefined);
		return [...new Set([...configurations, ...uris])];
	}

	/** What the comments of a file accept, in the order of the text; each thing once, also where deployments share it. */
	accepted(uri: string): readonly AcceptedFinding[] {
		const all = this.deploymentsWith(uri).flatMap((one) => one.accepted.filter((each) => each.origin.uri === uri));
		const byFinding = new Map(all.map((one) => [one.finding, one]));
		return sorted(all.map((one) => one.finding)).flatMap((finding) => byFinding.get(finding) ?? []);
	}

	private isWhole(reach: Reach, { findings }: Analysis): boolean {
		const all = reach.files.flatMap(({ uri }) => this.languageFindings(uri));
		return !reach.importsMissing && ![...all, ...findings].some(isLanguageError);
	}

	private languageFindings(uri: string): readonly Finding[] {
		const file = this.files.get(uri);
		return file ? [...file.syntax, ...file.elements.problems] : [];
	}

	private suppressionProblems(file: ParsedFile, deployments: readonly Analysis[]): readonly Finding[] {
		if (file.suppressions.length === 0) {
			return [];
		}
		const { uri } = file.elements;
		const used = new Set(deployments.flatMap((one) => one.accepted.map((accepted) => accepted.origin)));
		const wholeOnes = [...this.known.values()].filter((one) => one.isWhole).map((one) => one.analysis);
		const areWhole = deployments.length > 0 && deployments.every((one) => wholeOnes.includes(one));
		const settings = this.configurations.settingsOf(uri);
		// That a comment accepts nothing is known only where its rule was asked and could decide everything.
		const certain = new Map<string, boolean>();
		const isCertain = (code: string): boolean => {
			const known = certain.get(code) ?? (isAsked(code, settings) && deployments.every((one) => isDecided(code, one)));
			certain.set(code, known);
			return known;
		};
		return suppressionProblems(
			file.suppressions,
			({ origin }, code) => areWhole && !used.has(origin) && isCertain(code),
		);
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
			for (const uri of this.importedBy(file)) {
				const target = this.files.get(uri)?.elements;
				if (!target || (target.heads.length > 0 && target !== root)) {
					importsMissing = true;
				} else {
					files.set(uri, files.get(uri) ?? target);
				}
			}
		}
		const settings = [...files.keys()].map((uri) => this.configurations.settingsOf(uri));
		return { root, files: [...files.values()], importsMissing, settings };
	}
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
		a.files.every((file, i) => file === b.files[i]) &&
		a.settings.every((settings, i) => areSame(settings, b.settings[i] ?? DEFAULT_SETTINGS))
	);
}

/** Whether a rule may have a finding in a file with these settings. */
function isAsked(code: string, settings: RuleSettings): boolean {
	const rule = rules.find((one) => one.code === code);
	return rule !== undefined && configuredSeverity(rule, settings) !== "off";
}

/** Whether a rule ran to its end in a deployment and lacked nothing to decide. */
function isDecided(code: string, { findings, verdicts }: Analysis): boolean {
	const verdict = verdicts.find((one) => one.code === code);
	return verdict?.undecided.length === 0 && !findings.some((finding) => finding.code === RULE_FAILED);
}

function isLanguageError({ code, severity }: Finding): boolean {
	return severity === "error" && Object.hasOwn(PROBLEMS, code);
}

/** In the order of the text; what several deployments say alike is said once. */
function sorted(findings: readonly Finding[]): Finding[] {
	return unique(findings).sort(compareFindings);
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
