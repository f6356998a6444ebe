import { formatPortRange } from "../model/address.js";
import type { Deployment, DnsView } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule, type RuleContext } from "./rule.js";
import { isWhole } from "./support/completeness.js";
import { insertStatement } from "./support/edits.js";

export const rule = defineRule({
	code: "dns-federation-srv-missing",
	title: "With federation by discovery, every SIP domain has its SRV record",
	severity: "error",
	category: "dns",
	evidence: "ocs2007",
	sources: ["PLAN-DNS", "SFB-ENV"],
	why: "Partners discover the Access Edge of a SIP domain through the record _sipfederationtls._tcp of that domain.",
	howToFix: "Add the SRV record to the external view, with port 5061 and the external FQDN of the Access Edge.",
	needs:
		"The scenario federation, the SIP domains, and an external DNS view. A mode that is not stated is open, the default.",
	*check(context) {
		const { deployment } = context;
		const federation = deployment.scenarios.find((scenario) => scenario.kind === "federation");
		// Without a mode partners are discovered; that is the default.
		const mode = federation?.mode?.value ?? "open";
		const views = deployment.dnsViews.filter((view) => view.view.value === "external");
		const [view] = views;
		if (!federation?.block.complete || mode === "direct" || !view || !isWhole(deployment)) {
			return;
		}
		const present = servicesOf(views);
		for (const domain of deployment.sipDomains.items) {
			const service = `_sipfederationtls._tcp.${domain.value}`;
			if (present.has(service)) {
				continue;
			}
			yield {
				message: `The external DNS has no SRV record ${service}. ${federation.mode ? `With ${mode} federation partners` : "Federation without a mode means discovery, and partners"} find the Access Edge of ${domain.value} through it. Add the record.`,
				at: view.view.origin,
				related: [
					{ message: `The SIP domain ${domain.value}`, origin: domain.origin },
					federation.mode
						? { message: `Federation is ${mode} here`, origin: federation.mode.origin }
						: { message: "Federation has no mode here", origin: federation.origin },
				],
				fixes: addRecord(context, view, service),
			};
		}
	},
});

function servicesOf(views: readonly DnsView[]): ReadonlySet<string> {
	return new Set(
		views.flatMap((view) => view.records.flatMap((record) => (record.type === "SRV" ? [record.service.value] : []))),
	);
}

function addRecord({ deployment, catalogue }: RuleContext, view: DnsView, service: string): readonly Fix[] {
	const target = accessEdgeName(deployment);
	if (target === undefined) {
		return [];
	}
	const stated = deployment.edgeServers.find((edge) => edge.accessEdge?.federationPort)?.accessEdge?.federationPort;
	const port = stated ? formatPortRange(stated.value) : catalogue.portSettings["access-federation"].default;
	return [
		{
			title: `Add the SRV record ${service}`,
			edits: [insertStatement(view.block, `srv ${service} -> ${target}:${port}`)],
			safety: "safe",
			preferred: true,
		},
	];
}

/** The name under which outside parties know the Access Edge: that of the virtual address where there is an array. */
function accessEdgeName({ edgeArrays, edgeServers }: Deployment): string | undefined {
	const virtual = edgeArrays
		.flatMap((array) => array.virtualAddresses)
		.find(({ side, role, fqdn }) => side.value === "external" && role === "access-edge" && fqdn);
	const server = edgeServers.find((edge) => edge.accessEdge?.external?.fqdn);
	return virtual?.fqdn?.value ?? server?.accessEdge?.external?.fqdn?.value;
}
