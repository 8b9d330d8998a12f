/** The part of a scenario file that says who asks, for what, how often, and with how much patience. */
import { parseDuration } from "@sysplex/sim-core";
import { RESPONSE_TIMEOUT } from "@sysplex/zosmf";
import { z } from "zod";
import { anyDuration, arrivals, duration, parsedText, probeDistance, request } from "./quantities.js";
import { readingHints } from "./reading.js";
import { byteRate, size } from "./sizes.js";

export const clientName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/)
  .register(readingHints, { expects: "a name of letters, digits, - and _, such as rest" });

/** @assumption More tries than this are no policy of a real client. */
const ATTEMPTS_MAX = 1_000;
/** @assumption Ample for one client program; a busier one is written as several clients. */
const POOL_MAX = 10_000;

export const wholeNumber = (min: number, max: number) =>
  z
    .int()
    .min(min)
    .max(max)
    .register(readingHints, { expects: `a whole number from ${min} to ${max}` });

export const clientOs = z
  .enum(["linux", "linux-6.5", "linux-2.6", "windows", "zos"])
  .describe(
    "The client's operating system, which decides when a SYN that nobody answers is repeated: linux (3.7 to 6.4), linux-6.5 (and later), linux-2.6 (before 3.7), windows, zos.",
  )
  .prefault("linux");

const retrySchema = z
  .strictObject({
    attempts: wholeNumber(1, ATTEMPTS_MAX).describe(
      "How often a request is sent at most, the first time included.",
    ),
    backoff: anyDuration("1s").describe("How long after a failure it is sent again.").prefault("0s"),
  })
  .register(readingHints, { expects: "a retry policy such as { attempts: 3, backoff: 1s }" });

const keepAliveSchema = z
  .strictObject({
    keepAlive: z
      .strictObject({
        pool: wholeNumber(1, POOL_MAX).describe("How many connections the client has at most."),
        idle: duration("30s").describe("An unused connection is closed after this time.").prefault("30s"),
      })
      .register(readingHints, { expects: "a pool such as { pool: 10, idle: 30s }" })
      .describe("Connections are kept and used again."),
  })
  .register(readingHints, { expects: "{ keepAlive: { pool: 10, idle: 30s } }" });

function responseTimeout() {
  const parse = (text: string) => {
    const value = parseDuration(text);
    const { min, max } = RESPONSE_TIMEOUT;
    return value !== undefined && value >= min && value <= max ? value : undefined;
  };
  return parsedText(parse, { expects: "a duration from 5s to 10m", quantity: true, units: "m and s" });
}

export const clientSchema = z
  .strictObject({
    name: clientName.describe("The client's name, for results: `<name>.availability`."),
    request: request()
      .describe("What it asks for: method and URL. The host is one of `hosts`, or an address.")
      .meta({ examples: ["GET https://zosmf.example.com/zosmf/restjobs/jobs"] }),
    service: clientName
      .describe(
        "The name under which its measurements count. Left out: what answers at the path, such as zosmf.",
      )
      .meta({ examples: ["cli"] })
      .optional(),
    arrivals: arrivals()
      .describe("When requests should be sent: at random with a mean rate (poisson), or at even distances.")
      .meta({ examples: ["poisson 20/s", "constant 20/s", "every 1s"] }),
    timeout: duration("30s")
      .describe("The client gives one attempt up after this time, connecting included.")
      .prefault("30s"),
    retry: retrySchema
      .describe("What the client does when an attempt fails. Left out: it gives up.")
      .prefault({ attempts: 1, backoff: "0s" }),
    connections: z
      .union([z.enum(["per-request"]), keepAliveSchema])
      .register(readingHints, { expects: "per-request, or { keepAlive: { pool: 10, idle: 30s } }" })
      .describe("A new connection for each request, or a pool of connections that are kept and used again.")
      .prefault("per-request"),
    os: clientOs,
    auth: z
      .enum(["basic", "ltpa", "jwt", "pat", "none"])
      .register(readingHints, {
        expects: "basic, ltpa, jwt, pat or none",
        notSimulatedValues: ["certificate", "passticket", "saml", "oidc"],
      })
      .describe(
        "How the client proves who it is: basic sends user and password with each request; the others get a token first, and a new one when it is refused: ltpa from z/OSMF, jwt from whom the client asks, z/OSMF or Zowe's Gateway, pat from Zowe; none sends nothing.",
      )
      .prefault("basic"),
    renewal: z
      .enum(["refused", "queried"])
      .register(readingHints, { expects: "refused or queried" })
      .describe(
        "When a client with a token logs on anew: refused, as soon as an answer is 401; queried, only when Zowe's auth/query does not know the token either, as the explorers of the Desktop once did.",
      )
      .prefault("refused"),
    user: clientName
      .describe(
        "Who the client is. Clients with one user have one token of each kind, so that one of them can log the other off. Left out: a user of its own.",
      )
      .meta({ examples: ["alice"] })
      .optional(),
    body: size()
      .describe(
        "How much a PUT or POST to z/OSMF sends: a thread of the server takes it in. Left out: a body that takes no time.",
      )
      .meta({ examples: ["20 MB"] })
      .optional(),
    uploadRate: byteRate()
      .describe("How fast the client sends its body. Left out: zosmf.uploadRate.")
      .meta({ examples: ["250 kB/s"] })
      .optional(),
    responseTimeout: responseTimeout()
      .describe(
        "X-IBM-Response-Timeout of a request with a body, 5s to 10m: z/OSMF ends it after that time with 500. Left out: zosmf.uploadTimeLimit.",
      )
      .meta({ examples: ["10m"] })
      .optional(),
    from: z
      .never()
      .register(readingHints, {
        notSimulated: "Where a client is (from); all clients are on a network outside of the sysplex",
      })
      .describe("Where the client is. Not simulated yet.")
      .optional(),
  })
  .register(readingHints, {
    verb: "request",
    expects: "a client such as { name: rest, request: GET https://…, arrivals: poisson 20/s }",
  });

export const probeSchema = z
  .strictObject({
    every: probeDistance()
      .describe("How often the probe asks. The outage is measured no finer than this.")
      .prefault("1s"),
  })
  .register(readingHints, { expects: "a probe such as { every: 1s }" });
