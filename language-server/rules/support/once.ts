/** Builds something when it is first asked for: what only findings need costs a sound file nothing. */
export function once<T extends object>(build: () => T): () => T {
	let built: T | undefined;
	return () => {
		built ??= build();
		return built;
	};
}
