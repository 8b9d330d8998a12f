/**
 * Messages of the launcher, and what components say when they are ready.
 *
 * All of them are lines of the launcher's SYSPRINT; zowe.sysMessages says which go to the console too.
 * @source zowe/launcher src/msg.h; zowe/api-layer, zlux-server-framework and zss message tables.
 */
import type { MessageStanding } from "@sysplex/sysplex";

export const zoweMessages = {
  ZWEL0001I: (component: string): string => `component ${component} started`,
  ZWEL0002I: (component: string): string => `component ${component} stopped`,
  ZWEL0003I: (component: string, restartCount: number, minUptime: number, shareAs: string): string =>
    `new component initialized ${component}, restart_cnt=${restartCount}, min_uptime=${minUptime} seconds, ` +
    `share_as=${shareAs}`,
  ZWEL0004I: (component: string, pid: number, status: number): string =>
    `component ${component}(${pid}) terminated, status = ${status}`,
  ZWEL0005I: (component: string, seconds: number): string =>
    `next attempt to restart component ${component} in ${seconds} seconds`,
  ZWEL0006I: (): string => "starting components",
  ZWEL0007I: (): string => "components started",
  ZWEL0008I: (): string => "stopping components",
  ZWEL0009I: (): string => "components stopped",
  ZWEL0010I: (): string => "launcher has the following components:",
  ZWEL0011I: (component: string, pid: number): string =>
    `    name = ${component.slice(0, 16).padStart(16)}, PID = ${pid}`,
  ZWEL0012I: (): string => "starting console listener",
  ZWEL0013I: (command: string): string => `command '${command}' received`,
  ZWEL0014I: (): string => "termination command received",
  ZWEL0015I: (): string => "console listener stopped",
  ZWEL0016I: (components: string): string => `start component list: '${components}'`,
  ZWEL0017I: (directory: string): string => `ROOT_DIR is '${directory}'`,
  ZWEL0018I: (): string => "Zowe instance prepared successfully",
  ZWEL0021I: (): string => "Zowe Launcher starting",
  ZWEL0022I: (): string => "Zowe Launcher stopped",
  ZWEL0023I: (config: string): string => `Zowe YAML config file is '${config}'`,
  ZWEL0024I: (instance: string): string => `HA_INSTANCE_ID is '${instance}'`,
  ZWEL0025I: (component: string, intervals: string): string =>
    `restart_intervals for component '${component}'= ${intervals}`,
  ZWEL0029E: (): string => "start component list is empty",
  ZWEL0030E: (): string => "failed to prepare Zowe instance",
  ZWEL0038E: (component: string): string => `failed to restart component ${component}, max retries reached`,
  ZWEL0039E: (component: string): string => `cannot start component ${component} - already running`,
  ZWEL0041E: (): string => "bad value supplied, command ignored",
  ZWEL0042E: (): string => "command not recognized",
  ZWEL0053W: (): string => "not all components stopped gracefully",
  ZWEL0054W: (component: string): string => `component ${component} not found`,
  ZWEL0058I: (directory: string): string => `WORKSPACE_DIR is '${directory}'`,
  ZWEL0063W: (component: string, pid: number): string =>
    `Component ${component}(${pid}) will be terminated using SIGKILL`,
  ZWEL0066W: (command: string, code: number): string => `command '${command}' ended with code ${code}`,
  ZWEL0069I: (): string => "Configuration is valid",
  IEE122I: (): string => "START COMMAND JCL ERROR",
  IEE341I: (job: string): string => `${job} NOT ACTIVE`,
  IEE342I: (verb: string): string => `${verb} REJECTED-TASK BUSY`,
  ZWEAM500W: (): string => "The service is not verifying the TLS/SSL certificates of the services",
  ZWEAM511E: (url: string, problem: string): string =>
    `There was a TLS request error accessing the URL '${url}': '${problem}'`,
  ZWEAG108E: (service: string, who: string): string =>
    `z/OSMF instance '${service}' not found or incorrectly configured. ${who} is shutting down.`,
  ZWEAG713E: (): string => "Configuration error when trying to establish JWT producer.",
  ZWEAM000I: (service: string, seconds: string): string => `${service} started in ${seconds} seconds`,
  ZWED0031I: (host: string, port: number): string => `Server is ready at https://${host}:${port}`,
  ZWES1013I: (): string => "ZSS Server has started",
  ZWED0013W: (worker: number): string => `Initializing was not complete for worker ${worker}`,
  ZWED0021I: (address: string): string => `Eureka Client Registered from ${address}`,
  ZWED0022I: (worker: number): string => `Fork worker ${worker}`,
  ZWED0023I: (worker: number): string => `restart worker ${worker}`,
  ZWED0302I: (haMode: boolean): string => `HA mode is ${haMode ? "enabled" : "disabled"}`,
  ZWES0105I: (): string => "Core server initialization started",
  ZWES0106E: (code: number): string => `Core server initialization failed, RC = ${code}`,
  ZWES0109I: (): string => "Core server ready",
  ZWES1014I: (status: string, name: string, code: number, description: string): string =>
    `ZIS status - '${status}' (name='${name.padEnd(16)}', cmsRC='${code}', description='${description}')`,
  ZWES1601I: (): string => "Server is ready to accept JWT",
  ZWES1606W: (why: string, seconds: number): string =>
    `Failed to get JWK - ${why}, retry in ${seconds} seconds`,
  ZWEAS103E: (url: string): string =>
    `API Gateway Service is not available by URL '${url}' ` +
    "(API Gateway is required because it provides the authentication functionality)",
} as const;

