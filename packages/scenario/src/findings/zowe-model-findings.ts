/** What the models of Zowe find in a configuration by themselves: certificates, UMS, Caching Services. */
import { diagnose, type Diagnostic } from "@sysplex/sysplex";
import {
  cachingFindings,
  certificateFindings,
  configuredMembers,
  umsFindings,
  type DistributionOf,
} from "@sysplex/zowe";
import { cachingCodes } from "./caching-rows.js";
import { findingRows } from "./finding-rows.js";
import { coversPort, distributionsOf, listed, type Whole } from "./whole.js";

export function zoweModelFindings(whole: Whole): Diagnostic[] {
  const { starts, certificates, parameters } = whole.zowe;
  const instances = starts.map(({ system, configuration: { instance } }) => ({ system, instance }));
  const ofUms = umsFindings(
    instances.map(({ instance }) => instance),
    distributionIn(whole),
  );
  const ofCaching = cachingFindings(configuredMembers(starts), parameters.cachingJava);
  return [
    ...[...certificateFindings(instances, certificates), ...ofUms].map(({ code, text }): Diagnostic => {
      const { severity, then, instead } = findingRows[code];
      return { severity, code, text, then, instead, range: whole.zoweRange };
    }),
    ...ofCaching.map(({ code, members, text }) =>
      diagnose(findingRows, cachingCodes[code], whole.zoweRange, listed(members), text),
    ),
  ];
}

function distributionIn(whole: Whole): DistributionOf {
  return (host, port) => {
    const address = whole.zowe.hosts[host.toLowerCase()] ?? host;
    const found = whole.tcpip.stacks
      .flatMap((stack) => distributionsOf(stack, address))
      .filter((distribution) => coversPort(distribution, port));
    if (found.length === 0) return "none";
    return found.every(({ method }) => method === "HOTSTANDBY") ? "hotStandby" : "other";
  };
}
