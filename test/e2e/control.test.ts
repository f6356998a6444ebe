import { expect } from "vitest";
import { inVsCode } from "./support/test-in-vs-code.js";

const topology = `deployment Contoso {
  sip-domain contoso.com
  scenario federation { mode open }
}
edge-server edge1 {
  membership domain contoso.net
  access-edge { external sip.contoso.com }
}
dns external {
  a sip.contoso.com -> 131.107.155.10
}
`;

inVsCode("A person who decides what the checks ask for", (test) => {
	test("accepts a finding by writing down the reason", { "contoso.ocsedge": topology }, async (workbench) => {
		await workbench.openFile("contoso.ocsedge");
		await workbench.expectProblem("edge-in-workgroup");
		await workbench.applyQuickFix("membership domain contoso.net", "Ignore here: edge-in-workgroup");
		await workbench.expectProblem("suppression-without-reason");
		await workbench.screenshot("ignore");
		await workbench.type("The perimeter has a domain of its own.");
		await workbench.expectProblem("suppression-without-reason", "hidden");
		await workbench.expectProblem("edge-in-workgroup", "hidden");
		expect(await workbench.saveAndRead("contoso.ocsedge")).toContain(
			"  // ocs-edge-ignore edge-in-workgroup: The perimeter has a domain of its own.\n  membership domain",
		);
	});

	test("turns a rule off for the project", { "contoso.ocsedge": topology }, async (workbench) => {
		await workbench.openFile("contoso.ocsedge");
		await workbench.expectProblem("edge-in-workgroup");
		await workbench.applyQuickFix(
			"membership domain contoso.net",
			"Set the severity of edge-in-workgroup to off in a new ocs-edge.json",
		);
		await workbench.expectProblem("edge-in-workgroup", "hidden");
	});

	test("is helped in the configuration, and told of its mistakes", {
		"contoso.ocsedge": topology,
		"ocs-edge.json": '{\n  "rules": {\n    \n  }\n}\n',
	}, async (workbench) => {
		await workbench.openFile("contoso.ocsedge");
		await workbench.expectProblem("edge-in-workgroup");
		await workbench.openFile("ocs-edge.json");
		await workbench.goToLine(3);
		await workbench.acceptProposal('"edge-in-work', "edge-in-workgroup");
		await workbench.screenshot("configuration");
		await workbench.type('"severe"');
		await workbench.expectProblem("configuration-error");
		// What was in force before still is.
		await workbench.expectProblem("A workgroup keeps Active Directory out");
	});
});
