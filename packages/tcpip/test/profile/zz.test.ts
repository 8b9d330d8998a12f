import { test } from "vitest";
import { answerTo, dynamic } from "./support.js";
test("timing", () => {
  const L = (n: number, f: (i: number) => string) => Array.from({ length: n }, (_, i) => f(i)).join("\n");
  const cases: Record<string, string> = {
    dist: dynamic("VIPADEFINE 255.0.0.0 10.0.0.1", L(65000, (i) => `VIPADISTRIBUTE 10.0.0.1 PORT ${i + 1} DESTIP ALL`)),
    del: dynamic("VIPADEFINE 255.0.0.0 10.0.0.1", L(32000, (i) => `VIPADISTRIBUTE 10.0.0.1 PORT ${i + 1} DESTIP ALL`), L(32000, (i) => `VIPADISTRIBUTE DELETE 10.0.0.1 PORT ${i + 1} DESTIP ALL`)),
    defs: dynamic(L(100000, (i) => `VIPADEFINE A${i} 2001::${(i & 65535).toString(16)}`)),
  };
  for (const [name, text] of Object.entries(cases)) {
    const t = performance.now();
    const { codes } = answerTo(text);
    console.log(name, text.length, Math.round(performance.now() - t), "ms", codes.length, codes[0]);
  }
}, 600000);
