/** From the statements of TCPIP.DATA to what a system's resolver does; never throws. */
import { formatDuration, millis, seconds, type Duration } from "@sysplex/sim-core";
import { DiagnosticList, type Diagnostic } from "@sysplex/sysplex";
import { parseIpAddress, type IpAddress } from "../profile/index.js";
import type { TcpipDataDocument, TcpipDataStatement, TcpipDataWord } from "./read-tcpip-data.js";
import { tcpipDataDiagnostics } from "./tcpip-data-diagnostics.js";
import { tcpipDataRow, type TcpipDataName } from "./tcpip-data-statements.js";

/** What a system's resolver does with a name that has to be looked up. */
export interface ResolverConfiguration {
  /** In the order in which they are asked; one may stand there twice. Empty: none is asked. */
  readonly nameServers: readonly IpAddress[];
  readonly port: number;
  /** Of one query. Absent: see `tcpip.resolverTimeout`. */
  readonly timeout?: Duration;
  /** How often the list of name servers is gone through for a name. */
  readonly tries: number;
  /** Appended one after the other to a name that was not found as it is. */
  readonly domains: readonly string[];
}

export interface ResolvedTcpipData {
  readonly configuration: ResolverConfiguration;
  /** Those of reading are not among them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @source z/OS UNIX System Services Planning, "Resolver information". */
export const NAME_SERVERS_MAX = 16;

/** In milliseconds. @source IP Configuration Reference, RESOLVERTIMEOUT statement: 2147483.647 s. */
const TIMEOUT_MS_MAX = 2_147_483_647;
/** Shorter ones are raised to it. @source The same statement. */
const TIMEOUT_MS_MIN = 10;
/** What 0 stands for. @source The same statement. */
const TIMEOUT_OF_ZERO = seconds(1);

/** @source z/OS Communications Server's sample TCPIP.DATA: RESOLVERUDPRETRIES, NSPORTADDR. */
const DEFAULTS = { tries: 1, port: 53 } as const;

export function resolveTcpipData(document: TcpipDataDocument, system: string): ResolvedTcpipData {
  return new TcpipDataResolver(document, system).resolve();
}

class TcpipDataResolver {
  private readonly problems = new DiagnosticList(tcpipDataDiagnostics);
  /** Where a statement of which the last one counts was first coded. */
  private readonly coded = new Map<TcpipDataName, TcpipDataStatement>();
  private readonly nameServers: IpAddress[] = [];
  private port: number = DEFAULTS.port;
  private timeout: Duration | undefined;
  private tries: number = DEFAULTS.tries;
  private domains: readonly string[] = [];
  private domainsFrom: "SEARCH" | "DOMAINORIGIN" | undefined;
  private asksNameServers = true;

  constructor(
    private readonly document: TcpipDataDocument,
    private readonly system: string,
  ) {}

  resolve(): ResolvedTcpipData {
    const { file, statements } = this.document;
    for (const statement of statements)
      if (statement.system === undefined || statement.system === this.system) this.take(statement);
    if (this.nameServers.length === 0 && this.asksNameServers) {
      const start = { offset: 0, line: 1, column: 1 };
      this.problems.report("NO_NAME_SERVER", { file, start, end: start }, this.system);
    }
    const { port, timeout, tries, domains } = this;
    return {
      configuration: {
        nameServers: this.asksNameServers ? this.nameServers : [],
        port,
        ...(timeout === undefined ? {} : { timeout }),
        tries,
        domains,
      },
      diagnostics: this.problems.inOrder(),
    };
  }

  private take(statement: TcpipDataStatement): void {
    const { name, keyword, operands } = statement;
    const row = tcpipDataRow(name);
    const most = row.operands === "none" ? 0 : row.operands === "one" ? 1 : Infinity;
    const extra = operands[most];
    if (extra !== undefined) this.problems.report("TOO_MANY_OPERANDS", extra.range, keyword.text, extra.text);
    if (operands.length === 0 && (row.operands === "one" || row.operands === "several")) {
      this.problems.report("OPERAND_EXPECTED", keyword.range, keyword.text, row.form);
      return;
    }
    this.noticeTwice(statement, row.adds === true);
    this.use(name, operands.slice(0, most === 0 ? 0 : undefined), statement);
  }

  private noticeTwice(statement: TcpipDataStatement, adds: boolean): void {
    const { name, keyword } = statement;
    const before = this.coded.get(name);
    if (before === undefined) this.coded.set(name, statement);
    // A general value, and another one for this system, is what names of systems are for.
    else if (!adds && before.system === statement.system)
      this.problems.report("STATEMENT_TWICE", keyword.range, keyword.text, before.range.start.line);
  }

