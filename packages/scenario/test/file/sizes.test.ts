import { describe, expect, test } from "vitest";
import { formatSize, parseByteRate, parseSize } from "../../src/file/sizes.js";

describe("a size", () => {
  test.each([
    ["20 MB", 20_000_000],
    ["20MB", 20_000_000],
    ["1.5 GB", 1_500_000_000],
    ["512 B", 512],
    ["64 KiB", 65_536],
    ["1 MiB", 1_048_576],
    ["20 mb", undefined],
    ["20", undefined],
    ["0 MB", undefined],
    ["-1 MB", undefined],
    ["2000 GB", undefined],
    ["20  MB", undefined],
  ])("%s", (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  test.each([
    ["250 kB/s", 250_000],
    ["1 MiB/s", 1_048_576],
    ["250 kB", undefined],
    ["250 kB/m", undefined],
  ])("as a rate: %s", (text, bytes) => {
    expect(parseByteRate(text)).toBe(bytes);
  });

  test.each([1, 512, 1_000, 20_000_000, 1_048_576, 1_500_000_000])(
    "%d bytes as text are as many bytes",
    (bytes) => {
      expect(parseSize(formatSize(bytes))).toBe(bytes);
    },
  );
});
