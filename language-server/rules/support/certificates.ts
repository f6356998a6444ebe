import { groupBy, remembered } from "../../basics/collections.js";
import type { CertificateSlotId } from "../../catalog/types.js";
import type { Certificate, Deployment, EdgeServer } from "../../model/deployment.js";
import type { Fix, RelatedPlace, TextEdit } from "../../model/finding.js";
import type { Block, Origin, Reference } from "../../model/origin.js";
import type { CertificateRequirement } from "../../requirements/requirements.js";
import { isBalancedInside } from "../../requirements/resolve.js";
import { MET, type Outcome, type RuleContext, undecided } from "../rule.js";
import { lastReadable, named } from "./completeness.js";
import { insertElement, insertStatement, replace } from "./edits.js";
import { freeName } from "./names.js";

export type EdgeSlotId = Exclude<CertificateSlotId, "reverse-proxy-external">;

/** A place of an edge server that takes a certificate. */
export interface Slot {
	readonly id: EdgeSlotId;
	readonly edge: EdgeServer;
	/** The word to point at: the keyword of the role, or the name of the server. */
	readonly origin: Origin;
	/** Where the assignment is written, and its keyword. */
	readonly block: Block;
	readonly keyword: "certificate" | "internal-certificate" | "authentication-certificate";
	readonly assigned?: Reference;
	/** What follows the server's name in the name of a new certificate. */
	readonly suffix: string;
}

/** A slot together with the certificate that it has. */
export interface AssignedSlot extends Slot {
	readonly assigned: Reference;
	readonly certificate: Certificate;
}

/** The slots of all edge servers. */
export const slotsIn = remembered(({ edgeServers }: Deployment): readonly Slot[] => edgeServers.flatMap(slotsOf));

/** The slot with its certificate, where it has one that the file declares. */
export function assignedIn(slot: Slot, { index }: Deployment): AssignedSlot | undefined {
	const certificate = slot.assigned && index.certificates.get(slot.assigned.name);
	return slot.assigned && certificate ? { ...slot, assigned: slot.assigned, certificate } : undefined;
}

/** What a slot is called in a sentence. */
export function titleOf({ id, edge }: Pick<Slot, "id" | "edge">): string {
	switch (id) {
		case "access-edge-external":
			return `the Access Edge of ${edge.name}`;
		case "web-conferencing-edge-external":
			return `the Web Conferencing Edge of ${edge.name}`;
		case "edge-internal":
			return `the internal interface of ${edge.name}`;
		case "av-authentication":
			return `the A/V authentication of ${edge.name}`;
	}
}

/** The slots of an edge server that its roles bring along. */
function slotsOf(edge: EdgeServer): readonly Slot[] {
	const { accessEdge, webConferencingEdge, avEdge } = edge;
	const slots: Slot[] = [];
	if (accessEdge) {
		slots.push({
			id: "access-edge-external",
			edge,
			origin: accessEdge.origin,
			block: accessEdge.block,
			keyword: "certificate",
			assigned: accessEdge.certificate,
			suffix: "access",
		});
	}
	if (webConferencingEdge) {
		slots.push({
			id: "web-conferencing-edge-external",
			edge,
			origin: webConferencingEdge.origin,
			block: webConferencingEdge.block,
			keyword: "certificate",
			assigned: webConferencingEdge.certificate,
			suffix: "webconf",
		});
	}
	if (accessEdge || webConferencingEdge || avEdge) {
		slots.push({
			id: "edge-internal",
			edge,
			origin: edge.origin,
			block: edge.block,
			keyword: "internal-certificate",
			assigned: edge.internalCertificate,
			suffix: "internal",
		});
	}
	if (avEdge) {
		slots.push({
			id: "av-authentication",
			edge,
			origin: avEdge.origin,
			block: avEdge.block,
			keyword: "authentication-certificate",
			assigned: avEdge.authenticationCertificate,
			suffix: "av-auth",
		});
	}
	return slots;
}

