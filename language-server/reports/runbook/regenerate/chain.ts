/** A list in which things are put behind others and taken out, wherever they stand. */
export class Chain<T> {
	readonly #next = new Map<T, T>();
	readonly #previous = new Map<T, T>();
	#first: T | undefined;
	#last: T | undefined;

	constructor(items: Iterable<T>) {
		for (const item of items) {
			this.insertAfter(this.#last, item);
		}
	}

	after(item: T): T | undefined {
		return this.#next.get(item);
	}

	before(item: T): T | undefined {
		return this.#previous.get(item);
	}

	get last(): T | undefined {
		return this.#last;
	}

	/** Without a predecessor it becomes the first one. */
	insertAfter(predecessor: T | undefined, item: T): void {
		const successor = predecessor === undefined ? this.#first : this.#next.get(predecessor);
		this.#join(predecessor, item);
		this.#join(item, successor);
	}

	remove(item: T): void {
		const [previous, next] = [this.#previous.get(item), this.#next.get(item)];
		this.#join(previous, next);
		this.#next.delete(item);
		this.#previous.delete(item);
	}

	*[Symbol.iterator](): Generator<T> {
		for (let item = this.#first; item !== undefined; item = this.#next.get(item)) {
			yield item;
		}
	}

	#join(previous: T | undefined, next: T | undefined): void {
		if (previous === undefined) {
			this.#first = next;
		} else if (next === undefined) {
			this.#next.delete(previous);
		} else {
			this.#next.set(previous, next);
		}
		if (next === undefined) {
			this.#last = previous;
		} else if (previous === undefined) {
			this.#previous.delete(next);
		} else {
			this.#previous.set(next, previous);
		}
	}
}
