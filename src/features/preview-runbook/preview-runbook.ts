import { commands, ViewColumn, type WebviewPanel, window } from "vscode";
import { State } from "vscode-languageclient";
import {
	previewRunbookCommand,
	type RunbooksChanged,
	runbooksChangedNotification,
} from "../../../language-server/protocol.js";
import type { Feature, Host } from "../../feature.js";
import { askForPreview, topologyOf } from "../../topology.js";
import type { PreviewState } from "./messages.js";
import { PreviewPanel } from "./preview-panel.js";

/** By this name VS Code knows previews, also after a restart. */
const VIEW_TYPE = "ocsEdge.runbookPreview";

/** Shows the runbook beside the topology, as it would be generated now, and follows what is typed. */
export const previewRunbook: Feature = {
	activate(host) {
		const panels = new Set<PreviewPanel>();
		const add = (panel: WebviewPanel, state: PreviewState) => {
			const preview = new PreviewPanel(host, panel, state);
			panels.add(preview);
			preview.onDispose(() => panels.delete(preview));
		};
		return [
			commands.registerCommand(previewRunbookCommand, (first: unknown) => open(host, panels, add, first)),
			window.registerWebviewPanelSerializer(VIEW_TYPE, {
				async deserializeWebviewPanel(panel, state: unknown) {
					const remembered = stateOf(state);
					if (remembered) add(panel, remembered);
					else panel.dispose();
				},
			}),
			host.client.onNotification(runbooksChangedNotification, ({ files }: RunbooksChanged) => {
				for (const panel of panels) panel.filesChanged(files);
			}),
			host.client.onDidChangeState(({ newState }) => {
				// A server that was started again knows of no preview.
				if (newState === State.Running) for (const panel of panels) void panel.update();
			}),
			{
				dispose() {
					for (const panel of panels) panel.dispose();
				},
			},
		];
	},
};

async function open(
	host: Host,
	panels: ReadonlySet<PreviewPanel>,
	add: (panel: WebviewPanel, state: PreviewState) => void,
	first: unknown,
): Promise<void> {
	const uri = topologyOf(first);
	const preview = uri === undefined ? null : await askForPreview(host.client, uri);
	if (!preview) {
		void window.showInformationMessage("Open the topology file of a deployment to preview its runbook.");
		return;
	}
	const shown = [...panels].find(({ root }) => root === preview.root);
	if (shown) {
		shown.reveal();
		return;
	}
	const panel = window.createWebviewPanel(VIEW_TYPE, `Runbook of ${preview.deployment}`, {
		viewColumn: ViewColumn.Beside,
		preserveFocus: true,
	});
	add(panel, { uri: preview.root, page: preview.path });
}

function stateOf(state: unknown): PreviewState | undefined {
	return typeof state === "object" &&
		state !== null &&
		"uri" in state &&
		typeof state.uri === "string" &&
		"page" in state &&
		typeof state.page === "string"
		? { uri: state.uri, page: state.page }
		: undefined;
}
