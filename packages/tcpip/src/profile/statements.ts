/**
 * The statements of a profile: one table from which the reader knows where a statement starts and ends, finds the word
 * that was meant, and from which the reference page is printed.
 *
 * Names are written as IBM's syntax diagrams write them, required letters in capitals; where no diagram was at hand the
 * whole word is required. Statements of old releases are in the table, as real profiles still carry them.
 * @source z/OS Communications Server: IP Configuration Reference 1.4 to 3.2, "Summary of TCP/IP address space
 *   configuration statements"; short forms of DEVICE, AUTOLOG and others from the TCPIPCS PROFILE sample output.
 */
import {
  globalConfigKeywords,
  ipConfig6Keywords,
  ipConfigKeywords,
  sysplexMonitorKeywords,
  tcpConfigKeywords,
  vipaDistributeKeywords,
} from "./keywords.js";
import { fullWord, type Stem, StemTable } from "./stem.js";

export interface StatementRow {
  readonly stem: Stem;
  /** The word that ends the block that this statement starts. */
  readonly end?: Stem;
  /** The block that this statement stands in. */
  readonly within?: "VIPADYNAMIC";
  readonly modelled: "fully" | "partly" | "not";
  readonly meaning: string;
  /** So many words behind the name are operands whatever they look like: the name of a device may be that of a statement. */
  readonly names?: number;
  /** At most so many operands; a word behind them is a statement again. */
  readonly operandsMax?: number;
  /** Its keywords, for "did you mean" and for telling an operand such as PORT from the statement of that name. */
  readonly keywords?: readonly Stem[];
}

