import { checks } from "./checks.js";

/** The test runner of the desktop's command line offers these as globals. */
declare function suite(title: string, body: () => void): void;
declare function test(title: string, body: () => Promise<void>): void;

suite("OCS Edge in the extension host", () => {
	for (const check of checks) test(check.name, check.run);
});
