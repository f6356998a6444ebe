import { defineRule, MET, undecided } from "./rule.js";
import { relatedUses, usesOf } from "./support/certificates/uses.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-auto-enrollment-on-edge",
	title: "The certificate of an edge server is not requested by auto-enrolment",
	severity: "error",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["PLAN-CERT"],
	why: "Auto-enrolment needs Active Directory and is supported for the internal servers of OCS only.",
	howToFix: "Create the request offline with the Communications Certificate Wizard.",
	needs: "How the certificate is requested, and that it is assigned to an edge server.",
	*check({ deployment }) {
		for (const [name, uses] of usesOf(deployment)) {
			const certificate = deployment.index.certificates.get(name);
			const onEdge = uses.filter((use) => use.on === "edge-server");
			const [use] = onEdge;
			if (!certificate || !use) {
				continue;
			}
			const { enrollment } = certificate;
			if (!enrollment) {
				yield undecided(certificate, "its way to enrol (`enrollment`)");
			} else if (enrollment.value !== "auto") {
				yield MET;
			} else {
				yield {
					message: `The certificate ${name} is to come by auto-enrolment, and ${use.title} uses it. Auto-enrolment is not supported for edge servers. Create the request offline with the certificate wizard.`,
					at: enrollment.origin,
					related: relatedUses(onEdge),
					fixes: [
						{
							title: `Request ${name} offline`,
							edits: [replace(enrollment.origin, "offline")],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});
