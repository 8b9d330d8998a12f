/**
 * The messages that this model writes, each with its text.
 *
 * @source z/OS MVS System Messages, IXC and IEA volumes.
 */

/**
 * `documented`: the text follows the manual. `documented in part`: its beginning does, the rest is recalled.
 * `recalled`: the text is generally known, its page was not seen. `own wording`: the id and its meaning are known, and
 * the wording is ours.
 */
export type MessageStanding = "documented" | "documented in part" | "recalled" | "own wording";

interface MessageRow<Arguments extends readonly unknown[]> {
  readonly standing: MessageStanding;
  readonly text: (...args: Arguments) => string;
}

function message<Arguments extends readonly unknown[]>(
  standing: MessageStanding,
  text: (...args: Arguments) => string,
): MessageRow<Arguments> {
  return { standing, text };
}

export const consoleMessages = {
  // IPL
  IEA371I: message("recalled", (system: string) => `SYS0.IPLPARM SELECTED FOR IPL PARAMETERS OF ${system}`),
  IEE389I: message("recalled", () => "MVS COMMAND PROCESSING AVAILABLE"),
  $HASP492: message("recalled", () => "JES2 START HAS COMPLETED"),
  BPXI004I: message("recalled", () => "OMVS INITIALIZATION COMPLETE"),
  IXC418I: message(
    "recalled",
    (system: string, sysplex: string) => `SYSTEM ${system} IS NOW ACTIVE IN SYSPLEX ${sysplex}`,
  ),

  // A system is missed
  IXC402D: message(
    "own wording",
    (system: string, time: string) =>
      `${system} LAST OPERATIVE AT ${time}. REPLY DOWN AFTER SYSTEM RESET, OR INTERVAL=SSSSS TO SET A REPROMPT TIME`,
  ),
  IXC426D: message(
    "own wording",
    (system: string) =>
      `SYSTEM ${system} IS SENDING XCF SIGNALS BUT NOT UPDATING STATUS. REPLY SYSNAME=${system} TO REMOVE IT, OR INTERVAL=SSSSS`,
  ),
  IXC104I: message(
    "own wording",
    (system: string, how: string) =>
      `SYSTEM STATUS DETECTION: THE IMAGE OF SYSTEM ${system} ${how}, NO DELAY APPLIES`,
  ),

  // A system is removed
  IXC371D: message(
    "recalled",
    (system: string) =>
      `CONFIRM REQUEST TO VARY SYSTEM ${system} OFFLINE. REPLY SYSNAME=${system} TO REMOVE IT OR C TO CANCEL`,
  ),
  // Documented up to the system's name.
  IXC101I: message(
    "documented in part",
    (system: string, requestedBy: string, reason: string) =>
      `SYSPLEX PARTITIONING IN PROGRESS FOR ${system} REQUESTED BY ${requestedBy}. REASON: ${reason}`,
  ),
  IXC108I: message(
    "own wording",
    (action: string, system: string) => `SYSPLEX PARTITIONING INITIATES ${action} OF SYSTEM ${system}`,
  ),
  IXC109I: message(
    "own wording",
    (action: string, system: string, result: string) => `${action} OF SYSTEM ${system} ${result}`,
  ),
  IXC102A: message(
    "documented",
    (system: string) =>
      `XCF IS WAITING FOR SYSTEM ${system} DEACTIVATION. REPLY DOWN WHEN MVS ON ${system} HAS BEEN SYSTEM RESET`,
  ),
  IXC105I: message(
    "own wording",
    (system: string, reason: string) =>
      `SYSPLEX PARTITIONING HAS COMPLETED FOR ${system}. PRIMARY REASON: ${reason}`,
  ),

  // Signalling paths are lost
  IXC409D: message(
    "own wording",
    (a: string, b: string) =>
      `SIGNAL PATHS BETWEEN ${a} AND ${b} ARE LOST. REPLY RETRY, OR SYSNAME= OF THE SYSTEM TO BE REMOVED`,
  ),

  // Automatic restarts
  // Its columns are documented; ASID and what DETAIL adds are left out.
  IXC392I: message("documented in part", (lines: string) => lines),
  IXC801I: message(
    "own wording",
    (job: string, element: string) => `JOBNAME ${job}, ELEMENT ${element} RESTART TIMEOUT HAS BEEN REACHED`,
  ),
  IXC802I: message(
    "own wording",
    (job: string, element: string) => `JOBNAME ${job}, ELEMENT ${element} READY TIMEOUT HAS BEEN REACHED`,
  ),
  // Its reasons about the policy are documented; that restarts are not enabled is our wording.
  IXC804I: message(
    "documented in part",
    (job: string, element: string, reason: string) =>
      `JOBNAME ${job}, ELEMENT ${element} WAS NOT RESTARTED. ${reason}`,
  ),
  IXC806I: message(
    "own wording",
    (job: string, element: string) =>
      `JOBNAME ${job}, ELEMENT ${element} WAS NOT RESTARTED. NO TARGET SYSTEM EXISTS`,
  ),
  // Documented where the element itself has failed; how it names a lost system is recalled.
  IXC812I: message(
    "documented in part",
    (job: string, element: string, lost: string | undefined, how: string) =>
      `JOBNAME ${job}, ELEMENT ${element} FAILED${lost === undefined ? "" : ` DUE TO THE FAILURE OF SYSTEM ${lost}`}. ` +
      `THE ELEMENT WAS RESTARTED ${how}`,
  ),
  // The numbers of systems are left out.
  IXC815I: message(
    "documented in part",
    (system: string, job: string, element: string, seconds: number) =>
      `MEMBER CLEANUP FOR SYSTEM ${system} INCOMPLETE. JOBNAME ${job}, ELEMENT ${element} RESTART IS DELAYED FOR UP TO ` +
      `${seconds} SECOND(S). RESTART IS FOR THE FAILURE OF SYSTEM ${system}`,
  ),

  // Replies
  IEE600I: message("recalled", (replyId: string, reply: string) => `REPLY TO ${replyId} IS;${reply}`),
} as const;

export type MessageId = keyof typeof consoleMessages;

export type MessageArguments<Id extends MessageId> = Parameters<(typeof consoleMessages)[Id]["text"]>;
