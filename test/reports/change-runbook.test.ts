import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printRunbook } from "../../language-server/reports/print/print.js";
import { randomVariants } from "../requirements/random-topologies.js";
import { changed, changeOf, type StepOnPage } from "./change-runbook-support.js";

/*
 * What people do, and what users notice, when a running deployment is changed: every interruption is announced, a certificate
 * is never altered in its place, and whoever is let in anew has been asked.
 */

const example = (name: string) => readFileSync(join(import.meta.dirname, `../../examples/${name}.ocsedge`), "utf8");
const [consolidated, single, scaled] = [example("consolidated"), example("single-site"), example("scaled-single-site")];

const partner = changed(single, [
	"partner litware.com \\{",
	"partner new.example { access-edge sip.new.example }  partner litware.com {",
]);
const keyLength = changed(scaled, ["key-length *2048", "key-length 4096"]);
const director = changed(single, ["dir1\\.fabrikam\\.net", "dirx.fabrikam.net"]);
const conferencingInside = changed(single, ["10\\.20\\.16\\.10\\b", "10.20.16.77"]);
const conferencingVirtual = changed(scaled, ["131\\.107\\.80\\.22\\b", "131.107.80.27"]);

const changes: readonly (readonly [what: string, before: string, after: string])[] = [
	["a new partner", single, partner],
	["a partner that goes", partner, single],
	["another key length", scaled, keyLength],
	["a Director of another name", single, director],
	["another internal address of an edge server", single, conferencingInside],
	["another virtual address", scaled, conferencingVirtual],
	["another media address", consolidated, changed(consolidated, ["131\\.107\\.155\\.12\\b", "131.107.155.22"])],
	[
		"another SIP domain",
		consolidated,
		changed(consolidated, ["sip-domain +contoso.com", "sip-domain contoso.com, b.example"]),
	],
	["another external name", consolidated, changed(consolidated, ["webconf\\.contoso\\.com", "meet.contoso.com"])],
	[
		"another name of the reverse proxy",
		consolidated,
		changed(consolidated, ["ocsweb\\.contoso\\.com", "web.contoso.com"]),
	],
	["another last day", consolidated, changed(consolidated, ["expires +2009-06-30", "expires 2010-06-30"])],
	["an A/V Edge that goes", consolidated, changed(consolidated, [" {2}av-edge \\{[^}]*\\}\n", ""])],
	["an address of a member", scaled, changed(scaled, ["131\\.107\\.80\\.11\\b", "131.107.80.41"])],
	["another computer", consolidated, changed(consolidated, ["edge1\\b", "edge9"])],
];

/** Words by which a step says that something in force stands still or alters. */
const INTERRUPTS =
	/\brestart|\b[Rr]eplace|: alter\b|\] \*\*[\d.]+\*\* Alter\b|assign the new certificate|choose the new certificate|Until now it is|stop (its|the) services|Stop the services/;

/** The numbers that a text names, spans included. */
function isNamed(text: string, number: string): boolean {
	const [part = 0, step = 0] = number.split(".").map(Number);
	const spans = [...text.matchAll(/(\d+)\.(\d+)(?: to \d+\.(\d+))?/g)];
	return spans.some(
		([, own, first, last]) => Number(own) === part && Number(first) <= step && step <= Number(last ?? first),
	);
}

/** The steps that interrupt by their own words: by what is done and how it is checked, not by the way back. */
function interrupting(steps: readonly StepOnPage[]): readonly StepOnPage[] {
	return steps.filter(({ words }) => {
		const done = words.replace(/^ {2}- Undo: .*$/m, "").replace(/^Undo of these: .*$/m, "");
		return INTERRUPTS.test(done) && !NEW_COMPUTER.test(done);
	});
}

/** Steps on a computer that is new, which interrupts nobody. */
const NEW_COMPUTER = /If services of .* run already|also after a restart|Compare the tabs of the properties/;

