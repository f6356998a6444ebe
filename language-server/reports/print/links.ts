import { slugOf } from "../anchors.js";

/** Where a link of a page leads. */
export type Target =
	/** An address of the web, or a mail address. */
	| { readonly kind: "web"; readonly href: string }
	/** A file in the folder of the runbook or beside it, relative to that folder, not encoded; with a heading where one is named. */
	| { readonly kind: "file"; readonly path: string; readonly heading?: string }
	/** Nothing that a page may lead to: a script, a place on this computer, another server without saying how. */
	| { readonly kind: "nothing" };

/** @param from the path of the page, relative to the folder of the runbook */
export function targetOf(target: string, from: string): Target {
	if (/^(?:https?:\/\/|mailto:)/i.test(target)) {
		return { kind: "web", href: target };
	}
	if (/^[a-z][a-z0-9+.-]*:/i.test(target) || /^(?:[\\/]|%5c|%2f)/i.test(target)) {
		return { kind: "nothing" };
	}
	const [path = "", ...rest] = target.split("#");
	const heading = rest.length === 0 ? {} : { heading: slugOf(decoded(rest.join("#"))) };
	if (path === "") {
		return { kind: "file", path: from, ...heading };
	}
	return { kind: "file", path: joined(from, decoded(path)), ...heading };
}

/** A path as the target of a link, relative to the folder that it is relative to. */
export function hrefOf(path: string): string {
	// A colon is encoded, too, so that the first segment is not taken for the name of a protocol.
	return path.split("/").map(encodeURIComponent).join("/");
}

function joined(from: string, path: string): string {
	const parts: string[] = [];
	for (const part of [...from.split("/").slice(0, -1), ...path.split("/")]) {
		if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") {
			parts.pop();
		} else if (part !== "." && part !== "") {
			parts.push(part);
		}
	}
	return parts.join("/");
}

function decoded(words: string): string {
	try {
		return decodeURIComponent(words);
	} catch {
		return words;
	}
}
