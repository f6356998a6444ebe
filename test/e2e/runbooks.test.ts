import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { inVsCode } from "./support/test-in-vs-code.js";

const FILE = "single-site.ocsedge";

inVsCode("A person who works out a runbook", (test) => {
	test(
		"sees above the deployment what can be done with it, and how many errors it has",
		"examples",
		async (workbench) => {
			await workbench.openFile(FILE);
			await workbench.lens("Generate runbooks").waitFor();
			await workbench.lens("Preview").waitFor();
			const lines = (await workbench.read(FILE)).split("\n").length;
			await workbench.typeAtEnd("\nnetwork lab { zone internal  subnet 192.168.30.0/40 }");
			await workbench.typeAtEnd("\nnetwork lab2 { zone internal  subnet 192.168.40.0/40 }");
			await workbench.goToText(FILE, "deployment Fabrikam");
			await workbench.lens("2 errors").waitFor();
			await workbench.screenshot("lenses");
			await workbench.followLens("2 errors", workbench.cursorOn(lines + 1));
			await workbench.expectText("192.168.30.0/40");
		},
	);

	test("does without lenses where they are turned off", "examples", async (workbench) => {
		await workbench.openFile(FILE);
		await workbench.lens("Generate runbooks").waitFor();
		await workbench.write(".vscode/settings.json", '{ "ocsEdge.codeLens.enabled": false }');
		await workbench.lens("Generate runbooks").waitFor({ state: "hidden" });
		await workbench.write(".vscode/settings.json", "{}");
		await workbench.lens("Generate runbooks").waitFor();
	});

	test("previews the runbook beside the topology, and it follows what is typed", "examples", async (workbench) => {
		await workbench.openFile(FILE);
		await workbench.followLens("Preview", workbench.page.locator(".tab", { hasText: "Runbook of Fabrikam" }));
		await workbench.expectInPreview("Deployment Fabrikam");
		await workbench.screenshot("preview-overview");
		await workbench.turnTo("Task 3: Configure the Edge Server roles");
		await workbench.expectInPreview("sip.fabrikam.com");
		const line = (await workbench.read(FILE)).split("\n").findIndex((one) => one.includes("next-hop")) + 1;
		await workbench.followToTopology("Set the next hop");
		await workbench.expectCursorOn(line);
		await workbench.screenshot("preview");
		await workbench.page.keyboard.press("End");
		await workbench.type("x");
		await workbench.expectInPreview("DRAFT");
		await workbench.erase(1);
		await workbench.runbook.locator("main", { hasNotText: "DRAFT" }).waitFor();
		await workbench.saveAndRead(FILE);
		await workbench.turnTo("DNS sheet");
		await workbench.screenshot("preview-sheet");
		// A window that opens again shows the preview again, at the page where it was.
		await workbench.reload();
		await workbench.expectInPreview("DNS sheet");
	});

	test("chooses what is generated", "examples", async (workbench) => {
		await workbench.openFile(FILE);
		await workbench.lens("Preview").waitFor();
		await workbench.beginCommand("OCS Edge: Generate Deployment Runbooks…");
		await workbench.acceptEntries("Tasks and sheets", async () => {
			await workbench.toggleEntry("Task 5");
			await workbench.screenshotAsItIs("choice");
		});
		await workbench.acceptEntries("Formats", () => workbench.toggleEntry("HTML"));
		await workbench.expectNotification("The runbooks of Fabrikam are ready");
		await workbench.screenshot("generated");
		expect(await workbench.openTabs()).toEqual([FILE]);
		// A part does not take the place of the whole, so the page for the printer is named after what it holds.
		const [print] = (await readdir(join(workbench.folder, "runbooks/Fabrikam"))).filter((name) =>
			name.endsWith(".html"),
		);
		expect(print).toMatch(/^runbook-.*4-6.*\.html$/);
		expect(await workbench.read(`runbooks/Fabrikam/${print}`)).toContain("Configure certificates");
		expect(await workbench.read("runbooks/Fabrikam/04-configure-certificates.md")).toContain("Task 4");
		await expect(workbench.read("runbooks/Fabrikam/05-start-services.md")).rejects.toThrow("ENOENT");
		await workbench.answerNotification("The runbooks of Fabrikam are ready", "Open");
		await workbench.expectOpenFile("00-overview.md");
	});

	test("ticks off a step, changes the plan, and finds the tick in the new page", "examples", async (workbench) => {
		const page = "runbooks/Fabrikam/03-configure-edge-servers.md";
		await workbench.openFile(FILE);
		await workbench.generateRunbooks("The runbooks of Fabrikam are ready");
		await workbench.openFile("03-configure-edge-servers.md");
		const [first = "", second = ""] = (await workbench.read(page)).match(/^- \[ \] \*\*3\.[12]\*\* .*$/gm) ?? [];
		await workbench.goToText(page, first);
		await workbench.tick();
		expect(await workbench.saveAndRead(page)).toContain(first.replace("[ ]", "[x]"));
		// This one is ticked, and nobody has saved it yet.
		await workbench.goToText(page, second);
		await workbench.tick();
		await workbench.screenshot("ticked");
		// What has nothing to do with this deployment stays unsaved.
		await workbench.write("runbooks/notes.md", "Mine.");
		await workbench.openFile("notes.md");
		await workbench.typeAtEnd(" Not yet.");
		await workbench.openFile(FILE);
		await workbench.typeAtEnd("\nsite berlin { remote }");
		await workbench.typeAtEnd("\nedge-server edge9 in berlin { fqdn edge9.fabrikam.net }");
		await workbench.goToText(FILE, "deployment Fabrikam");
		await workbench.generateRunbooks("What people wrote was kept in: 03-configure-edge-servers.md");
		const again = await workbench.read(page);
		expect(again).toContain("edge9");
		for (const step of [first, second]) expect(again).toContain(step.replace("[ ]", "[x]"));
		expect(await workbench.read("runbooks/notes.md")).toBe("Mine.");
	});

	test("goes from a step of a generated page to the line that it comes from", "examples", async (workbench) => {
		const page = "runbooks/Fabrikam/03-configure-edge-servers.md";
		await workbench.openFile(FILE);
		await workbench.generateRunbooks("The runbooks of Fabrikam are ready");
		await workbench.openFile("03-configure-edge-servers.md");
		const line = (await workbench.read(FILE)).split("\n").findIndex((one) => one.includes("next-hop")) + 1;
		const text = await workbench.read(page);
		const label = /^- \[ \] \*\*(3\.\d+)\*\* .*Set the next hop/m.exec(text)?.[1] ?? "";
		await workbench.goToText(page, `**${label}**`);
		await workbench.followTextLink(`**${label}**`);
		await workbench.expectOpenFile(FILE);
		await workbench.expectCursorOn(line);
	});

	test("keeps a page that somebody rewrote, and is led to both texts", "examples", async (workbench) => {
		const page = "runbooks/Fabrikam/sheets/dns.md";
		await workbench.openFile(FILE);
		await workbench.generateRunbooks("The runbooks of Fabrikam are ready");
		await workbench.answerNotification("The runbooks of Fabrikam are ready", "Open");
		await workbench.openFile("dns.md");
		await workbench.page.keyboard.press("Control+a");
		await workbench.type("Ask Jo for the names.");
		await workbench.saveAndRead(page);
		await workbench.openFile(FILE);
		await workbench.generateRunbooks("Edited by hand and therefore kept");
		await workbench.answerNotification("Edited by hand and therefore kept: sheets/dns.md", "Show Kept Pages");
		await workbench.expectOpenFile("dns.new.md");
		await workbench.expectComparison("Ask Jo for the names.", "# DNS sheet");
		await workbench.screenshot("kept");
		expect(await workbench.read(page)).toBe("Ask Jo for the names.");
	});
});
