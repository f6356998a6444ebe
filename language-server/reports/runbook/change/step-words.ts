import { compareTexts } from "../../../basics/collections.js";
import { listed } from "../../../basics/sentences.js";
import { isInternalServer } from "../../../model/lookups.js";
import type { SettingRequirement, TrustRequirement } from "../../../requirements/requirements.js";
import { describe, valuesText } from "../../diff/words.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import type { Step } from "../page/page.js";
import { spanOf } from "../rows/row-ids.js";
import { isArrayOfDirectors } from "../tasks/internal-servers/readiness.js";
import { restart } from "../tasks/internal-servers/restart.js";
import { GUIDE } from "../tasks/internal-servers/trust-entries.js";
import { balancerRows, balancerWords } from "./balancer-words.js";
import { certificateSetting, certificateWords } from "./certificate-words.js";
import type { ElementStep, EntryStep, InternalRestartStep, RestartStep, WholeElement } from "./change-step.js";
import { PUBLIC_NAME } from "./ended-publications.js";
import { itemOf, type Operation, type OperationOf } from "./operation.js";
import { bold, changeWords, type StepWords, valueWords } from "./step-text.js";
import { numberlessWords, unnumberedRuleWords } from "./unnumbered-rules.js";

/** A step on one rule, record, certificate, entry or setting. */
export function entryWords(words: StepWords, step: EntryStep): Step {
	const { operation } = step;
	switch (operation.kind) {
		case "flows":
			return numberlessWords(words, step, operation) ?? flowWords(words, step, operation);
		case "dns":
			return recordWords(words, step, operation);
		case "certificates":
			return certificateWords(words, step, operation);
		case "trust":
			return trustWords(words, step, operation);
		case "settings":
			return unnumberedRuleWords(words, step, operation) ?? settingWords(words, step, operation);
		case "tasks":
			return { id: step.id, action: "" };
	}
}

function flowWords({ page, context, rows }: StepWords, step: EntryStep, operation: OperationOf<"flows">): Step {
	const flow = itemOf(operation);
	const row = rows.flow(operation.id);
	const rule = code(valuesText("flows", describe.flows(flow, context.catalogue)));
	const missing =
		flow.address === undefined ? `, perimeter address ${page.blank({ what: `address of ${flow.server}` })}` : "";
	const where =
		row.firewalls.length === 0
			? `the ${flow.firewall} firewall`
			: `the ${flow.firewall} ${row.firewalls.length === 1 ? "firewall" : "firewalls"} ${listed(row.firewalls.map(code))}`;
	const why = text(flow.purpose);
	if (step.same !== undefined) {
		const other = bold(rows.flow(step.same).ids);
		return {
			id: step.id,
			action:
				operation.does === "remove"
					? `Do **not** remove the rule of ${bold(row.ids)} from ${where}: ${rule}. It is the rule of ${other} now; only its number changes.`
					: `The rule of ${bold(row.ids)} on ${where} is there already, as that of ${other}: ${rule}. Give it its new number, and leave it in force.`,
			check: "the rule is in force, under its new number.",
			evidence: flow.evidence,
		};
	}
	if (operation.does === "remove") {
		return {
			id: step.id,
			action: `Remove ${step.besides ? "the earlier rule of " : ""}${bold(row.ids)} from ${where}: ${rule}${missing} (${why}).${step.besides ? " The new rule of that number stays." : ""}`,
			check: `${where} no longer has the rule, and the tests of part 2 still succeed.`,
			undo: "add the rule again.",
			evidence: flow.evidence,
		};
	}
	return {
		id: step.id,
		action: `Add ${step.besides ? "the new rule of " : ""}${bold(row.ids)} to ${where}: ${rule}${missing} (${why}).${step.besides ? " Leave the earlier rule of that number in force." : ""}`,
		check: "the rule is in force.",
		undo: "remove the rule again.",
		evidence: flow.evidence,
	};
}

