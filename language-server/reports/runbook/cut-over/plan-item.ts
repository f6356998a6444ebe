import type { GraphNode } from "../../../diagram/graph.js";
import type { Origin } from "../../../model/origin.js";
import { documented } from "../facts.js";
import type { Part } from "./parts.js";

/** One thing that somebody does or delivers on the way to the go-live. */
export interface PlanItem {
	/** As in "delivery/flows/validate@seattle": made of names, so that owner and date stay with it. */
	readonly id: string;
	/** What people call it, as in "T3" or "FW6"; with the number of the site behind it where there are several. */
	readonly code: string;
	readonly kind: Extract<GraphNode["kind"], "condition" | "delivery" | "task" | "milestone">;
	/** What it is, as Markdown and as the lines of a box in the picture. */
	readonly title: string;
	readonly label: readonly string[];
	readonly who: string;
	/** Other items, by their ids; they come before this one. */
	readonly waitsFor: readonly string[];
	/** How one sees that it is done, and how one goes back, as Markdown. */
	readonly done: string;
	readonly back: string;
	readonly origin?: Origin;
}

/** What is planned for one site. */
export interface PlanPart {
	/** A site; "all" for what comes once for several of them. */
	readonly part: Part | "all";
	readonly items: readonly PlanItem[];
}

/** The order of the plan is nobody's text: it follows from what the tasks need. */
export const derived = documented("derived");

/** The id of the condition that comes before everything else. */
export const PLAN_IS_COMPLETE = "condition/plan";

/** Where an item stands in the plan. */
export type Place = Pick<PlanItem, "id" | "code" | "waitsFor">;