/** A name that a certificate has to carry, and the word that gives it. */
export interface ExpectedName {
	readonly name: string;
	readonly origin: Origin;
}

/**
 * The subjects that are right for a slot: in an array that of its virtual address, else that of the server or role.
 * Empty where the file does not give the name. A certificate for A/V authentication may have any subject; the internal
 * FQDN is the usual one.
 */
export function expectedNames({ id, edge }: Slot, deployment: Deployment): readonly ExpectedName[] {
	const isBalanced = id !== "edge-internal" || isBalancedInside(deployment, edge);
	const virtual = (isBalanced ? deployment.index.arrayOf.get(edge.name)?.virtualAddresses : undefined) ?? [];
	const isOurs = (side: "internal" | "external", role?: string) =>
		virtual
			.filter((address) => address.side.value === side && (role === undefined || address.role === role))
			.flatMap(({ fqdn }) => (fqdn ? [{ name: fqdn.value, origin: fqdn.origin }] : []));
	const shared = {
		"access-edge-external": () => isOurs("external", "access-edge"),
		"web-conferencing-edge-external": () => isOurs("external", "web-conferencing-edge"),
		"edge-internal": () => isOurs("internal"),
		"av-authentication": () => isOurs("internal"),
	}[id]();
	if (shared.length > 0) {
		return shared;
	}
	if (id === "edge-internal" && isBalanced && deployment.index.arrayOf.has(edge.name)) {
		// The members have the name of the internal virtual address in common, and that it is missing is another mistake.
		return [];
	}
	const own = {
		"access-edge-external": edge.accessEdge?.external?.fqdn,
		"web-conferencing-edge-external": edge.webConferencingEdge?.external?.fqdn,
		"edge-internal": edge.fqdn,
		"av-authentication": edge.fqdn,
	}[id];
	return own ? [{ name: own.value, origin: own.origin }] : [];
}

/**
 * Whether the file speaks of certificates at all. Until it does they are what the plan derives, and a missing one is no
 * mistake; from then on a slot without one has been forgotten.
 */
export function statesCertificates(deployment: Deployment): boolean {
	return (
		deployment.certificates.length > 0 ||
		slotsIn(deployment).some((slot) => slot.assigned) ||
		deployment.reverseProxies.some((proxy) => proxy.publishes.some((publish) => publish.certificate))
	);
}

/** What a rule adds to the finding of a slot without certificate. */
export interface Addition {
	readonly related: readonly RelatedPlace[];
	/** Likelier than what is offered otherwise. */
	readonly fix: Fix;
}

/** A finding for every slot of a kind that has no certificate, in a file that states certificates. */
export function* findUnassigned(
	context: RuleContext,
	id: EdgeSlotId,
	message: (server: string) => string,
	addition?: (slot: Slot) => Addition | undefined,
): Iterable<Outcome> {
	const { deployment } = context;
	const areStated = statesCertificates(deployment);
	// A sound file has nothing to be offered, so the looking through waits for the first finding.
	let offers: Offers | undefined;
	for (const slot of slotsIn(deployment)) {
		if (slot.id !== id) {
			continue;
		}
		if (slot.assigned) {
			yield deployment.index.certificates.has(slot.assigned.name)
				? MET
				: undecided(slot.edge, `a certificate ${slot.assigned.name}`);
		} else if (!areStated || !slot.edge.block.complete) {
			yield undecided(slot.edge, "its certificates");
		} else {
			offers ??= new Offers(context);
			const offered = offers.fixesFor(slot);
			const added = addition?.(slot);
			yield {
				message: message(slot.edge.name),
				at: slot.origin,
				...(added && { related: added.related }),
				fixes: added ? [added.fix, ...offered.map((fix) => ({ ...fix, preferred: false }))] : offered,
			};
		}
	}
}

function certificatesBySubject(deployment: Deployment): ReadonlyMap<string | undefined, readonly Certificate[]> {
	return groupBy(named(deployment.certificates), (certificate) => certificate.subject?.value);
}

