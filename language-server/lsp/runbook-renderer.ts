import type { Finding } from "../model/finding.js";
import { compareOrigins } from "../model/origin.js";
import type { FilledBlanks } from "../reports/runbook/page/blanks.js";
import { type Runbook, renderRunbook } from "../reports/runbook/render.js";
import type { RowNumbers } from "../reports/runbook/rows/row-numbers.js";
import type { PageSelection } from "../reports/runbook/selection.js";
import { countFindings } from "../reports/summary.js";
import type { Analysis } from "../workspace/analysis.js";
import { bestPracticesOf } from "../workspace/best-practices.js";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";

interface Rendered {
	readonly analysis: Analysis;
	readonly findings: readonly Finding[];
	/** As a text, because the same numbers are read anew each time. */
	readonly numbers: string;
	readonly draft: boolean;
	readonly runbook: Runbook;
}

interface RenderOptions {
	/** Those that the folder of the runbook remembers. */
	readonly numbers?: RowNumbers | undefined;
	/** Mark every page as a draft even if there are no errors. */
	readonly draft?: boolean | undefined;
	/** What people have filled in on the pages that are there. */
	readonly filled?: FilledBlanks | undefined;
	/** Some of the pages instead of all. */
	readonly only?: PageSelection | undefined;
}

/** Renders the runbook of a deployment as it stands, and keeps the last one, because a preview asks for page after page of it. */
export class RunbookRenderer {
	private last: Rendered | undefined;

	constructor(private readonly workspace: TopologyWorkspace) {}

	/** Whether every page is marked as a draft. */
	isDraft(analysis: Analysis, draft = false): boolean {
		return draft || countFindings(this.workspace.findingsAgainst(analysis)).error > 0;
	}

	render(analysis: Analysis, { numbers, draft, filled, only }: RenderOptions): Runbook {
		const findings = this.workspace.findingsAgainst(analysis);
		const wanted = {
			analysis,
			findings,
			numbers: JSON.stringify(numbers ?? null),
			draft: this.isDraft(analysis, draft),
		};
		const { last } = this;
		const isPlain = only === undefined && (filled === undefined || filled.size === 0);
		if (last && isSame(last, wanted) && isPlain) {
			return last.runbook;
		}
		const { deployment, requirements, catalogue, accepted } = analysis;
		const practices = bestPracticesOf(analysis, findings);
		const runbook = renderRunbook({
			...{ deployment, requirements, catalogue, findings, accepted, practices, draft: wanted.draft },
			...(numbers && { numbers }),
			...(filled && { filled }),
			...(only && { only }),
		});
		if (isPlain) {
			this.last = { ...wanted, runbook };
		}
		return runbook;
	}
}

function isSame(a: Omit<Rendered, "runbook">, b: Omit<Rendered, "runbook">): boolean {
	return (
		a.analysis === b.analysis &&
		a.numbers === b.numbers &&
		a.draft === b.draft &&
		a.findings.length === b.findings.length &&
		a.findings.every((finding, i) => saysTheSame(finding, b.findings[i]))
	);
}

/** Findings of the language itself are new values each time. */
function saysTheSame(a: Finding, b: Finding | undefined): boolean {
	return (
		a === b ||
		(a.code === b?.code &&
			a.severity === b.severity &&
			a.message === b.message &&
			compareOrigins(a.origin, b.origin) === 0)
	);
}
