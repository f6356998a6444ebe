import type { FileParser } from "../../../language-server/grammar/parser-module.js";
import { isConfiguration, readConfiguration } from "../../../language-server/workspace/configuration.js";
import { TopologyWorkspace } from "../../../language-server/workspace/topology-workspace.js";
import type { Edit, Files } from "./random-edits.js";

/** Of a configuration with a mistake the last version without one counts, which a fresh workspace has to be told of. */
export class LastGood {
	private readonly texts = new Map<string, string>();

	note(changes: Edit["changes"]): void {
		for (const [path, text] of changes) {
			if (text === undefined) {
				this.texts.delete(path);
			} else if (isConfiguration(`/${path}`) && readConfiguration(`/${path}`, text).settings) {
				this.texts.set(path, text);
			}
		}
	}

	of(path: string): string | undefined {
		return this.texts.get(path);
	}
}

/** A workspace that sees some files for the first time. */
export function coldStart(
	parse: FileParser,
	uriOf: (path: string) => string,
	files: Files,
	lastGood: LastGood,
): TopologyWorkspace {
	const workspace = new TopologyWorkspace();
	for (const [path, text] of files) {
		const uri = uriOf(path);
		if (isConfiguration(uri)) {
			workspace.setConfiguration(uri, lastGood.of(path) ?? text);
			workspace.setConfiguration(uri, text);
		} else {
			workspace.setFile(parse(uri, text));
		}
	}
	return workspace;
}
