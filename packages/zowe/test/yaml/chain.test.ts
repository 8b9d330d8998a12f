/** @source zowe-common-c c/configmgr.c, c/json.c mergeJson1; launcher src/main.c. */
import { describe, expect, test } from "vitest";
import { at, codes, hostOf, read, resolved } from "./fixture.js";

const LEFT =
  "zowe:\n  externalPort: 1111\n  job: ~\n  externalDomains: [left.example.com]\n  cookieIdentifier: L\n";
const RIGHT =
  "components:\n  zss: { enabled: true }\nzowe:\n  externalPort: 2222\n  job: { name: RIGHT }\n  externalDomains: [right.example.com]\n";
const FILES = { "left.yaml": LEFT, "right.yaml": RIGHT, "HLQ.PARMLIB(ZWEYAML)": RIGHT, "B/ZWEYAML": LEFT };
const BOTH = { config: "FILE(left.yaml):FILE(right.yaml)" };

describe("two files", () => {
  test("the left wins where both have a value", () => {
    expect(at(resolved(FILES, BOTH).tree, "/zowe/externalPort")).toBe(1111);
  });

  test("lists are put together, the right's items first", () => {
    expect(at(resolved(FILES, BOTH).tree, "/zowe/externalDomains")).toEqual([
      "right.example.com",
      "left.example.com",
    ]);
  });

  test("an explicit null on the left hides the right", () => {
    expect(at(resolved(FILES, BOTH).tree, "/zowe/job")).toBeNull();
  });

  test("keys stand in the order of the right, then come those of the left", () => {
    const { tree } = resolved(FILES, BOTH).launcher;

    expect(Object.keys(tree as object)).toEqual(["components", "zowe"]);
    expect(Object.keys(at(tree, "/zowe") as object)).toEqual([
      "externalPort",
      "job",
      "externalDomains",
      "cookieIdentifier",
    ]);
  });

  test("the same domain in both is a duplicate, at the left's place", () => {
    const files = { "left.yaml": RIGHT, "right.yaml": RIGHT };
    const [fault] = read(files, BOTH).diagnostics.filter(({ code }) => code === "ZW_NOT_UNIQUE");

    expect(fault?.range).toMatchObject({ file: "left.yaml", start: { line: 6 } });
  });

  test("every value knows its file", () => {
    const { provenance } = resolved(FILES, BOTH);

    expect(provenance["/zowe/externalPort"]).toMatchObject({
      kind: "file",
      range: { file: "left.yaml", start: { line: 2 } },
    });
    expect(provenance["/zowe/externalDomains/0"]).toMatchObject({ range: { file: "right.yaml" } });
    expect(provenance["/zowe/rbacProfileIdentifier"]).toMatchObject({ kind: "default", release: "3.1" });
  });
});

describe("elements of CONFIG", () => {
  test.each([
    ["right.yaml"],
    ["FILE(right.yaml)"],
    ["/global/zowe/right.yaml"],
    ["PARMLIB(HLQ.PARMLIB(ZWEYAML))"],
    [" FILE(right.yaml) "],
  ])("%s names a file of the folder", (config) => {
    expect(at(resolved(FILES, { config }).tree, "/zowe/externalPort")).toBe(2222);
  });

  test.each([
    ["", "ZW_CONFIG_MISSING", "ZWEL0026E"],
    ["FILE(none.yaml)", "ZW_FILE_UNREADABLE", "ZWEL0318E"],
    ["PARMLIB(HLQ.PARMLIB)", "ZW_PARMLIB_MEMBER", "ZWEL0068E"],
    ["PARMLIBS(HLQ.PARMLIB(A))", "ZW_CHAIN_NOT_IMPLEMENTED", undefined],
    ["DIR(a)", "ZW_CHAIN_NOT_IMPLEMENTED", undefined],
    ["WRONG(a)", "ZW_CHAIN_ELEMENT", undefined],
    ["FILE()", "ZW_CHAIN_ELEMENT", undefined],
    ["FILE(a:b)", "ZW_CHAIN_ELEMENT", undefined],
    ["FILE(right.yaml):".repeat(65), "ZW_CHAIN_TOO_LONG", undefined],
  ])("%s stops the start", (config, code, zosMessage) => {
    const { configuration, diagnostics } = read(FILES, { config });

    expect(configuration).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({
      code,
      severity: "error",
      ...(zosMessage === undefined ? {} : { zosMessage }),
    });
  });

  test("members of different names are refused before release 3.3", () => {
    const files = { "A(ONE)": LEFT, "B(TWO)": RIGHT };
    const config = "PARMLIB(A(ONE)):PARMLIB(B(TWO))";

    expect(codes(files, { config, release: "3.2" })).toEqual(["ZW_PARMLIB_MEMBERS_DIFFER"]);
    expect(codes(files, { config, release: "3.3" })).not.toContain("ZW_PARMLIB_MEMBERS_DIFFER");
  });

  test("nothing outside of the folder is asked for", () => {
    const asked: string[] = [];
    const host = hostOf({});
    const spying = { readText: (path: string) => (asked.push(path), host.readText(path)) };
    for (const config of ["FILE(../x.yaml)", "FILE(a/../../x)", "FILE(//etc/passwd)", "FILE(a\\..\\..\\x)"]) {
      read({}, { config, host: spying } as never);
    }

    expect(asked).toEqual(["etc/passwd", "passwd"]);
  });
});
