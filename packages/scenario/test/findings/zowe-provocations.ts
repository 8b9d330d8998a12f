/** How the surprises that the models of Zowe find come about: the pair with Zowe, and one thing changed. */
import type { certificateFindingRows, umsFindingRows } from "@sysplex/zowe";
import type { cachingFindingRows } from "../../src/findings/caching-rows.js";
import { withTimeline, zowePair } from "../zowe/fixture.js";
import type { Files } from "../fixture.js";

type Row =
  | keyof typeof certificateFindingRows
  | keyof typeof umsFindingRows
  | keyof typeof cachingFindingRows
  | "DESKTOP_NOT_AT_GATEWAY"
  | "UNKNOWN_REDIS";

const SCENARIO = "scenario.yaml";
const LPAR2 = "lpar2: { hostname: sysb.example.com, sysname: SYSB }";

function declaring(certificates: string): Files {
  const files = zowePair();
  return { ...files, [SCENARIO]: `${files[SCENARIO] ?? ""}certificates: ${certificates}\n` };
}

/** With Caching Services of these storages. */
function caching(storage: string, storageOfSecond?: string, release = "3.1", parameters = ""): Files {
  return zowePair(
    [
      ['release: "3.1"', `release: "${release}"`],
      ["client.tlsHandshake: 0s", `client.tlsHandshake: 0s${parameters}`],
    ],
    [
      [
        "components:\n",
        `components:\n  caching-service: { enabled: true, port: 7555, storage: ${storage} }\n`,
      ],
      ...(storageOfSecond === undefined
        ? []
        : [
            [
              LPAR2,
              `lpar2: { hostname: sysb.example.com, sysname: SYSB, components: { caching-service: { storage: ${storageOfSecond} } } }`,
            ] as const,
          ]),
    ],
  );
}

const infinispan = (...hosts: readonly string[]): string =>
  `{ mode: infinispan, infinispan: { jgroups: { port: 7600 }, initialHosts: "${hosts.map((host) => `${host}[7600]`).join(",")}" } }`;

const [A, B] = ["sysa.example.com", "sysb.example.com"];

/** UMS on both systems, at the DVIPA of Zowe, whose profiles distribute port 7554 by HOTSTANDBY. */
function ums(server: string, others: readonly (readonly [string, string])[] = []): Files {
  return zowePair(
    [],
    [["components:\n", `components:\n  izp: { enabled: true, server: ${server} }\n`], ...others],
  );
}

const AT_DVIPA = "{ host: zowe.example.com, port: { http: 12023 }, authType: MFA_JWT }";

function distributed(files: Files, method = "HOTSTANDBY"): Files {
  const [preferred, backup] = method === "HOTSTANDBY" ? ["PREFERRED", "BACKUP"] : ["", ""];
  const statement = `  VIPADISTRIBUTE DEFINE DISTM ${method} 10.1.1.200
    PORT 12023 DESTIP
      10.1.2.1  ${preferred}
      10.1.2.2  ${backup}
ENDVIPADYNAMIC`;
  const changed = (name: string): string => (files[name] ?? "").replace("ENDVIPADYNAMIC", statement);
  return { ...files, "TCPPROF.SYSA": changed("TCPPROF.SYSA"), "TCPPROF.SYSB": changed("TCPPROF.SYSB") };
}

export const zoweProvocations: Readonly<Record<Row, readonly [Files, string]>> = {
  CERTIFICATE_WITHOUT_DOMAIN: [declaring(`{ all: { names: [${A}, ${B}] } }`), SCENARIO],
  CERTIFICATE_WITHOUT_HOST: [declaring(`{ all: { names: [zowe.example.com, ${A}] } }`), SCENARIO],
  CERTIFICATE_UNTRUSTED: [
    declaring("{ instances: { lpar1: { signedBy: CA1 }, lpar2: { signedBy: CA2, trusts: [CA2] } } }"),
    SCENARIO,
  ],
  CERTIFICATES_EXPIRE_TOGETHER: [declaring("{ all: { expiresAfter: 4m } }"), SCENARIO],
  CERTIFICATES_NOT_VERIFIED: [
    zowePair([], [["  externalPort: 7554", "  externalPort: 7554\n  verifyCertificates: DISABLED"]]),
    SCENARIO,
  ],
  CACHE_NEVER_CLUSTERED: [caching(infinispan(A), infinispan(B)), SCENARIO],
  CACHE_ONE_SIDED_HOSTS: [
    caching(
      infinispan(A, B).replace("{ port: 7600 }", `{ host: ${A}, port: 7600 }`),
      infinispan(B).replace("{ port: 7600 }", `{ host: ${B}, port: 7600 }`),
    ),
    SCENARIO,
  ],
  CACHE_SHARED_FILE_STORE: [caching(infinispan(A, B)), SCENARIO],
  CACHE_NOT_SHARED: [caching("{ mode: inMemory }"), SCENARIO],
  CACHE_DIFFERENT_STORAGES: [caching("{ mode: inMemory }", infinispan(A, B)), SCENARIO],
  CACHE_VSAM_NOT_RLS: [caching("{ mode: VSAM, vsam: { name: ZOWE.CACHE } }"), SCENARIO],
  CACHE_NO_TOKEN_REVOCATION: [caching("{ mode: inMemory }"), SCENARIO],
  CACHE_VIRTUAL_THREADS: [caching(infinispan(A, B), undefined, "3.4", ', zowe.cachingJava: "21"'), SCENARIO],
  UMS_WITHOUT_GATEWAY: [ums(AT_DVIPA, [["gateway: { enabled: true", "gateway: { enabled: false"]]), SCENARIO],
  UMS_AUTH_TYPE: [ums("{ host: zowe.example.com }"), SCENARIO],
  UMS_HOST: [ums(AT_DVIPA), SCENARIO],
  UMS_NOT_HOT_STANDBY: [distributed(ums(AT_DVIPA), "ROUNDROBIN"), SCENARIO],
  UMS_ZSS_PORT: [
    ums(AT_DVIPA, [["components:\n", "components:\n  zss: { enabled: true, port: 7557 }\n"]]),
    SCENARIO,
  ],
  UMS_EXTERNAL_DOMAIN: [ums("{ host: zosmf.example.com, authType: MFA_JWT }"), SCENARIO],
  UMS_EXCLUDED_PRODUCTS: [distributed(ums(AT_DVIPA)), SCENARIO],
  DESKTOP_NOT_AT_GATEWAY: [
    zowePair([
      [
        "clients:\n",
        "clients:\n  - { name: desk, desktop: https://zosmf.example.com, users: 3, arrivals: every 1s }\n",
      ],
    ]),
    SCENARIO,
  ],
  UNKNOWN_REDIS: [withTimeline(zowePair(), "{ at: 1m, fail: redis redis.example.com:6379 }"), SCENARIO],
};
