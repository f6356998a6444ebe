import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChangePlan, changePlan } from "../../language-server/reports/runbook/change/change-plan.js";
import { changesBetween, identifyAll, requirementKinds } from "../../language-server/requirements/changes.js";
import type { Requirements } from "../../language-server/requirements/requirements.js";
import { randomVariants } from "../requirements/random-topologies.js";
import { catalogue, requirementsOf } from "../requirements/support.js";
import { applyOperation, type State } from "./change-state.js";

const EXAMPLES = ["consolidated", "single-site", "scaled-single-site", "multiple-site"] as const;
const exampleOf = (name: string) => readFileSync(join("examples", `${name}.ocsedge`), "utf8");
const edited = fc.constantFrom(...EXAMPLES).chain((name) => randomVariants(exampleOf(name)));
const pairs = fc.oneof(
	edited.map(([before, after]) => [before, after] as const),
	fc.tuple(edited, edited).map(([[one], [other]]) => [one, other] as const),
);

function stateOf(requirements: Requirements): State {
	const list = <T>(items: readonly { readonly id: string; readonly item: T }[]) =>
		new Map(items.map(({ id, item }) => [id, [item]]));
	return {
		flows: list(identifyAll.flows(requirements.flows)),
		dns: list(identifyAll.dns(requirements.dns)),
		certificates: list(identifyAll.certificates(requirements.certificates)),
		trust: list(identifyAll.trust(requirements.trust)),
		settings: list(identifyAll.settings(requirements.settings)),
		tasks: list(identifyAll.tasks(requirements.tasks)),
	};
}

const sorted = (state: State) =>
	requirementKinds.map((kind) => [kind, [...state[kind]].sort(([a], [b]) => (a < b ? -1 : 1))]);

const operationsOf = ({ steps, silent }: ChangePlan) => [...steps.flatMap((step) => step.operations), ...silent];

function planOf(oldText: string, newText: string) {
	const before = requirementsOf(oldText);
	const after = requirementsOf(newText);
	return { before, after, plan: changePlan(before, after, changesBetween(before, after), catalogue) };
}

/** The fields of which there is one, so that another entry takes the place of this one. */
const single = new Set([
	"next-hop",
	"federation-route",
	"external-web-farm",
	"av-authentication-service",
	"mediation-av-edge",
]);

describe("the steps of a change", () => {
	it("lead from the old requirements to exactly the new ones", () => {
		fc.assert(
			fc.property(pairs, ([oldText, newText]) => {
				const { before, after, plan } = planOf(oldText, newText);
				const end = operationsOf(plan).reduce(applyOperation, stateOf(before));
				expect(sorted(end)).toEqual(sorted(stateOf(after)));
			}),
			{ numRuns: 60 },
		);
	});

	it("never remove something before its replacement is there", () => {
		fc.assert(
			fc.property(pairs, ([oldText, newText]) => {
				const { before, after, plan } = planOf(oldText, newText);
				const goal = stateOf(after);
				let state = stateOf(before);
				for (const operation of operationsOf(plan)) {
					state = applyOperation(state, operation);
					if (operation.does !== "remove") {
						continue;
					}
					const { kind, id } = operation;
					// The same requirement with its new values …
					expect([id, state[kind].get(id) ?? []]).toEqual([id, goal[kind].get(id) ?? []]);
					// … or another one in a field that holds one value.
					if (operation.kind === "trust" && single.has(operation.item.template)) {
						const { template, on } = operation.item;
						const has = (one: State) =>
							[...one.trust.values()].flat().some((entry) => entry.template === template && entry.on === on);
						expect([id, has(state)]).toEqual([id, has(goal)]);
					}
				}
			}),
			{ numRuns: 60 },
		);
	});

	it("add everything first, and remove at the very end", () => {
		fc.assert(
			fc.property(pairs, ([oldText, newText]) => {
				const { plan } = planOf(oldText, newText);
				const order = plan.steps.map(({ phase }) => ["add", "switch", "remove"].indexOf(phase));
				expect(order).toEqual(order.toSorted((a, b) => a - b));
				expect(new Set(plan.steps.map(({ id }) => id)).size).toBe(plan.steps.length);
				for (const { phase, operations } of plan.steps) {
					for (const { does } of operations) {
						expect(phase === "add" ? ["add"] : phase === "remove" ? ["remove"] : ["add", "alter", "remove"]).toContain(
							does,
						);
					}
				}
			}),
			{ numRuns: 30 },
		);
	});

	it("are none between a topology and itself", () => {
		const text = exampleOf("multiple-site");
		expect(operationsOf(planOf(text, text).plan)).toEqual([]);
	});
});

