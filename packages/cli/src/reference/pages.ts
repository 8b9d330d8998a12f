/** The pages under docs/reference, printed from the same tables as the command prints. */
import { studyJsonSchema } from "@sysplex/experiment";
import { studyDiagnostics } from "@sysplex/experiment";
import type { Command } from "commander";
import { buildProgram } from "../command.js";
import { dataColumnReference, sensitivityReference } from "./data-columns.js";
import { diagnosticReference } from "./diagnostics.js";
import { messageReference } from "./messages.js";
import { metricReference } from "./metrics.js";
import { parameterReference } from "./parameters.js";
import { scenarioKeyReference } from "./scenario-keys.js";
import { asText, schemaText } from "./schema-command.js";
import { statementReference } from "./statements.js";
import { markdownLines, type ReferenceTable } from "./table.js";

export interface ReferencePage {
  /** The file's name in docs/reference. */
  readonly file: string;
  readonly text: string;
}

export function referencePages(): readonly ReferencePage[] {
  return [
    page("cli.md", "The sysplex command", [], commandLines()),
    page("scenario-keys.md", "The scenario file", scenarioKeyReference(), [
      "Editors complete and check the keys when the first line of a scenario is",
      "`# yaml-language-server: $schema=../../docs/reference/scenario.schema.json`.",
      "",
    ]),
    page("metrics.md", "Metrics", metricReference()),
    page("parameters.md", "Parameters of the models", parameterReference(), [
      "`documented` numbers have a source, `assumed` ones a reason: replace those with your own measurements.",
      "",
    ]),
    page("profile-statements.md", "TCP/IP profile", statementReference("profile")),
    page("tcpip-data-statements.md", "TCPIP.DATA", statementReference("tcpipdata")),
    page("couple-statements.md", "COUPLExx", statementReference("couple")),
    page("sfm-statements.md", "SFM policy", statementReference("sfm")),
    page("arm-statements.md", "ARM policy", statementReference("arm")),
    page("izuprm-statements.md", "IZUPRMxx", statementReference("izuprm")),
    page("tso-limits.md", "CEAPRMxx and BPXPRMxx", [
      ...statementReference("ceaprm"),
      ...statementReference("bpxprm"),
    ]),
    page("messages.md", "Messages", messageReference(), [
      "Ids and what they mean are IBM's. Of the wording, `documented` follows the manual, `documented in part` does so up to the",
      "system's name, `recalled` is generally known and was not compared with a manual, `own wording` is ours: automation",
      "that looks for texts should be tested against a real console. Words in ‹› stand for what a run fills in.",
      "",
    ]),
    page("diagnostics.md", "Diagnostics", diagnosticReference(studyDiagnostics), [
      "An `error` stops the run. A `warning` is tolerated, or costs a statement, as in z/OS. An `info` is worth knowing.",
      "Words in ‹› stand for what is found in the file.",
      "",
    ]),
    page(
      "data-columns.md",
      "Columns of `--data`",
      [...dataColumnReference(), ...sensitivityReference()],
      [
        "`sysplex compare`, `sweep` and `merge` write these tables with `--data folder`, each as Parquet, CSV and JSON Lines. A value that",
        "is not there is null, and empty in CSV. Parquet files carry units and meanings in their metadata. What the JSON result of a",
        "sweep says of each factor stands at the end.",
        "",
      ],
    ),
    { file: "scenario.schema.json", text: schemaText() },
    { file: "study.schema.json", text: asText(studyJsonSchema()) },
  ];
}

function page(
  file: string,
  title: string,
  tables: readonly ReferenceTable[],
  introduction: readonly string[] = [],
): ReferencePage {
  const lines = [
    "<!-- Printed by `pnpm docs:reference`. Changes belong into the tables of the sources. -->",
    "",
    `# ${title}`,
    "",
    ...introduction,
    ...tables.flatMap((table) => markdownLines(table)),
  ];
  return { file, text: `${lines.join("\n").trimEnd()}\n` };
}

/** The help of the command and of each of its commands. */
function commandLines(): string[] {
  const silent = { out: () => undefined, err: () => undefined, now: () => 0, cwd: "" };
  const program = buildProgram(
    { ...silent, outColors: false, errColors: false, errIsTerminal: false, debug: false },
    () => undefined,
  );
  return [program, ...program.commands.flatMap(withSubcommands)].flatMap((command) => [
    `## ${[...ancestors(command), command].map((one) => one.name()).join(" ")}`,
    "",
    "```",
    ...helpText(command).trimEnd().split("\n"),
    "```",
    "",
  ]);
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function ancestors({ parent }: Command): Command[] {
  return parent === null ? [] : [...ancestors(parent), parent];
}

/** With the examples, which only `outputHelp` adds. */
function helpText(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100 });
  command.outputHelp();
  return text;
}
