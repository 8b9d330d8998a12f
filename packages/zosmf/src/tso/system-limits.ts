/** The limits that hold on one system: what its parmlib members say, and the run's parameters for the rest. */
import type { Duration } from "@sysplex/sim-core";
import type { TsoParameters } from "./parameters.js";

/** What CEAPRMxx and BPXPRMxx can say. */
export type CodedTsoLimits = Partial<
  Pick<
    TsoParameters,
    | "tsoMaxSessions"
    | "tsoMaxSessionsPerUser"
    | "tsoReconnectSessions"
    | "tsoReconnectTime"
    | "ipcMsgNIds"
    | "ipcMsgQBytes"
  >
>;

/** A parameter may change during a run, so each is read when it is needed. */
export class SystemLimits {
  constructor(
    private readonly parameters: TsoParameters,
    private readonly coded: CodedTsoLimits,
  ) {}

  get maxSessions(): number {
    return this.coded.tsoMaxSessions ?? this.parameters.tsoMaxSessions;
  }

  get maxSessionsPerUser(): number {
    return this.coded.tsoMaxSessionsPerUser ?? this.parameters.tsoMaxSessionsPerUser;
  }

  get reconnectSessions(): number {
    return this.coded.tsoReconnectSessions ?? this.parameters.tsoReconnectSessions;
  }

  get reconnectTime(): Duration {
    return this.coded.tsoReconnectTime ?? this.parameters.tsoReconnectTime;
  }

  get ipcMsgNIds(): number {
    return this.coded.ipcMsgNIds ?? this.parameters.ipcMsgNIds;
  }

  /** Whether a message queue may be as large as z/OSMF asks for. */
  get queuesAreLargeEnough(): boolean {
    const { ipcMsgQBytes, tsoQueueBytes } = this.parameters;
    return (this.coded.ipcMsgQBytes ?? ipcMsgQBytes) >= tsoQueueBytes;
  }

  get otherMessageQueues(): number {
    return this.parameters.otherMessageQueues;
  }
}
