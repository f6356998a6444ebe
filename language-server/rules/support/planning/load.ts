import type { ScenarioId } from "../../../catalog/types.js";
import type { Deployment } from "../../../model/deployment.js";
import type { Origin } from "../../../model/origin.js";

/** How many connections or sessions are expected at the busiest time, and the words that say so. */
export interface Load {
	readonly count: number;
	readonly places: readonly { readonly message: string; readonly origin: Origin }[];
}

/**
 * Client connections from outside: as stated for remote access, else one for each user who works outside. Undefined
 * where the file gives neither.
 */
export function externalConnections(deployment: Deployment): Load | undefined {
	const stated = sessionsOf(deployment, ["remote-access"]);
	if (stated) {
		return stated;
	}
	const { count, externalShare } = deployment.users ?? {};
	return (
		count &&
		externalShare && {
			count: Math.ceil((count.value * externalShare.value) / 100),
			places: [{ message: `${externalShare.value} percent of these users work outside`, origin: count.origin }],
		}
	);
}

/** The sessions that the file states for some kinds of scenario together; undefined where it states none. */
export function sessionsOf({ scenarios }: Deployment, kinds: readonly ScenarioId[]): Load | undefined {
	const stated = scenarios.flatMap(({ kind, concurrentSessions }) =>
		kinds.includes(kind) && concurrentSessions ? [{ kind, concurrentSessions }] : [],
	);
	return stated.length === 0
		? undefined
		: {
				count: stated.reduce((sum, { concurrentSessions }) => sum + concurrentSessions.value, 0),
				places: stated.map(({ kind, concurrentSessions }) => ({
					message: `Expected for ${kind}`,
					origin: concurrentSessions.origin,
				})),
			};
}

/** The scenarios whose media the A/V Edge relays. */
export const AV_SCENARIOS: readonly ScenarioId[] = ["av-conferencing", "point-to-point-av", "enterprise-voice"];
