import { groupBy } from "../basics/collections.js";
import type { Finding, Fix } from "../model/finding.js";
import { PROBLEMS, problem } from "../model/problems.js";
import { suggest } from "../model/suggest.js";
import { type AcceptedFinding, SUPPRESSION_WORD, type Suppression } from "../model/suppression.js";
import { rules } from "../rules/registry.generated.js";

/** Whether a rule has found something, so that its findings can be accepted and its severity can be set. */
export function isOfRule({ code }: Finding): boolean {
	return !Object.hasOwn(PROBLEMS, code);
}

/** A suppression that has an effect. */
type InForce = Suppression & { readonly reason: string };

/** What is open and what is accepted of some findings of rules; both in the order in which they came. */
export function acceptFindings(
	findings: readonly Finding[],
	suppressionsOf: (uri: string) => readonly Suppression[],
): { readonly open: readonly Finding[]; readonly accepted: readonly AcceptedFinding[] } {
	const acceptedBy = new Map<Finding, InForce>();
	for (const [uri, inFile] of groupBy(findings, ({ origin }) => origin.uri)) {
		const inForce = groupBy(suppressionsOf(uri).filter(isInForce), ({ code }) => code?.name ?? "");
		if (inForce.size > 0) {
			for (const [code, ofRule] of groupBy(inFile, (finding) => finding.code)) {
				match(ofRule, inForce.get(code) ?? [], acceptedBy);
			}
		}
	}
	return {
		open: findings.filter((finding) => !acceptedBy.has(finding)),
		accepted: findings.flatMap((finding) => {
			const by = acceptedBy.get(finding);
			return by ? [{ finding, reason: by.reason, origin: by.origin }] : [];
		}),
	};
}

/** Goes down the file once. Of several comments that cover a place the innermost counts, and one for the file last. */
function match(findings: readonly Finding[], candidates: readonly InForce[], acceptedBy: Map<Finding, InForce>): void {
	const forFile = candidates.find(({ scope }) => scope === "file");
	const due = candidates.filter(({ covers }) => covers).sort((a, b) => firstLine(a) - firstLine(b));
	let next = 0;
	let active: InForce[] = [];
	for (const finding of findings.toSorted((a, b) => a.origin.range.start.line - b.origin.range.start.line)) {
		const { line } = finding.origin.range.start;
		for (let one = due[next]; one && firstLine(one) <= line; one = due[++next]) {
			active.push(one);
		}
		active = active.filter(({ covers }) => covers !== undefined && covers.end.line >= line);
		const by = active.at(-1) ?? forFile;
		if (by) {
			acceptedBy.set(finding, by);
		}
	}
}

function firstLine({ covers }: Suppression): number {
	return covers?.start.line ?? 0;
}

function isInForce(suppression: Suppression): suppression is InForce {
	return suppression.reason !== undefined && placementProblem(suppression) === undefined;
}

const CODES: readonly string[] = rules.map((rule) => rule.code);

/**
 * What is wrong with the comments of a file that accept findings; one thing for each.
 *
 * @param isUnused whether a comment is known to accept nothing
 */
export function suppressionProblems(
	suppressions: readonly Suppression[],
	isUnused: (suppression: Suppression, code: string) => boolean,
): readonly Finding[] {
	return suppressions.flatMap((suppression) => {
		const { code, reason } = suppression;
		const found =
			codeProblem(suppression) ?? placementProblem(suppression) ?? (reason === undefined && reasonProblem(suppression));
		if (found) {
			return [found];
		}
		if (!code || !isUnused(suppression, code.name)) {
			return [];
		}
		const where = suppression.scope === "file" ? "in this file" : "here";
		return [
			problem(
				"suppression-unused",
				suppression.origin,
				`The rule ${code.name} finds nothing ${where} that this comment would accept. It would hide the next finding of this kind; remove it.`,
				{ fixes: [remove(suppression)] },
			),
		];
	});
}

