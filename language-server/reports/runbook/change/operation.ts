import type { RequirementKind, RequirementOf } from "../../../requirements/changes.js";

/** What happens to one requirement. While its replacement is added and not yet removed itself, both stand side by side. */
export type Operation = { readonly [K in RequirementKind]: OperationOf<K> }[RequirementKind];

export type OperationOf<K extends RequirementKind> = { readonly kind: K; readonly id: string } & (
	| { readonly does: "add"; readonly item: RequirementOf[K] }
	| { readonly does: "alter"; readonly before: RequirementOf[K]; readonly after: RequirementOf[K] }
	| { readonly does: "remove"; readonly item: RequirementOf[K] }
);

/** What is done to a requirement of some kind. */
export type Doing<T> =
	| { readonly does: "add" | "remove"; readonly id: string; readonly item: T }
	| { readonly does: "alter"; readonly id: string; readonly before: T; readonly after: T };

/** What an operation is about, as it is afterwards; of what is removed, as it was. */
export function itemOf<T>(
	doing: { readonly does: "add" | "remove"; readonly item: T } | { readonly does: "alter"; readonly after: T },
): T {
	return doing.does === "alter" ? doing.after : doing.item;
}

/** The same with the name of the kind. */
export function operation<K extends RequirementKind>(kind: K, doing: Doing<RequirementOf[K]>): Operation {
	const made: { readonly [P in RequirementKind]: (doing: Doing<RequirementOf[P]>) => Operation } = {
		flows: (one) => ({ kind: "flows", ...one }),
		dns: (one) => ({ kind: "dns", ...one }),
		certificates: (one) => ({ kind: "certificates", ...one }),
		trust: (one) => ({ kind: "trust", ...one }),
		settings: (one) => ({ kind: "settings", ...one }),
		tasks: (one) => ({ kind: "tasks", ...one }),
	};
	return made[kind](doing);
}
