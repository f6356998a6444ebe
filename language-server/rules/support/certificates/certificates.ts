import { groupBy, once, remembered } from "../../../basics/collections.js";
import { alternatives } from "../../../basics/sentences.js";
import type { CertificateSlotId, EdgeRoleId } from "../../../catalog/types.js";
import type { Certificate, Deployment, EdgeArray, EdgeServer } from "../../../model/deployment.js";
import { roleOf, rolesOf } from "../../../model/edge-roles.js";
import type { Fix, RelatedPlace, TextEdit } from "../../../model/finding.js";
import type { Block, Origin, Reference } from "../../../model/origin.js";
import type { CertificateRequirement } from "../../../requirements/requirements.js";
import { isBalancedInside } from "../../../requirements/resolve.js";
import { MET, type Outcome, type RuleContext, undecided } from "../../rule.js";
import { lastReadable, named } from "../completeness.js";
import { insertElement, insertStatement, replace } from "../edits.js";
import { freeName } from "../names.js";

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
	/** The subjects that are right here; empty where the file does not give the name. */
	readonly expected: readonly ExpectedName[];
}

/** A name that a certificate has to carry, and the word that gives it. */
export interface ExpectedName {
	readonly name: string;
	readonly origin: Origin;
}

/** A slot together with the certificate that it has. */
export interface AssignedSlot extends Slot {
	readonly assigned: Reference;
	readonly certificate: Certificate;
}

/** The slots of all edge servers. */
export const slotsIn = remembered((deployment: Deployment): readonly Slot[] => {
	const agreed = namesOnWhichMembersAgree(deployment);
	return deployment.edgeServers.flatMap((edge) =>
		slotsOf(edge).map((slot) => ({ ...slot, expected: expectedNames(slot, deployment, agreed) })),
	);
});

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
function slotsOf(edge: EdgeServer): readonly Omit<Slot, "expected">[] {
	const { accessEdge, webConferencingEdge, avEdge } = edge;
	const slots: Omit<Slot, "expected">[] = [];
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

/**
 * The subjects that are right for a slot: in an array that of its virtual address, else that of the server or role.
 * Inside, the members of an array have no name in common until its virtual address is stated. Outside it is the one on
 * which they all agree. A certificate for A/V authentication may have any subject; the internal FQDN is the usual one.
 */
function expectedNames(
	{ id, edge }: Omit<Slot, "expected">,
	deployment: Deployment,
	agreed: AgreedNames,
): readonly ExpectedName[] {
	const isShared = id !== "edge-internal" || isBalancedInside(deployment, edge);
	const array = isShared ? deployment.index.arrayOf.get(edge.name) : undefined;
	const outside = OUTSIDE[id];
	const virtual = (array?.virtualAddresses ?? []).filter(({ side, role }) =>
		outside ? side.value === "external" && role === outside : side.value === "internal",
	);
	if (virtual.length > 0) {
		const names = virtual.flatMap(({ fqdn }) => (fqdn ? [{ name: fqdn.value, origin: fqdn.origin }] : []));
		return names.length === virtual.length ? names : [];
	}
	const own = outside ? roleOf(edge, outside)?.external?.fqdn : edge.fqdn;
	const isOpen = array && (outside ? agreed.get(array)?.get(outside) !== own?.value : id === "edge-internal");
	return own && !isOpen ? [{ name: own.value, origin: own.origin }] : [];
}

/** The role whose external name a certificate carries. */
const OUTSIDE: Readonly<Record<EdgeSlotId, EdgeRoleId | undefined>> = {
	"access-edge-external": "access-edge",
	"web-conferencing-edge-external": "web-conferencing-edge",
	"edge-internal": undefined,
	"av-authentication": undefined,
};

/** The external name of a role that all members of an array state; undefined where they do not agree. */
type AgreedNames = ReadonlyMap<EdgeArray, ReadonlyMap<EdgeRoleId, string | undefined>>;

function namesOnWhichMembersAgree({ edgeServers, index }: Deployment): AgreedNames {
	const agreed = new Map<EdgeArray, Map<EdgeRoleId, string | undefined>>();
	for (const edge of edgeServers) {
		const array = index.arrayOf.get(edge.name);
		if (!array) {
			continue;
		}
		const names = agreed.get(array) ?? new Map<EdgeRoleId, string | undefined>();
		agreed.set(array, names);
		for (const { role, external } of rolesOf(edge)) {
			const name = external?.fqdn?.value;
			names.set(role, names.has(role) && names.get(role) !== name ? undefined : name);
		}
	}
	return agreed;
}

/**
 * Whether the file speaks of certificates at all. Until it does they are what the plan derives, and a missing one is no
 * mistake; from then on a slot without one has been forgotten.
 */
function statesCertificates(deployment: Deployment): boolean {
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

/**
 * A finding for every slot of a kind that has no certificate, in a file that states certificates.
 *
 * @param message what is missing and why it matters; the finding goes on with the subject
 */
export function* findUnassigned(
	context: RuleContext,
	id: EdgeSlotId,
	message: (server: string) => string,
	addition?: (slot: Slot) => Addition | undefined,
): Iterable<Outcome> {
	const { deployment } = context;
	const areStated = statesCertificates(deployment);
	// A sound file has nothing to be offered, so the looking through waits for the first finding.
	const offers = once(() => new Offers(context));
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
			const offered = offers().fixesFor(slot);
			const added = addition?.(slot);
			yield {
				message: `${message(slot.edge.name)} ${advice(slot)}`,
				at: slot.origin,
				...(added && { related: added.related }),
				fixes: added ? [added.fix, ...offered.map((fix) => ({ ...fix, preferred: false }))] : offered,
			};
		}
	}
}

