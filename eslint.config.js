/**
 * What the linter adds to the compiler: forgotten awaits, unsafe values, dead code, and in the model packages the
 * names that would make two runs of one seed differ. `test/tidy.test.ts` checks those names a second time, with the
 * rules that need the whole tree; the list is shared, `test/support/banned-names.json`.
 */
import { readFileSync } from "node:fs";
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const banned = JSON.parse(readFileSync(new URL("./test/support/banned-names.json", import.meta.url), "utf8"));

const inexactMath = Object.getOwnPropertyNames(Math).filter((name) => !banned.exactMath.includes(name));

const determinism = {
  "no-restricted-globals": [
    "error",
    ...Object.entries(banned.globals).map(([name, reason]) => ({ name, message: `In a model: ${reason}.` })),
  ],
  "no-restricted-properties": [
    "error",
    ...inexactMath.map((property) => ({
      object: "Math",
      property,
      message:
        "In a model: not exact on every engine; sim-core has exp, log, pow and random streams of its own.",
    })),
    ...Object.entries(banned.members).map(([property, reason]) => ({
      property,
      message: `In a model: ${reason}.`,
    })),
  ],
  "no-restricted-syntax": [
    "error",
    {
      selector: "BinaryExpression[operator='**'], AssignmentExpression[operator='**=']",
      message: "In a model: not exact on every engine; use sim-core's pow, or write the number out.",
    },
    {
      selector: ":function[async=true], AwaitExpression, ForOfStatement[await=true]",
      message: "In a model: a handler runs to completion; schedule an event with sim.after.",
    },
    {
      selector: "ImportExpression, ImportDeclaration[source.value=/^node:/]",
      message: "In a model: the host is out of reach.",
    },
  ],
};

export default defineConfig(
  globalIgnores(["**/dist/", "**/node_modules/", ".cache/", "tmp/", "coverage/"]),
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
  },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["./packages/*/tsconfig.json", "./test/tsconfig.json", "./tsconfig.tools.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      "@typescript-eslint/prefer-readonly": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // Indexed access in typed arrays needs its assertions; the rule cannot tell them from idle ones.
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      // `IpAddress | "any"` tells a reader more than `string`.
      "@typescript-eslint/no-redundant-type-constituents": "off",
      // The kernel holds event kinds of every payload; whoever writes `any` has to say why already.
      "@typescript-eslint/no-unsafe-argument": "off",
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "no-new-func": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["packages/{sim-core,sysplex,tcpip,zosmf,zowe}/src/**/*.ts"],
    rules: determinism,
  },
  {
    // fast-check and expect hand on values of any type; a test that uses them wrongly fails.
    files: ["**/test/**/*.ts"],
    rules: {
      "no-console": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: {
      globals: { console: "readonly", process: "readonly", performance: "readonly", URL: "readonly" },
    },
  },
);
