import { once } from "../basics/collections.js";
import type { Fix } from "../model/finding.js";
import type { CertificateRequirement } from "../requirements/requirements.js";
import { defineRule, MET, type RuleContext, undecided } from "./rule.js";
import { newCertificate } from "./support/certificates/offers.js";
import { deviations, sharedSlots } from "./support/certificates/shared-slots.js";
import { type AssignedSlot, assignedIn, slotsIn } from "./support/certificates/slots.js";
import { type CertificateUse, certificatesBySubject, relatedUses, usesOf } from "./support/certificates/uses.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-av-auth-reused",
	title: "The certificate for A/V authentication is used for nothing else",
	severity: "warning",
	category: "certificates",
	evidence: "r2",
	sources: ["R2-CERT", "R2-AVCERT"],
	why: "The private key of this certificate makes the credentials of audio and video users. As a precaution it is not shared with another use.",
	howToFix: "Request a certificate of its own for A/V authentication.",
	needs: "Which certificate is assigned to A/V authentication, and which to the other places.",
	note: "Members of an array share the certificate for A/V authentication; that is no other use. Lync Server 2013 allows what this rule warns of.",
	*check(context) {
		const { deployment } = context;
		const seen = new Set<string>();
		const requirements = once(
			() =>
				new Map(
					context.requirements.certificates
						.filter(({ slot }) => slot === "av-authentication")
						.map((requirement) => [requirement.server, requirement]),
				),
		);
		// A member with another certificate than the others is told that, and to take theirs mends this too.
		const deviating = new Set(
			sharedSlots(deployment, "av-authentication").flatMap((shared) => deviations(shared).map(({ edge }) => edge)),
		);
		const slots = slotsIn(deployment).filter(({ id, edge }) => id === "av-authentication" && !deviating.has(edge));
		for (const slot of slots) {
			const assigned = assignedIn(slot, deployment);
			if (!assigned) {
				yield undecided(slot.edge, "its certificate for A/V authentication (`authentication-certificate`)");
				continue;
			}
			const { certificate } = assigned;
			const uses = usesOf(deployment).get(certificate.name) ?? [];
			const others = uses.filter((use) => use.slot !== slot.id);
			const [first] = others;
			if (!first) {
				yield MET;
			} else if (!seen.has(certificate.name)) {
				// The members of an array share the certificate, so it is one mistake for all of them.
				seen.add(certificate.name);
				yield {
					message: `The certificate ${certificate.name} serves the A/V authentication of ${slot.edge.name} and ${first.title}. Its private key makes the credentials of audio and video users and should serve nothing else. Request a separate certificate.`,
					at: assigned.assigned.origin,
					related: relatedUses(others),
					fixes: separate(
						context,
						assigned,
						uses.filter((use) => use.slot === slot.id),
						requirements().get(slot.edge.name),
					),
				};
			}
		}
	},
});

/**
 * Another certificate for all places of A/V authentication that have this one: one that is declared for the same name
 * and not used yet, or a new one.
 */
function separate(
	context: RuleContext,
	slot: AssignedSlot,
	uses: readonly CertificateUse[],
	requirement: CertificateRequirement | undefined,
): readonly Fix[] {
	const [expected] = slot.expected;
	if (!expected) {
		return [];
	}
	const { deployment } = context;
	const unused = (certificatesBySubject(deployment).get(expected.name) ?? []).filter(
		({ name }) => !usesOf(deployment).has(name),
	);
	const { name, edit } = newCertificate(context, slot, expected.name, requirement);
	const assign = (other: string) => uses.map(({ reference }) => replace(reference.origin, other));
	return [
		...unused.map(
			(other): Fix => ({
				title: `Use ${other.name} for A/V authentication instead`,
				edits: assign(other.name),
				safety: "unsafe",
				preferred: unused.length === 1,
			}),
		),
		{
			title: `Add a certificate ${name} for A/V authentication`,
			edits: [...assign(name), edit],
			safety: "unsafe",
			preferred: unused.length === 0,
		},
	];
}
