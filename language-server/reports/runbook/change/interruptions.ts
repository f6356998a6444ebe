import { compareTexts } from "../../../basics/collections.js";
import { listed } from "../../../basics/sentences.js";
import { code, text } from "../../markdown.js";
import type { ChangeContext } from "./change-context.js";
import type { ChangeStep, EntryStep } from "./change-step.js";
import { PUBLIC_NAME } from "./ended-publications.js";
import { itemOf, type OperationOf } from "./operation.js";
import { placeOf } from "./step-words.js";

/** Something in force that stands still or alters for a while, and so for its users. */
export interface Interruption {
	/** As in "The services of `edge1` are restarted". */
	readonly what: string;
	/** The numbers of the steps, in their order. */
	readonly places: readonly string[];
	/** What follows from it, as a sentence without its end. */
	readonly effect: string;
}

type Words = Pick<Interruption, "what" | "effect">;

/**
 * What is interrupted, told from the steps themselves: each one that restarts services, or that alters or replaces in its place what is
 * in force. What is added beside it, or removed when nobody uses it any more, interrupts nothing.
 */
export function interruptionsOf({ plan, places, words, input }: ChangeContext): readonly Interruption[] {
	const found = new Map<string, { readonly words: Words; readonly places: string[] }>();
	for (const step of plan.steps) {
		const own = wordsOf(step, (id) => words.rows.record(id));
		if (own !== undefined) {
			const key = JSON.stringify([own.what, own.effect]);
			const known = found.get(key) ?? { words: own, places: [] };
			known.places.push(...(places.get(`step/${step.id}`) ?? []));
			found.set(key, known);
		}
	}
	return [
		...[...found.values()].map((one) => ({ ...one.words, places: [...new Set(one.places)].sort(inOrder) })),
		...input.deployment.edgeArrays.flatMap(({ name }) => {
			const tests = places.get(`array/${name}`);
			return tests === undefined
				? []
				: [
						{
							what: `For the tests of each member of ${code(name)} alone, the services of the others are stopped in turn`,
							places: tests,
							effect: "connections through them are lost",
						},
					];
		}),
	];
}

function inOrder(a: string, b: string): number {
	const [one, other] = [a, b].map((place) => place.split(".").map((number) => Number.parseInt(number, 10)));
	const difference = (one?.[0] ?? 0) - (other?.[0] ?? 0) || (one?.[1] ?? 0) - (other?.[1] ?? 0);
	return difference || compareTexts(a, b);
}

function wordsOf(step: ChangeStep, rowOf: (record: string) => string): Words | undefined {
	switch (step.does) {
		case "entry":
			return entryWords(step, rowOf);
		case "assign":
			return step.team === "reverse-proxy"
				? {
						what: `The listener of ${code(step.on)} gets another certificate`,
						effect: "connections through it may be lost",
					}
				: step.renewal
					? {
							what: `A certificate of ${code(step.on)} is renewed`,
							effect: "where only its last day differs, no service has to start again",
						}
					: {
							what: `A certificate of ${code(step.on)} is replaced`,
							effect: "its services take up the new one when they are restarted",
						};
		case "restart":
			return step.first
				? undefined
				: { what: `The services of ${code(step.on)} are restarted`, effect: "connections through them are lost" };
		case "restart-internal":
			return step.entries
				? {
						what: step.conferencing
							? `The Web Conferencing Servers of ${code(step.on)} are restarted, and its other services where they need it`
							: `Services of ${code(step.on)} are restarted where they need it`,
						effect: "who uses them is interrupted, inside as well",
					}
				: {
						what: `The Web Conferencing Servers of ${code(step.on)} are restarted`,
						effect: "web conferences on them are interrupted, inside as well",
					};
		case "server":
			return step.arrives || !STOPS.has(step.task)
				? undefined
				: { what: `${code(step.on)} goes`, effect: "connections through it are lost" };
		case "members":
			return step.what === "keep"
				? undefined
				: {
						what: `On the balancer of ${code(step.on)}, ${listed([...new Set(step.kept.map(({ from }) => code(from)))])} ${new Set(step.kept.map(({ from }) => from)).size === 1 ? "is" : "are"} taken out of service`,
						effect: step.isWhole
							? "no member serves the array until the addresses have moved and are in service again"
							: "the other members serve alone until the addresses have moved and are in service again",
					};
		case "ask":
		case "element":
			return undefined;
	}
}

/** The tasks in which a computer that goes is taken out of service. */
const STOPS: ReadonlySet<ChangeStep["task"]> = new Set(["start-services", "publish-web-components"]);

function entryWords(step: EntryStep, rowOf: (record: string) => string): Words | undefined {
	const move = step.gives ?? step.takes;
	if (move !== undefined) {
		const { address, from, to } = move;
		return {
			what: `${code(address)} moves from ${code(from)} to ${code(to)}`,
			effect: `what uses it is interrupted until it answers on ${code(to)}`,
		};
	}
	const { operation } = step;
	switch (operation.kind) {
		case "settings":
			return settingWords(operation, step);
		case "trust":
			return operation.does === "alter" || step.instead !== undefined
				? {
						what: `${text(itemOf(operation).title)} of ${
							step.on === "forest" ? "the forest" : code(step.on)
						} is replaced`,
						effect: "what goes through the earlier value is interrupted until it goes through the new one",
					}
				: undefined;
		case "dns":
			return operation.does === "alter"
				? {
						what: `The ${operation.after.view} record ${[rowOf(operation.id), code(operation.after.name)].join(" ").trim()} is altered`,
						effect: "who asked before goes to the earlier value until it has expired",
					}
				: undefined;
		default:
			return undefined;
	}
}

function settingWords(operation: OperationOf<"settings">, { operations }: EntryStep): Words | undefined {
	if (operation.does === "remove") {
		const { field, on, part = "", value = "" } = operation.item;
		if (field === PUBLIC_NAME) {
			const paths = operations.flatMap((one) =>
				one.kind === "settings" && one.does === "remove" && one.item.field === "path" && one.item.value !== undefined
					? [code(one.item.value)]
					: [],
			);
			return {
				what: `The ${text(part)} of ${code(on)} ends`,
				effect: `users outside no longer reach ${paths.length === 0 ? "what it published" : listed(paths)} through ${value === "" ? "it" : code(value)}`,
			};
		}
		return field === "role"
			? { what: `The ${text(value)} of ${code(on)} stops`, effect: "connections through it are lost" }
			: undefined;
	}
	if (operation.does === "add") {
		return undefined;
	}
	const { element, on, part, field, title, takesEffect, value } = operation.after;
	if (element === "deployment" || element === "site") {
		return undefined;
	}
	if (element === "certificate") {
		return field === "installed-key"
			? {
					what: `The certificate ${code(on)} is imported again`,
					effect: "services that use it may have to start again",
				}
			: undefined;
	}
	if (takesEffect === "restart-computer") {
		return { what: `${code(on)} is restarted as a whole`, effect: "connections through it are lost" };
	}
	if (value === "off") {
		return { what: `On ${code(on)}, ${title} ends`, effect: "its users are no longer let in" };
	}
	if (value === "on") {
		return undefined;
	}
	if (part !== undefined && (field === "gateway" || field === "network")) {
		return {
			what: `The ${title} of ${code(on)}, ${text(part)}, changes`,
			effect: "connections through this adapter may be lost",
		};
	}
	const what = `${placeOf(operation.after)}: ${text(title)} is altered in its place`;
	return takesEffect === "restart-service"
		? { what, effect: "the new value holds when the service is restarted" }
		: { what, effect: "what uses the earlier value is interrupted until it uses the new one" };
}
