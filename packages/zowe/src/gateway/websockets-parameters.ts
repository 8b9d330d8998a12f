import { choiceParameter, durationParameter, millis, minutes, seconds } from "@sysplex/sim-core";

const API_LAYER = "zowe/api-layer gateway-service (3.0) application.yml, server.webSocket";

/** Rows of the Zowe table that are the gateway's, for websockets. */
export const websocketRows = {
  websocketIdleTimeout: durationParameter({
    default: minutes(60),
    min: millis(1),
    standing: "documented",
    source: `${API_LAYER}.maxIdleTimeout: 3600000 ms.`,
    meaning: "A gateway of version 3 cuts a websocket over which nothing has come for so long.",
  }),
  websocketIdleTimeoutV2: durationParameter({
    default: minutes(5),
    min: millis(1),
    standing: "documented",
    source: "zowe/zlux issue 968: idle websockets were closed at 300000 ms.",
    meaning: "The same of a gateway of version 2.",
  }),
  websocketConnectTimeout: durationParameter({
    default: seconds(45),
    min: millis(1),
    standing: "documented",
    source: `${API_LAYER}.connectTimeout: 45000 ms. That the answer to the upgrade is in it is assumed.`,
    meaning: "Limit of an upgrade at a gateway, from the choice of the instance to its answer.",
  }),
  websocketSweep: durationParameter({
    default: seconds(30),
    min: millis(1),
    standing: "assumed",
    source: "A server learns of a FIN at once; here it looks, since connections do not tell servers.",
    meaning: "How often a server looks for websockets whose client has gone.",
  }),
  websocketTimeoutStatus: choiceParameter({
    choices: ["500", "503", "504"],
    default: "504",
    standing: "assumed",
    source: "Not read; what the gateway answers when the limit of a request is over.",
    meaning: "HTTP status of an upgrade whose limit is over.",
  }),
};
