/** The members of a sound hot standby pair of z/OSMF servers, SYSA and SYSB, in memory; a scenario names them. */
import type { ScenarioHost } from "@sysplex/scenario";

const profile = (number: number, job: string, own: string): string => `
IPCONFIG SYSPLEXROUTING DYNAMICXCF 10.1.2.${number} 255.255.255.0 1
INTERFACE OSA${number} DEFINE IPAQENET PORTNAME OSAP1
  IPADDR 10.1.1.${number}/24
PORT
  443 TCP ${job}
VIPADYNAMIC
  ${own} 10.1.1.100
  VIPADISTRIBUTE DEFINE DISTM HOTSTANDBY 10.1.1.100
    PORT 443 DESTIP
      10.1.2.1  PREFERRED
      10.1.2.2  BACKUP
ENDVIPADYNAMIC
`;

const izuprm = (letter: string): string => `
HOSTNAME('zosmf.example.com')
HTTP_SSL_PORT(443)
AUTOSTART(LOCAL)
AUTOSTART_GROUP('IZUDFL${letter}')
SERVER_PROC(IZUSVR${letter})
ANGEL_PROC(IZUANG1)
USER_DIR('/global/zosmf/zosmf${letter.toLowerCase()}')
`;

export const PAIR_MEMBERS: Readonly<Record<string, string>> = {
  "TCPPROF.SYSA": profile(1, "IZUSVRA", "VIPADEFINE 255.255.255.0"),
  "TCPPROF.SYSB": profile(2, "IZUSVRB", "VIPABACKUP 100"),
  IZUPRM0A: izuprm("A"),
  IZUPRM0B: izuprm("B"),
  SFMPOL01: "DEFINE POLICY NAME(SFMPOL01) CONNFAIL(YES)\n  SYSTEM NAME(*) ISOLATETIME(0)\n",
};

/** `sysplex:` and `hosts:` of a scenario with these members. */
export const PAIR_SYSPLEX = `sysplex:
  name: PLEX1
  sfm: SFMPOL01
  systems:
    SYSA: { tcpip: TCPPROF.SYSA, zosmf: IZUPRM0A, processors: dedicated }
    SYSB: { tcpip: TCPPROF.SYSB, zosmf: IZUPRM0B, processors: dedicated }
hosts: { zosmf.example.com: 10.1.1.100 }
`;

/** A host that has these files and no others. */
export function hostOf(files: Readonly<Record<string, string>>): ScenarioHost {
  return {
    readText(path) {
      const text = files[path];
      return text === undefined
        ? { ok: false, problem: "missing" }
        : { ok: true, source: { file: path, text } };
    },
  };
}
