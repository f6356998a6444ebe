import { FileType, Uri, workspace } from "vscode";
import {
	type DirectoryEntry,
	type FileParams,
	type ReadDirectoryResult,
	type ReadFileResult,
	readDirectoryRequest,
	readFileRequest,
	type StatResult,
	statRequest,
} from "../../../language-server/protocol.js";
import type { Feature } from "../../feature.js";

const isDirectory = (type: FileType) => (type & FileType.Directory) !== 0;

/** Reads files for a server that has no file system of its own, through the one of the editor. */
export const workspaceFiles: Feature = {
	activate({ client }) {
		const decoder = new TextDecoder();
		return [
			client.onRequest(statRequest, async ({ uri }: FileParams): Promise<StatResult> => {
				try {
					const { type } = await workspace.fs.stat(Uri.parse(uri));
					return { type: isDirectory(type) ? "directory" : "file" };
				} catch {
					return { type: "missing" };
				}
			}),
			client.onRequest(readFileRequest, async ({ uri }: FileParams): Promise<ReadFileResult> => {
				try {
					return { text: decoder.decode(await workspace.fs.readFile(Uri.parse(uri))) };
				} catch {
					return { text: null };
				}
			}),
			client.onRequest(readDirectoryRequest, async ({ uri }: FileParams): Promise<ReadDirectoryResult> => {
				try {
					const entries = await workspace.fs.readDirectory(Uri.parse(uri));
					return {
						entries: entries.map(([name, type]): DirectoryEntry => {
							return { name, type: isDirectory(type) ? "directory" : "file" };
						}),
					};
				} catch {
					return { entries: [] };
				}
			}),
		];
	},
};
