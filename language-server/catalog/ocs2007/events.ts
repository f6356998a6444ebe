import type { EventFact } from "../types.js";
import { evidence } from "./evidence.js";

const writtenForR2 = "The page that describes it was written for OCS 2007 R2.";

export const events: readonly EventFact[] = [
	{
		source: "OCS Protocol Stack",
		id: "14428",
		meaning:
			"Outgoing TLS connections fail: the subject of the peer's certificate differs from its name, or the root is not trusted.",
		where: "access-edge",
		remedy:
			"Compare the name by which the peer is called with the names on its certificate, and check that the root of its authority is trusted.",
		evidence: evidence("r2", ["MP-14428"], writtenForR2),
	},
	{
		source: "OCS Protocol Stack",
		id: "14559",
		meaning:
			"The import of a shared session key failed with an invalid signature: the members of an Access Edge array carry different certificates.",
		where: "access-edge-array",
		remedy: "Assign the same external certificate on every member of the array.",
		evidence: evidence("r2", ["MP-14559"], writtenForR2),
	},
	{
		source: "OCS Protocol Stack",
		id: "14517",
		meaning:
			"The check of the configuration found a serious problem, for instance one FQDN as allowed partner server and as IM provider; the Access Edge service then does not start.",
		where: "access-edge",
		remedy:
			"Look for an FQDN that is entered twice, as an allowed partner server and as an IM provider, and remove one of the entries.",
		evidence: evidence("community", ["CONFUSED-EDGE"], "Seen with Lync Server 2013."),
	},
	{
		source: "Access Edge service",
		id: "0xC3E93C62",
		meaning:
			"There is no usable outgoing certificate (SIPPROXY_E_NO_DEFAULT_OUTGOING_CERT), in one case because the revocation list could not be downloaded.",
		where: "access-edge",
		remedy:
			"Check that a certificate is assigned to the external interface of the Access Edge, and that its revocation list can be fetched from this computer.",
		evidence: evidence("community", ["EXPLUC-CRL"], "Seen with OCS 2007 R2."),
	},
	{
		source: "OCS MCU Infrastructure",
		id: "61030",
		meaning: "A client presented no certificate; reported by internal web conferencing checks.",
		where: "conferencing-pool",
		remedy: "The internal conferencing is not in order; settle this before testing from outside.",
		evidence: evidence("community", ["DAVEH-CONF"]),
	},
	{
		source: "OCS MCU Infrastructure",
		id: "61013",
		meaning: "The conferencing server could not send its health notifications to the MCU factory.",
		where: "conferencing-pool",
		remedy: "The internal conferencing is not in order; settle this before testing from outside.",
		evidence: evidence("community", ["DAVEH-CONF"]),
	},
	{
		source: "OCS User Services",
		id: "30988",
		meaning: "A C3P request to a conferencing server failed.",
		where: "conferencing-pool",
		remedy: "The internal conferencing is not in order; settle this before testing from outside.",
		evidence: evidence("community", ["DAVEH-CONF"]),
	},
];
