import { listed } from "../../../basics/sentences.js";
import type { Deployment, EdgeServer, Host } from "../../../model/deployment.js";
import { code } from "../../markdown.js";
import { documented } from "../facts.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { siteLine } from "./sites.js";

/** Where a server stands, and what its being a member of an array means for the steps on it. */
export function aboutServer({ deployment, rows, newServers }: RunbookContext, server: EdgeServer): readonly string[] {
	const words = [...siteLine(deployment, server)];
	const array = deployment.index.arrayOf.get(server.name);
	if (array !== undefined) {
		const others = array.members.map((member) => member.name).filter((name) => name !== server.name);
		const beside = others.length === 0 ? "" : `, with ${listed(others.map(code))}`;
		words.push(
			`Member of the array ${code(array.name)}${beside}: it gets the addresses of this computer; the virtual addresses are on the load balancer.`,
		);
		const sources = new Set(
			rows.certificates
				.filter((row) => row.request.server === server.name)
				.flatMap((row) => row.copyOf?.request.server ?? []),
		);
		if (sources.size > 0) {
			// A member in service is not set up once more.
			const first = [...sources].filter((name) => newServers?.includes(name) ?? true);
			words.push(
				first.length === 0
					? `Certificates that the members share come from ${listed([...sources].map(code))}, in task 4.`
					: `Do ${listed(first.map(code))} first: certificates that the members share come from there, in task 4.`,
			);
		} else if (rows.certificates.some((row) => row.copyOf?.request.server === server.name)) {
			words.push("Do this server first: certificates that the members share are requested on it, in task 4.");
		}
	}
	return words.length === 0 ? [] : [words.join(" ")];
}

/** The members of an array stand for each other, so that what one of them holds the others have to hold as well. */
export function sameOnMembers(
	page: PageBuilder,
	{ deployment }: RunbookContext,
	server: EdgeServer,
): readonly string[] {
	const array = deployment.index.arrayOf.get(server.name);
	return array === undefined
		? []
		: [
				`Enter the same on every member of the array ${code(array.name)}: the load balancer sends a user to any of them.${page.mark(documented("derived", "PLAN-LB"))}`,
			];
}

/** The element that an FQDN stands for, and the computer where it is one of several; the FQDN where no element states it. */
export function nameBehind({ index }: Deployment, fqdn: string): string {
	const known = index.hostsByFqdn.get(fqdn.toLowerCase());
	return known === undefined ? fqdn.toLowerCase() : nameOfComputer(known.host, fqdn);
}

/** As in "pool1" or, for a member of it, "pool1/fe1": made of the names of element and computer, without the domain. */
export function nameOfComputer(host: Host, fqdn: string): string {
	const own = host.kind === "edge-array" ? undefined : host.fqdn?.value;
	return own?.toLowerCase() === fqdn.toLowerCase()
		? host.name
		: `${host.name}/${(fqdn.split(".")[0] ?? fqdn).toLowerCase()}`;
}
