import { EmptyFileSystemProvider, type FileSystemNode, type URI, UriUtils } from "langium";
import type { Connection } from "vscode-languageserver";
import {
	type FileParams,
	type ReadDirectoryResult,
	type ReadFileResult,
	readDirectoryRequest,
	readFileRequest,
	type StatResult,
	statRequest,
} from "../protocol.js";

/**
 * Reads files through the editor, for a server in a web worker. Synchronous reading is not possible there; Langium does not
 * use it in a language server.
 */
export class ClientFileSystem extends EmptyFileSystemProvider {
	constructor(private readonly connection: Connection) {
		super();
	}

	override async stat(uri: URI): Promise<FileSystemNode> {
		const params: FileParams = { uri: uri.toString() };
		const { type } = await this.connection.sendRequest<StatResult>(statRequest, params);
		if (type === "missing") {
			throw new Error(`There is no ${uri.toString(true)}.`);
		}
		return { uri, isFile: type === "file", isDirectory: type === "directory" };
	}

	override async exists(uri?: URI): Promise<boolean> {
		if (!uri) {
			return false;
		}
		const params: FileParams = { uri: uri.toString() };
		const { type } = await this.connection.sendRequest<StatResult>(statRequest, params);
		return type !== "missing";
	}

	override async readFile(uri?: URI): Promise<string> {
		const params: FileParams = { uri: uri?.toString() ?? "" };
		const { text } = await this.connection.sendRequest<ReadFileResult>(readFileRequest, params);
		if (text === null) {
			throw new Error(`${uri?.toString(true) ?? "The file"} cannot be read.`);
		}
		return text;
	}

	override async readDirectory(uri?: URI): Promise<FileSystemNode[]> {
		if (!uri) {
			return [];
		}
		const params: FileParams = { uri: uri.toString() };
		const { entries } = await this.connection.sendRequest<ReadDirectoryResult>(readDirectoryRequest, params);
		return entries.map(({ name, type }) => ({
			uri: UriUtils.joinPath(uri, name),
			isFile: type === "file",
			isDirectory: type === "directory",
		}));
	}
}
