/**
 * AUTOLOG: the procedures that the stack starts.
 *
 * Modelled: their names. Read and not modelled: the wait time, JOBNAME, PARMSTRING, DELAYSTART.
 */
import type { Resolver } from "./draft.js";
import type { Operands } from "./operands.js";

const DELAYS = ["DVIPA", "NODVIPA", "TTLS", "NOTTLS", "OMPROUTE", "NOOMPROUTE", "NSSD", "NONSSD"];

export const resolveAutolog: Resolver = (operands, draft) => {
  if (operands.nextIsNumber) operands.next();
  // In an OBEYFILE the list takes the place of the active one.
  if (!draft.isInitial) draft.autolog.clear();
  for (let job = operands.next(); job !== undefined; job = operands.next()) {
    draft.autolog.add(job.word);
    skipOptions(operands);
  }
};

function skipOptions(operands: Operands): void {
  for (;;) {
    if (operands.accept("JOBNAME")) operands.word("a job name");
    else if (operands.accept("PARMSTRING")) skipString(operands);
    else if (operands.accept("DELAYSTART")) while (operands.acceptOneOf(DELAYS) !== undefined);
    else return;
  }
}

/** A quoted string may hold blanks, and so be several words. */
function skipString(operands: Operands): void {
  const first = operands.word("a parameter string");
  const quote = first?.text[0];
  if (first === undefined || (quote !== '"' && quote !== "'")) return;
  let last = first.text.length > 1 ? first.text : "";
  while (!last.endsWith(quote) && operands.more) last = operands.next()?.text ?? quote;
}
