/**
 * The statements of TCPIP.DATA: the reader, the resolver and the reference page work from this table.
 *
 * @source z/OS Communications Server: IP Configuration Reference, "Configuration statements in TCPIP.DATA".
 */

export interface TcpipDataRow {
  /** What is written behind the name. */
  readonly form: string;
  readonly meaning: string;
  /** What applies when it is left out; absent: nothing. */
  readonly default?: string;
  /** `used` by the model, or read and kept out of it. */
  readonly effect: "used" | "read";
  readonly standing: "documented" | "recalled";
  /** Another name for the same statement. */
  readonly synonym?: string;
  /** Each further one adds to those before; of others the last one counts. */
  readonly adds?: true;
  /** How many operands are read: none, one, or as many as there are. */
  readonly operands: "none" | "one" | "several" | "any";
}

export const tcpipDataStatements = {
  ALWAYSWTO: read("YES | NO", "Servers write their messages to the console as well"),
  DATASETPREFIX: read("qualifier", "High-level qualifier for dynamic allocation"),
  DOMAINORIGIN: {
    form: "domain",
    meaning: "Domain that is appended to a name that was not found as it is",
    effect: "used",
    standing: "documented",
    synonym: "DOMAIN",
    operands: "one",
  },
  HOSTNAME: read("name", "TCP host name of the system"),
  LOADDBCSTABLES: { ...read("table …", "DBCS tables for FTP"), operands: "any", adds: true },
  LOOKUP: {
    form: "DNS LOCAL | LOCAL DNS | DNS | LOCAL",
    meaning: "Whether name servers or the local host tables are asked, and in which order",
    default: "DNS LOCAL",
    effect: "used",
    standing: "documented",
    operands: "several",
  },
  MESSAGECASE: read("MIXED | UPPER", "Case of messages of FTP and SNMP"),
  NOCACHE: { ...read("", "Answers of name servers are not kept"), operands: "none" },
  NOCACHEREORDER: { ...read("", "Addresses of a kept answer are not reordered"), operands: "none" },
  NSINTERADDR: {
    form: "address …",
    meaning: "Name servers, in the order in which they are asked; at most 16",
    effect: "used",
    standing: "documented",
    synonym: "NAMESERVER",
    operands: "several",
    adds: true,
  },
  NSPORTADDR: {
    form: "1 to 65535",
    meaning: "Port of the name servers",
    default: "53",
    effect: "used",
    standing: "documented",
    operands: "one",
  },
  OPTIONS: {
    ...read("NDOTS:n DEBUG", "Dots of a name that is tried as it is first; a trace"),
    operands: "any",
  },
  RESOLVEVIA: {
    form: "UDP | TCP",
    meaning: "How name servers are asked",
    default: "UDP",
    effect: "used",
    standing: "documented",
    operands: "one",
  },
  RESOLVERTIMEOUT: {
    form: "seconds, to three decimals",
    meaning: "How long an answer of a name server is waited for",
    default: "5; 30 in older members",
    effect: "used",
    standing: "documented",
    operands: "one",
  },
  RESOLVERUDPRETRIES: {
    form: "number",
    meaning: "How often the list of name servers is gone through, the first time included",
    default: "1",
    effect: "used",
    standing: "documented",
    operands: "one",
  },
  SEARCH: {
    form: "domain …",
    meaning: "Domains that are appended one by one to a name that was not found as it is",
    effect: "used",
    standing: "documented",
    operands: "several",
    adds: true,
  },
  SOCKDEBUG: { ...read("", "A trace"), operands: "none" },
  SOCKNOTESTSTOR: { ...read("", "No check of storage"), operands: "none" },
  SOCKTESTSTOR: { ...read("", "A check of storage"), operands: "none" },
  SORTLIST: { ...read("address/mask …", "Order of the addresses of an answer"), operands: "any", adds: true },
  TCPIPJOBNAME: { ...read("job", "Job name of the TCP/IP stack"), synonym: "TCPIPUSERID" },
  TRACE: { ...read("RESOLVER | SOCKET | …", "A trace"), operands: "any", adds: true },
} as const satisfies Readonly<Record<string, TcpipDataRow>>;

export type TcpipDataName = keyof typeof tcpipDataStatements;

const rows: Readonly<Record<TcpipDataName, TcpipDataRow>> = tcpipDataStatements;
const names = Object.keys(rows) as TcpipDataName[];

/** Every word that begins a statement. */
export const tcpipDataWords: readonly string[] = names.flatMap((name) => {
  const { synonym } = rows[name];
  return synonym === undefined ? [name] : [name, synonym];
});

/** The statement that a word in capitals begins. */
export function findTcpipData(word: string): TcpipDataName | undefined {
  return names.find((name) => name === word || rows[name].synonym === word);
}

export function tcpipDataRow(name: TcpipDataName): TcpipDataRow {
  return rows[name];
}

/** Most statements are about other things than name servers. */
function read(form: string, meaning: string) {
  return { form, meaning, effect: "read", standing: "documented", operands: "one" } as const;
}
