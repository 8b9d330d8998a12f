/**
 * Settings: `name=value`, put into the texts of a scenario and its files before they are read.
 *
 *     zosmf.startDuration            a parameter of a model
 *     clients.rest.arrivals          a value of the scenario file; items of lists by `name`, or counted: timeline[1].at
 *     zowe.components.gateway.port   a value of zowe.yaml
 *     sfm.isolateTime                a keyword of the SFM policy, of COUPLExx (`couple.interval`)
 *     izuprm SYSA SESSION_EXPIRE     a keyword of IZUPRMxx of one system
 *     profile SYSA VIPADISTRIBUTE.healthSwitch   a keyword of a statement of a TCP/IP profile
 *
 * Only what is coded can be varied in the keyword languages; the scenario and zowe.yaml take new keys too. What a setting makes
 * of the file is judged by the same readers as any other file.
 */
import { parameterTables, type ScenarioHost } from "@sysplex/scenario";
import type { SourceText } from "@sysplex/sysplex";
import { setCodedKeyword, setStatementKeyword } from "./keyword-edit.js";
import { getYaml, setYaml, stepsOf } from "./yaml-edit.js";

export type SettingValue = string | number | boolean;

export interface Setting {
  readonly name: string;
  readonly value: SettingValue;
}

/** The scenario's text and the host that reads its files, with the settings in them. */
export interface EditedScenario {
  readonly source: SourceText;
  readonly host: ScenarioHost;
  /** Settings that could not be made, each with why. */
  readonly problems: readonly { readonly setting: Setting; readonly why: string }[];
}

export function withSettings(
  source: SourceText,
  host: ScenarioHost,
  settings: readonly Setting[],
): EditedScenario {
  const editing = new Editing(source, host);
  const problems = settings.flatMap((setting) => {
    const why = editing.set(setting);
    return why === undefined ? [] : [{ setting, why }];
  });
  return { source: { ...source, text: editing.text }, host: editing, problems };
}

const ON_SYSTEM = /^(profile|izuprm)\s+([A-Z0-9@#$]{1,8})\s+(\S+)$/i;

class Editing implements ScenarioHost {
  text: string;
  private readonly edited = new Map<string, SourceText>();

  constructor(
    source: SourceText,
    private readonly host: ScenarioHost,
  ) {
    this.text = source.text;
  }

  readText(path: string): ReturnType<ScenarioHost["readText"]> {
    const source = this.edited.get(path);
    return source === undefined ? this.host.readText(path) : { ok: true, source };
  }

  /** Why it cannot be done; `undefined`: it is. */
  set({ name, value }: Setting): string | undefined {
    if (isParameter(name)) return this.setScenario(["parameters", name], value);
    const onSystem = ON_SYSTEM.exec(name);
    if (onSystem !== null) return this.setOnSystem(onSystem, value);
    const [head = "", ...rest] = name.split(".");
    const keyword = rest.join(".");
    if (head === "sfm" || head === "couple")
      return this.editFile(this.named("sysplex", head), name, (text) =>
        setCodedKeyword(text, keyword, value),
      );
    if (head === "zowe") {
      const path = this.named("zowe") ?? this.named("zowe", "config");
      return this.editFile(firstFile(path), name, (text) => setYaml(text, stepsOf(keyword), value));
    }
    return this.setScenario(stepsOf(name), value);
  }

  private setOnSystem([, kind = "", system = "", what = ""]: RegExpExecArray, value: SettingValue) {
    const isProfile = kind.toLowerCase() === "profile";
    const path = this.named("sysplex", "systems", system, isProfile ? "tcpip" : "zosmf");
    return this.editFile(path, `${kind} of ${system}`, (text) => {
      if (!isProfile) return setCodedKeyword(text, what, value);
      const [statement = "", keyword = ""] = what.split(".");
      return setStatementKeyword(text, { statement, keyword }, value);
    });
  }

  private setScenario(steps: readonly string[], value: SettingValue): string | undefined {
    const farther = this.farther();
    const text = setYaml(this.text, steps, value, farther);
    if (text !== undefined) this.text = text;
    return text === undefined ? `the scenario has no ${steps.join(".").replaceAll(".[", "[")}` : undefined;
  }

  private editFile(
    path: string | undefined,
    name: string,
    edit: (text: string) => string | undefined,
  ): string | undefined {
    if (path === undefined) return `the scenario names no file for ${name}`;
    const reading = this.readText(path);
    if (!reading.ok) return `${path} cannot be read`;
    const text = edit(reading.source.text);
    if (text === undefined) return `it is not coded in ${path}: code it there first, and it can be varied`;
    this.edited.set(path, { ...reading.source, text });
    return undefined;
  }

  /** A path that the scenario, or what it extends, names there. */
  private named(...steps: string[]): string | undefined {
    const value = getYaml(this.text, steps) ?? (this.farther() && getYaml(this.farther() ?? "", steps));
    if (Array.isArray(value)) return typeof value[0] === "string" ? value[0] : undefined;
    return typeof value === "string" ? value : undefined;
  }

  /** The scenario that this one extends; beyond the first one nobody looks. */
  private farther(): string | undefined {
    const path = getYaml(this.text, ["extends"]);
    const reading = typeof path === "string" ? this.host.readText(path) : undefined;
    return reading?.ok === true ? reading.source.text : undefined;
  }
}

export function isParameter(name: string): boolean {
  return standingOf(name) !== undefined;
}

/** Whether a parameter is documented, measured or assumed; `undefined`: it is no parameter. */
export function standingOf(name: string): "documented" | "measured" | "assumed" | undefined {
  const [scope, key = ""] = name.split(".", 2);
  if (name !== `${scope}.${key}`) return undefined;
  for (const table of parameterTables) {
    const rows = table.rows as Readonly<
      Record<string, { readonly standing: "documented" | "measured" | "assumed" }>
    >;
    if (table.scope === scope && Object.hasOwn(rows, key)) return rows[key]?.standing;
  }
  return undefined;
}

/** Of `FILE(site.yaml):FILE(zowe.yaml)` the first, which wins. */
function firstFile(path: string | undefined): string | undefined {
  return path === undefined ? undefined : (/^FILE\(([^)]+)\)/.exec(path)?.[1] ?? path);
}