function recordWords({ page, context, rows }: StepWords, step: EntryStep, operation: OperationOf<"dns">): Step {
	const record = itemOf(operation);
	const words = describe.dns(record, context.catalogue);
	const value = valueWords(page, "dns", words, `value of ${record.name}`);
	const row = bold([rows.record(operation.id)]);
	const what = `${record.view} ${record.type} record ${code(record.name)}`;
	const place = record.view === "external" ? "outside" : "inside";
	switch (operation.does) {
		case "add":
			return {
				id: step.id,
				action: `Add ${row}, the ${what}, with ${value}.`,
				check: `asked from ${place}, DNS gives that value for the name.`,
				undo: "delete the record again.",
				evidence: record.evidence,
			};
		case "alter":
			return {
				id: step.id,
				action: `Alter ${row}, the ${what}: ${changeWords(describe.dns(operation.before, context.catalogue), words)}.`,
				check: `asked from ${place}, DNS gives the new value for the name. Who asked before may get the earlier value until it has expired.`,
				undo: "enter the earlier value again.",
				evidence: record.evidence,
			};
		case "remove":
			return {
				id: step.id,
				action: `Delete ${row}, the ${what} with ${value}.`,
				check: `asked from ${place}, DNS no longer gives this value for the name.`,
				undo: "add the record again.",
				evidence: record.evidence,
			};
	}
}

function trustWords(words: StepWords, step: EntryStep, operation: OperationOf<"trust">): Step {
	const { page, context } = words;
	const entry = itemOf(operation);
	const description = describe.trust(entry, context.catalogue);
	const value = valueWords(page, "trust", description, `${entry.title}, ${entry.on ?? "forest"}`);
	const place = `${entry.on === undefined ? "" : `${code(entry.on)}, `}${text(entry.where)}`;
	const title = `*${text(entry.title)}*`;
	const base = { id: step.id, evidence: entry.evidence };
	if (operation.does === "alter") {
		const change = changeWords(describe.trust(operation.before, context.catalogue), description);
		return {
			...base,
			action: `${place}: alter ${title}: ${change}.`,
			check: "the new value is shown there.",
			undo: "enter the earlier value again.",
		};
	}
	if (step.instead?.kind === "trust" && step.instead.does === "remove") {
		const old = valuesText("trust", describe.trust(step.instead.item, context.catalogue));
		return {
			...base,
			action: `${place}: set ${title} to ${value}. Until now it is ${code(old)}; there is room for one only.`,
			check: "the new value is shown there.",
			undo: "enter the earlier value again.",
		};
	}
	if (step.same !== undefined) {
		return {
			...base,
			action:
				operation.does === "add"
					? `${place}: ${title} has the entry ${value} already. Leave it.`
					: `${place}: do **not** remove ${value} from ${title}. It is still needed.`,
			check: "the entry is listed there.",
		};
	}
	return operation.does === "add"
		? {
				...base,
				action: `${place}: add to ${title}: ${value}.${step.besides ? " Leave the earlier entry." : ""}`,
				check: "the entry is listed there.",
				undo: "remove the entry again.",
			}
		: {
				...base,
				action: `${place}: remove from ${title}: ${value}.${step.besides ? " The new entry stays." : ""}`,
				check: "the entry is no longer listed there, and the tests of part 2 still succeed.",
				undo: `add the entry again${isSingle(entry) ? ", as the one value" : ""}.`,
			};
}

function isSingle({ template }: TrustRequirement): boolean {
	return template === "av-authentication-service" || template === "mediation-av-edge";
}

const interfaceRestart = documented("r2", "R2-WEBEXT", "R2-AVEXT");

