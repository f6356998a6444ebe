import { addToSet } from "../../../basics/collections.js";
import type { EdgeRoleId } from "../../../catalog/types.js";
import { ROLE_TITLES } from "../../../model/edge-roles.js";
import { EDGE_ROLES } from "../../../model/words.js";
import type { RequirementChanges } from "../../../requirements/changes.js";
import type { CertificateRequirement, Requirements, SettingRequirement } from "../../../requirements/requirements.js";
import type { ChangeStep, InternalRestartStep, Phase, RestartStep } from "./change-step.js";
import { itemOf } from "./operation.js";

/** Edge roles by the computer on which they run. */
type RolesOfServers = ReadonlyMap<string, ReadonlySet<EdgeRoleId>>;

/**
 * A role that is new on a computer is started; one of which a value, an entry of a list or the certificate changes takes that up
 * when it starts again. What is added waits for the restart of part 2, and what is removed holds until that of part 3.
 */
export function restarts(
	steps: readonly ChangeStep[],
	changes: RequirementChanges,
	after: Requirements,
	arriving: ReadonlySet<string>,
): readonly RestartStep[] {
	const present = rolesIn(after.settings);
	const added = rolesIn(changes.settings.added.map(({ item }) => item).filter(({ on }) => !arriving.has(on)));
	const staying = steps.filter(({ on }) => !arriving.has(on));
	const waiting = rolesAddedTo(staying.filter(({ phase }) => phase === "switch"));
	const has = (roles: RolesOfServers, on: string, role: EdgeRoleId) => roles.get(on)?.has(role) === true;
	const again = (changed: RolesOfServers, phase: Phase) =>
		[...changed].flatMap(([on, roles]) =>
			restart(
				on,
				EDGE_ROLES.filter((role) => roles.has(role) && has(present, on, role) && !has(added, on, role)),
				phase,
			),
		);
	return [
		...[...added.keys()].flatMap((on) => {
			const started = EDGE_ROLES.filter((role) => has(added, on, role));
			return [
				...restart(
					on,
					started.filter((role) => !has(waiting, on, role)),
					"add",
					true,
				),
				...restart(
					on,
					started.filter((role) => has(waiting, on, role)),
					"switch",
					true,
				),
			];
		}),
		...again(changedRoles(staying.filter(({ phase }) => phase !== "remove")), "switch"),
		...again(changedRoles(staying.filter(({ phase }) => phase === "remove")), "remove"),
	];
}

/**
 * What the internal servers take up when they start again. Web Conferencing Servers look up the Web Conferencing Edges, and connect to
 * each, when they start; so another address of such an edge is theirs as well, and nothing else that is entered on their pool is.
 */
export function internalRestarts(steps: readonly ChangeStep[], after: Requirements): readonly InternalRestartStep[] {
	const conferencing = new Set(
		after.trust.flatMap(({ template, on }) => (template === WEB_CONFERENCING_ENTRY && on !== undefined ? [on] : [])),
	);
	const staying = new Set(after.settings.filter(({ element }) => element === "internal-server").map(({ on }) => on));
	const changed = (phases: readonly Phase[], isWanted: (step: ChangeStep) => boolean) =>
		new Set(steps.filter((step) => phases.includes(step.phase) && isWanted(step)).map(({ on }) => on));
	const moved = steps.some((step) => isAddressOfWebConferencingEdge(step, rolesIn(after.settings)));
	const made = (phase: Phase, phases: readonly Phase[], others: ReadonlySet<string>) => {
		const entries = changed(phases, isEntryInside);
		const lookedUp = changed(phases, isWebConferencingEntry);
		return [...new Set([...entries, ...others])]
			.filter((on) => staying.has(on))
			.map(
				(on): InternalRestartStep => ({
					does: "restart-internal",
					id: `${phase}/restart-internal/${on}`,
					phase,
					task: "connect-internal-servers",
					team: "internal",
					on,
					operations: [],
					...(entries.has(on) && { entries: true }),
					conferencing: conferencing.has(on) && (lookedUp.has(on) || others.has(on)),
				}),
			);
	};
	return [
		...made("switch", ["add", "switch"], moved ? conferencing : new Set()),
		...made("remove", ["remove"], new Set()),
	];
}

const WEB_CONFERENCING_ENTRY = "web-conferencing-edge-entry";

