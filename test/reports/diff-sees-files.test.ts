import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { type Diff, diffOf } from "../../language-server/reports/diff/diff.js";
import { formatDiff } from "../../language-server/reports/diff/format-diff.js";
import { renderRunbook } from "../../language-server/reports/runbook/index.js";
import { changesBetween } from "../../language-server/requirements/changes.js";
import { deriveRequirements } from "../../language-server/requirements/derive.js";
import { catalogue, deploymentIn } from "../requirements/support.js";
import { judged, topologies } from "./diff-plans.js";
import { fewOfEach, mutantsOf } from "./diff-statements.js";

/*
 * What the teams feed into their tools is what `diff` compares: where a line of a file comes out otherwise, `diff` names that rule, port,
 * record or certificate, with every address and name that is new in the line.
 */

type Line = Readonly<Record<string, string>>;

interface CsvFile {
	/** What tells a line of the file from the others. */
	readonly key: (line: Line) => string;
	/** The columns that hold what is entered somewhere. The others are numbers of rows, scenarios, and words about a line. */
	readonly values: readonly string[];
	/** Set where lines share values: what tells whose they are. A value that the others have already is no news. */
	readonly group?: (line: Line) => string;
	/** Whether `diff` names the thing that the line is about. */
	readonly isNamed: (diff: Diff, line: Line) => boolean;
}

const hasIdentity = (
	{ added, altered, removed }: Diff["flows"] | Diff["dns"] | Diff["certificates"] | Diff["settings"],
	isMeant: (identity: string) => boolean,
) => [...added, ...altered, ...removed].some(({ identity }) => isMeant(identity));

const files: Readonly<Record<string, CsvFile>> = {
	"firewall/rules.csv": {
		key: ({ Id = "" }) => Id,
		values: ["Direction", "Source addresses", "Destination addresses", "Protocol", "Ports", "Also from"],
		isNamed: ({ flows }, { Id = "" }) => hasIdentity(flows, (identity) => identity === Id),
	},
	"load-balancers/ports.csv": {
		key: ({ Id = "" }) => Id,
		values: ["Virtual name", "Virtual address", "Protocol", "Port", "Members"],
		group: ({ Array: array = "", Side = "" }) => JSON.stringify([array, Side]),
		isNamed: ({ settings }, { Array: array = "" }) =>
			hasIdentity(settings, (identity) => identity.startsWith(`edge-array/${array}/`)),
	},
	"dns/records.csv": {
		key: ({ Id = "" }) => Id,
		values: ["View", "Name", "Type", "Addresses", "Target", "Port"],
		isNamed: ({ dns }, { Id = "" }) => hasIdentity(dns, (identity) => identity === Id),
	},
	"certificates/requests.csv": {
		key: ({ Id = "" }) => Id,
		values: ["Subject", "Subject alternative names", "Key usage", "Issuer", "Key length", "Expires"],
		group: () => "",
		isNamed: ({ certificates, settings }, line) =>
			hasIdentity(certificates, (identity) => identity === files["certificates/requests.csv"]?.key(line)) ||
			hasIdentity(settings, (identity) => identity.startsWith(`certificate/${line["In the topology"] ?? ""}/`)),
	},
	"servers/addresses.csv": {
		key: ({ Server = "", Member = "", Adapter = "", Address = "" }) =>
			JSON.stringify([Server, Member, Adapter, Address]),
		values: ["FQDN", "Network", "Address", "Default gateway", "Routes", "DNS servers"],
		group: () => "",
		// In which network an address lies follows from the subnets.
		isNamed: ({ settings }, { Server = "" }) =>
			hasIdentity(settings, (identity) => identity.split("/")[1] === Server || identity.startsWith("network/")),
	},
};

