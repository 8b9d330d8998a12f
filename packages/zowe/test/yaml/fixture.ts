/** Small configurations, and what is read of them. */
import type { Diagnostic } from "@sysplex/sysplex";
import { expect } from "vitest";
import {
  type Json,
  readZoweConfiguration,
  type ZoweConfiguration,
  type ZoweFileHost,
  type ZoweReading,
  type ZoweStart,
} from "../../src/index.js";

/** Two instances on two systems, as the commented block of the example file has them. */
export const TWO_INSTANCES = `zowe:
  externalDomains:
    - dvipa.example.com
  externalPort: 7554
zOSMF:
  host: dvipa.example.com
  port: 443
components:
  gateway:
    enabled: true
    port: 7554
  zaas:
    enabled: true
    port: 7558
  api-catalog:
    enabled: true
    port: 7552
  discovery:
    enabled: true
    port: 7553
  caching-service:
    enabled: true
    port: 7555
  app-server:
    enabled: true
    port: 7556
  zss:
    enabled: true
    port: 7557
haInstances:
  lpar1:
    hostname: lpar1.example.com
    sysname: LPR1
  lpar2a:
    hostname: lpar2.example.com
    sysname: LPR2
    components:
      discovery:
        port: 17553
      app-server:
        enabled: false
      zss:
        enabled: false
`;

export function hostOf(files: Readonly<Record<string, string>>): ZoweFileHost {
  return {
    readText: (path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      return text === undefined
        ? { ok: false, problem: "missing" }
        : { ok: true, source: { file: path, text } };
    },
  };
}

type Asked = Partial<Omit<ZoweStart, "host" | "system">> & Partial<ZoweStart["system"]>;

/** Reads `zowe.yaml` or other files as Zowe 3.1 on the system LPR1. */
export function read(files: string | Readonly<Record<string, string>>, asked: Asked = {}): ZoweReading {
  const { name = "LPR1", hostname, symbols, environment, zos, ...start } = asked;
  const system = {
    name,
    ...(hostname === undefined ? {} : { hostname }),
    ...(symbols === undefined ? {} : { symbols }),
    ...(environment === undefined ? {} : { environment }),
    ...(zos === undefined ? {} : { zos }),
  };
  const host = hostOf(typeof files === "string" ? { "zowe.yaml": files } : files);
  return readZoweConfiguration({ config: "FILE(zowe.yaml)", release: "3.1", host, system, ...start });
}

export function resolved(
  files: string | Readonly<Record<string, string>>,
  asked: Asked = {},
): ZoweConfiguration {
  const { configuration, diagnostics } = read(files, asked);
  expect(configuration, diagnostics.map(({ text }) => text).join("\n")).toBeDefined();
  return configuration as ZoweConfiguration;
}

/** The value at a pointer such as `/zowe/externalPort`. */
export function at(json: Json, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], json);
}

export function codesOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code }) => code);
}

/** All but what only tells which components there are. */
export function codes(
  files: string | Readonly<Record<string, string>>,
  asked: Asked = {},
): readonly string[] {
  const noise = ["ZW_NEVER_SPAWNED", "ZW_NO_COMPONENTS", "ZW_NO_MANIFEST"];
  return codesOf(read(files, asked).diagnostics).filter((code) => !noise.includes(code));
}

/** A text of zowe.yaml whose `zowe.environments.V` is `value`, and what becomes of it. */
export function valueOf(value: string, asked: Asked = {}): unknown {
  return at(resolved(`zowe:\n  environments:\n    V: ${value}\n`, asked).tree, "/zowe/environments/V");
}