/** Which certificate to assign: the subject decides, except for A/V authentication, which has one to itself. */
function advice({ id, edge, expected }: Slot): string {
	const names = alternatives(expected.map(({ name }) => name));
	if (id === "av-authentication") {
		return "Assign a certificate of its own.";
	}
	// A server that has a name, and none to expect, is a member of an array that has no internal one yet.
	const inside = edge.fqdn ? "the FQDN of the internal virtual address" : "its internal FQDN";
	const unknown = id === "edge-internal" ? inside : "its external FQDN";
	return `Assign a certificate ${names === "" ? `whose subject is ${unknown}` : `with the subject ${names}`}.`;
}

const certificatesBySubject = remembered(
	(deployment: Deployment): ReadonlyMap<string | undefined, readonly Certificate[]> =>
		groupBy(named(deployment.certificates), (certificate) => certificate.subject?.value),
);

/** What can be offered to a slot. Looks the deployment through once, however many slots ask. */
class Offers {
	/** The places that a certificate serves rightly: "slot array", "slot server", or "elsewhere". */
	private readonly uses = new Map<string, Set<string>>();
	/** The places that have no certificate, by the subjects that they could take. */
	private readonly wanting = new Map<string, Set<string>>();
	private readonly requirements = new Map<string, CertificateRequirement>();

	constructor(private readonly context: RuleContext) {
		const { deployment, requirements } = context;
		for (const slot of slotsIn(deployment)) {
			const assigned = assignedIn(slot, deployment);
			if (assigned && mismatch(assigned).length === 0) {
				add(this.uses, assigned.certificate.name, this.useOf(slot));
			}
			for (const { name } of slot.assigned ? [] : slot.expected) {
				add(this.wanting, name, this.useOf(slot));
			}
		}
		for (const { name } of usedOutsideSlots(deployment)) {
			add(this.uses, name, "elsewhere");
		}
		for (const requirement of requirements.certificates) {
			this.requirements.set(`${requirement.slot} ${requirement.server}`, requirement);
		}
	}

	private useOf({ id, edge }: Slot): string {
		return `${id} ${this.context.deployment.index.arrayOf.get(edge.name)?.name ?? edge.name}`;
	}

	/** Whether the certificate serves no other place; members of an array share theirs. */
	private isFree(certificate: Certificate, slot: Slot): boolean {
		return [...(this.uses.get(certificate.name) ?? [])].every((use) => use === this.useOf(slot));
	}

	/** The declared certificates that have a right subject and serve no other place. */
	fitting(slot: Slot): readonly Certificate[] {
		const bySubject = certificatesBySubject(this.context.deployment);
		return slot.expected
			.flatMap(({ name }) => bySubject.get(name) ?? [])
			.filter((certificate) => this.isFree(certificate, slot));
	}

	/** Whether no other place without a certificate could have been meant. */
	private isSure(certificate: Certificate): boolean {
		return this.wanting.get(certificate.subject?.value ?? "")?.size === 1;
	}