/** What can be offered to a slot. Looks the deployment through once, however many slots ask. */
class Offers {
	private readonly bySubject: ReadonlyMap<string | undefined, readonly Certificate[]>;
	/** The slots that a certificate serves already, as "slot array" or "slot server". */
	private readonly uses = new Map<string, Set<string>>();
	private readonly requirements = new Map<string, CertificateRequirement>();

	constructor(private readonly context: RuleContext) {
		const { deployment, requirements } = context;
		this.bySubject = certificatesBySubject(deployment);
		const add = (certificate: Reference, use: string) =>
			this.uses.set(certificate.name, (this.uses.get(certificate.name) ?? new Set()).add(use));
		for (const slot of slotsIn(deployment)) {
			if (slot.assigned) {
				add(slot.assigned, this.useOf(slot));
			}
		}
		for (const { name, avEdge } of deployment.edgeServers) {
			if (avEdge?.certificate) {
				add(avEdge.certificate, `av-edge-external ${name}`);
			}
		}
		for (const requirement of requirements.certificates) {
			this.requirements.set(`${requirement.slot} ${requirement.server}`, requirement);
		}
	}

	private useOf({ id, edge }: Slot): string {
		return `${id} ${this.context.deployment.index.arrayOf.get(edge.name)?.name ?? edge.name}`;
	}

	fixesFor(slot: Slot): readonly Fix[] {
		const names = expectedNames(slot, this.context.deployment).map(({ name }) => name);
		const fitting = names
			.flatMap((name) => this.bySubject.get(name) ?? [])
			// A certificate that serves another place is not reused; members of an array share theirs.
			.filter(({ name }) => [...(this.uses.get(name) ?? [])].every((use) => use === this.useOf(slot)));
		const assign = fitting.map(
			(certificate): Fix => ({
				title: `Assign the certificate ${certificate.name}`,
				edits: [insertStatement(slot.block, `${slot.keyword} ${certificate.name}`)],
				safety: fitting.length === 1 ? "safe" : "unsafe",
				preferred: fitting.length === 1,
			}),
		);
		const [name] = names;
		return name === undefined ? assign : [...assign, this.create(slot, name, fitting.length === 0)];
	}

	private create(slot: Slot, subject: string, preferred: boolean): Fix {
		const { name, edit } = newCertificate(
			this.context,
			slot,
			subject,
			this.requirements.get(`${slot.id} ${slot.edge.name}`),
		);
		return {
			title: `Add a certificate ${name} for ${subject}`,
			edits: [insertStatement(slot.block, `${slot.keyword} ${name}`), edit],
			safety: "unsafe",
			preferred,
		};
	}
}

/** A certificate that a slot needs, as the plan derives it, under a name that is free. */
export function newCertificate(
	{ deployment, catalogue }: RuleContext,
	slot: Slot,
	subject: string,
	requirement: CertificateRequirement | undefined,
): { readonly name: string; readonly edit: TextEdit } {
	const fact = catalogue.certificateSlots[slot.id];
	const holder = deployment.index.arrayOf.get(slot.edge.name)?.name ?? slot.edge.name;
	const name = freeName(deployment, `${holder}-${slot.suffix}`);
	const sans = (requirement?.sans ?? []).filter((san) => san !== subject);
	const neighbour =
		lastReadable(deployment.certificates) ??
		lastReadable(deployment.reverseProxies) ??
		lastReadable(deployment.edgeServers) ??
		slot.edge;
	const edit = insertElement(
		neighbour.block,
		{
			head: `certificate ${name}`,
			body: [
				`subject ${subject}`,
				...(sans.length > 0 ? [`san ${sans.join(", ")}`] : []),
				`issuer ${requirement?.issuer ?? fact.usualIssuer}`,
				`usage ${(requirement?.eku ?? fact.usages).join(", ")}`,
				...(requirement?.exportable ? ["exportable"] : []),
			],
		},
		neighbour.kind === "certificate" ? "list" : "paragraph",
	);
	return { name, edit };
}

