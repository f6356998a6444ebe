import type { Finding } from "../model/finding.js";
import { DEFAULT_SETTINGS, type RuleSettings } from "../rules/settings.js";
import { CONFIGURATION_NAME, readConfiguration } from "./configuration.js";

/** A configuration in view. */
interface Configuration {
	readonly text: string;
	/** Those of its last version without a mistake. */
	readonly settings: RuleSettings;
	readonly findings: readonly Finding[];
}

/** The configurations in view, and which of them counts for which file. */
export class Configurations {
	private readonly inView = new Map<string, Configuration>();

	/**
	 * Takes in the text of a configuration, and tells whether it is another one. While it has a mistake, the settings of its
	 * last version without one stay in force; where there is none, those that count without a configuration.
	 */
	set(uri: string, text: string): boolean {
		const before = this.inView.get(uri);
		if (before?.text === text) {
			return false;
		}
		const { settings = before?.settings ?? DEFAULT_SETTINGS, findings } = readConfiguration(uri, text);
		this.inView.set(uri, { text, settings, findings });
		return true;
	}

	/** Tells whether there was one to remove. */
	remove(uri: string): boolean {
		return this.inView.delete(uri);
	}

	/** The URI of the configuration that counts for a file: the nearest one upwards from it. */
	nearestTo(uri: string): string | undefined {
		return configurationUris(uri).find((candidate) => this.inView.has(candidate));
	}

	text(uri: string): string | undefined {
		return this.inView.get(uri)?.text;
	}

	/** What is wrong with a configuration. */
	findings(uri: string): readonly Finding[] {
		return this.inView.get(uri)?.findings ?? [];
	}

	/** What is set for the rules in a file. */
	settingsOf(uri: string): RuleSettings {
		return this.inView.get(this.nearestTo(uri) ?? "")?.settings ?? DEFAULT_SETTINGS;
	}
}

/** Where the configuration of a file may lie, the nearest place first. A document without a folder has none. */
export function configurationUris(uri: string): readonly string[] {
	const places: string[] = [];
	const authority = uri.indexOf("://");
	const root = authority < 0 ? -1 : uri.indexOf("/", authority + "://".length);
	for (let slash = uri.lastIndexOf("/"); root >= 0 && slash >= root; slash = uri.lastIndexOf("/", slash - 1)) {
		places.push(`${uri.slice(0, slash + 1)}${CONFIGURATION_NAME}`);
	}
	return places;
}
