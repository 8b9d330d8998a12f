/**
 * Why a request that needs a TSO/E address space fails: what z/OSMF answers, with the codes in the body of the answer.
 *
 * The status is 500 in every case, so that a client tells them apart by the codes only.
 */

/** What a row says is a fact of the page or thread that it names. */
export interface TsoRefusalRow {
  readonly name: string;
  /** `rc`, `return-code`. */
  readonly returnCode: number;
  readonly reasonCode: number;
  readonly text: string;
  readonly source: string;
}

/** The number of a row in {@link tsoRefusals}; 0: nothing stands in the way. */
export const TsoRefusal = {
  none: 0,
  sessionsOfUser: 1,
  sessionsOfSystem: 2,
  messageQueues: 3,
  sessionUnknown: 4,
  logonTimeout: 5,
  consoleLost: 6,
  consoleInUse: 7,
} as const;

export type TsoRefusal = (typeof TsoRefusal)[keyof typeof TsoRefusal];

const MAXIMUM = {
  returnCode: 12,
  reasonCode: 4,
  text: "The maximum number of TSO address spaces have been created",
  source: "zowe/zowe-cli issue 204",
} as const;

/** By {@link TsoRefusal}. */
export const tsoRefusals: readonly TsoRefusalRow[] = [
  { name: "none", returnCode: 0, reasonCode: 0, text: "", source: "" },
  { name: "sessionsOfUser", ...MAXIMUM },
  { name: "sessionsOfSystem", ...MAXIMUM },
  {
    name: "messageQueues",
    returnCode: 12,
    reasonCode: 2,
    text: "CeaTso request failed",
    source: "zowe/zowe-cli issue 699, zowe/docs-site issue 2665",
  },
  {
    name: "sessionUnknown",
    returnCode: 0,
    reasonCode: 0,
    text: "z/OSMF cannot correlate the request for the key with an active z/OS application session",
    source: "zowe/zowe-cli issue 468",
  },
  {
    name: "logonTimeout",
    returnCode: 4,
    reasonCode: 1,
    text: "login: timeout",
    source: "zowe/zowe-cli issue 617",
  },
  {
    name: "consoleLost",
    returnCode: 3,
    reasonCode: 12,
    text: "The TSO/E address space for this console can not be found",
    source: "zowe/zowe-install-packaging issue 1622",
  },
  {
    name: "consoleInUse",
    returnCode: 5,
    reasonCode: 7,
    text: "Failed to create console due to TSO/E CONSOLE command got an error",
    source: "zowe/zowe-cli issue 1843",
  },
];
