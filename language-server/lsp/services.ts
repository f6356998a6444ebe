import type { LangiumServices, LangiumSharedServices } from "langium/lsp";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import type { Configurations } from "./configurations.js";
import type { RulePages } from "./convert.js";
import type { Editor } from "./editor.js";
import type { FindingsPublisher } from "./findings-publisher.js";
import type { Log } from "./log.js";
import type { RuleExplainer } from "./rule-explainer.js";
import type { RunbookPreviews } from "./runbook-previews.js";
import type { RunbookRenderer } from "./runbook-renderer.js";
import type { RunbookWriter } from "./runbook-writer.js";

/** What OCS Edge adds to the services that Langium shares between languages. */
export interface OcsEdgeAddedSharedServices {
	readonly topology: {
		readonly Editor: Editor;
		readonly Log: Log;
		readonly Workspace: TopologyWorkspace;
		readonly Configurations: Configurations;
		readonly Publisher: FindingsPublisher;
		readonly Renderer: RunbookRenderer;
		readonly Runbooks: RunbookWriter;
		readonly Previews: RunbookPreviews;
		readonly Pages: RulePages;
		readonly Explainer: RuleExplainer;
	};
}

export type OcsEdgeSharedServices = LangiumSharedServices & OcsEdgeAddedSharedServices;
export type OcsEdgeServices = LangiumServices & { readonly shared: OcsEdgeSharedServices };