describe("a change in a safe order", () => {
	const base = exampleOf("consolidated");
	const shown = (oldText: string, newText: string) =>
		planOf(oldText, newText).plan.steps.map(({ task, id }) => `${task} ${id}`);

	it("a new media address: the rules first, the switch with its restart, the old rules last", () => {
		const steps = shown(base, base.replaceAll("131.107.155.12", "131.107.155.22"));
		const at = (id: string) => steps.findIndex((step) => step.endsWith(` ${id}`));
		expect(at("add/flows/external/E7/edge1/udp")).toBeGreaterThanOrEqual(0);
		expect(at("add/settings/edge-server/edge1/external adapter/address/131.107.155.22")).toBeGreaterThanOrEqual(0);
		const order = [
			"add/flows/external/E7/edge1/udp",
			"switch/settings/edge-server/edge1/A/V Edge/external-address",
			"switch/restart/edge1",
			"switch/dns/external/A/av.contoso.com",
			"remove/flows/external/E7/edge1/udp",
			"remove/settings/edge-server/edge1/external adapter/address/131.107.155.12",
		].map(at);
		expect(order).not.toContain(-1);
		expect(order).toEqual(order.toSorted((a, b) => a - b));
	});

	it("a certificate with another name is requested, assigned, and the old one removed", () => {
		const steps = planOf(base, base.replace("sip-domain           contoso.com", "sip-domain contoso.com, fabrikam.net"))
			.plan.steps;
		const own = steps.filter(({ id }) => id.endsWith("certificates/edge1/access-edge-external"));
		expect(own.map(({ phase, does }) => [phase, does])).toEqual([
			["add", "entry"],
			["switch", "assign"],
			["remove", "entry"],
		]);
		const restart = steps.find(({ does }) => does === "restart");
		expect(restart).toMatchObject({ on: "edge1", roles: ["access-edge"], phase: "switch" });
	});

	it("a certificate of another authority is requested, assigned, taken up, and the old one removed", () => {
		const [head = "", rest = ""] = base.split("certificate edge1-int {");
		const newer = `${head}certificate edge1-int {${rest.replace(/issuer\s+internal/, "issuer public")}`;
		expect(shown(base, newer)).toEqual([
			"configure-certificates add/certificates/edge1/edge-internal",
			"configure-certificates switch/certificates/edge1/edge-internal",
			"start-services switch/restart/edge1",
			"configure-certificates remove/certificates/edge1/edge-internal",
		]);
	});

	it("the one A/V authentication service of a pool is replaced at once", () => {
		const newer = base.replaceAll("edge1", "edge9");
		const step = planOf(base, newer).plan.steps.find(({ id }) => id.startsWith("switch/trust/internal/av-auth"));
		expect(step?.operations.map(({ does }) => does)).toEqual(["add", "remove"]);
	});

	it("a new edge server comes task by task, and one that goes is stopped before it is deactivated", () => {
		const extra = base.slice(base.indexOf("edge-server edge1"), base.indexOf("reverse-proxy isa1"));
		const newer = `${base}\n${extra.replaceAll("edge1", "edge2").replaceAll("131.107.155.1", "131.107.155.3")}`;
		const added = planOf(base, newer).plan;
		expect(added.newServers).toEqual(["edge2"]);
		expect(added.steps.filter(({ does }) => does === "server").map(({ task }) => task)).toEqual([
			"install-edge-servers",
			"configure-edge-servers",
			"configure-certificates",
			"start-services",
		]);
		const removed = planOf(newer, base).plan;
		expect(removed.goneServers).toEqual(["edge2"]);
		expect(removed.steps.filter(({ does }) => does === "server").map(({ task }) => task)).toEqual([
			"start-services",
			"configure-certificates",
			"configure-edge-servers",
			"install-edge-servers",
		]);
	});

	it("a role that needs an address of another element is configured for it and started when it has moved", () => {
		const scaled = exampleOf("scaled-single-site");
		// The A/V Edge of av1 goes to a new computer, with its address.
		const newer = scaled.replaceAll("av1", "av9");
		const { steps } = planOf(scaled, newer).plan;
		const start = steps.findIndex(
			({ does, on, task }) => does === "server" && on === "av9" && task === "start-services",
		);
		const taken = steps.findIndex((step) => step.does === "entry" && step.takes?.to === "av9");
		expect(steps[start]?.phase).toBe("switch");
		expect(taken).toBeGreaterThanOrEqual(0);
		expect(taken).toBeLessThan(start);
		// The same on a computer that stays: the address of the array comes back to one of its members.
		const [scaledOut, single] = ["scaled/new", "scaled/old"].map((name) =>
			readFileSync(join(import.meta.dirname, "diff", `${name}.ocsedge`), "utf8"),
		);
		const back = planOf(scaledOut ?? "", single ?? "").plan.steps;
		const listens = back.find(({ id }) => id.endsWith("edge-server/edge1/A/V Edge/external-address"));
		expect(listens).toMatchObject({ phase: "switch", does: "entry" });
		expect(back.find(({ id }) => id === "switch/start/edge1")).toMatchObject({ roles: ["av-edge"], first: true });
		expect(back.find(({ id }) => id === "add/start/edge1")).toBeUndefined();
	});

	it("an array is set up, or taken away, as one thing", () => {
		const [old = "", next = ""] = ["scaled/old", "scaled/new"].map((name) =>
			readFileSync(join(import.meta.dirname, "diff", `${name}.ocsedge`), "utf8"),
		);
		const steps = planOf(old, next).plan.steps.filter(({ team }) => team === "load-balancers");
		expect(steps.filter(({ does }) => does === "element").map(({ on }) => on)).toEqual([
			"edge-balancer",
			"access",
			"media",
		]);
		const later = steps.flatMap((step) => (step.does === "element" ? step.later : []));
		const taken = steps.flatMap((step) => (step.does === "entry" && step.takes ? [step.takes] : []));
		expect(taken.length).toBeGreaterThan(0);
		expect(later).toEqual(taken);
		// What is left are the addresses that the array takes over.
		expect(steps.filter(({ does }) => does !== "element").every((step) => step.does === "entry" && step.takes)).toBe(
			true,
		);
	});

	it("a role that leaves a computer is stopped and deactivated before its certificate is removed", () => {
		const [old = "", next = ""] = ["scaled/old", "scaled/new"].map((name) =>
			readFileSync(join(import.meta.dirname, "diff", `${name}.ocsedge`), "utf8"),
		);
		const ids = planOf(old, next).plan.steps.map(({ id }) => id);
		const at = (id: string) => ids.indexOf(id);
		expect(at("remove/settings/edge-server/edge1/role/av-edge")).toBeGreaterThan(0);
		expect(at("remove/certificates/edge1/av-authentication")).toBeGreaterThan(
			at("remove/settings/edge-server/edge1/role/av-edge"),
		);
		expect(ids.filter((id) => id.startsWith("remove/settings/edge-server/edge1/A/V Edge/"))).toEqual([]);
	});

	it("a rule or entry that the new state needs under another name is marked, and never just removed", () => {
		fc.assert(
			fc.property(pairs, ([oldText, newText]) => {
				const { after, plan } = planOf(oldText, newText);
				for (const step of plan.steps) {
					if (step.does !== "entry" || step.phase !== "remove" || step.operation.kind !== "trust") {
						continue;
					}
					if (step.operation.does !== "remove" || step.besides || step.same !== undefined) {
						continue;
					}
					const { template, on, value, port, fields } = step.operation.item;
					const isNeeded = after.trust.some(
						(entry) =>
							entry.template === template &&
							entry.on === on &&
							entry.value === value &&
							entry.port === port &&
							JSON.stringify(entry.fields) === JSON.stringify(fields),
					);
					expect(value !== undefined && isNeeded).toBe(false);
				}
			}),
			{ numRuns: 30 },
		);
	});

	it("an address that another computer takes over is given up first, and both are part of the switch", () => {
		const plan = planOf(exampleOf("consolidated"), base.replaceAll("edge-server edge1", "edge-server edge9")).plan;
		const moved = plan.steps.filter((step) => step.does === "entry" && (step.takes ?? step.gives) !== undefined);
		expect(plan.moves.map(({ address, from, to }) => [address, from, to])).toContainEqual([
			"131.107.155.10",
			"edge1",
			"edge9",
		]);
		expect(moved.every(({ phase }) => phase === "switch")).toBe(true);
		const kinds = moved.map((step) => (step.does === "entry" && step.gives !== undefined ? "gives" : "takes"));
		expect(kinds).toEqual(kinds.toSorted());
	});
});
