import { describe, expect, test } from "vitest";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import type { Finding } from "../../language-server/model/finding.js";
import type { TopologyWorkspace } from "../../language-server/workspace/topology-workspace.js";
import { uriOf, workspaceOf } from "../support/topology.js";

const parse = createFileParser();
const LANGUAGE = new Set([
	"duplicate-name",
	"unresolved-reference",
	"import-not-found",
	"import-of-deployment",
	"several-deployments",
	"fragment-not-imported",
]);

function languageFindings(workspace: TopologyWorkspace, path: string): readonly Finding[] {
	return workspace.findings(uriOf(path)).filter((finding) => LANGUAGE.has(finding.code));
}

function messages(workspace: TopologyWorkspace, path: string): readonly string[] {
	return languageFindings(workspace, path).map((finding) => `${finding.code}: ${finding.message}`);
}

const DEPLOYMENT = "deployment D { sip-domain contoso.com }\n";

describe("names are resolved within a deployment", () => {
	test("over all files that the root imports, directly or not", () => {
		const workspace = workspaceOf({
			"root.ocsedge": `import "./sub/pools.ocsedge"\n${DEPLOYMENT}`,
			"sub/pools.ocsedge": 'import "../networks.ocsedge"\npool p in corp {}',
			"networks.ocsedge": "network corp { zone internal }",
		});
		expect(
			["root.ocsedge", "sub/pools.ocsedge", "networks.ocsedge"].flatMap((path) => messages(workspace, path)),
		).toEqual([]);
	});

	test("two deployments of one workspace do not see each other", () => {
		const workspace = workspaceOf({
			"a.ocsedge": `${DEPLOYMENT}network corp { zone internal }`,
			"b.ocsedge": `${DEPLOYMENT}pool p in corp {}`,
		});
		expect(messages(workspace, "b.ocsedge")).toEqual([
			"unresolved-reference: Nothing in this deployment is named corp; a network is expected here. Declare it, or import the file that does.",
		]);
	});

	test("a slip in a name brings the name that was meant", () => {
		const workspace = workspaceOf(`${DEPLOYMENT}network corp { zone internal }\npool p in corpp {}`);
		const [finding] = languageFindings(workspace, "main.ocsedge");
		expect(finding?.message).toContain("Did you mean corp?");
		expect(finding?.fixes.map((fix) => fix.title)).toEqual(["Change to corp"]);
	});

	test("an address in the place of a name brings the server that has it", () => {
		const pool = "pool pool1 { member fe1.contoso.net at 192.168.10.11 }";
		const withHop = (hop: string) =>
			workspaceOf(`${DEPLOYMENT}edge-server edge1 { access-edge { next-hop ${hop} } }\n${pool}`);
		const [known] = languageFindings(withHop("192.168.10.11"), "main.ocsedge");
		expect(known?.message).toBe(
			"192.168.10.11 is an address. Write the name of a pool or a Director here. pool1 has this address.",
		);
		expect(known?.fixes.map((fix) => fix.title)).toEqual(["Change to pool1"]);
		const [unknown] = languageFindings(withHop("192.168.10.12"), "main.ocsedge");
		expect(unknown?.message).toBe("192.168.10.12 is an address. Write the name of a pool or a Director here.");
		expect(unknown?.fixes).toEqual([]);
	});

	test("a name of another kind is called by its kind, and the declaration is shown", () => {
		const workspace = workspaceOf(`${DEPLOYMENT}edge-server edge1 { access-edge { next-hop edge1 } }\npool pool1 {}`);
		const [finding] = languageFindings(workspace, "main.ocsedge");
		expect(finding?.message).toContain("edge1 is an edge server; a pool or a Director is expected here.");
		expect(finding?.related.map((one) => one.message)).toEqual(["edge1 is declared here"]);
	});

	test("a name used twice is shown with its first use", () => {
		const workspace = workspaceOf({
			"root.ocsedge": `import "./more.ocsedge"\n${DEPLOYMENT}pool p {}`,
			"more.ocsedge": "director p {}",
		});
		expect(messages(workspace, "more.ocsedge")).toEqual([
			"duplicate-name: The name p is used twice: for a pool and for a Director. A reference to it means the first. Rename one of the two.",
		]);
		expect(languageFindings(workspace, "more.ocsedge")[0]?.related[0]?.origin.uri).toBe(uriOf("root.ocsedge"));
	});

	test("a site and a network may share a name", () => {
		expect(messages(workspaceOf(`${DEPLOYMENT}site redmond {}\nnetwork redmond {}`), "main.ocsedge")).toEqual([]);
	});
});

