import { execFileSync } from "node:child_process";

/** Runs a program without input and returns what it printed; throws with all its words if it fails. */
export function run(command, args, cwd) {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const words = `${error.stdout ?? ""}${error.stderr ?? ""}`;
    throw new Error(`${command} ${args.join(" ")}\n${words === "" ? error.message : words}`, {
      cause: error,
    });
  }
}
