import { BALANCED_MEMBER } from "../../../requirements/balancing.js";
import type { DnsRequirement, Flow, SettingRequirement } from "../../../requirements/requirements.js";
import { type CsvColumn, csvOf } from "../../csv.js";
import { type Artefact, list } from "../artefacts/artefact.js";
import { addressesOf, alsoFrom, missingFrom, portSideOf } from "../artefacts/firewall-rules.js";
import type { ChangeContext } from "./change-context.js";
import type { ChangeStep } from "./change-step.js";
import { itemOf, type Operation } from "./operation.js";
import { balancerChangesFile, dnsChangesFile, firewallChangesFile } from "./paths.js";

/** One change of a rule or record, in the order in which they are made. */
interface Line<T> {
	readonly part: string;
	readonly action: string;
	readonly row: string;
	readonly id: string;
	readonly steps: string;
	readonly item: T;
	/** Of an alteration: what was before. */
	readonly before?: T;
}

interface FlowLine extends Line<Flow> {
	readonly firewall?: string;
	/** The rows under whose number the same rule is needed in the other state. */
	readonly sameAs: string;
}

interface BalancerLine extends Line<SettingRequirement> {
	readonly balancer: string | undefined;
}

const PARTS: Readonly<Record<ChangeStep["phase"], string>> = { add: "1", switch: "2", remove: "3" };

/** What the firewall, load balancer and DNS teams feed into their tools: a line for each thing to add, alter or remove. */
export function changeArtefacts({ input, plan, words, places }: ChangeContext): readonly Artefact[] {
	const lines = plan.steps.flatMap((step) =>
		step.does === "entry" ? [{ part: PARTS[step.phase], operation: step.operation, same: step.same }] : [],
	);
	const stepsOf = ({ kind, id }: Operation, part: string) =>
		(places.get(`${kind}/${id}`) ?? []).filter((place) => place.startsWith(`${part}.`)).join(", ");
	const flows = lines.flatMap(({ part, operation, same }): readonly FlowLine[] => {
		if (operation.kind !== "flows" || operation.does === "alter") {
			return [];
		}
		const { ids, firewalls } = words.rows.flow(operation.id);
		return ids.map((row, i) => ({
			part,
			// Whoever removes the rule for the one number takes it from the other.
			action: same === undefined ? operation.does : "keep",
			sameAs: same === undefined ? "" : words.rows.flow(same).ids.join(", "),
			row,
			id: operation.id,
			steps: stepsOf(operation, part),
			item: operation.item,
			...(firewalls[i] === undefined ? {} : { firewall: firewalls[i] }),
		}));
	});
	const records = lines.flatMap(({ part, operation }): readonly Line<DnsRequirement>[] =>
		operation.kind !== "dns"
			? []
			: [
					{
						part,
						action: operation.does,
						row: words.rows.record(operation.id),
						id: operation.id,
						steps: stepsOf(operation, part),
						item: itemOf(operation),
						...(operation.does === "alter" ? { before: operation.before } : {}),
					},
				],
	);
	const balanced = plan.steps.flatMap((step) =>
		step.operations.flatMap((operation): readonly BalancerLine[] => {
			if (operation.kind !== "settings") {
				return [];
			}
			// What another member has from now on stays where it is, and is told once.
			const isKept = step.does === "members";
			if (isKept && !(operation.does === "add" && operation.item.field === BALANCED_MEMBER)) {
				return [];
			}
			const part = PARTS[step.phase];
			const item = itemOf(operation);
			return item.element !== "edge-array" && item.element !== "load-balancer"
				? []
				: [
						{
							part,
							action: isKept ? "keep" : operation.does,
							row: list(words.rows.setting(operation.id)),
							id: operation.id,
							steps: stepsOf(operation, part),
							item,
							balancer: item.element === "load-balancer" ? item.on : balancerOf(input, item.on),
							...(operation.does === "alter" ? { before: operation.before } : {}),
						},
					];
		}),
	);
	return [
		...(balanced.length === 0
			? []
			: [
					{
						path: balancerChangesFile,
						title: "Changes on load balancers",
						content: csvOf(balancerColumns, balanced),
					},
				]),
		...(flows.length === 0
			? []
			: [{ path: firewallChangesFile, title: "Changes of firewall rules", content: csvOf(flowColumns, flows) }]),
		...(records.length === 0
			? []
			: [{ path: dnsChangesFile, title: "Changes of DNS records", content: csvOf(recordColumns, records) }]),
	];
}

