/** What can be wrong with the limits in CEAPRMxx and BPXPRMxx. Of the rest of these members nothing is said. */
import { quotingDiagnostics, readingDiagnostics, type DiagnosticTable } from "@sysplex/sysplex";

const { COMMENT_NOT_CLOSED, SYMBOL_NOT_DEFINED } = readingDiagnostics;
const { QUOTE_NOT_CLOSED } = quotingDiagnostics;

export const tsoMemberDiagnostics = {
  // What hides a part of the member is told; other faults of form may be in what is not read.
  COMMENT_NOT_CLOSED,
  SYMBOL_NOT_DEFINED,
  QUOTE_NOT_CLOSED,
  BAD_LIMIT: {
    severity: "warning",
    text: (keyword: string, value: string, form: string) => `${keyword}(${value}): expected ${form}`,
    then: "It is left out here: the default applies. What z/OS does is not published for each.",
    instead: "Write a value of that form.",
  },
  LIMIT_TWICE: {
    severity: "info",
    text: (keyword: string) => `${keyword} is coded more than once`,
    then: "The last one counts.",
    instead: "Keep one of them.",
  },
  QUEUES_TOO_SMALL: {
    severity: "warning",
    text: (bytes: number, needed: number) =>
      `IPCMSGQBYTES(${bytes}) is less than z/OSMF asks for, which is ${needed}`,
    then: "No TSO/E session starts for its services: they answer with HTTP 500, rc 12, reason 2 (zowe/zowe-cli issue 699).",
    instead: "IPCMSGQBYTES(20971520), or more.",
  },
} as const satisfies DiagnosticTable;
