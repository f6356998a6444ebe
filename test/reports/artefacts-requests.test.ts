import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodedNames } from "../../language-server/reports/runbook/artefacts/subject-alternative-names.js";
import { describeWith, outputOf } from "../support/system-tools.js";
import { artefactsIn, example, exampleTopologies } from "./artefacts-support.js";
import { type PolicyFile, parsePolicyFile } from "./policy-file.js";
import { northwind, sketch } from "./support.js";

/*
 * `certreq` exists on Windows only. The files are therefore read by a parser of INF files that shares nothing with the code
 * that writes them, and what they ask for is requested with OpenSSL, which tells what such a request carries.
 */

function one({ keys }: PolicyFile, key: string): string {
	const values = keys.get(key) ?? [];
	expect(values, key).toHaveLength(1);
	return values[0] ?? "";
}

function requests(text: string): ReadonlyMap<string, PolicyFile> {
	return new Map(
		artefactsIn(text)
			.ending(".inf")
			.map(({ path, content }) => [/C-\d+/.exec(path)?.[0] ?? path, parsePolicyFile(content)]),
	);
}

function request(text: string, id: string): PolicyFile {
	const found = requests(text).get(id);
	if (!found) {
		throw new Error(`There is no request ${id}.`);
	}
	return found;
}

function fileOf(text: string, id: string): string {
	return (
		artefactsIn(text)
			.ending(".inf")
			.find(({ path }) => path.includes(`/${id}-`))?.content ?? ""
	);
}

/** The deployment with a statement more. */
function stating(statement: string): string {
	return northwind.replace("  sip-domain", `  ${statement}\n  sip-domain`);
}

const modern = northwind.replace("windows-server-2003-sp2", "windows-server-2008");

