import type { Deployment, InternalServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { hostNamed } from "../model/lookups.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, type Outcome, undecided } from "./rule.js";
import { insertElement, removeValues } from "./support/edits.js";
import { directorsOf } from "./support/internal-servers.js";
import { numberedName } from "./support/names.js";

export const rule = defineRule({
	code: "director-separate-for-external",
	title: "Internal and external users have Directors of their own",
	severity: "info",
	category: "topology",
	evidence: "ocs2007",
	sources: ["SUP-DIR"],
	why: "Separate Directors for internal and external users are recommended: traffic from outside then does not meet the sign-in of users inside.",
	howToFix: "Add a second Director, and let one of them serve internal users and the other one external users.",
	needs:
		"Which users the Director serves (`serves`); or that it is the next hop of an Access Edge and the target of an SRV record in the internal DNS view.",
	*check({ deployment }) {
		const directors = directorsOf(deployment);
		if (directors.length === 0) {
			return;
		}
		const nextHops = nextHopsOf(deployment);
		const signIns = internalSignIns(deployment);
		for (const director of directors) {
			yield judge(deployment, director, nextHops.get(director), director.fqdn && signIns.get(director.fqdn.value));
		}
	},
});

function judge(
	deployment: Deployment,
	director: InternalServer,
	nextHop: Origin | undefined,
	signIn: Origin | undefined,
): Outcome {
	const { name, serves } = director;
	const second = serves.items.find(({ value }) => value !== serves.items[0]?.value);
	const message = `The Director ${name} serves internal and external users. Separate Directors are recommended: traffic from outside then does not meet the sign-in of users inside. Add a second Director.`;
	if (second) {
		return { message, at: second.origin, fixes: [addDirector(deployment, director)] };
	}
	const [only] = serves.items;
	if (only) {
		// What sends it the other users as well shows that it serves both, whatever is stated.
		const other = only.value === "internal" ? nextHop : signIn;
		return other
			? { message, at: other, related: [{ message: `It is said to serve ${only.value} users`, origin: only.origin }] }
			: MET;
	}
	if (nextHop && signIn) {
		return { message, at: signIn, related: [{ message: `${name} is the next hop here`, origin: nextHop }] };
	}
	return undecided(director, "which users it serves (`serves`)");
}

/** The word by which an Access Edge names each server as its next hop. */
function nextHopsOf({ edgeServers, index }: Deployment): ReadonlyMap<unknown, Origin> {
	return new Map(
		edgeServers.flatMap(({ accessEdge }) => {
			const hop = accessEdge?.nextHop;
			const host = hop && hostNamed(index, hop.name);
			return host ? [[host, hop.origin] as const] : [];
		}),
	);
}

/** The names to which SRV records of the internal view send clients. */
function internalSignIns({ dnsViews }: Deployment): ReadonlyMap<string, Origin> {
	return new Map(
		dnsViews
			.filter(({ view }) => view.value === "internal")
			.flatMap(({ records }) => records)
			.flatMap((record) =>
				record.type === "SRV" && record.target ? [[record.target.value.host, record.target.origin] as const] : [],
			),
	);
}

function addDirector(deployment: Deployment, { block, network, serves, name }: InternalServer): Fix {
	const created = numberedName(deployment, "dir");
	const head = network ? `director ${created} in ${network.name}` : `director ${created}`;
	return {
		title: `Add a Director ${created} for internal users, and let ${name} serve external ones`,
		edits: [
			...removeValues(block, serves, ({ value }) => value === "internal"),
			insertElement(block, { head, body: ["serves internal"] }),
		],
		safety: "unsafe",
		preferred: true,
	};
}
