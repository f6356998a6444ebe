import { expect } from "vitest";
import { inVsCode } from "./support/test-in-vs-code.js";

const topology = `// Contoso
deployment Contoso {
  product ocs2007
  sip-domain contoso.com
}

network dmz-ext { zone perimeter  subnet 131.107.155.0/26 }
`;

inVsCode("The extension", (test, host) => {
	test("knows the language and colours it", { "contoso.ocsedge": topology }, async (workbench) => {
		await workbench.openFile("contoso.ocsedge");
		expect(await workbench.language()).toBe("OCS Edge");
		const colours = [
			await workbench.colourOf("// Contoso"),
			await workbench.colourOf("deployment"),
			await workbench.colourOf("product"),
			await workbench.colourOf("131.107.155.0/26"),
		];
		expect(new Set(colours).size).toBe(colours.length);
		await workbench.screenshot("colours");
	});

	// The Output view of the Node host needs a native module that is not built everywhere.
	if (host === "web") {
		test("tells in its log what becomes of the server", { "contoso.ocsedge": topology }, async (workbench) => {
			await workbench.openFile("contoso.ocsedge");
			await workbench.expectLog("The language server is running.");
			await workbench.runCommand("OCS Edge: Restart Server");
			await workbench.expectLog("The language server has stopped.");
			await workbench.screenshot("log");
		});
	}
});
