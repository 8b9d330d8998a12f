import { describe, expect, test } from "vitest";
import { admission, type UmsSituation } from "../../src/ums/index.js";

const GOOD: UmsSituation = {
  authType: "MFA_JWT",
  isTakingOver: false,
  isOpen: true,
  isLoggedOn: false,
  hasGateway: true,
  hasZss: true,
};

// IBM Unified Management Server documentation, Preparing for high availability.
describe("with MFA_JWT", () => {
  test("an application is opened by single sign-on, without a logon at this server", () => {
    expect(admission("open", { ...GOOD, isOpen: false })).toBe("served");
    expect(admission("open", { ...GOOD, hasGateway: false })).toBe("notLoggedOn");
  });

  test("work goes on without a Gateway, once the application is open", () => {
    expect(admission("work", { ...GOOD, hasGateway: false })).toBe("served");
    expect(admission("logon", { ...GOOD, hasGateway: false })).toBe("notLoggedOn");
  });
});

describe("with STANDARD_JWT", () => {
  const standard: UmsSituation = { ...GOOD, authType: "STANDARD_JWT", hasGateway: false };

  test("an application is opened by whoever has logged on at this server", () => {
    expect(admission("open", standard)).toBe("notLoggedOn");
    expect(admission("open", { ...standard, isLoggedOn: true })).toBe("served");
    expect(admission("logon", standard)).toBe("served");
  });
});

test.each(["work", "open", "logon"] as const)("%s is denied while the server takes over", (operation) => {
  expect(admission(operation, { ...GOOD, isTakingOver: true })).toBe("denied");
});

test("work is denied where the application was not opened at this server, and fails without ZSS", () => {
  expect(admission("work", { ...GOOD, isOpen: false })).toBe("denied");
  expect(admission("work", { ...GOOD, hasZss: false })).toBe("noZss");
  expect(admission("open", { ...GOOD, hasZss: false })).toBe("served");
});
