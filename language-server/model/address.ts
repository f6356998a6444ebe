import { IPv4 } from "ipaddr.js";

/** An IPv4 address, with the prefix length where the file states one (`10.45.16.10/24`). */
export interface Address {
	/** Dotted, without prefix. */
	readonly text: string;
	readonly prefix?: number;
}

/** An IPv4 network (`10.45.16.0/24`). */
export interface Subnet {
	readonly text: string;
	readonly address: string;
	readonly prefix: number;
}

/** Inclusive; a single port is a range of one. */
export interface PortRange {
	readonly from: number;
	readonly to: number;
}

/** A calendar date, `YYYY-MM-DD`. */
export type IsoDate = string;

/** What is wrong with a text, in plain words. */
export interface Malformed {
	readonly problem: string;
	/** What to write in its place, where the text shows it. */
	readonly instead?: string;
	/** Whether that says beyond doubt what the author meant. */
	readonly isMeant?: boolean;
}

/** Either the value, or what is wrong with the text. */
export type Parsed<T> = { readonly value: T } | Malformed;

const DOTTED = /^\d+(?:\.\d+){3}$/;

/** Whether the text is meant as an IPv4 address or network, well-formed or not. */
export function looksLikeAddress(text: string): boolean {
	return /^\d+(?:\.\d+){1,}(?:\/\d+)?$/.test(text);
}

/** Reads an IPv4 address, with or without a prefix length. */
export function parseAddress(text: string): Parsed<Address> {
	const [address = "", prefix] = splitPrefix(text);
	const problem = problemOfAddress(address) ?? problemOfPrefix(prefix);
	if (problem) {
		return { problem };
	}
	const normal = address.split(".").map(Number).join(".");
	return { value: prefix === undefined ? { text: normal } : { text: normal, prefix: Number(prefix) } };
}

/** The address as a file writes it, with the prefix length where it is known. */
export function formatAddress({ text, prefix }: Address): string {
	return prefix === undefined ? text : `${text}/${prefix}`;
}

/** Reads a subnet in CIDR notation. */
export function parseSubnet(text: string): Parsed<Subnet> {
	const [address = "", prefix] = splitPrefix(text);
	const problem = problemOfAddress(address) ?? problemOfPrefix(prefix);
	if (problem) {
		return { problem };
	}
	if (prefix === undefined) {
		return { problem: `a subnet needs a prefix length, as in ${address}/24` };
	}
	const length = Number(prefix);
	const network = toText(maskedBy(length, address));
	if (network !== address.split(".").map(Number).join(".")) {
		return {
			problem: `${address} is not the first address of a /${length} subnet; that is ${network}`,
			instead: `${network}/${length}`,
		};
	}
	return { value: { text: `${network}/${length}`, address: network, prefix: length } };
}

/** Reads a port or a range of ports. */
export function parsePortRange(text: string): Parsed<PortRange> {
	const match = /^(\d+)(?:-(\d+))?$/.exec(text);
	if (!match) {
		return { problem: `"${text}" is not a port or a port range; write 443 or 50000-59999` };
	}
	const from = Number(match[1]);
	const to = Number(match[2] ?? match[1]);
	const outside = [from, to].find((port) => port < 1 || port > 65535);
	if (outside !== undefined) {
		return { problem: `${outside} is not a port; ports run from 1 to 65535` };
	}
	if (to < from) {
		const instead = `${to}-${from}`;
		return { problem: `the port range ${text} is reversed; write ${instead}`, instead, isMeant: true };
	}
	return { value: { from, to } };
}

/** As a file writes it: "443" or "50000-59999". */
export function formatPortRange(range: PortRange): string {
	return range.from === range.to ? String(range.from) : `${range.from}-${range.to}`;
}

/** Whether two ranges have a port in common. */
export function overlapping(a: PortRange, b: PortRange): boolean {
	return a.from <= b.to && b.from <= a.to;
}

/** Reads a day of the calendar. */
export function parseDate(text: string): Parsed<IsoDate> {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (!match) {
		return { problem: `"${text}" is not a date; write year-month-day, as in 2009-01-31` };
	}
	const date = new Date(`${text}T00:00:00Z`);
	if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
		return { problem: `there is no ${text} in the calendar` };
	}
	return { value: text };
}

/** Reads the country of a certificate's owner. */
export function parseCountry(text: string): Parsed<string> {
	return /^[A-Za-z]{2}$/.test(text)
		? { value: text.toUpperCase() }
		: { problem: `"${text}" is not a country as certificates carry it; write its code of two letters, as in US` };
}

/** Lower case, without a closing dot; names are compared in this form. */
export function normalizeFqdn(text: string): string {
	return text.toLowerCase().replace(/\.$/, "");
}

/** Whether a host name lies in a domain, directly or in a part of it. */
export function isInDomain(name: string, domain: string): boolean {
	return name.endsWith(`.${domain}`);
}

