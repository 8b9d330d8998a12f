/** TCPCONFIG and SOMAXCONN: how long TCP waits, and how many connections may wait for a server. */
import { millis, minutes, seconds } from "@sysplex/sim-core";
import { tcpConfigKeywords } from "../keywords.js";
import {
  CONNECT_INIT_INTERVAL_MS,
  CONNECT_TIMEOUT_SECONDS,
  FIN_WAIT_2_SECONDS,
  KEEPALIVE_MINUTES,
  MAXIMUM_RETRANSMIT_SECONDS,
  RETRANSMIT_ATTEMPTS,
  SOMAXCONN,
  TIME_WAIT_SECONDS,
} from "../limits.js";
import type { TcpConfig } from "../stack-profile.js";
import type { Draft, Resolver } from "./draft.js";
import { keywordResolver } from "./keywords.js";
import type { Operands } from "./operands.js";

export const resolveTcpConfig: Resolver = keywordResolver(tcpConfigKeywords, {
  CONNECTINITINTERVAL: numberHandler(CONNECT_INIT_INTERVAL_MS, "milliseconds", (value) => ({
    connectInitInterval: millis(value),
  })),
  CONNECTTIMEOUT: numberHandler(CONNECT_TIMEOUT_SECONDS, "seconds", (value) => ({
    connectTimeout: seconds(value),
  })),
  FINWAIT2TIME: numberHandler(FIN_WAIT_2_SECONDS, "seconds", (value) => ({ finWait2Time: seconds(value) })),
  INTERVAL: numberHandler(KEEPALIVE_MINUTES, "minutes", (value) => ({ keepAliveInterval: minutes(value) })),
  MAXIMUMRETRANSMITTIME: numberHandler(MAXIMUM_RETRANSMIT_SECONDS, "seconds", (value) => ({
    maximumRetransmitTime: seconds(value),
  })),
  RETRANSMITATTEMPTS: numberHandler(RETRANSMIT_ATTEMPTS, "attempts", (value) => ({
    retransmitAttempts: Math.floor(value),
  })),
  TIMEWAITINTERVAL: numberHandler(TIME_WAIT_SECONDS, "seconds", (value) => ({
    timeWaitInterval: seconds(value),
  })),
});

export const resolveSoMaxConn: Resolver = (operands, draft) => {
  const soMaxConn = operands.number("the length of the queue", SOMAXCONN);
  operands.finish();
  if (!operands.failed) draft.tcpConfig = { ...draft.tcpConfig, soMaxConn };
};

function numberHandler(
  limits: { readonly min: number; readonly max: number },
  unit: string,
  changes: (value: number) => Partial<TcpConfig>,
): (operands: Operands, draft: Draft) => void {
  return (operands, draft) => {
    const value = operands.decimal(`a number of ${unit}`, limits);
    if (!operands.failed) draft.tcpConfig = { ...draft.tcpConfig, ...changes(value) };
  };
}
