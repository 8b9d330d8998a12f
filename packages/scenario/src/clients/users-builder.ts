/** The users that a scenario declares: those of the Desktop are built here, those of UMS by the model of Zowe. */
import { after, START } from "@sysplex/sim-core";
import { tcpProfiles } from "@sysplex/tcpip";
import type { DesktopUsersDeclaration } from "../file/index.js";
import { ServiceMeter } from "../measure/service-meter.js";
import type { ScenarioPlex } from "../plex.js";
import { addressOf, type ResolvedScenario } from "../resolve/configuration.js";
import { DesktopClient } from "./desktop-client.js";
import { DesktopUsers, UmsPeople, type ScenarioUsers } from "./users.js";

export class UsersBuilder {
  /** In the order declared. An event names one by its index. */
  readonly desktopClients: DesktopClient[] = [];
  /** All, in the order declared. */
  readonly users: readonly ScenarioUsers[];
  private nextUser: number;

  /** @param firstUser Behind the users that the clients are: each person has a number of its own. */
  constructor(
    private readonly plex: ScenarioPlex,
    private readonly resolved: ResolvedScenario,
    firstUser: number,
  ) {
    this.nextUser = firstUser;
    this.users = resolved.document.users.flatMap((declaration): readonly ScenarioUsers[] => {
      if (declaration.kind === "desktop") return [this.desktopUsers(declaration)];
      const model = plex.zowe.umsUsers.find(({ configuration }) => configuration.name === declaration.name);
      return model === undefined ? [] : [new UmsPeople(model)];
    });
    for (const users of this.users) plex.sim.attach(`users/${users.name}`, users);
  }

  private desktopUsers(declaration: DesktopUsersDeclaration): DesktopUsers {
    const { at, os, name, users, arrivals, logonsWithin, messageEvery, timeout, backoff } = declaration;
    const { sim, tcpip, zowe } = this.plex;
    const address = addressOf(this.resolved.document, at.host);
    const meter = new ServiceMeter(after(START, this.resolved.document.warmup), sim, () => undefined);
    const options = {
      name,
      index: this.desktopClients.length,
      users,
      firstUser: this.nextUser,
      destination: tcpip.transport.routes.destination(address, at.port),
      secure: at.scheme === "https",
      operationOf: (method: string, path: string, user: number) =>
        zowe.operations.operationOf(method, path, user),
      arrivals,
      messageEvery,
      logonsWithin,
      timeout,
      backoff,
      tcp: tcpProfiles[os],
    };
    this.nextUser += users;
    const client = new DesktopClient(this.plex, options, meter);
    this.desktopClients.push(client);
    return new DesktopUsers(client, meter);
  }
}
