import { minutes } from "@sysplex/sim-core";
import type { ZosmfConfiguration } from "@sysplex/zosmf";

/** One z/OSMF server with its defaults, in an autostart group of its own. */
export function zosmfConfiguration(
  system: string,
  changes: Partial<ZosmfConfiguration> = {},
): ZosmfConfiguration {
  return {
    files: [],
    hostname: "*",
    httpSslPort: 443,
    autostart: "LOCAL",
    autostartGroup: system,
    serverProc: "IZUSVR1",
    angelProc: "IZUANG1",
    userDir: `/global/zosmf/${system}`,
    keyringName: "IZUKeyring.IZUDFLT",
    safPrefix: "IZUDFLT",
    sessionExpire: minutes(495),
    plugins: [],
    restApiFile: { account: "IZUACCT", regionKb: 65_536, procedure: "IZUFPROC" },
    commonTso: { account: "IZUACCT", regionKb: 50_000, procedure: "IZUFPROC" },
    others: {},
    origins: {},
    ...changes,
  };
}

/** As in a hot standby pair: each server has an autostart group, a directory and a procedure of its own. */
export function hotStandbyZosmf(
  system: string,
  changes: Partial<ZosmfConfiguration> = {},
): ZosmfConfiguration {
  const letter = system.at(-1) ?? "";
  return zosmfConfiguration(system, {
    files: [`IZUPRM0${letter}`],
    autostartGroup: `ZOSMF${letter}`,
    serverProc: `IZUSVR${letter}`,
    userDir: `/global/zosmf/zosmf${letter.toLowerCase()}`,
    ...changes,
  });
}
