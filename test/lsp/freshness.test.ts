import { describe, expect, test } from "vitest";
import { InProcess } from "./support/in-process.js";

const ROOT = "deployment D { scenario remote-access }\nedge-server e { access-edge { next-hop dir1 } }";
const CORP = "director dir1 { fqdn dir1.contoso.net }";

describe("a change in one file", () => {
	test("adding and removing an import changes the findings of both files at once", async () => {
		const server = new InProcess();
		await server.open({ "main.ocsedge": ROOT, "corp.ocsedge": CORP });
		expect(server.codes("main.ocsedge")).toContain("unresolved-reference");
		expect(server.codes("corp.ocsedge")).toContain("fragment-not-imported");

		await server.change({ "main.ocsedge": `import "./corp.ocsedge"\n${ROOT}` });
		expect(server.codes("main.ocsedge")).not.toContain("unresolved-reference");
		expect(server.codes("corp.ocsedge")).not.toContain("fragment-not-imported");

		await server.change({ "main.ocsedge": ROOT });
		expect(server.codes("main.ocsedge")).toContain("unresolved-reference");
		expect(server.codes("corp.ocsedge")).toContain("fragment-not-imported");
	});

	test("deleting and creating an imported file changes the findings of the importing one", async () => {
		const server = new InProcess();
		await server.open({ "main.ocsedge": `import "./corp.ocsedge"\n${ROOT}`, "corp.ocsedge": CORP });
		expect(server.codes("main.ocsedge")).not.toContain("import-not-found");
		await server.change({ "corp.ocsedge": undefined });
		expect(server.codes("main.ocsedge")).toContain("import-not-found");
		await server.change({ "corp.ocsedge": CORP });
		expect(server.codes("main.ocsedge")).not.toContain("import-not-found");
		expect(server.codes("main.ocsedge")).not.toContain("unresolved-reference");
	});

	test("renaming an element in one file is seen by the names in another", async () => {
		const server = new InProcess();
		await server.open({ "main.ocsedge": `import "./corp.ocsedge"\n${ROOT}`, "corp.ocsedge": CORP });
		await server.change({ "corp.ocsedge": CORP.replace("director dir1", "director dir2") });
		expect(server.codes("main.ocsedge")).toContain("unresolved-reference");
		await server.change({ "corp.ocsedge": CORP });
		expect(server.codes("main.ocsedge")).not.toContain("unresolved-reference");
	});
});
