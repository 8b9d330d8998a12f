/**
 * What a user installs: the packed tarballs, in an empty folder, with plain npm and nothing of this workspace.
 * The packages are built from a clean copy, so this also shows that the sources compile on their own.
 *
 * Takes a minute: run when FUZZ_RUNS is set, as .ci/run does (see vitest.config.ts).
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPacked, installTarballs } from "./support/install-packed.mjs";
import { packageFolders } from "./support/pack-all.mjs";
import { hasRedis, RedisServer } from "./support/redis-server.js";
import { run } from "./support/run.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "sysplex-packed-"));
const folder = join(scratch, "user");
const command = join(folder, "node_modules", ".bin", "sysplex");
let tarballs: string[] = [];

beforeAll(() => {
  tarballs = installPacked(folder);
}, 240_000);

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

function manifestOf(name: string): { version: string } {
  return JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as {
    version: string;
  };
}

function tarballOf(name: string): string {
  const tarball = tarballs.find(
    (path) => basename(path) === `sysplex-${name}-${manifestOf(name).version}.tgz`,
  );
  expect(tarball).toBeDefined();
  return tarball as string;
}

/** The paths in a package's tarball, without the leading `package/`. */
function contentsOf(name: string): string[] {
  return run("tar", ["-tzf", tarballOf(name)], folder)
    .trim()
    .split("\n")
    .map((path) => path.replace("package/", ""));
}

describe("the tarball", () => {
  test.each(packageFolders())(
    "of %s holds compiled code, types, sources and the licence, and nothing else",
    (name) => {
      const contents = contentsOf(name);

      expect(contents).toEqual(
        expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "src/index.ts", "LICENSE"]),
      );
      expect(
        contents.filter((path) => !/^(dist|src)\/|^(package\.json|LICENSE|README\.md|MODEL\.md)$/.test(path)),
      ).toEqual([]);
    },
  );

  test.each(packageFolders())("of %s holds nothing compiled from a source that is gone", (name) => {
    const contents = contentsOf(name);
    const sources = new Set(contents.filter((path) => path.startsWith("src/")));
    const compiled = contents.filter((path) => path.startsWith("dist/"));

    const stale = compiled.filter(
      (path) => !sources.has(path.replace(/^dist/, "src").replace(/(\.d\.ts|\.js)(\.map)?$/, ".ts")),
    );

    expect(stale).toEqual([]);
  });
});

describe("installed with npm", () => {
  const program = `
    import { defineEvent, inSeconds, seconds, Simulation } from "@sysplex/sim-core";

    const rang = defineEvent("alarm.rang", (log: string[], who: string) => void log.push(who));
    const log: string[] = [];
    const sim = new Simulation({ seed: 7, context: () => log });
    sim.after(seconds(3), rang, "SYSB");
    sim.after(seconds(1), rang, "SYSA");
    sim.run();
    process.stdout.write(JSON.stringify({ log, at: inSeconds(sim.now) }));
  `;

  test("the kernel runs in a user's own program", () => {
    writeFileSync(join(folder, "alarm.mjs"), program.replaceAll(/: string(\[\])?/g, ""));

    expect(JSON.parse(run(process.execPath, ["alarm.mjs"], folder))).toEqual({
      log: ["SYSA", "SYSB"],
      at: 3,
    });
  });

  test("the types serve a user's own compiler", () => {
    writeFileSync(join(folder, "alarm.mts"), program);
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const types = ["--types", "node", "--typeRoots", join(root, "node_modules", "@types")];
    const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2023", ...types];
    const compile = (): string => run(process.execPath, [tsc, ...options, "alarm.mts"], folder);

    expect(compile()).toBe("");

    writeFileSync(join(folder, "alarm.mts"), program.replace(`rang, "SYSB"`, "rang, 7"));
    expect(compile).toThrow(/alarm\.mts.*error TS/);
  });

  test("the command tells its version", () => {
    expect(run(command, ["--version"], folder).trim()).toBe(manifestOf("cli").version);
  });

  test("the command runs a scenario that lies in the user's folder", () => {
    cpSync(join(root, "scenarios", "zosmf-lpar-loss"), join(folder, "lpar-loss"), { recursive: true });

    const result = JSON.parse(run(command, ["run", "lpar-loss/scenario.yaml", "--json"], folder)) as unknown;

    expect(result).toMatchObject({ schema: 1, fingerprint: expect.stringMatching(/./) as unknown });
  });
});

