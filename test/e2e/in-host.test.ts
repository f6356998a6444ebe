import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hosts, VsCode } from "./support/vs-code.js";

describe.each(hosts)("The module inside the %s extension host", (host) => {
	let vsCode: VsCode;
	beforeAll(async () => {
		vsCode = await VsCode.start(host, "for-automation");
	});
	afterAll(async () => {
		await vsCode?.stop();
	});

	test("finds every check fulfilled", async () => {
		const { code, lines } = await vsCode.runInHost({ "README.txt": "A folder to work in." });
		expect(lines).toContain(`host: ${host}`);
		const results = lines.filter((line) => /^(not )?ok - /.test(line));
		expect(results.filter((line) => line.startsWith("not ok"))).toEqual([]);
		expect(results.length, lines.join("\n")).toBeGreaterThan(0);
		expect(code).toBe(0);
	});
});
