import { TextDocument } from "langium";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CodeAction, Diagnostic } from "vscode-languageserver";
import { buildServer, StdioClient } from "./support/stdio-client.js";

const MAIN = "main.ocsedge";

/** Findings with a safe fix, in two statements, and one whose fix is not safe. */
const UNTIDY = `deployment Contoso {
  product ocs2007
  sip-domain contoso.com
}
edge-server edge1 {
  fqdn "edge1.contoso.net"
  membership domain contoso.net
  adapter internal { address 10.45.16.10/24, 10.45.16.10/24 }
  adapter external { address 131.107.155.10/26 }
}
`;

beforeAll(buildServer);

describe("the light bulb of the built server", () => {
	let running: StdioClient | undefined;

	async function start(files: Readonly<Record<string, string>>) {
		const { client, initialized } = await StdioClient.start(process.execPath, {}, files);
		running = client;
		return { client, initialized };
	}

	afterEach(async () => {
		await running?.dispose();
		running = undefined;
	});

	async function actions(client: StdioClient, range: Diagnostic["range"], only?: readonly string[]) {
		return client.request<CodeAction[]>("textDocument/codeAction", MAIN, {
			range,
			context: { diagnostics: [], ...(only && { only }) },
		});
	}

	const start0 = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

	function applied(client: StdioClient, action: CodeAction | undefined, text: string): string {
		const edits = action?.edit?.changes?.[client.uri(MAIN)] ?? [];
		return TextDocument.applyEdits(TextDocument.create(client.uri(MAIN), "ocs-edge", 1, text), edits);
	}

	test("announces fix-all and applies every safe fix at once, and no other", async () => {
		const { client, initialized } = await start({});
		expect(initialized.capabilities.codeActionProvider).toMatchObject({
			codeActionKinds: expect.arrayContaining(["quickfix", "source.fixAll.ocs-edge"]),
		});
		await client.open(MAIN, UNTIDY);
		const before = await client.findings(MAIN, (found) => found.some((one) => one.code === "edge-in-workgroup"));
		// What an editor asks for on saving: the kind itself, or all kinds of fix-all.
		for (const kind of ["source.fixAll.ocs-edge", "source.fixAll"]) {
			const [action, ...others] = await actions(client, start0, [kind]);
			expect(others).toEqual([]);
			expect(action?.kind).toBe("source.fixAll.ocs-edge");
			const mended = applied(client, action, UNTIDY);
			expect(mended).toContain("fqdn edge1.contoso.net\n");
			expect(mended).toContain("{ address 10.45.16.10/24 }");
			expect(mended).toContain("membership domain contoso.net\n");
		}
		const [action] = await actions(client, start0, ["source.fixAll"]);
		const mended = applied(client, action, UNTIDY);
		await client.change(MAIN, 2, mended);
		const after = await client.findings(MAIN, (_, version) => version === 2);
		const codes = (found: readonly Diagnostic[]) => found.map((one) => one.code).sort();
		const fixed = (action?.diagnostics ?? []).map((one) => one.code);
		expect(fixed.length).toBe(2);
		expect(codes(after.diagnostics)).toEqual(codes(before.diagnostics).filter((code) => !fixed.includes(code)));
		expect(await actions(client, start0, ["source.fixAll"])).toEqual([]);
	});

	test("writes the line breaks of the file", async () => {
		const lines = ["deployment Contoso", "edge-server edge1 {", "  fqdn edge1.contoso.net", "  av-edge", "}"];
		const text = [...lines, "certificate other", ""].join("\r\n");
		const { client } = await start({});
		await client.open(MAIN, text);
		const { diagnostics } = await client.findings(MAIN, (found) =>
			found.some((one) => one.code === "cert-missing-internal"),
		);
		const finding = diagnostics.find((one) => one.code === "cert-missing-internal");
		const [fix] = await actions(client, finding?.range ?? start0, ["quickfix"]);
		expect(fix?.title).toBe("Add a certificate edge1-internal for edge1.contoso.net");
		const mended = applied(client, fix, text);
		expect(mended.length).toBeGreaterThan(text.length);
		expect(mended).not.toMatch(/[^\r]\n/);
	});

	test("explains each code at the place once, after the fixes", async () => {
		const { client } = await start({});
		await client.open(MAIN, UNTIDY);
		const { diagnostics } = await client.findings(MAIN, (found) =>
			found.some((one) => one.code === "edge-in-workgroup"),
		);
		const finding = diagnostics.find((one) => one.code === "edge-in-workgroup");
		const offered = await actions(client, finding?.range ?? start0, ["quickfix"]);
		expect(offered[0]?.title).toBe("Set the membership of edge1 to workgroup");
		const explaining = offered.filter((one) => one.title.startsWith("Explain"));
		expect(explaining.map((one) => [one.title, one.isPreferred, one.command?.arguments])).toEqual([
			["Explain edge-in-workgroup", undefined, ["edge-in-workgroup"]],
		]);
		expect(explaining[0]?.diagnostics?.map((one) => one.code)).toEqual(["edge-in-workgroup"]);

		const page = await client.connection.sendRequest("workspace/executeCommand", explaining[0]?.command);
		expect(page).toContain("# edge-in-workgroup\n");
		expect(page).toContain("## How to mend it");
	});

	test("the command without a code gives the list of all rules, and an unknown code nothing", async () => {
		const { client, initialized } = await start({});
		expect(initialized.capabilities.executeCommandProvider?.commands).toContain("ocsEdge.explain");
		const command = "ocsEdge.explain";
		expect(await client.connection.sendRequest("workspace/executeCommand", { command })).toContain(
			"[edge-in-workgroup](edge-in-workgroup.md)",
		);
		for (const code of ["no-such-rule", "../../README"]) {
			expect(await client.connection.sendRequest("workspace/executeCommand", { command, arguments: [code] })).toBe(
				null,
			);
		}
	});
});
