import { csvLines } from "../csv.js";
import { code, table as markdownTable, text } from "../markdown.js";
import { type Plan, type PlanSection, planSections } from "./plan.js";
import { type CellValue, type PlanTable, tableOf } from "./tables.js";

export type PlanFormat = "json" | "csv" | "markdown";
export const planFormats: readonly PlanFormat[] = ["json", "csv", "markdown"];

/**
 * The plan as text that ends in a line break.
 *
 * @param section only this part; the whole plan when it is left out
 */
export function formatPlan(plan: Plan, format: PlanFormat, section?: PlanSection): string {
	const sections = section === undefined ? planSections : [section];
	switch (format) {
		case "json":
			return json(plan, sections);
		case "csv":
			return csv(sections.map((each) => tableOf(plan, each)));
		case "markdown":
			return markdown(
				plan,
				sections.map((each) => tableOf(plan, each)),
			);
	}
}

function json(plan: Plan, sections: readonly PlanSection[]): string {
	const { version, deployment, product, topology, scenarios } = plan;
	const parts = Object.fromEntries(sections.map((section) => [section, plan[section]]));
	return `${JSON.stringify({ version, deployment, product, topology, scenarios, ...parts }, null, 2)}\n`;
}

/** One table for each section, each with its header, with an empty line between. */
function csv(tables: readonly PlanTable[]): string {
	return tables.map(({ columns, rows }) => csvLines([columns, ...rows])).join("\r\n");
}

function markdown(plan: Plan, tables: readonly PlanTable[]): string {
	const parts = tables.map(({ title, columns, rows }) => {
		const cells = rows.map((row) => row.map(markdownCell));
		return `## ${title}\n\n${rows.length === 0 ? "None." : markdownTable(columns, cells)}\n`;
	});
	return [`# Plan of ${text(plan.deployment)}\n`, ...parts].join("\n");
}

/** A blank has to catch the eye: somebody must fill it in before the row can be used. */
function markdownCell(value: CellValue): string {
	return value === undefined ? `**${code("not given")}**` : text(value);
}
