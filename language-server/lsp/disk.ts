import type { FileSystemNode, URI } from "langium";
import { NodeFileSystemProvider } from "langium/node";

/** The files of the computer. Documents of other schemes, such as untitled ones, have a path but no file. */
export class Disk extends NodeFileSystemProvider {
	override async stat(uri: URI): Promise<FileSystemNode> {
		if (uri.scheme !== "file") {
			throw new Error(`${uri.toString(true)} is not a file of this computer.`);
		}
		return super.stat(uri);
	}

	override async exists(uri: URI): Promise<boolean> {
		return uri.scheme === "file" && super.exists(uri);
	}
}
