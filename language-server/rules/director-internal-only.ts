import type { Deployment, InternalServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { named } from "./support/completeness.js";
import { removeStatement, replace } from "./support/edits.js";
import { directorsOf } from "./support/internal-servers.js";
import { sharedEdgeComputer } from "./support/topology/computers.js";

export const rule = defineRule({
	code: "director-internal-only",
	title: "A Director stands in the internal network and belongs to the domain",
	severity: "error",
	category: "topology",
	evidence: "ocs2007",
	sources: ["SUP-DIR", "HMC-DIR"],
	why: "The Director is supported in the internal, trusted network only. It authenticates users, and for that it needs Active Directory.",
	howToFix: "Move the Director to the internal network, and join it to the domain.",
	needs: "The network of the Director with its zone, its computer (`runs-on`), or its membership.",
	*check({ deployment }) {
		for (const director of directorsOf(deployment)) {
			// On the computer of an edge server it is out of place too, and that has a rule of its own.
			if (sharedEdgeComputer(deployment, director)) {
				continue;
			}
			const zone = director.network && deployment.index.networks.get(director.network.name)?.zone;
			const found = [
				...outside(deployment, director),
				...onProxy(deployment, director),
				...inWorkgroup(deployment, director),
			];
			yield* found;
			if (found.length > 0) {
				continue;
			}
			yield zone || director.membership ? MET : undecided(director, "the network");
		}
	},
});

function outside(deployment: Deployment, { name, network: reference }: InternalServer): readonly RuleFinding[] {
	const network = reference && deployment.index.networks.get(reference.name);
	if (!reference || !network?.zone || network.zone.value === "internal") {
		return [];
	}
	const internal = named(deployment.networks).filter(({ zone }) => zone?.value === "internal");
	const home = internal.find((one) =>
		deployment.internalServers.some((server) => server.kind === "pool" && server.network?.name === one.name),
	);
	return [
		{
			message: `The Director ${name} stands in the ${network.zone.value} network ${network.name}. It is supported in the internal network only, because it authenticates users with Active Directory. Move it inside.`,
			at: reference.origin,
			related: [{ message: `The zone of ${network.name}`, origin: network.zone.origin }],
			fixes: internal.map((one) => ({
				title: `Move ${name} to the internal network ${one.name}`,
				edits: [replace(reference.origin, one.name)],
				safety: "unsafe",
				preferred: internal.length === 1 || one === home,
			})),
		},
	];
}

/** A reverse proxy stands in the perimeter network, whatever network is stated for the Director. */
function onProxy({ index }: Deployment, { name, network, runsOn, block }: InternalServer): readonly RuleFinding[] {
	const computer = runsOn && index.hosts.get(runsOn.name);
	const zone = network && index.networks.get(network.name)?.zone?.value;
	if (!runsOn || computer?.kind !== "reverse-proxy" || (zone && zone !== "internal")) {
		return [];
	}
	return [
		{
			message: `The Director ${name} runs on the computer of the reverse proxy ${computer.name}, in the perimeter network. It is supported in the internal network only, because it authenticates users with Active Directory. Give it a computer inside.`,
			at: runsOn.origin,
			related: [{ message: `The reverse proxy ${computer.name}`, origin: computer.origin }],
			fixes: [
				{
					title: `Give ${name} a computer of its own`,
					edits: [removeStatement(block, runsOn.statement)],
					safety: "unsafe",
					preferred: true,
				},
			],
		},
	];
}

function inWorkgroup({ activeDirectories }: Deployment, { name, membership }: InternalServer): readonly RuleFinding[] {
	if (membership?.value.kind !== "workgroup") {
		return [];
	}
	const domains = new Set(activeDirectories.flatMap(({ domain }) => (domain ? [domain.value] : [])));
	const fixes = [...domains].map(
		(domain): Fix => ({
			title: `Join ${name} to ${domain}`,
			edits: [replace(membership.origin, `domain ${domain}`)],
			safety: "unsafe",
			preferred: domains.size === 1,
		}),
	);
	return [
		{
			message: `The Director ${name} is in a workgroup. It authenticates users with Active Directory, which takes a member of the domain. Join it to the domain.`,
			at: membership.origin,
			fixes:
				fixes.length > 0
					? fixes
					: [
							{
								title: `Join ${name} to the domain`,
								edits: [replace(membership.origin, "domain")],
								safety: "unsafe",
								preferred: true,
							},
						],
		},
	];
}
