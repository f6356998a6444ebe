import { installIsStale } from "./environment.mjs";
import { CannotGoOn, npm, step } from "./process.mjs";

/** Installs what package-lock.json lists, unless that is already there. */
export async function installDependencies() {
	const [major = 0] = process.versions.node.split(".").map(Number);
	if (major < 20) throw new CannotGoOn(`Node ${process.version} is too old; install Node 20 or newer.`);
	if (!installIsStale()) return;
	step("Installing the dependencies (npm ci)");
	const code = await npm(["ci"]);
	if (code === 127) throw new CannotGoOn("npm was not found. It comes with Node; check that it is on the PATH.");
	if (code !== 0) {
		throw new CannotGoOn(
			"`npm ci` failed; the lines above say why. It needs a network connection to the package registry.",
		);
	}
}
