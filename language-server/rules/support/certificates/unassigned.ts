import { once } from "../../../basics/collections.js";
import { alternatives } from "../../../basics/sentences.js";
import type { Deployment } from "../../../model/deployment.js";
import type { Fix, RelatedPlace } from "../../../model/finding.js";
import { MET, type Outcome, type RuleContext, undecided } from "../../rule.js";
import { Offers } from "./offers.js";
import { type EdgeSlotId, type Slot, slotsIn } from "./slots.js";

/**
 * Whether the file speaks of certificates at all. Until it does they are what the plan derives, and a missing one is no
 * mistake; from then on a slot without one has been forgotten.
 */
function statesCertificates(deployment: Deployment): boolean {
	return (
		deployment.certificates.length > 0 ||
		slotsIn(deployment).some((slot) => slot.assigned) ||
		deployment.reverseProxies.some((proxy) => proxy.publishes.some((publish) => publish.certificate))
	);
}

/** What a rule adds to the finding of a slot without certificate. */
export interface Addition {
	readonly related: readonly RelatedPlace[];
	/** Likelier than what is offered otherwise. */
	readonly fix: Fix;
}

/**
 * A finding for every slot of a kind that has no certificate, in a file that states certificates.
 *
 * @param message what is missing and why it matters; the finding goes on with the subject
 */
export function* findUnassigned(
	context: RuleContext,
	id: EdgeSlotId,
	message: (server: string) => string,
	addition?: (slot: Slot) => Addition | undefined,
): Iterable<Outcome> {
	const { deployment } = context;
	const areStated = statesCertificates(deployment);
	// A sound file has nothing to be offered, so the looking through waits for the first finding.
	const offers = once(() => new Offers(context));
	for (const slot of slotsIn(deployment)) {
		if (slot.id !== id) {
			continue;
		}
		if (slot.assigned) {
			yield deployment.index.certificates.has(slot.assigned.name)
				? MET
				: undecided(slot.edge, `a certificate ${slot.assigned.name}`);
		} else if (!areStated || !slot.edge.block.complete) {
			yield undecided(slot.edge, "its certificates");
		} else {
			const offered = offers().fixesFor(slot);
			const added = addition?.(slot);
			yield {
				message: `${message(slot.edge.name)} ${advice(slot)}`,
				at: slot.origin,
				...(added && { related: added.related }),
				fixes: added ? [added.fix, ...offered.map((fix) => ({ ...fix, preferred: false }))] : offered,
			};
		}
	}
}

/** Which certificate to assign: the subject decides, except for A/V authentication, which has one to itself. */
function advice({ id, edge, expected }: Slot): string {
	const names = alternatives(expected.map(({ name }) => name));
	if (id === "av-authentication") {
		return "Assign a certificate of its own.";
	}
	// A server that has a name, and none to expect, is a member of an array that has no internal one yet.
	const inside = edge.fqdn ? "the FQDN of the internal virtual address" : "its internal FQDN";
	const unknown = id === "edge-internal" ? inside : "its external FQDN";
	return `Assign a certificate ${names === "" ? `whose subject is ${unknown}` : `with the subject ${names}`}.`;
}
