import { listed } from "../../../basics/sentences.js";
import type { TaskFact } from "../../../catalog/types.js";
import { code } from "../../markdown.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { certificatesPage, taskPage } from "../page/page-paths.js";
import { spanOf } from "../rows/row-ids.js";
import { derived, type Place, type PlanItem } from "./plan-item.js";

interface OrderPlace extends Place {
	/** The item behind which the requests can be made from the request files, where the wizard comes later. */
	readonly withFiles?: string;
}

/** The key is made with the request, on the server, so that a certificate can be ordered only when its server is there. */
export function orderOfCertificates(
	page: PageBuilder,
	context: RunbookContext,
	task: TaskFact,
	ids: readonly string[],
	{ withFiles, ...place }: OrderPlace,
): PlanItem {
	const servers = context.rows.certificates.filter(({ id }) => ids.includes(id)).map(({ request }) => request.server);
	const requests = [...new Set(servers)]
		.map((server) => ({ server, spans: requestSpans(context, task, server) }))
		.filter(({ spans }) => spans.length > 0);
	const steps = requests.map(({ server, spans }) => `${code(server)}: ${spanWords(page, spans)}`);
	// No request needs what the steps above it do: these set the computer up, or have it trust the authorities.
	const isEarly = requests.length > 0 && requests.every(({ spans }) => spans[0]?.first !== `${task.number}.1`);
	return {
		...place,
		kind: "task",
		title: `The requests of ${page.link(spanOf(ids), certificatesPage)} made on their servers, as ${page.link(`task ${task.number}`, taskPage(task))} says${steps.length === 0 ? "" : ` (${steps.join("; ")})`}, and ordered${isEarly ? "; these steps may be done before the ones above them" : ""}${withFiles === undefined ? "" : `; with the request files instead of the wizard, from ${withFiles} on`}${page.mark(derived)}`,
		label: ["Certificates requested and ordered", spanOf(ids)],
		who: `${task.id === "publish-web-components" ? "The administrator of the reverse proxy" : "A local administrator of the edge server"}, with the certificate team`,
		done: "Each request names what its section of the sheet says, or the order names what the request cannot; and the authority has confirmed the order.",
		back: `Withdraw the orders; no server uses the requests yet.${page.mark(derived)}`,
	};
}

/** Steps that follow each other, under one heading of a task page. */
interface Span {
	readonly path: string;
	readonly first: string;
	readonly last: string;
}

/** Where the requests of one server are made and ordered. */
function requestSpans({ steps }: RunbookContext, task: TaskFact, server: string): readonly Span[] {
	const groups = (steps?.on(server) ?? []).filter((group) => group.task === task.number);
	return groups.flatMap(({ id, first, last, path }) =>
		id.startsWith("request/")
			? [{ path, first, last }]
			: // On a reverse proxy the installation stands in the same group, behind request and order; a copy has neither.
				id.includes("/certificate/") && last === followingStep(followingStep(first))
				? [{ path, first, last: followingStep(first) }]
				: [],
	);
}

/** As in "steps 4.4 to 4.9": spans that follow each other are one. */
function spanWords(page: PageBuilder, spans: readonly Span[]): string {
	const joined: { path: string; first: string; last: string }[] = [];
	for (const span of spans) {
		const before = joined.at(-1);
		if (before !== undefined && followingStep(before.last) === span.first) {
			before.last = span.last;
		} else {
			joined.push({ ...span });
		}
	}
	return listed(
		joined.map(({ path, first, last }) =>
			page.link(first === last ? `step ${first}` : `steps ${first} to ${last}`, path),
		),
	);
}

/** The number of the step behind another one, as in "1.15" behind "1.14". */
function followingStep(number: string): string {
	const [task = "", step = ""] = number.split(".");
	return `${task}.${Number(step) + 1}`;
}
