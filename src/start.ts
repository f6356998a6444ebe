import { type ExtensionContext, Uri, window, workspace } from "vscode";
import {
	type BaseLanguageClient,
	type DocumentSelector,
	type LanguageClientOptions,
	type Middleware,
	State,
} from "vscode-languageclient";
import { features } from "./features.js";

/** Makes the language client of one host: the server as a process, or as a worker. */
export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/**
 * What both entry points do: the log, the client, the features, and then the server.
 *
 * @param documents which documents are topologies; an old version that Git shows beside the file is none
 */
export async function start(
	context: ExtensionContext,
	documents: DocumentSelector,
	createClient: CreateClient,
): Promise<void> {
	const log = window.createOutputChannel("OCS Edge", { log: true });
	const watcher = workspace.createFileSystemWatcher("**/{*.ocsedge,ocs-edge.json}");
	context.subscriptions.push(log, watcher);

	const middleware = together(features.flatMap((feature) => feature.middleware ?? []));
	// The client derives the name of the setting `ocsEdge.trace.server` from this id.
	const client = createClient("ocsEdge", "OCS Edge", {
		documentSelector: documents,
		synchronize: { fileEvents: watcher },
		outputChannel: log,
		middleware,
		initializationOptions: {
			rulePages: `${Uri.joinPath(context.extensionUri, "docs/rules").toString()}/`,
			listensForRunbooks: true,
			showsPreviews: true,
			showsRulePages: true,
		},
	});

	const host = { context, client, log };
	for (const feature of features) {
		const disposables = feature.activate?.(host) ?? [];
		context.subscriptions.push(...("dispose" in disposables ? [disposables] : disposables));
	}
	// The client comes last: subscriptions are disposed in order, and the features need it until then.
	context.subscriptions.push({ dispose: () => client.dispose() });

	// A server that dies while it starts leaves the promise of `start` open; the state tells of it in any case. Waiting at
	// all makes sure that a command of the server which woke the extension exists once it is awake.
	const settled = new Promise<void>((resolve) => {
		context.subscriptions.push(client.onDidChangeState(({ newState }) => newState === State.Stopped && resolve()));
	});
	const started = client.start().then(
		() => {
			const server = client.initializeResult?.serverInfo;
			if (server) log.info(`Connected to ${server.name} ${server.version ?? ""}`.trimEnd());
		},
		// An extension that fails to activate loses its commands, among them the one that restarts the server.
		(error) => log.error(error instanceof Error ? error : String(error)),
	);
	await Promise.race([started, settled]);
}

/** Two features may step into commands; each passes on those that are not its own. */
function together(all: readonly Middleware[]): Middleware {
	const executeCommand = all
		.flatMap((one) => one.executeCommand ?? [])
		.reduceRight<NonNullable<Middleware["executeCommand"]>>(
			(inner, outer) => (command, args, next) => outer(command, args, (name, values) => inner(name, values, next)),
			(command, args, next) => next(command, args),
		);
	return Object.assign({}, ...all, { executeCommand });
}
