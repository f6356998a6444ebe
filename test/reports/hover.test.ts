import { describe, expect, it } from "vitest";
import { elementHover } from "../../language-server/reports/hover/index.js";
import { analyse } from "../support/topology.js";
import { northwind } from "./support.js";

const UNUSED = "nothing in Northwind refers to it";
const topology = `${northwind}
active-directory ad in corp { domain northwind.local }
network spare { zone internal }
`;

function hoverOf(name: string): string {
	const { analysis, deployment } = analyse(topology);
	const { catalogue, requirements } = analysis;
	const element = [...deployment.firewalls, ...deployment.activeDirectories, ...deployment.networks].find(
		(candidate) => candidate.name === name,
	);
	if (!element) {
		throw new Error(`The topology has no ${name}.`);
	}
	const facts = { deployment, requirements };
	return elementHover({ catalogue, facts }, facts, element);
}

describe("the hover of an element", () => {
	it.each(["outer", "ad"])("does not wonder that nothing refers to %s, because nothing can", (name) => {
		expect(hoverOf(name)).toContain(`**${name}**`);
		expect(hoverOf(name)).not.toContain("Used as");
	});

	it("says that nothing refers to a network, and who does where somebody does", () => {
		expect(hoverOf("spare")).toContain(UNUSED);
		expect(hoverOf("corp")).toContain("network of [pool1]");
	});
});
