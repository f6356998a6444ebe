import type { Firewall } from "../../model/deployment.js";
import type { Range } from "../../model/origin.js";

/** The places of the statements of a firewall, as far as the model keeps them; what is removed is measured by them. */
export function statementsOfFirewall({ product, runsOn, nat, rules }: Firewall): readonly Range[] {
	const natStatements = !nat ? [] : nat.kind === "addresses" ? nat.addresses.statements : [nat.statement];
	return [
		...(product ? [product.statement] : []),
		...(runsOn ? [runsOn.statement] : []),
		...natStatements,
		...rules.map((rule) => ({ start: rule.origin.range.start, end: rule.destination.origin.range.end })),
	];
}
