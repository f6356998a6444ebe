import { defineRule, MET, undecided } from "./rule.js";
import { relatedUses, usesOf } from "./support/certificates/uses.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-private-key-exportable-installed",
	title: "The copy of a certificate on a perimeter computer does not let its key out",
	severity: "info",
	category: "certificates",
	evidence: "r2",
	sources: ["R2-WALKCERT"],
	why: "Whoever breaks into a computer of the perimeter can take along an exportable key and pose as the organisation.",
	howToFix: "Import the certificate once more without the mark that makes its key exportable.",
	needs: "Whether the installed key is exportable, on an edge server or a reverse proxy.",
	note: "Worded for OCS 2007 R2. The request itself must be exportable for the members of an array.",
	*check({ deployment }) {
		for (const [name, all] of usesOf(deployment)) {
			const certificate = deployment.index.certificates.get(name);
			const uses = all.filter(({ on }) => on !== "internal-server");
			const [use] = uses;
			if (!certificate || !use) {
				continue;
			}
			const { installedKey } = certificate;
			if (!installedKey) {
				yield undecided(certificate, "its installed key (`installed-key`)");
			} else if (installedKey.value === "not-exportable") {
				yield MET;
			} else {
				yield {
					message: `The key of ${name}, used for ${use.title}, is installed as exportable. Whoever breaks into a computer of the perimeter could take it along. Import the certificate once more as not exportable.`,
					at: installedKey.origin,
					related: relatedUses(uses),
					fixes: [
						{
							title: `Install the key of ${name} as not exportable`,
							edits: [replace(installedKey.origin, "not-exportable")],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});
