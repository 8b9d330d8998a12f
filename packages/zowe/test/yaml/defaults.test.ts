/** @source zowe-install-packaging files/defaults.yaml and the table of components and ports in its documentation. */
import { expect, test } from "vitest";
import { at, resolved } from "./fixture.js";

const PORTS = {
  gateway: 7554,
  discovery: 7553,
  "api-catalog": 7552,
  "caching-service": 7555,
  "app-server": 7556,
  zss: 7557,
};
const NOTHING = "zowe:\n  externalPort: 7554\n";

test("ports of version 3", () => {
  const { tree } = resolved(NOTHING);

  for (const [name, port] of Object.entries({ ...PORTS, zaas: 7558 })) {
    expect(at(tree, `/components/${name}/port`), name).toBe(port);
  }
});

test("ports of version 2", () => {
  const { tree } = resolved(NOTHING, { release: "2.18" });

  for (const [name, port] of Object.entries({ ...PORTS, "metrics-service": 7551, "cloud-gateway": 7563 })) {
    expect(at(tree, `/components/${name}/port`), name).toBe(port);
  }
  expect(at(tree, "/components/zaas")).toBeUndefined();
});

test.each([
  ["3.1", "infinispan", "jwt", "ibmzosmf", "STRICT"],
  ["2.18", "VSAM", "auto", "zosmf", "COMPONENT-COMPAT"],
] as const)("modes of %s", (release, mode, jwt, serviceId, validation) => {
  const { tree } = resolved(NOTHING, { release });

  expect(at(tree, "/components/caching-service/storage/mode")).toBe(mode);
  expect(at(tree, "/components/gateway/apiml/security/auth/zosmf")).toMatchObject({
    jwtAutoconfiguration: jwt,
    serviceId,
  });
  expect(at(tree, "/zowe/configmgr/validation")).toBe(validation);
});

test("version 1 has no defaults, and the launcher of the others reads none", () => {
  expect(resolved(NOTHING, { release: "1.28" }).tree).toEqual({ zowe: { externalPort: 7554 } });
  expect(resolved(NOTHING).launcher.tree).toEqual({ zowe: { externalPort: 7554 } });
});
