import { once } from "../basics/collections.js";
import { listed } from "../basics/sentences.js";
import { formatPortRange, type PortRange } from "../model/address.js";
import type { Fix, RelatedPlace } from "../model/finding.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { type AccessEdgeOnServer, accessEdgesOf } from "./support/access-edges.js";
import { elsewhere } from "./support/dns/service-records.js";
import { externalZone, type ServiceRecord } from "./support/dns/zone.js";
import { replace } from "./support/edits.js";
import { ENOUGH } from "./support/limits.js";

export const rule = defineRule({
	code: "dns-federation-srv-port",
	title: "The SRV record for partners has the port on which the Access Edge listens for them",
	severity: "error",
	category: "dns",
	evidence: "ocs2007",
	sources: ["PLAN-DNS", "SDK-LISTEN"],
	why: "Partners connect to the port of the record. Nobody answers them where the Access Edge listens on another one.",
	howToFix: "Set the port of the record to the federation port of the Access Edge, 5061 by default.",
	needs:
		"The SRV record _sipfederationtls._tcp with its port, and an Access Edge. A federation port that is not stated is 5061.",
	*check(context) {
		const { deployment, catalogue } = context;
		const edges = accessEdgesOf(deployment);
		const standard = catalogue.portSettings["access-federation"].default;
		const ports = new Set(
			edges.map(({ accessEdge: { federationPort } }) =>
				federationPort ? formatPortRange(federationPort.value) : standard,
			),
		);
		if (ports.size === 0) {
			return;
		}
		const leadsElsewhere = elsewhere(context);
		const settings = once(() => relatedSettings(edges));
		const stated = once(() => edges.flatMap(({ accessEdge }) => accessEdge.federationPort ?? []));
		for (const { record } of externalZone(deployment).services) {
			const { service, target } = record;
			if (!service.value.startsWith("_sipfederationtls._tcp.") || leadsElsewhere(record)) {
				continue;
			}
			const port = target?.value.port;
			// A range where one port belongs is not a port that a record could have.
			if (!target || port === undefined || [...ports].some((one) => one.includes("-"))) {
				yield undecided(deployment, `the port of ${service.value}`);
			} else if (ports.has(String(port))) {
				yield MET;
			} else {
				yield {
					message: `The SRV record ${service.value} has the port ${port}, and the Access Edge listens for partners on ${listed([...ports])}. Nobody answers them on ${port}. Let the record have the port of the Access Edge.`,
					at: target.origin,
					related: settings(),
					fixes: fixes(stated(), target, [...ports]),
				};
			}
		}
	},
});

function relatedSettings(edges: readonly AccessEdgeOnServer[]): readonly RelatedPlace[] {
	return edges.slice(0, ENOUGH).map(({ edge, accessEdge: { federationPort, origin } }) => ({
		message: federationPort
			? `The federation port of ${edge.name}`
			: `The Access Edge of ${edge.name} has the default port`,
		origin: federationPort?.origin ?? origin,
	}));
}

/** The record follows the Access Edge, unless its port is stated and the record is the one that is right. */
function fixes(
	stated: readonly Stated<PortRange>[],
	{ value, origin }: NonNullable<ServiceRecord["target"]>,
	ports: readonly string[],
): readonly Fix[] {
	return [
		...ports.map(
			(port): Fix => ({
				title: `Change the port of the record to ${port}`,
				edits: [replace(origin, `${value.host}:${port}`)],
				safety: "unsafe",
				preferred: ports.length === 1,
			}),
		),
		...(stated.length > 0 && ports.length === 1
			? [
					{
						title: `Change the federation port to ${value.port}`,
						edits: stated.map((port) => replace(port.origin, String(value.port))),
						safety: "unsafe",
						preferred: false,
					} as const,
				]
			: []),
	];
}
