import * as ast from "../generated/ast.js";
import { optional, readNamed } from "./build-common.js";
import type { Reader } from "./build-reader.js";
import type { Certificate, DnsRecord, DnsView } from "./deployment.js";
import type { Stated } from "./origin.js";
import * as words from "./words.js";

/** A certificate as it is planned or issued. */
export function readCertificate(read: Reader, node: ast.Certificate): Certificate {
	const statements = node.properties;
	const subject = read.single(statements, ast.isSubject);
	const issuer = read.single(statements, ast.isIssuer);
	const exportable = statements.find(ast.isExportable);
	const notExportable = statements.find(ast.isNotExportable);
	const installed = read.single(statements, ast.isInstalledKey);
	const enrollment = read.single(statements, ast.isEnrollment);
	const key = read.single(statements, ast.isKeyLength);
	const algorithm = read.single(statements, ast.isAlgorithm);
	const expires = read.single(statements, ast.isExpires);
	const crl = read.single(statements, ast.isCrlDistributionPoint);
	return {
		kind: "certificate",
		...readNamed(read, node, statements),
		...optional("subject", subject && read.fqdn(subject.value, subject)),
		san: read.list(
			statements.filter(ast.isSubjectAlternativeNames),
			(one) => one.values,
			(word, one) => read.fqdn(word, one),
		),
		...optional("issuer", issuer && read.choice(issuer.value, issuer, "a kind of issuer", words.ISSUERS)),
		usages: read.list(
			statements.filter(ast.isUsage),
			(one) => one.values,
			(word, one) => read.choice(word, one, "a usage of a certificate", words.USAGES),
		),
		...optional("exportable", exportable && read.keywordOrigin(exportable)),
		...optional("notExportable", notExportable && read.keywordOrigin(notExportable)),
		...optional(
			"installedKey",
			installed && read.choice(installed.value, installed, "a state of the installed key", words.INSTALLED_KEYS),
		),
		...optional(
			"enrollment",
			enrollment && read.choice(enrollment.value, enrollment, "a way to enrol", words.ENROLLMENTS),
		),
		...optional("keyLength", key && read.number(key.value, key)),
		...optional("algorithm", algorithm && read.text(algorithm.value, algorithm)),
		...optional("expires", expires && read.date(expires.value, expires)),
		...optional("crlDistributionPoint", crl && read.text(crl.value, crl)),
	};
}

/** The records of one DNS view; undefined where the view is none of external, internal and perimeter. */
export function readDnsView(read: Reader, node: ast.Dns): DnsView | undefined {
	const view = read.choice(node.view, node, "a DNS view", words.DNS_VIEWS);
	return (
		view && {
			view,
			records: node.records.map((one) => readDnsRecord(read, one)).filter((one) => one !== undefined),
			block: read.block(node, node.records),
		}
	);
}

function readDnsRecord(read: Reader, node: ast.DnsRecord): DnsRecord | undefined {
	const origin = read.keywordOrigin(node);
	if (ast.isARecord(node)) {
		const host = read.orLeftOut(node, read.fqdn(node.host, node));
		const addresses = read.list(
			[node],
			(one) => one.addresses,
			(word) => read.address(word, node),
		);
		return host && { type: "A", host, addresses, origin };
	}
	if (ast.isSrvRecord(node)) {
		const service = read.orLeftOut(node, read.fqdn(node.service, node));
		return service && { type: "SRV", service, ...optional("target", readSrvTarget(read, node)), origin };
	}
	const alias = read.orLeftOut(node, read.fqdn(node.alias, node));
	const target = read.orLeftOut(node, read.fqdn(node.target, node));
	return alias && target && { type: "CNAME", alias, target, origin };
}

function readSrvTarget(
	read: Reader,
	node: ast.SrvRecord,
): Stated<{ readonly host: string; readonly port?: number }> | undefined {
	const whole = read.text(node.target, node);
	if (!whole || !node.target) {
		return undefined;
	}
	const [host = "", port] = whole.value.split(":");
	const part = (text: string) => ({ ...node.target, $cstNode: node.target.$cstNode, text });
	const name = read.fqdn(part(host), node);
	const number = port === undefined ? undefined : read.port(part(port), node);
	return name && { ...name, value: { host: name.value, ...(number && { port: number.value.from }) } };
}
