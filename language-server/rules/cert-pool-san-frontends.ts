import { listed } from "../basics/sentences.js";
import { poolMembersWith } from "../requirements/pool-roles.js";
import { defineRule, MET, undecided } from "./rule.js";
import { isCovered } from "./support/certificates/names.js";
import { appendToList, insertStatement } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-pool-san-frontends",
	title: "With web conferencing outside, the certificate of a pool names each Front End",
	severity: "warning",
	category: "certificates",
	evidence: "community",
	sources: ["TT-SAN"],
	why: "Edge servers connect to the single Front Ends when outside users join a meeting, and compare their names with the certificate.",
	howToFix: "Add the FQDN of each Front End to the subject alternative names.",
	needs: "The scenario web conferencing, the certificate of the pool with its subject, and the Front Ends of the pool.",
	note: "One community source, about OCS 2007 R2.",
	*check({ deployment }) {
		const conferencing = deployment.scenarios.find(({ kind }) => kind === "web-conferencing");
		if (!conferencing) {
			return;
		}
		for (const pool of deployment.internalServers) {
			const frontEnds = pool.kind === "pool" ? poolMembersWith(pool, "front-end") : [];
			if (frontEnds.length === 0) {
				continue;
			}
			const certificate = pool.certificate && deployment.index.certificates.get(pool.certificate.name);
			if (!pool.certificate || !certificate?.subject || !certificate.san.complete || !certificate.block.complete) {
				yield undecided(pool, "the names on its certificate");
				continue;
			}
			const names = [certificate.subject, ...certificate.san.items].map(({ value }) => value);
			const missing = frontEnds.filter(({ fqdn }) => !isCovered(fqdn.value, names));
			if (missing.length === 0) {
				yield MET;
				continue;
			}
			const fqdns = missing.map(({ fqdn }) => fqdn.value);
			yield {
				message: `The certificate ${certificate.name} of ${pool.name} lacks ${listed(fqdns)}. Edge servers connect to single Front Ends when outside users join a meeting. Add ${fqdns.length === 1 ? "this name" : "these names"} to it.`,
				at: pool.certificate.origin,
				related: [
					{ message: `The certificate ${certificate.name}`, origin: certificate.origin },
					{ message: "Web conferencing is wanted here", origin: conferencing.origin },
				],
				fixes: [
					{
						title: `Add ${listed(fqdns)} to ${certificate.name}`,
						edits: [
							appendToList(certificate.san, fqdns.join(", ")) ??
								insertStatement(certificate.block, `san ${fqdns.join(", ")}`),
						],
						safety: "unsafe",
						preferred: true,
					},
				],
			};
		}
	},
});