function settingWords(words: StepWords, step: EntryStep, operation: OperationOf<"settings">): Step {
	const { page, context } = words;
	const setting = itemOf(operation);
	const { title, element, field } = setting;
	const place = `${placeOf(setting)}${balancerRows(words, operation.id)}`;
	const description = describe.settings(setting, context.catalogue);
	const value = valueWords(page, "settings", description, `${title} of ${setting.on}`);
	const base = { id: step.id, ...(setting.evidence && { evidence: setting.evidence }) };
	const effect = effectOf(setting);
	if (element === "certificate") {
		return certificateSetting(words, step, operation);
	}
	const balanced = balancerWords(words, step, operation);
	if (balanced !== undefined) {
		return balanced;
	}
	if (field === "role") {
		return roleWords(step, setting, operation.does);
	}
	if (element === "reverse-proxy" && field === PUBLIC_NAME && operation.does === "remove") {
		return endOfPublication(step, setting);
	}
	if (element === "deployment" || element === "site") {
		return decisionWords(words, step, operation);
	}
	const moved =
		step.takes !== undefined
			? ` ${code(step.takes.from)} has it until now and gives it up before.`
			: step.gives !== undefined
				? ` ${code(step.gives.to)} takes it over. Stop the services that use it before. From here until that has been done and tested, what uses the address is interrupted.`
				: "";
	const isInside = element === "internal-server" || element === "active-directory";
	const inside = field === "federation-route" ? ` ${routeWords(words, operation)}` : isInside ? ` ${INSIDE}` : "";
	const check = isInside ? "it is as the plan states it." : "it is shown there.";
	switch (operation.does) {
		case "add":
			return {
				...base,
				action: `${place}: ${setting.entry === undefined ? `set ${title} to` : `add the ${title}`} ${value}.${moved}${inside}`,
				check,
				undo: setting.entry === undefined ? "take the value out again." : "remove it again.",
			};
		case "alter": {
			const change = changeWords(describe.settings(operation.before, context.catalogue), description);
			return {
				...base,
				action: `${place}: alter ${title}: ${change}.${moved}${inside}${effect === undefined ? "" : ` ${effect}`}${effect === undefined || setting.takesEffect === "restart-computer" ? "" : page.mark(interfaceRestart)}`,
				check: isInside ? check : "the new value is shown there.",
				undo: `set the earlier value again${setting.takesEffect === "restart-service" ? ", and restart the service" : setting.takesEffect === "restart-computer" ? ", and restart the computer" : ""}.`,
			};
		}
		case "remove":
			return {
				...base,
				action: `${place}: ${setting.entry === undefined ? `take out the ${title}` : `remove the ${title}`} ${value}.${moved}${inside}`,
				check:
					step.phase === "remove"
						? "it is no longer shown there, and the tests of part 2 still succeed."
						: "it is no longer shown there.",
				undo: setting.entry === undefined ? "set it again." : "add it again.",
			};
	}
}

/** As in "On `edge1`, Access Edge". */
export function placeOf({ on, part, element }: SettingRequirement): string {
	if (element === "forest") {
		return text(part ?? "Global Properties");
	}
	const thing =
		element === "edge-array"
			? `On the load balancer, array ${code(on)}`
			: element === "network"
				? `Network ${code(on)}`
				: element === "active-directory"
					? `Active Directory ${code(on)}`
					: `On ${code(on)}`;
	return part === undefined ? thing : `${thing}, ${text(part)}`;
}

const INSIDE = "These pages do not have the procedure; take it from the guides of the internal deployment.";

/** A route that overrides that of the forest is entered on the server; one that only states it once more is not. */
function routeWords({ context }: StepWords, operation: OperationOf<"settings">): string {
	const { on } = itemOf(operation);
	const states = operation.does === "alter" ? [operation.before, operation.after] : [operation.item];
	const host = context.deployment.index.hosts.get(on);
	// Directors of the Standard Edition are single servers, also behind one virtual address: each has properties of its own.
	const servers =
		isInternalServer(host) && isArrayOfDirectors(host) ? host.members.map(({ fqdn }) => fqdn.value) : [on];
	const where = states.some(({ evidence }) => evidence !== undefined)
		? `In the properties of ${listed(servers.map(code))} it overrides the route of the forest.`
		: "Where a server goes by the route of the forest, there is nothing to do.";
	return `${where} The dialog was not found; take it from ${GUIDE}.`;
}

