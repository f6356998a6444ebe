/** Groups by a key, in the order of first appearance. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) {
		append(groups, keyOf(item), item);
	}
	return groups;
}

/** Adds an item to the list that a key has. */
export function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
	const list = lists.get(key);
	if (list) {
		list.push(item);
	} else {
		lists.set(key, [item]);
	}
}

/** Adds a value to the set that a key has. */
export function addToSet<K, T>(sets: Map<K, Set<T>>, key: K, value: T): void {
	const set = sets.get(key);
	if (set) {
		set.add(value);
	} else {
		sets.set(key, new Set([value]));
	}
}

/** Builds something when it is first asked for: what only findings need costs a sound file nothing. */
export function once<T extends object>(build: () => T): () => T {
	let built: T | undefined;
	return () => {
		built ??= build();
		return built;
	};
}

/** Builds something from a value once, and keeps it as long as that value: what many rules ask of one deployment. */
export function remembered<K extends object, T extends object>(build: (from: K) => T): (from: K) => T {
	const known = new WeakMap<K, T>();
	return (from) => {
		let built = known.get(from);
		if (!built) {
			built = build(from);
			known.set(from, built);
		}
		return built;
	};
}

/** By code unit and not by locale, so that the order is the same on every machine. */
export function compareTexts(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