function codeProblem(suppression: Suppression): Finding | undefined {
	const { code, origin } = suppression;
	if (!code) {
		return problem(
			"suppression-unknown-code",
			origin,
			`This comment names no rule, so it has no effect. Write the code of the rule and the reason: // ${wordOf(suppression)} CODE: reason.`,
			{ fixes: [remove(suppression)] },
		);
	}
	if (CODES.includes(code.name)) {
		return undefined;
	}
	if (Object.hasOwn(PROBLEMS, code.name)) {
		return problem(
			"suppression-unknown-code",
			code.origin,
			`${code.name} is found by the language itself, not by a rule, and cannot be ignored. Mend what it points at, and remove this comment.`,
			{ fixes: [remove(suppression)] },
		);
	}
	if (code.name.includes(",")) {
		return problem(
			"suppression-unknown-code",
			code.origin,
			"This comment names several rules, so it has no effect. Write a comment of its own for each rule, one above the other.",
			{ fixes: [remove(suppression)] },
		);
	}
	const { hint, fixes } = suggest(code.name, CODES, code.origin);
	return problem(
		"suppression-unknown-code",
		code.origin,
		`There is no rule ${code.name}, so this comment has no effect. ${hint}`.trim(),
		{ fixes: [...fixes, { ...remove(suppression), preferred: fixes.length === 0 }] },
	);
}

function placementProblem(suppression: Suppression): Finding | undefined {
	const { scope, isBelowStatement, covers, origin } = suppression;
	if (scope === "place") {
		return covers
			? undefined
			: problem(
					"suppression-misplaced",
					origin,
					"Nothing follows this comment, so it has no effect. Put it above the line or block that it is about.",
					{ fixes: [remove(suppression)] },
				);
	}
	return isBelowStatement
		? problem(
				"suppression-misplaced",
				origin,
				"A comment for the whole file has no effect below the first statement. Move it to the top of the file.",
				{ fixes: [moveToTop(suppression), { ...remove(suppression), preferred: false }] },
			)
		: undefined;
}

function reasonProblem(suppression: Suppression): Finding {
	const { code, missingColon, origin } = suppression;
	const name = code?.name ?? "";
	const removal: Fix = { ...remove(suppression), preferred: false };
	return missingColon
		? problem(
				"suppression-without-reason",
				code?.origin ?? origin,
				`A colon is missing between ${name} and the reason, so this comment has no effect.`,
				{
					fixes: [
						{
							title: "Insert the missing colon",
							edits: [{ uri: origin.uri, range: missingColon.range, newText: ":" }],
							safety: "safe",
							preferred: true,
						},
						removal,
					],
				},
			)
		: problem(
				"suppression-without-reason",
				code?.origin ?? origin,
				`This comment does not say why ${name} is accepted, so it has no effect. Write the reason behind ${name} and a colon; the runbooks list it.`,
				{ fixes: [removal] },
			);
}

function wordOf({ scope }: Suppression): string {
	return scope === "file" ? `${SUPPRESSION_WORD}-file` : SUPPRESSION_WORD;
}

/** Never without asking: with the comment goes what a person wrote down, and the mistake may come back while he types. */
function remove({ origin, removal }: Suppression): Fix {
	return {
		title: "Remove the comment",
		edits: [{ uri: origin.uri, range: removal, newText: "" }],
		safety: "unsafe",
		preferred: true,
	};
}

function moveToTop(suppression: Suppression): Fix {
	const { origin, removal, code, reason } = suppression;
	const top = { line: 0, character: 0 };
	const text = `// ${wordOf(suppression)} ${code?.name ?? ""}:${reason === undefined ? "" : ` ${reason}`}`;
	return {
		title: "Move the comment to the top of the file",
		edits: [
			{ uri: origin.uri, range: { start: top, end: top }, newText: `${text}\n` },
			{ uri: origin.uri, range: removal, newText: "" },
		],
		safety: "safe",
		preferred: true,
	};
}
