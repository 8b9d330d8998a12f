import { expect, test } from "vitest";
import { isSimulatedCommand } from "../../src/timeline/command-forms.js";

test.each([
  "V TCPIP,,SYSPLEX,QUIESCE,TARGET",
  "vary tcpip,tcpip,sysplex,deactivate,dvipa=10.1.1.100",
  "V XCF,SYSA,OFFLINE",
  "V XCF,SYSA,OFFLINE,RETAIN=NO",
  "P TCPIP",
  "START IZUSVRA",
])("%s is simulated", (command) => {
  expect(isSimulatedCommand(command)).toBe(true);
});

test.each(["V TCPIP,,SYSPLEX,LEAVESYSPLEX", "V TCPIP,,OBEYFILE,A.B", "D XCF", "V XCF,SYSA,ONLINE", ""])(
  "%s is not",
  (command) => {
    expect(isSimulatedCommand(command)).toBe(false);
  },
);
