/** @source zowe-common-c c/yaml2json.c: the reader in C knows fewer types than YAML. */
import { describe, expect, test } from "vitest";
import { at, codes, resolved, valueOf } from "./fixture.js";

describe("a plain scalar", () => {
  test.each([
    ["7554", 7554],
    ["007", 7],
    ["true", true],
    ["FALSE", false],
    ["", null],
    ["~", null],
    ["Null", null],
  ])("%s has its type", (text, value) => {
    expect(valueOf(text)).toBe(value);
  });

  test.each(["yes", "no", "on", "Off", "-1", "1.5", "0x10", "+3", "tRUE", "2024-01-01", "7554 "])(
    "%s is a text",
    (text) => {
      expect(valueOf(text)).toBe(text === "7554 " ? 7554 : text);
    },
  );

  test("yes and no are pointed out, but not where the words are meant", () => {
    expect(codes("zowe:\n  environments:\n    A: yes\n")).toEqual(["ZW_YES_OR_NO"]);
    expect(codes("zowe:\n  launcher:\n    shareAs: no\n")).toEqual([]);
  });
});

test("a scalar in quotes is a text, so that a quoted port is none", () => {
  expect(valueOf('"7554"')).toBe("7554");
  expect(codes('zowe:\n  externalPort: "7554"\n')).toEqual(["ZW_QUOTED_NUMBER"]);
});

test("a text is cut at 1024 characters, and at 256 before release 2.10", () => {
  const long = "x".repeat(1100);

  expect(valueOf(long)).toBe("x".repeat(1024));
  expect(valueOf(long, { release: "2.9" })).toBe("x".repeat(256));
  expect(codes(`zowe:\n  environments:\n    V: ${long}\n`)).toEqual(["ZW_STRING_CUT"]);
});

describe("the structure", () => {
  test("of two equal keys the first counts", () => {
    const text = "zowe:\n  externalPort: 1111\n  externalPort: 2222\n";

    expect(at(resolved(text).tree, "/zowe/externalPort")).toBe(1111);
    expect(codes(text)).toEqual(["ZW_DUPLICATE_KEY"]);
  });

  test("of two documents the first counts", () => {
    const text = "zowe:\n  externalPort: 1111\n---\nzowe:\n  externalPort: 2222\n";

    expect(at(resolved(text).tree, "/zowe/externalPort")).toBe(1111);
    expect(codes(text)).toEqual(["ZW_FURTHER_DOCUMENTS"]);
  });

  test("aliases are written out, << merges nothing", () => {
    const text = "zowe:\n  environments:\n    A: &a { B: 1 }\n    C: *a\n    D: { <<: *a }\n";
    const { tree } = resolved(text);

    expect(at(tree, "/zowe/environments/C/B")).toBe(1);
    expect(at(tree, "/zowe/environments/D")).toEqual({ "<<": { B: 1 } });
    expect(codes(text)).toEqual(["ZW_MERGE_KEY"]);
  });

  test("a key with a dot is one key", () => {
    const { tree } = resolved("components:\n  caching-service:\n    storage:\n      jgroups.port: 7600\n");

    expect(at(tree, "/components/caching-service/storage")).toMatchObject({ "jgroups.port": 7600 });
  });

  test.each([
    ["a: [1", "ZW_YAML_SYNTAX"],
    ["- a", "ZW_NOT_A_MAP"],
    ["", "ZW_NOT_A_MAP"],
    ["zowe: *none", "ZW_YAML_ALIAS"],
  ])("%s cannot be read", (text, code) => {
    expect(codes(text)).toContain(code);
  });
});
