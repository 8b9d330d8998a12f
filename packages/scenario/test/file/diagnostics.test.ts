import { describe, expect, test } from "vitest";
import { numberParameter, defineParameters } from "@sysplex/sim-core";
import { readParameters, scenarioDiagnostics } from "../../src/file/index.js";
import { TWO_SYSTEMS, changed, diagnosticsOf, read, withEntry } from "./fixture.js";

type Code = keyof typeof scenarioDiagnostics;

const systems = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `    S${index}: { tcpip: P, processors: shared, clone: ${index.toString(36).toUpperCase()} }\n`,
  ).join("");

/** The pair with users beside its client. */
const withUsers = (users: string) => changed("clients:\n", `clients:\n  - ${users}\n`);

/** The pair with another client, which sends something. */
function uploading(options: string, method = "PUT", url = "https://10.1.1.1/zosmf/restfiles/ds/A.B"): string {
  return changed(
    "clients:\n",
    `clients:\n  - { name: up, request: ${method} ${url}, arrivals: every 1m, ${options} }\n`,
  );
}

/** A code, the text that provokes it, and the words that it points at. */
const PROVOKED: readonly (readonly [Code, string, string])[] = [
  ["YAML_SYNTAX", changed('">= 95%"', ">= 95%"), "="],
  ["YAML_SYNTAX", changed("seed: 1", "seed: [1"), ""],
  ["YAML_TAG", changed("seed: 1", "seed: !!js/function x"), "!!js/function"],
  ["YAML_KEY", changed("seed: 1", "? [a, b]\n: 1"), "[a, b]"],
  ["YAML_DUPLICATE_KEY", changed("seed: 1", "seed: 1\nseed: 2"), "seed"],
  ["YAML_ALIAS", changed("seed: 1", "seed: *one"), "*one"],
  ["YAML_TOO_LONG", `${TWO_SYSTEMS}#${"x".repeat(1024 * 1024)}`, ""],
  ["YAML_TOO_DEEP", changed("seed: 1", `seed: ${"[".repeat(65)}`), "["],
  ["YAML_TOO_MUCH", changed("seed: 1", `seed: [${"1,".repeat(100_000)}]`), ""],
  [
    "TOO_MANY_FAULTS",
    `${TWO_SYSTEMS}${Array.from({ length: 150 }, (_, key) => `x${key}: 1\n`).join("")}`,
    "",
  ],
  ["EXTENDS_UNREADABLE", `extends: ../none/scenario.yaml\n${TWO_SYSTEMS}`, "../none/scenario.yaml"],
  ["EXTENDS_UNREADABLE", `extends: ../../far/scenario.yaml\n${TWO_SYSTEMS}`, "../../far/scenario.yaml"],
  ["EXTENDS_UNREADABLE", `extends: /etc/passwd\n${TWO_SYSTEMS}`, "/etc/passwd"],
  ["EXTENDS_CYCLE", `extends: ../loop/a.yaml\n${TWO_SYSTEMS}`, "a.yaml"],
  ["EXTENDS_TOO_DEEP", `extends: deep0.yaml\n${TWO_SYSTEMS}`, "deep7.yaml"],
  ["UNKNOWN_KEY", changed("statusDetection", "statusDetecton"), "statusDetecton"],
  ["MISSING_KEY", changed("duration: 20m\n", ""), "scenario"],
  ["MISSING_KEY", changed("{ at: 12m, ipl: SYSA }", "{ ipl: SYSA }"), "ipl"],
  ["WRONG_TYPE", changed("statusDetection: false", "statusDetection: no"), "no"],
  ["WRONG_TYPE", changed("operator: { replyAfter: 3m, removes: SYSB }", "operator: 3m"), "3m"],
  ["WRONG_TYPE", "- a list", "- a list"],
  ["WRONG_TYPE", "", ""],
  ["NO_UNIT", changed("replyAfter: 3m", "replyAfter: 180"), "180"],
  ["BAD_QUANTITY", changed("poisson 20/s", "often"), "often"],
  ["BAD_QUANTITY", changed("every: 1s", "every: 0s"), "0s"],
  ["BAD_VALUE", changed("os: windows", "os: windosw"), "windosw"],
  ["BAD_VALUE", withEntry("{ at: 2m, ipl: SYSA/TCPIP }"), "SYSA/TCPIP"],
  ["BAD_VALUE", withEntry("{ at: 2m, ipl: SYSA/ZWESLSTC/gateway }"), "SYSA/ZWESLSTC/gateway"],
  ["BAD_VALUE", withEntry("{ at: 2m, fail: SYSA/ZWESLSTC/gateway/8 }"), "SYSA/ZWESLSTC/gateway/8"],
  ["BAD_VALUE", `zowe: { config: configs/zowe.yaml, release: "9.9" }\n${TWO_SYSTEMS}`, '"9.9"'],
  ["BAD_VALUE", `zowe: /etc/zowe.yaml\n${TWO_SYSTEMS}`, "/etc/zowe.yaml"],
  [
    "UNKNOWN_SYSTEM",
    `zowe: { config: configs/zowe.yaml, instances: [{ system: SYSX }] }\n${TWO_SYSTEMS}`,
    "SYSX",
  ],
  [
    "NO_ZOWE",
    changed("/zosmf/restjobs/jobs", "/ibmzosmf/api/v1/info"),
    "GET https://zosmf.example.com/ibmzosmf/api/v1/info",
  ],
  ["BAD_VALUE", changed("10.1.1.100", "10.1.1.256"), "10.1.1.256"],
  ["BAD_VALUE", changed("attempts: 3", "attempts: 0"), "0"],
  ["BAD_VALUE", changed("GET https", "FETCH https"), "FETCH https://zosmf.example.com/zosmf/restjobs/jobs"],
  ["BAD_VALUE", changed("configs/COUPLE00", "/etc/passwd"), "/etc/passwd"],
  ["BAD_NAME", changed("    SYSA:", "    sysa:"), "sysa"],
  ["NOT_SIMULATED_YET", changed("auth: basic", "auth: saml"), "saml"],
  ["NOT_SIMULATED_YET", changed("auth: basic", "from: SYSA"), "from"],
  ["BAD_VALUE", withEntry("{ at: 2m, rotate: lpar-1 }"), "lpar-1"],
  ["NO_UNIT", `certificates: { all: { expiresAfter: 600 } }\n${TWO_SYSTEMS}`, "600"],
  ["NO_VERB", withEntry("{ at: 2m, fial: SYSA }"), "fial"],
  ["NO_VERB", changed("    request: GET", "    reqest: GET"), "reqest"],
  ["SEVERAL_VERBS", changed("    os: windows", "    ums: https://10.1.1.100:12023"), "name"],
  ["DUPLICATE_NAME", withUsers("{ name: zosmf, ums: https://zosmf.example.com:12023, users: 3 }"), "zosmf"],
  ["DUPLICATE_NAME", withUsers("{ name: rest, ums: https://zosmf.example.com:12023, users: 3 }"), "rest"],
  [
    "UNKNOWN_HOST",
    withUsers("{ name: a, ums: https://ums.example.com, users: 3 }"),
    "https://ums.example.com",
  ],
  [
    "NO_ZOWE",
    withUsers("{ name: a, ums: https://zosmf.example.com, users: 3 }"),
    "https://zosmf.example.com",
  ],
  [
    "BAD_VALUE",
    withUsers("{ name: a, ums: https://zosmf.example.com/ums, users: 3 }"),
    "https://zosmf.example.com/ums",
  ],
  ["BAD_VALUE", withUsers("{ name: a, ums: https://zosmf.example.com, users: 0 }"), "0"],
  ["BAD_QUANTITY", withUsers("{ name: a, ums: https://zosmf.example.com, users: 3, think: often }"), "often"],
  ["MISSING_KEY", withUsers("{ name: a, desktop: https://zosmf.example.com, users: 3 }"), "name"],
  ["WRONG_OPTION", withEntry("{ at: 2m, fail: SYSA, worker: 1 }"), "worker"],
  ["BAD_VALUE", withEntry("{ at: 2m, fail: name-server dns.example.com }"), "name-server dns.example.com"],
  ["BAD_VALUE", withEntry("{ at: 2m, ipl: name-server 10.1.1.53 }"), "name-server 10.1.1.53"],
  ["WRONG_OPTION", withEntry("{ at: 2m, fail: name-server 10.1.1.53, how: crash }"), "how"],
  ["MISSING_OPTION", withEntry("{ at: 2m, slow: name-server 10.1.1.53 }"), "name-server 10.1.1.53"],
  ["WRONG_OPTION", uploading("body: 20 MB", "GET"), "body"],
  ["WRONG_OPTION", uploading("body: 20 MB", "PUT", "https://10.1.1.1:7554/apicatalog/ui/v1"), "body"],
  ["WRONG_OPTION", uploading("uploadRate: 1 MB/s"), "uploadRate"],
  ["WRONG_OPTION", uploading("responseTimeout: 60s"), "responseTimeout"],
  ["NO_UNIT", uploading("body: 20"), "20"],
  ["BAD_QUANTITY", uploading("body: 20 mb"), "20 mb"],
  ["BAD_QUANTITY", uploading("body: 20 MB, uploadRate: 250 kB"), "250 kB"],
  ["BAD_QUANTITY", uploading("body: 20 MB, responseTimeout: 11m"), "11m"],
  ["BAD_VALUE", withEntry("{ at: 2m, fail: redis redis.example.com }"), "redis redis.example.com"],
  [
    "BAD_VALUE",
    withEntry("{ at: 2m, fail: redis redis.example.com:6379 replica 1 }"),
    "redis redis.example.com:6379 replica 1",
  ],
  ["BAD_VALUE", withEntry("{ at: 2m, stall: SYSA/IZUSVRA }"), "SYSA/IZUSVRA"],
  ["BAD_VALUE", changed("processors: dedicated }", "processors: dedicated, wlm: { system: 65 } }"), "65"],
  ["NO_VERB", withEntry("{ at: 2m, on: SYSA }"), "at"],
  ["SEVERAL_VERBS", withEntry("{ at: 2m, fail: SYSA, ipl: SYSA }"), "at"],
  [
    "NO_SYSTEMS",
    changed(
      TWO_SYSTEMS.slice(TWO_SYSTEMS.indexOf("  systems:"), TWO_SYSTEMS.indexOf("hosts:")),
      "  systems: {}\n",
    ),
    "systems",
  ],
  ["TOO_MANY_SYSTEMS", changed("  systems:\n", `  systems:\n${systems(31)}`), "systems"],
  [
    "ALL_DOWN_AT_START",
    changed("upAtStart: true", "upAtStart: false").replace("dedicated }", "dedicated, upAtStart: false }"),
    "systems",
  ],
  ["DUPLICATE_CLONE", changed("clone: 01", "clone: SA"), "SA"],
  [
    "DUPLICATE_NAME",
    changed(
      "clients:\n",
      "clients:\n  - { name: rest, request: GET https://10.1.1.1/zosmf, arrivals: every 1s }\n",
    ),
    "rest",
  ],
  ["DUPLICATE_NAME", changed("[CF01]", "[CF01, CF02, CF01]"), "CF01"],
  ["UNKNOWN_SYSTEM", withEntry("{ at: 2m, fail: SYSX/TCPIP }"), "SYSX/TCPIP"],
  ["UNKNOWN_SYSTEM", changed("removes: SYSB", "removes: SYSX"), "SYSX"],
  ["UNKNOWN_COUPLING_FACILITY", withEntry("{ at: 2m, fail: cf CF09 }"), "cf CF09"],
  ["NO_CLUSTER", withEntry("{ at: 2m, fail: pod gateway-0 }"), "pod gateway-0"],
  ["LINK_TO_ITSELF", withEntry("{ at: 2m, partition: link SYSA SYSA }"), "link SYSA SYSA"],
  ["LINK_DIRECTION", withEntry("{ at: 2m, partition: link SYSA SYSB, direction: SYSA->SYSC }"), "SYSA->SYSC"],
  ["WRONG_OPTION", withEntry("{ at: 2m, fail: SYSA/TCPIP, how: reset }"), "how"],
  ["WRONG_OPTION", withEntry("{ at: 2m, hang: SYSA/IZUSVRA, signalling: true }"), "signalling"],
  ["WRONG_OPTION", withEntry("{ at: 2m, slow: link SYSA SYSB, delay: 1s, factor: 2 }"), "factor"],
  ["WRONG_OPTION", withEntry("{ at: 2m, slow: SYSA/IZUSVRA, delay: 1s, factor: 2 }"), "delay"],
  ["MISSING_OPTION", withEntry("{ at: 2m, slow: link SYSA SYSB }"), "link SYSA SYSB"],
  ["MISSING_OPTION", withEntry("{ at: 2m, slow: SYSA/IZUSVRA }"), "SYSA/IZUSVRA"],
  [
    "UNKNOWN_HOST",
    changed("https://zosmf.example.com", "https://zosmf.exmple.com"),
    "GET https://zosmf.exmple.com/zosmf/restjobs/jobs",
  ],
  [
    "UNKNOWN_PRODUCT",
    changed("/zosmf/restjobs/jobs", "/somewhere"),
    "GET https://zosmf.example.com/somewhere",
  ],
  ["NO_CLIENTS", "clients: []\n", "clients"],
  ["WARMUP_TOO_LONG", changed("warmup: 1m", "warmup: 20m"), "20m"],
  ["TIME_AFTER_END", withEntry("{ at: 20m, fail: SYSA }"), "20m"],
  ["TIME_IN_WARMUP", withEntry("{ at: 30s, fail: SYSA }"), "30s"],
  ["UNKNOWN_METRIC", changed("zosmf.timeToFailover", "zosmf.timeToFailOvr"), "zosmf.timeToFailOvr"],
  ["UNKNOWN_METRIC", changed("zosmf.timeToFailover", "uptime"), "uptime"],
  ["UNKNOWN_SUBJECT", changed("zosmf.timeToFailover", "zosfm.timeToFailover"), "zosfm.timeToFailover"],
  ["BAD_EXPECTATION", changed("< 60s", "< 60"), "< 60"],
  ["BAD_EXPECTATION", changed('">= 95%"', "0.95"), "0.95"],
];