function stateOf(text: string) {
	const deployment = deploymentIn(text);
	const requirements = deriveRequirements(deployment, catalogue);
	const lines = new Map<string, ReadonlyMap<string, Line>>();
	for (const { path, content } of renderRunbook({ deployment, requirements, ...judged }).artefacts) {
		const file = files[path];
		if (file !== undefined) {
			const parsed: readonly Line[] = parse(content, { columns: true, bom: true });
			// On a further firewall it is the same rule once more. Which firewalls a rule passes follows from where networks lie.
			const own = parsed.filter(({ Id = "" }) => !Id.includes("@"));
			lines.set(path, new Map(own.map((line) => [file.key(line), line])));
		}
	}
	return { deployment, requirements, lines };
}

type State = ReturnType<typeof stateOf>;

function differences(before: State, after: State): { readonly diff: Diff; readonly text: string } {
	const input = {
		old: { ...before, source: "old.ocsedge", accepted: [], errors: 0 },
		new: { ...after, source: "new.ocsedge", accepted: [], errors: 0 },
		changes: changesBetween(before.requirements, after.requirements),
		catalogue,
	};
	return { diff: diffOf(input), text: formatDiff(input, "text").toLowerCase() };
}

/** Addresses, names and ports, as opposed to the signs between them. */
function wordsIn(line: Line | undefined, columns: readonly string[]): readonly string[] {
	const cells = columns.map((column) => line?.[column] ?? "");
	return cells.flatMap((cell) => cell.split(/[\s,()]+/)).filter((word) => word !== "" && word !== "via");
}

/** What a change does to the lines of the files and `diff` does not tell. */
function untold(before: State, after: State): readonly string[] {
	const { diff, text } = differences(before, after);
	return Object.entries(files).flatMap(([path, { values, group, isNamed }]) => {
		const [old, next] = [before.lines.get(path), after.lines.get(path)];
		const keys = new Set([...(old?.keys() ?? []), ...(next?.keys() ?? [])]);
		return [...keys].flatMap((key) => {
			const [was, is] = [old?.get(key), next?.get(key)];
			const columns = values.filter((column) => was?.[column] !== is?.[column]);
			const line = is ?? was;
			if (columns.length === 0 || line === undefined) {
				return [];
			}
			const others = group === undefined ? [] : [...(old?.values() ?? [])].filter((one) => group(one) === group(line));
			const known = new Set([...(was === undefined ? [] : [was]), ...others].flatMap((one) => wordsIn(one, values)));
			const news = wordsIn(is, columns).filter((word) => !known.has(word));
			return [
				...(diff.same ? [`${path}, ${key}: no difference, but ${columns.join(", ")}`] : []),
				...(isNamed(diff, line) ? [] : [`${path}, ${key}: not named, but ${columns.join(", ")}`]),
				...news.filter((word) => !text.includes(word.toLowerCase())).map((word) => `${path}, ${key}: not ${word}`),
			];
		});
	});
}

describe("a change of any statement that shows in a file for the teams", () => {
	it.each(Object.entries(topologies))(
		"is told by diff, line by line: %s",
		(name, text) => {
			const before = stateOf(text);
			const found = fewOfEach(mutantsOf(text), name === "scaled-single-site" ? 3 : 1).flatMap((mutant) => {
				const missing = untold(before, stateOf(mutant.text));
				return missing.length === 0 ? [] : [[mutant.title, ...missing.slice(0, 3)].join("\n  ")];
			});
			expect(found).toEqual([]);
		},
		120_000,
	);

	it.each([
		["the address of a member outside", "131.107.80.11", "131.107.80.41", "firewall/rules.csv", "Also from"],
		["the address of a member inside", "10.30.16.11", "10.30.16.41", "load-balancers/ports.csv", "Members"],
	])("%s is news for the firewall and for the balancer", (_, address, other, path, column) => {
		const text = topologies["scaled-single-site"];
		const [before, after] = [stateOf(text), stateOf(text.replaceAll(new RegExp(`${address}\\b`, "g"), other))];
		expect([...(after.lines.get(path)?.values() ?? [])].some((line) => line[column]?.includes(other))).toBe(true);
		expect(untold(before, after)).toEqual([]);
	});
});
