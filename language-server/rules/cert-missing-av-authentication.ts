import { defineRule } from "./rule.js";
import type { Slot } from "./support/certificates/slots.js";
import { type Addition, findUnassigned } from "./support/certificates/unassigned.js";
import { replace } from "./support/edits.js";
import { keywordOf } from "./support/places.js";

export const rule = defineRule({
	code: "cert-missing-av-authentication",
	title: "An A/V Edge has a certificate for A/V authentication",
	severity: "error",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["SUP-PERIM", "R2-CERT"],
	why: "An additional certificate is required for A/V authentication: its private key makes the credentials of audio and video users.",
	howToFix:
		"Assign a certificate of its own for A/V authentication. Any subject works; the internal FQDN is the usual one.",
	needs:
		"The certificates of the deployment: at least one certificate, or one assignment. Until then they are derived and not demanded.",
	check: (context) =>
		findUnassigned(
			context,
			"av-authentication",
			(server) =>
				`The A/V Edge of ${server} has no certificate for A/V authentication. Its private key makes the credentials of audio and video users.`,
			misplaced,
		),
});

/** A certificate on the external interface, which needs none, was most likely meant for A/V authentication. */
function misplaced({ edge }: Slot): Addition | undefined {
	const assigned = edge.avEdge?.certificate;
	return (
		assigned && {
			related: [
				{ message: "Assigned to the external interface here, which needs no certificate", origin: assigned.origin },
			],
			fix: {
				title: `Use ${assigned.name} for A/V authentication`,
				edits: [
					replace(keywordOf(assigned.origin.uri, assigned.statement, "certificate"), "authentication-certificate"),
				],
				safety: "unsafe",
				preferred: true,
			},
		}
	);
}
