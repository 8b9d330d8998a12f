/**
 * Single values as a person writes them in a scenario file: text on one side, units on the other.
 *
 * Each is a schema with a hint of what to write instead of a faulty one.
 */
import { type Duration, millis, parseDistribution, parseDuration, seconds } from "@sysplex/sim-core";
import { parseIpAddress } from "@sysplex/tcpip";
import { z } from "zod";
import { isAbsolutePath } from "./file-path.js";
import { type ReadingHint, readingHints } from "./reading.js";
import type { Arrivals, Destination, Request } from "./scenario-document.js";

/** A text that `parse` turns into a value, or into nothing when it is faulty. */
export function parsedText<Value>(parse: (text: string) => Value | undefined, hint: ReadingHint) {
  return z
    .string()
    .transform((text, context): Value => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.addIssue({ code: "custom", message: `expected ${hint.expects ?? "something else"}` });
      return z.NEVER;
    })
    .register(readingHints, hint);
}

/** A text that may look like a number in YAML: the clone 01, the seed 7. */
export function spelledText(expects: string, isSound: (text: string) => boolean = (text) => text !== "") {
  return z
    .union([z.string(), z.number()])
    .refine((value) => isSound(String(value)))
    .register(readingHints, { expects, asSpelled: true });
}

/** A name in capitals, as z/OS has them. */
export function zosName(expects: string, lengthMax = 8) {
  const pattern = new RegExp(`^[A-Z@#$][A-Z0-9@#$]{0,${lengthMax - 1}}$`);
  return z.string().regex(pattern).register(readingHints, { expects });
}

const DURATION = { quantity: true, units: "d, h, m, s, ms and us" } as const;

export function anyDuration(example = "30s") {
  return parsedText(parseDuration, { expects: `a duration such as ${example}`, ...DURATION });
}

/** A duration that is not zero. */
export function duration(example = "30s") {
  const parse = (text: string) => {
    const value = parseDuration(text);
    return value !== undefined && value > 0 ? value : undefined;
  };
  return parsedText(parse, { expects: `a duration above zero such as ${example}`, ...DURATION });
}

/** A probe that asks more often is no probe but a load. */
const PROBE_DISTANCE_MIN = millis(10);

export function probeDistance() {
  const parse = (text: string) => {
    const value = parseDuration(text);
    return value !== undefined && value >= PROBE_DISTANCE_MIN ? value : undefined;
  };
  return parsedText(parse, { expects: "a duration of 10ms or more such as 1s", ...DURATION });
}

/** A file beside the scenario. Its content is read later, through the host. */
export function filePath(what: string) {
  return z
    .string()
    .refine((path) => path.trim() !== "" && !path.includes("\0"))
    .refine((path) => !isAbsolutePath(path))
    .register(readingHints, {
      expects: `the path of ${what}, relative to this file and with forward slashes`,
    });
}

const SECONDS_PER_UNIT = { s: 1, m: 60, h: 3600 } as const;

/** @assumption One a microsecond is the finest distance that simulated time can express. */
const RATE_PER_SECOND_MAX = 1_000_000;

const LONGEST_INTERVAL_SECONDS = 366 * 24 * 3600;

/** `20/s`, `600/m`, `0.5/h` as a number per second. */
export function parseRate(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,15}(?:\.\d{1,15})?)\/([smh])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  const perSecond = Number(count) / SECONDS_PER_UNIT[unit as keyof typeof SECONDS_PER_UNIT];
  return perSecond <= RATE_PER_SECOND_MAX && perSecond * LONGEST_INTERVAL_SECONDS >= 1
    ? perSecond
    : undefined;
}

/** `poisson 20/s`, `constant 20/s`, `every 50ms`. */
export function parseArrivals(text: string): Arrivals | undefined {
  const [kind, quantity = "", ...rest] = text.trim().split(/\s+/);
  if (rest.length > 0) return undefined;
  if (kind === "every") return everyInterval(parseDuration(quantity));
  const perSecond = parseRate(quantity);
  if (perSecond === undefined) return undefined;
  if (kind === "constant") return everyInterval(seconds(1 / perSecond));
  return kind === "poisson" ? { kind, perSecond } : undefined;
}

function everyInterval(interval: Duration | undefined): Arrivals | undefined {
  return interval !== undefined && interval > 0 ? { kind: "every", interval } : undefined;
}

export function arrivals() {
  return parsedText(parseArrivals, {
    expects: 'arrivals such as "poisson 20/s", "constant 20/s" or "every 1s"',
    quantity: true,
    units: "/s, /m and /h of a rate, d, h, m, s, ms and us of a distance",
  });
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];
const DEFAULT_PORT = { https: 443, http: 80 } as const;
const REQUEST = /^([A-Z]+)\s+(https?):\/\/(\[[0-9A-Fa-f:.]+\]|[^\s/?#:@[\]]+)(?::(\d{1,5}))?(\/[^\s#]*)?$/;

/** `GET https://zosmf.example.com/zosmf/info`; IPv6 addresses stand in brackets, as in every URL. */
export function parseRequest(text: string): Request | undefined {
  const [, method = "", scheme, host = "", portText, path = "/"] = REQUEST.exec(text.trim()) ?? [];
  if ((scheme !== "https" && scheme !== "http") || !METHODS.includes(method)) return undefined;
  const port = portText === undefined ? DEFAULT_PORT[scheme] : Number(portText);
  if (port < 1 || port > 65_535) return undefined;
  return {
    method,
    scheme,
    host: hostName(host.replace(/^\[|\]$/g, "")),
    port,
    path,
    text: text.trim().replace(/\s+/, " "),
  };
}

/** A name in small letters, as the case of host names does not count; an address in its one spelling. */
function hostName(text: string): string {
  return parseIpAddress(text) ?? text.toLowerCase();
}

export function request() {
  return parsedText(parseRequest, {
    expects: "a method and an address such as GET https://zosmf.example.com/zosmf/restjobs/jobs",
  });
}

/** `https://zowe.example.com:7554`: where users come in. */
export function parseDestination(text: string): Destination | undefined {
  const request = parseRequest(`GET ${text.trim()}`);
  if (request?.path !== "/") return undefined;
  const { scheme, host, port } = request;
  return { scheme, host, port, text: text.trim() };
}

export function destination(example: string) {
  return parsedText(parseDestination, { expects: `an address without a path such as ${example}` });
}

/** Kept as text: the models read it. */
export function distribution(example: string) {
  const parse = (text: string) => (parseDistribution(text) === undefined ? undefined : text.trim());
  return parsedText(parse, { expects: `a duration or a distribution such as ${example}`, ...DURATION });
}

/** An address in the one spelling that models compare: IPv6 in small letters, its zeros shortened. */
export function address() {
  return parsedText(parseIpAddress, { expects: "an IPv4 or IPv6 address such as 10.1.1.100" });
}
