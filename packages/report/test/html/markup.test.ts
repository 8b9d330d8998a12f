/** Whatever a user's file says, it stays text. */
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { escaped, markup, scriptJson, type Markup } from "../../src/html/markup.js";

describe("a template", () => {
  test("escapes every text put into it", () => {
    expect(markup`<p title="${`" onclick="x`}">${"<b>&'"}</p>`.text).toBe(
      `<p title="&quot; onclick=&quot;x">&lt;b&gt;&amp;&#39;</p>`,
    );
  });

  test("takes markup as it is, lists piece by piece, and numbers", () => {
    expect(markup`<ul>${["<a>", "b"].map((item) => markup`<li>${item}</li>`)}</ul>${3}`.text).toBe(
      "<ul><li>&lt;a&gt;</li><li>b</li></ul>3",
    );
  });

  test("does not take an object that looks like markup", () => {
    const forged = { text: "<script>" } as unknown as Markup;

    expect(() => markup`${forged}`.text).toThrow(TypeError);
  });

  property.prop([fc.string({ unit: "binary" })])("keeps no character that HTML reads as its own", (text) => {
    expect(escaped(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
  });

  test("shows marks that turn the reading direction, controls and half characters as replaced", () => {
    expect(escaped("a\u202eb\u0000c\u001bd\ud800e\u2066f😀")).toBe("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf😀");
  });
});

describe("JSON in a script element", () => {
  test.each(["</script>", "<!--<script>", "]]>", "\u2028\u2029", "&lt;/script&gt;"])(
    "cannot be ended by %j, and reads back the same",
    (text) => {
      const json = scriptJson({ [text]: [text] }).text;

      expect(json).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.parse(json)).toEqual({ [text]: [text] });
    },
  );

  property.prop([fc.jsonValue()])("never holds what ends the element", (value) => {
    expect(scriptJson(value).text).not.toMatch(/[<>&\u2028\u2029]/);
  });
});
