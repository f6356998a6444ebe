import type { Deployment, EdgeServer, Operation } from "../../../model/deployment.js";
import { MET, type Outcome, undecided } from "../../rule.js";
import { appendToList } from "../edits.js";

/**
 * Whether what is planned for the running of each edge server includes an operation. Where the file says nothing of a
 * server's operations, nothing is missing from them.
 */
export function* judgeOperations(
	{ edgeServers }: Deployment,
	operation: Operation,
	sentenceOn: (edge: EdgeServer) => string,
): Iterable<Outcome> {
	for (const edge of edgeServers) {
		const { operations } = edge;
		const [first] = operations?.items ?? [];
		if (!operations) {
			yield undecided(edge, "the operations (`operations`)");
		} else if (operations.items.some(({ value }) => value === operation)) {
			yield MET;
		} else if (first && operations.complete) {
			const edit = appendToList(operations, operation);
			yield {
				message: sentenceOn(edge),
				at: first.origin,
				fixes: edit
					? [{ title: `Plan ${operation} for ${edge.name}`, edits: [edit], safety: "unsafe", preferred: true }]
					: [],
			};
		}
	}
}
