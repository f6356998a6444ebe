/** Random edits of several files, for comparing what is kept up to date with what is computed from nothing. */

/** The files as they are: topologies and configurations by their path. */
export type Files = ReadonlyMap<string, string>;

export interface Edit {
	/** What was done, for a person who wants to repeat it. */
	readonly what: string;
	/** The new texts; undefined where the file is gone. */
	readonly changes: ReadonlyMap<string, string | undefined>;
}

/** Numbers that look random and are the same for the same seed. */
export class Random {
	constructor(private state: number) {}

	/** At least 0 and less than 1; the generator is known as mulberry32. */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	below(end: number): number {
		return Math.floor(this.next() * end);
	}

	of<T>(items: readonly [T, ...T[]]): T {
		return items[this.below(items.length)] ?? items[0];
	}

	/** One of the items, or nothing where there is none. */
	pick<T>(items: readonly T[]): T | undefined {
		return items[this.below(items.length)];
	}
}

/** Two deployments that share files, one that stands alone, and configurations. */
export const START: Files = new Map([
	[
		"a/main.ocsedge",
		`import "../shared/corp.ocsedge"
import "../shared/net.ocsedge"
import "./edge.ocsedge"

deployment Contoso {
	product ocs2007
	sip-domain contoso.com
	scenario remote-access
	scenario federation { mode open }
	scenario web-conferencing
}

certificate access-ext { subject sip.contoso.com  issuer public  usage server }
`,
	],
	[
		"a/edge.ocsedge",
		`edge-server edge1 {
	fqdn edge1.contoso.net
	membership workgroup
	adapter internal on dmz-int { address 10.45.16.10/24 }
	adapter external on dmz-ext { address 131.107.155.10, 131.107.155.11 }
	access-edge {
		external sip.contoso.com at 131.107.155.10
		next-hop pool1
		certificate access-ext
	}
	web-conferencing-edge { external webconf.contoso.com at 131.107.155.11 }
}
edge-server edge2 { membership domain contoso.net }
`,
	],
	[
		"b/main.ocsedge",
		`import "../shared/net.ocsedge"
import "../shared/corp.ocsedge"
deployment Fabrikam { scenario remote-access  sip-domain fabrikam.com }
edge-server edge9 {
	membership domain fabrikam.net
	adapter internal on dmz-int { address 10.45.16.10 }
	access-edge { external sip.fabrikam.com at 131.107.155.20  next-hop dir1 }
}
`,
	],
	["b/alone.ocsedge", "deployment Alone { }\nactive-directory ad in dmz { }\nnetwork dmz { zone perimeter }\n"],
	[
		"shared/net.ocsedge",
		`network internet { zone external }
network dmz-ext { zone perimeter  subnet 131.107.155.0/26 }
network dmz-int { zone perimeter  subnet 10.45.16.0/24 }
network corp { zone internal  subnet 192.168.10.0/24 }
`,
	],
	[
		"shared/corp.ocsedge",
		`pool pool1 in corp { edition standard  fqdn pool1.contoso.net  address 192.168.10.10  roles front-end }
director dir1 in corp { fqdn dir1.contoso.net  address 192.168.10.20 }
active-directory ad1 in corp { domain contoso.net }
`,
	],
	["ocs-edge.json", '{ "preset": "strict" }'],
]);

const FOLDERS = ["", "a/", "b/", "shared/"] as const;

/** Pieces that break and mend, open and close, and say something. */
const PIECES = [
	"{",
	"}",
	"\n",
	"\r\n",
	"/*",
	"*/",
	"//",
	'"',
	",",
	" ",
	"§",
	"x",
	"site",
	"membership domain contoso.net",
	"address 10.45.16.10",
	"in dmz-int",
	"\nnetwork corp { zone perimeter }\n",
	"\nsite redmond { primary }\n",
	"\ndeployment Third { scenario av-conferencing }\n",
	"\nedge-server edge1 { membership domain contoso.net }\n",
] as const;

const STATEMENTS = [
	"active-directory ad2 in dmz-int { domain contoso.net }",
	"edge-server edge3 {\n\tmembership domain contoso.net\n\tadapter internal on dmz-int { address 10.45.16.10 }\n}",
	"reverse-proxy isa1 { membership domain contoso.net  adapter internal on dmz-int { address 10.45.16.12 } }",
	"network dmz-int { zone internal }",
	"certificate access-ext { subject wrong.contoso.com }",
	"dns external { a sip.contoso.com -> 131.107.155.10 }",
] as const;

const BROKEN_CONFIGURATIONS = [
	"",
	"{",
	'{ "preset": "strickt" }',
	'{ "rules": { "no-such-rule": "off" } }',
	"[]",
] as const;

/**
 * Makes one edit of the files.
 *
 * @param codes codes to suppress and to configure, the more of them found in the files the better
 */
