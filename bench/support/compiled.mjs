/** `node --import ./bench/support/compiled.mjs …`: benchmarks measure what users install. */
import { register } from "node:module";

register("./compiled-hooks.mjs", import.meta.url);
