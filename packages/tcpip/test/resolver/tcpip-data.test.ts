import { millis, seconds } from "@sysplex/sim-core";
import { formatPosition, type Diagnostic } from "@sysplex/sysplex";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  readTcpipData,
  resolveTcpipData,
  type tcpipDataDiagnostics,
  tcpipDataStatements,
  type ResolverConfiguration,
} from "../../src/index.js";

const FILE = "configs/TCPDATA";

interface Answer {
  readonly configuration: ResolverConfiguration;
  readonly diagnostics: readonly Diagnostic[];
}

function answerTo(text: string, system = "SYSA", symbols: Readonly<Record<string, string>> = {}): Answer {
  const document = readTcpipData({ file: FILE, text }, { symbols });
  const { configuration, diagnostics } = resolveTcpipData(document, system);
  return { configuration, diagnostics: [...document.diagnostics, ...diagnostics] };
}

const nameServersOf = (text: string, system?: string): readonly string[] =>
  answerTo(text, system).configuration.nameServers;

describe("TCPIP.DATA", () => {
  test("statements of a data set, names in any case, comments behind them", () => {
    const { configuration, diagnostics } = answerTo(
      [
        "DatasetPrefix      TCPIP.PROD",
        "TcpipJobname       TCPIP      ; the one stack",
        "NSinterAddr        10.1.1.53",
        "NSportAddr         53         ; well known",
        "ResolveVia         UDP",
        "ResolverTimeout    30         ; as in the sample",
        "ResolverUdpRetries 2",
        "HostName           MVS1",
        "DomainOrigin       Example.com",
        "MessageCase        mixed",
      ].join("\n"),
    );

    expect(diagnostics).toEqual([]);
    expect(configuration).toEqual({
      nameServers: ["10.1.1.53"],
      port: 53,
      timeout: seconds(30),
      tries: 2,
      domains: ["example.com"],
    });
  });

  // z/OS UNIX System Services Planning, "Resolver information": either syntax is taken.
  test("statements of /etc/resolv.conf: defaults where nothing is said", () => {
    const text = "domain example.com\nnameserver 10.1.1.53\nnameserver 10.1.1.54\n";

    expect(answerTo(text).configuration).toEqual({
      nameServers: ["10.1.1.53", "10.1.1.54"],
      port: 53,
      tries: 1,
      domains: ["example.com"],
    });
  });

  // IP Configuration Guide, "TCPIP.DATA statements": in the order of the file, and such statements are cumulative.
  test("statements of other systems do not count, and name servers add up", () => {
    const text = [
      "       NSINTERADDR 10.1.1.53",
      " SYSA: NSINTERADDR 10.1.1.53",
      " SYSA: NSINTERADDR 10.1.1.54",
      " sysb:NSINTERADDR 10.1.1.55",
    ].join("\n");

    expect(nameServersOf(text, "SYSA")).toEqual(["10.1.1.53", "10.1.1.53", "10.1.1.54"]);
    expect(nameServersOf(text, "SYSB")).toEqual(["10.1.1.53", "10.1.1.55"]);
    expect(nameServersOf(text, "SYSC")).toEqual(["10.1.1.53"]);
  });

  test("a value for one system behind the general one is no repetition", () => {
    const text = "NSINTERADDR 10.1.1.53\nRESOLVERTIMEOUT 10\nSYSA: RESOLVERTIMEOUT 2\n";

    expect(answerTo(text).configuration.timeout).toBe(seconds(2));
    expect(answerTo(text, "SYSB").configuration.timeout).toBe(seconds(10));
    expect(answerTo(text).diagnostics).toEqual([]);
  });

  // IP Diagnosis Guide, "Interpreting the Trace Resolver output": the two are mutually exclusive, and SEARCH adds.
  test("of SEARCH and DOMAIN the later one counts, and SEARCH statements add up", () => {
    const search = "SEARCH one.example two.example\nSEARch three.example\n";
    const server = "nameserver 10.1.1.53\n";

    expect(answerTo(`${server}Domain a.example\n${search}`).configuration.domains).toEqual([
      "one.example",
      "two.example",
      "three.example",
    ]);
    expect(answerTo(`${server}${search}DOMAIN a.example`).configuration.domains).toEqual(["a.example"]);
  });

  // IP Configuration Reference, RESOLVERTIMEOUT statement.
  test.each([
    ["11", seconds(11)],
    [".110", millis(110)],
    ["1.100", millis(1_100)],
    ["3.50", millis(3_500)],
    ["0.005", millis(10)],
    ["0", seconds(1)],
    ["0.0100", undefined],
    ["2147484", undefined],
    ["-1", undefined],
    ["5s", undefined],
  ])("RESOLVERTIMEOUT %s", (text, timeout) => {
    expect(answerTo(`NSINTERADDR 10.1.1.53\nRESOLVERTIMEOUT ${text}`).configuration.timeout).toBe(timeout);
  });

  test("system symbols are replaced, comments start with ; anywhere and with # in front of a word", () => {
    const text = "# resolver\nNAMESERVER 10.1.&NET..53 # ours\nSYS#: NSINTERADDR 10.1.1.54;theirs\n";
    const symbols = { NET: "7" };

    expect(answerTo(text, "SYS#", symbols).configuration.nameServers).toEqual(["10.1.7.53", "10.1.1.54"]);
    expect(answerTo(text, "SYSA", symbols).configuration.nameServers).toEqual(["10.1.7.53"]);
  });

  test("LOOKUP LOCAL and no tries leave name servers alone", () => {
    expect(nameServersOf("NSINTERADDR 10.1.1.53\nLOOKUP LOCAL")).toEqual([]);
    expect(nameServersOf("NSINTERADDR 10.1.1.53\nLOOKUP LOCAL DNS")).toEqual(["10.1.1.53"]);
    expect(answerTo("NSINTERADDR 10.1.1.53\nRESOLVERUDPRETRIES 0").configuration.tries).toBe(0);
  });
});

