/** Which service is measured. */
import type { ResolvedScenario } from "@sysplex/scenario";
import { HostError } from "../exit-status.js";

/** As asked, or the first that clients of every scenario use. */
export function serviceOf(
  variants: readonly { readonly resolved: ResolvedScenario }[],
  asked: string | undefined,
): string {
  const known = variants.map(({ resolved }) =>
    resolved.document.clients.flatMap(({ service }) => service ?? []),
  );
  const shared = [...new Set(known[0])].filter((name) => known.every((names) => names.includes(name)));
  const list = shared.join(", ") || "none";
  if (asked !== undefined && !shared.includes(asked))
    throw new HostError(
      `--service ${asked}: not every scenario has clients of it; all of them have: ${list}`,
    );
  const service = asked ?? shared[0];
  if (service === undefined)
    throw new HostError(
      "The scenarios have no service in common that clients use: there is nothing to compare",
    );
  return service;
}
