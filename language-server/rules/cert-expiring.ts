import { defineRule, MET, undecided } from "./rule.js";
import { named } from "./support/completeness.js";

const DAYS = 90;
const MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000;

export const rule = defineRule({
	code: "cert-expiring",
	title: "A certificate is valid for at least 90 days after the service goes live",
	severity: "warning",
	category: "certificates",
	evidence: "community",
	sources: ["EXPLUC-CRL"],
	why: "An expired certificate ends every TLS connection, and the service with it.",
	howToFix: "Renew the certificate before the service goes live, and plan the next renewal.",
	needs: "The day on which the service goes live, and the last day of the certificate.",
	note: "That a certificate which cannot be verified stops the service is a community report; the 90 days are a choice of OCS Edge.",
	*check({ deployment }) {
		const { goLive } = deployment;
		for (const certificate of named(deployment.certificates)) {
			const { name, expires } = certificate;
			if (!goLive || !expires) {
				yield undecided(
					goLive ? certificate : deployment,
					goLive ? "its last day" : "the day on which the service goes live",
				);
				continue;
			}
			const days = (Date.parse(expires.value) - Date.parse(goLive.value)) / MILLISECONDS_PER_DAY;
			if (days > DAYS) {
				yield MET;
				continue;
			}
			yield {
				message: `The certificate ${name} ends on ${expires.value}, ${whenEnds(days)} the service goes live. An expired certificate ends every TLS connection. Renew it first.`,
				at: expires.origin,
				related: [{ message: "The service goes live on this day", origin: goLive.origin }],
			};
		}
	},
});

function whenEnds(days: number): string {
	if (days === 0) {
		return "the day on which";
	}
	const count = Math.abs(days);
	return `${count} ${count === 1 ? "day" : "days"} ${days < 0 ? "before" : "after"}`;
}