/** The subjects that a slot needs, where its certificate states another one. */
export function mismatch({ certificate, ...slot }: AssignedSlot, deployment: Deployment): readonly ExpectedName[] {
	const expected = slot.id === "av-authentication" ? [] : expectedNames(slot, deployment);
	const subject = certificate.subject?.value;
	return subject === undefined || expected.some(({ name }) => name === subject) ? [] : expected;
}

/**
 * A finding for every certificate that is assigned to a slot of these kinds with another subject than it needs.
 *
 * @param isOthers whether another rule speaks of the slot
 */
export function* findMismatches(
	deployment: Deployment,
	ids: readonly EdgeSlotId[],
	message: (slot: Slot, certificate: string, subject: string, expected: readonly string[]) => string,
	isOthers: (slot: AssignedSlot) => boolean = () => false,
): Iterable<Outcome> {
	const seen = new Set<string>();
	let bySubject: ReturnType<typeof certificatesBySubject> | undefined;
	for (const slot of slotsIn(deployment)) {
		if (!ids.includes(slot.id) || slot.edge.name === "" || !slot.assigned) {
			continue;
		}
		const assigned = assignedIn(slot, deployment);
		const subject = assigned?.certificate.subject;
		const expected = expectedNames(slot, deployment);
		if (!assigned || !subject) {
			yield undecided(slot.edge, `the subject of ${slot.assigned.name}`);
			continue;
		}
		if (expected.length === 0) {
			yield undecided(slot.edge, `the name of ${titleOf(slot)}`);
			continue;
		}
		if (isOthers(assigned)) {
			continue;
		}
		const names = expected.map(({ name }) => name);
		if (names.includes(subject.value)) {
			yield MET;
			continue;
		}
		// The members of an array share a certificate; its subject is wrong once.
		const { certificate } = assigned;
		const mistake = `${certificate.name} ${slot.id} ${names.join(" ")}`;
		if (seen.has(mistake)) {
			continue;
		}
		seen.add(mistake);
		bySubject ??= certificatesBySubject(deployment);
		yield {
			message: message(slot, certificate.name, subject.value, names),
			at: subject.origin,
			related: [
				...expected.map(needed),
				{ message: `Assigned to ${slot.edge.name} here`, origin: slot.assigned.origin },
			],
			fixes: [
				...correct(bySubject, slot, slot.assigned, certificate, names),
				...(slot.keyword === "certificate" ? renameHosts(expected, subject.value) : []),
			],
		};
	}
}

/** Outside names may be the ones that are wrong; those of a computer are its own. A pattern is no name of a host. */
function renameHosts(expected: readonly ExpectedName[], subject: string): readonly Fix[] {
	return subject.startsWith("*")
		? []
		: expected.map(({ name, origin }) => ({
				title: `Change the external FQDN ${name} to ${subject}`,
				edits: [replace(origin, subject)],
				safety: "unsafe",
				preferred: false,
			}));
}

function needed({ name, origin }: ExpectedName): RelatedPlace {
	return { message: `The name that has to be on it: ${name}`, origin };
}

/** Another certificate that has the right subject is the likelier cure than to change this one. */
function correct(
	bySubject: ReadonlyMap<string | undefined, readonly Certificate[]>,
	slot: Slot,
	assigned: Reference,
	certificate: Certificate,
	names: readonly string[],
): readonly Fix[] {
	const others = names.flatMap((name) => bySubject.get(name) ?? []);
	const origin = certificate.subject?.origin;
	return [
		...others.map(
			(other): Fix => ({
				title: `Assign the certificate ${other.name} to ${slot.edge.name} instead`,
				edits: [replace(assigned.origin, other.name)],
				safety: "unsafe",
				preferred: others.length === 1,
			}),
		),
		...names.flatMap((name): readonly Fix[] =>
			origin
				? [
						{
							title: `Change the subject of ${certificate.name} to ${name}`,
							edits: [replace(origin, name)],
							safety: "unsafe",
							preferred: others.length === 0 && names.length === 1,
						},
					]
				: [],
		),
	];
}
