/** What an operation does with a TSO/E address space. */
export type TsoNeed =
  | "starts a session"
  | "uses a session"
  | "receives"
  | "ends a session"
  | "runs a command"
  | "uses a console"
  | "asks a console"
  | "works on files";
