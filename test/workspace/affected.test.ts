import { describe, expect, test } from "vitest";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import type { TopologyWorkspace } from "../../language-server/workspace/topology-workspace.js";
import { uriOf, workspaceOf } from "../support/topology.js";

const parse = createFileParser();
const CONFIGURATION = JSON.stringify({ rules: { "edge-in-workgroup": "off" } });

/** Two deployments that share a file, and one that stands alone. */
const SOURCES = {
	"a/main.ocsedge": 'import "../shared.ocsedge"\ndeployment A { }\n',
	"b/main.ocsedge": 'import "../shared.ocsedge"\ndeployment B { }\n',
	"c/main.ocsedge": "deployment C { }\n",
	"shared.ocsedge": "network corp { zone internal }\n",
};

/** The deployments that a change makes the workspace analyse again. */
function reanalysed(sources: Readonly<Record<string, string>>, change: (workspace: TopologyWorkspace) => void) {
	const workspace = workspaceOf(sources);
	const before = new Set(workspace.analyses());
	workspace.takeAffected();
	change(workspace);
	const affected = [...workspace.takeAffected()].map((uri) => uri.slice(uriOf("").length)).sort();
	const again = workspace.analyses().filter((one) => !before.has(one));
	return { deployments: again.map((one) => one.deployment.name), affected };
}

function write(path: string, text: string) {
	return (workspace: TopologyWorkspace) => workspace.setFile(parse(uriOf(path), text, workspace.file(uriOf(path))));
}

describe("only the deployments that a change concerns are analysed again:", () => {
	test.each([
		["an edit of a root file", write("c/main.ocsedge", "deployment C2 { }\n"), ["C2"], ["c/main.ocsedge"]],
		[
			"an edit of a shared file",
			write("shared.ocsedge", "network corp { zone perimeter }\n"),
			["A", "B"],
			["a/main.ocsedge", "b/main.ocsedge", "shared.ocsedge"],
		],
		["a file that nothing imports", write("new.ocsedge", "site x\n"), [], ["new.ocsedge"]],
		[
			"a deleted file",
			(workspace: TopologyWorkspace) => workspace.removeFile(uriOf("shared.ocsedge")),
			["A", "B"],
			["a/main.ocsedge", "b/main.ocsedge", "shared.ocsedge"],
		],
		[
			"a new import",
			write("c/main.ocsedge", 'import "../shared.ocsedge"\ndeployment C { }\n'),
			["C"],
			["c/main.ocsedge", "shared.ocsedge"],
		],
		[
			"a configuration in the folder of one",
			(workspace: TopologyWorkspace) => workspace.setConfiguration(uriOf("a/ocs-edge.json"), CONFIGURATION),
			["A"],
			["a/main.ocsedge", "a/ocs-edge.json", "shared.ocsedge"],
		],
		[
			"a configuration above all",
			(workspace: TopologyWorkspace) => workspace.setConfiguration(uriOf("ocs-edge.json"), CONFIGURATION),
			["A", "B", "C"],
			["a/main.ocsedge", "b/main.ocsedge", "c/main.ocsedge", "ocs-edge.json", "shared.ocsedge"],
		],
		[
			"a configuration that says what counts anyway",
			(workspace: TopologyWorkspace) =>
				workspace.setConfiguration(uriOf("ocs-edge.json"), '{ "preset": "recommended" }'),
			[],
			["ocs-edge.json"],
		],
	])("%s", (_, change, deployments, affected) => {
		expect(reanalysed(SOURCES, change)).toEqual({ deployments, affected });
	});

	test("a configuration whose text changes and whose settings do not", () => {
		const change = (workspace: TopologyWorkspace) =>
			workspace.setConfiguration(uriOf("ocs-edge.json"), `// For the pilot.\n${CONFIGURATION}`);
		const { deployments, affected } = reanalysed({ ...SOURCES, "ocs-edge.json": CONFIGURATION }, change);
		expect(deployments).toEqual([]);
		expect(affected).toEqual(["ocs-edge.json"]);
	});

	test("a file whose importer shows what it thinks of it, though they are no deployment together", () => {
		const sources = { "a.ocsedge": 'import "./b.ocsedge"\ndeployment A { }\n', "b.ocsedge": "deployment B { }\n" };
		const { affected } = reanalysed(sources, write("b.ocsedge", "\n\ndeployment B { }\n"));
		expect(affected).toEqual(["a.ocsedge", "b.ocsedge"]);
	});
});
