import type { Catalogue } from "../../../catalog/types.js";
import type { Deployment } from "../../../model/deployment.js";
import type { RequirementChanges } from "../../../requirements/changes.js";
import { identifyCertificates } from "../../../requirements/identity.js";
import type { CertificateRequirement, Requirements } from "../../../requirements/requirements.js";
import { describe, differences } from "../../diff/words.js";
import { orderOf } from "../rows/certificate-orders.js";
import type { AssignStep, ChangeStep, EntryStep } from "./change-step.js";
import { itemOf, type Operation, type OperationOf, operation } from "./operation.js";

/*
 * A certificate cannot be altered. Whatever the plan states otherwise of it, another name or another key length, is a new
 * certificate: requested beside the one in force, assigned in its place, and the earlier one removed at the end.
 */

/**
 * What leads to new certificates where no name that the deployment needs differs, only what the topology states beside them: in
 * every place that has the certificate before and after, unless the place gets another one anyway.
 *
 * @param steps what is done for each entry and each certificate with other names
 */
export function reorders(
	steps: readonly ChangeStep[],
	before: Requirements,
	after: Requirements,
): readonly (EntryStep | AssignStep)[] {
	const stated = statedOf(steps);
	const known = new Set(
		steps.flatMap((step) =>
			step.does === "entry" && step.operation.kind === "certificates" ? [step.operation.id] : [],
		),
	);
	const olds = new Map(identifyCertificates(before.certificates).map(({ id, item }) => [id, item]));
	return identifyCertificates(after.certificates).flatMap(({ id, item }): readonly (EntryStep | AssignStep)[] => {
		const old = olds.get(id);
		const orders = (item.declared === undefined ? undefined : stated.get(item.declared))?.filter(isOrder) ?? [];
		if (old === undefined || known.has(id) || orders.length === 0) {
			return [];
		}
		const isProxy = item.slot === "reverse-proxy-external";
		const place = { task: isProxy ? "publish-web-components" : "configure-certificates", on: item.server } as const;
		const entry = (does: "add" | "remove"): EntryStep => ({
			...place,
			does: "entry",
			id: `${does}/certificates/${id}`,
			phase: does,
			team: "certificates",
			operation: operation("certificates", { does, id, item: does === "add" ? item : old }),
			// What is needed of the certificate is the same, so nothing of that is added or removed.
			operations: [],
			besides: true,
		});
		return [
			entry("add"),
			{
				...place,
				does: "assign",
				id: `switch/certificates/${id}`,
				phase: "switch",
				team: isProxy ? "reverse-proxy" : "edge",
				operations: [],
				certificate: { id, before: old, after: item, fields: [] },
				...(orders.every((one) => fieldOf(one) === "expires") && { renewal: true }),
			},
			entry("remove"),
		];
	});
}

/** Each request of a certificate with what the plan states otherwise of it. */
export function withStated(steps: readonly ChangeStep[]): readonly ChangeStep[] {
	const stated = statedOf(steps);
	return steps.map((step) => {
		if (step.does !== "entry" || step.operation.kind !== "certificates" || step.operation.does !== "add") {
			return step;
		}
		const { declared } = step.operation.item;
		const own = declared === undefined ? undefined : stated.get(declared);
		return own === undefined ? step : { ...step, stated: own };
	});
}

/** What changes of what the topology states of certificates, by their names. */
function statedOf(steps: readonly ChangeStep[]): ReadonlyMap<string, readonly OperationOf<"settings">[]> {
	const stated = new Map<string, OperationOf<"settings">[]>();
	for (const one of steps.flatMap((step) => step.operations)) {
		if (isOfCertificate(one)) {
			const { on } = itemOf(one);
			stated.set(on, [...(stated.get(on) ?? []), one]);
		}
	}
	return stated;
}

function isOfCertificate(one: Operation): one is OperationOf<"settings"> {
	return one.kind === "settings" && itemOf(one).element === "certificate";
}

/**
 * Whether another certificate is needed for it. What the topology begins or ceases to state may hold for the one in use all the
 * same; only a further name it cannot have.
 */
function isOrder(one: OperationOf<"settings">): boolean {
	const field = fieldOf(one);
	return field === "installed-key" ? false : one.does === "alter" || (one.does === "add" && field === "san");
}

function fieldOf(one: OperationOf<"settings">): string {
	return itemOf(one).field;
}

/** What is ordered: what the deployment needs, with what the topology states on top. */
export function asOrdered(deployment: Deployment, certificate: CertificateRequirement): CertificateRequirement {
	const { subject, sans, usages, issuer, exportable } = orderOf({ deployment }, certificate);
	const { advisedName, ...needed } = certificate;
	return {
		...needed,
		...(subject !== undefined && { subject }),
		...(advisedName !== undefined && !sans.includes(advisedName.name) && { advisedName }),
		sans,
		eku: usages,
		issuer,
		exportable,
	};
}

/**
 * Less may be needed of a certificate than before, or more, while the topology states the same certificate for both: what would be
 * ordered is in force already, and nothing has to be done.
 */
export function withoutSameOrders(
	changes: RequirementChanges,
	before: Deployment,
	after: Deployment,
	catalogue: Catalogue,
): RequirementChanges {
	const needed = (certificate: CertificateRequirement) => describe.certificates(certificate, catalogue);
	const ordered = (deployment: Deployment, certificate: CertificateRequirement) => {
		const order = asOrdered(deployment, certificate);
		// The order of names and usages says nothing.
		return needed({ ...order, sans: order.sans.toSorted(), eku: order.eku.toSorted() });
	};
	const altered = changes.certificates.altered.filter(
		(one) =>
			differences(needed(one.before), needed(one.after)).length === 0 ||
			differences(ordered(before, one.before), ordered(after, one.after)).length > 0,
	);
	return { ...changes, certificates: { ...changes.certificates, altered } };
}

/** The changes with each certificate that comes or goes as it is ordered, or was: with all its names. */
export function withOrders(changes: RequirementChanges, before: Deployment, after: Deployment): RequirementChanges {
	const { added, removed } = changes.certificates;
	return {
		...changes,
		certificates: {
			...changes.certificates,
			added: added.map((one) => ({ ...one, item: asOrdered(after, one.item) })),
			removed: removed.map((one) => ({ ...one, item: withoutAdvice(asOrdered(before, one.item)) })),
		},
	};
}

/** What is advised beside the names that were ordered is not on a certificate that is there. */
export function withoutAdvice({ advisedName, ...certificate }: CertificateRequirement): CertificateRequirement {
	return certificate;
}
