/** A real Redis on a port and in a folder of its own, with a password and no persistence: a restart forgets everything. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

export class RedisServer {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(folder: string): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), folder);
    await server.start();
    return server;
  }

  url(password = "secret"): string {
    return `redis://:${password}@127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = ["--port", `${this.port}`, "--bind", "127.0.0.1", "--requirepass", "secret"];
    const quiet = ["--save", "", "--appendonly", "no", "--dir", this.folder];
    const child = spawn("redis-server", [...options, ...quiet], { stdio: ["ignore", "pipe", "ignore"] });
    this.process = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout.on("data", (text: Buffer) => {
        if (text.toString().includes("Ready to accept connections")) resolve();
      });
      child.on("exit", () => reject(new Error("redis-server ended")));
    });
  }

  async stop(): Promise<void> {
    const child = this.process;
    if (child === undefined || child.exitCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
