import { listed } from "../../../basics/sentences.js";
import type { ScenarioId } from "../../../catalog/types.js";
import { scenarioOf } from "../../../model/lookups.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { cutOverPage } from "../page/page-paths.js";

/*
 * By default nobody has access from outside. Test users get it before the tests, since the tests need them, and everybody
 * else at the go-live, which waits for the tests: to enable them is what the go-live is.
 */

const enabling = documented("ocs2007", "SUP-EXT");
const order = {
	...documented("derived", "SUP-EXT"),
	note: "That accounts have to be enabled is documented; that test users come first follows from what the tests are for.",
};

/** The scenarios for which single accounts are enabled. */
const ofAccounts: readonly ScenarioId[] = ["remote-access", "federation", "public-im", "enterprise-voice"];

function scenariosOfAccounts({ requirements }: RunbookContext): readonly ScenarioId[] {
	return ofAccounts.filter((id) => requirements.scenarios.includes(id));
}

/** Whoever tests has to know them. */
const TEST_USERS = blanks.byHand("names of the test users");

/** The last part of task 6: accounts with which the scenarios can be tried. */
export function testUsers(page: PageBuilder, context: RunbookContext): StepGroup {
	const { catalogue, deployment } = context;
	const domains = deployment.sipDomains.items.map(({ value }) => code(value));
	const pools = deployment.internalServers.filter(({ kind }) => kind === "pool").map(({ name }) => code(name));
	const scenarios = scenariosOfAccounts(context);
	return {
		id: "users",
		title: "Test users",
		intro: [introduction(page)],
		steps: [
			{
				id: "test-users",
				action: `Enable test users for the scenarios${domains.length === 0 ? "" : `, at least one with an address in ${domains.length === 1 ? "the SIP domain" : "each of the SIP domains"} ${listed(domains)}`}${pools.length < 2 ? "" : `, and at least one homed on each of ${listed(pools)}`}. They are ${page.blank(TEST_USERS)}. Everybody else follows at the go-live, with the last steps of task 7.`,
				values: scenarios.map((id) => ({
					id,
					text: `${text(catalogue.scenarios[id].title)}.`,
					origin: scenarioOf(deployment, id)?.origin,
				})),
				check: "the properties of each test user show the scenarios as enabled.",
				evidence: order,
				origin: deployment.sipDomains.items[0]?.origin,
			},
			...inviters(context, "allow a test user who is to invite anonymous participants to do so"),
		],
		undo: `disable the test users for the scenarios again.${page.mark(undone)}`,
	};
}

/** The group of the steps that the go-live consists of. */
export const USERS = "users";

/** The last part of task 7: everybody whom the plan lets in. */
export function users(page: PageBuilder, context: RunbookContext): StepGroup {
	const { catalogue, deployment } = context;
	const scenarios = scenariosOfAccounts(context);
	const invitations = inviters(context, "allow the users who are to invite anonymous participants to do so");
	const everybody = (): Step => ({
		id: "enable",
		action: `Enable the user accounts that are to work from outside for the scenarios: ${page.blank(blanks.byHand("users to be enabled"))}.`,
		check: "the properties of one of them show the scenarios as enabled.",
		evidence: enabling,
	});
	const day = deployment.goLive?.value;
	return {
		id: USERS,
		title: "Users",
		intro: [
			`These steps are the go-live, line GO of the ${page.link("cut-over plan", cutOverPage)}: do them ${
				day === undefined ? "on its day" : `on ${code(day)}`
			}, and not before all tests above have succeeded.${page.mark(order)} ${introduction(page)}`,
		],
		steps: [
			...(scenarios.length === 0 && invitations.length === 0 ? [everybody()] : []),
			...scenarios.map((id): Step => {
				const scenario = scenarioOf(deployment, id);
				const count = scenario?.enabledUsers;
				return {
					id,
					action: `Enable ${count === undefined ? `the users ${page.blank(blanks.enabledUsers(id))}` : `the ${code(String(count.value))} users`} for: ${text(catalogue.scenarios[id].title)}.`,
					check: "the properties of one of them show it as enabled.",
					evidence: enabling,
					origin: count?.origin ?? scenario?.origin,
				};
			}),
			...invitations,
		],
		undo: `disable the users for the scenarios again.${page.mark(undone)}`,
	};
}

function introduction(page: PageBuilder): string {
	return `By default outside users have no access: their accounts have to be enabled for the scenarios.${page.mark(enabling)} The dialogs were not found; take them from the Administration Guide of OCS 2007.`;
}

const undone = { ...documented("derived"), note: "No documented procedure was found." };

function inviters({ deployment }: RunbookContext, what: string): readonly Step[] {
	const conferencing = scenarioOf(deployment, "web-conferencing");
	return conferencing?.anonymousUsers === undefined
		? []
		: [
				{
					id: "anonymous-users",
					action: `Where the global policy leaves it to the single user, ${what}.${
						conferencing.meetingPolicy?.value === "per-user" ? " In this deployment it does." : ""
					}`,
					check: "the properties of such a user show it.",
					evidence: documented("r2", "R2-ANON"),
					origin: conferencing.meetingPolicy?.origin ?? conferencing.anonymousUsers,
				},
			];
}
