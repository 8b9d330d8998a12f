/** What the readers know of each language: statements, keywords, defaults, and what is modelled. */
import { armStatements, coupleStatements, sfmStatements, type StatementTable } from "@sysplex/sysplex";
import { profileStatements, statementName, tcpipDataStatements, type TcpipDataRow } from "@sysplex/tcpip";
import { bpxprmStatements, ceaprmStatements, izuprmStatements, type IzuprmRow } from "@sysplex/zosmf";
import type { ReferenceTable } from "./table.js";

export const statementLanguages = [
  "profile",
  "tcpipdata",
  "couple",
  "sfm",
  "arm",
  "izuprm",
  "ceaprm",
  "bpxprm",
] as const;

export type StatementLanguage = (typeof statementLanguages)[number];

export function statementReference(language: StatementLanguage): readonly ReferenceTable[] {
  return TABLES[language]();
}

const TABLES: Readonly<Record<StatementLanguage, () => readonly ReferenceTable[]>> = {
  profile: profileReference,
  tcpipdata: tcpipDataReference,
  couple: () => keywordReference("COUPLExx", coupleStatements),
  sfm: () => keywordReference("the SFM policy", sfmStatements),
  arm: () => keywordReference("the ARM policy", armStatements),
  izuprm: izuprmReference,
  ceaprm: () => keywordReference("CEAPRMxx", ceaprmStatements),
  bpxprm: () => keywordReference("BPXPRMxx", bpxprmStatements),
};

function profileReference(): readonly ReferenceTable[] {
  return [
    {
      title: "Statements of the TCP/IP profile",
      introduction:
        "`shortest` is the shortest spelling that is taken. A statement that is not modelled is read and reported, and never an error.",
      columns: ["statement", "shortest", "modelled", "meaning", "end", "keywords"],
      rows: profileStatements.map((row) => ({
        statement: `${row.within === undefined ? "" : `${row.within} … `}${statementName(row)}`,
        shortest: row.stem.replace(/[a-z]+$/, ""),
        modelled: row.modelled,
        meaning: row.meaning,
        end: row.end?.toUpperCase() ?? "",
        keywords: (row.keywords ?? []).map((keyword) => keyword.toUpperCase()).join(" "),
      })),
      wide: ["end", "keywords"],
    },
  ];
}

function tcpipDataReference(): readonly ReferenceTable[] {
  const table: Readonly<Record<string, TcpipDataRow>> = tcpipDataStatements;
  return [
    {
      title: "Statements of TCPIP.DATA",
      introduction:
        "`used` by the model, or read and kept out of it. Of statements that do not add up the last one counts.",
      columns: ["statement", "also", "value", "default", "effect", "adds up", "standing", "meaning"],
      rows: Object.entries(table).map(([statement, row]) => ({
        statement,
        also: row.synonym ?? "",
        value: row.form,
        default: row.default ?? "-",
        effect: row.effect,
        "adds up": row.adds === true ? "yes" : "no",
        standing: row.standing,
        meaning: row.meaning,
      })),
      wide: ["value", "standing"],
    },
  ];
}

function keywordReference(language: string, table: StatementTable): readonly ReferenceTable[] {
  return [
    {
      title: `Statements of ${language}`,
      introduction: "`used` by the model, or read and kept out of it.",
      columns: ["statement", "keyword", "value", "default", "effect", "standing", "meaning", "source"],
      rows: Object.entries(table).flatMap(([statement, { meaning, effect, keywords }]) => [
        { statement, effect, meaning },
        ...Object.entries(keywords).map(([keyword, row]) => ({
          ...row,
          statement,
          keyword,
          value: row.form,
        })),
      ]),
      wide: ["value", "standing", "source"],
    },
  ];
}

function izuprmReference(): readonly ReferenceTable[] {
  const table: Readonly<Record<string, IzuprmRow>> = izuprmStatements;
  return [
    {
      title: "Statements of IZUPRMxx",
      introduction: "`change` says when a changed value takes effect.",
      columns: ["statement", "value", "default", "change", "standing", "meaning", "source"],
      rows: Object.entries(table).map(([statement, row]) => ({
        statement,
        value: row.form,
        default: row.default ?? "-",
        change: row.change,
        standing: row.standing,
        meaning: row.meaning,
        source: row.source,
      })),
      wide: ["value", "source", "standing"],
    },
  ];
}
