import type { CommandFact } from "../types.js";
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
