import type { PortRange } from "../../../model/address.js";

/** Ports below it belong to known services. */
const FIRST_UNRESERVED = 1024;

/** The smallest range that is documented for audio and video of OCS 2007: that of the A/V Conferencing Server. */
const SMALLEST = 24;

export type MediaRangeProblem = "single" | "small" | "reserved";

/** What is wrong with a media range, the worst first; undefined where nothing is. */
export function problemOfMediaRange({ from, to }: PortRange): MediaRangeProblem | undefined {
	if (from === to) {
		return "single";
	}
	if (from < FIRST_UNRESERVED) {
		return "reserved";
	}
	return to - from + 1 < SMALLEST ? "small" : undefined;
}
