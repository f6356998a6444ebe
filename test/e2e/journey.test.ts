import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { inVsCode } from "./support/test-in-vs-code.js";

inVsCode("A person who writes a topology", (test) => {
	test("sees a mistake while typing, and it goes when it is mended", "examples", async (workbench) => {
		await workbench.openFile("single-site.ocsedge");
		await workbench.typeAtEnd("\nnetwork lab { zone internal  subnet 192.168.30.0/40");
		await workbench.expectSquiggle("error");
		await workbench.expectProblem("/40 is not a prefix length");
		await workbench.revealCursor();
		await workbench.screenshot("mistake");
		await workbench.erase("40".length);
		await workbench.type("24");
		await workbench.expectProblem("/40 is not a prefix length", "hidden");
		expect(await workbench.saveAndRead("single-site.ocsedge")).toContain("subnet 192.168.30.0/24");
	});

	test("is offered what may come next, and the words that a keyword takes", "examples", async (workbench) => {
		await workbench.openFile("consolidated.ocsedge");
		// Whoever types before the extension is awake has to ask for proposals; findings in the folder show that it is.
		await workbench.expectProblem("edge-in-workgroup");
		await workbench.typeAtEnd("\nnetwork lab { ");
		await workbench.acceptProposal("zo", "zone");
		await workbench.acceptProposal("", "perimeter");
		expect(await workbench.saveAndRead("consolidated.ocsedge")).toContain("network lab { zone perimeter");
	});

	test("finds what the reference architecture warns of", "examples", async (workbench) => {
		await workbench.openFile("misconfigured.ocsedge");
		for (const code of [
			"internal-deployment-first",
			"no-active-directory-in-perimeter",
			"edge-in-workgroup",
			"edge-two-network-adapters",
			"web-content-needs-reverse-proxy",
		]) {
			await workbench.expectProblem(code);
		}
		await workbench.showAllProblems();
		await workbench.makeRoom();
		await workbench.goToText("misconfigured.ocsedge", "membership domain");
		await workbench.screenshot("findings");
	});

	test("learns what a role is by pointing at it", "examples", async (workbench) => {
		await workbench.openFile("single-site.ocsedge");
		await workbench.goToText("single-site.ocsedge", "access-edge {");
		const text = await workbench.hoverWord("access-edge");
		expect(text).toContain("Access Edge");
		expect(text).toContain("dir1");
		await workbench.makeRoom();
		// The hover stands above its word, which therefore has to be low in the window.
		await workbench.goToText("single-site.ocsedge", "operating-system windows-server-2003-sp2");
		await workbench.enlargeHover("access-edge {");
		await workbench.screenshot("hover");
	});

	test("mends a finding with its quick fix", "examples", async (workbench) => {
		await workbench.openFile("misconfigured.ocsedge");
		await workbench.expectProblem("edge-in-workgroup");
		await workbench.goToText("misconfigured.ocsedge", "membership domain");
		await workbench.offerQuickFixes("membership domain litware.net");
		await workbench.screenshot("quick-fix");
		await workbench.chooseAction("Set the membership of edge1 to workgroup");
		await workbench.expectProblem("edge-in-workgroup", "hidden");
		expect(await workbench.saveAndRead("misconfigured.ocsedge")).toMatch(/membership +workgroup/);
	});

	test("generates the runbooks of a sound deployment", "examples", async (workbench) => {
		await workbench.openFile("single-site.ocsedge");
		await workbench.runCodeAction("Generate deployment runbooks");
		await workbench.answerNotification("The runbooks of Fabrikam are ready", "Open");
		await workbench.expectOpenFile("00-overview.md");
		await workbench.expectText("tailspintoys.com");
		await workbench.screenshot("runbook");
		const folder = join(workbench.folder, "runbooks/Fabrikam");
		const pages = await readdir(folder, { recursive: true });
		const texts = await Promise.all(
			pages.filter((page) => page.endsWith(".md")).map((page) => workbench.read(join("runbooks/Fabrikam", page))),
		);
		// The overview, the seven tasks and the sheets of three teams.
		expect(texts.length).toBeGreaterThanOrEqual(11);
		for (const value of [
			"edge1.fabrikam.net",
			"131.107.64.10",
			"sip.fabrikam.com",
			"access-ext",
			"dir1.fabrikam.net",
		]) {
			expect(texts.join("\n"), value).toContain(value);
		}
	});

	test("is asked before runbooks are drafted from a file with errors", "examples", async (workbench) => {
		await workbench.openFile("misconfigured.ocsedge");
		await workbench.expectProblem("edge-two-network-adapters");
		await workbench.goToText("misconfigured.ocsedge", "deployment Litware");
		await workbench.generateRunbooks("its runbooks would not lead to a working deployment");
		await workbench.answerNotification("its runbooks would not lead to a working deployment", "Generate a Draft");
		await workbench.answerNotification("The runbooks of Litware are ready", "Open");
		await workbench.expectText("DRAFT");
		await workbench.screenshot("draft");
	});
});
