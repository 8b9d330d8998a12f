import { seconds } from "@sysplex/sim-core";
import type { TcpipPlex } from "@sysplex/tcpip";

/** IPLs a system and runs until its TCP/IP is up. */
export function iplUntilUp({ sim, sysplex, tcpip }: TcpipPlex, system: string): void {
  sysplex.lpar(system).ipl();
  const stack = tcpip.stack(`${system}/TCPIP`);
  for (let second = 0; !stack.isUp; second += 1) {
    if (second > 3_600) throw new Error(`${system} does not come up`);
    sim.runFor(seconds(1));
  }
}
