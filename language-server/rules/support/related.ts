import type { RelatedPlace } from "../../model/finding.js";
import type { Origin } from "../../model/origin.js";

/** More than these would bury the finding; the first ones show what is meant. */
export const ENOUGH = 5;

/** The further places that suffer from the same mistake. */
export function furtherPlaces<T>(
	items: readonly T[],
	describe: (item: T) => { readonly name: string; readonly origin: Origin },
): readonly RelatedPlace[] {
	return items.slice(0, ENOUGH).map((item) => {
		const { name, origin } = describe(item);
		return { message: `${name} suffers from it too`, origin };
	});
}
