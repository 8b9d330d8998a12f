/** Whatever a user names as a scenario: status 2, a clear message, no stack trace, nothing on standard output, soon. */
import { execFileSync } from "node:child_process";
import { ftruncateSync, closeSync, mkdirSync, openSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROFILE, SCENARIO, scratchFolder, sysplexIn, writeFiles, writeScenario } from "./fixture.js";

const MOMENT_MS = 5_000;

/** Runs the scenario and expects a refusal; returns its words. */
async function expectRefusal(folder: string, path = "small/scenario.yaml"): Promise<string> {
  const begin = performance.now();
  const { status, out, err } = await sysplexIn(folder, ["run", path, "--json"]);

  expect(status).toBe(2);
  expect(out).toBe("");
  expect(err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(err).not.toContain("error of the program");
  expect(performance.now() - begin).toBeLessThan(MOMENT_MS);
  return err;
}

function bigFile(path: string, bytes: number): void {
  const descriptor = openSync(path, "w");
  ftruncateSync(descriptor, bytes);
  closeSync(descriptor);
}

describe("the scenario file", () => {
  test("that does not exist is told by name", async () => {
    const folder = scratchFolder();

    expect(await expectRefusal(folder, "nowhere/scenario.yaml")).toMatch(
      /^nowhere\/scenario\.yaml:1:1 {2}error SCENARIO_UNREADABLE {2}scenario\.yaml does not exist$/m,
    );
  });

  test("that is a folder is told to be one", async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, "small"));

    expect(await expectRefusal(folder, "small")).toContain("small is a folder");
  });

  test("that is the working folder has a name all the same", async () => {
    expect(await expectRefusal(scratchFolder(), ".")).toMatch(
      /^\.:1:1 {2}error SCENARIO_UNREADABLE .*is a folder$/m,
    );
  });

  test("that is a FIFO is not waited for", async () => {
    const folder = scratchFolder();
    execFileSync("mkfifo", [join(folder, "pipe")]);

    expect(await expectRefusal(folder, "pipe")).toContain("is no regular file");
  });

  test("that is a device is not read", async () => {
    expect(await expectRefusal(scratchFolder(), "/dev/zero")).toContain("is no regular file");
  });

  test("of 100 MB is refused by its size", async () => {
    const folder = scratchFolder();
    bigFile(join(folder, "big.yaml"), 100 * 1024 * 1024);
    const before = process.memoryUsage().rss;

    expect(await expectRefusal(folder, "big.yaml")).toContain("is larger than 8 MiB");
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  test("of binary garbage is told to be no text", async () => {
    const folder = scratchFolder();
    const garbage = Uint8Array.from({ length: 4_096 }, (_, index) => (index * 151 + 128) % 256);
    writeScenario(folder, { "small/scenario.yaml": garbage });

    expect(await expectRefusal(folder)).toContain("TEXT_IS_BINARY");
  });

  test("in EBCDIC is told to be no text", async () => {
    const folder = scratchFolder();
    const ebcdic = Uint8Array.from({ length: 400 }, (_, index) => 0x81 + (index % 9));
    writeScenario(folder, { "small/scenario.yaml": ebcdic });

    expect(await expectRefusal(folder)).toMatch(/TEXT_IS_BINARY[^]*text mode/);
  });

  test("that is empty lacks its keys", async () => {
    const folder = scratchFolder();
    writeScenario(folder, { "small/scenario.yaml": "" });

    expect(await expectRefusal(folder)).toMatch(/small\/scenario\.yaml:1:1 {2}error/);
  });

  test("with an unknown key gets the key that was meant, and every other fault too", async () => {
    const folder = scratchFolder();
    const text = SCENARIO.replace("duration:", "duratoin:").replace("every 10s", "often");
    writeScenario(folder, { "small/scenario.yaml": text });

    const err = await expectRefusal(folder);

    expect(err).toMatch(/scenario\.yaml:3:1 {2}error UNKNOWN_KEY.*did you mean duration\?/);
    expect(err).toContain("    3 | duratoin: 1m\n      | ^^^^^^^^");
    expect(err).toContain("clients[1].arrivals");
    expect(err).toMatch(/\n\d+ errors, 0 warnings\n$/);
  });

  test("in another code page is told to be no UTF-8", async () => {
    const folder = scratchFolder();
    const latin1 = (title: string) => Buffer.from(SCENARIO.replace("Does the stack", title), "latin1");
    writeScenario(folder, { "small/scenario.yaml": latin1("Prüft es") });
    expect((await sysplexIn(folder, ["run", "small/scenario.yaml"])).out).toContain(
      "The text is not UTF-8 here",
    );

    writeScenario(folder, { "small/scenario.yaml": latin1("überprüft für später, größtmöglich") });
    expect(await expectRefusal(folder)).toMatch(/TEXT_IS_BINARY[^]*not UTF-8 in \d places/);
  });

  test("with a fault does not hide the faults of the files and parameters that it names", async () => {
    const folder = scratchFolder();
    const text = SCENARIO.replace("duration:", "duratoin:").replace(
      "expect:",
      "parameters: { tcpip.nothing: 1 }\ntimeline:\n  - { at: 20s, fail: SYSA/NOBODY }\n  - { at: 30s, set: zosmf.nothing, to: 1 }\nexpect:",
    );
    writeScenario(folder, {
      "small/scenario.yaml": `${text}`.replace("processors:", "zosmf: [IZUPRM00, NOWHERE], processors:"),
      "small/configs/TCPPROF": `${PROFILE}VIPADYNAMIC\nVIPADISTRIBUTE 10.1.1.9 PORT 443 DESTIP ALL\nENDVIPADYNAMIC\n`,
      "small/IZUPRM00": "AUTOSTARTT(LOCAL)\n",
    });

    const err = await expectRefusal(folder);

    expect(err).toContain("did you mean duration?");
    expect(err).toContain("tcpip.nothing");
    expect(err).toContain("zosmf.nothing");
    expect(err).toMatch(/NOWHERE does not exist/);
    expect(err).toMatch(/small\/configs\/TCPPROF:7:\d+ {2}warning/);
    expect(err).toMatch(/small\/IZUPRM00:1:1 {2}warning UNKNOWN_STATEMENT/);
    // What follows from the fault is not told: with the member unread, nobody knows what runs there.
    expect(err).not.toContain("UNKNOWN_ADDRESS_SPACE");
  });

  test("with a key twice and a fault in its profile tells both", async () => {
    const folder = scratchFolder();
    writeScenario(folder, {
      "small/scenario.yaml": `${SCENARIO}warmup: 1s\nwarmup: 2s\ntimeline: [{ at: 20s, fail: SYSA/NOBODY }]\n`,
      "small/configs/TCPPROF": `${PROFILE}IPCONFIGG\n`,
    });

    const err = await expectRefusal(folder);

    expect(err).toContain("YAML_DUPLICATE_KEY");
    expect(err).toMatch(/small\/configs\/TCPPROF:\d+:1 {2}warning/);
    expect(err).toContain("SYSA/NOBODY is no address space of this scenario; there are SYSA/TCPIP");
  });

  test("with an alias that unfolds without end is refused", async () => {
    const folder = scratchFolder();
    const levels = Array.from(
      { length: 30 },
      (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(", ")}]`,
    );
    writeScenario(folder, { "small/scenario.yaml": `l0: &l0 x\n${levels.join("\n")}\n` });

    expect(await expectRefusal(folder)).toContain("YAML_TOO_MUCH");
  });

  test("cannot send commands to the terminal", async () => {
    const folder = scratchFolder();
    writeScenario(folder, { "small/scenario.yaml": `${SCENARIO}"\u001b[2Jevil\u202e": 1\n` });

    // eslint-disable-next-line no-control-regex -- they are what must not be there
    expect(await expectRefusal(folder)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  });
});

describe("a file that the scenario names", () => {
  test("is missing: told where it was named", async () => {
    const folder = scratchFolder();
    writeScenario(folder, { "small/scenario.yaml": SCENARIO.replace("configs/TCPPROF", "configs/NOWHERE") });

    expect(await expectRefusal(folder)).toMatch(
      /small\/scenario\.yaml:6:20 {2}error FILE_UNREADABLE.*does not exist/,
    );
  });

  test.each([
    ["../../../../../../../etc/passwd", "leads out of the folder above"],
    ["/etc/passwd", "is absolute"],
    ["configs", "is a folder"],
  ])("%s is not read: it %s", async (path) => {
    const folder = scratchFolder();
    writeScenario(folder, { "small/scenario.yaml": SCENARIO.replace("configs/TCPPROF", path) });

    const err = await expectRefusal(folder);

    expect(err).not.toContain("root:");
    if (path === "configs") expect(err).toContain("configs is a folder");
  });

  test("is not read when a symbolic link leads outside", async () => {
    const folder = scratchFolder();
    const outside = scratchFolder();
    writeFiles(outside, { secret: "SECRETWORD 1 2 3\n" });
    writeScenario(folder, { "small/scenario.yaml": SCENARIO.replace("configs/TCPPROF", "configs/link") });
    symlinkSync(join(outside, "secret"), join(folder, "small/configs/link"));

    const err = await expectRefusal(folder);

    expect(err).toContain("lies outside the folder that may be read");
    expect(err).not.toContain("SECRETWORD");
  });

  test("is read when a symbolic link stays inside", async () => {
    const folder = scratchFolder();
    writeScenario(folder, {
      "small/scenario.yaml": SCENARIO.replace("configs/TCPPROF", "configs/link"),
      "shared/TCPPROF": PROFILE,
    });
    symlinkSync(join(folder, "shared/TCPPROF"), join(folder, "small/configs/link"));

    expect((await sysplexIn(folder, ["run", "small/scenario.yaml"])).status).toBe(0);
  });

  test("of 100 MB is refused by its size", async () => {
    const folder = scratchFolder();
    writeScenario(folder);
    bigFile(join(folder, "small/configs/TCPPROF"), 100 * 1024 * 1024);

    expect(await expectRefusal(folder)).toContain("is larger than 8 MiB");
  });

  test("of binary garbage is told to be no text", async () => {
    const folder = scratchFolder();
    writeScenario(folder, { "small/configs/TCPPROF": new Uint8Array(2_000) });

    expect(await expectRefusal(folder)).toMatch(/small\/configs\/TCPPROF:1:1 {2}error TEXT_IS_BINARY/);
  });

  test("cannot include what lies outside its folder", async () => {
    const folder = scratchFolder();
    writeScenario(folder, { "small/configs/TCPPROF": `INCLUDE ../../../../../etc/passwd\n${PROFILE}` });

    const err = await expectRefusal(folder);

    expect(err).toMatch(/small\/configs\/TCPPROF:1:9 {2}error INCLUDE_/);
    expect(err).not.toContain("root:");
  });

  test("cannot include a link that leads outside its folder", async () => {
    const folder = scratchFolder();
    const outside = scratchFolder();
    writeFiles(outside, { secret: "SECRETWORD 1 2 3\n" });
    writeScenario(folder, { "small/configs/TCPPROF": `INCLUDE USER.SECRET\n${PROFILE}` });
    symlinkSync(join(outside, "secret"), join(folder, "small/configs/USER.SECRET"));

    const err = await expectRefusal(folder);

    expect(err).toMatch(/USER\.SECRET.*outside/);
    expect(err).not.toContain("SECRETWORD");
  });
});

describe("a profile with ten different mistakes", () => {
  const mistakes = [
    "* Profile of SYSA",
    "IPCONFIG SYSPLEXROUTING DYNAMICXCF 10.0.0.1 255.0.255.0 1",
    "GLOBALCONFG SYSPLEXMONITOR RECOVERY",
    "TCPCONFIG CONNECTTIMEOUT 500",
    "PORT 443 TCP IZUSVR1",
    "     22 TPC SSHD",
    "START &OSA.",
    "ENDROUTES",
    "VIPADYNAMIC",
    " VIPADEFINE 255.255.255.0 10.1.1.100 ;the DVIPA",
    " VIPABACKUP 10 10.1.1.100",
    " VIPADISTRIBUTE DISTM HOTSTANDBY 10.1.1.100 PORT 443",
    "   DESTIP 10.0.0.1 PREFERRED",
    " VIPADELET 10.1.1.100 10.1.1.101",
    "ENDVIPADYNAMIC",
  ].join("\n");

  test("gives ten diagnostics in one run, each with file, line and column, and what to write instead", async () => {
    const folder = scratchFolder();
    writeScenario(folder, { "small/configs/TCPPROF": mistakes });

    const { err } = await sysplexIn(folder, ["run", "small/scenario.yaml", "--json"]);

    const found = [...err.matchAll(/^small\/configs\/TCPPROF:(\d+:\d+) {2}warning (\w+)/gm)];
    expect(found.map(([, place, code]) => `${place} ${code}`)).toEqual([
      "1:1 NOT_A_COMMENT",
      "2:45 OPERAND_EXPECTED",
      "3:1 UNKNOWN_STATEMENT",
      "4:26 OUT_OF_RANGE",
      "6:9 OPERAND_EXPECTED",
      "7:7 SYMBOL_UNDEFINED",
      "8:1 STRAY_END",
      "11:16 DVIPA_TWICE",
      "12:34 HOTSTANDBY_ROLES",
      "14:23 DVIPA_UNKNOWN",
    ]);
  });
});

describe("extends", () => {
  const child = `extends: ../small/scenario.yaml\nscenario: child\n`;

  test("reads the scenario beside it, with that one's files", async () => {
    const folder = scratchFolder();
    writeScenario(folder, { "child/scenario.yaml": child });

    expect((await sysplexIn(folder, ["run", "child/scenario.yaml"])).status).toBe(0);
  });

  test("does not go round in circles, from whichever folder", async () => {
    const folder = scratchFolder();
    writeFiles(folder, {
      "a/scenario.yaml": "extends: ../b/scenario.yaml\n",
      "b/scenario.yaml": "extends: ../a/scenario.yaml\n",
    });

    expect(await expectRefusal(folder, "a/scenario.yaml")).toContain("EXTENDS_CYCLE");
    expect(await expectRefusal(join(folder, "a"), "scenario.yaml")).toContain("EXTENDS_CYCLE");
  });
});
