import fc from "fast-check";
import { IPv4 } from "ipaddr.js";
import { expect, test } from "vitest";
import { isInSubnet, notRoutableBecause, subnetOf } from "../../language-server/model/address.js";

const address = fc.array(fc.nat({ max: 255 }), { minLength: 4, maxLength: 4 }).map((bytes) => bytes.join("."));
const prefix = fc.nat({ max: 32 });

test("the network of an address is what the address library says", () => {
	fc.assert(
		fc.property(address, prefix, (text, length) => {
			const network = IPv4.networkAddressFromCIDR(`${text}/${length}`).toString();
			expect(subnetOf({ text, prefix: length })).toEqual({
				text: `${network}/${length}`,
				address: network,
				prefix: length,
			});
		}),
	);
});

test("an address is in a subnet when the address library says so", () => {
	fc.assert(
		fc.property(address, address, prefix, (text, other, length) => {
			const subnet = subnetOf({ text: other, prefix: length });
			expect(subnet && isInSubnet(text, subnet)).toBe(IPv4.parse(text).match(IPv4.parse(other), length));
		}),
	);
});

test.each([
	["131.107.155.10", undefined],
	["10.1.2.3", "a private address (RFC 1918)"],
	["172.31.0.1", "a private address (RFC 1918)"],
	["172.32.0.1", undefined],
	["192.168.0.1", "a private address (RFC 1918)"],
	["100.64.0.1", "a shared address (RFC 6598)"],
	["169.254.1.1", "a link-local address"],
	["127.0.0.1", "a loopback address"],
	["224.0.0.1", "a multicast address"],
	["240.0.0.1", "a reserved address"],
])("%s: %s", (text, reason) => {
	expect(notRoutableBecause(text)).toBe(reason);
});
