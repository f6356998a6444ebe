/** What the extension and the script of the preview say to each other. */

/** To the script. */
export type ToPreview =
	/** Shows a page; where it is the one that is shown already, what stands in view stays in view. */
	| {
			readonly kind: "show";
			readonly deployment: string;
			readonly pages: readonly ShownPage[];
			readonly path: string;
			readonly html: string;
			/** How the elements of the page look. */
			readonly style: string;
			/** The lines that come from a place of the topology, each with the words for that place. */
			readonly origins: readonly { readonly line: number; readonly place: string }[];
			readonly state: PreviewState;
	  }
	/** Says why there is nothing to show. */
	| { readonly kind: "nothing"; readonly message: string }
	/** Marks the lines that come from where the cursor is, and brings the first one into view when the cursor moved. */
	| { readonly kind: "mark"; readonly lines: readonly number[]; readonly scroll: boolean };

export interface ShownPage {
	readonly path: string;
	readonly title: string;
	readonly kind: "overview" | "task" | "plan" | "sheet" | "artefact";
}

/** From the script. */
export type FromPreview =
	/** It listens now, also after its window was hidden. */
	| { readonly kind: "ready" }
	| { readonly kind: "open-page"; readonly path: string }
	| { readonly kind: "open-origin"; readonly line: number };

/** What VS Code remembers of a preview over a restart. */
export interface PreviewState {
	/** The URI of a topology file of the deployment. */
	readonly uri: string;
	readonly page: string;
}
