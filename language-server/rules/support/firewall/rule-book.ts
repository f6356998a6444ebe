import { append, once } from "../../../basics/collections.js";
import { type Subnet, subnetOf } from "../../../model/address.js";
import type { Deployment } from "../../../model/deployment.js";
import { type CompiledRule, compile } from "./compiled-rules.js";
import type { PerimeterFirewall } from "./perimeter-firewalls.js";
import { keys, type Point, type RuleEnd } from "./reach.js";

/*
 * What the declared rules of a firewall let through. Rules are read as firewalls read them: the first one that fits
 * decides, so a flow is open where an allow rule covers it and no deny rule stated before that one does. A rule covers an
 * end of a flow when it covers all of it; a deny rule for one sender does not close a port that is open for any. The ports of
 * a range may be opened by several rules together.
 */

/** The declared rules of one firewall, found by what they cover. */
export interface RuleBook {
	readonly rules: readonly CompiledRule[];
	/**
	 * The rules that may cover both ends of a connection, in their order. They are looked up by the end that is the server at
	 * the perimeter; rules for any server are looked up by the other end.
	 */
	candidates(end: RuleEnd, subject: Point, other: Point): readonly CompiledRule[];
	/** The rules that name the server, or its address or network, at this end. */
	rulesFor(end: RuleEnd, subject: Point): readonly CompiledRule[];
	/** Whether a rule names an address or subnet at this end. */
	hasLiterals(end: RuleEnd): boolean;
	/** Whether a rule names a part of the subnet at this end: several such rules may cover the whole together. */
	hasPartsOf(end: RuleEnd, subnet: Subnet): boolean;
}

/**
 * The rules of a firewall, or undefined where it states none that allows something, or where one of them cannot be read:
 * what is open is then not known.
 */
export function ruleBookOf(deployment: Deployment, gate: PerimeterFirewall): RuleBook | undefined {
	const { firewall } = gate;
	const compiled = firewall.rules.flatMap((rule, position) => compile(deployment, gate, rule, position) ?? []);
	const isKnown = firewall.block.complete && compiled.length === firewall.rules.length;
	return isKnown && compiled.some(({ rule }) => rule.action === "allow") ? indexed(compiled) : undefined;
}

function indexed(rules: readonly CompiledRule[]): RuleBook {
	const indexes = {
		source: new EndIndex(rules, "source", "destination"),
		destination: new EndIndex(rules, "destination", "source"),
	};
	return {
		rules,
		candidates: (end, subject, other) => indexes[end].candidates(subject, other),
		rulesFor: (end, subject) => indexes[end].rulesFor(subject),
		hasLiterals: (end) => indexes[end].hasLiterals,
		hasPartsOf: (end, subnet) => indexes[end].outerSubnets().has(subnet.text),
	};
}

/**
 * The rules by what one of their ends covers, so that a thousand servers with a thousand rules do not make a million
 * comparisons. Rules for everything at that end are many too, as "from any", and are found by their other end.
 */
class EndIndex {
	readonly hasLiterals: boolean;
	/** Every subnet of which a rule names a part at this end. */
	readonly outerSubnets: () => ReadonlySet<string>;
	private readonly specific: ReachIndex;
	private readonly broad: ReachIndex;
	/** Of the broad rules those that name an address at the other end, which may be that of a server without a stated one. */
	private readonly toLiterals: readonly CompiledRule[];

	constructor(rules: readonly CompiledRule[], end: RuleEnd, otherEnd: RuleEnd) {
		this.hasLiterals = rules.some((one) => one[end].isLiteral || one[end].subnets.length > 0);
		this.outerSubnets = once(
			() => new Set(rules.flatMap((one) => one[end].subnets.flatMap((subnet) => outerSubnetsOf(subnet)))),
		);
		this.specific = new ReachIndex(
			rules.filter((one) => !one[end].everything),
			end,
		);
		const broad = rules.filter((one) => one[end].everything);
		this.broad = new ReachIndex(broad, otherEnd);
		this.toLiterals = broad.filter((one) => one[otherEnd].isLiteral || one[otherEnd].subnets.length > 0);
	}

	candidates(subject: Point, other: Point): readonly CompiledRule[] {
		const isUnknown = other.address === undefined && (other.wide?.length ?? 0) === 0;
		const found = new Set([
			...this.specific.lookUp(subject),
			...this.broad.lookUp(other),
			...(isUnknown ? this.toLiterals : []),
		]);
		return [...found].sort((a, b) => a.position - b.position);
	}

	rulesFor(subject: Point): readonly CompiledRule[] {
		return [...this.specific.lookUp(subject)].sort((a, b) => a.position - b.position);
	}
}

function outerSubnetsOf({ address, prefix }: Subnet): readonly string[] {
	return Array.from({ length: prefix }, (_, shorter) => subnetOf({ text: address, prefix: shorter })?.text ?? "");
}

/** Subnets are found by their prefix length and their first address. */
class ReachIndex {
	private readonly always: CompiledRule[] = [];
	private readonly byKey = new Map<string, CompiledRule[]>();
	private readonly bySubnet = new Map<string, CompiledRule[]>();
	private readonly prefixes = new Set<number>();

	constructor(rules: readonly CompiledRule[], end: RuleEnd) {
		for (const rule of rules) {
			const reach = rule[end];
			if (reach.everything) {
				this.always.push(rule);
			}
			for (const key of reach.keys) {
				append(this.byKey, key, rule);
			}
			for (const { text, prefix } of reach.subnets) {
				this.prefixes.add(prefix);
				append(this.bySubnet, text, rule);
			}
		}
	}

	lookUp({ keys: names, address, wide }: Point): ReadonlySet<CompiledRule> {
		const found = new Set(this.always);
		const include = (rules: readonly CompiledRule[] = []) => {
			for (const rule of rules) {
				found.add(rule);
			}
		};
		for (const name of names) {
			include(this.byKey.get(name));
		}
		if (address !== undefined) {
			include(this.byKey.get(keys.address(address)));
		}
		for (const subnet of wide ?? (address === undefined ? [] : [{ address, prefix: 32 }])) {
			for (const prefix of this.prefixes) {
				if (prefix <= subnet.prefix) {
					include(this.bySubnet.get(subnetOf({ text: subnet.address, prefix })?.text ?? ""));
				}
			}
		}
		return found;
	}
}
