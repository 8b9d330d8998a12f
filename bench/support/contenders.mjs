/**
 * Who takes part: every contender's name for people, its version, how its program is started, and which part of the
 * others' operations it runs in a turn, so that the slow ones do not hold up the rest.
 *
 * A peer that is not installed is left out, with a word on how to get it.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const python = process.env.BENCH_PYTHON ?? "python3";
const compiler = process.env.CXX ?? "g++";
const cargo = process.env.CARGO ?? "cargo";
const desqueSource = process.env.BENCH_DESQUE;
const ns3Prefix = process.env.BENCH_NS3 ?? "/usr";
const NS3_SCHEDULERS = ["Map", "Heap", "Calendar", "PriorityQueue"];

/** Of a library in JavaScript: the module of its name in bench/contenders. */
function script(key, label, { share = 1 } = {}) {
  return { key, label, share, tellsBytes: true, program: () => ({ version: versionOf(key), module: key }) };
}

function program(key, label, prepare, { share = 1 } = {}) {
  return { key, label, share, tellsBytes: false, program: prepare };
}

const CONTENDERS = [
  script("sim-core", "Simulation"),
  script("heap-js", "heap-js, objects and a comparator", { share: 0.5 }),
  script("simjs", "simjs", { share: 0.25 }),
  script("simscript", "simscript", { share: 0.005 }),
  program("simpy", "SimPy", simpy, { share: 0.1 }),
  ...NS3_SCHEDULERS.map((scheduler) =>
    program(`ns-3 ${scheduler}`, `ns-3, ${scheduler}Scheduler`, () => ns3(scheduler), { share: 0.5 }),
  ),
  program("c++ heap", "C++, std::priority_queue", () => cpp("heap")),
  program("c++ ladder", "C++, our queue once more", () => cpp("ladder")),
  program("desque", "desque", desque),
];

const prepared = new Map();

function preparedProgram({ key, program }) {
  const known = prepared.get(key) ?? program();
  prepared.set(key, known);
  return known;
}

/**
 * A case's contender, ready to be started: `command`, `args`, `env`; or `absent`: how to get it.
 *
 * @param entry `{ contender, model, label?, parameters? }`: the last two in place of the contender's and the case's own.
 */
export function contenderOf(entry, parameters, draws) {
  const known = CONTENDERS.find(({ key }) => key === entry.contender);
  const { absent, version, module, command, args = [], env = {} } = preparedProgram(known);
  const { label = known.label, share = known.share, model, comparedWith } = entry;
  const json = JSON.stringify({ ...parameters, ...entry.parameters });
  const start =
    module === undefined
      ? { command, args: [...args, model, json, ...(draws === undefined ? [] : [draws])], env }
      : { command: process.execPath, args: [...nodeArguments(), module, model, json], env };
  return { label, version, comparedWith, absent, share, tellsBytes: known.tellsBytes, ...start };
}

/** Every contender's version, or what is missing. */
export function versions() {
  return CONTENDERS.map((contender) => {
    const { version, absent } = preparedProgram(contender);
    return { label: contender.label, version, absent };
  });
}

function nodeArguments() {
  const compiled = new URL("compiled.mjs", import.meta.url).href;
  return ["--expose-gc", "--import", compiled, path("child.mjs")];
}

function versionOf(name) {
  const file =
    name === "sim-core"
      ? path("../../packages/sim-core/package.json")
      : `${require.resolve(name).split(`/node_modules/${name}/`)[0]}/node_modules/${name}/package.json`;
  return `${name} ${JSON.parse(readFileSync(file, "utf8")).version}`;
}

function simpy() {
  const file = path("../peers/simpy/contender.py");
  try {
    const version = output(python, [file, "--version"]);
    return { version, command: python, args: [file] };
  } catch {
    return {
      absent: "pip install simpy, or apt-get install python3-simpy3; BENCH_PYTHON names the interpreter",
    };
  }
}

function ns3(scheduler) {
  const [library] = existsSync(`${ns3Prefix}/include/ns3/core-module.h`)
    ? output("find", [`${ns3Prefix}/lib`, "-name", "libns3*-core*.so"]).split("\n")
    : [""];
  if (library === "")
    return { absent: "apt-get install libns3-dev; BENCH_NS3 names another prefix than /usr" };
  const folder = library.slice(0, library.lastIndexOf("/"));
  const name = /lib(ns3.*?)\.so/.exec(library)[1];
  const built = compiled("ns3", [`-I${ns3Prefix}/include`, `-L${folder}`, `-l${name}`]);
  if (built.absent !== undefined) return built;
  const env = { BENCH_NS3_SCHEDULER: scheduler, LD_LIBRARY_PATH: folder };
  return { version: `ns-3 ${ns3Version(folder)}`, ...built, env };
}

function ns3Version(folder) {
  try {
    return /^Version: (.*)$/m.exec(readFileSync(`${folder}/pkgconfig/ns3-core.pc`, "utf8"))[1];
  } catch {
    return "of an unknown version";
  }
}

function cpp(queue) {
  const built = compiled("cpp", []);
  if (built.absent !== undefined) return built;
  const version = `${compiler} ${output(compiler, ["-dumpfullversion"])}`;
  return { version, ...built, env: { BENCH_QUEUE: queue } };
}

const builds = new Map();

/** Compiles bench/peers/<name>/contender.cpp into the cache, once. */
function compiled(name, linking) {
  const known = builds.get(name) ?? compile(name, linking);
  builds.set(name, known);
  return known;
}

function compile(name, linking) {
  const folder = path("../../.cache/bench");
  mkdirSync(folder, { recursive: true });
  const command = `${folder}/${name}`;
  const source = path(`../peers/${name}/contender.cpp`);
  try {
    output(compiler, ["-O3", "-march=native", "-std=c++17", source, "-o", command, ...linking]);
    return { command };
  } catch {
    return { absent: `a compiler for C++17 (CXX), here ${compiler}` };
  }
}

/** Built by cargo in the cache, where its lock and what it compiles are in nobody's way. */
function desque() {
  const folder = path("../../.cache/bench/desque");
  cpSync(path("../peers/desque"), folder, { recursive: true });
  const manifest = `${folder}/Cargo.toml`;
  const patch = desqueSource && ["--offline", "--config", `patch.crates-io.desque.path="${desqueSource}"`];
  const env = { ...process.env, RUSTFLAGS: "-C target-cpu=native" };
  try {
    output(cargo, ["build", "--release", "--quiet", "--manifest-path", manifest, ...(patch || [])], { env });
    const lock = readFileSync(`${folder}/Cargo.lock`, "utf8");
    return {
      version: `desque ${/"desque"\nversion = "(.*)"/.exec(lock)[1]}`,
      command: `${folder}/target/release/contender`,
    };
  } catch {
    return { absent: "cargo, which fetches desque; BENCH_DESQUE names a folder with its source instead" };
  }
}

function output(command, args, options = {}) {
  return execFileSync(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options })
    .toString()
    .trim();
}