/** What the plan states and nobody enters: whoever works by the plan has to know it. */
function decisionWords({ page, context }: StepWords, { id }: EntryStep, operation: OperationOf<"settings">): Step {
	const setting = itemOf(operation);
	const { on, part, element, title } = setting;
	const description = describe.settings(setting, context.catalogue);
	const subject = `${element === "site" ? `site ${code(on)}, ` : ""}${part === undefined ? "" : `${text(part)}, `}${text(title)}`;
	const value = valueWords(page, "settings", description, `${title} of ${on}`);
	const what =
		operation.does === "alter"
			? changeWords(describe.settings(operation.before, context.catalogue), description)
			: operation.does === "add"
				? `${value} is new in the plan`
				: `${value} is no longer in the plan`;
	return {
		id,
		action:
			setting.task === "configure-certificates"
				? `Request every certificate from now on by the plan: ${subject}: ${what}. A certificate that is in force keeps its subject until it is requested anew.`
				: `Tell everyone who works by the plan: ${subject}: ${what}.`,
		...DECISION,
	};
}

const DECISION = {
	check: "everyone concerned has confirmed it.",
	undo: "tell them that the earlier plan is in force again.",
} as const;

function effectOf({ takesEffect }: SettingRequirement): string | undefined {
	switch (takesEffect) {
		case "restart-service":
			return "It takes effect when the service is restarted, which is a step of its own.";
		case "restart-computer":
			return "Restart the computer.";
		default:
			return undefined;
	}
}

function roleWords(step: EntryStep, { on, value = "" }: SettingRequirement, does: Operation["does"]): Step {
	return does === "remove"
		? {
				id: step.id,
				action: `On ${code(on)}, stop the services of the ${text(value)} and deactivate this role and no other in *Computer Management*. Back up the settings and certificates before.`,
				check: "every line of the log says Success, and the other roles of the computer still run.",
				undo: "activate and configure the role again.",
				evidence: documented("r2", "R2-DEACT", "ADM-APPC"),
			}
		: {
				id: step.id,
				action: `On ${code(on)}, activate the ${text(value)} with *Step 2: Activate Edge Server*, and no other role. The pages of this step could not be read; take them from the Edge Server Deployment Guide of OCS 2007.`,
				check: "exactly the planned roles are active on this computer.",
				undo: "deactivate the role again.",
				evidence: documented("community", "SHUDNOW5", "R2TOPO"),
			};
}

/** A publishing rule goes with all that is set in it. */
function endOfPublication({ id, operations }: EntryStep, { on, part = "", value: name }: SettingRequirement): Step {
	const values = operations.flatMap((operation) =>
		operation.kind === "settings" && operation.does === "remove" && operation.item.value !== undefined
			? [`${text(operation.item.title)} ${code(operation.item.value)}`]
			: [],
	);
	const through = name === undefined ? "that go through it" : `that go through ${code(name)}`;
	return {
		id,
		action: `On ${code(on)}, disable the ${text(part)}, then delete it. It has: ${values.join("; ")}. Where no other rule uses its listener, delete that as well.`,
		check: `a client outside gets no answer through the rule any more, and the other rules of ${code(on)} still answer. Of the tests of part 2, those ${through} have to fail from here on; leave them out.`,
		undo: "enable the rule again; when it is deleted, create it again with the values above and the certificate that it had.",
		evidence: { ...documented("unsourced"), note: "No documented procedure was found." },
	};
}