/** A thread begins with a file of its own, and so does a worker of Redis: both have to be found among what is compiled. */
describe("a study by what npm installed", () => {
  const study = ["compare", "lpar-loss/scenario.yaml", "--replications", "4", "--json"];
  const studyWith = (...options: string[]): unknown =>
    JSON.parse(run(command, [...study, ...options], folder)) as unknown;
  let byOneThread: unknown;

  beforeAll(() => {
    cpSync(join(root, "scenarios", "zosmf-lpar-loss"), join(folder, "lpar-loss"), { recursive: true });
    byOneThread = studyWith("--workers", "1");
  });

  test("comes to the same result on two threads as on one", () => {
    expect(byOneThread).toMatchObject({ replications: 4 });
    expect(studyWith("--workers", "2")).toEqual(byOneThread);
  });

  if (!hasRedis) {
    // Continuous integration installs it, and demands it.
    test("redis-server is not installed: `apt-get install redis-server` has the worker tried", () => {
      expect(process.env["CI"]).toBeUndefined();
    });
  } else {
    test("comes to the same result by a worker on Redis, which ends when it is told to", async () => {
      const server = await RedisServer.start(scratch);
      const options = ["worker", "--redis", server.url(), "--workers", "1"];
      const worker = spawn(command, options, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
      let words = "";
      const ready = new Promise<void>((resolve, reject) => {
        worker.stderr.on("data", (text: Buffer) => {
          words += text.toString();
          if (words.includes("takes chunks")) resolve();
        });
        worker.on("exit", () => reject(new Error(words)));
      });
      try {
        await ready;
        expect(studyWith("--redis", server.url())).toEqual(byOneThread);

        worker.kill("SIGINT");
        expect(await once(worker, "close")).toEqual([0, null]);
        expect(words).toContain("1 chunk computed");
      } finally {
        worker.kill("SIGKILL");
        await server.stop();
      }
    });
  }
});

/** What somebody installs who wants a kernel and nothing of z/OS. */
describe("the kernel alone", () => {
  const alone = join(scratch, "alone");
  const program = `
    import {
      defineEvent, exponential, formatDuration, sampleDuration, seconds, Simulation, startProcess, type Slice,
    } from "@sysplex/sim-core";

    declare const console: { log(text: string): void };

    class Bell {
      readonly rung: Slice<{ by: string[] }>;
      constructor(readonly sim: Simulation<Bell>) {
        this.rung = sim.store.slice("bell", { by: [] as string[] });
      }
    }
    const rang = defineEvent("bell.rang", ({ sim, rung }: Bell, who: string) => {
      rung.change("rang", (draft) => void draft.by.push(\`\${who} at \${formatDuration(seconds(sim.now / 1e6))}\`));
    });
    const sim = new Simulation<Bell>({ seed: 7, context: (sim) => new Bell(sim) });
    sim.after(seconds(3), rang, "Ada");
    startProcess(sim, function* () {
      yield seconds(2);
      sim.after(seconds(0), rang, "Grace");
    });
    sim.run();
    const gap: number = sampleDuration(exponential(seconds(1)), sim.random("bell.gaps"));
    console.log(JSON.stringify({ by: sim.context.rung.value.by, whole: Number.isInteger(gap) }));
  `;
  const tsconfig = {
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      module: "nodenext",
      target: "es2023",
      lib: ["es2023"],
      types: [],
      outDir: "out",
    },
    files: ["bell.ts"],
  };
  const compile = (): string =>
    run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "."], alone);

  beforeAll(() => {
    mkdirSync(alone);
    installTarballs(alone, [tarballOf("sim-core")]);
    writeFileSync(join(alone, "tsconfig.json"), JSON.stringify(tsconfig));
    writeFileSync(join(alone, "bell.ts"), program);
  });

  test("comes with its own dependencies and no other package of ours", () => {
    const { dependencies } = JSON.parse(
      readFileSync(join(root, "packages", "sim-core", "package.json"), "utf8"),
    ) as { dependencies: Record<string, string> };

    expect(readdirSync(join(alone, "node_modules", "@sysplex"))).toEqual(["sim-core"]);
    expect(readdirSync(join(alone, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(
      ["@sysplex", ...Object.keys(dependencies)].toSorted(),
    );
  });

  test("compiles a strict program without the types of Node, its own declarations checked too, and runs it", () => {
    expect(compile()).toBe("");
    expect(JSON.parse(run(process.execPath, ["out/bell.js"], alone))).toEqual({
      by: ["Grace at 2s", "Ada at 3s"],
      whole: true,
    });
  });

  test("refuses a program that does not fit its types", () => {
    writeFileSync(join(alone, "bell.ts"), program.replace(`rang, "Ada"`, "rang, 7"));

    expect(compile).toThrow(/bell\.ts.*error TS2345/);
  });

  test("refuses declarations that refer to what is not shipped", () => {
    const missing = join(alone, "node_modules", "@sysplex", "sim-core", "dist", "event.d.ts");
    writeFileSync(join(alone, "bell.ts"), program);
    rmSync(missing);

    expect(compile).toThrow(/sim-core.*error TS7016.*event\.js/);
  });
});
