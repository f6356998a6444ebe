import type { RequirementKind, RequirementOf } from "../../requirements/changes.js";

/** Who has to act, in the order in which a list of changes names them. */
export const teams = [
	"project",
	"network",
	"firewall",
	"dns",
	"certificates",
	"load-balancers",
	"reverse-proxy",
	"edge",
	"internal",
] as const;

export type Team = (typeof teams)[number];

export const TEAM_TITLES: Readonly<Record<Team, string>> = {
	project: "Project lead",
	network: "Network team",
	firewall: "Firewall team",
	dns: "DNS team",
	certificates: "Certificate team",
	"load-balancers": "Load balancer team",
	"reverse-proxy": "Administrator of the reverse proxy",
	edge: "Administrator of the edge servers",
	internal: "Administrator of the internal servers",
};

/** Who answers for a requirement. A task is nobody's: its steps are. */
export const teamOf: {
	readonly [K in Exclude<RequirementKind, "tasks">]: (item: RequirementOf[K]) => Team;
} = {
	flows: () => "firewall",
	dns: () => "dns",
	certificates: () => "certificates",
	trust: ({ side }) => (side === "edge" ? "edge" : "internal"),
	settings: ({ element, task }) => {
		switch (element) {
			case "edge-server":
				return "edge";
			case "reverse-proxy":
				return "reverse-proxy";
			case "edge-array":
			case "load-balancer":
				return "load-balancers";
			case "firewall":
			case "unnumbered-rule":
				return "firewall";
			case "certificate":
				return "certificates";
			case "forest":
			case "active-directory":
			case "internal-server":
				return "internal";
			case "deployment":
				// What the plan says of all certificates, those who request them have to know.
				return task === "configure-certificates" ? "certificates" : "project";
			case "site":
				return "project";
			case "network":
				return "network";
		}
	},
};
