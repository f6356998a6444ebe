import type { TaskFact, TaskId } from "../../catalog/types.js";
import type { Flow } from "../../requirements/requirements.js";
import type { RowIds } from "./row-ids.js";

/** The row numbers that a task needs from each sheet. */
export function rowsFor(task: TaskId, rows: RowIds) {
	const wanted = needs[task];
	return {
		flows: rows.firewalls
			.flatMap((firewall) => firewall.rows)
			.filter(({ flow }) => wanted.flow(flow))
			.map((row) => row.id),
		dns: rows.dns.filter(({ record }) => wanted.dns.includes(record.template)).map((row) => row.id),
		// What is imported from another server is not ordered a second time.
		certificates: rows.certificates
			.filter(({ request, copyOf }) => copyOf === undefined && wanted.certificate(request.slot))
			.map((row) => row.id),
		balancers: rows.balancers
			.flatMap((balancer) => balancer.rows)
			.filter(({ flow }) => wanted.balancer(flow))
			.map((row) => row.id),
	};
}

/** What a task waits for from the teams. */
interface Needs {
	readonly flow: (flow: Flow) => boolean;
	readonly dns: readonly string[];
	readonly certificate: (slot: string) => boolean;
	/** What a load balancer has to answer for. */
	readonly balancer: (flow: Flow) => boolean;
}

const nothing: Needs = { flow: () => false, dns: [], certificate: () => false, balancer: () => false };

const needs: Readonly<Record<TaskFact["id"], Needs>> = {
	"publish-web-components": {
		...nothing,
		flow: (flow) => flow.role === "reverse-proxy",
		dns: ["web-farm-external-a", "web-farm-internal-a", "cwa-a"],
		certificate: (slot) => slot === "reverse-proxy-external",
	},
	"install-edge-servers": nothing,
	"configure-edge-servers": { ...nothing, dns: ["director-a", "pool-a"] },
	"configure-certificates": { ...nothing, certificate: (slot) => slot !== "reverse-proxy-external" },
	// The services fetch revocation lists as they start, and ask public DNS for partners.
	"start-services": {
		...nothing,
		flow: (flow) => flow.role === "access-edge" && flow.firewall === "external" && flow.direction === "outbound",
	},
	"connect-internal-servers": {
		...nothing,
		flow: (flow) => flow.firewall === "internal" && flow.role !== "reverse-proxy",
		dns: ["edge-internal-a"],
		balancer: (flow) => flow.firewall === "internal",
	},
	validate: {
		flow: () => true,
		dns: [
			"federation-srv",
			"sip-tls-srv",
			"sip-domain-a",
			"access-edge-a",
			"web-conferencing-edge-a",
			"av-edge-a",
			"web-farm-external-a",
			"cwa-a",
			"sip-internal-tls-srv",
		],
		certificate: () => false,
		balancer: () => true,
	},
};
