import { edgeServersOf } from "../facts.js";
import type { PageBuilder, RunbookContext, StepGroup } from "../page/page.js";
import { answerSteps } from "./certificates/answers.js";
import { certificationPaths } from "./certificates/certification-paths.js";
import { requestSteps } from "./certificates/requests.js";
import { exportSteps, importSteps, keySteps } from "./certificates/shared-keys.js";

/** Task 4: on each edge server the certification paths, the requests, and then the answers. */
export function configureCertificates(
	page: PageBuilder,
	context: RunbookContext,
	servers: readonly string[],
): readonly StepGroup[] {
	const { deployment, rows } = context;
	const edgeServers = edgeServersOf(deployment, servers);
	const first = rows.certificates.find(
		({ request, copyOf }) => copyOf === undefined && edgeServers.some((server) => server.name === request.server),
	);
	return [
		...edgeServers.flatMap((server) => {
			const own = rows.certificates.filter(({ request }) => request.server === server.name);
			const requested = own.filter((certificate) => certificate.copyOf === undefined);
			return [
				certificationPaths(page, context, server, own),
				...requested.map((certificate) => requestSteps(page, context, server, certificate, certificate === first)),
				answerSteps(page, context, server, requested),
				exportSteps(page, context, server, requested),
				importSteps(page, context, server, own),
			];
		}),
		...edgeServers.map((server) => keySteps(page, context, server)),
	];
}
