/** The part of a scenario file that says which Zowe runs where. */
import { parseRelease } from "@sysplex/zowe";
import { z } from "zod";
import { filePath, parsedText, zosName } from "./quantities.js";
import { readingHints } from "./reading.js";

const configuration = filePath("a zowe.yaml");

const release = () =>
  parsedText(parseRelease, { expects: "a release of Zowe such as 3.1, in quotes", asSpelled: true });

const instanceSchema = z
  .strictObject({
    system: zosName("a system name such as SYSA").describe("The system on which the launcher runs."),
    haInstance: z
      .string()
      .regex(/^[^\s]{1,64}$/)
      .register(readingHints, { expects: "the value of HAINST, such as lpar1" })
      .describe(
        "HAINST of the START command: one of haInstances. Left out: so is HAINST, and Zowe takes the system's name.",
      )
      .meta({ examples: ["lpar1"] })
      .optional(),
    config: configuration.describe("Its own zowe.yaml, when it is not that of the others.").optional(),
    release: release().describe("Its own release, when it is not that of the others.").optional(),
    arm: z
      .strictObject({
        element: z
          .string()
          .regex(/^[A-Z@#$_][A-Z0-9@#$_]{0,15}$/)
          .register(readingHints, {
            expects: "the name of an element, 1 to 16 characters, such as ZOWE_LPAR1",
          })
          .describe("ELEMENT of the ARM policy, which ARMWRAP in the procedure registers."),
        type: z
          .string()
          .regex(/^[A-Z@#$][A-Z0-9@#$]{0,7}$/)
          .register(readingHints, { expects: "an element type of 1 to 8 characters" })
          .describe("ELEMTYPE, by which RESTART_ORDER knows it.")
          .optional(),
        termType: z
          .enum(["ALLTERM", "ELEMTERM"])
          .describe(
            "Restarted also when its system is lost (ALLTERM, the default), or only when it ends alone.",
          )
          .optional(),
      })
      .register(readingHints, { expects: "an element such as { element: ZOWE_LPAR1 }" })
      .describe(
        "How automatic restart management knows the launcher. Left out: it does not, as Zowe ships it.",
      )
      .optional(),
    processes: z
      .record(
        z.string(),
        z.int().min(1).max(8).register(readingHints, { expects: "a whole number from 1 to 8" }),
      )
      .register(readingHints, { expects: "a map of components and numbers, such as { gateway: 2 }" })
      .describe("Processes of a component in the launcher's planned second phase (zowe.launcherPhase: 2).")
      .optional(),
    upAtStart: z.boolean().describe("false: it is down until the timeline starts it.").prefault(true),
  })
  .register(readingHints, { expects: "an instance such as { system: SYSA, haInstance: lpar1 }" });

export const zoweSchema = z
  .union([
    configuration,
    z
      .strictObject({
        config: configuration
          .describe(
            "zowe.yaml, or what CONFIG of STDENV says: FILE(configs/site.yaml):FILE(configs/zowe.yaml).",
          )
          .meta({ examples: ["configs/zowe.yaml", "FILE(configs/site.yaml):FILE(configs/zowe.yaml)"] }),
        release: release()
          .describe("The release of Zowe. Left out: guessed from what the file holds, and said.")
          .meta({ examples: ["3.1"] })
          .optional(),
        instances: z
          .array(instanceSchema)
          .register(readingHints, {
            expects: "a list of instances such as { system: SYSA, haInstance: lpar1 }",
          })
          .describe(
            "The launchers, in the order of their start. Left out: one for each of haInstances whose sysname is a system of the scenario; without haInstances one, on the first system.",
          )
          .optional(),
      })
      .register(readingHints, { expects: "Zowe such as { config: configs/zowe.yaml }" }),
  ])
  .register(readingHints, { expects: "the path of a zowe.yaml, or { config: configs/zowe.yaml }" });
