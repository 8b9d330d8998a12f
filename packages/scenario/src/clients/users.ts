/** People who use Zowe, as results see them: what they have met with, whichever model they are of. */
import type { Forkable } from "@sysplex/sim-core";
import type { UmsUsers } from "@sysplex/zowe";
import type { ServiceMeter } from "../measure/service-meter.js";
import type { UserFigures, UserKind } from "../result/user-metrics.js";
import type { DesktopClient } from "./desktop-client.js";

export interface ScenarioUsers extends Forkable {
  readonly name: string;
  readonly kind: UserKind;
  /** How many people they are. */
  readonly count: number;
  readonly figures: UserFigures;
  /** The warm-up is over: what was counted until then does not count. */
  forgetCounts(): void;
}

/** Requests are metered as those of any client; one that was due in the warm-up does not count. */
export class DesktopUsers implements ScenarioUsers {
  readonly kind = "desktop";

  constructor(
    private readonly client: DesktopClient,
    private readonly meter: ServiceMeter,
  ) {}

  get name(): string {
    return this.client.name;
  }

  get count(): number {
    return this.client.options.users;
  }

  get figures(): UserFigures {
    const { sent, succeeded, failed, byFailure } = this.meter.counts;
    return { sent, succeeded, failed, byFailure, desktop: this.client.report };
  }

  forgetCounts(): void {
    this.client.forgetCounts();
  }

  /** The client is attached by itself. */
  copyFrom(twin: DesktopUsers): void {
    this.meter.copyFrom(twin.meter);
  }
}

export class UmsPeople implements ScenarioUsers {
  readonly kind = "ums";

  constructor(private readonly users: UmsUsers) {}

  get name(): string {
    return this.users.configuration.name;
  }

  get count(): number {
    return this.users.configuration.count;
  }

  get figures(): UserFigures {
    const ums = this.users.report;
    const entries = Object.entries(ums.failures);
    const failed = entries.reduce((sum, [, count]) => sum + count, 0);
    const byFailure = Object.fromEntries(
      entries.map(([what, count]) => [/^\d+$/.test(what) ? `http${what}` : what, count]),
    );
    return { sent: ums.sent, succeeded: ums.succeeded, failed, byFailure, ums };
  }

  forgetCounts(): void {
    this.users.forgetCounts();
  }

  /** The model copies its users. */
  copyFrom(): void {}
}
