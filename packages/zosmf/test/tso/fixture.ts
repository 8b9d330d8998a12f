/** Users who ask one z/OSMF for what needs TSO/E, with times that can be added up by hand. */
import { seconds } from "@sysplex/sim-core";
import type { TsoAddressSpaceManager } from "../../src/index.js";
import { duration, homeAddress, ZosmfFixture, type Client, type FixtureOptions } from "../fixture.js";

export const LOGON = "POST /zosmf/tsoApp/tso";
export const SEND = "PUT /zosmf/tsoApp/tso/ALICE-71-aaa";
export const PING = "PUT /zosmf/tsoApp/tso/ping/ALICE-71-aaa";
export const RECEIVE = "GET /zosmf/tsoApp/tso/ALICE-71-aaa";
export const LOGOFF = "DELETE /zosmf/tsoApp/tso/ALICE-71-aaa";
export const TIME = "PUT /zosmf/tsoApp/v1/tso";
export const READ = "GET /zosmf/restfiles/ds/HLQ.COPY(A)";
export const COMMAND = "PUT /zosmf/restconsoles/consoles/defcn";
export const COLLECT = "GET /zosmf/restconsoles/consoles/defcn/solmsgs/C1";

export const [ALICE, BOB] = [1, 2];

/** Two systems; an address space starts in 2 s, everything else takes 1 s. */
export class TsoFixture extends ZosmfFixture {
  private readonly clients = new Map<string, Client>();

  constructor(
    parameters: FixtureOptions["parameters"] = {},
    options: Omit<FixtureOptions, "parameters"> = {},
  ) {
    super({
      ...options,
      parameters: {
        threads: 1_000,
        startDuration: duration("2m"),
        tsoStartServiceTime: duration("2s"),
        tsoServiceTime: duration("1s"),
        consoleServiceTime: duration("1s"),
        dataSetReadServiceTime: duration("1s"),
        ...parameters,
      },
    });
  }

  tso(system = "SYSA"): TsoAddressSpaceManager {
    return this.plex.zosmf.tsoOn(system);
  }

  /** Sends, `count` times at once. */
  ask(request: string, user: number, { system = "SYSA", count = 1 } = {}): void {
    for (let sent = 0; sent < count; sent += 1) this.clientOf(system).send(request, user);
  }

  /** Sends, waits for a minute at most, and tells the answer. */
  answer(request: string, user: number, system = "SYSA"): number | string | undefined {
    const client = this.clientOf(system);
    const before = client.answers.length;
    client.send(request, user);
    for (let second = 0; second < 60 && client.answers.length === before; second += 1)
      this.runFor(seconds(1));
    return client.answers.length === before ? undefined : client.answer;
  }

  answers(system = "SYSA"): readonly (number | string)[] {
    return this.clientOf(system).answers;
  }

  private clientOf(system: string): Client {
    const known = this.clients.get(system) ?? this.client(homeAddress(system));
    this.clients.set(system, known);
    return known;
  }
}
