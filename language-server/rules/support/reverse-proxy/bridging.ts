import type { Deployment } from "../../../model/deployment.js";
import { MET, type Outcome, undecided } from "../../rule.js";
import { replace } from "../edits.js";
import { type Publication, webFarmPublications } from "./publishing.js";

/** A finding for everything that is published of a web farm with one kind of bridging, which is the wrong one. */
export function* findBridging(
	deployment: Deployment,
	wrong: "ssl-tunneling" | "http",
	message: (publication: Publication) => string,
): Iterable<Outcome> {
	for (const publication of webFarmPublications(deployment)) {
		const { proxy, publish } = publication;
		const { bridging, pool } = publish;
		if (!bridging) {
			yield undecided({ name: proxy.name, origin: pool.origin }, "the bridging of what it publishes (`bridging`)");
		} else if (bridging.value !== wrong) {
			yield MET;
		} else {
			yield {
				message: message(publication),
				at: bridging.origin,
				fixes: [
					{
						title: "Use SSL bridging",
						edits: [replace(bridging.origin, "ssl-bridging")],
						safety: "unsafe",
						preferred: true,
					},
				],
			};
		}
	}
}
