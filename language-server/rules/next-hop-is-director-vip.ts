import type { InternalServer } from "../model/deployment.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { accessEdgesOf } from "./support/access-edges.js";
import { replace } from "./support/edits.js";
import { directorsForOutside, isBalanced, type NextHop, nextHopOf } from "./support/next-hop/next-hop.js";

export const rule = defineRule({
	code: "next-hop-is-director-vip",
	title: "The next hop is the virtual address of an array and not one of its members",
	severity: "error",
	category: "next-hop",
	evidence: "ocs2007",
	sources: ["SUP-PERIM"],
	why: "Where a load-balanced array of Directors is the next hop, its virtual address has to be used. Through one member, outside traffic stops when that member does.",
	howToFix: "Name the Director array or the pool itself, whose FQDN leads to the virtual address.",
	needs: "The next hop of the Access Edge, and the members of the Director array or pool.",
	note: "The source speaks of Director arrays; for a pool of several servers the same is inferred.",
	*check({ deployment }) {
		const hasDirector = directorsForOutside(deployment).length > 0;
		for (const { edge, accessEdge } of accessEdgesOf(deployment)) {
			const hop = nextHopOf(accessEdge, deployment);
			if (!hop) {
				yield undecided(edge, "the next hop of its Access Edge (`next-hop`)");
			} else if (!isBalanced(hop.server)) {
				yield MET;
			} else if (hop.server.kind === "pool" && hasDirector) {
				// The Director takes the place of the whole pool, and another rule says so.
				yield undecided(edge, "a Director as its next hop");
			} else {
				yield namesMember(edge.name, hop) ?? sharesName(edge.name, hop) ?? MET;
			}
		}
	},
});

function kindOf({ kind }: InternalServer): string {
	return kind === "director" ? "the Director array" : "the pool";
}

function namesMember(edge: string, { server, member, origin }: NextHop): RuleFinding | undefined {
	return (
		member && {
			message: `The next hop of ${edge} is ${member.fqdn.value}, one member of ${kindOf(server)} ${server.name}. Outside traffic would stop with that member; the virtual address of the array has to be used. Name ${server.name} as the next hop.`,
			at: origin,
			related: [
				{ message: `${member.fqdn.value} is a member of ${server.name}`, origin: member.fqdn.origin },
				...(server.fqdn ? [{ message: `The name of ${server.name}`, origin: server.fqdn.origin }] : []),
			],
			fixes: [
				{
					title: `Make ${server.name} the next hop of ${edge}`,
					edits: [replace(origin, server.name)],
					safety: "unsafe",
					preferred: true,
				},
			],
		}
	);
}

/** The array has no name of its own, so that naming it leads to one member. Only a person knows the right name. */
function sharesName(edge: string, { server, origin }: NextHop): RuleFinding | undefined {
	const { fqdn } = server;
	const member = server.members.find((one) => one.fqdn.value === fqdn?.value);
	return (
		member && {
			message: `The next hop of ${edge} is ${server.name}, whose FQDN ${member.fqdn.value} is that of one of its members. Outside traffic would stop with that member; the virtual address of the array has to be used. Give ${server.name} the FQDN of its virtual address.`,
			at: origin,
			related: [
				...(fqdn ? [{ message: `The name of ${server.name}`, origin: fqdn.origin }] : []),
				{ message: "The member with this name", origin: member.fqdn.origin },
			],
		}
	);
}
