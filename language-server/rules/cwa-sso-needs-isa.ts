import { defineRule, MET, undecided } from "./rule.js";
import { removeStatement, replace } from "./support/edits.js";
import { webAccessPublications } from "./support/reverse-proxy/publishing.js";

export const rule = defineRule({
	code: "cwa-sso-needs-isa",
	title: "Single sign-on for Communicator Web Access has ISA Server 2006",
	severity: "error",
	category: "reverse-proxy",
	evidence: "ocs2007",
	sources: ["CWA-PUB"],
	why: "ISA Server 2006, with single sign-on enabled on the listener, is the only reverse proxy that is supported for it.",
	howToFix: "Use ISA Server 2006, or do without single sign-on.",
	needs:
		"Single sign-on where a reverse proxy publishes a Communicator Web Access server, and the product of that proxy.",
	*check({ deployment }) {
		for (const { proxy, publish, server } of webAccessPublications(deployment)) {
			const { singleSignOn, block } = publish;
			if (!singleSignOn) {
				continue;
			}
			const { product } = proxy;
			if (!product) {
				yield undecided(proxy, "its product (`product`)");
			} else if (SUPPORTED.has(product.value)) {
				yield MET;
			} else {
				yield {
					message: `${proxy.name} publishes ${server.name} with single sign-on, and its product is ${product.value}. Only ISA Server 2006 is supported for single sign-on with Communicator Web Access. Use ISA Server 2006 or do without single sign-on.`,
					at: singleSignOn,
					related: [{ message: `The product of ${proxy.name}`, origin: product.origin }],
					fixes: [
						{
							title: "Do without single sign-on",
							edits: [removeStatement(block, singleSignOn.range)],
							safety: "unsafe",
							preferred: true,
						},
						{
							title: `Change the product of ${proxy.name} to isa-server-2006`,
							edits: [replace(product.origin, "isa-server-2006")],
							safety: "unsafe",
							preferred: false,
						},
					],
				};
			}
		}
	},
});

/** A service pack is the same product. */
const SUPPORTED: ReadonlySet<string> = new Set(["isa-server-2006", "isa-server-2006-sp1"]);
