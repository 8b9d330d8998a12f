// A worker thread from the sources, for a clone of the repository. Packages are published compiled.
import { register } from "tsx/esm/api";

register();
const { default: compute } = await import("../src/execute/thread-worker.ts");
export default compute;
