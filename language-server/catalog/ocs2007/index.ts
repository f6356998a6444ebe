import { sources } from "../sources.js";
import type { Catalogue } from "../types.js";
import { capacities } from "./capacity.js";
import { certificateSlots } from "./certificates.js";
import { deactivation, stateCommands } from "./commands.js";
import { dnsRecords } from "./dns.js";
import { events } from "./events.js";
import { flows } from "./flows.js";
import { guidelines } from "./guidelines.js";
import { portSettings } from "./ports.js";
import { publishedPaths } from "./published-paths.js";
import { roles } from "./roles.js";
import { scenarios } from "./scenarios.js";
import { tasks } from "./tasks.js";
import { topologies } from "./topologies.js";
import { trust } from "./trust.js";

/** The reference architecture of the edge of Office Communications Server 2007. */
export const ocs2007: Catalogue = {
	product: "ocs2007",
	title: "Office Communications Server 2007",
	sources,
	roles,
	scenarios,
	topologies,
	portSettings,
	flows,
	certificateSlots,
	dnsRecords,
	trust,
	tasks,
	publishedPaths,
	events,
	stateCommands,
	deactivation,
	capacities,
	guidelines,
};