export function randomEdit(random: Random, files: Files, codes: readonly string[]): Edit {
	const topologies = [...files.keys()].filter((path) => path.endsWith(".ocsedge"));
	const path = random.pick(topologies);
	const text = path === undefined ? undefined : files.get(path);
	if (path === undefined || text === undefined) {
		return restore(random);
	}
	const code = random.pick(codes) ?? "edge-in-workgroup";
	const kind = random.below(100);
	if (kind < 3) {
		// From time to time all is well again, so that breaking it can be seen.
		const gone = [...files.keys()].filter((known) => !START.has(known)).map((known) => [known, undefined] as const);
		return change("restore everything", [...START, ...gone]);
	}
	if (kind < 12) {
		return restore(random, path);
	}
	if (kind < 20) {
		return configuration(random, files, code);
	}
	if (kind < 24) {
		return change(`delete ${path}`, [[path, undefined]]);
	}
	if (kind < 28) {
		const target = newPath(random);
		return target === path
			? restore(random)
			: change(`rename ${path} to ${target}`, [
					[path, undefined],
					[target, text],
				]);
	}
	if (kind < 32) {
		const target = newPath(random);
		const statement = random.of(STATEMENTS);
		return change(`write ${JSON.stringify(statement)} to ${target}`, [[target, `${statement}\n`]]);
	}
	return editText(random, path, text, code, kind);
}

function editText(random: Random, path: string, text: string, code: string, kind: number): Edit {
	const lines = text.split("\n");
	const at = random.below(lines.length);
	const edited = (what: string, changed: readonly string[]) =>
		change(`${what} line ${at + 1} of ${path}`, [[path, changed.join("\n")]]);
	const inserted = (line: string) => edited(`insert ${JSON.stringify(line)} above`, lines.toSpliced(at, 0, line));
	if (kind < 40) {
		return inserted(`import "${random.of(["./", "../", "../shared/", "../a/", "../b/"])}${random.of(NAMES)}"`);
	}
	if (kind < 44) {
		const imports = lines.findIndex((line) => line.startsWith("import"));
		return change(`take the first import from ${path}`, [[path, lines.toSpliced(Math.max(imports, 0), 1).join("\n")]]);
	}
	if (kind < 58) {
		const reason = random.of([": agreed", ": agreed", ": agreed", ": TODO: say why", "", " no colon"]);
		return inserted(`// ocs-edge-ignore ${code}${reason}`);
	}
	if (kind < 60) {
		const line = `// ocs-edge-ignore-file ${code}: agreed`;
		return change(`begin ${path} with ${line}`, [[path, `${line}\n${text}`]]);
	}
	if (kind < 64) {
		const trailing = `${lines[at]} // ocs-edge-ignore ${code}: agreed`;
		return edited(`accept ${code} behind`, lines.toSpliced(at, 1, trailing));
	}
	if (kind < 70) {
		const comments = lines.filter((line) => !line.includes("ocs-edge-ignore"));
		return change(`take the comments from ${path}`, [[path, comments.join("\n")]]);
	}
	if (kind < 76) {
		return inserted(random.of(STATEMENTS));
	}
	if (kind < 82) {
		return edited("delete", lines.toSpliced(at, 1));
	}
	if (kind < 86) {
		return edited("double", lines.toSpliced(at, 0, lines[at] ?? ""));
	}
	if (kind < 88) {
		return change(`write ${path} with the lines of Windows`, [[path, text.replace(/\r?\n/g, "\r\n")]]);
	}
	const offset = random.below(text.length + 1);
	const gone = random.below(2) * random.below(12);
	const piece = random.of(PIECES);
	return change(`at ${offset} of ${path} delete ${gone} and insert ${JSON.stringify(piece)}`, [
		[path, text.slice(0, offset) + piece + text.slice(offset + gone)],
	]);
}

/** Gives a file the text that it began with, so that there is always something to find. */
function restore(random: Random, path?: string): Edit {
	const paths = [...START.keys()];
	const chosen = path !== undefined && START.has(path) && random.next() < 0.7 ? path : (random.pick(paths) ?? "");
	return change(`restore ${chosen}`, [[chosen, START.get(chosen)]]);
}

function configuration(random: Random, files: Files, code: string): Edit {
	const path = `${random.of(FOLDERS)}ocs-edge.json`;
	const kind = random.below(10);
	if (kind < 2) {
		return change(`delete ${path}`, files.has(path) ? [[path, undefined]] : []);
	}
	if (kind < 4) {
		const text = random.of(BROKEN_CONFIGURATIONS);
		return change(`break ${path} with ${JSON.stringify(text)}`, [[path, text]]);
	}
	const preset = random.of(["strict", "strict", "recommended"]);
	const severity = random.of(["off", "info", "warning", "error"]);
	const text = JSON.stringify({ preset, rules: { [code]: severity } });
	return change(`write ${text} to ${path}`, [[path, text]]);
}

const NAMES = ["main.ocsedge", "edge.ocsedge", "net.ocsedge", "corp.ocsedge", "alone.ocsedge", "new.ocsedge"] as const;

function newPath(random: Random): string {
	return `${random.of(FOLDERS)}${random.of(NAMES)}`;
}

function change(what: string, changes: readonly (readonly [string, string | undefined])[]): Edit {
	return { what, changes: new Map(changes) };
}