/** For each row of the table, the place where it must be reported, and a member that provokes it. */
const provoked: Record<keyof typeof tcpipDataDiagnostics, readonly [place: string, text: string]> = {
  NO_BREAK_SPACE: ["1:12", "NSINTERADDR\u00a010.1.1.53"],
  SEQUENCE_NUMBERS: ["1:73", `${"NSINTERADDR 10.1.1.53".padEnd(72)}00000100`],
  SYMBOL_UNDEFINED: ["1:13", "NSINTERADDR &DNS."],
  UNKNOWN_STATEMENT: ["1:1", "NSINTERADR 10.1.1.53"],
  STATEMENT_EXPECTED: ["1:1", "SYSA: ; NSINTERADDR 10.1.1.53"],
  OPERAND_EXPECTED: ["2:1", ";\nNSINTERADDR"],
  BAD_VALUE: ["1:13", "NSINTERADDR dns.example.com 10.1.1.53"],
  TOO_MANY_OPERANDS: ["1:20", "RESOLVERTIMEOUT 5  seconds"],
  STATEMENT_TWICE: ["2:1", "NSPORTADDR 53\nNSPORTADDR 5353"],
  SEARCH_AND_DOMAIN: ["2:1", "DOMAIN a.example\nSEARCH b.example"],
  TIMEOUT_ADJUSTED: ["1:17", "RESOLVERTIMEOUT .001"],
  NO_TRIES: ["1:1", "RESOLVERUDPRETRIES 0"],
  TOO_MANY_NAME_SERVERS: [
    "17:12",
    Array.from({ length: 17 }, (_, index) => `NAMESERVER 10.1.1.${index + 1}`).join("\n"),
  ],
  NAME_SERVER_TWICE: ["1:23", "NSINTERADDR 10.1.1.53 10.1.1.53"],
  NO_NAME_SERVER: ["1:1", "HOSTNAME MVS1"],
  LOCAL_ONLY: ["1:1", "LOOKUP LOCAL"],
  VIA_TCP: ["1:1", "RESOLVEVIA TCP"],
};

describe.each(Object.entries(provoked))("%s", (code, [place, text]) => {
  test(`is said at ${place}`, () => {
    const found = answerTo(text).diagnostics.filter((diagnostic) => diagnostic.code === code);

    expect(found.map(({ range }) => formatPosition(range))).toEqual([`${FILE}:${place}`]);
  });
});

test("a mistyped statement is told which one may be meant, and costs its line only", () => {
  const { configuration, diagnostics } = answerTo("NAMSERVER 10.1.1.53\nNAMESERVER 10.1.1.54");

  expect(diagnostics.map(({ text }) => text)).toEqual([
    "NAMSERVER is no statement of TCPIP.DATA; did you mean NAMESERVER?",
  ]);
  expect(configuration.nameServers).toEqual(["10.1.1.54"]);
});

test("every statement is recognised, by its synonym too, in any case", () => {
  for (const [name, row] of Object.entries(tcpipDataStatements)) {
    const words = "synonym" in row ? [name, row.synonym] : [name];
    for (const word of words)
      expect(
        readTcpipData({ file: FILE, text: word.toLowerCase() }).statements.map(({ name }) => name),
      ).toEqual([name]);
  }
});

test("a binary file is refused as a whole", () => {
  expect(answerTo("NSINTERADDR\0").diagnostics[0]).toMatchObject({
    code: "TEXT_IS_BINARY",
    severity: "error",
  });
});

test("any text at all is read, with every position inside of it", () => {
  const word = fc.constantFrom(
    "NSINTERADDR",
    "nameserver",
    "SYSA:",
    "RESOLVERTIMEOUT",
    "5",
    ";",
    "#",
    "&X.",
    "10.1.1.1",
    "\n",
    " ",
    "::",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 40 }), (words) => {
      const text = words.join("");
      const { configuration, diagnostics } = answerTo(text);
      expect(configuration.nameServers.length).toBeLessThanOrEqual(16);
      for (const { range } of diagnostics) expect(range.end.offset).toBeLessThanOrEqual(text.length);
    }),
  );
});
