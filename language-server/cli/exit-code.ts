/** What the command line tells its caller. Scripts rely on these numbers. */
export const ExitCode = {
	/** Done, and nothing at or above the threshold was found. */
	clean: 0,
	/** There are findings at or above the threshold. */
	findings: 1,
	/** The command could not do its work: a missing file, a wrong option. */
	couldNotRun: 2,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The reason why a command could not run, in one line: what is wrong and what to do. */
export class CannotRun extends Error {}
