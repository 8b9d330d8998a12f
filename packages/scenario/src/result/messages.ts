/** The messages of all models in one place: by id, with the standing of their wording. */
import { consoleMessages, type MessageStanding } from "@sysplex/sysplex";
import { stackMessageStandings, stackMessages } from "@sysplex/tcpip";
import { zosmfMessageStandings, zosmfMessages } from "@sysplex/zosmf";
import { zoweMessages, zoweMessageStandings } from "@sysplex/zowe";

export interface MessageRow {
  readonly id: string;
  readonly text: (...args: never[]) => string;
  readonly standing: MessageStanding;
}

export interface MessageTable {
  /** `the sysplex` */
  readonly writer: string;
  readonly rows: readonly MessageRow[];
}

export const messageTables: readonly MessageTable[] = [
  {
    writer: "the sysplex",
    rows: Object.entries(consoleMessages).map(([id, { standing, text }]) => ({ id, text, standing })),
  },
  { writer: "TCP/IP", rows: rowsOf(stackMessages, stackMessageStandings) },
  { writer: "z/OSMF", rows: rowsOf(zosmfMessages, zosmfMessageStandings) },
  { writer: "Zowe", rows: rowsOf(zoweMessages, zoweMessageStandings) },
];

const standings = new Map(
  messageTables.flatMap(({ rows }) => rows).map(({ id, standing }) => [id, standing]),
);

/** Null: no table has a message of this id. */
export function messageStanding(id: string): MessageStanding | null {
  return standings.get(id) ?? null;
}

function rowsOf<Id extends string>(
  texts: Readonly<Record<Id, MessageRow["text"]>>,
  standings: Readonly<Record<Id, MessageStanding>>,
): MessageRow[] {
  return (Object.keys(texts) as Id[]).map((id) => ({ id, text: texts[id], standing: standings[id] }));
}
