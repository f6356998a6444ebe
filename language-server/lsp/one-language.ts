import { DefaultServiceRegistry, type LangiumCoreServices, type URI } from "langium";
import { isConfiguration } from "../workspace/configuration.js";

/**
 * Knows one language. Langium by itself tells the language of a document by its editor or its file name, and fails for a
 * document that has neither, such as an untitled one that has just been closed.
 */
export class OneLanguage extends DefaultServiceRegistry {
	override getServices(uri: URI): LangiumCoreServices {
		const [only] = this.all;
		return only ?? super.getServices(uri);
	}

	override hasServices(uri: URI): boolean {
		if (isConfiguration(uri.toString())) {
			return false;
		}
		try {
			return super.getServices(uri) !== undefined;
		} catch {
			return false;
		}
	}
}
