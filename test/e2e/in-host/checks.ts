import * as vscode from "vscode";

/** What is checked inside the extension host, whichever host that is: Node or web worker, desktop or browser. */
export interface Check {
	readonly name: string;
	readonly run: () => Promise<void>;
}

const extensionId = "ocs-edge.ocs-edge";

function assert(condition: boolean, message: string): asserts condition {
	if (!condition) throw new Error(message);
}

const topology = `deployment Contoso {
  product ocs2007
  sip-domain contoso.com
  scenario remote-access
}

network dmz-ext { zone perimeter  subnet 131.107.155.0/26 }

edge-server edge1 {
  fqdn edge1.contoso.net
  access-edge { external sip.contoso.com }
}
`;

/** The findings of a document, as soon as they satisfy a condition. */
function findings(
	uri: vscode.Uri,
	condition: (findings: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
	return new Promise((resolve) => {
		let subscription: vscode.Disposable | undefined;
		const look = () => {
			const current = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "ocs-edge");
			if (!condition(current)) return;
			subscription?.dispose();
			resolve(current);
		};
		subscription = vscode.languages.onDidChangeDiagnostics(look);
		look();
	});
}

async function openTopology(name: string): Promise<vscode.TextDocument> {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	assert(folder !== undefined, "a folder is open");
	const uri = vscode.Uri.joinPath(folder.uri, name);
	await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(topology));
	const document = await vscode.workspace.openTextDocument(uri);
	await vscode.window.showTextDocument(document);
	return document;
}

/** The extension, as soon as VS Code has found it: the test run may begin before that. */
function installedExtension(): Promise<vscode.Extension<unknown>> {
	return new Promise((resolve) => {
		let subscription: vscode.Disposable | undefined;
		const look = () => {
			const extension = vscode.extensions.getExtension(extensionId);
			if (!extension) return;
			subscription?.dispose();
			resolve(extension);
		};
		subscription = vscode.extensions.onDidChange(look);
		look();
	});
}

async function hover(document: vscode.TextDocument, word: string): Promise<string> {
	const position = document.positionAt(document.getText().indexOf(word) + 1);
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
		"vscode.executeHoverProvider",
		document.uri,
		position,
	);
	return hovers
		.flatMap(({ contents }) => contents)
		.map((content) => (typeof content === "string" ? content : content.value))
		.join("\n");
}

export const checks: readonly Check[] = [
	{
		name: "a topology file wakes the extension",
		async run() {
			const document = await openTopology("wakes.ocsedge");
			assert(document.languageId === "ocs-edge", `the language is ocs-edge, not ${document.languageId}`);
			const extension = await installedExtension();
			await extension.activate();
			const commands = await vscode.commands.getCommands(true);
			for (const command of ["ocsEdge.restartServer", "ocsEdge.showLog", "ocsEdge.generateRunbooks"]) {
				assert(commands.includes(command), `the command ${command} exists`);
			}
		},
	},
	{
		name: "a mistake becomes a finding, and its correction takes it away",
		async run() {
			const document = await openTopology("mistake.ocsedge");
			const prefix = document.positionAt(document.getText().indexOf("/26"));
			const range = new vscode.Range(prefix, prefix.translate(0, "/26".length));
			const onSubnet = (current: readonly vscode.Diagnostic[]) =>
				current.some((finding) => finding.range.contains(prefix) || finding.range.end.isEqual(range.end));
			const edit = new vscode.WorkspaceEdit();
			edit.replace(document.uri, range, "/40");
			await vscode.workspace.applyEdit(edit);
			await findings(document.uri, onSubnet);
			const correction = new vscode.WorkspaceEdit();
			correction.replace(document.uri, range, "/26");
			await vscode.workspace.applyEdit(correction);
			await findings(document.uri, (current) => !onSubnet(current));
		},
	},
	{
		name: "a role explains itself, also after the server has been restarted",
		async run() {
			const document = await openTopology("hover.ocsedge");
			for (const when of ["before", "after"]) {
				const text = await hover(document, "access-edge");
				assert(/Access Edge/.test(text), `the hover ${when} the restart tells of the Access Edge: ${text}`);
				await vscode.commands.executeCommand("ocsEdge.restartServer");
			}
		},
	},
	{
		name: "the runbooks are written and saved",
		async run() {
			const document = await openTopology("runbooks.ocsedge");
			const saved = new Promise<vscode.Uri>((resolve) => {
				const subscription = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
					if (!uri.path.endsWith("/00-overview.md")) return;
					subscription.dispose();
					resolve(uri);
				});
			});
			// The topology is not complete, so the server would ask before it writes a draft.
			await vscode.commands.executeCommand("ocsEdge.generateRunbooks", document.uri.toString(), { draft: true });
			const overview = new TextDecoder().decode(await vscode.workspace.fs.readFile(await saved));
			assert(overview.includes("edge1.contoso.net"), `the overview on the disk names the server: ${overview}`);
		},
	},
];
