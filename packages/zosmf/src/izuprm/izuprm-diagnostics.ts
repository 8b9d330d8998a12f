/**
 * What can be wrong, or surprising, in IZUPRMxx.
 *
 * What z/OS does with a mistake in the member (ignore it, ignore the statement, refuse the start), and with which message,
 * is not published; each row says so where it matters.
 */
import {
  type DiagnosticRow,
  type DiagnosticTable,
  quotingDiagnostics,
  readingDiagnostics,
} from "@sysplex/sysplex";

const NOT_PUBLISHED =
  "What z/OS does is not published; TRACE='Y' on the started procedure shows what it makes of the member.";
const LEFT_OUT = `It is left out here. ${NOT_PUBLISHED}`;

export const izuprmDiagnostics = {
  ...readingDiagnostics,
  ...quotingDiagnostics,
  UNKNOWN_STATEMENT: {
    severity: "warning",
    text: (statement: string, meant: string | undefined) =>
      `${statement} is no statement of IZUPRMxx${maybe(meant)}`,
    then: LEFT_OUT,
    instead: "Correct or remove it; a level of z/OS newer than this table may know it.",
  },
  UNKNOWN_SUBKEYWORD: {
    severity: "warning",
    text: (keyword: string, statement: string, meant: string | undefined) =>
      `${keyword} is no keyword of ${statement}${maybe(meant)}`,
    then: LEFT_OUT,
    instead: "Correct or remove it.",
  },
  MISPLACED_SUBKEYWORD: {
    severity: "warning",
    text: (keyword: string, statements: readonly string[]) =>
      `${keyword} belongs behind ${statements.join(" or ")}`,
    then: LEFT_OUT,
    instead: "Put it behind its statement.",
  },
  BAD_VALUE: {
    severity: "warning",
    text: (keyword: string, value: string, form: string) => `${keyword}(${value}): expected ${form}`,
    then: `The default, or what an earlier statement says, applies here. ${NOT_PUBLISHED}`,
    instead: "Write a value of that form.",
  },
  TOO_MANY_VALUES: {
    severity: "warning",
    text: (keyword: string, count: number) => `${keyword} takes one value, found ${count}`,
    then: `The first is taken here. ${NOT_PUBLISHED}`,
    instead: "Quote a value that contains blanks or commas.",
  },
  NEEDS_QUOTES: {
    severity: "warning",
    text: (keyword: string, written: string, read: string) =>
      written === read
        ? `${keyword}(${written}) has special characters and no apostrophes`
        : `${keyword}(${written}) has no apostrophes, so it is read as ${read}`,
    then: "Unquoted text is folded to upper case. Values with special characters have to be quoted; without, the effect is not published.",
    instead: "Put the value in apostrophes.",
  },
  STATEMENT_TWICE: {
    severity: "warning",
    text: (statement: string, line: number) => `${statement} is coded again, first in line ${line}`,
    then: "The last one counts here; which one z/OS takes is not published.",
    instead: "Code it once.",
  },
  MEMBER_OVERRIDES: {
    severity: "warning",
    text: (statement: string, file: string, line: number) =>
      `${statement} is also coded in ${file}, line ${line}`,
    then: "The later member of IZU=(xx,yy) counts here; which one z/OS takes is not published.",
    instead: "Code it in one member.",
  },
  TOO_MANY_MEMBERS: {
    severity: "warning",
    text: (count: number, most: number) => `${count} members are named, and IZU= takes ${most}`,
    then: "All of them are read here.",
    instead: "Join members.",
  },
  UNKNOWN_PLUGIN: {
    severity: "warning",
    text: (name: string, meant: string | undefined) => `PLUGINS: ${name} is not known here${maybe(meant)}`,
    then: "It stays in the list, which decides nothing here; later levels of z/OSMF may know it.",
  },
  PLUGIN_TWICE: {
    severity: "info",
    text: (name: string) => `PLUGINS names ${name} again`,
    then: "No harm is known from it.",
  },
  MISSING_COMMA: {
    severity: "info",
    text: (keyword: string) => `${keyword}: commas between some values and none between others`,
    then: "A blank or a line end separates values as well.",
  },
  REGION_SMALL: {
    severity: "warning",
    text: (keyword: string, kb: number, advised: number) =>
      `${keyword}(${kb}) is less than the ${advised} KB advised`,
    then: "On z/OS the TSO address spaces may run out of storage; here they do not.",
    instead: "Raise it.",
  },
  SESSION_EXPIRE_LONG: {
    severity: "warning",
    text: (minutes: number, usual: number) =>
      `SESSION_EXPIRE(${minutes}) is longer than the default of ${usual} minutes`,
    then: "The server raises LTPA_EXPIRE with IZUG018W, and its own tokens last as long. A JWT that Zowe signs does not: a site that coded 43200 saw users logged off after 8 hours.",
    instead: "Where users come through Zowe, its tokenProperties.expirationInSeconds too.",
  },
  USER_DIR_OF_ONE_SYSTEM: {
    severity: "warning",
    text: (directory: string, root: string) =>
      `USER_DIR ${directory} lies below ${root}, which belongs to one system`,
    then: "On z/OS its file system may be unmounted when that system goes, and is out of reach for the others; here it stays within reach.",
    instead: "Use a directory below /global, one for each server.",
  },
  PROCEDURE_NAME: {
    severity: "warning",
    text: (keyword: string, name: string) => `${keyword}(${name}) contains # or $`,
    then: "On z/OS Liberty has trouble with such job names; here the server starts.",
    instead: "Use letters and digits.",
  },
  GROUP_NONE: {
    severity: "info",
    text: () => "AUTOSTART_GROUP NONE is a name like any other",
    then: "All systems that code it form one group, with one server.",
  },
  AUTOSTART_CONNECT: {
    severity: "info",
    text: () => "AUTOSTART(CONNECT): this system never starts a server by itself",
    then: "It uses its group's server, and does not start another when that one dies.",
  },
} as const satisfies DiagnosticTable & Readonly<Record<string, DiagnosticRow<never[]>>>;

function maybe(meant: string | undefined): string {
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}