const OTHER_FILES = {
  "../loop/a.yaml": "extends: b.yaml",
  "../loop/b.yaml": "extends: a.yaml",
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`deep${index}.yaml`, `extends: deep${index + 1}.yaml`]),
  ),
};

describe("every fault of a scenario file", () => {
  test.each(PROVOKED)("%s", (code, text, pointedAt) => {
    const found = diagnosticsOf(text, OTHER_FILES).filter((diagnostic) => diagnostic.code === code);

    expect(found).not.toEqual([]);
    const [{ range }] = found as [(typeof found)[0]];
    const file = range.file === "scenario.yaml" ? text : OTHER_FILES[range.file as keyof typeof OTHER_FILES];
    expect(file.slice(range.start.offset, range.end.offset)).toContain(pointedAt);
  });

  const parameters = defineParameters("zosmf", {
    threads: numberParameter({
      default: 4,
      unit: "number of threads",
      min: 1,
      standing: "assumed",
      source: "test",
      meaning: "Threads.",
    }),
  });

  test.each([
    ["UNKNOWN_PARAMETER", "zosmf.thread: 4", "zosmf.threads"],
    ["UNKNOWN_PARAMETER", "threads: 4", "zosmf.threads"],
    ["BAD_PARAMETER", "zosmf.threads: many", '"many"'],
  ])("%s of { %s }", (code, line, hint) => {
    const { parameters: overrides } = read(changed("zosmf.serverStart: 4m", line));
    const { diagnostics } = readParameters(overrides, [parameters]);

    expect(diagnostics).toMatchObject([{ code, range: { start: { line: 41 } } }]);
    expect(diagnostics[0]?.text).toContain(hint);
  });

  test("is provoked by a test", () => {
    const provoked = new Set<string>([
      ...PROVOKED.map(([code]) => code),
      "UNKNOWN_PARAMETER",
      "BAD_PARAMETER",
    ]);

    expect(Object.keys(scenarioDiagnostics).filter((code) => !provoked.has(code))).toEqual([]);
  });
});

describe("a sound scenario", () => {
  test("has nothing to report", () => {
    expect(diagnosticsOf(TWO_SYSTEMS)).toEqual([]);
  });
});
