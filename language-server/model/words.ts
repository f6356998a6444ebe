import type { EdgeRoleId, ProductId, ScenarioId, TaskId } from "../catalog/types.js";
import type {
	AccessEdgeOption,
	DnsViewId,
	ExistingServer,
	FederationMode,
	ImProvider,
	MeetingPolicy,
	Operation,
	PhaseId,
	PoolEdition,
	PoolRole,
	PublishedPath,
	ScenarioFeature,
	Zone,
} from "./deployment.js";

/**
 * The words that the language knows as values, by the property that takes them. Words are not keywords of the grammar:
 * an unknown one is a finding with a suggestion, not a syntax error.
 */
export const PRODUCTS: readonly ProductId[] = ["ocs2007"];

export const SCENARIOS: readonly ScenarioId[] = [
	"remote-access",
	"federation",
	"public-im",
	"web-conferencing",
	"av-conferencing",
	"point-to-point-av",
	"address-book",
	"group-expansion",
	"meeting-content",
	"enterprise-voice",
	"communicator-web-access",
	"device-updates",
];

export const TASKS: readonly TaskId[] = [
	"publish-web-components",
	"install-edge-servers",
	"configure-edge-servers",
	"configure-certificates",
	"start-services",
	"connect-internal-servers",
	"validate",
];

export const PHASES: readonly PhaseId[] = ["staging", "internal-deployment", ...TASKS];

export const INTERNAL_DEPLOYMENT_WORDS = ["complete", "in-progress", "planned", "migrating-from"] as const;
/** The only deployment that the edge may be migrated from before the internal deployment is finished. */
export const MIGRATION_SOURCES = ["lcs2005-sp1"] as const;

export const CLIENT_CONFIGURATIONS = ["automatic", "manual"] as const;
export const FEDERATION_MODES: readonly FederationMode[] = ["open", "enhanced", "direct"];
export const IM_PROVIDERS: readonly ImProvider[] = ["msn", "aol", "yahoo"];
export const ZONES: readonly Zone[] = ["external", "perimeter", "internal"];
export const SIDES = ["internal", "external"] as const;
export const PROTOCOLS = ["tcp", "udp", "any"] as const;
export const DNS_VIEWS: readonly DnsViewId[] = ["external", "internal", "perimeter"];
export const POOL_EDITIONS: readonly PoolEdition[] = ["standard", "enterprise-consolidated", "enterprise-expanded"];
export const POOL_ROLES: readonly PoolRole[] = [
	"front-end",
	"web-conferencing",
	"av-conferencing",
	"web-components",
	"address-book",
];
export const EDGE_ROLES: readonly EdgeRoleId[] = ["access-edge", "web-conferencing-edge", "av-edge"];
export const MEMBERSHIPS = ["workgroup", "domain"] as const;
export const ACCESS_EDGE_OPTIONS: readonly AccessEdgeOption[] = [
	"remote-users",
	"anonymous-users",
	"federation",
	"public-im",
];
export const PUBLISHED_PATHS: readonly PublishedPath[] = [
	"address-book",
	"group-expansion",
	"meeting-content",
	"address-book-internal",
	"group-expansion-internal",
];
export const ISSUERS = ["public", "internal"] as const;
export const USAGES = ["server", "client"] as const;
export const BALANCER_KINDS = ["hardware", "nlb", "software"] as const;
export const TRANSLATIONS = ["snat", "dnat"] as const;
export const BRIDGINGS = ["ssl-bridging", "ssl-tunneling", "http"] as const;
export const EXISTING_SERVERS: readonly ExistingServer[] = ["lcs2005-sp1"];
export const MEETING_POLICIES: readonly MeetingPolicy[] = ["allow-anonymous", "deny-anonymous", "per-user"];
export const FEATURES: readonly ScenarioFeature[] = ["im", "presence", "file-transfer", "conferencing", "audio-video"];
export const LICENCES = ["purchased", "none"] as const;
export const PROVISIONINGS = ["complete", "none"] as const;
export const IPSEC = ["required", "except-media", "none"] as const;
export const OPERATIONS: readonly Operation[] = ["auditing", "validation", "backup"];
export const LISTENER_AUTHENTICATIONS = ["none", "required"] as const;
export const DELEGATIONS = ["client-authenticates", "delegated", "none"] as const;
export const PUBLISHED_PROTOCOLS = ["https", "http"] as const;
export const INSTALLED_KEYS = ["exportable", "not-exportable"] as const;
export const ENROLLMENTS = ["auto", "online", "offline"] as const;
