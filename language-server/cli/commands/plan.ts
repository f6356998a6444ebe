import { type Command, Option } from "commander";
import { formatPlan, type PlanFormat, planFormats } from "../../reports/plan/format-plan.js";
import { type PlanSection, planOf, planSections } from "../../reports/plan/plan.js";
import { countFindings } from "../../reports/summary.js";
import { helpPart, type RunAction } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { shownPath } from "../files.js";
import { count } from "../formats/text.js";
import { print, tellError } from "../output.js";
import { Topologies } from "../topologies.js";

interface PlanOptions {
	readonly section?: PlanSection;
	readonly format: PlanFormat;
}

export function registerPlan(program: Command, run: RunAction): void {
	program
		.command("plan")
		.summary("print what a deployment needs")
		.description(
			"Prints what a deployment needs so that its scenarios work: firewall rules, DNS records, certificates, trust settings and tasks.",
		)
		.argument("<FILE>", "the file with the deployment block, or - for standard input")
		.addOption(new Option("--section <name>", "only this part (default: all parts)").choices(planSections))
		.addOption(new Option("--format <name>", "how to print it").choices(planFormats).default("json"))
		.addHelpText("after", () =>
			[
				helpPart("Examples", [
					"ocs-edge plan contoso.ocsedge",
					"ocs-edge plan contoso.ocsedge --section flows --format csv > firewall.csv",
					"ocs-edge plan contoso.ocsedge --format json",
				]),
				helpPart("Exit codes", [
					"0  the plan is printed",
					"1  the plan is printed, but the topology has errors, so it may be incomplete",
					"2  could not run; the reason is on standard error",
				]),
			].join("\n"),
		)
		.action(run(plan));
}

async function plan(file: string, options: PlanOptions): Promise<ExitCode> {
	const { topologies, analysis } = await Topologies.readDeployment(file);
	const { deployment, requirements, catalogue } = analysis;
	await print(formatPlan(planOf(deployment, requirements, catalogue), options.format, options.section));
	const { error } = countFindings(topologies.findingsAgainst(analysis));
	if (error === 0) {
		return ExitCode.clean;
	}
	tellError(
		`the topology has ${count(error, "error")}, so the plan may be incomplete. See: ocs-edge check ${shownPath(file)}`,
	);
	return ExitCode.findings;
}
