import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "vpn-user-as-external",
	title: "Users on a VPN count as internal",
	severity: "info",
	category: "federation",
	evidence: "ocs2007",
	sources: ["SUP-EXT"],
	why: "Users on a virtual private network are treated as internal: they do not go through the edge servers, and counting them outside makes the edge too large.",
	howToFix: "Count them as internal users.",
	needs: "How users on a VPN are counted.",
	*check({ deployment }) {
		const { vpnUsers } = deployment;
		if (!vpnUsers) {
			yield undecided(deployment, "how users on a VPN are counted (`vpn-users`)");
		} else if (vpnUsers.value === "internal") {
			yield MET;
		} else {
			yield {
				message: `${deployment.name} counts users on a VPN as external. They are treated as internal users and do not go through the edge servers. Count them as internal.`,
				at: vpnUsers.origin,
				fixes: [
					{
						title: "Count users on a VPN as internal",
						edits: [replace(vpnUsers.origin, "internal")],
						safety: "unsafe",
						preferred: true,
					},
				],
			};
		}
	},
});
