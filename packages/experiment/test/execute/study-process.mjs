// A process of its own that runs the small study into the folder it is given: to be killed in the middle.
import { register } from "tsx/esm/api";

register();
const { conductStudy, StudyFolder } = await import("../../src/index.ts");
const { smallPlan } = await import("../pair.ts");

const result = await conductStudy(smallPlan(), {
  store: new StudyFolder(process.argv[2]),
  onProgress: ({ done }) => process.stdout.write(`${done}\n`),
});
process.stdout.write(`${result.hash}\n`);
