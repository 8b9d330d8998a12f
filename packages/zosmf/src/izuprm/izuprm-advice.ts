/** What is worth knowing about a value of IZUPRMxx that is right in form. */
import { type DiagnosticList, didYouMean, type KeywordValue, type SourceRange } from "@sysplex/sysplex";
import type { izuprmDiagnostics } from "./izuprm-diagnostics.js";
import {
  COMMON_TSO_REGION_KB_ADVISED,
  izuprmPlugins,
  type IzuprmSetting,
  RESTAPI_FILE_REGION_KB_ADVISED,
  SESSION_EXPIRE_MINUTES_DEFAULT,
} from "./izuprm-statements.js";

/** Directories that each system of a shared file system has for itself. @source z/OS UNIX Planning, shared file systems. */
const DIRECTORIES_OF_ONE_SYSTEM = ["/var", "/etc", "/tmp", "/dev"];

type Advice = DiagnosticList<typeof izuprmDiagnostics>;

/**
 * @param texts The values as the server takes them.
 * @param values The same as they are written.
 */
export function adviseOn(
  advice: Advice,
  setting: IzuprmSetting,
  texts: readonly string[],
  values: readonly KeywordValue[],
  range: SourceRange,
): void {
  const text = texts[0] ?? "";
  switch (setting) {
    case "PLUGINS":
      return adviseOnPlugins(advice, texts, values);
    case "RESTAPI_FILE.REGION":
      return adviseOnRegion(advice, setting, Number(text), RESTAPI_FILE_REGION_KB_ADVISED, range);
    case "COMMON_TSO.REGION":
      return adviseOnRegion(advice, setting, Number(text), COMMON_TSO_REGION_KB_ADVISED, range);
    case "SESSION_EXPIRE":
      if (Number(text) > SESSION_EXPIRE_MINUTES_DEFAULT) {
        advice.report("SESSION_EXPIRE_LONG", range, Number(text), SESSION_EXPIRE_MINUTES_DEFAULT);
      }
      return;
    case "USER_DIR": {
      const root = DIRECTORIES_OF_ONE_SYSTEM.find((path) => text === path || text.startsWith(`${path}/`));
      if (root !== undefined) advice.report("USER_DIR_OF_ONE_SYSTEM", range, text, root);
      return;
    }
    case "SERVER_PROC":
    case "ANGEL_PROC":
      if (/[#$]/.test(text)) advice.report("PROCEDURE_NAME", range, setting, text);
      return;
    case "AUTOSTART_GROUP":
      if (text === "NONE") advice.report("GROUP_NONE", range);
      return;
    case "AUTOSTART":
      if (text === "CONNECT") advice.report("AUTOSTART_CONNECT", range);
      return;
    default:
      return;
  }
}

function adviseOnRegion(
  advice: Advice,
  setting: IzuprmSetting,
  kb: number,
  advised: number,
  range: SourceRange,
): void {
  if (kb < advised) advice.report("REGION_SMALL", range, setting, kb, advised);
}

function adviseOnPlugins(advice: Advice, names: readonly string[], values: readonly KeywordValue[]): void {
  const seen = new Set<string>();
  const known: readonly string[] = izuprmPlugins;
  names.forEach((name, index) => {
    const range = values[index]?.range;
    if (range === undefined) return;
    if (seen.has(name)) advice.report("PLUGIN_TWICE", range, name);
    else if (!known.includes(name)) advice.report("UNKNOWN_PLUGIN", range, name, didYouMean(name, known));
    seen.add(name);
  });
}
