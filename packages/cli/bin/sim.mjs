#!/usr/bin/env node
// The command from the sources, for a clone of the repository: `pnpm sim run …`. Packages are published compiled.
import { register } from "tsx/esm/api";

register();
await import("../src/main.ts");
