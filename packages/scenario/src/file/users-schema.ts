/** The part of a scenario file that says which people work in the Zowe Desktop or with Unified Management Server. */
import { z } from "zod";
import { clientName, clientOs, wholeNumber } from "./client-schema.js";
import { anyDuration, arrivals, destination, distribution, duration } from "./quantities.js";
import { readingHints } from "./reading.js";

/** @assumption Far more than one Desktop has. */
const USERS_MAX = 10_000;

const name = clientName.describe("The users' name, for results: `<name>.logonsNeeded`.");
const users = wholeNumber(1, USERS_MAX).describe("How many people they are.");

export const desktopUsersSchema = z
  .strictObject({
    name,
    desktop: destination("https://zowe.example.com:7554")
      .describe(
        "Where the Desktop's users come in: address and port of the Gateway. The host is one of `hosts`, or an address.",
      )
      .meta({ examples: ["https://zowe.example.com:7554"] }),
    users,
    arrivals: arrivals()
      .describe("When requests for pages and services are sent, of all users together.")
      .meta({ examples: ["poisson 2/s"] }),
    logonsWithin: duration("1m").describe("The first logons are spread over this time.").prefault("1m"),
    messageEvery: duration("10s")
      .describe("Time between two messages over the terminal that each user keeps open.")
      .prefault("10s"),
    timeout: duration("30s")
      .describe("A request, an upgrade or a message that nobody answers is given up after this time.")
      .prefault("30s"),
    backoff: anyDuration("5s")
      .describe("Before a failed logon is tried again, and before a terminal that was cut is opened again.")
      .prefault("5s"),
    os: clientOs,
  })
  .register(readingHints, {
    verb: "desktop",
    expects: "users such as { name: desk, desktop: https://…:7554, users: 20, arrivals: poisson 2/s }",
  });

export const umsUsersSchema = z
  .strictObject({
    name,
    ums: destination("https://ums.example.com:12023")
      .describe(
        "Where Unified Management Server is: its DVIPA, or one server, and its port. The host is one of `hosts`, or an address.",
      )
      .meta({ examples: ["https://ums.example.com:12023"] }),
    users,
    think: distribution("uniform(5s, 15s)")
      .describe("Between two requests of a user.")
      .meta({ examples: ["uniform(5s, 15s)", "exponential(mean 20s)"] })
      .prefault("uniform(5s, 15s)"),
  })
  .register(readingHints, {
    verb: "ums",
    expects: "users such as { name: admins, ums: https://…:12023, users: 10 }",
  });