export type ZoweMessageId = keyof typeof zoweMessages;

/** The launcher's texts follow its source; what components say is their message without its details. */
export const zoweMessageStandings: Readonly<Record<ZoweMessageId, MessageStanding>> = {
  ZWEL0001I: "documented",
  ZWEL0002I: "documented",
  ZWEL0003I: "documented",
  ZWEL0004I: "documented",
  ZWEL0005I: "documented",
  ZWEL0006I: "documented",
  ZWEL0007I: "documented",
  ZWEL0008I: "documented",
  ZWEL0009I: "documented",
  ZWEL0010I: "documented",
  ZWEL0011I: "documented",
  ZWEL0012I: "documented",
  ZWEL0013I: "documented",
  ZWEL0014I: "documented",
  ZWEL0015I: "documented",
  ZWEL0016I: "documented",
  ZWEL0017I: "documented",
  ZWEL0018I: "documented",
  ZWEL0021I: "documented",
  ZWEL0022I: "documented",
  ZWEL0023I: "documented",
  ZWEL0024I: "documented",
  ZWEL0025I: "documented",
  ZWEL0029E: "documented",
  ZWEL0030E: "documented",
  ZWEL0038E: "documented",
  ZWEL0039E: "documented",
  ZWEL0041E: "documented",
  ZWEL0042E: "documented",
  ZWEL0053W: "documented",
  ZWEL0054W: "documented",
  ZWEL0058I: "documented",
  ZWEL0063W: "documented",
  ZWEL0066W: "documented",
  ZWEL0069I: "documented",
  IEE122I: "recalled",
  IEE341I: "recalled",
  IEE342I: "recalled",
  ZWEAM500W: "documented",
  ZWEAM511E: "documented",
  ZWEAG108E: "documented",
  ZWEAG713E: "documented in part",
  ZWEAM000I: "documented in part",
  ZWED0031I: "documented in part",
  ZWES1013I: "documented in part",
  ZWED0013W: "documented",
  ZWED0021I: "documented in part",
  ZWED0022I: "documented",
  ZWED0023I: "documented",
  ZWED0302I: "documented",
  ZWES0105I: "documented",
  ZWES0106E: "documented",
  ZWES0109I: "recalled",
  ZWES1014I: "documented in part",
  ZWES1601I: "documented in part",
  ZWES1606W: "documented",
  ZWEAS103E: "documented",
};
