import type { ProfileMessage, StackProfile } from "@sysplex/tcpip";
import type { ParameterOverrides } from "../file/index.js";

/** What timeline entries need beyond themselves, by their index. */
export interface ResolvedTimelineFiles {
  /** OBEYFILE: the active profile with the entry's statements on top, and what their errors write to the console. */
  profileOnTop(
    index: number,
    active: StackProfile,
  ): { readonly profile: StackProfile; readonly messages: readonly ProfileMessage[] };
  /** `set`: the new values, by scope and row. */
  settings(index: number): ParameterOverrides;
}
