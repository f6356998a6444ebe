import { groupBy } from "../../../basics/collections.js";
import type { InternalServer } from "../../../model/deployment.js";
import type { TrustRequirement } from "../../../requirements/requirements.js";
import { code } from "../../markdown.js";
import { documented } from "../facts.js";
import type { PageBuilder, RunbookContext, StepGroup } from "../page/page.js";
import { ownRoute } from "./internal-servers/federation-route.js";
import { forest } from "./internal-servers/forest.js";
import { beforehand } from "./internal-servers/readiness.js";
import { restart } from "./internal-servers/restart.js";
import { type Entry, nodeOf, stepsOf, undone } from "./internal-servers/trust-entries.js";
import { testUsers } from "./users.js";

/**
 * Task 6: what each internal server has to know beforehand, then the forest, since the pools choose from its list, then
 * each pool and each Mediation Server, and the test users at last.
 */
export function connectInternalServers(page: PageBuilder, context: RunbookContext): readonly StepGroup[] {
	const { deployment, requirements } = context;
	const entries = requirements.trust
		.filter((trust) => trust.side === "internal")
		.map((trust): Entry => ({ id: identityOf(trust), trust }));
	const entriesOn = groupBy(entries, ({ trust }) => trust.on);
	const servers = deployment.internalServers.filter(
		(server) => server.kind === "director" || entriesOn.has(server.name),
	);
	return [
		...servers.map((server) => beforehand(page, context, server)),
		forest(page, context, entries),
		...servers.flatMap((server) => [
			ownRoute(page, context, server, entries),
			ofServer(page, context, server, entriesOn.get(server.name) ?? []),
		]),
		testUsers(page, context),
	];
}

/** The place is that of the group, and of most settings there is one in it. */
function identityOf({ template, names, value }: TrustRequirement): string {
	switch (template) {
		case "trusted-edge":
		case "web-conferencing-edge-entry":
			return `${template}/${names ?? value ?? ""}`;
		default:
			return template;
	}
}

function ofServer(
	page: PageBuilder,
	context: RunbookContext,
	server: InternalServer,
	entries: readonly Entry[],
): StepGroup {
	const name = code(server.name);
	const hasConferencing = entries.some(({ trust }) => trust.template === "web-conferencing-edge-entry");
	const steps = entries.flatMap((entry) => stepsOf(page, context, entry));
	return {
		id: `on/${server.name}`,
		on: server.name,
		title: `Properties of ${name}`,
		intro: [
			server.kind === "mediation-server"
				? `The Mediation Server has to know the A/V Edge that outside voice users go through.${page.mark(documented("r2", "R2-TRUST"))}`
				: `In the administrative snap-in, expand ${nodeOf(server)} and right-click ${name}.`,
		],
		steps: [...steps, ...(steps.length === 0 ? [] : [restart(server, hasConferencing, page)])],
		undo: `remove the entries, or enter the earlier values, and restart the same services.${page.mark(undone)}`,
	};
}
