import { listed } from "../../../basics/sentences.js";
import type { Deployment } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { Step, StepGroup } from "../page/page.js";
import { configureCertificates } from "../tasks/configure-certificates.js";
import { configureEdgeServers } from "../tasks/configure-edge-servers.js";
import { installEdgeServers } from "../tasks/install-edge-servers.js";
import { publishWebComponents } from "../tasks/publish-web-components.js";
import { startServices } from "../tasks/start-services.js";
import type { AddressMove } from "./address-moves.js";
import type { ChangePlan } from "./change-plan.js";
import type { ServerStep } from "./change-step.js";
import type { StepWords } from "./step-text.js";

/** What is done in one task on a computer that is new: the same steps as in the runbook of a whole deployment. */
export function arrivalGroups(words: StepWords, step: ServerStep, plan: ChangePlan): readonly StepGroup[] {
	const taken = step.phase === "add" ? plan.moves.filter((move) => move.to === step.on) : [];
	const groups = groupsOf(words, step).map((group) => {
		const isShared = step.task === "configure-certificates" && group.id === `shared/${step.on}`;
		const intro = isShared ? sourcesOf(words, step.on, plan) : [];
		return { ...group, id: `${step.task}/${group.id}`, ...(intro.length > 0 && { intro }) };
	});
	const [first, ...others] = groups.map((group) => ({
		...group,
		steps: group.steps.map((one) => withoutAddresses(one, taken)),
	}));
	if (first === undefined || taken.length === 0) {
		return groups;
	}
	const later = taken.map(({ address, from }) => `${code(address)} (until now on ${code(from)})`);
	return [
		{
			...first,
			intro: [
				`**Leave out for now: ${listed(later)}.** An address can be on one computer only; part 2 takes ${taken.length === 1 ? "it" : "them"} over. Steps here that need ${taken.length === 1 ? "it" : "them"} wait until then.`,
				...(first.intro ?? []),
			],
		},
		...others,
	];
}

/**
 * Where a new member takes its certificates from. Since the first deployment no server has a key that can be exported: one locked
 * copy was kept.
 */
function sourcesOf({ page, context }: StepWords, on: string, plan: ChangePlan): readonly string[] {
	const sources = context.rows.certificates.flatMap(({ request, copyOf }) =>
		request.server === on && copyOf !== undefined && !plan.newServers.includes(copyOf.request.server) ? [copyOf] : [],
	);
	const isRenewed = (identity: string) => plan.steps.some(({ id }) => id === `add/certificates/${identity}`);
	const renewed = sources.filter(({ identity }) => isRenewed(identity));
	const kept = sources.filter(({ identity }) => !isRenewed(identity));
	const rows = (some: typeof sources) => listed(some.map(({ id }) => `**${id}**`));
	const holders = (some: typeof sources) => listed([...new Set(some.map(({ request }) => code(request.server)))]);
	return [
		...(renewed.length === 0
			? []
			: [
					`${rows(renewed)} ${renewed.length === 1 ? "is" : "are"} requested anew on ${holders(renewed)} in this part: take the ${renewed.length === 1 ? "file" : "files"} exported there.`,
				]),
		...(kept.length === 0
			? []
			: [
					`${holders(kept)} can **no longer export** ${rows(kept)}: at the end of task 4 the ${kept.length === 1 ? "key was" : "keys were"} made unexportable. Take ${kept.length === 1 ? "the one file that was" : "the files of which one each was"} kept, locked away, with ${page.blank(blanks.keyKeeper())}. Where no copy was kept, the certificate is ordered anew: request it on ${holders(kept)} as task 4 of the runbook of the new state says, and give every server that has it the new one, in the window of part 2.`,
				]),
	];
}

/**
 * The note above a group is far from the step that would enter an address, and an address on two computers breaks the one
 * that works. So each step that names such an address says so itself.
 */
function withoutAddresses(step: Step, taken: readonly AddressMove[]): Step {
	const words = [step.action, ...(step.values ?? []).map((value) => value.text)].join("\n");
	const named = taken.filter(({ address }) => mentions(words, address));
	if (named.length === 0) {
		return step;
	}
	const addresses = listed(named.map(({ address }) => code(address)));
	const holders = listed([...new Set(named.map(({ from }) => code(from)))]);
	return {
		...step,
		action: `${step.action} **Not before part 2: ${addresses}**, which ${holders} still has.`,
		...(step.check !== undefined && { check: `as far as it can be done now: ${step.check}` }),
	};
}

function mentions(words: string, address: string): boolean {
	return [...words.matchAll(/\d+(?:\.\d+){3}/g)].some(([one]) => one === address);
}

function groupsOf({ page, context }: StepWords, { task, on }: ServerStep): readonly StepGroup[] {
	switch (task) {
		case "publish-web-components": {
			const { deployment } = context;
			const own: Deployment = {
				...deployment,
				reverseProxies: deployment.reverseProxies.filter(({ name }) => name === on),
			};
			return publishWebComponents(page, { ...context, deployment: own });
		}
		case "install-edge-servers":
			return installEdgeServers(page, context, [on]);
		case "configure-edge-servers":
			return configureEdgeServers(page, context, [on]);
		case "configure-certificates":
			return configureCertificates(page, context, [on]);
		case "start-services":
			return startServices(page, context, [on]);
		default:
			return [];
	}
}

/**
 * What is done on a computer that goes.
 *
 * @param before the deployment that it is still a part of
 */
export function departureStep(
	{ context }: StepWords,
	before: Deployment,
	{ id, task, on }: ServerStep,
): Step | undefined {
	const server = before.edgeServers.find(({ name }) => name === on);
	switch (task) {
		case "start-services": {
			const services = (server === undefined ? [] : rolesOf(server)).flatMap(
				({ role }) => context.catalogue.roles[role].services,
			);
			return {
				id,
				action: `Back up the settings and certificates of ${code(on)}, then stop its services${services.length === 0 ? "" : `: ${listed(services.map((service) => `*${text(service.displayName)}*`))}`}.`,
				check: "no service of an edge role runs on it, and the tests of part 2 still succeed.",
				undo: "start the services again.",
				evidence: documented("r2", "R2-DEACT", "ADM-SVC"),
			};
		}
		case "configure-certificates":
			return {
				id,
				action: `Remove the certificates of the edge roles from the store of ${code(on)}.`,
				check: "the store of the computer has none of them.",
				undo: "import them from the backup, and assign them.",
				evidence: documented("derived"),
			};
		case "install-edge-servers":
			return {
				id,
				action: `On ${code(on)}, deactivate the edge server in *Computer Management*, one role after the other: finish one before touching another.`,
				check: "every line of the log says Success.",
				undo: "install and configure the computer anew, from tasks 2 to 5.",
				evidence: documented("r2", "R2-DEACT"),
			};
		case "publish-web-components":
			return {
				id,
				action: `On ${code(on)}, disable or delete the publishing rules, and remove the certificate of the listener.`,
				check: "nothing is published by it any more, and the tests of part 2 still succeed.",
				undo: "enable or create the rules again, with the certificate.",
				evidence: { ...documented("unsourced"), note: "No documented procedure was found." },
			};
		default:
			// The settings go with the roles.
			return undefined;
	}
}