/** Whether a step alters which Web Conferencing Edges a pool looks up, or by which name or port. */
function isWebConferencingEntry(step: ChangeStep): boolean {
	if (!isEntryInside(step) || step.does !== "entry" || step.operation.kind !== "trust") {
		return false;
	}
	const { operation } = step;
	return itemOf(operation).template === WEB_CONFERENCING_ENTRY;
}

/** Whether a step alters what an internal server knows of the edge, or the route of its own. */
function isEntryInside(step: ChangeStep): boolean {
	if (step.does !== "entry" || step.same !== undefined) {
		return false;
	}
	const { operation } = step;
	switch (operation.kind) {
		case "trust":
			return step.team === "internal" && step.on !== "forest";
		case "settings": {
			const { element, field } = itemOf(operation);
			return element === "internal-server" && field === "federation-route";
		}
		default:
			return false;
	}
}

function isAddressOfWebConferencingEdge(step: ChangeStep, roles: RolesOfServers): boolean {
	if (step.does !== "entry" || step.operation.kind !== "settings" || step.operation.does !== "alter") {
		return false;
	}
	const { element, part, field, on } = step.operation.after;
	return (
		element === "edge-server" &&
		part === INTERNAL_INTERFACE &&
		field === "address" &&
		roles.get(on)?.has("web-conferencing-edge") === true
	);
}

function restart(on: string, roles: readonly EdgeRoleId[], phase: Phase, first?: true): readonly RestartStep[] {
	return roles.length === 0
		? []
		: [
				{
					does: "restart",
					id: `${phase}/${first ? "start" : "restart"}/${on}`,
					phase,
					task: "start-services",
					team: "edge",
					on,
					operations: [],
					roles,
					...(first && { first }),
				},
			];
}

/** The roles that some settings activate. */
function rolesIn(settings: readonly SettingRequirement[]): RolesOfServers {
	const roles = new Map<string, Set<EdgeRoleId>>();
	for (const { on, field, entry } of settings) {
		const role = EDGE_ROLES.find((one) => one === entry);
		if (field === "role" && role !== undefined) {
			addToSet(roles, on, role);
		}
	}
	return roles;
}

/** The roles that something is added to. */
function rolesAddedTo(steps: readonly ChangeStep[]): RolesOfServers {
	const roles = new Map<string, Set<EdgeRoleId>>();
	for (const step of steps) {
		if (step.does === "entry" && step.operation.kind === "settings" && step.operation.does === "add") {
			const role = roleOfPart(step.operation.item.part);
			if (role !== undefined) {
				addToSet(roles, step.on, role);
			}
		}
	}
	return roles;
}

/** The roles that have to start again for what some steps change. */
function changedRoles(steps: readonly ChangeStep[]): RolesOfServers {
	const roles = new Map<string, Set<EdgeRoleId>>();
	for (const step of steps) {
		for (const role of rolesConcerned(step)) {
			addToSet(roles, step.on, role);
		}
	}
	return roles;
}

function rolesConcerned(step: ChangeStep): readonly EdgeRoleId[] {
	if (step.does === "assign") {
		if (step.team !== "edge" || step.renewal) {
			return [];
		}
		const role = ROLE_OF_SLOT[step.certificate.after.slot];
		// All services use the certificate of the internal interface.
		return role === undefined ? EDGE_ROLES : [role];
	}
	if (step.does !== "entry" || step.same !== undefined) {
		return [];
	}
	const { operation } = step;
	switch (operation.kind) {
		case "trust":
			// What an edge server knows of the inside belongs to its Access Edge.
			return step.team === "edge" ? ["access-edge"] : [];
		case "settings": {
			const { element, part } = itemOf(operation);
			const role = roleOfPart(part);
			return element !== "edge-server"
				? []
				: role !== undefined
					? [role]
					: // What belongs to no role is the internal interface, on which all of them listen.
						part === INTERNAL_INTERFACE
						? EDGE_ROLES
						: [];
		}
		default:
			return [];
	}
}

const INTERNAL_INTERFACE = "internal interface";

function roleOfPart(part: string | undefined): EdgeRoleId | undefined {
	return EDGE_ROLES.find((role) => ROLE_TITLES[role] === part);
}

const ROLE_OF_SLOT: Readonly<Partial<Record<CertificateRequirement["slot"], EdgeRoleId>>> = {
	"access-edge-external": "access-edge",
	"web-conferencing-edge-external": "web-conferencing-edge",
	"av-authentication": "av-edge",
};
