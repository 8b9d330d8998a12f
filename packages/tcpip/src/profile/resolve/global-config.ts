/** GLOBALCONFIG: what the stack does about its own health, and when it joins the sysplex group. */
import { seconds } from "@sysplex/sim-core";
import { globalConfigKeywords, sysplexMonitorKeywords } from "../keywords.js";
import { GROUP_ID, TIMER_SECONDS, WLM_POLL } from "../limits.js";
import type { GlobalConfig } from "../stack-profile.js";
import type { Draft, Resolver } from "./draft.js";
import { keywordResolver } from "./keywords.js";
import type { Operands } from "./operands.js";

/** What the plain operands of SYSPLEXMONITOR mean. Those that are missing here are read and not modelled. */
const MONITOR_FLAGS: Readonly<Record<string, Partial<GlobalConfig>>> = {
  AUTOREJOIN: { autoRejoin: true },
  NOAUTOREJOIN: { autoRejoin: false },
  DELAYJOIN: { join: "delayJoin" },
  NODELAYJOIN: { join: "atOnce" },
  NOJOIN: { join: "noJoin" },
  MONINTERFACE: { monitorInterface: true },
  NOMONINTERFACE: { monitorInterface: false },
  RECOVERY: { recovery: true },
  NORECOVERY: { recovery: false },
};

export const resolveGlobalConfig: Resolver = keywordResolver(globalConfigKeywords, {
  SYSPLEXMONITOR: readSysplexMonitor,
  SYSPLEXWLMPOLL: (operands, draft) => {
    const sysplexWlmPoll = seconds(operands.number("the seconds of SYSPLEXWLMPOLL", WLM_POLL));
    if (!operands.failed) change(draft, { sysplexWlmPoll });
  },
  XCFGRPID: (operands, draft) => {
    const id = operands.number("the group id", GROUP_ID);
    if (!operands.failed) change(draft, { xcfGroupId: String(id).padStart(2, "0") });
  },
  IOPRI1: skipPriorities,
  IOPRI2: skipPriorities,
  IOPRI3: skipPriorities,
  IOPRI4: skipPriorities,
});

function readSysplexMonitor(operands: Operands, draft: Draft): void {
  for (
    let keyword = operands.acceptOneOf(sysplexMonitorKeywords);
    keyword !== undefined;
    keyword = operands.acceptOneOf(sysplexMonitorKeywords)
  ) {
    if (keyword === "TIMERSECS") {
      const timer = seconds(operands.number("the seconds of TIMERSECS", TIMER_SECONDS));
      if (!operands.failed) change(draft, { timer });
    } else {
      change(draft, MONITOR_FLAGS[keyword] ?? {});
    }
  }
}

/** `IOPRI4 4 5 6 FWD` */
function skipPriorities(operands: Operands): void {
  while (operands.nextIsNumber || operands.nextIs("FWD")) operands.next();
}

function change(draft: Draft, changes: Partial<GlobalConfig>): void {
  draft.globalConfig = { ...draft.globalConfig, ...changes };
}
