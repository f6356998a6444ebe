import { URI, Utils } from "vscode-uri";
import type { FileElements, ImportStatement } from "../model/build-file.js";
import type { Finding } from "../model/finding.js";
import { elementsOf } from "../model/lookups.js";
import { compareOrigins } from "../model/origin.js";
import { problem } from "../model/problems.js";

/** The URI of an imported file: its path is relative to the importing file. */
export function importedUri(from: string, statement: ImportStatement): string {
	const base = Utils.dirname(URI.parse(from));
	return Utils.resolvePath(base, statement.path.replaceAll("\\", "/")).toString();
}

/**
 * What is wrong with the imports of a file.
 *
 * @param fileAt the topology of a URI, where it is in view
 */
export function importProblems(
	file: FileElements,
	fileAt: (uri: string) => FileElements | undefined,
): readonly Finding[] {
	return file.imports.flatMap((statement) => {
		const target = fileAt(importedUri(file.uri, statement));
		if (!target) {
			return [
				problem(
					"import-not-found",
					statement.origin,
					`There is no file ${statement.path} here. What it declares is unknown, so what depends on it is not checked. Correct the path; it is relative to this file.`,
				),
			];
		}
		const other = target.heads[0];
		if (other && target.uri !== file.uri) {
			return [
				problem(
					"import-of-deployment",
					statement.origin,
					`${statement.path} is the root file of the deployment ${other.name} and cannot be part of another one. Move what both need into a file without a deployment block and import that.`,
					{ related: [{ message: `The deployment ${other.name}`, origin: other.origin }] },
				),
			];
		}
		return [];
	});
}

/** What is wrong with the deployment blocks of a file: that there are several, or none that its elements belong to. */
export function headProblems(file: FileElements, isInDeployment: boolean): readonly Finding[] {
	const [first, ...others] = file.heads;
	const several = others.map((head) =>
		problem(
			"several-deployments",
			head.origin,
			`This file already describes the deployment ${first?.name ?? ""}; ${head.name} is ignored. Move it into a file of its own and import what both share.`,
			first ? { related: [{ message: "The first deployment of this file", origin: first.origin }] } : {},
		),
	);
	const element = firstElement(file);
	if (isInDeployment || file.heads.length > 0 || !element) {
		return several;
	}
	return [
		...several,
		problem(
			"fragment-not-imported",
			element.origin,
			"No deployment in view imports this file, so only its syntax is checked. Import it from the file with the deployment block, or add a deployment block here.",
		),
	];
}

function firstElement(file: FileElements) {
	return [...elementsOf(file)].sort((a, b) => compareOrigins(a.origin, b.origin))[0];
}