/** A host or domain name with at least two labels. A first label `*` is let through: that is a rule's business. */
export function parseFqdn(text: string): Parsed<string> {
	if (/^[A-Za-z]+:\/\//.test(text)) {
		const host = text.replace(/^[A-Za-z]+:\/\//, "").replace(/[/:].*$/, "");
		return {
			problem: `"${text}" is an address of a page; write the host name only: ${host}`,
			...("value" in parseFqdn(host) && { instead: host }),
		};
	}
	if (looksLikeAddress(text)) {
		return { problem: `${text} is an IP address; a fully qualified domain name is needed here` };
	}
	const name = normalizeFqdn(text);
	const labels = name.split(".");
	if (labels.length < 2) {
		return { problem: `"${text}" is not a fully qualified domain name; a dot and a domain are missing` };
	}
	if (name.length > 255) {
		return { problem: `"${name.slice(0, 40)}…" is longer than the 255 characters that a domain name may have` };
	}
	const bad = labels.find((label, i) => !isLabel(label) && !(label === "*" && i === 0));
	if (bad !== undefined) {
		return {
			problem:
				bad === ""
					? `"${text}" has an empty label: two dots in a row`
					: `"${bad}" in "${text}" is not a valid label of a domain name`,
		};
	}
	return { value: name };
}

function isLabel(label: string): boolean {
	return label.length <= 63 && /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?$/i.test(label);
}

function splitPrefix(text: string): readonly [string, string | undefined] {
	const slash = text.indexOf("/");
	return slash < 0 ? [text, undefined] : [text.slice(0, slash), text.slice(slash + 1)];
}

function problemOfAddress(address: string): string | undefined {
	if (address.includes(":")) {
		return `"${address}" is not an IPv4 address; Office Communications Server 2007 takes IPv4 addresses only`;
	}
	if (!DOTTED.test(address)) {
		return `"${address}" is not an IPv4 address; it has four numbers with dots between them, as in 10.45.16.10`;
	}
	const byte = address.split(".").find((part) => Number(part) > 255);
	return byte === undefined
		? undefined
		: `${byte} is not a byte of an address; each of the four numbers runs from 0 to 255`;
}

function problemOfPrefix(prefix: string | undefined): string | undefined {
	if (prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) <= 32)) {
		return undefined;
	}
	return `/${prefix} is not a prefix length of an IPv4 subnet; it runs from 0 to 32`;
}

/** The subnet that an address states by its prefix length, if it states one. */
export function subnetOf({ text, prefix }: Address): Subnet | undefined {
	if (prefix === undefined) {
		return undefined;
	}
	const address = toText(maskedBy(prefix, text));
	return { text: `${address}/${prefix}`, address, prefix };
}

/** The prefix length as the dialogs of Windows take it, as in "255.255.255.192". */
export function subnetMask({ prefix }: Subnet): string {
	return IPv4.subnetMaskFromPrefixLength(prefix).toString();
}

/** Whether an address lies in a subnet. */
export function isInSubnet(address: string, { address: network, prefix }: Subnet): boolean {
	return maskedBy(prefix, address) === maskedBy(prefix, network);
}

/** Whether all of the second subnet lies in the first. */
export function containsSubnet(outer: Subnet, inner: Subnet): boolean {
	return outer.prefix <= inner.prefix && isInSubnet(inner.address, outer);
}

/** The two subnets that make up one of at least two addresses. */
export function halvesOf({ address, prefix }: Subnet): readonly Subnet[] {
	const lower = maskedBy(prefix, address);
	return prefix >= 32
		? []
		: [lower, lower + 2 ** (31 - prefix)].map((bits) => ({
				text: `${toText(bits)}/${prefix + 1}`,
				address: toText(bits),
				prefix: prefix + 1,
			}));
}

/** The code of the digit 0; the dot between two bytes has a lower one. */
const ZERO = 48;

/** The leading bits of a well-formed address, as an unsigned number; the rest are zero. */
function maskedBy(prefix: number, address: string): number {
	let bits = 0;
	let byte = 0;
	for (let i = 0; i < address.length; i++) {
		const digit = address.charCodeAt(i) - ZERO;
		if (digit >= 0) {
			byte = byte * 10 + digit;
		} else {
			bits = bits * 256 + byte;
			byte = 0;
		}
	}
	bits = bits * 256 + byte;
	return bits - (bits % 2 ** (32 - prefix));
}

function toText(bits: number): string {
	return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
}

/** Why an address cannot be reached from the Internet, or undefined when it can. */
export function notRoutableBecause(address: string): string | undefined {
	const range = IPv4.parse(address).range();
	switch (range) {
		case "unicast":
			return undefined;
		case "private":
			return "a private address (RFC 1918)";
		case "carrierGradeNat":
			return "a shared address (RFC 6598)";
		case "loopback":
			return "a loopback address";
		case "linkLocal":
			return "a link-local address";
		case "multicast":
			return "a multicast address";
		default:
			return "a reserved address";
	}
}
