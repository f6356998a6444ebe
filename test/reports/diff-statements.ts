import {
	type AstNode,
	AstUtils,
	createDefaultCoreModule,
	createDefaultSharedCoreModule,
	EmptyFileSystem,
	GrammarAST,
	GrammarUtils,
	inject,
	isReference,
} from "langium";
import { OcsEdgeGeneratedModule, OcsEdgeGeneratedSharedModule } from "../../language-server/generated/module.js";
import { ParserModule } from "../../language-server/grammar/parser-module.js";
import * as words from "../../language-server/model/words.js";

/*
 * Every change of one statement that a person may make in a topology: another value, another element that it refers to,
 * the statement gone, an element under another name. The statements are those of the grammar, so a new one is among them.
 */

/** A text with one change in it. */
export interface Mutant {
	/** The statement and what is done to it, as in "Adapter / Gateway: another value". */
	readonly kind: string;
	/** The same with the words in question. */
	readonly title: string;
	readonly text: string;
	/** Of another value: the word that stands there now. */
	readonly word?: string;
}

const services = (() => {
	const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), OcsEdgeGeneratedSharedModule);
	const made = inject(createDefaultCoreModule({ shared }), OcsEdgeGeneratedModule, ParserModule);
	shared.ServiceRegistry.register(made);
	return made;
})();

/** The kinds of statements that a text has, by the names of their rules in the grammar. */
export function statementsOf(text: string): ReadonlySet<string> {
	const { value } = services.parser.LangiumParser.parse(text);
	return new Set([...AstUtils.streamAllContents(value)].map(({ $type }) => $type));
}

/** The rules of the grammar that make something of a text, by their names. */
export function grammarStatements(): readonly string[] {
	return services.Grammar.rules.flatMap((rule) =>
		GrammarAST.isParserRule(rule) && !rule.entry && AstUtils.streamAllContents(rule).some(GrammarAST.isAssignment)
			? [rule.name]
			: [],
	);
}

/** Each change of one statement of a text. */
export function mutantsOf(text: string): readonly Mutant[] {
	const { value, parserErrors, lexerErrors } = services.parser.LangiumParser.parse(text);
	if (parserErrors.length + lexerErrors.length > 0) {
		throw new Error(`The topology does not parse: ${[...parserErrors, ...lexerErrors][0]?.message}`);
	}
	const nodes = [...AstUtils.streamAllContents(value)];
	const names = new Map<string, string[]>();
	for (const node of nodes) {
		const name = nameOf(node);
		if (name !== undefined && node.$type !== "Deployment") {
			names.set(node.$type, [...(names.get(node.$type) ?? []), name]);
		}
	}
	return nodes.flatMap((node) => mutantsAt(text, node, names));
}

function mutantsAt(text: string, node: AstNode, names: ReadonlyMap<string, readonly string[]>): readonly Mutant[] {
	const path = pathOf(node);
	const cst = node.$cstNode;
	if (cst === undefined) {
		return [];
	}
	const cut = (from: number, to: number, by: string) => `${text.slice(0, from)}${by}${text.slice(to)}`;
	const old = text.slice(cst.offset, cst.end).replaceAll(/\s+/g, " ").slice(0, 60);
	if (node.$type === "Phrase" && cst.text.startsWith('"')) {
		const word = `other ${cst.text.slice(1, -1)}`;
		return [
			{
				kind: `${path}: another value`,
				title: `${path}: ${cst.text} -> ${word}`,
				text: cut(cst.offset, cst.end, `"${word}"`),
				word,
			},
		];
	}
	if (isValue(node)) {
		return othersFor(node, cst.text).map((word) => ({
			kind: `${path}: another value`,
			title: `${path}: ${cst.text} -> ${word}`,
			text: cut(cst.offset, cst.end, word),
			word,
		}));
	}
	const mutants: Mutant[] = [];
	if (node.$containerProperty === "properties" || node.$containerProperty === "records") {
		mutants.push({ kind: `${path}: gone`, title: `${path}: without ${old}`, text: cut(cst.offset, cst.end, "") });
	}
	const name = nameOf(node);
	if (name !== undefined) {
		mutants.push({
			kind: `${path}: another name`,
			title: `${path}: ${name} -> ${name}x`,
			text: text.replaceAll(new RegExp(`(?<![\\w.-])${name}(?![\\w.-])`, "g"), `${name}x`),
		});
	}
	for (const [property, held] of Object.entries(node)) {
		for (const [i, one] of (Array.isArray(held) ? held : [held]).entries()) {
			if (!isReference(one) || one.$refNode === undefined) {
				continue;
			}
			const { offset, end } = one.$refNode;
			// Another element of the same kind, and one of each other kind that could stand there.
			const own = [...names].find(([, all]) => all.includes(one.$refText))?.[0] ?? "";
			const others = new Set(
				[own, ...INTERCHANGEABLE.filter((kinds) => kinds.includes(own)).flat()].flatMap(
					(kind) => names.get(kind)?.find((other) => other !== one.$refText) ?? [],
				),
			);
			for (const other of others) {
				mutants.push({
					kind: `${path}.${property}: another element`,
					title: `${path}.${property}[${i}]: ${one.$refText} -> ${other}`,
					text: cut(offset, end, other),
				});
			}
		}
	}
	for (const [property, values] of Object.entries(CHOICES)) {
		const leaf = GrammarUtils.findNodeForProperty(cst, property);
		const value = leaf?.text;
		const other = values.find((one) => one !== value);
		if (leaf !== undefined && value !== undefined && values.includes(value) && other !== undefined) {
			mutants.push({
				kind: `${path}.${property}: another word`,
				title: `${path}.${property}: ${value} -> ${other}`,
				text: cut(leaf.offset, leaf.end, other),
			});
		}
	}
	return mutants;
}

