import { describe, expect, it } from "vitest";
import {
	certificateLine,
	dnsLine,
	flowLine,
	internalServers,
	requirementsOf,
	reverseProxy,
	singleSite,
} from "./support.js";

const internal = `${internalServers} communicator-web-access cwa1 in corp { fqdn cwa1.contoso.net  address 192.168.10.40 }`;
const proxy = reverseProxy.replace(
	"publish pool1",
	"publish cwa1 { external-url im.contoso.com  certificate cwa-ext }\n\tpublish pool1",
);
const derived = (...scenarios: readonly string[]) => requirementsOf(singleSite(scenarios, { internal, proxy }));

describe("Communicator Web Access behind the reverse proxy", () => {
	const { flows, dns, certificates } = derived("address-book", "communicator-web-access");

	it("has a rule, a name and a certificate of its own, and the web farm has its own", () => {
		expect(flows.map((flow) => `${flowLine(flow)}: ${flow.requiredBy.join()}`)).toEqual([
			"E12 inbound any > isa1 131.107.155.20 tcp 443: address-book,communicator-web-access",
			"I7 inbound isa1 > cwa1 10.45.16.20 tcp 443: communicator-web-access",
			"I7 inbound isa1 > pool1 10.45.16.20 tcp 443: address-book",
		]);
		expect(flows[1]?.destination).toMatchObject({ fqdn: "cwa1.contoso.net", addresses: ["192.168.10.40"] });
		const external = dns.filter((record) => record.view === "external");
		expect(external.map((record) => `${record.template} ${dnsLine(record)}: ${record.requiredBy.join()}`)).toEqual([
			"cwa-a external A im.contoso.com 131.107.155.20: communicator-web-access",
			"web-farm-external-a external A ocsweb.contoso.com 131.107.155.20: address-book",
		]);
		expect(certificates.map((row) => `${certificateLine(row)}: ${row.requiredBy.join()}`)).toEqual([
			"isa1 reverse-proxy-external im.contoso.com [] server public = cwa-ext: communicator-web-access",
			"isa1 reverse-proxy-external ocsweb.contoso.com [] server public = web-ext: address-book",
		]);
	});

	it("goes with its scenario, and the web farm with the last of its own", () => {
		expect(derived("address-book").flows.map(flowLine)).toEqual([
			"E12 inbound any > isa1 131.107.155.20 tcp 443",
			"I7 inbound isa1 > pool1 10.45.16.20 tcp 443",
		]);
		expect(derived("communicator-web-access").certificates.map((row) => row.subject)).toEqual(["im.contoso.com"]);
	});
});
