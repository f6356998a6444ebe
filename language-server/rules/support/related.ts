import type { RelatedPlace } from "../../model/finding.js";
import type { Origin } from "../../model/origin.js";
import { ENOUGH } from "./limits.js";

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
