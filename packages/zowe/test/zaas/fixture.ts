/** Two systems with z/OSMF, Gateway, ZAAS and Discovery, and users who log on through the DVIPA or at one Gateway. */
import { seconds, type Duration } from "@sysplex/sim-core";
import type { IpAddress } from "@sysplex/tcpip";
import type { Credentials, Zaas, ZowePlex } from "../../src/index.js";
import { AskingClient } from "../../../../test/support/asking-client.js";
import { resolved } from "../yaml/fixture.js";
import { DVIPA, duration, GATEWAY_PORT, homeAddress, ZoweFixture, type FixtureOptions } from "../fixture.js";

export type System = "SYSA" | "SYSB";

export const LOGIN = "POST /gateway/api/v1/auth/login";
export const LOGOUT = "POST /gateway/api/v1/auth/logout";
export const QUERY = "GET /gateway/api/v1/auth/query";
export const GENERATE = "POST /gateway/api/v1/auth/access-token/generate";
export const VALIDATE = "POST /gateway/api/v1/auth/access-token/validate";
export const REVOKE = "DELETE /gateway/api/v1/auth/access-token/revoke";
export const LIST_JOBS = "GET /ibmzosmf/api/v1/restjobs/jobs";
export const SUBMIT = "PUT /ibmzosmf/api/v1/restjobs/jobs";

export interface ZaasSetting extends FixtureOptions {
  /** Of `components.zaas.apiml.security`. */
  readonly provider?: "zosmf" | "saf";
  readonly jwt?: "jwt" | "ltpa";
  readonly pat?: boolean;
  /** Of `auth.tokenProperties`. */
  readonly expirationInSeconds?: number;
  /** `gateway`: as version 2 has it; `apiml`: as the single process of version 3.3. By default ZAAS is a component of its own. */
  readonly within?: "gateway" | "apiml";
  /** Storage of the Caching Services: one Infinispan cluster unless told otherwise. */
  readonly caching?: "infinispan" | "inMemory" | "VSAM";
}

/** The components in which tokens are known. */
const issuers = { zaas: "zaas", gateway: "gateway", apiml: "apiml" } as const;
const releases = { zaas: "3.1", gateway: "2.4", apiml: "3.3" } as const;
const holders = {
  zaas: "  zaas:\n    enabled: true\n    port: 7558\n",
  gateway: "  zaas:\n    enabled: false\n",
  apiml: "  apiml:\n    enabled: true\n",
} as const;

function yamlOf({
  provider = "zosmf",
  jwt = "jwt",
  pat = false,
  expirationInSeconds,
  caching = "infinispan",
  within,
}: ZaasSetting): string {
  return `zowe:
  runtimeDirectory: /usr/lpp/zowe
  workspaceDirectory: /global/zowe/workspace
  externalDomains:
    - dvipa.example.com
  externalPort: 7554
zOSMF:
  host: dvipa.example.com
  port: 443
components:
  gateway:
    enabled: true
    port: 7554
    apiml:
      security:
        auth:
          provider: ${provider}
          zosmf:
            jwtAutoconfiguration: ${jwt}
${expirationInSeconds === undefined ? "" : `          tokenProperties: { expirationInSeconds: ${expirationInSeconds} }\n`}        personalAccessToken:
          enabled: ${pat}
  discovery:
    enabled: true
    port: 7553
${holders[within ?? "zaas"]}  caching-service:
    enabled: true
    port: 7555
    storage:
      mode: ${caching}
      infinispan:
        initialHosts: sysa.example.com[7600],sysb.example.com[7600]
        jgroups:
          port: 7600
haInstances:
  lpar1:
    hostname: sysa.example.com
    sysname: SYSA
  lpar2:
    hostname: sysb.example.com
    sysname: SYSB
`;
}

const HOSTS = {
  "dvipa.example.com": DVIPA,
  "sysa.example.com": homeAddress("SYSA"),
  "sysb.example.com": homeAddress("SYSB"),
};

export class ZaasFixture {
  /** Made when somebody asks there for the first time: a fork has the clients that its own context makes, and no others. */
  private readonly users = new Map<IpAddress, Users>();

  private constructor(
    readonly zowe: ZoweFixture,
    /** Component that knows tokens. */
    readonly issuer: string,
  ) {}

  /** Everything is up, and five seconds old. */
  static up(setting: ZaasSetting = {}): ZaasFixture {
    const parameters = { zaasServiceTime: duration("10ms"), ...setting.parameters };
    const yaml = yamlOf(setting);
    const kind = setting.within ?? "zaas";
    const zowe = ZoweFixture.up({
      ...setting,
      hosts: HOSTS,
      yaml,
      parameters,
      starts: (own) =>
        own.map((start) => ({
          ...start,
          configuration: resolved(yaml, {
            name: start.system,
            haInstance: start.configuration.instance.id,
            release: releases[kind],
          }),
        })),
    });
    const fixture = new ZaasFixture(zowe, issuers[kind]);
    fixture.runFor(seconds(5));
    return fixture;
  }

  get plex(): ZowePlex {
    return this.zowe.plex;
  }

  runFor(time: Duration): void {
    this.zowe.runFor(time);
  }

  zaas(system: System): Zaas {
    const zaas = this.plex.zowe.zaas(`${system}/ZWE1SV/${this.issuer}`);
    if (zaas === undefined) throw new Error(`There is no ZAAS on ${system}`);
    return zaas;
  }

  /** Sends a request, and does not wait. */
  send(request: string, user: number, credentials?: Credentials): void {
    this.usersAt(DVIPA).send(request, user, credentials);
  }

  private usersAt(address: IpAddress): Users {
    const users = this.users.get(address) ?? new Users(this.plex, address);
    this.users.set(address, users);
    return users;
  }

  /** Sends a request and waits for its answer. @param at By default the DVIPA. */
  ask(request: string, user: number, credentials?: Credentials, at: IpAddress = DVIPA): number | string {
    const users = this.usersAt(at);
    const before = users.answers.length;
    users.send(request, user, credentials);
    for (let second = 0; users.answers.length === before; second += 1) {
      if (second > 600) throw new Error(`${request} is not answered`);
      this.runFor(seconds(1));
    }
    return users.answers.at(-1) ?? "";
  }

  /** The same again and again. */
  askTimes(count: number, request: string, user: number, credentials?: Credentials): (number | string)[] {
    return Array.from({ length: count }, () => this.ask(request, user, credentials));
  }

  /** z/OSMF ends on both systems, and nothing serves behind its DVIPA. */
  crashZosmf(): void {
    for (const server of this.plex.zosmf.servers) server.crash();
  }
}

/** Ask the Gateway. */
class Users extends AskingClient {
  constructor(
    private readonly plex: ZowePlex,
    address: IpAddress,
  ) {
    super(plex, address, GATEWAY_PORT);
  }

  send(request: string, user: number, credentials?: Credentials): void {
    const [method = "", path = ""] = request.split(" ");
    const operation = this.plex.zowe.operations.operationOf(method, path, user, credentials);
    if (operation === undefined) throw new Error(`The Gateway has no route for ${request}`);
    this.ask(operation);
  }
}
