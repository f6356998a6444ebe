import { listed, lowerFirst } from "../../../basics/sentences.js";
import { normalizeFqdn } from "../../../model/address.js";
import type { Deployment } from "../../../model/deployment.js";
import { code } from "../../markdown.js";
import { documented } from "../facts.js";
import type { RunbookContext, Step } from "../page/page.js";
import { partnerArrangement } from "../partners.js";
import { publicImState } from "../public-im.js";
import { partnerRoots } from "../tasks/certificates/certification-paths.js";
import type { AskStep } from "./change-step.js";
import type { StepWords } from "./step-text.js";

/** What partners and IM providers are asked and told, in the words of the runbook of a whole deployment. */
export function askWords({ page, context }: StepWords, step: AskStep): Step | undefined {
	const own = ofThese(context, step);
	switch (step.what) {
		case "partners": {
			const arrangement = partnerArrangement(page, own);
			return arrangement === undefined
				? undefined
				: {
						id: step.id,
						action: `${step.told ? `Tell ${arrangement.names} the names by which they reach this deployment from part 2 on` : `Arrange federation with ${arrangement.names}`}. Test users: ${arrangement.testers().join("; ")}.`,
						check: `${lowerFirst(arrangement.words)}.`,
						undo: step.told
							? "tell them that the earlier names stay."
							: `tell ${arrangement.names} that the federation does not come about.`,
						evidence: documented("derived", "EDG-4.1"),
						origin: arrangement.origin,
					};
		}
		case "providers": {
			const state = publicImState(page, own);
			return state === undefined
				? undefined
				: {
						id: step.id,
						action: step.told
							? `Have public IM provisioned anew for ${state.values}.`
							: `Have public IM licensed, and provisioned for ${state.values}. ${state.stated}`,
						check: step.told
							? "the providers have confirmed the provisioning."
							: "the licences are purchased, and the providers have confirmed the provisioning.",
						undo: step.told
							? "have it provisioned as before."
							: `end what was agreed for ${listed(step.providers.map(code))}, and nothing else; that is not part of these pages.`,
						evidence: documented("community", "RK-PIC"),
						origin: state.origin,
					};
		}
		case "roots": {
			const server = context.deployment.edgeServers.find(({ name }) => name === step.on);
			const [root] = server === undefined ? [] : partnerRoots(page, own, server);
			return (
				root && {
					...root,
					id: step.id,
					action: `Ask each of these which authority issued the certificate of its Access Edge, and import the root of that authority on ${code(step.on)} where it is missing. The tests with it need the answer.`,
					undo: `remove the authorities that were imported for this step and that nothing else on ${code(step.on)} needs.`,
				}
			);
		}
	}
}

/** The deployment with the partners and providers that are asked, and no other. */
function ofThese(context: RunbookContext, { partners, providers }: AskStep): RunbookContext {
	const { deployment } = context;
	const domains = new Set(partners.map(normalizeFqdn));
	const own: Deployment = {
		...deployment,
		scenarios: deployment.scenarios.map((scenario) => ({
			...scenario,
			partners: scenario.partners.filter(({ domain }) => domains.has(normalizeFqdn(domain.value))),
			providers: {
				...scenario.providers,
				items: scenario.providers.items.filter(({ value }) => providers.includes(value)),
			},
		})),
	};
	return { ...context, deployment: own };
}
