import type { EdgeRoleId, TaskId } from "../../../catalog/types.js";
import type { Altered } from "../../../requirements/changes.js";
import type { CertificateRequirement, SettingRequirement } from "../../../requirements/requirements.js";
import type { Team } from "../../diff/teams.js";
import type { AddressMove } from "./address-moves.js";
import type { Operation, OperationOf } from "./operation.js";

/** The three parts of a change, in their order. */
export const phases = ["add", "switch", "remove"] as const;
export type Phase = (typeof phases)[number];

/** What somebody does at once. */
export type ChangeStep =
	| EntryStep
	| AssignStep
	| RestartStep
	| InternalRestartStep
	| AskStep
	| MembersStep
	| ServerStep
	| ElementStep;

interface StepBase {
	/** Unique in the plan and made of names. */
	readonly id: string;
	readonly phase: Phase;
	readonly task: TaskId;
	readonly team: Team;
	/** The element on which it is done, by its name; "forest" for a setting of the forest. */
	readonly on: string;
	readonly operations: readonly Operation[];
}

/** A rule, record, certificate, trust entry or setting is added, altered or removed. */
export interface EntryStep extends StepBase {
	readonly does: "entry";
	readonly operation: Operation;
	/** What is removed beside: the only value of a field that the added one takes the place of. */
	readonly instead?: Operation;
	/** Set where the old one stays in force beside the new one until it is removed. */
	readonly besides?: true;
	/**
	 * The identity under which the very same rule or entry is needed in the other state: what is added is there already under
	 * that one, or what would be removed is still needed under it, and must stay.
	 */
	readonly same?: string;
	/** Where an address comes from that another element has until now. It can be on one of the two only. */
	readonly takes?: AddressMove;
	/** Set where an address is given up so that another element can take it. */
	readonly gives?: AddressMove;
	/** Set where a member of an array gets another address: its earlier ones that no other member takes over. */
	readonly idle?: readonly string[];
	/** Set where a certificate is requested: what the plan states otherwise of it than before. */
	readonly stated?: readonly OperationOf<"settings">[];
}

/** A certificate that was requested before comes into force. */
export interface AssignStep extends StepBase {
	readonly does: "assign";
	readonly certificate: Altered<CertificateRequirement>;
	/** Set where only the day of expiry differs, and no service has to start again. */
	readonly renewal?: true;
}

/** The services of a server take up their new settings or certificates. */
export interface RestartStep extends StepBase {
	readonly does: "restart";
	readonly roles: readonly EdgeRoleId[];
	/** Set where the roles are new on the computer and run for the first time. */
	readonly first?: true;
}

/** Services inside take up what they now know of the edge. */
export interface InternalRestartStep extends StepBase {
	readonly does: "restart-internal";
	/** Set where its entries change; otherwise only its Web Conferencing Servers look up an edge anew. */
	readonly entries?: true;
	/** Whether Web Conferencing Edges are entered on it. */
	readonly conferencing: boolean;
}

/** What is asked of other organisations before they are let in. */
export interface AskStep extends StepBase {
	readonly does: "ask";
	readonly what: "partners" | "providers" | "roots";
	/** Set where they are let in already, and are told what changes for them. */
	readonly told?: true;
	/** The SIP domains of the partners concerned. */
	readonly partners: readonly string[];
	/** The IM providers concerned, as the topology names them. */
	readonly providers: readonly string[];
}

/** An address of a member that stays on the balancer, and is that of another member afterwards. */
export interface KeptMember {
	readonly id: string;
	readonly item: SettingRequirement;
	readonly from: string;
	readonly to: string;
}

/** Members of an array between which addresses move: out of service before, and into service again after. */
export interface MembersStep extends StepBase {
	readonly does: "members";
	readonly what: "drain" | "keep";
	readonly kept: readonly KeptMember[];
	/** Earlier addresses of these members that no member has any more. */
	readonly idle: readonly string[];
	/** Set where no other member serves the array meanwhile. */
	readonly isWhole: boolean;
}

/** A computer that is new, or that goes: one task on it as a whole. */
export interface ServerStep extends StepBase {
	readonly does: "server";
	readonly arrives: boolean;
}

/** Elements that are set up or taken away as a whole, beside the computers in the perimeter. */
export const wholeElements = [
	"site",
	"network",
	"firewall",
	"active-directory",
	"internal-server",
	"load-balancer",
	"edge-array",
] as const;
export type WholeElement = (typeof wholeElements)[number];

/** An array, a load balancer, a network or the like that is set up or taken away as a whole. */
export interface ElementStep extends StepBase {
	readonly does: "element";
	readonly element: WholeElement;
	readonly arrives: boolean;
	/** What of it waits until another element gives it up. */
	readonly later: readonly AddressMove[];
}
