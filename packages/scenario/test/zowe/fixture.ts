/** The sound pair with Zowe on both systems, behind a DVIPA of its own. */
import { pairWith, type Files } from "../fixture.js";

/** Gateway, Discovery, ZAAS and Catalog on SYSA and SYSB; z/OSMF by its DVIPA. */
export const ZOWE_YAML = `zowe:
  runtimeDirectory: /usr/lpp/zowe
  workspaceDirectory: /global/zowe/workspace
  externalDomains:
    - zowe.example.com
  externalPort: 7554
java:
  home: /usr/lpp/java/J17.0_64
zOSMF:
  host: zosmf.example.com
  port: 443
components:
  gateway: { enabled: true, port: 7554 }
  zaas: { enabled: true, port: 7558 }
  discovery: { enabled: true, port: 7553 }
  api-catalog: { enabled: true, port: 7552 }
haInstances:
  lpar1: { hostname: sysa.example.com, sysname: SYSA }
  lpar2: { hostname: sysb.example.com, sysname: SYSB }
`;

const zoweDvipa = (own: string): string => `  ${own} 10.1.1.200
  VIPADISTRIBUTE DEFINE DISTM HOTSTANDBY 10.1.1.200
    PORT 7554 DESTIP
      10.1.2.1  PREFERRED
      10.1.2.2  BACKUP
ENDVIPADYNAMIC`;

const HOSTS = `hosts:
  zosmf.example.com: 10.1.1.100
  zowe.example.com: 10.1.1.200
  sysa.example.com: 10.1.1.1
  sysb.example.com: 10.1.1.2
zowe: { config: zowe.yaml, release: "3.1" }`;

type Changes = readonly (readonly [string, string])[];

/** `catalog` asks for the API Catalog once a second; what differs in scenario and zowe.yaml. */
export function zowePair(scenario: Changes = [], zowe: Changes = []): Files {
  const files = pairWith({
    "scenario.yaml": [
      ["hosts: { zosmf.example.com: 10.1.1.100 }", HOSTS],
      [
        "GET https://zosmf.example.com/zosmf/restjobs/jobs",
        "GET https://zowe.example.com:7554/apicatalog/ui/v1",
      ],
      ["name: rest", "name: catalog"],
      ...scenario,
    ],
    "TCPPROF.SYSA": [["ENDVIPADYNAMIC", zoweDvipa("VIPADEFINE 255.255.255.0")]],
    "TCPPROF.SYSB": [["ENDVIPADYNAMIC", zoweDvipa("VIPABACKUP 100")]],
  });
  return { ...files, "zowe.yaml": replaced(ZOWE_YAML, zowe) };
}

function replaced(text: string, changes: Changes): string {
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`zowe.yaml does not contain ${from}`);
    return changed.replace(from, to);
  }, text);
}

/** `- { at: …, … }` each, at the end of the scenario. */
export function withTimeline(files: Files, ...entries: readonly string[]): Files {
  const timeline = `timeline:\n${entries.map((entry) => `  - ${entry}\n`).join("")}`;
  return { ...files, "scenario.yaml": `${files["scenario.yaml"] ?? ""}${timeline}` };
}