describe("the request files", () => {
	it.each(exampleTopologies)("are one for each certificate that is ordered, and none for a copy: %s", (_, text) => {
		const { context } = artefactsIn(text);
		const ordered = context.rows.certificates.filter(({ copyOf }) => copyOf === undefined);
		expect([...requests(text).keys()]).toEqual(ordered.map(({ id }) => id));
	});

	it("ask for what the file plans", () => {
		const file = request(northwind, "C-01");
		expect(one(file, "NewRequest/Subject")).toBe("CN=sip.northwind.com");
		expect(one(file, "NewRequest/Exportable")).toBe("FALSE");
		expect(file.keys.get("EnhancedKeyUsageExtension/OID")).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
		expect(one(request(northwind, "C-04"), "NewRequest/KeyLength")).toBe("2048");
		expect(one(request(example("scaled-single-site"), "C-01"), "NewRequest/Exportable")).toBe("TRUE");
	});

	it("ask for what the wizard of OCS 2007 asks for where the file plans nothing", () => {
		const file = request(northwind, "C-02");
		expect(Object.fromEntries(file.keys)).toEqual({
			"Version/Signature": ["$Windows NT$"],
			"NewRequest/Subject": ["CN=webconf.northwind.com"],
			"NewRequest/Exportable": ["FALSE"],
			"NewRequest/KeyLength": ["1024"],
			"NewRequest/MachineKeySet": ["TRUE"],
			"NewRequest/UseExistingKeySet": ["FALSE"],
			"NewRequest/ProviderName": ["Microsoft RSA SChannel Cryptographic Provider"],
			"NewRequest/ProviderType": ["12"],
			"NewRequest/RequestType": ["PKCS10"],
			"NewRequest/KeyUsage": ["0xa0"],
			"NewRequest/KeySpec": ["1"],
			"EnhancedKeyUsageExtension/OID": ["1.3.6.1.5.5.7.3.1"],
		});
	});

	it("write alternative names as the system of the server reads them: encoded on Windows Server 2003, else as text", () => {
		const many = modern.replace("san sip.tailspin.com", "san sip.tailspin.com, sip.wingtip.com");
		expect(one(request(many, "C-01"), "Extensions/2.5.29.17")).toBe("{text}dns=sip.tailspin.com&dns=sip.wingtip.com");
		expect(one(request(northwind, "C-01"), "Extensions/2.5.29.17")).toBe(encodedNames(["sip.tailspin.com"]));
	});

	it("hold the other form in comments", () => {
		const [old = ""] = artefactsIn(northwind)
			.ending("C-01-edge1-access-edge-external.inf")
			.map((one) => one.content);
		const [recent = ""] = artefactsIn(modern)
			.ending("C-01-edge1-access-edge-external.inf")
			.map((one) => one.content);
		expect(old).toContain('; _continue_ = "dns=sip.tailspin.com"\r\n');
		expect(recent).toContain(`; 2.5.29.17 = "${encodedNames(["sip.tailspin.com"])}"\r\n`);
	});

	it("give the certificate its name of the topology where certreq is known to take one, and else say where to enter it", () => {
		expect(one(request(modern, "C-01"), "NewRequest/FriendlyName")).toBe("access-ext");
		expect(request(northwind, "C-01").keys.has("NewRequest/FriendlyName")).toBe(false);
		expect(fileOf(northwind, "C-01")).toContain('; FriendlyName = "access-ext"\r\n');
	});

	it("say how the answer comes back to the key, and what else the subject may need", () => {
		const file = fileOf(northwind, "C-01");
		expect(file).toContain("; Back on edge1: certreq -accept C-01-edge1-access-edge-external.cer\r\n");
		expect(file).toContain('; Subject = "CN=sip.northwind.com,OU=...,O=...,L=...,S=...,C=..."\r\n');
	});

	it("carry all parts that the topology states, and say which ones the wizard writes besides", () => {
		const whole = stating(
			'organization "Northwind Traders" { unit IT  city "New York"  state "New York"  country US }',
		);
		expect(one(request(whole, "C-01"), "NewRequest/Subject")).toBe(
			"CN=sip.northwind.com,OU=IT,O=Northwind Traders,L=New York,S=New York,C=US",
		);
		expect(fileOf(whole, "C-01")).not.toContain('Subject = "CN=sip.northwind.com"');
		expect(fileOf(whole, "C-01")).not.toContain("OU=...");
		const some = stating('organization "Northwind Traders" { country US }');
		expect(one(request(some, "C-01"), "NewRequest/Subject")).toBe("CN=sip.northwind.com,O=Northwind Traders,C=US");
		expect(fileOf(some, "C-01")).toContain("; The topology does not state OU, L and S.\r\n");
	});

	it.each([
		["a comma", "Northwind, Inc."],
		["a plus", "A+B"],
		["a semicolon", "A;B"],
		["angle brackets", "<A>"],
		["a backslash", "A\\B"],
		["an equals sign", "A=B"],
		["a hash", "#1"],
		["a percent sign", "%A%"],
		["letters that are not ASCII", "Z\u00fcrich"],
		["a tab", "A\tB"],
		["a control character", "A\u0000B"],
		["a line separator", "A\u2028Exportable = TRUE"],
		["two spaces together", "A  B"],
		["65 letters", "o".repeat(65)],
	])("leave out only the part that has %s, and say which one and why", (_, title) => {
		const text = stating(`organization "${title}" { unit IT  country DE }`);
		expect(one(request(text, "C-01"), "NewRequest/Subject")).toBe("CN=sip.northwind.com,OU=IT,C=DE");
		const file = fileOf(text, "C-01");
		expect(file).toContain(
			"wizard writes OU, O, L, S and C. LEFT OUT: O.\r\n; What the topology states there would not be",
		);
		expect(file).toContain("; The topology does not state L and S.\r\n");
		expect(file).toContain('; Subject = "CN=sip.northwind.com,OU=IT,O=...,L=...,S=...,C=DE"\r\n');
	});

	it("name a deployment with one sign for each letter that a comment cannot have", () => {
		const file = fileOf(northwind.replaceAll("Northwind", "Gr\u00f6\u00dfe_M\u00fcller"), "C-01");
		expect(file).toContain("\n; Deployment Gr??e_M?ller, from ");
	});

	it("name alternative names in the order of the file, behind those that it leaves out", () => {
		const sans = (stated: string) => {
			const file = request(modern.replace("san sip.tailspin.com", `san ${stated}`), "C-01");
			const [text = "", ...names] = [
				...(file.keys.get("Extensions/2.5.29.17") ?? []),
				...(file.keys.get("Extensions/_continue_") ?? []),
			];
			return `${text}${names.join("")}`;
		};
		const ordered = sans("b.northwind.com, sip.tailspin.com, a.northwind.com");
		expect(ordered).toContain("dns=b.northwind.com&dns=sip.tailspin.com&dns=a.northwind.com");
		expect(sans("b.northwind.com, a.northwind.com")).toContain(
			"dns=sip.tailspin.com&dns=b.northwind.com&dns=a.northwind.com",
		);
	});

	it("claim no certificate wizard on a reverse proxy", () => {
		const { context } = artefactsIn(northwind);
		for (const { id, request } of context.rows.certificates.filter((row) => row.copyOf === undefined)) {
			const isProxy = request.slot === "reverse-proxy-external";
			expect(fileOf(northwind, id).includes("wizard of the edge server makes such a request"), id).toBe(!isProxy);
			expect(fileOf(northwind, id).includes("on edge servers only"), id).toBe(isProxy);
		}
	});

	it("do not exist while the subject is open: nobody is to request a certificate without a name", () => {
		expect(artefactsIn(sketch).context.rows.certificates.length).toBeGreaterThan(2);
		expect(requests(sketch).size).toBe(0);
	});

	it("tell facts about OCS 2007 from the syntax of certreq", () => {
		for (const { content } of artefactsIn(northwind).ending(".inf")) {
			for (const mark of ["[plan]", "[sample]", "[certreq]"]) {
				expect(content).toContain(`;   ${mark}`);
			}
			expect(content).toMatch(/; \[plan\][^\r]*\r\nSubject = /);
			expect(content).toMatch(/; \[sample\][^\r]*\r\nMachineKeySet = /);
		}
	});
});

