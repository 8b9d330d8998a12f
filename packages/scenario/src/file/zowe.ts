/** The declared Zowe: its configuration and where its launchers run. */
import type { LauncherArm } from "@sysplex/zowe";
import type { Ground, Path } from "./places.js";
import type { Sound } from "./reading.js";
import type { FileReference, ZoweDeclaration, ZoweInstanceDeclaration } from "./scenario-document.js";
import type { ScenarioFile } from "./schema.js";
import { checkSystem } from "./sysplex.js";

type SoundZowe = NonNullable<Sound<ScenarioFile["zowe"]>>;
type FileZowe = Exclude<NonNullable<ScenarioFile["zowe"]>, string>;

/** CONFIG names its files from the scenario's folder, whichever file wrote it. */
const CONFIG = /^[A-Z]+\(/;

/** `undefined`: a fault has been reported. */
export function readZowe(zowe: SoundZowe, ground: Ground): ZoweDeclaration | undefined {
  const { places } = ground;
  if (typeof zowe === "string")
    return { config: configOf(zowe, ground, "zowe"), range: places.keyRange("zowe") };
  const { config, release, instances } = zowe as Partial<FileZowe>;
  if (config === undefined) return undefined;
  return {
    config: configOf(config, ground, "zowe", "config"),
    ...(release === undefined ? {} : { release }),
    ...(instances === undefined ? {} : { instances: readInstances(instances, ground) }),
    range: places.keyRange("zowe"),
  };
}

function readInstances(
  instances: NonNullable<FileZowe["instances"]>,
  ground: Ground,
): readonly ZoweInstanceDeclaration[] {
  return instances.flatMap((instance, index) => readInstance(instance, index, ground) ?? []);
}

function readInstance(
  instance: Partial<NonNullable<FileZowe["instances"]>[number]> | undefined,
  index: number,
  ground: Ground,
): ZoweInstanceDeclaration | undefined {
  if (instance?.system === undefined) return undefined;
  const { system, haInstance, config, release, arm, processes, upAtStart = true } = instance;
  const place = ["zowe", "instances", index] as const;
  checkSystem(system, ground, ground.places.range(...place, "system"));
  return {
    system,
    ...(haInstance === undefined ? {} : { haInstance }),
    ...(config === undefined ? {} : { config: configOf(config, ground, ...place, "config") }),
    ...(release === undefined ? {} : { release }),
    ...(arm === undefined ? {} : { arm: arm as LauncherArm }),
    ...(processes === undefined ? {} : { processes }),
    upAtStart,
    range: ground.places.range(...place),
  };
}

function configOf(text: string, { places }: Ground, ...place: Path): FileReference {
  return CONFIG.test(text) ? { path: text, range: places.range(...place) } : places.file(text, ...place);
}
