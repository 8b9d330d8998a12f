/** How the command ends, for scripts and CI. */
export const EXIT_STATUS = {
  /** All well. */
  ok: 0,
  /** An expectation of the scenario was not met. */
  failed: 1,
  /** The command line, the scenario, or a file that it names is wrong. */
  wrongInput: 2,
  /** The program is wrong. */
  wrongProgram: 3,
} as const;

export type ExitStatus = (typeof EXIT_STATUS)[keyof typeof EXIT_STATUS];

/** Something outside of any user's file stands in the way: ends with status 2 and this message. */
export class HostError extends Error {
  override readonly name = "HostError";
}
