import { counted } from "../basics/sentences.js";
import type { FlowTemplate, PortSettingId } from "../catalog/types.js";
import { formatPortRange, type PortRange } from "../model/address.js";
import type {
	Deployment,
	EdgeArray,
	EdgeServer,
	Endpoint,
	FirewallRule,
	Host,
	ReverseProxy,
} from "../model/deployment.js";
import { ROLE_TITLES, roleOf } from "../model/edge-roles.js";
import type { Fix } from "../model/finding.js";
import type { Stated } from "../model/origin.js";
import type { Flow } from "../requirements/requirements.js";
import { defineRule, MET, type RuleContext, type RuleFinding, undecided } from "./rule.js";
import { perimeterAddresses } from "./support/addresses/perimeter-addresses.js";
import { withArticle } from "./support/edge-roles.js";
import { removeStatement, removeValues } from "./support/edits.js";
import {
	type CompiledRule,
	describeEndpoint,
	isForAll,
	opensSome,
	rangeOf,
} from "./support/firewall/compiled-rules.js";
import { auditFirewalls, type FirewallAudit, type FlowState } from "./support/firewall/flows.js";
import { isMediaRow } from "./support/firewall/media-ports.js";
import type { PerimeterFirewall } from "./support/firewall/perimeter-firewalls.js";
import { serversBehind } from "./support/load-balancing/arrays.js";

export const rule = defineRule({
	code: "fw-unneeded-port",
	title: "The firewalls open only ports that something uses",
	severity: "info",
	category: "firewall",
	evidence: "ocs2007-copy",
	sources: ["PEDIA-IMP", "R2-AVPORT"],
	why: "An open port without a listener only widens what can be attacked.",
	howToFix: "Remove the rule, or add the scenario or role that it is for.",
	needs:
		"The scenarios, the roles of the edge servers, and the rules of the firewalls with the zones of their networks.",
	note: "Asked of rules for edge servers, their roles and reverse proxies. From the internal network to a whole computer, and outbound, only the documented ports are asked about, as management and updates have ports of their own.",
	*check(context) {
		const { deployment } = context;
		const audit = auditFirewalls(context);
		for (const [gate, book] of audit.books) {
			if (deployment.scenarios.length === 0 || !audit.isWhole) {
				yield undecided(gate.firewall, "all scenarios of the deployment");
				continue;
			}
			let isMet = true;
			for (const one of book.rules) {
				for (const found of unneeded(context, audit, gate, one)) {
					isMet = false;
					yield found;
				}
			}
			if (isMet) {
				yield MET;
			}
		}
	},
});

/** A server at the perimeter that a rule names. */
interface Target {
	readonly host: EdgeServer | EdgeArray | ReverseProxy;
	readonly endpoint: Endpoint;
	readonly end: "source" | "destination";
}

function* unneeded(
	context: RuleContext,
	audit: FirewallAudit,
	gate: PerimeterFirewall,
	one: CompiledRule,
): Iterable<RuleFinding> {
	if (one.rule.action === "deny" || isForAll(one)) {
		return;
	}
	for (const end of ["source", "destination"] as const) {
		const target = targetOf(context.deployment, one.rule[end], end);
		if (!target || isUnfinished(context.deployment, target.host)) {
			continue;
		}
		const { endpoint, host } = target;
		if (endpoint.kind === "role" && !hasRole(context.deployment, host, endpoint.role)) {
			yield {
				message: `The firewall ${gate.firewall.name} has a rule for the ${ROLE_TITLES[endpoint.role]} of ${host.name}, which is not ${withArticle(endpoint.role)}. An open port without a listener only widens what can be attacked. Remove the rule.`,
				at: endpoint.origin,
				related: [{ message: `${host.name} is declared here`, origin: host.origin }],
				fixes: [removeRule(gate, one.rule)],
			};
			return;
		}
		const states = statesOf(context.deployment, audit, gate, target);
		// A flow that is closed is reported by its own rule, and this port may be what was meant for it.
		if (states.some(({ status }) => status === "closed")) {
			continue;
		}
		// The media range belongs on no internal firewall.
		const rows = context.catalogue.flows.filter(({ id, firewall }) => firewall === gate.side || isMediaRow(id));
		for (const item of one.rule.ports.items) {
			const port = { ...one, ports: [item.value] };
			const isUsed = states.some(({ flow }) => opensSome(port, flow.protocol, flow.ports));
			const meant = rows.filter((row) => isMeant(context, row, target, port));
			if (!isUsed && (meant.length > 0 || isAskedOfAll(gate, target))) {
				yield finding(context, gate, one.rule, item, target, meant);
			}
		}
	}
}

/** What is open to everybody, and what is said to be for a role, is asked about whatever its number. */
function isAskedOfAll({ side }: PerimeterFirewall, { end, endpoint }: Target): boolean {
	return end === "destination" && (side === "external" || endpoint.kind === "role");
}

function targetOf(deployment: Deployment, endpoint: Endpoint, end: Target["end"]): Target | undefined {
	switch (endpoint.kind) {
		case "role":
		case "host": {
			const host = deployment.index.hosts.get(endpoint.host.name);
			return isAtPerimeter(host) ? { host, endpoint, end } : undefined;
		}
		case "address": {
			const { text, prefix = 32 } = endpoint.address;
			const host = prefix === 32 ? perimeterAddresses(deployment).get(text) : undefined;
			return host && { host, endpoint, end };
		}
		default:
			return undefined;
	}
}

