import { addToSet } from "../../../basics/collections.js";
import { someOf } from "../../../basics/sentences.js";
import type { Certificate } from "../../../model/deployment.js";
import type { Fix, TextEdit } from "../../../model/finding.js";
import type { CertificateRequirement } from "../../../requirements/requirements.js";
import type { RuleContext } from "../../rule.js";
import { lastReadable } from "../completeness.js";
import { insertElement, insertStatement, replace } from "../edits.js";
import { freeName } from "../names.js";
import { type AssignedSlot, assignedIn, mismatch, type Slot, slotsIn } from "./slots.js";
import { certificatesBySubject, usedOutsideSlots } from "./uses.js";

/** What can be offered to a slot. Looks the deployment through once, however many slots ask. */
export class Offers {
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
				addToSet(this.uses, assigned.certificate.name, this.useOf(slot));
			}
			for (const { name } of slot.assigned ? [] : slot.expected) {
				addToSet(this.wanting, name, this.useOf(slot));
			}
		}
		for (const { name } of usedOutsideSlots(deployment)) {
			addToSet(this.uses, name, "elsewhere");
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
	fixesForMismatch(slot: AssignedSlot, slots: readonly AssignedSlot[]): readonly Fix[] {
		const { certificate } = slot;
		const { origin } = certificate.subject ?? {};
		const names = slot.expected.map(({ name }) => name);
		const fitting = this.fitting(slot);
		const isRightElsewhere = this.uses.has(certificate.name);
		const isAlone = fitting.length === 0 && names.length === 1;
		const assign = (other: string) => slots.map(({ assigned }) => replace(assigned.origin, other));
		const servers = someOf(slots.map(({ edge }) => edge.name));
		return [
			...fitting.map(
				(other): Fix => ({
					title: `Assign the certificate ${other.name} to ${servers} instead`,
					edits: assign(other.name),
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
							edits: [...assign(added.name), added.edit],
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
