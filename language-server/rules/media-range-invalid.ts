import { formatPortRange } from "../model/address.js";
import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";
import { type MediaRangeProblem, problemOfMediaRange } from "./support/firewall/media-range.js";

export const rule = defineRule({
	code: "media-range-invalid",
	title: "The media range of the A/V Edge is a usable range of ports",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["SDK-LISTEN", "R2-AVEXT", "ADM-AVMCU"],
	why: "The media range has a first and a last port, and every relayed session takes ports out of it.",
	howToFix: "Use 50000-59999.",
	needs: "The media range of the A/V Edge.",
	note: "The bounds that the product checks were not readable. A single port is an error; a range below port 1024 or of fewer than 24 ports, which is the least of the A/V Conferencing Server, is information. A reversed range, and ports that do not exist, are found when the file is read.",
	*check({ deployment, catalogue }) {
		const usual = catalogue.portSettings["av-media-range"].default;
		for (const edge of deployment.edgeServers) {
			const { avEdge, name } = edge;
			if (!avEdge) {
				continue;
			}
			const { mediaPorts } = avEdge;
			if (!mediaPorts) {
				yield undecided(edge, "the media range (`media-ports`)");
				continue;
			}
			const problem = problemOfMediaRange(mediaPorts.value);
			yield problem === undefined
				? MET
				: {
						message: `The media range of ${name} is ${formatPortRange(mediaPorts.value)}. ${WORDS[problem]} Use ${usual}.`,
						at: mediaPorts.origin,
						...(problem !== "single" && { severity: "info" as const }),
						fixes: [
							{
								title: `Use the default range ${usual}`,
								edits: [replace(mediaPorts.origin, usual)],
								safety: "unsafe",
								preferred: true,
							},
						],
					};
		}
	},
});

const WORDS: Readonly<Record<MediaRangeProblem, string>> = {
	single: "That is one port and no range, and every relayed session takes ports out of it.",
	reserved: "Ports below 1024 belong to known services, which may take them first.",
	small: "Every relayed session takes ports out of it, and the A/V Conferencing Server needs at least 24.",
};
