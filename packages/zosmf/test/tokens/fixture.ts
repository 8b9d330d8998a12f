/** Two z/OSMF servers in hot standby, and users who log on, ask and log off with what they hold. */
import { seconds, type Duration } from "@sysplex/sim-core";
import { Bears } from "../../src/index.js";
import {
  Client,
  duration,
  DVIPA,
  homeAddress,
  LIST_JOBS,
  ZosmfFixture,
  type FixtureOptions,
} from "../fixture.js";

export const LOG_ON = "POST /zosmf/services/authenticate";
export const LOG_OUT = "DELETE /zosmf/services/authenticate";
export const ALICE = 7;
export const BOB = 8;

type Credentials = keyof typeof Bears;

export class TokenFixture {
  readonly zosmf: ZosmfFixture;

  constructor(options: FixtureOptions = {}) {
    const parameters = {
      jobsServiceTime: duration("1ms"),
      infoServiceTime: duration("1ms"),
      ...options.parameters,
    };
    this.zosmf = new ZosmfFixture({ ...options, parameters });
    this.zosmf.runFor(seconds(1));
  }

  runFor(time: Duration): void {
    this.zosmf.runFor(time);
  }

  /** @param at A system; by default the DVIPA, behind which SYSA is preferred. */
  ask(request: string, user: number, bears: Credentials, at?: string): number | string | undefined {
    const client = new Client(this.zosmf.plex, at === undefined ? DVIPA : homeAddress(at));
    client.send(request, user, Bears[bears]);
    this.runFor(seconds(1));
    return client.answer;
  }

  logOn(user = ALICE, bears: Credentials = "password", at?: string): void {
    const status = this.ask(LOG_ON, user, bears, at);
    if (status !== 200) throw new Error(`Nobody is logged on: ${status}`);
  }

  /** What a list of jobs is answered. */
  list(user: number, bears: Credentials, at?: string): number | string | undefined {
    return this.ask(LIST_JOBS, user, bears, at);
  }
}