/** An array, a load balancer, a network or the like as a whole, with all that is entered for it. */
export function elementWords({ page, rows }: StepWords, step: ElementStep): Step {
	const { id, on, element, arrives, operations, later } = step;
	const settings = operations.flatMap((operation) =>
		operation.kind === "settings" && operation.does !== "alter" ? [operation.item] : [],
	);
	const values = settings.map(({ part, title, value }) => {
		const what = part === undefined ? title : `${part}, ${title}`;
		return `${text(what)} ${value === undefined ? page.blank({ what: `${title} of ${on}${part === undefined ? "" : `, ${part}`}` }) : code(value)}`;
	});
	if (element === "site") {
		return {
			id,
			action: `Tell everyone who works by the plan: the site ${code(on)} (${values.join("; ")}) is ${arrives ? "new in the plan" : "no longer in the plan"}.`,
			...DECISION,
		};
	}
	const isBalancing = element === "edge-array" || element === "load-balancer";
	const isInside = element === "internal-server" || element === "active-directory";
	const ports = [...new Set(operations.flatMap((operation) => rows.setting(operation.id)))].sort(compareTexts);
	const waiting = later.map(({ address, from }) => `${code(address)} (until now on ${code(from)})`);
	return {
		id,
		action: `${arrives ? "Set up" : "Take away"} ${WHOLE_TITLES[element](code(on))}: ${values.join("; ")}.${
			ports.length === 0 ? "" : ` These are the rows ${bold([spanOf(ports)])} of the load balancer sheet.`
		}${
			waiting.length === 0
				? ""
				: ` **Leave out for now: ${listed(waiting)}.** Part 2 takes ${later.length === 1 ? "it" : "them"} over.`
		}${isInside ? ` ${INSIDE}` : ""}`,
		check: isBalancing
			? arrives
				? "the load balancer shows these values."
				: "the load balancer no longer has it, and the tests of part 2 still succeed."
			: arrives
				? "it is there, with these values."
				: "nothing uses it any more, and the tests of part 2 still succeed.",
		undo: arrives ? "take it away again." : "set it up again with these values.",
		...(element === "edge-array" ? { evidence: documented("ocs2007", "PLAN-LB") } : {}),
	};
}

const WHOLE_TITLES: Readonly<Record<Exclude<WholeElement, "site">, (name: string) => string>> = {
	network: (name) => `the network ${name}`,
	firewall: (name) => `the firewall ${name}`,
	"active-directory": (name) => `the Active Directory ${name}`,
	"internal-server": (name) => `the internal server ${name}`,
	"load-balancer": (name) => `the load balancer ${name}`,
	"edge-array": (name) => `the array ${name} on the load balancer`,
};

/** A service takes up its settings and certificates when it starts. */
export function restartWords({ page, context }: StepWords, { id, phase, on, roles, first }: RestartStep): Step {
	const services = roles.flatMap((role) => context.catalogue.roles[role].services);
	const names = listed(services.map((service) => `*${text(service.displayName)}*`));
	const dependent = services.find((service) => service.dependsOn.length > 0);
	const order =
		dependent === undefined
			? ""
			: ` *${text(dependent.displayName)}* depends on *${listed(dependent.dependsOn.map(text))}*, which starts first.${page.mark(dependent.evidence)}`;
	return {
		id,
		action: first
			? `On ${code(on)}, start ${names}.${order}`
			: `On ${code(on)}, restart ${names}. **Connections through ${services.length === 1 ? "this service" : "these services"} are lost.**${order}`,
		check: `${services.length === 1 ? "the service runs" : "all of them run"}, and the event log *Office Communications Server* shows no start error.`,
		undo: first
			? "stop the services."
			: phase === "remove"
				? "add what was removed again, and restart again."
				: "set the values of the steps before back, and restart again.",
		evidence: first ? documented("ocs2007", "ADM-SVC") : documented("ocs2007", "ADM-SVC", "ADM-APPC"),
	};
}

/** Services inside take up what they now know of the edge. */
export function internalRestartWords(
	{ page, context }: StepWords,
	{ id, phase, on, entries, conferencing }: InternalRestartStep,
): Step | undefined {
	const server = context.deployment.internalServers.find(({ name }) => name === on);
	if (server === undefined) {
		return undefined;
	}
	const undo =
		phase === "remove"
			? "add what was removed again, and restart the same services."
			: "enter the earlier values, and restart the same services.";
	return entries
		? { ...restart(server, conferencing, page), id, undo }
		: {
				id,
				action: `Restart the Web Conferencing Servers of ${code(on)}: they look up the Web Conferencing Edges, and connect to each, when they start.`,
				check: "the services run.",
				undo,
				evidence: documented("derived", "PLAN-LB"),
			};
}