export const profileStatements: readonly StatementRow[] = [
  // What the stack is
  {
    stem: "IPCONFig",
    modelled: "partly",
    meaning: "IPv4 layer: SYSPLEXROUTING and DYNAMICXCF count, other operands are read",
    keywords: Object.keys(ipConfigKeywords),
  },
  {
    stem: "IPCONFIG6",
    modelled: "partly",
    meaning: "IPv6 layer: DYNAMICXCF counts, other operands are read",
    keywords: Object.keys(ipConfig6Keywords),
  },
  {
    stem: "GLOBALCONFig",
    modelled: "partly",
    meaning: "whole stack: SYSPLEXMONITOR, SYSPLEXWLMPOLL and XCFGRPID count, other operands are read",
    keywords: [...Object.keys(globalConfigKeywords), ...sysplexMonitorKeywords],
  },
  {
    stem: "TCPCONFIG",
    modelled: "partly",
    meaning: "TCP layer: connect, retransmission, keep-alive and close times count, other operands are read",
    keywords: Object.keys(tcpConfigKeywords),
  },
  {
    stem: "SOMAXCONN",
    modelled: "fully",
    meaning: "longest queue of connections that wait for accept",
    operandsMax: 1,
  },
  {
    stem: "UDPCONFIG",
    modelled: "not",
    meaning: "UDP layer",
    keywords: [
      "RESTRICTLowports",
      "UNRESTRICTLowports",
      "UDPCHKsum",
      "NOUDPCHKsum",
      "UDPQueuelimit",
      "NOUDPQueuelimit",
    ],
  },
  { stem: "ARPAGE", modelled: "not", meaning: "minutes until an ARP entry is forgotten", operandsMax: 1 },
  { stem: "DATASETPREFIX", modelled: "not", meaning: "high-level qualifier", names: 1, operandsMax: 1 },
  {
    stem: "KEEPALIVEOPTIONS",
    end: "ENDKEEPALIVEOPTIONS",
    modelled: "not",
    meaning: "keep-alive settings of old releases",
  },
  {
    stem: "ASSORTEDPARMS",
    end: "ENDASSORTEDPARMS",
    modelled: "not",
    meaning: "stack settings of old releases",
  },
  {
    stem: "INCLUDE",
    modelled: "fully",
    meaning: "reads another data set at this place",
    names: 1,
    operandsMax: 1,
  },

  // Interfaces and routes
  { stem: "DEVice", modelled: "not", meaning: "a network device", names: 1 },
  { stem: "LINK", modelled: "partly", meaning: "a link on a device; its name counts for HOME", names: 1 },
  {
    stem: "INTERFACE",
    modelled: "partly",
    meaning: "an interface; the addresses of IPADDR count",
    names: 1,
    keywords: ["DEFINE", "DELETE", "ADDADDR", "DELADDR", "DEPRADDR", "IPADDR"],
  },
  { stem: "HOME", modelled: "fully", meaning: "addresses of links, in pairs of address and link name" },
  {
    stem: "PRIMARYinterface",
    modelled: "not",
    meaning: "the default local address",
    names: 1,
    operandsMax: 1,
  },
  { stem: "START", modelled: "not", meaning: "starts a device or interface", names: 1, operandsMax: 1 },
  { stem: "STOP", modelled: "not", meaning: "stops a device or interface", names: 1, operandsMax: 1 },
  { stem: "DELETE", modelled: "partly", meaning: "deletes a definition; PORT and PORTRANGE count", names: 1 },
  { stem: "TRANSLATE", modelled: "not", meaning: "hardware addresses of hosts" },
  { stem: "ATMARPSV", modelled: "not", meaning: "ATM ARP server", names: 1 },
  { stem: "ATMLIS", modelled: "not", meaning: "ATM logical IP subnet", names: 1 },
  { stem: "ATMPVC", modelled: "not", meaning: "ATM permanent virtual circuit", names: 2 },
  {
    stem: "BEGINRoutes",
    end: "ENDRoutes",
    modelled: "not",
    meaning: "static routes; they are only checked against DVIPAs",
  },
  { stem: "GATEWAY", modelled: "not", meaning: "static routes, old form" },
  {
    stem: "BSDROUTINGparms",
    end: "ENDBSDROUTINGparms",
    modelled: "not",
    meaning: "link settings of the old routing daemon",
  },
  {
    stem: "DEFADDRTABLE",
    end: "ENDDEFADDRTABLE",
    modelled: "not",
    meaning: "IPv6 default address selection",
  },
  { stem: "SRCIP", end: "ENDSRCIP", modelled: "not", meaning: "source addresses by job or destination" },

  // Ports and programs
  {
    stem: "PORT",
    modelled: "fully",
    meaning: "reserves ports for jobs",
    keywords: [
      "TCP",
      "UDP",
      "UNRSV",
      "RESERVED",
      "NOAUTOLog",
      "DELAYAcks",
      "NODELAYAcks",
      "SHAREPort",
      "SHAREPORTWLM",
      "BIND",
      "SAF",
    ],
  },
  {
    stem: "PORTRange",
    modelled: "fully",
    meaning: "reserves a range of ports: first port and number of ports",
    keywords: ["TCP", "UDP", "RESERVED", "AUTHPORT", "NOAUTOLog", "DELAYAcks", "NODELAYAcks", "SAF"],
  },
  { stem: "AUTOLog", end: "ENDAUTOLog", modelled: "partly", meaning: "procedures that the stack starts" },

  // Dynamic VIPAs
  {
    stem: "VIPADynamic",
    end: "ENDVIPADynamic",
    modelled: "fully",
    meaning: "dynamic VIPAs and Sysplex Distributor",
  },
  {
    stem: "VIPADEFine",
    within: "VIPADYNAMIC",
    modelled: "fully",
    meaning: "DVIPAs that this stack owns",
    keywords: ["TIER1", "TIER2", "CPCSCOPE", "MOVEable", "IMMEDiate", "WHENIDLE", "SERVICEMGR"],
  },
  {
    stem: "VIPABackup",
    within: "VIPADYNAMIC",
    modelled: "fully",
    meaning: "DVIPAs that this stack takes over",
    keywords: ["TIER1", "TIER2", "CPCSCOPE", "MOVEable", "IMMEDiate", "WHENIDLE", "SERVICEMGR"],
  },
  { stem: "VIPADELete", within: "VIPADYNAMIC", modelled: "fully", meaning: "deletes DVIPAs" },
  {
    stem: "VIPARange",
    within: "VIPADYNAMIC",
    modelled: "fully",
    meaning: "addresses that a program may make a DVIPA",
    keywords: ["DEFINE", "DELETE", "MOVEable", "NONDISRUPTive", "DISRUPTive", "SAF", "ZCX"],
  },
  {
    stem: "VIPAROUTE",
    within: "VIPADYNAMIC",
    modelled: "fully",
    meaning: "the address to reach a target stack by",
    keywords: ["DEFINE", "DELETE"],
  },
  {
    stem: "VIPADISTribute",
    within: "VIPADYNAMIC",
    modelled: "fully",
    meaning: "spreads connections for a DVIPA over stacks",
    keywords: vipaDistributeKeywords,
  },
  { stem: "VIPASMparms", within: "VIPADYNAMIC", modelled: "not", meaning: "service manager settings" },

  // Security, traces, records
  { stem: "IPSEC", end: "ENDIPSEC", modelled: "not", meaning: "default IP filter rules" },
  { stem: "NETACCESS", end: "ENDNETACCESS", modelled: "not", meaning: "access to networks by security zone" },
  { stem: "NETMONitor", modelled: "not", meaning: "network management interfaces" },
  { stem: "ITRACE", modelled: "not", meaning: "trace of the stack's configuration" },
  { stem: "PKTTRACE", modelled: "not", meaning: "packet trace" },
  { stem: "OSAENTA", modelled: "not", meaning: "OSA network traffic analyzer" },
  { stem: "SACONFIG", modelled: "not", meaning: "SNMP subagent" },
  { stem: "SMFCONFIG", modelled: "not", meaning: "SMF records" },
  { stem: "SMFPARMS", modelled: "not", meaning: "SMF records, old form" },
  { stem: "SYSCONTACT", end: "ENDSYSCONTACT", modelled: "not", meaning: "SNMP contact of old releases" },
  { stem: "SYSLOCATION", end: "ENDSYSLOCATION", modelled: "not", meaning: "SNMP location of old releases" },
  { stem: "OBEY", end: "ENDOBEY", modelled: "not", meaning: "users of OBEYFILE in old releases" },
  { stem: "INFORM", end: "ENDINFORM", modelled: "not", meaning: "users to inform in old releases" },
  { stem: "RESTRICT", end: "ENDRESTRICT", modelled: "not", meaning: "users to keep out in old releases" },

  // Telnet, which moved to an address space of its own
  {
    stem: "TELNETGLOBALS",
    end: "ENDTELNETGLOBALS",
    modelled: "not",
    meaning: "Telnet server of old releases",
  },
  { stem: "TELNETPARMS", end: "ENDTELNETPARMS", modelled: "not", meaning: "Telnet server of old releases" },
  {
    stem: "INTERNALCLIENTPARMS",
    end: "ENDINTERNALCLIENTPARMS",
    modelled: "not",
    meaning: "Telnet server of old releases",
  },
  { stem: "BEGINVTAM", end: "ENDVTAM", modelled: "not", meaning: "Telnet server of old releases" },
];

/** The canonical name: `VIPADEFINE`. */
export function statementName(row: StatementRow): string {
  return fullWord(row.stem);
}

const byName = new StemTable(profileStatements.map((row) => [row.stem, row] as const));

const byEnd = new StemTable(
  profileStatements.flatMap((row) => (row.end === undefined ? [] : [[row.end, row] as const])),
);

/** The statement that a folded word names. */
export function findStatement(word: string): StatementRow | undefined {
  return byName.find(word);
}

/** The block that a folded word ends. */
export function findEndedBlock(word: string): StatementRow | undefined {
  return byEnd.find(word);
}

const keywords = new Map(
  profileStatements.map((row) => [
    row,
    new StemTable((row.keywords ?? []).map((stem) => [stem, true] as const)),
  ]),
);

/** Whether a folded word is one of the statement's keywords. */
export function isKeywordOf(row: StatementRow, word: string): boolean {
  return keywords.get(row)?.find(word) === true;
}

/** Every word that may stand where a statement starts, in full. */
export const statementWords: readonly string[] = [...byName.words, ...byEnd.words];
