import { expect } from "vitest";
import { inVsCode } from "./support/test-in-vs-code.js";

inVsCode("A person who wants to know why", (test) => {
	test("reads the page of a finding from the light bulb", "examples", async (workbench) => {
		await workbench.openFile("misconfigured.ocsedge");
		await workbench.expectProblem("edge-in-workgroup");
		await workbench.goToText("misconfigured.ocsedge", "membership domain");
		await workbench.applyQuickFix("membership domain litware.net", "Explain edge-in-workgroup");
		await workbench.expectPage("edge-in-workgroup");
		await workbench.expectPage("How to mend it");
		await workbench.screenshot("explain");
	});

	test("follows the code of a finding to its page", "examples", async (workbench) => {
		await workbench.openFile("misconfigured.ocsedge");
		await workbench.followCode("no-active-directory-in-perimeter");
		await workbench.expectPage("no-active-directory-in-perimeter");
	});

	test("finds a page in the list of all rules", "examples", async (workbench) => {
		await workbench.openFile("consolidated.ocsedge");
		await workbench.runCommand("OCS Edge: Explain Rules");
		await workbench.expectPage("Rules");
		await workbench.followLink("edge-in-workgroup");
		await workbench.expectPage("edge-in-workgroup");
	});

	const untidy = `deployment Contoso { product ocs2007 }
edge-server edge1 {
  fqdn "edge1.contoso.net"
  membership domain contoso.net
}
`;
	const files = {
		"main.ocsedge": untidy,
		".vscode/settings.json": '{ "editor.codeActionsOnSave": { "source.fixAll.ocs-edge": "explicit" } }',
	};

	test("lets every save apply what is safe to mend, and nothing else", files, async (workbench) => {
		await workbench.openFile("main.ocsedge");
		await workbench.settled();
		await workbench.expectProblem("stands in quotation marks");
		await workbench.typeAtEnd("// saved");
		const saved = await workbench.saveAndRead("main.ocsedge");
		expect(saved).toContain("fqdn edge1.contoso.net\n");
		expect(saved).toContain("membership domain contoso.net\n");
	});
});
