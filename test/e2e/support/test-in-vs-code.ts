import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Files, type HostKind, hosts, VsCode } from "./vs-code.js";
import type { Workbench } from "./workbench.js";

type Body = (workbench: Workbench) => Promise<void>;

/**
 * Declares tests that run in VS Code once for each extension host. Each gets a window of its own with its own copy of the files;
 * a test that fails leaves a picture of that window.
 */
export function inVsCode(
	title: string,
	declare: (test: (name: string, files: Files, body: Body) => void, host: HostKind) => void,
): void {
	describe.each(hosts)(`${title} (%s extension host)`, (host) => {
		let vsCode: VsCode;
		beforeAll(async () => {
			vsCode = await VsCode.start(host);
		});
		afterAll(async () => {
			await vsCode?.stop();
		});
		declare((name, files, body) => {
			test(name, async () => {
				const workbench = await vsCode.open(files);
				try {
					await body(workbench);
					// Whatever a person did, nothing may have failed before his eyes.
					expect(await workbench.errorNotifications()).toEqual([]);
				} catch (error) {
					await workbench.screenshotAsItIs(`failed-${name.replace(/\W+/g, "-")}`);
					throw error;
				} finally {
					await workbench.close();
				}
			});
		}, host);
	});
}
