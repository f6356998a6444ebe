import type { ParsedFile } from "../../language-server/grammar/parse-file.js";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import type { Deployment } from "../../language-server/model/deployment.js";
import type { Finding } from "../../language-server/model/finding.js";
import type { RuleSettings } from "../../language-server/rules/settings.js";
import type { Analysis } from "../../language-server/workspace/analysis.js";
import { CONFIGURATION_NAME } from "../../language-server/workspace/configuration.js";
import { TopologyWorkspace } from "../../language-server/workspace/topology-workspace.js";

const FOLDER = "file:///topology";
const parser = createFileParser();

/** What was parsed last. Tests look at one text several times, and parsed files are plain values that nobody changes. */
const recent = new Map<string, ParsedFile>();

function parse(uri: string, text: string): ParsedFile {
	const key = `${uri}\n${text}`;
	const file = recent.get(key) ?? parser(uri, text);
	recent.set(key, file);
	for (const oldest of recent.size > 100 ? [...recent.keys()].slice(0, 50) : []) {
		recent.delete(oldest);
	}
	return file;
}

/** A text, or several by their path relative to one folder; the first is the root unless only another has a deployment. */
export type Sources = string | Readonly<Record<string, string>>;

export interface Analysed {
	readonly workspace: TopologyWorkspace;
	/** The first deployment; fails the test when the text has none. */
	readonly analysis: Analysis;
	readonly deployment: Deployment;
	/** All findings of all files: syntax, language and rules. */
	readonly findings: readonly Finding[];
}

export function uriOf(path: string): string {
	return `${FOLDER}/${path}`;
}

export function workspaceOf(sources: Sources, settings?: RuleSettings): TopologyWorkspace {
	const workspace = new TopologyWorkspace((code, error) => {
		throw new Error(`Rule ${code} failed`, { cause: error });
	});
	const files = typeof sources === "string" ? { "main.ocsedge": sources } : sources;
	if (settings) {
		const rules = Object.fromEntries(settings.severities);
		workspace.setConfiguration(uriOf(CONFIGURATION_NAME), JSON.stringify({ preset: settings.preset, rules }));
		const [mistake] = workspace.findings(uriOf(CONFIGURATION_NAME));
		if (mistake) {
			throw new Error(`Settings that do not exist: ${mistake.message}`);
		}
	}
	for (const [path, text] of Object.entries(files)) {
		if (path.endsWith(CONFIGURATION_NAME)) {
			workspace.setConfiguration(uriOf(path), text);
		} else {
			workspace.setFile(parse(uriOf(path), text));
		}
	}
	return workspace;
}

export function analyse(sources: Sources, settings?: RuleSettings): Analysed {
	const workspace = workspaceOf(sources, settings);
	const [analysis] = workspace.analyses();
	if (!analysis) {
		throw new Error("The text has no deployment block.");
	}
	const findings = workspace.uris().flatMap((uri) => workspace.findings(uri));
	return { workspace, analysis, deployment: analysis.deployment, findings };
}

export function deploymentOf(sources: Sources): Deployment {
	return analyse(sources).deployment;
}
