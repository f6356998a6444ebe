import { defineRule } from "./rule.js";
import { findUnassigned } from "./support/certificates.js";

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
				`The A/V Edge of ${server} has no certificate for A/V authentication. Its private key makes the credentials of audio and video users. Assign a certificate of its own.`,
		),
});