	fixesFor(slot: Slot): readonly Fix[] {
		const fitting = this.fitting(slot);
		const [only, second] = fitting;
		const sure = only && !second && this.isSure(only) ? only : undefined;
		const assign = fitting.map(
			(certificate): Fix => ({
				title: `Assign the certificate ${certificate.name}`,
				edits: [insertStatement(slot.block, `${slot.keyword} ${certificate.name}`)],
				safety: certificate === sure ? "safe" : "unsafe",
				preferred: certificate === sure,
			}),
		);
		const name = slot.expected[0]?.name;
		return name === undefined ? assign : [...assign, this.create(slot, name, fitting.length === 0)];
	}

	private create(slot: Slot, subject: string, preferred: boolean): Fix {
		const { name, edit } = this.newCertificate(slot, subject);
		return {
			title: `Add a certificate ${name} for ${subject}`,
			edits: [insertStatement(slot.block, `${slot.keyword} ${name}`), edit],
			safety: "unsafe",
			preferred,
		};
	}

	private newCertificate(slot: Slot, subject: string): NewCertificate {
		const requirement = this.requirements.get(`${slot.id} ${slot.edge.name}`);
		return newCertificate(this.context, slot, subject, requirement);
	}

	/**
	 * What mends a slot whose certificate has another subject. A certificate with the right one is the likeliest cure. One
	 * that is right in another place keeps its subject; this place then needs one of its own.
	 */
	fixesForMismatch({ certificate, assigned, ...slot }: AssignedSlot): readonly Fix[] {
		const { origin } = certificate.subject ?? {};
		const names = slot.expected.map(({ name }) => name);
		const fitting = this.fitting(slot);
		const isRightElsewhere = this.uses.has(certificate.name);
		const isAlone = fitting.length === 0 && names.length === 1;
		return [
			...fitting.map(
				(other): Fix => ({
					title: `Assign the certificate ${other.name} to ${slot.edge.name} instead`,
					edits: [replace(assigned.origin, other.name)],
					safety: "unsafe",
					preferred: fitting.length === 1,
				}),
			),
			...names.flatMap((name): readonly Fix[] => {
				if (isRightElsewhere) {
					const added = this.newCertificate(slot, name);
					return [
						{
							title: `Add a certificate ${added.name} for ${name}`,
							edits: [replace(assigned.origin, added.name), added.edit],
							safety: "unsafe",
							preferred: isAlone,
						},
					];
				}
				return origin
					? [
							{
								title: `Change the subject of ${certificate.name} to ${name}`,
								edits: [replace(origin, name)],
								safety: "unsafe",
								preferred: isAlone,
							},
						]
					: [];
			}),
		];
	}
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
	const set = sets.get(key);
	if (set) {
		set.add(value);
	} else {
		sets.set(key, new Set([value]));
	}
}

interface NewCertificate {
	readonly name: string;
	readonly edit: TextEdit;
}

