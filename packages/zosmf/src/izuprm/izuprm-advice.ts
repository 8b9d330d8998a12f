/** What is worth knowing about a value of IZUPRMxx that is right in form. */
import { type Diagnostic, diagnose, didYouMean, type KeywordValue, type SourceRange } from "@sysplex/sysplex";
import { izuprmDiagnostics } from "./izuprm-diagnostics.js";
import {
  COMMON_TSO_REGION_KB_ADVISED,
  izuprmPlugins,
  type IzuprmSetting,
  RESTAPI_FILE_REGION_KB_ADVISED,
  SESSION_EXPIRE_MINUTES_DEFAULT,
} from "./izuprm-statements.js";

/** Directories that each system of a shared file system has for itself. @source z/OS UNIX Planning, shared file systems. */
const DIRECTORIES_OF_ONE_SYSTEM = ["/var", "/etc", "/tmp", "/dev"];

/**
 * @param texts The values as the server takes them.
 * @param values The same as they are written.
 */
export function adviseOn(
  setting: IzuprmSetting,
  texts: readonly string[],
  values: readonly KeywordValue[],
  range: SourceRange,
): Diagnostic[] {
  const text = texts[0] ?? "";
  switch (setting) {
    case "PLUGINS":
      return adviseOnPlugins(texts, values);
    case "RESTAPI_FILE.REGION":
      return adviseOnRegion(setting, Number(text), RESTAPI_FILE_REGION_KB_ADVISED, range);
    case "COMMON_TSO.REGION":
      return adviseOnRegion(setting, Number(text), COMMON_TSO_REGION_KB_ADVISED, range);
    case "SESSION_EXPIRE": {
      const args = [Number(text), SESSION_EXPIRE_MINUTES_DEFAULT] as const;
      return args[0] > args[1] ? [diagnose(izuprmDiagnostics, "SESSION_EXPIRE_LONG", range, ...args)] : [];
    }
    case "USER_DIR": {
      const root = DIRECTORIES_OF_ONE_SYSTEM.find((path) => text === path || text.startsWith(`${path}/`));
      return root ? [diagnose(izuprmDiagnostics, "USER_DIR_OF_ONE_SYSTEM", range, text, root)] : [];
    }
    case "SERVER_PROC":
    case "ANGEL_PROC":
      return /[#$]/.test(text) ? [diagnose(izuprmDiagnostics, "PROCEDURE_NAME", range, setting, text)] : [];
    case "AUTOSTART_GROUP":
      return text === "NONE" ? [diagnose(izuprmDiagnostics, "GROUP_NONE", range)] : [];
    case "AUTOSTART":
      return text === "CONNECT" ? [diagnose(izuprmDiagnostics, "AUTOSTART_CONNECT", range)] : [];
    default:
      return [];
  }
}

function adviseOnRegion(
  setting: IzuprmSetting,
  kb: number,
  advised: number,
  range: SourceRange,
): Diagnostic[] {
  return kb < advised ? [diagnose(izuprmDiagnostics, "REGION_SMALL", range, setting, kb, advised)] : [];
}

function adviseOnPlugins(names: readonly string[], values: readonly KeywordValue[]): Diagnostic[] {
  const seen = new Set<string>();
  const known: readonly string[] = izuprmPlugins;
  return names.flatMap((name, index) => {
    const range = values[index]?.range;
    if (range === undefined) return [];
    if (seen.has(name)) return [diagnose(izuprmDiagnostics, "PLUGIN_TWICE", range, name)];
    seen.add(name);
    if (known.includes(name)) return [];
    return [diagnose(izuprmDiagnostics, "UNKNOWN_PLUGIN", range, name, didYouMean(name, known))];
  });
}