describe("what is interrupted", () => {
	it.each(changes)("names every step that interrupts: %s", (_, before, after) => {
		const { steps, interrupted } = changeOf(before, after);
		const missing = interrupting(steps).filter(({ number }) => !isNamed(interrupted, number));
		expect(missing.map(({ words }) => words)).toEqual([]);
	});

	it("names every step that interrupts, whatever differs", () => {
		fc.assert(
			fc.property(
				fc.constantFrom(consolidated, single, scaled).chain((text) => randomVariants(text)),
				([before, after]) => {
					const { steps, interrupted } = changeOf(before, after);
					const missing = interrupting(steps).filter(({ number }) => !isNamed(interrupted, number));
					expect(missing.map(({ words }) => words)).toEqual([]);
				},
			),
			{ numRuns: 30 },
		);
	});

	it.each(changes.filter(([what]) => what !== "another computer"))("is something: %s", (_, before, after) => {
		expect(changeOf(before, after).interrupted).not.toContain("Nothing");
	});

	it("is nothing where nothing in force alters", () => {
		const { interrupted } = changeOf(single, changed(single, ["go-live +\\S+", "go-live 2031-01-01"]));
		expect(interrupted).toMatch(/^- Nothing/);
	});
});

describe("restarts on the pages", () => {
	const inOrder = (steps: readonly StepOnPage[], ...patterns: readonly RegExp[]) => {
		const places = patterns.map((pattern) => steps.findIndex(({ words }) => pattern.test(words)));
		expect(places).not.toContain(-1);
		expect(places).toEqual(places.toSorted((a, b) => a - b));
	};

	it("the Access Edge takes up another next hop before the tests", () => {
		inOrder(
			changeOf(single, director).steps,
			/alter \*Next hop of the Access Edge\*/,
			/On `edge1`, restart \*Office Communications Server Access Edge\*/,
			/Sign in with Office Communicator/,
			/remove from \*Internal servers.*dir1\.fabrikam\.net/,
		);
	});

	it("the Web Conferencing Servers look up an edge at its other address inside", () => {
		inOrder(
			changeOf(single, conferencingInside).steps,
			/internal interface: alter IP address/,
			/On `edge1`, restart/,
			/Restart the Web Conferencing Servers of `pool1`/,
		);
	});
});

describe("a certificate of which the plan states something else", () => {
	const { steps, page } = changeOf(scaled, keyLength);
	const of = (pattern: RegExp) => steps.filter(({ words }) => pattern.test(words)).map(({ number }) => number[0]);

	it("is requested beside the old one, with its request file, and assigned on every server that has it", () => {
		const request = steps.find(({ words }) => /Request \*\*C-01\*\*/.test(words))?.words ?? "";
		expect(request).toContain("key length from `2048` to `4096`");
		expect(request).toContain("certificates/C-01-edge1-access-edge-external.inf");
		expect(request).toContain("export it with its private key to a file, for `edge2`");
		expect(of(/On `edge1`, assign the new certificate of \*\*C-01\*\*/)).toEqual(["2"]);
		expect(of(/On `edge2`, import the new certificate of \*\*C-01\*\*/)).toEqual(["1"]);
		expect(of(/On `edge2`, assign the new certificate of \*\*C-02\*\*/)).toEqual(["2"]);
		expect(of(/Remove the earlier certificate of \*\*C-0[12]\*\*/)).toEqual(["3", "3"]);
	});

	it("is chosen for the listener of a reverse proxy, which has no certificate wizard", () => {
		const own = steps.filter(({ words }) => /isa1/.test(words) && /certificate/.test(words)).map(({ words }) => words);
		expect(own.join("\n")).toContain("choose the new certificate of **C-11** for the listener");
		expect(own.join("\n")).not.toContain("the wizard lists");
	});

	it("stands in the list of changes with its rows and steps", () => {
		expect(page("00-changes.md")).toMatch(/\| C-01, C-02 \| alter \| access-ext: key length \|/);
	});

	it("is assigned without a restart where only its last day differs", () => {
		const renewed = changeOf(consolidated, changed(consolidated, ["expires +2009-06-30", "expires 2010-06-30"]));
		expect(renewed.steps.some(({ words }) => /assign the new certificate/.test(words))).toBe(true);
		expect(renewed.steps.some(({ words }) => /On `edge1`, restart/.test(words))).toBe(false);
		expect(renewed.interrupted).toContain("renewed");
	});
});

