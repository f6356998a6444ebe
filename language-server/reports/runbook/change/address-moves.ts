import type { Requirements, SettingRequirement } from "../../../requirements/requirements.js";

/** An address that leaves one element for another. */
export interface AddressMove {
	readonly address: string;
	readonly from: string;
	readonly to: string;
}

/** Addresses that one element has before and another one after. */
export function addressMoves(before: Requirements, after: Requirements): readonly AddressMove[] {
	const [old, next] = [holdersOf(before), holdersOf(after)];
	return [...next].flatMap(([address, to]) => {
		const from = old.get(address);
		return from === undefined || from === to ? [] : [{ address, from, to }];
	});
}

function holdersOf({ settings }: Requirements): ReadonlyMap<string, string> {
	const holders = new Map<string, string>();
	for (const setting of settings) {
		const address = heldAddress(setting);
		if (address !== undefined && !holders.has(address)) {
			holders.set(address, setting.on);
		}
	}
	return holders;
}

/** The address by which the network knows a computer or an array: on an adapter, or a virtual one. */
export function heldAddress({ element, field, entry, value }: SettingRequirement): string | undefined {
	if (field !== "address") {
		return undefined;
	}
	return element === "edge-array" ? value : entry;
}
