/** A file's path as seen from the folder of the root file, so that no page depends on where the workspace lies. */
export function relativeName(rootUri: string, uri: string): string {
	const root = rootUri.split("/").slice(0, -1);
	const parts = uri.split("/");
	let shared = 0;
	while (shared < root.length && shared < parts.length - 1 && root[shared] === parts[shared]) {
		shared += 1;
	}
	return [...root.slice(shared).map(() => ".."), ...parts.slice(shared).map(decoded)].join("/");
}

function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		// A segment that is not valid percent encoding is shown as it is.
		return segment;
	}
}
