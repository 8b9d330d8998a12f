/** One HA instance out of the merged configuration: its section over the whole, read into what a model needs. */
import { type ConfigNode, type Json, keysOf, type MapNode, nodeAt, toJson } from "./config-node.js";
import { applyInstance } from "./ha-instance.js";
import { provenanceOf } from "./provenance.js";
import { cachingSettings, componentLauncher, gatewaySettings } from "./resolve-settings.js";
import { booleanAt, numberAt, textAt, textsAt } from "./values.js";
import type { ZosmfAddress, ZoweComponent, ZoweInstance } from "./zowe-configuration.js";

export interface InstanceQuestion {
  readonly id: string;
  /** `undefined`: no section of haInstances belongs to it. */
  readonly key: string | undefined;
  /** What the launcher starts for it. */
  readonly startList: readonly string[];
}

export function resolveInstance(base: MapNode, question: InstanceQuestion): ZoweInstance {
  const { id, key } = question;
  const starts = new Set(question.startList);
  const section = key === undefined ? undefined : nodeAt(base, "haInstances", key);
  const root = applyInstance(base, key);
  const externalDomains = textsAt(root, "zowe", "externalDomains") ?? [];
  const hostname =
    textAt(section, "hostname") ?? textsAt(base, "zowe", "externalDomains")?.[0] ?? "localhost";
  const sysname = textAt(section, "sysname");
  const workspaceDirectory = textAt(root, "zowe", "workspaceDirectory");
  const zosmf = zosmfAddress(root);
  const verify = textAt(root, "zowe", "verifyCertificates");
  return {
    id,
    ...(key === undefined ? {} : { key }),
    hostname,
    ...(sysname === undefined ? {} : { sysname }),
    components: keysOf(nodeAt(root, "components")).map((name) => resolveComponent(base, root, name, starts)),
    externalDomains,
    externalPort: numberAt(root, "zowe", "externalPort") ?? 7554,
    job: {
      name: textAt(root, "zowe", "job", "name") ?? "ZWE1SV",
      prefix: textAt(root, "zowe", "job", "prefix") ?? textAt(root, "zowe", "jobPrefix") ?? "ZWE1",
    },
    ...(zosmf === undefined ? {} : { zosmf }),
    verifyCertificates: verify === "NONSTRICT" || verify === "DISABLED" ? verify : "STRICT",
    cookieIdentifier: textAt(root, "zowe", "cookieIdentifier") ?? "1",
    ...(workspaceDirectory === undefined ? {} : { workspaceDirectory }),
    sysMessages: textsAt(root, "zowe", "sysMessages") ?? [],
    onComponentConfigureFail:
      textAt(root, "zowe", "launchScript", "onComponentConfigureFail") === "exit" ? "exit" : "warn",
    validatePortFree: validatesPorts(root),
    gateway: gatewaySettings(root),
    caching: cachingSettings(root, hostname),
    tree: toJson(root),
    provenance: provenanceOf(root),
  };
}

/** Later levels have it below `server`. */
function validatesPorts(root: ConfigNode): boolean {
  const network = nodeAt(root, "zowe", "network");
  return booleanAt(network, "server", "validatePortFree") ?? booleanAt(network, "validatePortFree") ?? true;
}

function resolveComponent(
  base: ConfigNode,
  root: ConfigNode,
  name: string,
  starts: ReadonlySet<string>,
): ZoweComponent {
  const section = nodeAt(root, "components", name);
  const port = numberAt(section, "port");
  return {
    name,
    enabled: booleanAt(section, "enabled") ?? false,
    started: starts.has(name),
    ...(port === undefined ? {} : { port }),
    launcher: componentLauncher(base, root, name),
    configs: section === undefined ? ({} satisfies Json) : toJson(section),
  };
}

/** Without a host Zowe does without z/OSMF. */
function zosmfAddress(root: ConfigNode): ZosmfAddress | undefined {
  const host = textAt(root, "zOSMF", "host");
  const port = numberAt(root, "zOSMF", "port");
  const applId = textAt(root, "zOSMF", "applId");
  if (host === undefined || host === "" || port === undefined) return undefined;
  return { host, port, ...(applId === undefined ? {} : { applId }) };
}
