import { addToSet } from "../../../basics/collections.js";
import type { EdgeRoleId } from "../../../catalog/types.js";
import { ROLE_TITLES } from "../../../model/edge-roles.js";
import { EDGE_ROLES } from "../../../model/words.js";
import type { RequirementChanges } from "../../../requirements/changes.js";
import type { CertificateRequirement, Requirements, SettingRequirement } from "../../../requirements/requirements.js";
import type { ChangeStep, Phase, RestartStep } from "./change-step.js";

/** Edge roles by the computer on which they run. */
type RolesOfServers = ReadonlyMap<string, ReadonlySet<EdgeRoleId>>;

/** A role that is new on a computer is started; one whose interface or certificate changes takes that up when it starts again. */
export function restarts(
	steps: readonly ChangeStep[],
	changes: RequirementChanges,
	after: Requirements,
	arriving: ReadonlySet<string>,
): readonly RestartStep[] {
	const present = rolesIn(after.settings);
	const added = rolesIn(changes.settings.added.map(({ item }) => item).filter(({ on }) => !arriving.has(on)));
	const [changed, waiting] = switchedRoles(steps.filter(({ on }) => !arriving.has(on)));
	const has = (roles: RolesOfServers, on: string, role: EdgeRoleId) => roles.get(on)?.has(role) === true;
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
		...[...changed].flatMap(([on, roles]) =>
			restart(
				on,
				EDGE_ROLES.filter((role) => roles.has(role) && has(present, on, role) && !has(added, on, role)),
				"switch",
			),
		),
	];
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

/** The roles of which something is altered in the second part, and those that something is added to there. */
function switchedRoles(steps: readonly ChangeStep[]): readonly [altered: RolesOfServers, added: RolesOfServers] {
	const [altered, added] = [new Map<string, Set<EdgeRoleId>>(), new Map<string, Set<EdgeRoleId>>()];
	for (const step of steps.filter(({ phase }) => phase === "switch")) {
		if (step.does === "assign" && step.team === "edge") {
			const role = ROLE_OF_SLOT[step.certificate.after.slot];
			// All services use the certificate of the internal interface.
			for (const one of role === undefined ? EDGE_ROLES : [role]) {
				addToSet(altered, step.on, one);
			}
		} else if (step.does === "entry" && step.operation.kind === "settings") {
			const { operation } = step;
			if (operation.does === "alter" && operation.after.takesEffect === "restart-service") {
				const role = roleOfPart(operation.after.part);
				// What belongs to no role is the internal interface, on which all of them listen.
				for (const one of role === undefined ? EDGE_ROLES : [role]) {
					addToSet(altered, step.on, one);
				}
			}
			const role = operation.does === "add" ? roleOfPart(operation.item.part) : undefined;
			if (role !== undefined) {
				addToSet(added, step.on, role);
			}
		}
	}
	return [altered, added];
}

function roleOfPart(part: string | undefined): EdgeRoleId | undefined {
	return EDGE_ROLES.find((role) => ROLE_TITLES[role] === part);
}

const ROLE_OF_SLOT: Readonly<Partial<Record<CertificateRequirement["slot"], EdgeRoleId>>> = {
	"access-edge-external": "access-edge",
	"web-conferencing-edge-external": "web-conferencing-edge",
	"av-authentication": "av-edge",
};
