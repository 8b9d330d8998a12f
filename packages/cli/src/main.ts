#!/usr/bin/env node
/** The process around the command: streams that may close early, and the exit status. */
import { main } from "./command.js";
import { EXIT_STATUS } from "./exit-status.js";
import { processIo } from "./io.js";

/** A reader that has seen enough, such as `head`, ends the command quietly. Anything else is told. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  process.stderr.write(`sysplex: standard output cannot be written: ${error.message}\n`);
  process.exit(EXIT_STATUS.wrongInput);
});
process.stderr.on("error", () => undefined); // Nobody is there to be told.

// Not process.exit: what was written may still be on its way.
process.exitCode = await main(process.argv.slice(2), processIo());
