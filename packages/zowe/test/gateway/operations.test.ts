import {
  bearing,
  Bears,
  operations as zosmfOperations,
  operationOf as zosmfOperationOf,
} from "@sysplex/zosmf";
import { describe, expect, test } from "vitest";
import { operationIn, userIn } from "@sysplex/tcpip";
import type { Credentials } from "../../src/zaas/index.js";
import { GatewayOperations, type GatewayVersion } from "../../src/gateway/index.js";

function operationsOf(version: GatewayVersion): GatewayOperations {
  return new GatewayOperations({
    version,
    hosts: {},
    targets: { ibmzosmf: zosmfOperationOf, zosmf: zosmfOperationOf },
  });
}

/** `zosmf: list jobs`, or `zlux: 0`. */
function described(operations: GatewayOperations, request: string): string | undefined {
  const [method = "", path = ""] = request.split(" ");
  const number = operations.operationOf(method, path);
  if (number === undefined) return undefined;
  const { route, target } = operations.operation(operationIn(number));
  const { serviceId } = operations.route(route);
  return `${serviceId}: ${serviceId.endsWith("zosmf") ? (zosmfOperations[target]?.name ?? "") : target}`;
}

describe("what may be asked of a gateway", () => {
  test.each([
    ["GET /ibmzosmf/api/v1/restjobs/jobs?owner=IBMUSER", "ibmzosmf: list jobs"],
    ["GET /ibmzosmf/api/v1/zosmf/restjobs/jobs", "ibmzosmf: list jobs"],
    ["DELETE /ibmzosmf/api/v1/restjobs/jobs/A/JOB00001", "ibmzosmf: purge job"],
    ["GET /zlux/ui/v1/ZLUX/plugins", "zlux: 0"],
    ["POST /cachingservice/api/v1/cache", "cachingservice: 1"],
    ["POST /gateway/api/v1/auth/login", "zaas: 0"],
    ["GET /gateway/api/v1/auth/query", "zaas: 2"],
    ["GET /myservice/api/v2/anything", "myservice: 0"],
    ["GET /zaas/api/v1/auth/login", undefined],
    ["GET /discovery/api/v1/apps", undefined],
    ["GET /ibmzosmf/restjobs/jobs", undefined],
    ["BREW /myservice/api/v1/coffee", undefined],
  ])("version 3: %s is %s", (request, expected) => {
    expect(described(operationsOf(3), request)).toBe(expected);
  });

  test.each([
    ["GET /zosmf/api/v1/restjobs/jobs", "zosmf: list jobs"],
    ["GET /jobs/api/v2", "jobs: 0"],
    ["POST /gateway/api/v1/auth/login", "zaas: 0"],
  ])("version 2: %s is %s", (request, expected) => {
    expect(described(operationsOf(2), request)).toBe(expected);
  });

  test("a request's number holds operation and user; the same question has the same number", () => {
    const operations = operationsOf(3);
    const [first, second] = [7, 400_000].map((user) =>
      operations.operationOf("GET", "/ibmzosmf/api/v1/restjobs/jobs", user),
    );
    expect([userIn(first ?? 0), userIn(second ?? 0)]).toEqual([7, 400_000]);
    expect(operationIn(first ?? 0)).toBe(operationIn(second ?? 1));
  });

  test("what a request bears makes it another operation, with a ticket where the scheme of the service asks for one", () => {
    const operations = operationsOf(3);
    const path = "/ibmzosmf/api/v1/restjobs/jobs";
    const numbers = [undefined, "none", "basic", "jwt", "pat"].map((bears) =>
      operations.operationOf("GET", path, 7, bears as Credentials | undefined),
    );
    const asked = numbers.map((number) => operations.operation(operationIn(number ?? -1)));

    expect(new Set(numbers).size).toBe(5);
    expect(new Set(numbers.map((number) => userIn(number ?? -1)))).toEqual(new Set([7]));
    expect(asked.map(({ ticketService }) => ticketService >= 0)).toEqual([false, true, true, true, true]);
    const list = zosmfOperationOf("GET", "/zosmf/restjobs/jobs") ?? -1;
    const { password, none, zoweToken, ticketToken } = Bears;
    expect(asked.map(({ target }) => target)).toEqual(
      [password, none, password, zoweToken, ticketToken].map((bears) => bearing(list, bears)),
    );
  });

  test("where nobody issues tokens z/OSMF takes them for good, but not a request without any credentials", () => {
    const operations = new GatewayOperations({
      version: 3,
      hosts: {},
      targets: { ibmzosmf: zosmfOperationOf },
      takesTokensForGood: true,
    });
    const asked = (["jwt", "pat", "basic", "none"] as const).map((bears) => {
      const number = operations.operationOf("GET", "/ibmzosmf/api/v1/restjobs/jobs", 7, bears) ?? -1;
      return operations.operation(operationIn(number)).target;
    });

    const list = zosmfOperationOf("GET", "/zosmf/restjobs/jobs") ?? -1;
    const { password, none } = Bears;
    expect(asked).toEqual([password, password, password, none].map((bears) => bearing(list, bears)));
  });

  test("services have the scheme that they are given, else none", () => {
    const operations = new GatewayOperations({
      version: 3,
      hosts: {},
      targets: {},
      schemes: { mine: "httpBasicPassTicket", certified: "x509" },
    });
    const hasTicket = (path: string): boolean => {
      const number = operations.operationOf("GET", path, 7, "jwt") ?? -1;
      return operations.operation(operationIn(number)).ticketService >= 0;
    };

    expect(["/mine/api/v1", "/certified/api/v1", "/other/api/v1"].map(hasTicket)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
