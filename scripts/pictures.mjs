// `npm run pictures`: takes the pictures of the README from the screenshots of the last end-to-end tests.

import { copyFileSync, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./support/environment.mjs";
import { CannotGoOn, script } from "./support/process.mjs";

const pictures = ["findings", "hover", "preview"];

/** A page with larger pictures is slow to open. */
const largest = 300_000;

script(async () => {
	for (const name of pictures) {
		const from = join(root, `artifacts/screenshots/${name}-node.png`);
		if (!existsSync(from)) throw new CannotGoOn(`there is no ${from}. Run \`npm run test:e2e\` first.`);
		const { size } = statSync(from);
		if (size > largest) {
			throw new CannotGoOn(`${from} has ${size} bytes, and a picture may have ${largest}. Make its window smaller.`);
		}
		copyFileSync(from, join(root, `docs/images/${name}.png`));
		console.log(`docs/images/${name}.png  ${Math.ceil(size / 1000)} kB`);
	}
	return 0;
});