describeWith("openssl", "OpenSSL", () => {
	let folder = "";
	/** Keys by their length: making one takes a while, and the names in a request do not depend on it. */
	const keys = new Map<string, string>();
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "ocs-edge-requests-"));
	});
	afterAll(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	function keyOf(length: string): string {
		const file = keys.get(length) ?? join(folder, `${length}.pem`);
		if (!keys.has(length)) {
			outputOf("openssl", ["genrsa", "-out", file, length]);
			keys.set(length, file);
		}
		return file;
	}

	/** Text of the extension for the configuration of OpenSSL: names, or the bytes as they stand in the file. */
	function alternativeNames(value: string): string {
		if (value.startsWith("{text}")) {
			return value.slice("{text}".length).replaceAll("dns=", "DNS:").replaceAll("&", ",");
		}
		return `DER:${Buffer.from(value, "base64").toString("hex")}`;
	}

	interface Carried {
		/** As in "commonName=sip.contoso.com", in the order of the request. */
		readonly subject: readonly string[];
		readonly names: readonly string[];
		readonly usages: readonly string[];
		readonly bits: string;
		readonly keyUsage: string;
	}

	/** The parts of a subject as the configuration of OpenSSL has them, in which some signs have a meaning of their own. */
	function subjectParts(subject: string): readonly (readonly [string, string])[] {
		return subject.split(",").map((part) => {
			const [, name = "", value = ""] = /^([A-Z]+)=(.*)$/.exec(part) ?? [];
			return [name === "S" ? "ST" : name, value.replace(/[\\'"`$]/g, "\\$&")];
		});
	}

	/** What a request carries that is made as the file says. */
	function carriedBy(file: PolicyFile): Carried {
		const sans = file.keys.get("Extensions/2.5.29.17")?.[0];
		const usages = file.keys.get("EnhancedKeyUsageExtension/OID") ?? [];
		expect(one(file, "NewRequest/KeyUsage")).toBe("0xa0");
		const config = [
			"[req]",
			"prompt = no",
			"distinguished_name = subject",
			"req_extensions = extensions",
			"[subject]",
			...subjectParts(one(file, "NewRequest/Subject")).map(([name, value]) => `${name} = ${value}`),
			"[extensions]",
			`extendedKeyUsage = ${usages.join(", ")}`,
			// The bits of 0xa0.
			"keyUsage = digitalSignature, keyEncipherment",
			...(sans === undefined
				? []
				: [`2.5.29.17 = ${alternativeNames(sans)}`.replace("2.5.29.17 = DNS", "subjectAltName = DNS")]),
		];
		const configFile = join(folder, "request.cnf");
		const requestFile = join(folder, "request.pem");
		writeFileSync(configFile, `${config.join("\n")}\n`);
		const key = keyOf(one(file, "NewRequest/KeyLength"));
		outputOf("openssl", ["req", "-new", "-key", key, "-config", configFile, "-out", requestFile]);
		const text = outputOf("openssl", ["req", "-in", requestFile, "-noout", "-verify", "-text"]);
		const below = (title: string) => new RegExp(`${title}: ?\\n\\s+(.*)`).exec(text)?.[1]?.split(", ") ?? [];
		const names = outputOf("openssl", ["req", "-in", requestFile, "-noout", "-subject", "-nameopt", "multiline"]);
		return {
			subject: [...names.matchAll(/^ +(\w+) += (.*)$/gm)].map(([, name, value]) => `${name}=${value}`),
			names: below("X509v3 Subject Alternative Name"),
			usages: below("X509v3 Extended Key Usage"),
			bits: /Public-Key: \((\d+) bit\)/.exec(text)?.[1] ?? "",
			keyUsage: below("X509v3 Key Usage").join(", "),
		};
	}

	const titles = { server: "TLS Web Server Authentication", client: "TLS Web Client Authentication" } as const;

	it.each(exampleTopologies)("makes requests that carry exactly the planned names: %s", (_, text) => {
		const { context } = artefactsIn(text);
		const files = requests(text);
		for (const { id, request, copyOf } of context.rows.certificates) {
			const file = files.get(id);
			if (copyOf !== undefined || file === undefined) {
				continue;
			}
			const declared = context.deployment.certificates.find(({ name }) => name === request.declared);
			const sans = new Set([...request.sans, ...(declared?.san.items ?? []).map(({ value }) => value)]);
			const subject = request.anySubject ? (declared?.subject?.value ?? request.subject) : request.subject;
			const { organization } = context.deployment;
			expect(carriedBy(file), id).toEqual({
				subject: [
					`commonName=${subject}`,
					`organizationalUnitName=${organization?.unit?.value}`,
					`organizationName=${organization?.title?.value}`,
					`localityName=${organization?.city?.value}`,
					`stateOrProvinceName=${organization?.state?.value}`,
					`countryName=${organization?.country?.value}`,
				],
				names: [...sans].map((name) => `DNS:${name}`),
				usages: request.eku.map((usage) => titles[usage]),
				bits: String(declared?.keyLength?.value),
				keyUsage: "Digital Signature, Key Encipherment",
			});
		}
	});

	it("finds the names of an example that were written down by hand", () => {
		const carried = carriedBy(request(example("multiple-site"), "C-01"));
		expect(carried.subject).toEqual([
			"commonName=sip.wideworldimporters.com",
			"organizationalUnitName=Global Infrastructure",
			"organizationName=Wide World Importers",
			"localityName=Seattle",
			"stateOrProvinceName=Washington",
			"countryName=US",
		]);
		expect(carried.names).toEqual(["DNS:sip.adventure-works.com"]);
		const shared = carriedBy(request(example("scaled-single-site"), "C-05"));
		expect(shared.subject[0]).toBe("commonName=access.northwindtraders.net");
		expect(shared.names).toEqual(["DNS:edge1.northwindtraders.net", "DNS:edge2.northwindtraders.net"]);
	});

	it("reads back exactly the parts of the subject that the topology states", () => {
		const subjectOf = (organization: string) => carriedBy(request(stating(organization), "C-01")).subject.slice(1);
		expect(subjectOf(`organization "O'Neill & $ons (A/V) [1] *" { country gb }`)).toEqual([
			"organizationName=O'Neill & $ons (A/V) [1] *",
			"countryName=GB",
		]);
		expect(subjectOf(`organization "${"o".repeat(64)}" { state Ohio  unit "a: b_c@d!e?f|g~h" }`)).toEqual([
			"organizationalUnitName=a: b_c@d!e?f|g~h",
			`organizationName=${"o".repeat(64)}`,
			"stateOrProvinceName=Ohio",
		]);
		expect(subjectOf('organization "Fabrikam, Inc." { country US }')).toEqual(["countryName=US"]);
	});

	it("reads the same names from both forms, however many there are", () => {
		const sans = Array.from({ length: 40 }, (_, index) => `name${index}.northwind.com`);
		const withNames = (text: string) => text.replace("san sip.tailspin.com", `san ${sans.join(", ")}`);
		const old = carriedBy(request(withNames(northwind), "C-01"));
		const recent = carriedBy(request(withNames(modern), "C-01"));
		expect(old.names).toHaveLength(41);
		expect(old.names).toEqual(recent.names);
	});
});
