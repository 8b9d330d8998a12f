/** What Zowe goes by in the containers: zowe.yaml, or instance.env of version 1, out of a ConfigMap. */
import { minutes, seconds } from "@sysplex/sim-core";
import type { Diagnostic } from "@sysplex/sysplex";
import { readZoweConfiguration } from "../../yaml/read-configuration.js";
import { ASSUMED_RELEASES, type ZoweRelease } from "../../yaml/release.js";
import type { GatewaySettings } from "../../yaml/zowe-configuration.js";
import type { ClusterConfiguration } from "../configuration.js";
import type { ManifestObject } from "./objects.js";

export interface ContainerZowe extends Pick<ClusterConfiguration, "gateway" | "release" | "zosmf"> {
  readonly diagnostics: readonly Diagnostic[];
  readonly isFound: boolean;
}

const FILES = ["zowe.yaml", "instance.env"] as const;

/** As the defaults of version 3 have it. */
const DEFAULTS: GatewaySettings = {
  connectionTimeout: seconds(60),
  timeout: seconds(30),
  maxConnectionsPerRoute: 100,
  maxTotalConnections: 1_000,
  authProvider: "zosmf",
  stickyExpiration: minutes(480),
  stickyDistributed: false,
};

/**
 * Positions of its diagnostics count from the start of the embedded text.
 *
 * @assumption What makes the launcher refuse a start is a warning here: no launcher runs in a container, and Zowe's own
 * sample has a quoted port.
 */
export function readContainerZowe(
  objects: readonly ManifestObject[],
  release: ZoweRelease | undefined,
): ContainerZowe {
  for (const { kind, field } of objects) {
    if (kind !== "ConfigMap") continue;
    for (const file of FILES) {
      const entry = field.at("data", file);
      const text = entry.exists ? entry.text() : undefined;
      if (text !== undefined) return readText(file, text, `${entry.range.file}#${file}`, release);
    }
  }
  return { gateway: DEFAULTS, release: release ?? ASSUMED_RELEASES[3], diagnostics: [], isFound: false };
}

/** What runs is what has a workload: no launcher reads which components are enabled. */
const ABOUT_LAUNCHERS = ["ZW_NEVER_SPAWNED", "ZW_NO_COMPONENTS"];

function readText(
  file: string,
  text: string,
  shown: string,
  release: ZoweRelease | undefined,
): ContainerZowe {
  const { configuration, diagnostics } = readZoweConfiguration({
    config: file,
    host: {
      readText: (path) =>
        path === file ? { ok: true, source: { file: shown, text } } : { ok: false, problem: "missing" },
    },
    system: { name: "CONTAINER" },
    ...(release === undefined ? {} : { release }),
  });
  return {
    gateway: configuration?.instance.gateway ?? DEFAULTS,
    release: configuration?.release ?? release ?? ASSUMED_RELEASES[3],
    ...(configuration?.instance.zosmf === undefined ? {} : { zosmf: configuration.instance.zosmf }),
    diagnostics: diagnostics
      .filter(({ code }) => !ABOUT_LAUNCHERS.includes(code))
      .map((diagnostic) =>
        diagnostic.severity === "error" ? { ...diagnostic, severity: "warning" } : diagnostic,
      ),
    isFound: true,
  };
}