/** A certificate that a slot needs, as the plan derives it, under a name that is free. */
export function newCertificate(
	{ deployment, catalogue }: RuleContext,
	slot: Slot,
	subject: string,
	requirement: CertificateRequirement | undefined,
): NewCertificate {
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
export function mismatch({ certificate, id, expected }: AssignedSlot): readonly ExpectedName[] {
	const subject = certificate.subject?.value;
	return id === "av-authentication" || subject === undefined || expected.some(({ name }) => name === subject)
		? []
		: expected;
}

/** What decides whether a certificate was meant for another place. */
interface Places {
	/** The subjects that some slot expects. */
	readonly subjects: ReadonlySet<string>;
	/** Where each certificate is assigned: the kinds of slots, or that it is none of an edge server. */
	readonly uses: ReadonlyMap<string, ReadonlySet<string>>;
}

const placesIn = remembered((deployment: Deployment): Places => {
	const uses = new Map<string, Set<string>>();
	const slots = slotsIn(deployment);
	for (const { id, assigned } of slots) {
		if (assigned) {
			add(uses, assigned.name, id);
		}
	}
	for (const { name } of usedOutsideSlots(deployment)) {
		add(uses, name, "elsewhere");
	}
	return { uses, subjects: new Set(slots.flatMap(({ expected }) => expected.map(({ name }) => name))) };
});

/** The certificates of the external side of A/V Edges, of reverse proxies and of internal servers. */
function usedOutsideSlots({ edgeServers, reverseProxies, internalServers }: Deployment): readonly Reference[] {
	return [
		...edgeServers.map(({ avEdge }) => avEdge?.certificate),
		...reverseProxies.flatMap(({ publishes }) => publishes.map(({ certificate }) => certificate)),
		...internalServers.map(({ certificate }) => certificate),
	].filter((reference) => reference !== undefined);
}

/**
 * Whether a slot has a certificate that was meant for another place: it is used there, its subject is right there, or a
 * certificate with the subject that is right here waits for its use. That is one mistake, and what else does not fit
 * follows from it.
 */
export function isMisplaced(assigned: AssignedSlot, deployment: Deployment): boolean {
	const wanted = mismatch(assigned);
	if (wanted.length === 0) {
		return false;
	}
	const { certificate, id } = assigned;
	const { subjects, uses } = placesIn(deployment);
	const bySubject = certificatesBySubject(deployment);
	const isOnlyHere = (name: string) => [...(uses.get(name) ?? [])].every((use) => use === id);
	return (
		subjects.has(certificate.subject?.value ?? "") ||
		uses.get(certificate.name)?.has("elsewhere") === true ||
		wanted.some(({ name }) => bySubject.get(name)?.some((other) => isOnlyHere(other.name)))
	);
}

/**
 * A finding for every certificate that is assigned to a slot of these kinds with another subject than it needs.
 *
 * @param message what is wrong, why it matters and what to do
 * @param isOthers whether another rule speaks of the slot
 */
export function* findMismatches(
	context: RuleContext,
	ids: readonly EdgeSlotId[],
	message: (slot: AssignedSlot, subject: string, expected: readonly string[]) => string,
	isOthers: (slot: AssignedSlot) => boolean = () => false,
): Iterable<Outcome> {
	const { deployment } = context;
	const seen = new Set<string>();
	const offers = once(() => new Offers(context));
	for (const slot of slotsIn(deployment)) {
		if (!ids.includes(slot.id) || slot.edge.name === "" || !slot.assigned) {
			continue;
		}
		const assigned = assignedIn(slot, deployment);
		const subject = assigned?.certificate.subject;
		if (!assigned || !subject) {
			yield undecided(slot.edge, `the subject of ${slot.assigned.name}`);
			continue;
		}
		if (slot.expected.length === 0) {
			yield undecided(slot.edge, `the name of ${titleOf(slot)}`);
			continue;
		}
		if (isOthers(assigned)) {
			continue;
		}
		const expected = mismatch(assigned);
		if (expected.length === 0) {
			yield MET;
			continue;
		}
		// The members of an array share a certificate; its subject is wrong once.
		const names = expected.map(({ name }) => name);
		const mistake = `${assigned.certificate.name} ${slot.id} ${names.join(" ")}`;
		if (seen.has(mistake)) {
			continue;
		}
		seen.add(mistake);
		yield {
			message: message(assigned, subject.value, names),
			at: subject.origin,
			related: [
				...expected.map(needed),
				{ message: `Assigned to ${slot.edge.name} here`, origin: slot.assigned.origin },
			],
			fixes: [...offers().fixesForMismatch(assigned), ...renameHosts(assigned, deployment)],
		};
	}
}

/**
 * Outside names may be the ones that are wrong; those of a computer are its own. A pattern is no name of a host, nor is
 * the name of another place. A name that each member of an array states is not changed at one of them.
 */
function renameHosts(slot: AssignedSlot, deployment: Deployment): readonly Fix[] {
	const { certificate, edge } = slot;
	const subject = certificate.subject?.value;
	const array = deployment.index.arrayOf.get(edge.name);
	return subject === undefined ||
		slot.keyword !== "certificate" ||
		subject.startsWith("*") ||
		isMisplaced(slot, deployment)
		? []
		: slot.expected
				.filter(({ origin }) => !array || array.virtualAddresses.some(({ fqdn }) => fqdn?.origin === origin))
				.map(({ name, origin }) => ({
					title: `Change the external FQDN ${name} to ${subject}`,
					edits: [replace(origin, subject)],
					safety: "unsafe",
					preferred: false,
				}));
}

function needed({ name, origin }: ExpectedName): RelatedPlace {
	return { message: `The name that has to be on it: ${name}`, origin };
}
