import { type DefaultTreeAdapterTypes, html, parse, parseFragment } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** An HTML text as a browser understands it. */
export class Html {
	readonly elements: readonly Element[];
	/** What a browser takes for a mistake in the text. */
	readonly mistakes: readonly string[];

	constructor(text: string) {
		const mistakes: string[] = [];
		const options = { onParseError: ({ code }: { code: string }) => mistakes.push(code) };
		const root = text.startsWith("<!doctype") ? parse(text, options) : parseFragment(text, options);
		this.elements = [...below(root)].filter(isElement);
		this.mistakes = mistakes;
	}

	all(...tags: readonly string[]): readonly Element[] {
		return this.elements.filter((element) => tags.includes(element.tagName));
	}

	one(tag: string): Element {
		const [element, ...others] = this.all(tag);
		if (element === undefined || others.length > 0) {
			throw new Error(`There are ${others.length + (element ? 1 : 0)} elements ${tag}.`);
		}
		return element;
	}

	/** The values that an attribute has anywhere, in order. */
	values(name: string): readonly string[] {
		return this.elements.flatMap((element) => attribute(element, name) ?? []);
	}
}

export function attribute(element: Element, name: string): string | undefined {
	return element.attrs.find((one) => one.name === name)?.value;
}

/** The text of an element as a person reads it, with a line end for each line break. */
export function textOf(element: Element): string {
	return [...below(element)]
		.map((node) => ("value" in node ? node.value : node.nodeName === "br" ? "\n" : ""))
		.join("")
		.replace(/\s*\n\s*/g, "\n");
}

/** The elements inside an element. */
export function inside(element: Element, tag: string): readonly Element[] {
	return [...below(element)].filter(isElement).filter((one) => one !== element && one.tagName === tag);
}

function isElement(node: Node): node is Element {
	return "tagName" in node && node.namespaceURI === html.NS.HTML;
}

function* below(node: Node): Generator<Node> {
	yield node;
	if ("childNodes" in node) {
		for (const child of node.childNodes) {
			yield* below(child);
		}
	}
}