describe("a new partner", () => {
	const { steps, page } = changeOf(single, partner);

	it("is asked for what the whole runbook asks for, with blanks that are announced", () => {
		const words = steps.map((step) => step.words).join("\n");
		expect(words).toContain("Arrange federation with `new.example`");
		expect(words).toContain("____ (test user of new.example)");
		expect(words).toContain("____ (issuing authority of new.example)");
		expect(words).not.toContain("issuing authority of litware.com");
		expect(page("00-changes.md")).toMatch(/issuing authority of new\.example \| \[01-add\]/);
	});

	it("is tested in part 2, with the scenario that it concerns and no other", () => {
		expect(page("01-add.md")).not.toContain("### Test");
		expect(page("02-switch.md").match(/^### Test: .*$/gm)).toEqual(["### Test: Federation"]);
	});
});

describe("partners that are let in already", () => {
	it("are told when the Access Edge has another name outside, and are not asked for their authority again", () => {
		const { steps } = changeOf(consolidated, changed(consolidated, ["sip\\.contoso\\.com", "access.contoso.com"]));
		const told = steps.find(({ words }) => words.includes("Tell `fabrikam.com`"))?.words ?? "";
		expect(told).toContain("the Access Edge `access.contoso.com`");
		expect(steps.some(({ words }) => words.includes("issuing authority"))).toBe(false);
	});
});

describe("a new IM provider", () => {
	it("is licensed and provisioned before the tests of public IM", () => {
		const without = changed(scaled, ["provider +msn, aol", "provider aol"]);
		const { steps, page } = changeOf(without, scaled);
		expect(steps.some(({ number, words }) => number.startsWith("1.") && /Have public IM licensed/.test(words))).toBe(
			true,
		);
		expect(steps.some(({ words }) => /issuing authority of /.test(words))).toBe(true);
		expect(page("02-switch.md").match(/^### Test: (?!each member).*$/gm)).toEqual(["### Test: Public IM connectivity"]);
	});
});

describe("a new member of an array", () => {
	const start = scaled.indexOf("edge-server edge2");
	const edge2 = scaled.slice(start, scaled.indexOf("\n}\n", start) + 3);
	const edge3 = edge2
		.replaceAll("edge2", "edge3")
		.replaceAll("131.107.80.13", "131.107.80.43")
		.replaceAll(/\.12\b/g, ".42");
	const members = changed(scaled, ["members +edge1, edge2", "members edge1, edge2, edge3"]);

	it.each([
		["behind the others", `${members}\n${edge3}`],
		["before the others", changed(members, ["edge-server edge1", `${edge3}\nedge-server edge1`])],
	])("is told where the shared certificates come from, as nobody can export them: %s", (_, newer) => {
		const add = changeOf(scaled, newer).page("01-add.md");
		expect(add).toMatch(/`edge1` can \*\*no longer export\*\*/);
		expect(add).toContain("____ (who keeps the copy of the exported keys, and where)");
		expect(add).toMatch(/On `edge3`, import C-01 from the file/);
		expect(add).not.toContain("These steps follow the exports");
	});

	it("takes the new file where the certificate is replaced in the same change", () => {
		const add = changeOf(scaled, changed(`${members}\n${edge3}`, ["key-length *2048", "key-length 4096"])).page(
			"01-add.md",
		);
		expect(add).toMatch(/requested anew on `edge1` in this part: take the files exported there/);
		expect(add).toMatch(/export it with its private key to a file, for `edge2` and `edge3`/);
		expect(add).not.toContain("no longer export");
	});
});

describe("the pages of a change", () => {
	it("name a rule by its row and its purpose, and by no code", () => {
		for (const [, before, after] of changes) {
			const { page } = changeOf(before, after);
			expect(page("00-changes.md")).not.toMatch(/\b[EI]\d+[a-z]? (TCP|UDP) on\b/);
		}
	});

	it("have on their cover what they lead from and to", () => {
		const html = printRunbook([], {
			deployment: "Contoso",
			file: "plan.ocsedge",
			draft: false,
			title: "Edge deployment change",
			since: "HEAD~1:plan.ocsedge",
		});
		expect(html).toContain("<p>From <code>HEAD~1:plan.ocsedge</code> to <code>plan.ocsedge</code>.</p>");
	});
});
