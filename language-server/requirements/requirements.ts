import type {
	CertificateSlotId,
	DnsTemplateId,
	EdgeRoleId,
	Evidence,
	ScenarioId,
	TaskId,
	TopologyId,
	TrustTemplateId,
} from "../catalog/types.js";
import type { SiteLayout } from "./topology.js";

/** Everything that a deployment needs so that its scenarios work, derived from what it says and from the catalogue. */
export interface Requirements {
	/** Which of the documented topologies the edge servers form; undefined when it is none of them. */
	readonly topology?: TopologyId;
	/** What stands at each site, whether it is a documented topology or not. */
	readonly layout: readonly SiteLayout[];
	/** The scenarios that the deployment wants, in the catalogue's order. */
	readonly scenarios: readonly ScenarioId[];
	/** The perimeter roles that these scenarios cannot do without, with the scenarios that ask for each. */
	readonly neededRoles: ReadonlyMap<EdgeRoleId | "reverse-proxy", readonly ScenarioId[]>;
	readonly flows: readonly Flow[];
	readonly dns: readonly DnsRequirement[];
	readonly certificates: readonly CertificateRequirement[];
	readonly trust: readonly TrustRequirement[];
	/** What else is entered on computers and devices: interfaces, options, publishing rules, arrays. */
	readonly settings: readonly SettingRequirement[];
	/** The seven tasks in their order; a task that has nothing to do in this deployment says so. */
	readonly tasks: readonly TaskRequirement[];
}

/** One end of a flow. */
export interface Party {
	/** What to call it: an element's name, or words such as "any" or "DNS servers". */
	readonly label: string;
	/** The element of the deployment, by its name, where it is one. */
	readonly host?: string;
	readonly fqdn?: string;
	/** Addresses as far as the file gives them; empty for "any" and where the file is silent. */
	readonly addresses: readonly string[];
	/** The single ends, where one rule names several, as for "every Web Conferencing Server". */
	readonly parts?: readonly Party[];
}

/** One row of the firewall table. */
export interface Flow {
	/** The row of the port table that it comes from, such as "E1". */
	readonly template: string;
	readonly firewall: "external" | "internal";
	readonly direction: "inbound" | "outbound" | "both";
	readonly source: Party;
	readonly destination: Party;
	/** The address of the perimeter computer that the rule names; undefined where the file does not give it. */
	readonly address?: string;
	readonly protocol: "tcp" | "udp";
	/** "443" or "50000-59999". */
	readonly ports: string;
	readonly purpose: string;
	readonly role: EdgeRoleId | "reverse-proxy";
	/** The edge server, edge array or reverse proxy concerned, by its name. */
	readonly server: string;
	/** Set in an edge array: whether the rule is for the virtual address or for one member. */
	readonly balanced?: FlowInArray;
	/** The members from whose own addresses the same connections come; absent where there are none. */
	readonly alsoFrom?: readonly Sender[];
	readonly requiredBy: readonly ScenarioId[];
	readonly confidence: "high" | "medium";
	readonly evidence: Evidence;
}

/** What a row of an edge array is about. */
export interface FlowInArray {
	/** The edge array, by its name. */
	readonly array: string;
	readonly end: "virtual-address" | "member";
	/** Why the rule is for this end. */
	readonly evidence?: Evidence;
}

/** A member of an edge array with the address from which it opens connections, where the file gives it. */
export interface Sender {
	readonly server: string;
	readonly address?: string;
}

export interface DnsRequirement {
	readonly template: DnsTemplateId;
	/** All templates that ask for this record: one name often serves several purposes. The first one is `template`. */
	readonly templates: readonly DnsTemplateId[];
	readonly view: "external" | "internal";
	readonly type: "A" | "SRV";
	readonly name: string;
	/** The host that an SRV record points at. */
	readonly target?: string;
	readonly port?: number;
	/** The address of an A record; undefined where the file does not give it. */
	readonly address?: string;
	/** The element that it is for. */
	readonly host?: string;
	readonly purpose: string;
	readonly requiredBy: readonly ScenarioId[];
	readonly evidence: Evidence;
}

export interface CertificateRequirement {
	readonly slot: CertificateSlotId;
	/** The edge server or reverse proxy, by its name. */
	readonly server: string;
	/** The edge array that the server is a member of, by its name: its members share one certificate. */
	readonly array?: string;
	/** The pool that the reverse proxy publishes, for `reverse-proxy-external`. */
	readonly publishes?: string;
	/** Undefined where the file does not give the name that decides it. */
	readonly subject?: string;
	/** Set where any subject works, and `subject` is merely the usual choice. */
	readonly anySubject?: true;
	readonly sans: readonly string[];
	/** A name that is no requirement and may be on the certificate all the same, with the reason. */
	readonly advisedName?: { readonly name: string; readonly evidence: Evidence };
	readonly eku: readonly ("server" | "client")[];
	readonly issuer: "public" | "internal";
	/** Whether the issuer is a requirement of a scenario or merely usual. */
	readonly issuerRequired: boolean;
	/** Whether the key has to be exportable, as for the members of an array. */
	readonly exportable: boolean;
	/** The certificate that the file assigns to this slot, by its name as written. */
	readonly declared?: string;
	readonly requiredBy: readonly ScenarioId[];
	readonly evidence: Evidence;
}

export interface TrustRequirement {
	readonly template: TrustTemplateId;
	readonly title: string;
	readonly side: "internal" | "edge";
	/** The documented place of the setting. */
	readonly where: string;
	/** The element on which it is set, by its name; undefined for a setting of the forest. */
	readonly on?: string;
	/** The element that it names. */
	readonly names?: string;
	/** The value to enter; undefined where the file does not give it. */
	readonly value?: string;
	readonly port?: number;
	/** The single fields of an entry that has several, in the order of entry; a field without a value is a blank. */
	readonly fields?: readonly { readonly label: string; readonly value?: string }[];
	readonly requiredBy: readonly ScenarioId[];
	readonly evidence: Evidence;
}

/** A value that somebody enters and that is no firewall rule, DNS record, certificate or trust entry. */
export interface SettingRequirement {
	/** The task in which it is entered. */
	readonly task: TaskId;
	/** The element that it is about, by its name; "forest" for a setting of the forest, "deployment" for the plan itself. */
	readonly on: string;
	readonly element:
		| "edge-server"
		| "reverse-proxy"
		| "edge-array"
		| "load-balancer"
		| "firewall"
		| "certificate"
		| "forest"
		| "deployment"
		| "site"
		| "network"
		| "active-directory"
		| "internal-server"
		// A rule that the port table does not have; `on` is the computer, network or host that it is for.
		| "unnumbered-rule";
	/** What of the element, as in "Access Edge" or "external adapter"; undefined for the element as a whole. */
	readonly part?: string;
	/** As in "external-address". */
	readonly field: string;
	/** What it is called in a sentence, as in "external IP address". */
	readonly title: string;
	/** Set where the field is a list: what tells this entry from the others. */
	readonly entry?: string;
	/** Undefined where the file does not give it. */
	readonly value?: string | undefined;
	/** What a change needs to take effect, where it is documented. */
	readonly takesEffect?: "restart-service" | "restart-computer";
	/** Absent for what the topology merely states. */
	readonly evidence?: Evidence;
}

export interface TaskRequirement {
	readonly number: number;
	readonly id: TaskId;
	readonly title: string;
	/** The elements on which something is to be done, by name. */
	readonly servers: readonly string[];
	readonly needed: boolean;
	/** Where it is not needed: why. */
	readonly because?: string;
}
