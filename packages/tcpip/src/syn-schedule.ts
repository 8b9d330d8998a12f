/**
 * When a client's TCP sends its SYN, sends it again, and gives up.
 *
 * @source Linux ip-sysctl documentation (tcp_syn_retries, tcp_syn_linear_timeouts); IP Configuration Reference,
 * TCPCONFIG (CONNECTINITINTERVAL 3 s, CONNECTTIMEOUT 75 s, RETRANSMITATTEMPTS 15); for Windows 7 public support pages (3 s,
 * two retries, 21 s). The instants follow from those numbers.
 * @assumption Windows gives up established connections after 5 retransmissions (TcpMaxDataRetransmissions, recalled).
 */
import { seconds, type Duration } from "@sysplex/sim-core";

export interface TcpProfile {
  readonly name: TcpProfileName;
  readonly meaning: string;
  /** When each SYN leaves, counted from the first. */
  readonly synAt: readonly Duration[];
  /** When connect() fails, counted from the first SYN. */
  readonly connectTimeout: Duration;
  /** How often data is sent again before the connection is given up. */
  readonly dataRetransmits: number;
}

export type TcpProfileName = "linux" | "linux-6.5" | "linux-2.6" | "windows" | "zos";

const afterSeconds = (...instants: number[]): Duration[] => instants.map((instant) => seconds(instant));

export const tcpProfiles: Readonly<Record<TcpProfileName, TcpProfile>> = {
  /** tcp_syn_retries 6, first wait 1 s; tcp_retries2 15. */
  linux: {
    name: "linux",
    meaning: "Linux 3.7 to 6.4",
    synAt: afterSeconds(0, 1, 3, 7, 15, 31, 63),
    connectTimeout: seconds(127),
    dataRetransmits: 15,
  },
  /** tcp_syn_linear_timeouts 4 adds four steps of 1 s. */
  "linux-6.5": {
    name: "linux-6.5",
    meaning: "Linux 6.5 and later",
    synAt: afterSeconds(0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67),
    connectTimeout: seconds(131),
    dataRetransmits: 15,
  },
  /** 5 retries, first wait 3 s: 3 + 6 + 12 + 24 + 48 + 96 s = 189 s; texts say "about 180 s". */
  "linux-2.6": {
    name: "linux-2.6",
    meaning: "Linux before 3.7",
    synAt: afterSeconds(0, 3, 9, 21, 45, 93),
    connectTimeout: seconds(189),
    dataRetransmits: 15,
  },
  /** First wait 3 s, two retries. TcpMaxDataRetransmissions 5. */
  windows: {
    name: "windows",
    meaning: "Windows 7 and Server 2008 R2; later levels are not documented",
    synAt: afterSeconds(0, 3, 9),
    connectTimeout: seconds(21),
    dataRetransmits: 5,
  },
  /** CONNECTINITINTERVAL 3 s doubled, CONNECTTIMEOUT 75 s; RETRANSMITATTEMPTS 15. */
  zos: {
    name: "zos",
    meaning: "z/OS Communications Server as client",
    synAt: afterSeconds(0, 3, 9, 21, 45),
    connectTimeout: seconds(75),
    dataRetransmits: 15,
  },
};