/** Kinds of elements of which one may stand where another does. */
const INTERCHANGEABLE: readonly (readonly string[])[] = [
	["Pool", "Director", "MediationServer", "CommunicatorWebAccess"],
	["EdgeServer", "EdgeArray"],
	["EdgeServer", "ReverseProxy"],
];

/** Properties of the grammar that choose between keywords. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
	action: ["allow", "deny"],
	role: ["access-edge", "web-conferencing-edge", "av-edge"],
	side: ["internal", "external"],
	kind: ["primary", "remote"],
};

function pathOf(node: AstNode): string {
	const container = node.$container;
	return container === undefined || container.$type === "TopologyFile"
		? node.$type
		: isValue(node)
			? `${pathOf(container)}.${node.$containerProperty ?? ""}`
			: `${container.$type} / ${node.$type}`;
}

/** A word, or a text that may stand in quotation marks. */
function isValue({ $type }: AstNode): boolean {
	return $type === "Value" || $type === "Phrase";
}

function nameOf(node: AstNode): string | undefined {
	return "name" in node && typeof node.name === "string" ? node.name : undefined;
}

/** Values of the language that are words, by the statement. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
	InternalDeployment: ["complete", "planned"],
	VpnUsers: ["internal", "external"],
	Country: ["US", "GB"],
	ClientConfiguration: words.CLIENT_CONFIGURATIONS,
	Phases: words.PHASES,
	FederationMode: words.FEDERATION_MODES,
	Providers: words.IM_PROVIDERS,
	MeetingPolicy: words.MEETING_POLICIES,
	Features: words.FEATURES,
	Licences: words.LICENCES,
	Provisioning: words.PROVISIONINGS,
	Zone: words.ZONES,
	Ipsec: words.IPSEC,
	FirewallRule: words.PROTOCOLS,
	Edition: words.POOL_EDITIONS,
	PoolRoles: words.POOL_ROLES,
	Serves: ["internal", "external"],
	TrustedRoots: ["internal", "public"],
	Membership: words.MEMBERSHIPS,
	Operations: words.OPERATIONS,
	Adapter: words.SIDES,
	VirtualAddress: words.SIDES,
	Enables: words.ACCESS_EDGE_OPTIONS,
	BalancerKind: words.BALANCER_KINDS,
	Translation: words.TRANSLATIONS,
	Paths: words.PUBLISHED_PATHS,
	Bridging: words.BRIDGINGS,
	ListenerAuthentication: words.LISTENER_AUTHENTICATIONS,
	Delegation: words.DELEGATIONS,
	PublishedProtocol: words.PUBLISHED_PROTOCOLS,
	Issuer: words.ISSUERS,
	Usage: words.USAGES,
	InstalledKey: words.INSTALLED_KEYS,
	Enrollment: words.ENROLLMENTS,
	Dns: words.DNS_VIEWS,
	Scenario: words.SCENARIOS,
	Speed: ["1gbps", "100mbps"],
	Algorithm: ["rsa", "dsa"],
	Nat: ["none", "all"],
	OperatingSystem: ["windows-server-2003-sp2", "windows-server-2003-r2-sp2"],
};

/** Other values that may stand in the place of one: every other word, or a value of the same form. */
function othersFor(node: AstNode, value: string): readonly string[] {
	const known = WORDS[node.$container?.$type ?? ""];
	if (known?.includes(value)) {
		return known.filter((other) => other !== value);
	}
	if (/^\d+\.\d+\.\d+\.\d+$/.test(value)) {
		return [value.replace(/\d+$/, "77")];
	}
	if (/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(value)) {
		return value.includes(".0/")
			? [value.replace(/\/\d+$/, "/25"), value.replace(/\.\d+\.0\//, ".77.0/")]
			: [value.replace(/\/\d+$/, "/25"), value.replace(/\.\d+\//, ".77/")];
	}
	if (/^\d{4}-\d\d-\d\d$/.test(value)) {
		return [value.replace(/\d\d$/, "17")];
	}
	if (/^\d+-\d+$/.test(value)) {
		return [value.replace(/^\d+/, "51234")];
	}
	if (/^\d+$/.test(value)) {
		return [String(Number(value) + 1024)];
	}
	if (/^\d+%$/.test(value)) {
		return ["37%"];
	}
	if (/:\d+$/.test(value)) {
		return [value.replace(/\d+$/, "4711"), `other-${value}`];
	}
	return value.startsWith("http:")
		? [value.replace("http://", "http://other-")]
		: value.startsWith("_")
			? [value.replace("contoso", "other-contoso")]
			: [`other-${value}`];
}

/** The first mutants of each kind: one cannot change the users twice in a way that matters. */
export function fewOfEach(mutants: readonly Mutant[], most: number): readonly Mutant[] {
	const counts = new Map<string, number>();
	return mutants.filter(({ kind }) => {
		const count = (counts.get(kind) ?? 0) + 1;
		counts.set(kind, count);
		return count <= most;
	});
}