describe("imports", () => {
	test("a missing file is one finding on its path; what might depend on it is not reported as well", () => {
		const workspace = workspaceOf(`import "./gone.ocsedge"\n${DEPLOYMENT}pool p in corp {}`);
		const findings = languageFindings(workspace, "main.ocsedge");
		expect(findings.map((finding) => finding.code)).toEqual(["import-not-found"]);
		expect(findings[0]?.origin.range).toEqual({ start: { line: 0, character: 7 }, end: { line: 0, character: 23 } });
	});

	test("files may import each other in a circle", () => {
		const workspace = workspaceOf({
			"root.ocsedge": `import "./a.ocsedge"\n${DEPLOYMENT}`,
			"a.ocsedge": 'import "./b.ocsedge"\nsite a {}',
			"b.ocsedge": 'import "./a.ocsedge"\nimport "./root.ocsedge"\nsite b {}',
		});
		expect(workspace.analyses()[0]?.deployment.sites.map((site) => site.name)).toEqual(["a", "b"]);
	});

	test("the root file of another deployment cannot be imported", () => {
		const workspace = workspaceOf({
			"a.ocsedge": `import "./b.ocsedge"\n${DEPLOYMENT}`,
			"b.ocsedge": "deployment Other {}",
		});
		expect(messages(workspace, "a.ocsedge")[0]).toContain("is the root file of the deployment Other");
	});

	test("a second deployment block in a file is ignored and said to be", () => {
		const workspace = workspaceOf("deployment One {}\ndeployment Two {}");
		expect(messages(workspace, "main.ocsedge")[0]).toContain("already describes the deployment One; Two is ignored");
	});

	test("a file that no deployment imports is told that only its syntax is checked", () => {
		const workspace = workspaceOf({ "lonely.ocsedge": "pool p in nowhere {}" });
		expect(languageFindings(workspace, "lonely.ocsedge").map((finding) => finding.code)).toEqual([
			"fragment-not-imported",
		]);
	});

	test("a file shared by two deployments is told a thing once", () => {
		const workspace = workspaceOf({
			"a.ocsedge": `import "./shared.ocsedge"\n${DEPLOYMENT}`,
			"b.ocsedge": 'import "./shared.ocsedge"\ndeployment E {}',
			"shared.ocsedge": "pool p in nowhere {}",
		});
		expect(languageFindings(workspace, "shared.ocsedge").map((finding) => finding.code)).toEqual([
			"unresolved-reference",
		]);
	});
});

describe("a change in one file", () => {
	test("brings and takes findings in another file of the deployment, and names both as affected", () => {
		const workspace = workspaceOf({
			"root.ocsedge": `import "./networks.ocsedge"\n${DEPLOYMENT}pool p in corp {}`,
			"networks.ocsedge": "network lan { zone internal }",
		});
		workspace.takeAffected();
		expect(messages(workspace, "root.ocsedge")).toHaveLength(1);
		workspace.setFile(parse(uriOf("networks.ocsedge"), "network corp { zone internal }"));
		expect([...workspace.takeAffected()].sort()).toEqual([uriOf("networks.ocsedge"), uriOf("root.ocsedge")]);
		expect(messages(workspace, "root.ocsedge")).toEqual([]);
	});

	test("leaves other deployments alone", () => {
		const workspace = workspaceOf({ "a.ocsedge": "deployment A {}", "b.ocsedge": "deployment B {}" });
		const [, before] = workspace.analyses();
		workspace.takeAffected();
		workspace.setFile(parse(uriOf("a.ocsedge"), "deployment A {} site s {}"));
		expect([...workspace.takeAffected()]).toEqual([uriOf("a.ocsedge")]);
		expect(workspace.analyses()[1]).toBe(before);
	});

	test("a file that disappears is missed, and its own findings are withdrawn", () => {
		const workspace = workspaceOf({
			"root.ocsedge": `import "./networks.ocsedge"\n${DEPLOYMENT}`,
			"networks.ocsedge": "network corp {}\nnetwork corp {}",
		});
		workspace.takeAffected();
		workspace.removeFile(uriOf("networks.ocsedge"));
		expect([...workspace.takeAffected()].sort()).toEqual([uriOf("networks.ocsedge"), uriOf("root.ocsedge")]);
		expect(messages(workspace, "root.ocsedge")[0]).toContain("import-not-found");
		expect(workspace.findings(uriOf("networks.ocsedge"))).toEqual([]);
	});
});