const flowColumns: readonly CsvColumn<FlowLine>[] = [
	{ title: "Part", value: ({ part }) => part },
	{ title: "Action", value: ({ action }) => action },
	{ title: "Row", value: ({ row }) => row },
	{ title: "Id", value: ({ id }) => id },
	{ title: "Step", value: ({ steps }) => steps },
	{ title: "Same rule as", value: ({ sameAs }) => sameAs },
	{ title: "Firewall", value: ({ firewall }) => firewall },
	{ title: "Side", value: ({ item }) => item.firewall },
	{ title: "Direction", value: ({ item }) => item.direction },
	{ title: "Source", value: ({ item }) => item.source.label },
	{ title: "Source addresses", value: ({ item }) => list(addressesOf(item.source)) },
	{ title: "Destination", value: ({ item }) => item.destination.label },
	{ title: "Destination addresses", value: ({ item }) => list(addressesOf(item.destination)) },
	{ title: "Protocol", value: ({ item }) => item.protocol },
	{ title: "Ports", value: ({ item }) => item.ports },
	{ title: "Purpose", value: ({ item }) => item.purpose },
	{ title: "Scenarios", value: ({ item }) => item.requiredBy.join(", ") },
	{ title: "Port side", value: ({ item }) => portSideOf(item) },
	{ title: "Also from", value: ({ item }) => list(alsoFrom(item)) },
	{ title: "Missing", value: ({ item }) => list(missingFrom(item)) },
];

const balancerColumns: readonly CsvColumn<BalancerLine>[] = [
	{ title: "Part", value: ({ part }) => part },
	{ title: "Action", value: ({ action }) => action },
	{ title: "Row", value: ({ row }) => row },
	{ title: "Id", value: ({ id }) => id },
	{ title: "Step", value: ({ steps }) => steps },
	{ title: "Load balancer", value: ({ balancer }) => balancer },
	{ title: "Array", value: ({ item }) => (item.element === "edge-array" ? item.on : "") },
	{ title: "Virtual address", value: ({ item }) => item.part },
	{ title: "Value of", value: ({ item }) => item.title },
	{
		title: "Value before",
		value: ({ action, item, before }) => (action === "remove" || action === "keep" ? item.value : before?.value),
	},
	{ title: "Value after", value: ({ action, item }) => (action === "remove" ? "" : item.value) },
];

/** The balancer of an array, in the new state where it has one there. */
function balancerOf({ deployment, before }: ChangeContext["input"], array: string): string | undefined {
	return [deployment, before.deployment].flatMap(
		({ edgeArrays }) => edgeArrays.find(({ name }) => name === array)?.loadBalancer?.name ?? [],
	)[0];
}

const recordColumns: readonly CsvColumn<Line<DnsRequirement>>[] = [
	{ title: "Part", value: ({ part }) => part },
	{ title: "Action", value: ({ action }) => action },
	{ title: "Row", value: ({ row }) => row },
	{ title: "Id", value: ({ id }) => id },
	{ title: "Step", value: ({ steps }) => steps },
	{ title: "View", value: ({ item }) => item.view },
	{ title: "Name", value: ({ item }) => item.name },
	{ title: "Type", value: ({ item }) => item.type },
	{
		title: "Value before",
		value: ({ action, item, before }) => (action === "remove" ? recordValue(item) : recordValue(before)),
	},
	{ title: "Value after", value: ({ action, item }) => (action === "remove" ? "" : recordValue(item)) },
	{ title: "Purpose", value: ({ item }) => item.purpose },
	{ title: "Scenarios", value: ({ item }) => item.requiredBy.join(", ") },
];

/** The address of an A record; target and port of an SRV record. */
function recordValue(record: DnsRequirement | undefined): string | undefined {
	if (record === undefined || record.type === "A") {
		return record?.address;
	}
	return record.target === undefined ? undefined : `${record.target}:${record.port ?? ""}`;
}
