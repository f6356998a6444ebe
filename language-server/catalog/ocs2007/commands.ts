import type { CommandFact, EdgeRoleId } from "../types.js";
import { evidence } from "./evidence.js";

const documentedForR2 = evidence("r2", ["R2-CMD-STATE", "LCSCMD"], "The command is documented for OCS 2007 R2.");

/** What reports the state of a server. The command is run on the computer itself. */
export const stateCommands: readonly CommandFact[] = [
	{
		line: "LCSCmd.exe /Server /Action:CheckLCServerState /Role:AP",
		on: "edge-server",
		evidence: documentedForR2,
	},
	{
		line: "LCSCmd.exe /Server /Action:CheckLCServerState /Role:SE",
		on: "standard-edition",
		evidence: documentedForR2,
	},
	{
		line: "LCSCmd.exe /Server /Action:CheckLCServerState /Role:EE",
		on: "enterprise-edition",
		evidence: documentedForR2,
	},
];

function deactivating(component: "AP" | "DP" | "MR"): CommandFact {
	return {
		line: `LCSCmd.exe /Server /Role:AP /Components:${component} /Action:Deactivate`,
		on: "edge-server",
		evidence: evidence(
			"r2",
			["R2-CMD-DEACT", "R2-DEACT"],
			"The command is documented for OCS 2007 R2, with at least one of the components AP, DP and MR.",
		),
	};
}

/** What deactivates one role of an edge server. */
export const deactivation: Readonly<Record<EdgeRoleId, CommandFact>> = {
	"access-edge": deactivating("AP"),
	"web-conferencing-edge": deactivating("DP"),
	"av-edge": deactivating("MR"),
};