function isAtPerimeter(host: Host | undefined): host is Target["host"] {
	return host?.kind === "edge-server" || host?.kind === "edge-array" || host?.kind === "reverse-proxy";
}

/** Of an array of which nobody knows what stands behind it, nobody knows what it uses. */
function isUnfinished(deployment: Deployment, host: Target["host"]): boolean {
	return host.kind === "edge-array" && (!host.block.complete || serversBehind(deployment, host).length === 0);
}

function hasRole(deployment: Deployment, host: Target["host"], role: FlowTemplate["role"]): boolean {
	if (role === "reverse-proxy" || host.kind === "reverse-proxy") {
		return false;
	}
	const servers = host.kind === "edge-array" ? serversBehind(deployment, host) : [host];
	return servers.some((edge) => roleOf(edge, role) || !edge.block.complete);
}

/** The derived flows of the server in that direction; those of an array and of its members are for both. */
function statesOf(
	deployment: Deployment,
	{ bySubject }: FirewallAudit,
	gate: PerimeterFirewall,
	{ host, end }: Target,
): readonly FlowState[] {
	const array = host.kind === "edge-server" ? deployment.index.arrayOf.get(host.name) : undefined;
	const members = host.kind === "edge-array" ? serversBehind(deployment, host).map(({ name }) => name) : [];
	return [host.name, ...(array ? [array.name] : []), ...members]
		.flatMap((name) => bySubject.get(name) ?? [])
		.filter(({ flow }) => flow.firewall === gate.side && endOf(flow) !== (end === "source" ? "destination" : "source"));
}

/** Which end of the flow is the server at the perimeter. */
function endOf({ firewall, direction }: Pick<Flow, "firewall" | "direction">): Target["end"] | "both" {
	if (direction === "both") {
		return "both";
	}
	return (direction === "inbound") === (firewall === "external") ? "destination" : "source";
}

/** Ports that other services of a computer use as well, so that an outbound rule for them is no sign of a scenario. */
const COMMON: readonly PortSettingId[] = ["crl-download", "dns", "av-external-tcp", "https"];

/** Whether the port is that of a row of the port table which the deployment does not need. */
function isMeant({ catalogue }: RuleContext, row: FlowTemplate, { host, end }: Target, port: CompiledRule): boolean {
	const isOurs = (row.role === "reverse-proxy") === (host.kind === "reverse-proxy");
	const direction = endOf(row);
	return (
		isOurs &&
		(direction === "both" || direction === end) &&
		row.ports.some(
			({ protocol, setting }) =>
				!(end === "source" && COMMON.includes(setting)) &&
				opensSome(port, protocol, catalogue.portSettings[setting].default),
		)
	);
}

function finding(
	context: RuleContext,
	gate: PerimeterFirewall,
	rule: FirewallRule,
	item: Stated<PortRange>,
	target: Target,
	meant: readonly FlowTemplate[],
): RuleFinding {
	const { firewall } = gate;
	const port = `${rule.protocol?.value.toUpperCase()} ${formatPortRange(item.value)}`;
	const direction = target.end === "source" ? "from" : "to";
	return {
		message: `The firewall ${firewall.name} opens ${port} ${direction} ${describeEndpoint(target.endpoint)}, and nothing that is wanted uses it.${purposeOf(context, gate, target, meant)} Remove it: an open port without a use only widens what can be attacked.`,
		at: item.origin,
		fixes: [
			rule.ports.items.length === 1
				? removeRule(gate, rule)
				: {
						title: `Remove ${formatPortRange(item.value)} from the rule`,
						edits: removeValues(firewall.block, rule.ports, (one) => one === item),
						safety: "unsafe",
						preferred: true,
					},
		],
	};
}

/** What the port would be for: a role that the server does not have, or scenarios that are not wanted. */
function purposeOf(
	{ deployment, requirements, catalogue }: RuleContext,
	{ side }: PerimeterFirewall,
	{ host }: Target,
	meant: readonly FlowTemplate[],
): string {
	const [first] = meant;
	if (first && first.role !== "reverse-proxy" && !meant.some(({ role }) => hasRole(deployment, host, role))) {
		return ` It is for ${withArticle(first.role)}, which ${host.name} is not.`;
	}
	if (side === "internal" && meant.some(({ id }) => isMediaRow(id))) {
		const { "av-internal-udp": udp, "av-internal-tcp": tcp } = catalogue.portSettings;
		return ` Internal parties reach the A/V Edge on UDP ${udp.default} and TCP ${tcp.default}.`;
	}
	const wanted = new Set(requirements.scenarios);
	const missing = meant.flatMap(({ neededForAny, neededForAll }) =>
		neededForAny.some((scenario) => wanted.has(scenario)) ? neededForAll : neededForAny,
	);
	const scenarios = [...new Set(missing)].filter((scenario) => !wanted.has(scenario));
	return scenarios.length > 0 ? ` It is for ${counted("the scenario", scenarios)}.` : "";
}

function removeRule({ firewall }: PerimeterFirewall, rule: FirewallRule): Fix {
	return {
		title: "Remove the rule",
		edits: [removeStatement(firewall.block, rangeOf(rule))],
		safety: "unsafe",
		preferred: true,
	};
}
