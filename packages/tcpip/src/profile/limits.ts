/** The limits of z/OS that the profile reader checks. */

/** Configured and target DVIPAs of a stack. @source IP Configuration Reference, VIPADYNAMIC statement summary. */
export const MOST_DVIPAS = 1024;

/** VIPARANGE definitions of a stack: 1024 in z/OS 2.1, 4096 since 2.3. @source VIPARANGE statement, 2.1 and 2.3. */
export const MOST_VIPA_RANGES = 4096;

/** BACKUP targets of one HOTSTANDBY VIPADISTRIBUTE. @source IP Messages Volume 4, EZZ0829I. */
export const MOST_BACKUPS = 31;

/** PORT entries of one VIPADISTRIBUTE. @assumption Recalled; what z/OS does with more was not seen. */
export const MOST_DISTRIBUTED_PORTS = 64;

/** @source VIPABACKUP statement: 1, the end of the chain, to 254, its start. For DESTIP BACKUP recalled. */
export const RANK = { min: 1, max: 254 } as const;

/** @assumption Recalled. */
export const WEIGHT = { min: 0, max: 99 } as const;
/** @assumption Recalled. */
export const OPTLOCAL = { min: 0, max: 16 } as const;
/** Seconds. @assumption Recalled. */
export const TIMED_AFFINITY = { min: 0, max: 9999 } as const;
/** @assumption Recalled. */
export const COST_METRIC = { min: 0, max: 14 } as const;
/** Seconds. @assumption Recalled. */
export const TIMER_SECONDS = { min: 10, max: 3600 } as const;
/** Seconds. @assumption Recalled. */
export const WLM_POLL = { min: 1, max: 180 } as const;
/** VTAM and TCP/IP group suffixes. @assumption Recalled. */
export const GROUP_ID = { min: 2, max: 31 } as const;

export const PORT_NUMBER = { min: 1, max: 65_535 } as const;

/** @source TCPCONFIG statement. */
export const CONNECT_INIT_INTERVAL_MS = { min: 100, max: 3000 } as const;
/** @source TCPCONFIG statement. */
export const CONNECT_TIMEOUT_SECONDS = { min: 5, max: 190 } as const;
/** @assumption Recalled. */
export const MAXIMUM_RETRANSMIT_SECONDS = { min: 0, max: 1000 } as const;
/** @assumption Recalled. */
export const RETRANSMIT_ATTEMPTS = { min: 0, max: 15 } as const;
/** @assumption Recalled; 0 is off. */
export const KEEPALIVE_MINUTES = { min: 0, max: 35_791 } as const;
/** @assumption Recalled. */
export const FIN_WAIT_2_SECONDS = { min: 60, max: 3600 } as const;
/** @assumption Recalled. */
export const TIME_WAIT_SECONDS = { min: 0, max: 120 } as const;
/** @assumption Recalled. */
export const SOMAXCONN = { min: 1, max: 2_147_483_647 } as const;

/** An interface name. @source INTERFACE statement. */
export const LONGEST_INTERFACE_NAME = 16;
