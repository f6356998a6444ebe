import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";
import { webAccessPublications } from "./support/reverse-proxy/publishing.js";

export const rule = defineRule({
	code: "cwa-proxy-workgroup",
	title: "The reverse proxy for Communicator Web Access is a member of a workgroup",
	severity: "info",
	category: "reverse-proxy",
	evidence: "ocs2007",
	sources: ["CWA-PUB"],
	why: "A workgroup is recommended for security, although a domain is supported as well.",
	howToFix: "Set the membership to workgroup.",
	needs: "The membership of the reverse proxy that publishes a Communicator Web Access server.",
	*check({ deployment }) {
		const proxies = new Map(webAccessPublications(deployment).map(({ proxy, server }) => [proxy, server]));
		for (const [{ name, origin, membership }, server] of proxies) {
			if (!membership) {
				yield undecided({ name, origin }, "the membership (`membership`)");
			} else if (membership.value.kind === "workgroup") {
				yield MET;
			} else {
				const { domain } = membership.value;
				yield {
					message: `${name} publishes Communicator Web Access and is a member of ${domain === undefined ? "a domain" : `the domain ${domain}`}. That is supported; for security a workgroup is recommended. Set the membership to workgroup.`,
					at: membership.origin,
					related: [{ message: `It publishes ${server.name}`, origin: server.origin }],
					fixes: [
						{
							title: `Set the membership of ${name} to workgroup`,
							edits: [replace(membership.origin, "workgroup")],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});