  private use(name: TcpipDataName, operands: readonly TcpipDataWord[], statement: TcpipDataStatement): void {
    const [first] = operands;
    switch (name) {
      case "NSINTERADDR":
        for (const operand of operands) this.addNameServer(operand, statement);
        break;
      case "SEARCH":
      case "DOMAINORIGIN":
        this.setDomains(name, operands, statement);
        break;
      case "LOOKUP":
        this.setLookup(operands, statement);
        break;
      case "RESOLVERTIMEOUT":
        if (first !== undefined) this.setTimeout(first, statement);
        break;
      case "RESOLVERUDPRETRIES":
        this.tries = this.number(first, 0, Number.MAX_SAFE_INTEGER, statement) ?? this.tries;
        if (this.tries === 0) this.problems.report("NO_TRIES", statement.range);
        break;
      case "NSPORTADDR":
        this.port = this.number(first, 1, 65_535, statement) ?? this.port;
        break;
      case "RESOLVEVIA":
        this.noticeVia(first, statement);
        break;
      default:
        break; // About other things than name servers.
    }
  }

  private addNameServer(operand: TcpipDataWord, statement: TcpipDataStatement): void {
    const address = parseIpAddress(operand.text);
    if (address === undefined) return this.refuse(operand, statement, "an IPv4 or IPv6 address");
    if (this.nameServers.length >= NAME_SERVERS_MAX) {
      this.problems.report("TOO_MANY_NAME_SERVERS", operand.range, address, NAME_SERVERS_MAX);
      return;
    }
    if (this.nameServers.includes(address)) this.problems.report("NAME_SERVER_TWICE", operand.range, address);
    this.nameServers.push(address);
  }

  private setDomains(
    name: "SEARCH" | "DOMAINORIGIN",
    operands: readonly TcpipDataWord[],
    { keyword }: TcpipDataStatement,
  ): void {
    const names = operands.map(({ text }) => text.toLowerCase());
    const isOther = this.domainsFrom !== undefined && this.domainsFrom !== name;
    if (isOther)
      this.problems.report("SEARCH_AND_DOMAIN", keyword.range, keyword.text, this.domainsFrom ?? "");
    this.domains =
      name === "SEARCH" && !isOther
        ? [...this.domains, ...names]
        : names.slice(0, name === "SEARCH" ? undefined : 1);
    this.domainsFrom = name;
  }

  private setLookup(operands: readonly TcpipDataWord[], statement: TcpipDataStatement): void {
    const words = operands.map(({ text }) => text.toUpperCase());
    const wrong = operands.find((_, index) => words[index] !== "DNS" && words[index] !== "LOCAL");
    if (wrong !== undefined) return this.refuse(wrong, statement, tcpipDataRow("LOOKUP").form);
    this.asksNameServers = words.includes("DNS");
    if (!this.asksNameServers) this.problems.report("LOCAL_ONLY", statement.range);
  }

  private setTimeout(operand: TcpipDataWord, statement: TcpipDataStatement): void {
    const { text } = operand;
    const sound = /^(?:\d{1,7}(?:\.\d{1,3})?|\.\d{1,3})$/.test(text);
    const milliseconds = sound ? Math.round(Number(text) * 1_000) : NaN;
    if (!(milliseconds <= TIMEOUT_MS_MAX))
      return this.refuse(operand, statement, "seconds up to 2147483.647, with at most three decimals");
    const used = milliseconds === 0 ? TIMEOUT_OF_ZERO : millis(Math.max(milliseconds, TIMEOUT_MS_MIN));
    if (used !== millis(milliseconds))
      this.problems.report("TIMEOUT_ADJUSTED", operand.range, text, formatDuration(used));
    this.timeout = used;
  }

  private noticeVia(operand: TcpipDataWord | undefined, statement: TcpipDataStatement): void {
    if (operand === undefined) return;
    const via = operand.text.toUpperCase();
    if (via === "TCP") this.problems.report("VIA_TCP", statement.range);
    else if (via !== "UDP") this.refuse(operand, statement, tcpipDataRow("RESOLVEVIA").form);
  }

  private number(
    operand: TcpipDataWord | undefined,
    least: number,
    most: number,
    statement: TcpipDataStatement,
  ): number | undefined {
    if (operand === undefined) return undefined;
    const value = /^\d{1,15}$/.test(operand.text) ? Number(operand.text) : NaN;
    if (value >= least && value <= most) return value;
    const bounds = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    this.refuse(operand, statement, `a whole number ${bounds}`);
    return undefined;
  }

  private refuse(operand: TcpipDataWord, { keyword }: TcpipDataStatement, form: string): void {
    this.problems.report("BAD_VALUE", operand.range, keyword.text, operand.text, form);
  }
}
