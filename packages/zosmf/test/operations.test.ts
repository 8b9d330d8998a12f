import { describe, expect, test } from "vitest";
import { parameterValues } from "@sysplex/sim-core";
import { operationOf, operations, zosmfParameters } from "../src/index.js";

const nameOf = (method: string, path: string): string | undefined => {
  const index = operationOf(method, path);
  return index === undefined ? undefined : operations[index]?.name;
};

describe("REST operations", () => {
  test.each([
    ["GET", "/zosmf/restjobs/jobs", "list jobs"],
    ["GET", "/zosmf/restjobs/jobs?owner=IBMUSER&prefix=*", "list jobs"],
    ["get", "/zosmf/restjobs/jobs", "list jobs"],
    ["PUT", "/zosmf/restjobs/jobs", "submit job"],
    ["GET", "/zosmf/restjobs/jobs/TESTJOB/JOB00023", "job status"],
    ["GET", "/zosmf/restjobs/jobs/TESTJOB/JOB00023/files", "list spool files"],
    ["GET", "/zosmf/restjobs/jobs/TESTJOB/JOB00023/files/8/records", "read spool file"],
    ["PUT", "/zosmf/restjobs/jobs/TESTJOB/JOB00023", "hold, release, cancel, change class"],
    ["DELETE", "/zosmf/restjobs/jobs/TESTJOB/JOB00023", "purge job"],
    ["GET", "/zosmf/restfiles/ds?dslevel=SYS1.**", "list data sets"],
    ["GET", "/zosmf/restfiles/ds/SYS1.PARMLIB(IEASYS00)", "read data set or member"],
    ["GET", "/zosmf/restfiles/ds/-(VOL001)/SYS1.PARMLIB", "read data set or member by volume"],
    ["GET", "/zosmf/restfiles/ds/SYS1.PARMLIB/member", "list members"],
    ["PUT", "/zosmf/restfiles/ds/IBMUSER.JCL(A)", "write data set or member"],
    ["GET", "/zosmf/restfiles/fs?path=/u/ibmuser", "list z/OS UNIX files"],
    ["GET", "/zosmf/restfiles/fs/u/ibmuser/a/b.txt", "read z/OS UNIX file"],
    ["POST", "/zosmf/tsoApp/tso?proc=IZUFPROC", "start TSO/E address space"],
    ["PUT", "/zosmf/tsoApp/tso/ping/IBMUSER-71-aaa", "ping TSO/E address space"],
    ["PUT", "/zosmf/tsoApp/v1/tso", "issue TSO/E command (stateless)"],
    ["PUT", "/zosmf/restconsoles/consoles/defcn", "issue console command"],
    ["GET", "/zosmf/workflow/rest/1.0/workflows/d043b5f1", "workflow properties"],
    ["GET", "/zosmf/info", "z/OSMF information"],
  ])("%s %s is: %s", (method, path, name) => {
    expect(nameOf(method, path)).toBe(name);
  });

  test.each([
    ["GET", "/"],
    ["GET", "/zosmf"],
    ["GET", "/zosmf/restjobs"],
    ["POST", "/zosmf/restjobs/jobs"],
    ["GET", "/zosmf/restjobs/jobs/TESTJOB/JOB00023/files/8/records/9"],
    ["BREW", "/zosmf/info"],
    ["", ""],
  ])("z/OSMF has no %s %s", (method, path) => {
    expect(operationOf(method, path)).toBeUndefined();
  });

  test("high availability is supported for the jobs REST interface and for reading one data set or member (fact 0.2)", () => {
    for (const { service, name, haSupported } of operations) {
      const supported = service === "z/OS jobs REST interface" || name.startsWith("read data set or member");
      expect(haSupported, name).toBe(supported);
    }
  });

  test("every row can be asked for, and none hides another", () => {
    operations.forEach(({ method, path, name }) => {
      expect(nameOf(method, path.replace(/\{[^}]*\}/g, "X1")), path).toBe(name);
    });
  });

  test("every service group has a service time and a CPU time", () => {
    const parameters = parameterValues(zosmfParameters);
    for (const { group } of operations) {
      expect(parameters[`${group}ServiceTime`].mean).toBeGreaterThan(0);
      expect(parameters[`${group}Cpu`]).toBeGreaterThan(0);
    }
  });
});
