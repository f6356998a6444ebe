import {
	createDefaultCoreModule,
	createDefaultSharedCoreModule,
	EmptyFileSystem,
	inject,
	type LangiumCoreServices,
	type LangiumSharedCoreServices,
	type Module,
	type PartialLangiumCoreServices,
} from "langium";
import { OcsEdgeGeneratedModule, OcsEdgeGeneratedSharedModule } from "../generated/module.js";
import { type ParsedFile, parseFile } from "./parse-file.js";
import { PlainParserMessages } from "./parser-messages.js";
import { WordLexer } from "./word-lexer.js";

/** How the language differs from what Langium does by default when it reads a text. */
export const ParserModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
	parser: {
		Lexer: (services) => new WordLexer(services),
		ParserErrorMessageProvider: (services) => new PlainParserMessages(services),
	},
};

/** Reads a text; with the previous version of the file, only what differs from it is parsed. */
export type FileParser = (uri: string, text: string, previous?: ParsedFile) => ParsedFile;

/** A parser without a language server around it, for the command line and for tests. */
export function createFileParser(): FileParser {
	const shared: LangiumSharedCoreServices = inject(
		createDefaultSharedCoreModule(EmptyFileSystem),
		OcsEdgeGeneratedSharedModule,
	);
	const services = inject(createDefaultCoreModule({ shared }), OcsEdgeGeneratedModule, ParserModule);
	shared.ServiceRegistry.register(services);
	return (uri, text, previous) => parseFile(services, uri, text, previous);
}
